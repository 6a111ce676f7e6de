"""Questions that nobody foresaw: an analyst's tables, fenced in, and marked as unofficial."""
