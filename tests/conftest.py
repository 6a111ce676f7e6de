"""What all tests need."""

from __future__ import annotations

import os

# Queries run at the lowest priority, which beside tests on every core is none at all.
os.environ.setdefault("S3METRICS_SQL_PRIORITY", "normal")
