"""What of an edition may be shown to everybody, and what would tell of too few companies."""
