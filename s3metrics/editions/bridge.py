"""The bridge: why a figure differs from what was reported, in parts that add up exactly.

A figure is walked from what was known then to what is known now, one cause at a time; each part
is the difference that its cause makes, so the parts telescope to the whole difference. What the
rows do not explain is a changed rule: what was sealed against the same rows counted anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Any

from s3metrics.editions.walk import ChangedRow, Walk
from s3metrics.engine.entities import Entities, Entity, SourceRow
from s3metrics.engine.result import Cell, Result, Status
from s3metrics.engine.selection import Selection
from s3metrics.engine.values import plain
from s3metrics.indicators.model import Indicator
from s3metrics.ledger.steps import Cause
from s3metrics.words import Text

_DIGITS = 60
"""Enough for the difference of any two figures to be exact."""


class Reason(StrEnum):
    """Why a figure changed."""

    RULE = "rule"
    CORRECTED = "corrected"
    MUNICIPALITY = "municipality"
    SIZE = "size"
    COMPANY = "company"
    AREA = "area"
    INITIATIVE = "initiative"
    WITHDRAWN = "withdrawn"
    LATE = "late"
    PERIOD = "period"


REASONS: Mapping[Reason, Text] = {
    Reason.RULE: Text("Ändrad regel eller programfil", "Changed rule or programme file"),
    Reason.CORRECTED: Text("Rättade rader", "Corrected rows"),
    Reason.MUNICIPALITY: Text("Företag med ny kommun", "Companies with another municipality"),
    Reason.SIZE: Text("Företag med ny storlek", "Companies with another size"),
    Reason.COMPANY: Text("Andra uppgifter om företag", "Other particulars of companies"),
    Reason.AREA: Text("Insatser med nytt område", "Initiatives with another area"),
    Reason.INITIATIVE: Text(
        "Andra uppgifter om insatser och aktörer", "Other particulars of initiatives and actors"
    ),
    Reason.WITHDRAWN: Text("Återtagna rader", "Withdrawn rows"),
    Reason.LATE: Text("Sent inkomna rader", "Late rows"),
    Reason.PERIOD: Text("Längre period", "Longer period"),
}
"""What each reason is called."""

_REASON_OF = {cause: Reason[cause.name] for cause in Cause}


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one reason does to a figure."""

    reason: Reason
    before: Cell
    after: Cell
    change: Decimal | None
    """after − the last figure before; None where there is none to take the difference with."""


@dataclass(frozen=True, kw_only=True)
class BridgedFigure:
    """One figure that differs, and the parts that explain it."""

    indicator: str
    span: str
    """`period` or `accumulated`."""
    members: Mapping[str, str]
    """The cell: a member of each breakdown, `*` for all."""
    before: Cell
    after: Cell
    parts: tuple[Part, ...]

    @property
    def change(self) -> Decimal | None:
        """after − before; None when either is a kind of empty."""
        return difference(self.before, self.after)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program; differences of fractions as text, since they are exact."""
        return {
            "indicator": self.indicator,
            "span": self.span,
            "cell": dict(self.members),
            "before": _cell_json(self.before),
            "after": _cell_json(self.after),
            "change": _exact_json(self.change),
            "parts": [
                {
                    "reason": part.reason.value,
                    "before": _cell_json(part.before),
                    "after": _cell_json(part.after),
                    "change": _exact_json(part.change),
                }
                for part in self.parts
            ],
        }


@dataclass(frozen=True, kw_only=True)
class OpenedPart:
    """What is behind one part: units and rows that count now and did not, and the reverse."""

    part: Part
    gained: tuple[Entity, ...]
    lost: tuple[Entity, ...]
    rows_gained: tuple[SourceRow, ...]
    rows_lost: tuple[SourceRow, ...]
    changed: tuple[ChangedRow, ...]
    """The rows of partners' lists that changed by this reason, of the companies and initiatives
    concerned."""

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "reason": self.part.reason.value,
            "change": _exact_json(self.part.change),
            "gained": [vars(unit) for unit in self.gained],
            "lost": [vars(unit) for unit in self.lost],
            "rows_gained": [row.as_json() for row in self.rows_gained],
            "rows_lost": [row.as_json() for row in self.rows_lost],
            "changed": [
                {
                    "before": changed.before.as_json() if changed.before else None,
                    "after": changed.after.as_json() if changed.after else None,
                }
                for changed in self.changed
            ],
        }


Halt = tuple[Reason | None, Cell]


def difference(before: Cell, after: Cell) -> Decimal | None:
    """after − before, exactly; None when either is a kind of empty."""
    if before.value is None or after.value is None:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        return Decimal(str(after.value)) - Decimal(str(before.value))


def parts_of(halts: Sequence[Halt]) -> tuple[Part, ...]:
    """The parts between halts, in order; halts at which the cell stays as it was have none.

    The first halt is the figure before, the last one the figure after. Where the figure is a kind
    of empty for a while, the difference is taken with the last value there was.
    """
    parts: list[Part] = []
    current = valued = halts[0][1]
    for reason, cell in halts[1:]:
        if reason is None or cell == current:
            continue
        parts.append(
            Part(reason=reason, before=current, after=cell, change=difference(valued, cell))
        )
        current = cell
        valued = valued if cell.value is None else cell
    return tuple(parts)


class Bridge:
    """The way from what an edition says to what another one says, or to what is known now."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def explain(
        self,
        indicator: Indicator,
        span: str,
        before: Result,
        after: Result,
        selection: Selection,
        later: Selection,
    ) -> list[BridgedFigure]:
        """The cells of a table that differ.

        `before` and `after` are the table as sealed and as it is at the other end; `selection` is
        the period of the first, `later` that of the second, the same where neither has grown.
        """
        differing = [
            members
            for members in dict.fromkeys((*before.cells, *after.cells))
            if _at(before, members) != _at(after, members)
        ]
        if not differing:
            return []
        halts = self._halts(indicator, selection, later, after.by)
        return [
            BridgedFigure(
                indicator=indicator.id,
                span=span,
                members=dict(zip(after.by, members, strict=True)),
                before=_at(before, members),
                after=_at(after, members),
                parts=parts_of(
                    [
                        (None, _at(before, members)),
                        *((reason, _at(result, members)) for reason, result in halts),
                        (Reason.RULE, _at(after, members)),
                    ]
                ),
            )
            for members in differing
        ]

    def open(
        self,
        figure: BridgedFigure,
        part: Part,
        indicator: Indicator,
        selection: Selection,
        later: Selection,
    ) -> OpenedPart:
        """The units and rows behind one part of a figure.

        Of a changed rule there is nothing before: the rows are those that count now.
        """
        cell = {name: member for name, member in figure.members.items() if member != "*"}
        cause = next((c for c, reason in _REASON_OF.items() if reason is part.reason), None)
        halts = self._walk.halts
        if part.reason is Reason.PERIOD:
            before = self._walk.entities(indicator, selection, cell, halts[-1])
            after = self._walk.entities(indicator, later, cell, halts[-1])
        elif cause is None:
            before, after = (
                _nothing(indicator),
                self._walk.entities(indicator, selection, cell, None),
            )
        else:
            earlier = halts[halts.index(cause) - 1]
            before = self._walk.entities(indicator, selection, cell, earlier)
            after = self._walk.entities(indicator, selection, cell, cause)
        rows_lost, rows_gained = _only_in(before, after), _only_in(after, before)
        had, has = ({unit.id for unit in entities.units} for entities in (before, after))
        return OpenedPart(
            part=part,
            gained=tuple(unit for unit in after.units if unit.id not in had),
            lost=tuple(unit for unit in before.units if unit.id not in has),
            rows_gained=rows_gained,
            rows_lost=rows_lost,
            changed=tuple(self._walk.changed(cause, (*rows_gained, *rows_lost))) if cause else (),
        )

    def _halts(
        self, indicator: Indicator, selection: Selection, later: Selection, by: Sequence[str]
    ) -> list[tuple[Reason, Result]]:
        walked = self._walk.compute(indicator, selection, by)
        # The same rows counted anew: what differs from what was sealed is the rule.
        halts = [(_REASON_OF[c] if c else Reason.RULE, result) for c, result in walked]
        if later != selection:
            halts.append((Reason.PERIOD, self._walk.at(self._walk.halts[-1], indicator, later, by)))
        return halts


_ABSENT = Cell(None, None, None, Status.NOT_APPLICABLE)
"""A member that the other end's programme file lacks."""


def _at(result: Result, members: tuple[str, ...]) -> Cell:
    return result.cells.get(members, _ABSENT)


def _nothing(indicator: Indicator) -> Entities:
    return Entities(indicator=indicator.id, cell={}, units=(), rows=())


def _only_in(one: Entities, other: Entities) -> tuple[SourceRow, ...]:
    there = {_place(row) for row in other.rows}
    return tuple(row for row in one.rows if _place(row) not in there)


def _place(row: SourceRow) -> tuple[object, ...]:
    return (row.role, row.unit, row.table, row.delivery, row.file, row.sheet, row.row, row.value)


def _cell_json(cell: Cell) -> dict[str, Any]:
    return {
        "value": plain(cell.value),
        "numerator": plain(cell.numerator),
        "denominator": plain(cell.denominator),
        "status": cell.status.value,
    }


def _exact_json(change: Decimal | None) -> Any:
    if change is None:
        return None
    return int(change) if change == change.to_integral_value() else str(change)
