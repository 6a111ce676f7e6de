"""Single numbers under a changed rule: what coverage and bounds are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from s3metrics.engine.selection import Scope, Selection
from s3metrics.indicators.model import Plain, Population, Ratio, Rule
from s3metrics.programme.checks import UNKNOWN_MEMBER

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine


@dataclass(frozen=True)
class Measured:
    """One number, the qualifying rows, and those of them that hold a value to sum."""

    value: Any
    rows: int
    known: int


@dataclass(frozen=True)
class Counter:
    """Counts rules over one scope, as a figure's total is counted."""

    engine: Engine
    scope: Scope
    as_of: int

    def measured(self, rule: Plain) -> Measured:
        """The total under the rule."""
        query = self.engine.composer(rule, self.scope, self.as_of, ()).figures(())
        ((value, _, _, rows, known),) = self.engine.run(query)
        return Measured(value, rows, known)

    def count(self, rule: Plain) -> int:
        """The total of a count."""
        return int(self.measured(rule).value or 0)

    def with_unknown_sizes(self) -> Counter:
        """The same, where a selection of sizes lets unknown ones in."""
        return self._also("sizes")

    def with_unknown_areas(self) -> Counter:
        """The same, where a selection of areas lets unknown ones in."""
        return self._also("areas")

    def with_unknown_counties(self) -> Counter:
        """The same, where a selection of counties lets unknown ones in."""
        return self._also("counties")

    def selecting(self, **members: Iterable[str]) -> Counter:
        """The same with other members selected."""
        chosen = {name: tuple(values) for name, values in members.items()}
        return replace(self, scope=_scope(self.scope, chosen))

    def _also(self, name: str) -> Counter:
        members: tuple[str, ...] = getattr(self.scope.selection, name)
        return self.selecting(**{name: (*members, UNKNOWN_MEMBER)}) if members else self


def parts_of(rule: Rule) -> tuple[Plain, ...]:
    """The rule, or of a ratio its numerator and denominator; a population is none."""
    if isinstance(rule, Ratio):
        below = rule.denominator
        return (rule.numerator, *(() if isinstance(below, Population) else (below,)))
    return (rule,)


def _scope(scope: Scope, members: dict[str, tuple[str, ...]]) -> Scope:
    selection: Selection = replace(scope.selection, **members)  # type: ignore[arg-type]
    return replace(scope, selection=selection)
