"""What something open could do to each figure of a report, by the engine's own bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from s3metrics.engine.bounds import Bounds, bounds_of
from s3metrics.engine.counting import Counter, Measured
from s3metrics.engine.coverage import tables_of
from s3metrics.engine.selection import Scope, resolve
from s3metrics.indicators import Indicator
from s3metrics.indicators.model import Count, Plain, Unit
from s3metrics.reports.asking import Asked
from s3metrics.reports.evidence import reported_indicators
from s3metrics.reports.items import Effect
from s3metrics.targets.texts import figure
from s3metrics.words import Text

_ANY_AMOUNT = Text(
    "kan ändras hur mycket som helst när listan kommer",
    "may change by any amount when the list comes",
)


@dataclass(frozen=True)
class _Once(Counter):
    """Counts the same thing once, however many items ask for it."""

    known: dict[tuple[Plain, Scope], Measured] = field(default_factory=dict)

    def measured(self, rule: Plain) -> Measured:
        key = (rule, self.scope)
        if key not in self.known:
            self.known[key] = super().measured(rule)
        return self.known[key]


class Effects:
    """Asks the engine what each open thing could move; what it asks twice it computes once."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._base: dict[str, Bounds] = {}

    def of_list(self, table: str) -> tuple[Effect, ...]:
        """Of a list that has not come: nothing is known about it, so nothing bounds it."""
        return tuple(self._effect(one, None, None, _ANY_AMOUNT) for one in self._needing((table,)))

    def of_rows(self, table: str, rows: int) -> tuple[Effect, ...]:
        """Of so many rows of a table that are not counted, and could be when corrected."""
        found = []
        for indicator in self._needing((table,)):
            base = self._without(indicator)
            waiting = bounds_of(self._counter, indicator, {table: rows})
            if (waiting.lower, waiting.upper) == (base.lower, base.upper):
                continue
            value = self._value(indicator)
            lower = _moved(value, waiting.lower, base.lower)
            upper = _moved(value, waiting.upper, base.upper)
            found.append(self._effect(indicator, lower, upper))
        return tuple(found)

    def of_unknown_sizes(self, companies: int) -> tuple[Effect, ...]:
        """Of so many companies of unknown size: each could be an SME."""
        found = []
        for indicator in self._indicators:
            parts = [p for p in self._without(indicator).parts if p.id == "unknown_size"]
            most = sum(part.up for part in parts)
            if not most or not isinstance(indicator.rule, Count):
                continue
            if indicator.rule.unit is Unit.COMPANY:
                most = min(most, companies)
            value = self._value(indicator)
            found.append(self._effect(indicator, value, value + most))
        return tuple(found)

    def of_funding(self) -> tuple[Effect, ...]:
        """Of funding that is missing: any amount."""
        words = Text(
            "kan ändras när finansieringen kommer in", "may change when the funding is there"
        )
        return tuple(self._effect(one, None, None, words) for one in self._needing(("funding",)))

    def of_itself(self, indicator: Indicator) -> tuple[Effect, ...]:
        """Of a figure that is missing."""
        words = Text("saknar värde i rapporten", "has no value in the report")
        return (self._effect(indicator, None, None, words),)

    @cached_property
    def _indicators(self) -> Sequence[Indicator]:
        return reported_indicators(self._asked)

    @cached_property
    def _counter(self) -> Counter:
        asked, clock = self._asked, self._asked.clock
        scope = resolve(asked.selection(is_period=False), asked.programme, clock.today)
        return _Once(clock.engine, scope, clock.delivery)

    def _needing(self, tables: Sequence[str]) -> Iterator[Indicator]:
        return (one for one in self._indicators if set(tables) & set(tables_of(one)))

    def _without(self, indicator: Indicator) -> Bounds:
        if indicator.id not in self._base:
            self._base[indicator.id] = bounds_of(self._counter, indicator, {})
        return self._base[indicator.id]

    def _value(self, indicator: Indicator) -> Any:
        return self._asked.accumulated(indicator.id).total.value

    def _effect(
        self, indicator: Indicator, lower: Any, upper: Any, words: Text | None = None
    ) -> Effect:
        value = self._value(indicator)
        return Effect(
            indicator=indicator,
            value=value,
            lower=lower,
            upper=upper,
            told=words or _between(indicator, value, lower, upper),
        )


def _moved(value: Any, with_item: Any, without: Any) -> Any:
    """The bound that the item alone gives: the figure, moved by what the item adds to the bound."""
    if with_item is None or without is None or value is None:
        return None
    return value + type(value)(Decimal(str(with_item)) - Decimal(str(without)))


def _between(indicator: Indicator, value: Any, lower: Any, upper: Any) -> Text:
    now = Text("okänt", "unknown") if value is None else figure(indicator, value)
    if lower is not None and upper is not None:
        low, high = figure(indicator, lower), figure(indicator, upper)
        return Text(
            f"är {now.sv} och kan bli mellan {low.sv} och {high.sv}",
            f"is {now.en} and may become between {low.en} and {high.en}",
        )
    if upper is not None:
        high = figure(indicator, upper)
        return Text(
            f"är {now.sv} och kan bli högst {high.sv}, utan undre gräns",
            f"is {now.en} and may become at most {high.en}, without lower bound",
        )
    if lower is not None:
        low = figure(indicator, lower)
        return Text(
            f"är {now.sv} och kan bli lägst {low.sv}, utan övre gräns",
            f"is {now.en} and may become at least {low.en}, without upper bound",
        )
    return Text(
        f"är {now.sv} och kan ändras åt båda hållen", f"is {now.en} and may change both ways"
    )
