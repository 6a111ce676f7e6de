"""An answer as the page tells it: what its columns are called, and its values as people read them.

A query that somebody has written keeps the names that they gave. One that was built has the
figures' own words, in the reader's language; in files for programs it keeps the names of SQL.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from s3metrics.engine.query import ALL
from s3metrics.engine.result import Status
from s3metrics.engine.sources import NAMED_BY_PARTNERS
from s3metrics.explore.answer import Answer
from s3metrics.indicators.model import TIME, Indicator
from ui import data
from ui.explore import cells
from ui.i18n import _, of
from ui.wording import labels, numbers

_NAME = "_name"


@dataclass(frozen=True, kw_only=True)
class Told:
    """An answer and its words."""

    answer: Answer
    """Of a built question with words for codes."""
    names: tuple[str, ...]
    """The columns' names in the query, told apart: what the address has."""
    titles: tuple[str, ...]
    """What they are called on the page, told apart."""
    indicator: Indicator | None = None
    """Of a built question: what it measures."""

    @property
    def table(self) -> pa.Table:
        """The answer's rows."""
        return self.answer.table

    def text(self, place: int, value: Any) -> str:
        """A value of the column there, in the reader's language."""
        if self.indicator is None or value is None or self.names[place] != "value":
            return cells.text(value)
        return numbers.exact(self.indicator, value)

    def inside(self, place: int) -> str:
        """The column's title inside a sentence."""
        title = self.titles[place]
        is_word = self.indicator is not None and self.names[place] != "value"
        return labels.lower(title) if is_word else title


def as_written(answer: Answer) -> Told:
    """In the names that the query gives."""
    names = tuple(cells.names(answer.table.column_names))
    return Told(answer=answer, names=names, titles=names)


def as_figures(answer: Answer, indicator: Indicator) -> Told:
    """In the words of the figures; the answer is of a query that `builder` made."""
    table = answer.table
    # A code that has its name beside it goes last: on a phone the figure is seen without it.
    names = sorted(table.column_names, key=lambda name: f"{name}{_NAME}" in table.column_names)
    columns = {name: _in_words(table, name) for name in names}
    return Told(
        answer=replace(answer, table=pa.table(columns)),
        names=tuple(names),
        titles=tuple(cells.names([_title(name, table, indicator) for name in names])),
        indicator=indicator,
    )


def _title(name: str, table: pa.Table, indicator: Indicator) -> str:
    if name.endswith(_NAME):
        return labels.dimension(name.removesuffix(_NAME))
    measures = {
        "value": of(indicator.label),
        "numerator": _("Täljare"),
        "denominator": _("Nämnare"),
        "status": _("Status"),
    }
    if name in measures:
        return measures[name]
    title = labels.dimension(name)
    has_name = f"{name}{_NAME}" in table.column_names
    return _("{dimension} (kod)").format(dimension=title) if has_name else title


def _in_words(table: pa.Table, name: str) -> pa.ChunkedArray | pa.Array:
    """The column, or words for its codes; a time stays as it is, since it can be put in order."""
    if name == "status":
        words = {status.value: _status(status) for status in Status}
        return _texts(words.get(code, code) for code in table.column(name).to_pylist())
    dimension = name.removesuffix(_NAME)
    if name.endswith(_NAME) and dimension not in NAMED_BY_PARTNERS:
        programme = data.programme()
        codes = table.column(dimension).to_pylist()
        words = {code: labels.member(dimension, code, programme) for code in set(codes)}
        return _texts(words[code] for code in codes)
    if name in TIME:
        total = labels.member(name, ALL, data.programme())
        return _texts(total if at == ALL else at for at in table.column(name).to_pylist())
    return table.column(name)


def _texts(words: Any) -> pa.Array:
    return pa.array(list(words), pa.string())


def _status(status: Status) -> str:
    return {Status.OK: _("uppgift finns"), Status.ZERO: _("noll")}.get(status) or numbers.empty(
        status
    )
