"""The parts of the page of initiatives."""
