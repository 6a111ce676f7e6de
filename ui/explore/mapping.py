"""A query's rows on the map: a value for each county or municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from s3metrics import codes
from ui.drawing import maps
from ui.drawing.boundaries import outlines
from ui.i18n import _
from ui.wording import numbers

_DEPTHS = (0.1, 0.24, 0.38, 0.52)
_MISSING = "/"
_IN_ENGLISH = " County"


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Which rows are places, and of which kind."""

    codes: Mapping[str, int]
    """Code → the row's place in the frame."""
    is_municipality: bool
    strangers: tuple[str, ...]
    """Labels that are no place of the kind."""
    repeated: tuple[str, ...]
    """Places with more than one row: which of the values is theirs cannot be told."""


def placed(labels: list[str]) -> Placed:
    """The places that the labels name, by code or by name; of the kind that most of them are."""
    counties = [_county(label) for label in labels]
    municipalities = [_municipality(label) for label in labels]
    is_municipality = _known(municipalities) > _known(counties)
    found: dict[str, int] = {}
    strangers, repeated = [], []
    for place, code in enumerate(municipalities if is_municipality else counties):
        if code is None:
            strangers.append(labels[place])
        elif code in found:
            repeated.append(labels[place])
        else:
            found[code] = place
    return Placed(
        codes=found,
        is_municipality=is_municipality,
        strangers=tuple(dict.fromkeys(strangers)),
        repeated=tuple(dict.fromkeys(repeated)),
    )


def draw(frame: pd.DataFrame, where: Placed) -> go.Figure:
    """The map of the places, shaded in four groups by value."""
    kept = list(where.codes)
    shapes = outlines("kommun" if where.is_municipality else "lan", tuple(kept))
    counties = outlines("lan", tuple(dict.fromkeys(code[:2] for code in kept)))
    rows = {code: frame.iloc[place] for code, place in where.codes.items()}
    words = {
        code: maps.Words(
            text=row["text"] or "–",
            hover=f"<b>{escape(row['label'])}</b><br>{escape(row['text'] or '–')}",
        )
        for code, row in rows.items()
    }
    return maps.municipalities(_groups(rows), words, shapes, counties)


def _groups(rows: Mapping[str, pd.Series]) -> list[maps.Group]:
    """Four groups of about as many places, equal values together; then those without a value."""
    known = {code: float(row["value"]) for code, row in rows.items() if pd.notna(row["value"])}
    found = []
    if known:
        values = pd.Series(known)
        ranked = values.rank(method="max", pct=True)
        parts = ranked.mul(len(_DEPTHS)).apply(lambda share: min(int(share - 1e-9), 3))
        for part, depth in enumerate(_DEPTHS):
            inside = values[parts == part]
            if len(inside):
                low, high = numbers.full(inside.min()), numbers.full(inside.max())
                label = low if low == high else f"{low}–{high}"
                found.append(maps.Group(label=label, codes=list(inside.index), depth=depth))
    if empty := [code for code in rows if code not in known]:
        found.append(maps.Group(label=_("Inget värde"), codes=empty, hatch=_MISSING))
    return found


def _known(found: list[str | None]) -> int:
    return sum(code is not None for code in found)


def _county(label: str) -> str | None:
    found = codes.find_county(label.removesuffix(_IN_ENGLISH))
    return found.code if found else None


def _municipality(label: str) -> str | None:
    found = codes.find_municipality(label)
    return found.code if found else None
