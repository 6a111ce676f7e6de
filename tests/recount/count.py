"""From facts to cells: every level of the breakdown, its status, and the overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product

from . import companies, initiatives, money, results
from .definitions import DEFINITIONS, TIMES, is_additive, refuse_what_is_lacking
from .known import Known
from .measures import Fact, Measure, Tally
from .members import is_possible, members, time_member
from .model import ALL, UNKNOWN, Cell, Number, Overlap, Recount, Selection, Setting, World
from .reported import is_reported

Key = tuple[str, ...]
Drawers = Mapping[Key, list[Fact]]
"""Cell → the facts that lie in it, at every level."""


def measure_of(indicator: str) -> Callable[[Known], Measure]:
    """The function of the indicator's own name, whichever module it stands in."""
    for module in (companies, initiatives, money, results):
        if hasattr(module, indicator):
            found: Callable[[Known], Measure] = getattr(module, indicator)
            return found
    raise KeyError(indicator)


def recount(
    indicator: str, world: World, setting: Setting, selection: Selection, by: Key = ()
) -> Recount:
    """The figure with all its levels. Raises Refused for a breakdown that it lacks."""
    if indicator not in DEFINITIONS:
        raise KeyError(indicator)
    refuse_what_is_lacking(indicator, selection, by)
    known = Known(world, setting, selection)
    return Counting(indicator, known, measure_of(indicator)(known), by).result()


class Counting:
    """One question: its facts sorted into the drawers of its cells."""

    def __init__(self, indicator: str, known: Known, measure: Measure, by: Key) -> None:
        self.indicator = indicator
        self.known = known
        self.measure = measure
        self.by = by
        self.counted = self._drawers(measure.numerator)
        self.divided_by = self._drawers(measure.denominator) if measure.denominator else {}

    def result(self) -> Recount:
        rows = {key: self._cell(key) for key in self._keys()}
        return Recount(rows, self._overlaps(rows))

    def _drawers(self, tally: Tally) -> dict[Key, list[Fact]]:
        drawers: dict[Key, list[Fact]] = {}
        for fact in tally.facts:
            if is_selected(self.known.selection, fact):
                levels = [(self._member(fact, dimension), ALL) for dimension in self.by]
                for key in product(*levels):
                    drawers.setdefault(key, []).append(fact)
        return drawers

    def _member(self, fact: Fact, dimension: str) -> str:
        if dimension in TIMES:
            return time_member(self.known, dimension, fact.where["date"])
        return str(fact.where[dimension])

    def _keys(self) -> list[Key]:
        filled = {
            key
            for drawers in (self.counted, self.divided_by)
            for key, facts in drawers.items()
            if any(fact.qualifies for fact in facts)
        }
        columns = [self._column(place, filled) for place in range(len(self.by))]
        return [
            key
            for key in product(*columns)
            if key in filled or is_possible(self.known, dict(zip(self.by, key, strict=True)))
        ]

    def _column(self, place: int, filled: set[Key]) -> list[str]:
        """The dimension's members, `okand` and others only when something falls there, and `*`."""
        dimension = self.by[place]
        listed = list(self.measure.extra_members.get(dimension, ()))
        column = listed or members(self.known, dimension)
        found = {key[place] for key in filled} - {ALL, UNKNOWN, *column}
        unknown = {key[place] for key in filled} & {UNKNOWN} - set(column)
        return [*column, *sorted(found), *unknown, ALL]

    def _cell(self, key: Key) -> Cell:
        if self.measure.summary:
            return self._summary(key)
        counted = self.counted.get(key, [])
        if self.measure.is_share:
            reached = {fact.unit for fact in self.divided_by.get(key, [])}
            counted = [fact for fact in counted if fact.unit in reached]
        numerator = self._figure(key, self.measure.numerator, counted)
        if self.measure.is_plain:
            return numerator
        if self.measure.denominator_of:
            return ratio(numerator, self._given(key, self.measure.denominator_of))
        assert self.measure.denominator
        below = self._figure(key, self.measure.denominator, self.divided_by.get(key, []))
        return ratio(numerator, below)

    def _figure(self, key: Key, tally: Tally, facts: list[Fact]) -> Cell:
        """A count or a sum with its status."""
        if tally.how == "count":
            value: Number = len({fact.unit for fact in facts if fact.qualifies})
            is_empty, is_unknown = not value, False
        else:
            rows = {fact.row: fact.value for fact in facts}
            stated = [Decimal(amount) for amount in rows.values() if amount is not None]
            value, is_empty = sum(stated, Decimal(0)), not rows
            is_unknown = bool(rows) and not stated
        if is_empty and not self._is_reported(key, tally.tables):
            return Cell(None, None, None, "not_reported")
        if is_unknown:
            return Cell(None, None, None, "unknown")
        return Cell(value, None, None, "ok" if value else "zero")

    def _given(
        self, key: Key, denominator_of: Callable[[Mapping[str, str]], Number | None]
    ) -> Cell:
        if not self._is_reported(key, self.measure.tables):
            return Cell(None, None, None, "not_reported")
        value = denominator_of(dict(zip(self.by, key, strict=True)))
        return Cell(value, None, None, "unknown" if value is None else "ok")

    def _summary(self, key: Key) -> Cell:
        values = sorted(
            float(fact.value) for fact in self.counted.get(key, []) if fact.value is not None
        )
        if not values and not self._is_reported(key, self.measure.numerator.tables):
            return Cell(None, None, None, "not_reported")
        total = sum(values) if self.measure.summary == "mean" else None
        if not values:
            return Cell(None, total, 0, "not_applicable")
        value = total / len(values) if total is not None else median(values)
        return Cell(value, total, len(values), "ok" if value else "zero")

    def _is_reported(self, key: Key, tables: tuple[str, ...]) -> bool:
        area = dict(zip(self.by, key, strict=True)).get("area", ALL)
        return all(is_reported(self.known, table, area) for table in tables)

    def _overlaps(self, rows: Mapping[Key, Cell]) -> dict[str, dict[Key, Overlap]]:
        """Along each dimension whose parts do not add up, at every member of the others."""
        if not self.measure.is_plain:
            return {}
        return {
            dimension: self._along(place, rows)
            for place, dimension in enumerate(self.by)
            if not is_additive(self.indicator, dimension)
        }

    def _along(self, place: int, rows: Mapping[Key, Cell]) -> dict[Key, Overlap]:
        parts: dict[Key, list[Key]] = {}
        for key in rows:
            if key[place] != ALL:
                parts.setdefault(key[:place] + key[place + 1 :], []).append(key)
        return {
            key[:place] + key[place + 1 :]: self._overlap(
                rows, key, parts.get(key[:place] + key[place + 1 :], [])
            )
            for key in rows
            if key[place] == ALL
        }

    def _overlap(self, rows: Mapping[Key, Cell], whole: Key, parts: list[Key]) -> Overlap:
        """How far the parts exceed the whole; an empty one of any kind adds nothing."""
        total = rows[whole].value or 0
        sum_of_parts = sum((Decimal(str(rows[key].value or 0)) for key in parts), Decimal(0))
        lies_in: Counter[object] = Counter()
        for key in parts:
            lies_in.update({fact.unit for fact in self.counted.get(key, []) if fact.qualifies})
        several = Counter(times for times in lies_in.values() if times >= 2)
        overlap = sum_of_parts - Decimal(str(total))
        return Overlap(sum_of_parts, total, overlap, dict(sorted(several.items())))


def is_selected(selection: Selection, fact: Fact) -> bool:
    """Whether the fact stands in all that is selected."""
    restricted = {
        "area": selection.areas,
        "county": selection.counties,
        "municipality": selection.municipalities,
        "size": selection.sizes,
    }
    return all(
        wanted is None or fact.where[dimension] in wanted
        for dimension, wanted in restricted.items()
    )


def ratio(above: Cell, below: Cell) -> Cell:
    """The ratio with its two counts; what is missing in either is missing in the ratio."""
    for status in ("not_reported", "unknown"):
        if status in (above.status, below.status):
            return Cell(None, above.value, below.value, status)
    if not below.value or above.value is None:
        return Cell(None, above.value, below.value, "not_applicable")
    value = float(above.value) / float(below.value)
    return Cell(value, above.value, below.value, "ok" if value else "zero")


def median(values: list[float]) -> float:
    """The middle of sorted values, or the mean of the two in the middle."""
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
