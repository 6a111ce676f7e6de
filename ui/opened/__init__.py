"""What is behind a figure, opened."""
