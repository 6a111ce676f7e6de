"""The platform as its faces use it: deliveries in, figures out, for one database and programme.

Each door is a module of its own in `doors`; this is the house.
"""

from __future__ import annotations

from s3metrics.doors.backups import Backups
from s3metrics.doors.bridges import Bridges
from s3metrics.doors.deliveries import FORMATS, Preview
from s3metrics.doors.explore import Explore
from s3metrics.doors.filed import Filed
from s3metrics.doors.programme import load_programme
from s3metrics.doors.quality import Quality
from s3metrics.doors.queries import Queries
from s3metrics.doors.reports import Reports
from s3metrics.doors.snapshots import Snapshots
from s3metrics.doors.steering import Steering


class Platform(Reports, Filed, Bridges, Steering, Backups, Snapshots, Quality, Queries, Explore):
    """One database under one programme file. Safe to share between threads."""


__all__ = ["FORMATS", "Platform", "Preview", "load_programme"]
