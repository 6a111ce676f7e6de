"""Pictures that files and pages share."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
EU_EMBLEM = FOLDER / "eu.svg"
"""The emblem of the European Union, blue and gold, with room around it."""
