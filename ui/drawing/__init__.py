"""Charts, maps and tables with what belongs to them."""
