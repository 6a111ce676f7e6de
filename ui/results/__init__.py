"""The parts of the page of needs, results and handover."""
