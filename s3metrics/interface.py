"""The platform from a notebook: `import s3metrics; db = s3metrics.open()`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from s3metrics.engine.entities import Entities
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.result import Cell, Result
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.explore.answer import distinct
from s3metrics.explore.figure_table import figure_stamp, figure_table
from s3metrics.explore.handed import Handed
from s3metrics.explore.snapshot import Snapshot
from s3metrics.explore.tables import table_docs
from s3metrics.explore.tables_model import TableDoc
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.sentences import sentence
from s3metrics.platform import Platform
from s3metrics.words import Text

Day = date | str | None
"""A date, or one as 2025-03-31; None where the programme file or the day decides."""
Words = str | Sequence[str]
"""One word or several."""
AsOf = int | str | None
"""A delivery's number, an edition's name, or None for what is known now."""


class Figure(Handed):
    """A figure: its table in every level of the breakdown, and all that travels with it."""

    result: Result

    @classmethod
    def of(cls, result: Result, stamp: Text) -> Figure:
        """The result as a notebook takes it."""
        about = result.receipt.as_json()
        figure = cls(table=figure_table(result), stamp=stamp, about=about)
        object.__setattr__(figure, "result", result)
        return figure

    @property
    def total(self) -> Cell:
        """The cell of all members: value, numerator, denominator, status."""
        return self.result.total

    @property
    def value(self) -> Any:
        """The total's value: a whole number, an exact decimal or a quotient; None when empty."""
        return self.result.total.value

    @property
    def receipt(self) -> Receipt:
        """What it was computed from; its `code` opens it again, here and in the dashboard."""
        return self.result.receipt


class Database:
    """One database under one programme file. Safe between threads."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def compute(
        self,
        indicator: str,
        by: Words = (),
        *,
        from_: Day = None,
        to: Day = None,
        area: Words = (),
        county: Words = (),
        municipality: Words = (),
        size: Words = (),
        as_of: AsOf = None,
    ) -> Figure:
        """A figure in every level of its breakdown, `*` for all, by the one way to a figure.

        Raises WrongCall for what does not exist, LedgerError when there is no data.
        """
        selection = _selection(from_, to, area, county, municipality, size)
        result = self.platform.compute(indicator, selection, _words(by), as_of)
        self.platform.remember(result)
        return Figure.of(result, figure_stamp(result, is_sample=self.platform.is_sample))

    def entities(
        self,
        indicator: str,
        cell: Mapping[str, str] | None = None,
        *,
        from_: Day = None,
        to: Day = None,
        area: Words = (),
        county: Words = (),
        municipality: Words = (),
        size: Words = (),
        as_of: AsOf = None,
    ) -> Entities:
        """The units behind one cell of a figure, and their rows with delivery, file and row.

        Raises as `compute`.
        """
        selection = _selection(from_, to, area, county, municipality, size)
        return self.platform.entities(indicator, selection, cell, as_of)

    def sql(
        self, query: str, parameters: Mapping[str, object] | None = None, as_of: AsOf = None
    ) -> Handed:
        """The answer to a query over the tables of `tables()`, run fenced in as everybody's is.

        `$name` in the query takes its value from `parameters`. A column name that comes twice
        gets a number. Raises QueryError for what is not SQL, not allowed, or too large.
        """
        answer = self.platform.sql(query, parameters=parameters, as_of=as_of)
        cut = _CUT if answer.is_cut else Text("", "")
        about = {**answer.stamp.as_json(), "is_cut": answer.is_cut, "seconds": answer.seconds}
        return Handed(
            table=answer.table.rename_columns(distinct(answer.table.column_names)),
            stamp=answer.stamp.sentence + cut,
            about=about,
        )

    def indicators(self) -> Handed:
        """The catalogue: id, names, unit, rule, breakdowns."""
        rows = [
            {
                "indicator": one.id,
                "label": one.label.sv,
                "label_en": one.label.en,
                "unit": one.unit.sv,
                "rule": sentence(one, "sv"),
                "breakdowns": list(one.breakdowns),
                "additive": list(one.additive),
                "eu_code": one.eu_code,
                "version": one.version,
            }
            for one in CATALOGUE.values()
        ]
        return Handed(table=pa.Table.from_pylist(rows), stamp=_CATALOGUE)

    def tables(self) -> Handed:
        """Every column of every table that `sql` reads, with type and meaning."""
        rows = [
            {
                "table": doc.name,
                "table_label": doc.label.sv,
                "column": column.name,
                "type": column.type,
                "label": column.label.sv,
                "meaning": column.meaning.sv,
                "source": column.source.sv,
            }
            for doc in self.table_docs()
            for column in doc.columns
        ]
        return Handed(table=pa.Table.from_pylist(rows), stamp=_TABLES)

    def table_docs(self) -> tuple[TableDoc, ...]:
        """The same as objects, in Swedish and English."""
        return table_docs()

    def snapshot(self, folder: Path | str, as_of: AsOf = None) -> Snapshot:
        """Writes every table into a folder, for other programs: see docs/explore.md."""
        return self.platform.snapshot(folder, as_of)


_CUT = Text(
    " Svaret är avkortat: alla rader är inte med.", " The answer is cut: not all rows are here."
)
_CATALOGUE = Text("Indikatorernas deklarationer.", "The indicators' declarations.")
_TABLES = Text("Tabellerna som frågor läser.", "The tables that queries read.")


def open_database(db: Path | str | None = None, programme: Path | str | None = None) -> Database:
    """As `s3metrics.open`."""
    return Database(Platform.open(db, programme))


def _selection(from_: Day, to: Day, *members: Words) -> Selection:
    areas, counties, municipalities, sizes = map(_words, members)
    return Selection(
        from_=_day("from_", from_),
        to=_day("to", to),
        areas=areas,
        counties=counties,
        municipalities=municipalities,
        sizes=sizes,
    )


def _words(given: Words) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _day(name: str, given: Day) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise WrongCall(
            Text(
                f"{name} är ”{given}”, som inte är ett datum. Skriv det som 2025-03-31.",
                f"{name} is “{given}”, which is no date. Write it like 2025-03-31.",
            )
        ) from error
