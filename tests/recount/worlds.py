"""Small random programmes, as what partners deliver: rows per table per sender, in order.

Every row is one that the intake accepts: references are delivered in the same or an earlier
delivery, no key comes twice, and no redelivery withdraws so much that it would be refused.
What is awkward but allowed is frequent: companies and workplaces outside the counties, unknown
size, principals that nobody has described, two senders' words about one company, corrections
below zero, initiatives without end or broken off, and many things on the same few days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import strategies as st

from .definitions import DEFINITIONS, SIZES, TIMES, breakdowns
from .delivered import KEYS, SHARED, Delivery, Rows
from .model import Row, Selection, Setting
from .places import AREAS, COUNTIES, SETTING
from .rows import DAYS, MAKERS, MUNICIPALITIES, SENDERS, Draw, Stock

ROWS = {"company": (2, 5), "participation": (4, 12), "outcome": (4, 12), "context": (1, 8)}
"""Table → fewest and most new rows, unless the list is empty; other tables have one to four."""


@dataclass(frozen=True)
class Question:
    indicator: str
    selection: Selection
    by: tuple[str, ...]


def _can_refer(table: str, stock: Stock) -> bool:
    needs_initiative = table in ("participation", "funding", "booking")
    needs_company = table in ("participation", "outcome")
    return bool(stock.initiatives or not needs_initiative) and bool(
        stock.companies or not needs_company
    )


def _key(table: str, row: Row, sender: str) -> tuple[object, ...]:
    """What must not come twice: for actors and companies only from the same sender."""
    owner = sender if table in SHARED else None
    return (table, owner, *(row[column] for column in KEYS[table]))


def _new_rows(draw: Draw, table: str, sender: str, stock: Stock) -> Rows:
    if not _can_refer(table, stock):
        return []
    rows: Rows = []
    for row in _drawn(draw, table, sender, stock):
        key = _key(table, row, sender)
        if not KEYS[table] or key not in stock.keys:
            stock.keys.add(key)
            rows.append(row)
    _remember(table, rows, stock)
    return rows


def _drawn(draw: Draw, table: str, sender: str, stock: Stock) -> Rows:
    """Now and then none, else a few; a context often has every county, so that shares exist."""
    if draw(st.integers(0, 9)) == 9:
        return []
    number = draw(st.integers(*ROWS.get(table, (1, 4))))
    rows = [MAKERS[table](draw, sender, stock) for _ in range(number)]
    if table == "context" and draw(st.booleans()):
        whole = {"municipality": None, "size": None, "year": 2024, "source": "SCB"}
        rows = [{**whole, "county": county, "companies": 50} for county in COUNTIES] + rows
    return rows


def _remember(table: str, rows: Rows, stock: Stock) -> None:
    if table == "company":
        stock.companies.update(row["orgnr"] for row in rows)
    if table == "initiative":
        stock.initiatives.update(row["initiative_id"] for row in rows)


def _first(draw: Draw, sender: str, stock: Stock) -> Delivery:
    """Some of the tables, companies, initiatives and participations always."""
    tables: dict[str, Rows] = {}
    for table in MAKERS:
        is_always = table in ("company", "initiative", "participation")
        if (is_always or draw(st.booleans())) and _can_refer(table, stock):
            tables[table] = _new_rows(draw, table, sender, stock)
    return Delivery(sender, tables)


def _again(draw: Draw, sender: str, before: Mapping[str, Rows], stock: Stock) -> Delivery:
    """The lists that have changed: words about the same, one row withdrawn, or new rows."""
    tables: dict[str, Rows] = {}
    for table in MAKERS:
        if table in before and draw(st.booleans()):
            rows = _changed(draw, table, before[table], sender, stock)
            if sorted(map(str, rows)) != sorted(map(str, before[table])):
                tables[table] = rows
    return Delivery(sender, tables)


def _changed(draw: Draw, table: str, before: Rows, sender: str, stock: Stock) -> Rows:
    if table in (*SHARED, "initiative"):
        return [_reworded(draw, table, row, sender, stock) for row in before]
    kept = before[draw(st.integers(0, min(1, len(before)))) :]
    return [*kept, *_new_rows(draw, table, sender, stock)]


def _reworded(draw: Draw, table: str, row: Row, sender: str, stock: Stock) -> Row:
    """The same key with other particulars, or the row as it was."""
    if draw(st.booleans()):
        return row
    same = ("name", *KEYS[table])
    other = MAKERS[table](draw, sender, stock)
    return {**other, **{column: row[column] for column in same if column in row}}


@st.composite
def deliveries(draw: Draw) -> list[Delivery]:
    """One delivery from each of one to three senders, then up to two that change something."""
    stock = Stock()
    senders = list(SENDERS)[: draw(st.integers(1, 3))]
    result = [_first(draw, sender, stock) for sender in senders]
    lists = {delivery.sender: dict(delivery.tables) for delivery in result}
    for _ in range(draw(st.integers(0, 2))):
        sender = draw(st.sampled_from(senders))
        delivery = _again(draw, sender, lists[sender], stock)
        lists[sender].update(delivery.tables)
        result.append(delivery)
    return [delivery for delivery in result if delivery.tables]


@st.composite
def settings(draw: Draw) -> Setting:
    """The default programme with other rules, a gap between the periods, or expected senders."""
    listed = (("Träcentrum", AREAS[:1], ()), ("IUC i Kalmar", AREAS[1:2], ("participation",)))
    gap = (SETTING.reporting_periods[0], *SETTING.reporting_periods[2:])
    return replace(
        SETTING,
        minimum_hours=draw(st.sampled_from((None, None, Decimal(0), Decimal(2)))),
        minimum_value_sek=draw(st.sampled_from((None, None, Decimal(1000)))),
        new_enterprise_years=draw(st.sampled_from((3, 3, 0))),
        reporting_periods=draw(st.sampled_from((SETTING.reporting_periods, gap))),
        expected=draw(st.sampled_from(((), listed))),
    )


@st.composite
def questions(draw: Draw, indicators: Sequence[str] = tuple(DEFINITIONS)) -> Question:
    """An indicator with a selection and up to two of the breakdowns that it has."""
    indicator = draw(st.sampled_from(indicators))
    has = breakdowns(indicator)
    by = draw(st.lists(st.sampled_from(has), unique=True, max_size=2))
    if len([dimension for dimension in by if dimension in TIMES]) > 1:
        by = by[:1]
    return Question(indicator, draw(_selections(has)), tuple(by))


@st.composite
def _selections(draw: Draw, has: tuple[str, ...]) -> Selection:
    first, last = sorted((draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))))
    has_period = draw(st.booleans())

    def members(dimension: str, values: Sequence[str]) -> tuple[str, ...] | None:
        if dimension not in has or draw(st.integers(0, 3)):
            return None
        return tuple(draw(st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=2)))

    return Selection(
        from_=first if has_period else None,
        to=last if has_period else None,
        areas=members("area", AREAS),
        counties=members("county", COUNTIES),
        municipalities=members("municipality", MUNICIPALITIES[:-1]),
        sizes=members("size", SIZES),
    )
