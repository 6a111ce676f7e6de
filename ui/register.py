"""The lists beside the figures, for a page's view, and why one of them is empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import streamlit as st

from s3metrics.engine.register import Initiative, Register
from s3metrics.sheets import sheet_for_table
from ui import data, selection
from ui.codec import NOW, View
from ui.i18n import _
from ui.wording import labels, sentences
from ui.wording.plain import plain

_KEPT = 20


def of(view: View) -> Register:
    """The lists as known where the view's clock stands."""
    return data.platform().register(None if view.clock == NOW else view.clock)


def every_initiative(view: View) -> dict[str, Initiative]:
    """Id → initiative, whatever is selected; kept for as long as the data stay."""
    platform = data.platform()
    return _every_initiative(data.place(), platform.data_version, view.clock, platform.today)


@lru_cache(maxsize=_KEPT)
def _every_initiative(
    place: data.Place, version: int, clock: str, today: date
) -> dict[str, Initiative]:
    found = data.platform().register(None if clock == NOW else clock).initiatives()
    return {one.id: one for one in found}


def empty(view: View, table: str, none: str) -> None:
    """That a list is empty, and which kind of empty it is: not delivered, or `none` of it."""
    if of(view).lacks(table, view.selection):
        told = _("Ej rapporterat: ingen avsändare har lämnat bladet {sheet} för det valda.")
        st.info(told.format(sheet=sheet_for_table(table).title), icon=":material/inbox:")
    else:
        st.info(plain(none), icon=":material/filter_alt_off:")


def ignored(view: View, *dimensions: str) -> str:
    """That a list cannot be confined by some of what is selected; empty where it can."""
    left = [name for name in view.selection.dimensions if name not in dimensions]
    if not left:
        return ""
    names = sentences.in_words([labels.lower(labels.dimension(name)) for name in left])
    return _("Kan inte avgränsas efter {dimensions}: visar helheten.").format(dimensions=names)


def caption(*parts: str) -> str:
    """What belongs under a heading, in one line."""
    return " · ".join(part for part in parts if part)


def facts(view: View, *more: str) -> list[str]:
    """What a list's file says of itself: the selection, and what else to know."""
    asked: Iterable[str] = (selection.in_words(data.programme(), view), *more)
    return [line for line in asked if line]
