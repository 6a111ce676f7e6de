"""The platform's doors: what its faces can ask for, one module each."""
