"""The parts of the pages of areas and counties."""
