"""What developers run: the browser for the tests, the generated documentation."""
