"""The public view: a few pages of sealed editions' fixed tables, and nothing else."""
