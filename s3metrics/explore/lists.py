"""The rows of the tables that do not come from partners: codes, days, targets, the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from s3metrics import __version__, codes
from s3metrics.codes.choices import LIST_NAMES
from s3metrics.editions.clock import Clock
from s3metrics.engine.calendar import days_between, period_of
from s3metrics.engine.coding import Coding
from s3metrics.engine.query import ALL
from s3metrics.explore.columns import UNKNOWN_NAME
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import TIME
from s3metrics.indicators.sentences import sentence
from s3metrics.programme import Programme
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.words import Text

_OWN_LISTS = ("area", "initiative_status", "initiative_kind", "cost_category")


def given_rows(clock: Clock) -> Mapping[str, pa.Table]:
    """Name → rows, for the tables that copies read beside the figures' own."""
    return {
        "about_row": _about(clock),
        "code": code_rows(clock.engine.coding),
        "days": _days(clock),
        "target_row": _targets(clock.programme),
        "indicator_row": _indicators(),
    }


def code_rows(coding: Coding) -> pa.Table:
    """Every list's members with names, and the number that the figures' tables have for them."""
    rows: list[tuple[Any, ...]] = []
    for list_name, members in _lists(coding.programme):
        numbers = coding.numbers.get(list_name, {})
        for position, (member, name, is_ours) in enumerate(members, start=1):
            number = numbers.get(member)
            rows.append((list_name, member, name.sv, name.en, position, is_ours, number))
    types = (pa.string(),) * 4 + (pa.int32(), pa.bool_(), pa.int32())
    names = ("list", "member", "name", "name_en", "position", "is_of_programme", "number")
    return _table(names, types, rows)


def _lists(programme: Programme) -> Iterator[tuple[str, list[tuple[str, Text, bool]]]]:
    unknown = (UNKNOWN_MEMBER, UNKNOWN_NAME, True)
    ours = {*programme.county_ids, *(m.code for m in programme.municipalities)}
    counties = [(c.code, Text(c.name, f"{c.short} County"), c.code in ours) for c in codes.COUNTIES]
    places = [(m.code, Text(m.name, m.name), m.code in ours) for m in codes.MUNICIPALITIES]
    yield "county", [*counties, unknown]
    yield "municipality", [*places, unknown]
    for name in (*_OWN_LISTS, *LIST_NAMES):
        listed = [(member, text, True) for member, text in programme.choices(name).items()]
        has_unknown = any(member == UNKNOWN_MEMBER for member, _, _ in listed)
        yield name, listed if has_unknown else [*listed, unknown]


def _days(clock: Clock) -> pa.Table:
    """Every day of the programme, and those outside it on which something is said to have been."""
    programme = clock.programme
    schema = clock.engine.schema(clock.delivery, "calendar")
    occurring = clock.engine.reader.cursor().execute(f"SELECT date FROM memory.{schema}.calendar")
    inside = days_between(programme.period.start, programme.period.end)
    days = sorted({*inside, *(day for (day,) in occurring.fetchall())})
    rows = [(day, *(period_of(day, grain, programme) for grain in TIME)) for day in days]
    return _table(("date", *TIME), (pa.date32(), *(pa.string() for _ in TIME)), rows)


def _targets(programme: Programme) -> pa.Table:
    rows = [
        (t.indicator, t.area or ALL, t.county or ALL, t.date, t.value, t.source, t.example)
        for t in programme.targets
    ]
    text = pa.string()
    types = (text, text, text, pa.date32(), pa.decimal128(18, 4), text, pa.bool_())
    names = ("indicator", "area", "county", "date", "value", "source", "is_example")
    return _table(names, types, rows)


def _indicators() -> pa.Table:
    rows = [
        (
            one.id,
            one.label.sv,
            one.unit.sv,
            sentence(one, "sv"),
            one.eu_code,
            ", ".join(one.breakdowns),
            ", ".join(one.additive),
            one.version,
        )
        for one in CATALOGUE.values()
    ]
    names = ("indicator", "label", "unit", "rule", "eu_code", "breakdowns", "additive", "version")
    return _table(names, (*(pa.string() for _ in names[:-1]), pa.int32()), rows)


def _about(clock: Clock) -> pa.Table:
    reader, programme = clock.engine.reader, clock.programme
    row: dict[str, tuple[pa.DataType, str | int | bool | date | None]] = {
        "programme": (pa.string(), programme.name.sv),
        "period_start": (pa.date32(), programme.period.start),
        "today": (pa.date32(), clock.today),
        "delivery": (pa.int32(), clock.delivery),
        "edition": (pa.string(), clock.code),
        "data_version": (pa.int32(), reader.data_version),
        "is_sample": (pa.bool_(), reader.is_sample),
        "programme_sha256": (pa.string(), programme.sha256),
        "software_version": (pa.string(), __version__),
    }
    types = [type_ for type_, _ in row.values()]
    return _table(tuple(row), types, [tuple(value for _, value in row.values())])


def _table(
    names: Sequence[str], types: Iterable[pa.DataType], rows: Sequence[tuple[Any, ...]]
) -> pa.Table:
    """The rows as an Arrow table, typed also where there are none."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    arrays = [pa.array(list(c), t) for c, t in zip(columns, types, strict=True)]
    return pa.table(dict(zip(names, arrays, strict=True)))
