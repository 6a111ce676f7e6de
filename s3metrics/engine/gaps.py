"""Rows that are there and do not fit together: what is looked at before a period is reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from s3metrics.engine.entities import SourceRow, ledger_rows
from s3metrics.ledger.known import known

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine


class Gap(StrEnum):
    """What does not fit; each opens to the rows of one table."""

    UNKNOWN_SIZE = "unknown_size"
    """Companies of unknown size with a supporting participation inside the counties."""
    OUTSIDE_PERIOD = "outside_period"
    """Participations dated before the programme's first day or after its last."""
    OUTSIDE_AREA = "outside_area"
    """Supporting participations whose county is outside the programme's."""
    NO_FUNDING = "no_funding"
    """Initiatives active in the period without any decided funding."""
    NO_COFINANCING = "no_cofinancing"
    """EU funding of initiatives active in the period that nobody else funds."""


_ACTIVE = "i.is_active AND i.start_date <= $to AND (i.end_date IS NULL OR i.end_date >= $from)"
_SELECTS: Mapping[Gap, tuple[str, str]] = {
    Gap.UNKNOWN_SIZE: (
        "company",
        "SELECT DISTINCT c.row_id FROM memory.{schema}.participation p "
        "JOIN memory.{schema}.company_number k ON k.company = p.company "
        "JOIN memory.{schema}.company c ON c.orgnr = k.orgnr "
        "WHERE coalesce(c.size, 'okand') = 'okand' AND p.is_supporting AND p.is_inside "
        "AND p.date BETWEEN $first AND $to",
    ),
    Gap.OUTSIDE_PERIOD: (
        "participation",
        f"SELECT row_id FROM ({known('participation')}) WHERE date < $first OR date > $last",
    ),
    Gap.OUTSIDE_AREA: (
        "participation",
        "SELECT p.row_id FROM memory.{schema}.participation p "
        "WHERE p.is_supporting AND p.is_outside AND p.date BETWEEN $from AND $to",
    ),
    Gap.NO_FUNDING: (
        "initiative",
        f"SELECT i.row_id FROM memory.{{schema}}.initiative i WHERE {_ACTIVE} "
        "AND i.initiative NOT IN (SELECT initiative FROM memory.{schema}.funding)",
    ),
    Gap.NO_COFINANCING: (
        "funding",
        "SELECT f.row_id FROM memory.{schema}.funding f "
        f"JOIN memory.{{schema}}.initiative i ON i.initiative = f.initiative WHERE {_ACTIVE} "
        "AND f.source = 'eruf' AND f.budget_sek > 0 AND f.initiative NOT IN "
        "(SELECT initiative FROM memory.{schema}.funding WHERE source <> 'eruf' "
        "AND budget_sek > 0)",
    ),
}
_TABLES = ("participation", "company_number", "company", "initiative", "funding")


def rows_of_gap(engine: Engine, gap: Gap, as_of: int, start: date, end: date) -> list[SourceRow]:
    """The rows that do not fit, by sender, file, tab and row; `start` to `end` is the period."""
    table, select = _SELECTS[gap]
    period = engine.programme.period
    sql = select.format(schema=engine.schema(as_of, *_TABLES))
    values = {
        "as_of": as_of,
        "from": start,
        "to": end,
        "first": period.start,
        "last": period.end,
    }
    named = {name: value for name, value in values.items() if f"${name}" in sql}
    ids = [row[0] for row in engine.reader.cursor().execute(sql, named).fetchall()]
    rows = ledger_rows(engine, table, ids).values()
    return sorted(rows, key=lambda row: (row.sender, row.file, row.sheet, row.row))
