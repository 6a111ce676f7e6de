"""The members of every dimension: all of them show, also those with nothing in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from s3metrics import codes
from s3metrics.engine.calendar import days_between, period_of, periods_between
from s3metrics.engine.query import ALL
from s3metrics.engine.selection import Scope
from s3metrics.engine.sources import is_time
from s3metrics.programme import Programme
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.words import Text

_ALL = Text("Totalt", "Total")
_UNKNOWN = Text("Okänt", "Unknown")
_LISTS = {
    "size": "size",
    "support": "support",
    "source": "source",
    "form": "form",
    "principal_kind": "actor_kind",
    "kind": "actor_kind",
    "raised_by": "raised_by",
}


def declared_members(dimension: str, scope: Scope, programme: Programme) -> list[str]:
    """The members that a dimension has whatever the data say, confined to the selection.

    Selected counties confine the municipalities too, and the other way round.
    """
    chosen = scope.members(dimension)
    members = _all_members(dimension, scope, programme)
    if dimension == "municipality" and scope.members("county"):
        counties = scope.members("county")
        members = [m for m in members if codes.municipality_by_code(m).county in counties]
    if dimension == "county" and scope.members("municipality"):
        touched = {codes.municipality_by_code(m).county for m in scope.members("municipality")}
        members = [m for m in members if m in touched]
    return [m for m in members if m in chosen] if chosen else members


def _all_members(dimension: str, scope: Scope, programme: Programme) -> list[str]:
    if is_time(dimension):
        return periods_between(scope.from_, scope.to, dimension, programme)
    if dimension == "area":
        return list(programme.area_ids)
    if dimension == "county":
        return list(programme.county_ids)
    if dimension in {"county_a", "county_b"}:
        # A pair is named once, its first county before its second.
        ordered = sorted(programme.county_ids)
        return ordered[:-1] if dimension == "county_a" else ordered[1:]
    if dimension == "municipality":
        return [m.code for m in programme.municipalities]
    if dimension == "initiative_status":
        return list(programme.choices("initiative_status"))
    if dimension == "funder":
        return [funder.name for funder in programme.funders]
    if dimension == "cost_category":
        return [category.id for category in programme.cost_categories]
    return list(programme.choices(_LISTS[dimension]))


def members_of(
    dimension: str, scope: Scope, programme: Programme, found: Iterable[str]
) -> list[str]:
    """The declared members, then those found in the data besides, `okand` last."""
    declared = declared_members(dimension, scope, programme)
    others = sorted(set(found) - set(declared) - {ALL})
    members = [*declared, *(m for m in others if m != UNKNOWN_MEMBER)]
    return [*members, UNKNOWN_MEMBER] if UNKNOWN_MEMBER in others else members


def grid(
    by: Sequence[str], members: Mapping[str, Sequence[str]], scope: Scope, programme: Programme
) -> list[tuple[str, ...]]:
    """Every cell of every level, members in order and `*` last; impossible ones left out."""
    axes = [[*members[dimension], ALL] for dimension in by]
    cells = list(product(*axes))
    if {"municipality", "county"} <= set(by) or "county_a" in by:
        cells = [cell for cell in cells if _is_possible(dict(zip(by, cell, strict=True)))]
    grains = [i for i, dimension in enumerate(by) if is_time(dimension)]
    if len(grains) < 2:
        return cells
    occurring = {
        tuple(period_of(day, by[i], programme) for i in grains)
        for day in days_between(scope.from_, scope.to)
    }
    return [
        cell
        for cell in cells
        if any(
            all(cell[i] in (ALL, one) for i, one in zip(grains, times, strict=True))
            for times in occurring
        )
    ]


def _is_possible(cell: Mapping[str, str]) -> bool:
    """A municipality lies in one county, and a pair of counties is named once."""
    municipality, county = cell.get("municipality", ALL), cell.get("county", ALL)
    if ALL not in (municipality, county) and UNKNOWN_MEMBER not in (municipality, county):
        return codes.municipality_by_code(municipality).county == county
    first, second = cell.get("county_a", ALL), cell.get("county_b", ALL)
    return ALL in (first, second) or first < second


def label(dimension: str, member: str, programme: Programme) -> Text:
    """What people read for a member; a name that is no code stands for itself."""
    if member == ALL:
        return _ALL
    if dimension == "municipality" and member != UNKNOWN_MEMBER:
        name = codes.municipality_by_code(member).name
        return Text(name, name)
    listed = {"county_a": "county", "county_b": "county", **_LISTS}.get(dimension, dimension)
    try:
        words = programme.choices(listed)
    except KeyError:
        words = {}
    if member in words:
        return words[member]
    return _UNKNOWN if member == UNKNOWN_MEMBER else Text(member, member)
