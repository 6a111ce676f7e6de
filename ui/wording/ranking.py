"""A sentence about marks that are not one indicator's own cells: where they are high and low."""

from __future__ import annotations

import pandas as pd

from ui.i18n import _
from ui.wording import sentences


def told(marks: pd.DataFrame) -> str:
    """`Högst: Gotlands län (26,0). Lägst: Kalmar län (12,8).`, of `tables.SERIES_COLUMNS`."""
    words = [highest(marks)]
    there = marks.dropna(subset=["value"])
    if there["value"].any() and (low := there["value"].min()) != there["value"].max():
        words.append(_("Lägst: {member}.").format(member=_named(there, low)))
    if missing := marks.loc[marks["value"].isna(), "label"].tolist():
        words.append(_("Uppgift saknas: {members}.").format(members=sentences.in_words(missing)))
    return " ".join(words)


def highest(marks: pd.DataFrame) -> str:
    """`Högst: Gotlands län (26,0).`, or that there is nothing."""
    there = marks.dropna(subset=["value"])
    if not there["value"].any():
        return _("Ingenting att visa för det här urvalet.")
    return _("Högst: {member}.").format(member=_named(there, there["value"].max()))


def _named(marks: pd.DataFrame, value: float) -> str:
    found = marks[marks["value"] == value]
    return f"{sentences.in_words(found['label'].tolist())} ({found['text'].iloc[0]})"
