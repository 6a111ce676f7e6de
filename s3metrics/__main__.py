"""`python -m s3metrics`: the command line."""

from __future__ import annotations

import sys

from s3metrics.cli import main

if __name__ == "__main__":
    sys.exit(main())
