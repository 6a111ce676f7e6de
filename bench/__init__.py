"""How fast the figures are: a generated programme, and measures as ratios within one run."""
