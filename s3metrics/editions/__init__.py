"""Editions: reported figures that stand, what they are checked by, and codes that open them."""
