"""Words for figures: labels, numbers, sentences, definitions."""
