"""A list of things that are no figures: as a table to read, and with its values as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Generic, TypeVar

import pandas as pd
import streamlit as st

from s3metrics.engine.entities import SourceRow
from ui.codec import View
from ui.drawing import chart, exports, tables
from ui.i18n import _, _n
from ui.wording import numbers

T = TypeVar("T")
_FEW, _TALL = 9, 340
"""Rows that show without scrolling, and the height of more of them."""


@dataclass(frozen=True, kw_only=True)
class Column(Generic[T]):
    """One column: its heading, its value for files, and its text for people."""

    heading: str
    value: Callable[[T], Any]
    text: Callable[[T], str] | None = None
    """None: the value as it stands, dates and numbers in the reader's language."""
    is_for_files: bool = False
    """Left out of the table to read."""

    def shown(self, item: T) -> str:
        """What stands in the reader's table; empty where there is nothing."""
        return self.text(item) if self.text else in_words(self.value(item))


def in_words(value: Any) -> str:
    """A plain value as people read it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return numbers.short_day(value)
    return value if isinstance(value, str) else numbers.count(value)


def table(items: Sequence[T], columns: Sequence[Column[T]], title: str) -> None:
    """The list as a table to read."""
    tables.draw_texts(_texts(items, columns), title)


def rows(items: Sequence[T], columns: Sequence[Column[T]], title: str) -> None:
    """Partners' rows, with the columns of `place_of`: too wide to wrap, a row is one line."""
    st.dataframe(
        pd.DataFrame(_texts(items, columns)),
        hide_index=True,
        height=_TALL if len(items) > _FEW else "content",
        placeholder="",
        alt=title,
    )


def _texts(items: Sequence[T], columns: Sequence[Column[T]]) -> list[dict[str, str]]:
    shown = [column for column in columns if not column.is_for_files]
    return [{column.heading: column.shown(item) for column in shown} for item in items]


def files(
    items: Sequence[T],
    columns: Sequence[Column[T]],
    name: str,
    facts: Sequence[str],
    *,
    has_picture: bool = False,
) -> None:
    """The list as files; `name` is theirs and the key's."""
    exports.downloads(
        name,
        lambda: pd.DataFrame(
            [[column.value(item) for column in columns] for item in items],
            columns=[column.heading for column in columns],
            dtype=object,
        ),
        facts,
        f"list:{name}",
        has_picture=has_picture,
    )


def opened(
    items: Sequence[T],
    columns: Sequence[Column[T]],
    title: str,
    name: str,
    facts: Sequence[str] = (),
    *,
    has_picture: bool = True,
) -> None:
    """A chart's list and its files, behind a heading that the reader opens."""

    def content() -> None:
        # Streamlit calls every long table that wraps ”Scrollable table”: no page may have two.
        rows(items, columns, title)
        files(items, columns, name, facts, has_picture=has_picture)

    chart.when_opened(_("Tabell, filer och rader"), content, name, icon=":material/table_rows:")


def place_of(source: Callable[[T], SourceRow]) -> list[Column[T]]:
    """The columns that say where a row stands: delivery, sender, file, sheet and row."""

    def of(name: str) -> Callable[[T], Any]:
        return lambda item: getattr(source(item), name)

    return [
        Column(heading=_("Leverans"), value=of("delivery")),
        Column(heading=_("Avsändare"), value=of("sender")),
        Column(heading=_("Fil"), value=of("file")),
        Column(heading=_("Blad"), value=of("sheet")),
        Column(heading=_("Rad"), value=of("row")),
    ]


def days(number: float) -> str:
    """`219,5 dagar`, `1 dag`."""
    words = _n("{n} dag", "{n} dagar", 1 if number == 1 else 2)
    return words.format(n=numbers.count(number))


def framed(draw: Callable[[View], None]) -> Callable[[View], None]:
    """A panel inside a frame of its own."""

    @wraps(draw)
    def inside(view: View) -> None:
        with st.container(border=True):
            draw(view)

    return inside


def heading(title: str, caption: str) -> None:
    """A panel's heading and what its marks or rows are."""
    place = st.container(gap="xsmall")
    place.subheader(title, anchor=False)
    place.caption(caption)
