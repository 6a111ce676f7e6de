"""What needs a decision: red flags, each raised by a rule and told in words.

The rules, all of the programme from its first day to the clock's:

- **Behind pace**: a target's standing is `behind` (see `evaluate`). Of one indicator, the areas and
  counties that are behind share a flag; those whose target's date has passed have one of their own.
- **No cross-county initiative**: an area with active initiatives, none of which has supported
  companies from two counties.
- **County not reached**: a county in which no SME has been supported, in the whole programme or by
  an area that supports them elsewhere.
- **Spending out of step**: the share of the funding decided that has been spent is more than
  `SPENDING_TOLERANCE` above or below the share of the programme's time that has passed.

A figure that is not reported raises no flag: it is unknown, not low.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial

from s3metrics.engine.cells import Cell, Status
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.model import Direction
from s3metrics.programme import Programme
from s3metrics.targets import texts
from s3metrics.targets.model import Standing, TargetStatus
from s3metrics.words import Text, listed

SPENDING_TOLERANCE = Decimal("0.10")
"""Ten percentage points; the project's own choice, no decision of the programme's."""

_WHOLE = Text("Programmet", "The programme")

Compute = Callable[[str, Sequence[str]], Result]
"""Indicator, breakdown → the figure of the programme so far."""


class Kind(StrEnum):
    """The rule that raised a flag, the most pressing first."""

    BEHIND_PACE = "behind_pace"
    SPENDING = "spending"
    COUNTY_NOT_REACHED = "county_not_reached"
    NO_CROSS_COUNTY = "no_cross_county"


@dataclass(frozen=True, kw_only=True)
class Flag:
    """One thing that needs a decision."""

    kind: Kind
    indicator: Indicator
    """The figure that it was seen in."""
    areas: tuple[str, ...]
    counties: tuple[str, ...]
    """What it is about; both empty: the whole programme."""
    headline: Text
    told: Text
    """The figures that it rests on."""


def raise_flags(
    programme: Programme, today: date, targets: Iterable[TargetStatus], compute: Compute
) -> list[Flag]:
    """Every flag, the most pressing rule first, and of each the whole before its parts."""
    found = [
        *_behind(targets),
        *_spending(programme, today, compute),
        *_not_reached(programme, compute),
        *_without_crossing(programme, compute),
    ]
    return sorted(found, key=lambda flag: list(Kind).index(flag.kind))


def so_far(today: date) -> Selection:
    """What the flags' figures are computed for."""
    return Selection(to=today)


def _behind(targets: Iterable[TargetStatus]) -> Iterator[Flag]:
    behind = [one for one in targets if one.status is Standing.BEHIND]
    whole = [one for one in behind if one.area is None and one.county is None]
    for status in whole:
        yield _behind_flag(status.indicator, [status])
    parts: dict[tuple[str, bool, bool], list[TargetStatus]] = {}
    for one in behind:
        if one not in whole:
            key = (one.indicator.id, one.area is not None, one.has_passed)
            parts.setdefault(key, []).append(one)
    for members in parts.values():
        yield _behind_flag(members[0].indicator, members)


def _behind_flag(indicator: Indicator, statuses: list[TargetStatus]) -> Flag:
    is_whole = statuses[0].area is None and statuses[0].county is None
    places = _named({(one.area, one.county): one.where for one in statuses}.values())
    label, lack = indicator.label, _lack(statuses[0])
    headline = Text(f"{label.sv}: {lack.sv}", f"{label.en}: {lack.en}")
    if not is_whole:
        headline = Text(f"{headline.sv} i {places.sv}", f"{headline.en} in {places.en}")
    return Flag(
        kind=Kind.BEHIND_PACE,
        indicator=indicator,
        areas=tuple(dict.fromkeys(one.area for one in statuses if one.area)),
        counties=tuple(dict.fromkeys(one.county for one in statuses if one.county)),
        headline=Text(f"{headline.sv}.", f"{headline.en}."),
        told=_joined([_lag(one, is_named=not is_whole) for one in statuses]),
    )


def _lack(status: TargetStatus) -> Text:
    """What is wrong: of what accumulates the pace, of a level that it is not reached."""
    if status.has_passed:
        return Text("målet nåddes inte till sin dag", "the target was not reached by its date")
    if status.pace_held_per_month is not None:
        return Text("takten räcker inte", "the pace is not enough")
    is_low = status.indicator.direction is not Direction.LESS
    return (
        Text("nivån är under målet", "the level is below the target")
        if is_low
        else Text("nivån är över målet", "the level is above the target")
    )


def _lag(status: TargetStatus, *, is_named: bool) -> Text:
    """How far a target's figure has come, and the pace that it has and needs."""
    texts_of = partial(texts.figure, status.indicator)
    value, target = texts_of(float(status.value.value)), texts_of(status.target or 0.0)
    day = texts.day(status.date) if status.date else Text("", "")
    told = Text(
        f"{value.sv} av {target.sv} till {day.sv}", f"{value.en} of {target.en} by {day.en}"
    )
    if status.value_now.value is not None and status.value_now.value != status.value.value:
        now = texts_of(float(status.value_now.value))
        told = Text(f"{told.sv}; {now.sv} i dag", f"{told.en}; {now.en} today")
    held, needed = status.pace_held_per_month, status.pace_needed_per_month
    if held is not None and needed is not None:
        pace, wanted = texts_of(round(held, 1)), texts_of(round(needed, 1))
        told = Text(
            f"{told.sv}; {pace.sv} i månaden där {wanted.sv} behövs",
            f"{told.en}; {pace.en} a month where {wanted.en} is needed",
        )
    if is_named:
        told = Text(f"{status.where.sv}: {told.sv}", f"{status.where.en}: {told.en}")
    return Text(f"{told.sv}.", f"{told.en}.")


def _spending(programme: Programme, today: date, compute: Compute) -> Iterator[Flag]:
    elapsed = elapsed_share(programme, today)
    result = compute("burn_rate", ("area",))
    indicator = CATALOGUE["burn_rate"]
    names = programme.choices("area")
    for area in (ALL, *programme.area_ids):
        cell = result.cell(area=area)
        if cell.status is not Status.OK or cell.value is None:
            continue
        spent = Decimal(str(cell.value))
        if abs(spent - elapsed) <= SPENDING_TOLERANCE:
            continue
        where = _WHOLE if area == ALL else names[area]
        ahead = spent > elapsed
        yield Flag(
            kind=Kind.SPENDING,
            indicator=indicator,
            areas=() if area == ALL else (area,),
            counties=(),
            headline=Text(
                f"{where.sv}: pengarna används {'före' if ahead else 'efter'} tiden.",
                f"{where.en}: money is spent {'ahead of' if ahead else 'behind'} time.",
            ),
            told=_spent(indicator, spent, elapsed),
        )


def _spent(indicator: Indicator, spent: Decimal, elapsed: Decimal) -> Text:
    used = texts.figure(indicator, float(spent))
    gone = texts.figure(indicator, float(elapsed))
    return Text(
        f"{used.sv} av den beslutade finansieringen är upparbetad när {gone.sv} av programtiden "
        "har gått.",
        f"{used.en} of the funding decided is spent when {gone.en} of the programme's time has "
        "passed.",
    )


def elapsed_share(programme: Programme, today: date) -> Decimal:
    """The share of the programme's days that have passed, 0–1."""
    period = programme.period
    days = (min(max(today, period.start), period.end) - period.start).days
    return Decimal(days) / Decimal((period.end - period.start).days or 1)


def _not_reached(programme: Programme, compute: Compute) -> Iterator[Flag]:
    result = compute("smes_reached", ("area", "county"))
    counties = programme.choices("county")
    nowhere = [
        code for code in programme.county_ids if _is_none(result.cell(area=ALL, county=code))
    ]
    if nowhere:
        yield _unreached((), nowhere, _named(counties[code] for code in nowhere), _WHOLE)
    for area in programme.area_ids:
        if not result.cell(area=area, county=ALL).value:
            continue
        missing = [
            code
            for code in programme.county_ids
            if code not in nowhere and _is_none(result.cell(area=area, county=code))
        ]
        if missing:
            places = _named(counties[code] for code in missing)
            yield _unreached((area,), missing, places, programme.choices("area")[area])


def _unreached(areas: tuple[str, ...], counties: list[str], places: Text, who: Text) -> Flag:
    return Flag(
        kind=Kind.COUNTY_NOT_REACHED,
        indicator=CATALOGUE["smes_reached"],
        areas=areas,
        counties=tuple(counties),
        headline=Text(f"{who.sv} når inte {places.sv}.", f"{who.en} does not reach {places.en}."),
        told=Text(
            "Inget mikro-, litet eller medelstort företag där har fått stöd.",
            "No micro, small or medium-sized enterprise there has had support.",
        ),
    )


def _without_crossing(programme: Programme, compute: Compute) -> Iterator[Flag]:
    crossing = compute("cross_county_initiatives", ("area",))
    active = compute("initiatives", ("area",))
    names = programme.choices("area")
    for area in programme.area_ids:
        running = active.cell(area=area).value
        if not running or not _is_none(crossing.cell(area=area)):
            continue
        yield Flag(
            kind=Kind.NO_CROSS_COUNTY,
            indicator=CATALOGUE["cross_county_initiatives"],
            areas=(area,),
            counties=(),
            headline=Text(
                f"{names[area].sv} saknar länsöverskridande insats.",
                f"{names[area].en} has no cross-county initiative.",
            ),
            told=Text(
                f"Ingen av områdets insatser, {running}, har gett stöd i minst två län.",
                f"None of the area's initiatives, {running}, has given support in two counties.",
            ),
        )


def _is_none(cell: Cell) -> bool:
    """Reported, and none: what is not reported is unknown."""
    return cell.status is Status.ZERO or (cell.status is Status.OK and cell.value == 0)


def _named(names: Iterable[Text]) -> Text:
    both = list(names)
    return Text(
        listed([name.sv for name in both], "och"), listed([name.en for name in both], "and")
    )


def _joined(parts: Sequence[Text]) -> Text:
    return Text(" ".join(part.sv for part in parts), " ".join(part.en for part in parts))
