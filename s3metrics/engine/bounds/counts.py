"""Bounds of counts: a row that waits adds at most one unit, where it cannot move many."""

from __future__ import annotations

from dataclasses import dataclass, replace

from s3metrics.engine.bounds.model import BoundPart, Bounds, rows_wait
from s3metrics.engine.bounds.standing import may_replace
from s3metrics.engine.bounds.unknown import UnknownParts, without
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators.model import Source, Unit
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text, listed

_OF_PARTICIPATIONS = frozenset({Source.PARTICIPATION, Source.PAIR})


@dataclass
class CountBounds(UnknownParts):
    """The bounds of one count over one scope."""

    def bounds(self) -> Bounds:
        """What is unknown first, then what waits."""
        value = self.counter.count(self.rule)
        self.add_unknown(value)
        self._add_waiting()
        upper = value + sum(part.up for part in self.parts)
        lower = max(0, value - sum(part.down for part in self.parts))
        cap, why = self._cap(), self._why_no_lower()
        return Bounds(
            lower=None if why else lower,
            upper=upper if cap is None else min(upper, cap) if not why else cap,
            parts=tuple(self.parts),
            capped_at=cap,
            why_no_lower=why,
        )

    def _add_waiting(self) -> None:
        is_first = "is_first" in self.rule.rows.flags
        for table, rows in self.waiting.items():
            if table in self._adding:
                can_remove = is_first or self._can_leave_area
                down = rows if can_remove else may_replace(self.counter, table, rows)
                self._wait(table, up=rows, down=down)
            elif table in self._owning:
                self._wait(table, up=rows, down=rows)

    @property
    def _adding(self) -> frozenset[str]:
        """Tables of which a row adds at most one unit."""
        if self.rule.rows.source is Source.OUTCOME:
            return frozenset({"outcome", "participation"})
        if self.rule.rows.source in _OF_PARTICIPATIONS:
            return frozenset({"participation"})
        return frozenset({SOURCES[self.rule.rows.source].ledger_table} - {"initiative"})

    @property
    def _can_leave_area(self) -> bool:
        """A solution lies where its latest step lies, and a step that waits may be later."""
        return self.rule.is_latest and bool(self.counter.scope.members("area"))

    @property
    def _owning(self) -> frozenset[str]:
        """Tables of which a row is a unit, known or new."""
        if self.rule.unit is Unit.COMPANY:
            return frozenset({"company"})
        if self.rule.unit is Unit.ACTOR:
            return frozenset({"actor", "initiative"})
        return frozenset({"initiative"}) if self.rule.unit is Unit.INITIATIVE else frozenset()

    @property
    def _moving(self) -> frozenset[str]:
        """Tables of which one row may move many units into the figure or out of it."""
        rows, found = self.rule.rows, set()
        if rows.source in _OF_PARTICIPATIONS and self.rule.unit is not Unit.COMPANY:
            found.add("company")
        is_by_area = bool(self.counter.scope.members("area"))
        is_apart = self.rule.at_least is not None and self.rule.at_least.column == "area"
        is_across = "is_across_border" in rows.flags
        if rows.source in _OF_PARTICIPATIONS and (is_by_area or is_apart or is_across):
            found.add("initiative")
        if self.rule.unit is Unit.INITIATIVE:
            found.discard("initiative")
        if is_across:
            found.add("actor")
        if "is_met" in rows.flags:
            found.add("initiative")
        return frozenset(table for table in found if self.waiting.get(table))

    def _cap(self) -> int | None:
        """The figure with everything lifted that the moving rows could change, or None."""
        caps = []
        if self.rule.unit is Unit.MUNICIPALITY:
            caps.append(len(self._municipalities()))
        if self._moving:
            caps.append(self._lifted() + self._beside_lifted())
        return min(caps, default=None)

    def _beside_lifted(self) -> int:
        """What no restriction holds back: rows that wait, other firsts, companies' new places."""
        ids = ("waiting_", "unmeasured_first")
        new = sum(part.up for part in self.parts if part.id.startswith(ids))
        is_of_places = self.rule.unit is Unit.MUNICIPALITY
        return new + (self.waiting.get("company", 0) if is_of_places else 0)

    def _lifted(self) -> int:
        rule, counter = self.rule, self.counter
        if "company" in self._moving:
            rule = without(rule, "is_inside", "is_sme_or_unknown")
            counter = counter.selecting(counties=(), municipalities=(), sizes=())
            if rule.at_least is not None and rule.at_least.column == "county":
                rule = replace(rule, at_least=None)
            if rule.rows.source is Source.PAIR:
                rule = replace(rule, rows=replace(rule.rows, source=Source.PARTICIPATION))
        if {"initiative", "actor"} & self._moving:
            rule = without(rule, "is_across_border", "is_met")
            if rule.rows.source in _OF_PARTICIPATIONS:
                counter = counter.selecting(areas=())
            if rule.at_least is not None and rule.at_least.column == "area":
                rule = replace(rule, at_least=None)
        return counter.count(rule) + replace(self, rule=rule, counter=counter).of_unknown_age()

    def _municipalities(self) -> list[str]:
        scope = self.counter.scope
        counties = scope.members("county")
        return [
            place.code
            for place in self.counter.engine.programme.municipalities
            if not counties or place.county in counties
        ]

    def _why_no_lower(self) -> Text | None:
        if not self._moving:
            return None
        titles = [sheet_for_table(table).title for table in sorted(self._moving)]
        sheets, english = listed(titles, "eller"), listed(titles, "or")
        return Text(
            f"En rad i {sheets} som väntar på rättning kan flytta många enheter på en gång, så det "
            "finns ingen undre gräns, och den övre är siffran utan de villkor som raden kan ändra.",
            f"A row of {english} that waits for correction may move many units at once, so there "
            "is no lower bound, and the upper is the figure without what the row could change.",
        )

    def _wait(self, table: str, *, up: int, down: int) -> None:
        waits = rows_wait(up, table)
        if down == up:
            text = Text(
                f"{waits.sv}; varje sådan rad kan lägga till eller ta bort en.",
                f"{waits.en}; each such row may add or remove one.",
            )
        elif down:
            text = Text(
                f"{waits.sv}; varje sådan rad kan lägga till en, och {down} av dem ta bort en.",
                f"{waits.en}; each such row may add one, and {down} of them remove one.",
            )
        else:
            text = Text(
                f"{waits.sv}; varje sådan rad kan lägga till en.",
                f"{waits.en}; each such row may add one.",
            )
        self.parts.append(BoundPart(id=f"waiting_{table}", up=up, down=down, sentence=text))
