"""The programme file that is in use."""

from __future__ import annotations

import os
from pathlib import Path

from s3metrics.errors import ProgrammeError
from s3metrics.indicators import CATALOGUE
from s3metrics.ledger.places import PROJECT
from s3metrics.programme import Programme, check_names, load
from s3metrics.sheets import SHEETS


def load_programme(path: Path | str | None = None) -> Programme:
    """The programme file, its names checked against the sheets and the catalogue."""
    given = path or os.environ.get("S3METRICS_PROGRAMME") or PROJECT / "data" / "programme.toml"
    programme = load(Path(given))
    words = [word for sheet in SHEETS for word in (sheet.title, sheet.table)]
    faults = check_names(programme, words, CATALOGUE)
    if faults:
        raise ProgrammeError(str(given), faults)
    return programme
