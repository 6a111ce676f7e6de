"""The pack as a PDF: content as data into a Typst template, out as PDF/UA-1."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from s3metrics.reports.assets import FOLDER as ASSETS
from s3metrics.reports.pack.letters import printable
from s3metrics.reports.pack.model import Pack

_HERE = Path(__file__).resolve().parent
_STANDARD: Final = "ua-1"


def as_pdf(pack: Pack, day: date) -> bytes:
    """The pack as PDF/UA-1; the same content and day always make the same bytes.

    Typst refuses to make a file that breaks the standard, so none that does ever leaves here.
    """
    made: bytes = typst.compile(
        str(_HERE / "pack.typ"),
        root=str(_HERE.parent),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"pack": json.dumps(_plain(asdict(pack)), ensure_ascii=False)},
        pdf_standards=_STANDARD,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    return made


@cache
def emblem_png() -> bytes:
    """The EU emblem as a picture, for files that cannot hold the drawing."""
    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("eu.svg", height: 3cm)'
    made = typst.Compiler(root=str(ASSETS)).compile(source, format="png", ppi=300.0)
    assert isinstance(made, bytes)  # one page, one picture
    return made


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts in the box, so that every machine sets the same pages."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])


def _plain(value: Any) -> Any:
    """Values as JSON has them; no letter that the fonts lack."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value
