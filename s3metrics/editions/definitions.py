"""How an indicator is defined, as something that can be kept and compared years later."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from functools import lru_cache

from s3metrics.editions.model import Definition
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.sentences import sentence
from s3metrics.words import Text


@lru_cache(maxsize=256)
def definition_of(indicator: Indicator) -> Definition:
    """The indicator's definition now."""
    counted = _told((indicator.rule, indicator.breakdowns, indicator.additive))
    return Definition(
        indicator=indicator.id,
        version=indicator.version,
        sha256=hashlib.sha256(counted.encode()).hexdigest(),
        label=indicator.label,
        unit=indicator.unit,
        sentence=Text(sentence(indicator, "sv"), sentence(indicator, "en")),
    )


def _told(value: object) -> str:
    """A rule as text; fields left at their default are not told, so that a new kind of condition
    in the program does not make every old rule look changed."""
    if isinstance(value, tuple):
        return f"[{','.join(map(_told, value))}]"
    if is_dataclass(value):
        parts = [
            f"{one.name}={_told(getattr(value, one.name))}"
            for one in fields(value)
            if getattr(value, one.name) != one.default
        ]
        return f"{type(value).__name__}({','.join(parts)})"
    return str(value)


def has_changed(then: Definition) -> bool:
    """Whether the indicator is counted by another rule now, or not at all."""
    now = CATALOGUE.get(then.indicator)
    return now is None or (now.version, definition_of(now).sha256) != (then.version, then.sha256)


def change_of(then: Definition) -> Text | None:
    """How the definition has changed since, or None."""
    if not has_changed(then):
        return None
    now = CATALOGUE.get(then.indicator)
    if now is None:
        return Text("indikatorn finns inte längre", "the indicator is no longer there")
    if now.version == then.version:
        return Text(
            f"regeln har ändrats, fortfarande som version {then.version}",
            f"the rule has changed, still called version {then.version}",
        )
    return Text(
        f"definitionen var version {then.version} och är nu version {now.version}",
        f"the definition was version {then.version} and is now version {now.version}",
    )
