"""One file per way to get a wrong number without an error. Expected values are stated by hand."""
