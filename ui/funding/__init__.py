"""The parts of the page of funding."""
