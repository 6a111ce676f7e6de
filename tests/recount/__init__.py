"""A second opinion: every indicator counted again in plain Python, from the counting rules alone.

Sets, dicts and loops, no data frames and no SQL, so that a programme officer can follow it.
Nothing here imports the package that is being checked.
"""
