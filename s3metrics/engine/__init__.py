"""The engine: selection + definition + as-of → figure."""
