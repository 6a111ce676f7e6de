"""Somebody who has every public table of every edition, and a solver.

What adds up to what is written down here by the indicators' names, apart from the program's own
reasoning. Where a table shows a zero, what is hidden in it is known to be none. As long as nothing
public of an indicator has been corrected between two editions, and the earlier has not been
replaced, all that is hidden of it is taken to be uncorrected too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from s3metrics.editions.model import Edition
from s3metrics.engine.calendar import period_of
from s3metrics.engine.result import Cell
from s3metrics.programme import Programme
from tests.editions.solving import Attack, Unknown

TIMES = ("month", "quarter", "half_year", "year", "reporting_period")
SMES = ("mikro", "liten", "medel")
TableKey = tuple[str, str, tuple[str, ...]]
Cells = Mapping[tuple[str, ...], Cell]
Table = tuple[int, str, str, tuple[str, ...], str]
"""Edition, indicator, span, breakdown, column."""
# (indicator, field) → what is told. A share tells two numbers.
NUMBERS = {
    ("reach_share", "numerator"): "smes_reached",
    ("cost_per_sme", "denominator"): "smes_reached",
    ("innovation_share", "numerator"): "innovating_and_reached",
    ("innovation_share", "denominator"): "ever_reached",
    ("innovation_level_change", "numerator"): "level_sum",
    ("innovation_level_change", "denominator"): "level_companies",
}
COMPANIES = [
    "smes_reached",
    "smes_new",
    "enterprises_supported",
    "enterprises_grants",
    "enterprises_nonfinancial",
    "new_enterprises",
    "companies_contacted",
    "smes_outside",
    "smes_returning",
    "smes_multi_area",
    "smes_across_border",
    "smes_innovating",
    "smes_organisational",
    "smes_inhouse",
    "enterprises_research",
    "innovating_and_reached",
    "ever_reached",
    "level_companies",
]
SUMS = ["participations", "support_hours", "jobs_created", "private_investment"]
OTHERS = ["municipalities_reached", "level_sum"]
WHOLE = {*COMPANIES, "participations", "municipalities_reached"}
OF_RESULTS = [
    "smes_innovating",
    "smes_organisational",
    "smes_inhouse",
    "enterprises_research",
    "level_companies",
    "level_sum",
]
WITHIN = [
    ("smes_reached", "enterprises_supported"),
    ("enterprises_supported", "companies_contacted"),
    ("enterprises_grants", "enterprises_supported"),
    ("enterprises_nonfinancial", "enterprises_supported"),
    ("new_enterprises", "enterprises_supported"),
    ("smes_new", "smes_reached"),
    ("smes_returning", "smes_reached"),
    ("smes_multi_area", "smes_returning"),
    ("smes_across_border", "smes_reached"),
    ("innovating_and_reached", "ever_reached"),
    ("innovating_and_reached", "smes_innovating"),
    ("enterprises_supported", "participations"),
    ("municipalities_reached", "smes_reached"),
]
"""(smaller, larger), in the same cell and days."""


@dataclass(frozen=True)
class Shown:
    """What the public has of an edition."""

    edition: Edition
    tables: Mapping[TableKey, Cells]


def attack(shown: Sequence[Shown], sealed: Sequence[Shown], programme: Programme) -> Attack:
    """All that is public against all that was sealed, which only gives the right answers."""
    truth: dict[Unknown, float] = {}
    known: set[Unknown] = set()
    tables: dict[Unknown, set[Table]] = defaultdict(set)
    with_zeros: set[Table] = set()
    for number, (public, whole) in enumerate(zip(shown, sealed, strict=True)):
        for unknown, value, table in _numbers(number, whole, programme):
            truth[unknown] = value
            tables[unknown].add(table)
        for unknown, value, table in _numbers(number, public, programme):
            assert value == truth[unknown], f"shown otherwise than sealed: {unknown}"
            known.add(unknown)
            # A share is hidden with both its counts, of which one may well be nothing.
            if not value and table[-1] == "value" and unknown[1] in WHOLE:
                with_zeros.add(table)
    hidden = {one: float(bool(tables[one] & with_zeros)) for one in truth if one not in known}
    return _Model(truth, known, hidden, [one.edition for one in shown], programme).attack()


def _numbers(
    number: int, of: Shown, programme: Programme
) -> Iterator[tuple[Unknown, float, Table]]:
    """Everything told of companies: what, its value, and the table that tells it."""
    edition = of.edition
    for (indicator, span, by), cells in of.tables.items():
        starts = {"period": edition.period_start, "accumulated": edition.programme_start}
        for members, cell in cells.items():
            if cell.status == "suppressed":
                continue
            place, days = _place(by, members, (starts[span], edition.period_end), programme)
            for name in ("value", "numerator", "denominator"):
                what = NUMBERS.get((indicator, name))
                if name == "value" and indicator in (*COMPANIES, *SUMS, *OTHERS):
                    what = indicator
                amount = getattr(cell, name)
                if what is None or amount is None:
                    continue
                first = (
                    date.min
                    if what in ("ever_reached", "level_companies", "level_sum")
                    else days[0]
                )
                table = (number, indicator, span, by, name)
                yield (number, what, place, (first, days[1])), float(amount), table


def _place(
    by: tuple[str, ...], members: tuple[str, ...], days: tuple[date, date], programme: Programme
) -> tuple[frozenset[tuple[str, str]], tuple[date, date]]:
    place = set()
    for dimension, member in zip(by, members, strict=True):
        if dimension in TIMES and member not in ("*", "okand"):
            inside = [day for day in _days(*days) if period_of(day, dimension, programme) == member]
            days = inside[0], inside[-1]
        elif member != "*":
            place.add((dimension, member))
    return frozenset(place), days


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


class _Model:
    def __init__(
        self,
        truth: Mapping[Unknown, float],
        known: set[Unknown],
        hidden: Mapping[Unknown, float],
        editions: Sequence[Edition],
        programme: Programme,
    ) -> None:
        self._truth = truth
        self._known = known
        self._editions = editions
        self._home = {one.code: one.county for one in programme.municipalities}
        whole = {one for one in hidden if one[1] in WHOLE}
        self._attack = Attack(truth, hidden, whole)
        self._hidden = set(hidden)
        self._cells: dict[tuple[int, str], dict[Any, list[Unknown]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for one in truth:
            self._cells[one[0], one[1]][one[2]].append(one)

    def attack(self) -> Attack:
        for number, edition in enumerate(self._editions):
            for what in (*COMPANIES, *SUMS, *OTHERS):
                self._lines(number, what)
                self._time(number, what, edition)
            self._within(number)
        self._the_same()
        return self._attack

    def _require(self, factors: Mapping[Unknown, float], low: float, high: float) -> None:
        """A row, if it holds in truth: an attacker may assume what happens to be so."""
        total = sum(factor * self._truth[one] for one, factor in factors.items())
        if not low - 1e-6 <= total <= high + 1e-6:
            return
        row: dict[Unknown, float] = {}
        for one, factor in factors.items():
            if one in self._hidden:
                row[one] = factor
            else:
                low, high = (limit - factor * self._truth[one] for limit in (low, high))
        if row:
            self._attack.rows.append((row, low, high))

    def _line(self, total: Unknown, parts: Sequence[Unknown], is_exact: bool) -> None:
        if total not in self._truth or not parts:
            return
        factors = {total: 1.0} | dict.fromkeys(parts, -1.0)
        # Who has been in two areas has not been twice in either.
        if is_exact or total[1] not in ("smes_returning", "smes_multi_area"):
            self._require(factors, 0 if is_exact else -np.inf, 0)
        if not is_exact and total[1] in COMPANIES:
            for part in parts:
                self._require({total: 1.0, part: -1.0}, 0, np.inf)

    def _lines(self, number: int, what: str) -> None:
        """Breakdowns by what a cell names, whose total leaves the name out."""
        lines: dict[Unknown, list[Unknown]] = defaultdict(list)
        dimension_of: dict[Unknown, str] = {}
        for place, ones in self._cells[number, what].items():
            for one in ones:
                for dimension, member in place:
                    total = (number, what, place - {(dimension, member)}, one[3])
                    key = (*total, dimension)
                    lines[key].append(one)  # type: ignore[index]
                    dimension_of[key] = dimension  # type: ignore[index]
                    if dimension == "municipality" and member in self._home:
                        county = (number, what, frozenset({("county", self._home[member])}), one[3])
                        lines[(*county, "of_county")].append(one)  # type: ignore[index]
        for key, parts in lines.items():
            *total, dimension = key
            exact = (
                dimension == "size"
                or what in (*SUMS, "smes_new")
                or (dimension == "county" and what in (*OF_RESULTS, "municipalities_reached"))
            )
            self._line(tuple(total), parts, exact)  # type: ignore[arg-type]
            if dimension == "of_county" and len(parts) == 1:
                self._require({tuple(total): 1.0, parts[0]: -1.0}, 0, 0)  # type: ignore[dict-item]

    def _time(self, number: int, what: str, edition: Edition) -> None:
        is_exact = what in (*SUMS, "smes_new")
        if what in ("smes_returning", "smes_multi_area", *OTHERS):
            return
        for ones in self._cells[number, what].values():
            by_days = {one[3]: one for one in ones}
            for days, total in by_days.items():
                for parts in _tilings(days, by_days):
                    self._line(total, [by_days[part] for part in parts], is_exact)
            # From edition to edition.
            for days, total in by_days.items():
                for before in self._uncorrected(number, what):
                    for one in self._cells[before, what].get(total[2], ()):
                        rest = (one[3][1] + timedelta(days=1), days[1])
                        if one[3][0] == days[0] and rest in by_days:
                            self._line(total, [one, by_days[rest]], is_exact)

    def _within(self, number: int) -> None:
        for smaller, larger in WITHIN:
            for place, ones in self._cells[number, smaller].items():
                for one in ones:
                    other = (number, larger, place, one[3])
                    if other in self._truth:
                        self._require({other: 1.0, one: -1.0}, 0, np.inf)
        for place, ones in self._cells[number, "ever_reached"].items():
            for one in ones:
                # Nobody was reached before the programme began.
                since = self._editions[number].programme_start
                other = (number, "smes_reached", place, (since, one[3][1]))
                if other in self._truth:
                    self._require({other: 1.0, one: -1.0}, 0, 0)
        for size in SMES:
            for one in self._cells[number, "smes_reached"].get(frozenset({("size", size)}), ()):
                other = (number, "enterprises_supported", *one[2:])
                self._require({other: 1.0, one: -1.0}, 0, 0)

    def _the_same(self) -> None:
        for one in self._truth:
            for before in self._uncorrected(one[0], one[1]):
                other = (before, *one[1:])
                if other in self._truth:
                    self._require({one: 1.0, other: -1.0}, 0, 0)

    @cache  # noqa: B019
    def _uncorrected(self, number: int, what: str) -> list[int]:
        """The earlier editions of which nothing that is public of it has been corrected since: so
        what is hidden of it has not been either, one would think. Not those that were replaced."""
        replaced = {edition.replaces for edition in self._editions[: number + 1]}
        return [
            before
            for before in range(number)
            if self._editions[before].name not in replaced
            and all(
                self._truth[one] == self._truth[number, *one[1:]]
                for one in self._known
                if one[:2] == (before, what) and (number, *one[1:]) in self._known
            )
        ]


def _tilings(
    days: tuple[date, date], by_days: Mapping[tuple[date, date], Unknown]
) -> Iterator[Any]:
    """Ways to make up a stretch of time from stretches that follow each other, all of a kind."""
    inside = sorted(
        one for one in by_days if days[0] <= one[0] and one[1] <= days[1] and one != days
    )
    for kind in ((25, 32), (85, 95), (175, 190), (270, 370)):
        parts = [one for one in inside if kind[0] <= (one[1] - one[0]).days <= kind[1]]
        chosen, at = [], days[0]
        for one in parts:
            if one[0] == at:
                chosen.append(one)
                at = one[1] + timedelta(days=1)
        if at == days[1] + timedelta(days=1) and len(chosen) > 1:
            yield chosen
