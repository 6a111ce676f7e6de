"""Tables from results: one breakdown or two, with totals and what lies in several parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from s3metrics.engine import cells as engine_cells
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Result
from s3metrics.reports.pack.asking import Asking, members, overlap_at
from s3metrics.reports.pack.model import Cell, Column, Kind, Table
from s3metrics.reports.pack.wording import NONE, Wording

WIDEST = 8
"""Columns of members that a page holds; more of them are shown as further tables."""
NOTHING = engine_cells.Cell(0, None, None, engine_cells.Status.ZERO)


def overlap_word(words: Wording) -> str:
    """The heading of what the parts count more than once."""
    return words.say("Överlapp", "Overlap")


def overlap_note(words: Wording) -> str:
    """What it means."""
    return words.say(
        "Överlapp: delarnas summa minus totalen, som är räknad för sig.",
        "Overlap: the sum of the parts less the total, which is counted by itself.",
    )


def text(words: str) -> Cell:
    """A cell of words alone."""
    return Cell(text=words)


def share_of(value: Any, largest: Any) -> float | None:
    """How large a value is beside the largest: 0–1; None where there is nothing to draw."""
    if value is None or not largest:
        return None
    return min(1.0, max(0.0, float(value) / float(largest)))


def shown(asking: Asking, result: Result, cell: engine_cells.Cell, largest: Any = None) -> Cell:
    """A figure's cell, with the two counts of a ratio and its share of the largest."""
    indicator = result.indicator
    return Cell(
        text=asking.words.cell(indicator, cell),
        note=asking.words.counts(indicator, cell),
        share=share_of(cell.value, largest),
    )


def largest(result: Result, dimensions: Sequence[str]) -> Any:
    """The largest value among the cells where none of the dimensions is left out."""
    at = [result.by.index(name) for name in dimensions]
    values = [
        cell.value
        for key, cell in result.cells.items()
        if cell.value is not None and all(key[i] != ALL for i in at)
    ]
    return max(values, default=None)


def by_member(
    asking: Asking, title: str, dimension: str, results: Sequence[Result], heading: str
) -> Table:
    """One row per member, one column per figure, a total; data bars in the first figure's column.

    The figures may know different members.
    """
    known = dict.fromkeys(code for result in results for code in members(result, dimension))
    columns = [Column(heading=heading, kind=Kind.TEXT, weight=1.7)]
    columns += [
        Column(heading=_headed(asking, result), kind=Kind.BAR if at == 0 else Kind.NUMBER)
        for at, result in enumerate(results)
    ]
    top = largest(results[0], (dimension,))
    rows = []
    for code in [*known, ALL]:
        cells = [shown(asking, result, _cell(result, code)) for result in results]
        if code != ALL:
            first = _cell(results[0], code)
            cells[0] = shown(asking, results[0], first, top)
        rows.append((text(asking.words.member(dimension, code, asking.programme)), *cells))
    overlaps = [overlap_of(asking, result, dimension) for result in results]
    has_overlap = any(found not in ("0", NONE) for found in overlaps)
    if has_overlap:
        told = (
            NONE if result.indicator.adds_up(dimension) else found
            for result, found in zip(results, overlaps, strict=True)
        )
        rows.append((text(overlap_word(asking.words)), *map(text, told)))
    return Table(
        title=title,
        columns=tuple(columns),
        rows=tuple(rows),
        totals=2 if has_overlap else 1,
        notes=(overlap_note(asking.words),) if has_overlap else (),
        receipts=tuple(result.receipt.code for result in results),
    )


def crossed(asking: Asking, title: str, result: Result, heading: str) -> list[Table]:
    """Two breakdowns as tables: every cell, computed totals, and what is in several parts.

    The first breakdown's members are rows. Members of the second beyond what a page holds stand in
    further tables of the same rows, the totals in the last.
    """
    codes = members(result, result.by[1])
    blocks = [codes[i : i + WIDEST] for i in range(0, len(codes), WIDEST)]
    return [
        _Block(
            asking=asking,
            result=result,
            codes=block,
            is_last=number == len(blocks),
            title=f"{title} ({number}/{len(blocks)})" if len(blocks) > 1 else title,
            heading=heading,
        ).table()
        for number, block in enumerate(blocks, start=1)
    ]


@dataclass(frozen=True, kw_only=True)
class _Block:
    """Some of the second breakdown's members, beside all of the first's."""

    asking: Asking
    result: Result
    codes: Sequence[str]
    is_last: bool
    title: str
    heading: str

    def table(self) -> Table:
        first, _ = self.result.by
        has_rows, has_column = self._has_overlap
        rows = [self._row(one) for one in [*members(self.result, first), ALL]]
        if has_rows:
            rows.append(self._overlap_row())
        return Table(
            title=self.title,
            columns=tuple(self._columns()),
            rows=tuple(rows),
            totals=2 if has_rows else 1,
            notes=(overlap_note(self.asking.words),) if has_rows or has_column else (),
            receipts=(self.result.receipt.code,),
        )

    @property
    def _has_overlap(self) -> tuple[bool, bool]:
        """Whether what lies in several parts has a row, and a column."""
        first, second = self.result.by
        if self.result.total.value is None:
            return False, False
        return bool(self.result.overlap.get(first)), self.is_last and bool(
            self.result.overlap.get(second)
        )

    def _columns(self) -> Iterator[Column]:
        words, programme = self.asking.words, self.asking.programme
        yield Column(heading=self.heading, kind=Kind.TEXT, weight=1.7)
        for code in self.codes:
            heading = words.member(self.result.by[1], code, programme)
            yield Column(heading=heading, kind=Kind.HEAT)
        if self.is_last:
            yield Column(heading=words.say("Totalt", "Total"))
        if self._has_overlap[1]:
            yield Column(heading=overlap_word(words))

    def _row(self, one: str) -> tuple[Cell, ...]:
        first, second = self.result.by
        top = largest(self.result, self.result.by) if one != ALL else None
        cells = [
            shown(self.asking, self.result, self.result.cell(**{first: one, second: other}), top)
            for other in self.codes
        ]
        if self.is_last:
            cells.append(shown(self.asking, self.result, self.result.cell(**{first: one})))
        if self._has_overlap[1]:
            cells.append(text(overlap_of(self.asking, self.result, second, **{first: one})))
        return text(self.asking.words.member(first, one, self.asking.programme)), *cells

    def _overlap_row(self) -> tuple[Cell, ...]:
        first, second = self.result.by
        told = [
            overlap_of(self.asking, self.result, first, **{second: code}) for code in self.codes
        ]
        if self.is_last:
            told.append(overlap_of(self.asking, self.result, first))
        if self._has_overlap[1]:
            told.append(NONE)
        return text(overlap_word(self.asking.words)), *map(text, told)


def overlap_of(asking: Asking, result: Result, dimension: str, **others: str) -> str:
    """The sum of the parts − the total; a dash where there is no total to compare with."""
    found = overlap_at(result, dimension, **others)
    if found is None or found.total is None or result.cell(**others).value is None:
        return NONE
    return asking.words.figure(result.indicator, found.overlap or 0)


def _cell(result: Result, code: str) -> engine_cells.Cell:
    """Of a member that only another of the figures has, nothing was booked."""
    nothing = NOTHING if result.total.value is not None else result.total
    return result.cells.get((code,), nothing)


def _headed(asking: Asking, result: Result) -> str:
    """A figure's name, with its unit where it is money."""
    name = asking.label(result)
    return f"{name}, {asking.words.say('kr', 'SEK')}" if result.indicator.is_money else name
