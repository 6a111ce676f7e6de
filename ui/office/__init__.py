"""The parts of the pages of deliveries and reporting."""
