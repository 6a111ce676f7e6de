"""Dates and the periods they lie in: month, quarter, half-year, year, reporting period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from s3metrics.indicators.model import TIME
from s3metrics.programme import Programme
from s3metrics.programme.checks import UNKNOWN_MEMBER


def period_of(day: date, grain: str, programme: Programme) -> str:
    """The member of a time breakdown that holds the day: `2025-03`, `2025-Q1`, `2025-H1`, `2025`.

    A reporting period is named by its id; a day in none of them lies in `okand`.
    """
    if grain == "month":
        return f"{day.year}-{day.month:02}"
    if grain == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if grain == "half_year":
        return f"{day.year}-H{1 if day.month <= 6 else 2}"
    if grain == "year":
        return str(day.year)
    for period in programme.reporting_periods:
        if period.start <= day <= period.end:
            return period.id
    return UNKNOWN_MEMBER


def periods_between(start: date, end: date, grain: str, programme: Programme) -> list[str]:
    """The members of a time breakdown that the days from `start` to `end` touch, in order.

    Days in no reporting period make no member of their own here: `okand` shows when it holds
    something.
    """
    if grain == "reporting_period":
        return [
            period.id
            for period in programme.reporting_periods
            if period.start <= end and period.end >= start
        ]
    return list(dict.fromkeys(period_of(day, grain, programme) for day in _months(start, end)))


def days_between(start: date, end: date) -> Iterator[date]:
    """Every day from `start` to `end`, both included."""
    return (start + timedelta(days=n) for n in range((end - start).days + 1))


def _months(start: date, end: date) -> Iterator[date]:
    day = start
    while day <= end:
        yield day
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def calendar_rows(cursor: duckdb.DuckDBPyConnection, programme: Programme) -> pa.Table:
    """One row per date that occurs in the figures' tables, with its member of every grain."""
    days = [
        row[0]
        for row in cursor.execute(
            "SELECT date FROM ledger.participation UNION SELECT date FROM ledger.booking "
            "UNION SELECT date FROM ledger.outcome"
        ).fetchall()
    ]
    columns: dict[str, list[object]] = {"date": list(days)}
    for grain in TIME:
        columns[grain] = [period_of(day, grain, programme) for day in days]
    types = [("date", pa.date32()), *((grain, pa.string()) for grain in TIME)]
    return pa.table(
        {name: pa.array(columns[name], type_) for name, type_ in types},
    )
