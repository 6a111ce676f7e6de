"""Every member of a dimension, in order, also those with nothing in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations

from .definitions import ACTOR_KINDS, FORMS, RAISED_BY, SIZES, SOURCES, SUPPORTS, TIMES
from .known import Known
from .model import ALL, UNKNOWN

FIXED = {
    "support": SUPPORTS,
    "source": SOURCES,
    "form": FORMS,
    "raised_by": RAISED_BY,
    "kind": ACTOR_KINDS,
    "principal_kind": ACTOR_KINDS,
}


def members(known: Known, dimension: str) -> list[str]:
    """Members that always appear. Those that the selection leaves out do not: they are not none."""
    if dimension in TIMES:
        return list(_spans(known, dimension))
    if dimension == "initiative_status":
        return list(known.setting.statuses)
    if dimension in FIXED:
        return list(FIXED[dimension])
    return _selected(known, dimension)


def _selected(known: Known, dimension: str) -> list[str]:
    selection, setting = known.selection, known.setting
    if dimension == "area":
        return _those_in(setting.areas, selection.areas)
    if dimension == "size":
        return _those_in(SIZES, selection.sizes)
    if dimension == "county_a":
        return list(setting.counties[:-1])
    if dimension == "county_b":
        return list(setting.counties[1:])
    counties = _those_in(setting.counties, selection.counties)
    inside = [code for code, county in sorted(setting.municipalities.items()) if county in counties]
    municipalities = _those_in(tuple(inside), selection.municipalities)
    if dimension == "municipality":
        return municipalities
    if selection.municipalities is None:
        return counties
    return [c for c in counties if c in {setting.municipalities[m] for m in municipalities}]


def _those_in(all_members: tuple[str, ...], selected: tuple[str, ...] | None) -> list[str]:
    return [member for member in all_members if selected is None or member in selected]


def time_member(known: Known, dimension: str, day: date) -> str:
    """The month, quarter, …, in which the day lies; `okand` when in no reporting period."""
    if dimension == "month":
        return f"{day:%Y-%m}"
    if dimension == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if dimension == "half_year":
        return f"{day.year}-H{1 if day.month <= 6 else 2}"
    if dimension == "year":
        return str(day.year)
    for period, start, end in known.setting.reporting_periods:
        if start <= day <= end:
            return period
    return UNKNOWN


def _spans(known: Known, dimension: str) -> dict[str, set[date]]:
    """Member of time → its days within the period asked about, none left out."""
    spans: dict[str, set[date]] = {}
    for offset in range((known.end - known.start).days + 1):
        day = known.start + timedelta(days=offset)
        spans.setdefault(time_member(known, dimension, day), set()).add(day)
    spans.pop(UNKNOWN, None)
    return spans


def is_possible(known: Known, cell: Mapping[str, str]) -> bool:
    """Whether the members can meet: a municipality lies in one county, a month in one year."""
    counties, municipalities = known.setting.counties, known.setting.municipalities
    first, second = cell.get("county_a", ALL), cell.get("county_b", ALL)
    if ALL not in (first, second) and counties.index(first) >= counties.index(second):
        return False
    county, municipality = cell.get("county", ALL), cell.get("municipality", ALL)
    if ALL not in (county, municipality) and municipalities.get(municipality) != county:
        return False
    return _times_meet(known, {d: m for d, m in cell.items() if d in TIMES and m != ALL})


def _times_meet(known: Known, times: Mapping[str, str]) -> bool:
    if len(times) < 2:
        return True
    spans = [_spans(known, dimension).get(member, set()) for dimension, member in times.items()]
    return all(one & other for one, other in combinations(spans, 2))
