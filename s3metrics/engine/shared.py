"""Who lies in several parts of a breakdown: which parts, how many units, and their rows.

The overlap of a figure says how many units lie in two, three, … parts; here they are told apart by
the parts they lie in, and open to the rows that put them there. Units are told apart by the
ledger's own key, since shown keys of persons are shortened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from s3metrics.engine.entities import Entities, Entity, ledger_rows
from s3metrics.engine.query import ALL
from s3metrics.engine.selection import Selection, resolve
from s3metrics.engine.sources import SOURCES
from s3metrics.engine.units import UnitName, unit_names
from s3metrics.errors import WrongCall
from s3metrics.indicators import Indicator
from s3metrics.indicators.model import Count, Plain, Sum
from s3metrics.ledger.identity import shown
from s3metrics.words import Text, all_of

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine

Parts = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The units of a figure by the parts of one breakdown in which they lie."""

    indicator: Indicator
    dimension: str
    units: Mapping[Parts, int]
    """Parts, in the breakdown's order → units that lie in exactly those; most parts last, within
    a number of parts the most units first."""

    @cached_property
    def in_parts(self) -> dict[int, int]:
        """Number of parts → units that lie in so many, 1 too."""
        found: Counter[int] = Counter()
        for parts, units in self.units.items():
            found[len(parts)] += units
        return dict(sorted(found.items()))

    @cached_property
    def several(self) -> dict[Parts, int]:
        """As `units`, of those in at least two parts."""
        return {parts: units for parts, units in self.units.items() if len(parts) > 1}


def can_be_shared(indicator: Indicator, dimension: str) -> bool:
    """True where a unit can lie in several parts of the breakdown."""
    return (
        isinstance(indicator.rule, Count | Sum)
        and dimension in indicator.breakdowns
        and not indicator.adds_up(dimension)
    )


def shared_units(
    engine: Engine,
    indicator: Indicator,
    selection: Selection,
    dimension: str,
    as_of: int,
    today: date,
) -> Shared:
    """How many units lie in which parts. Raises WrongCall where none can lie in several."""
    order, placed = _placed(engine, indicator, selection, dimension, as_of, today)
    found = Counter(_sorted(parts, order) for parts in placed.values())
    ranked = sorted(
        found.items(), key=lambda item: (len(item[0]), -item[1], [order[p] for p in item[0]])
    )
    return Shared(indicator=indicator, dimension=dimension, units=dict(ranked))


def shared_entities(
    engine: Engine,
    indicator: Indicator,
    selection: Selection,
    dimension: str,
    parts: Parts,
    as_of: int,
    today: date,
) -> Entities:
    """The units that lie in exactly these parts (none named: in any two or more), and their rows.

    Raises WrongCall as `shared_units`, and for a part that the breakdown does not have.
    """
    order, placed = _placed(engine, indicator, selection, dimension, as_of, today)
    wanted = set(parts)
    if wanted - set(order):
        there = all_of(order)
        raise WrongCall(
            Text(
                f"Delen ”{min(wanted - set(order))}” finns inte. Det finns {there.sv}.",
                f"There is no part “{min(wanted - set(order))}”. There are {there.en}.",
            )
        )
    units = {
        unit: rows
        for unit, rows in placed.items()
        if (set(rows) == wanted if wanted else len(rows) > 1)
    }
    rule = _rule(indicator, dimension)
    names = unit_names(engine, rule, as_of)
    behind = {
        (unit, row_id): value
        for unit, found in units.items()
        for rows in found.values()
        for row_id, value in rows
    }
    opened = ledger_rows(engine, SOURCES[rule.rows.source].ledger_table, [r for _, r in behind])
    named = {unit: names[unit] for unit in units}
    rows = tuple(
        replace(opened[row_id], role="counted", unit=shown(named[unit].key), value=value)
        for (unit, row_id), value in behind.items()
    )
    return Entities(
        indicator=indicator.id,
        cell={dimension: " ".join(parts)} if parts else {},
        units=_entities(named, Counter(unit for unit, _ in behind)),
        rows=rows,
    )


def _entities(named: Mapping[Any, UnitName], rows: Mapping[Any, int]) -> tuple[Entity, ...]:
    return tuple(
        Entity(id=shown(name.key), name=name.name, rows=rows[unit]) for unit, name in named.items()
    )


_Rows = list[tuple[int, Any]]
"""Row numbers of the ledger and what each adds to a sum."""


def _placed(
    engine: Engine,
    indicator: Indicator,
    selection: Selection,
    dimension: str,
    as_of: int,
    today: date,
) -> tuple[dict[str, int], dict[Any, dict[str, _Rows]]]:
    """Part → its place in order; unit → part → the rows that put it there."""
    rule = _rule(indicator, dimension)
    cells = engine.compute(indicator, selection, (dimension,), as_of, today).cells
    order = {member: at for at, (member,) in enumerate(cells) if member != ALL}
    scope = resolve(selection, engine.programme, today, has_period=indicator.has_period)
    composer = engine.composer(rule, scope, as_of, (dimension,))
    placed: dict[Any, dict[str, _Rows]] = {}
    for member in order:
        for unit, row_id, value in engine.run(composer.rows_behind({dimension: member})):
            placed.setdefault(unit, {}).setdefault(member, []).append((row_id, value))
    return order, placed


def _rule(indicator: Indicator, dimension: str) -> Plain:
    rule = indicator.rule
    if not isinstance(rule, Count | Sum) or not can_be_shared(indicator, dimension):
        raise WrongCall(
            Text(
                f"I {indicator.id} räknas ingen i flera delar av ”{dimension}”: delarna ger "
                "totalen, eller så finns uppdelningen inte.",
                f"In {indicator.id} nothing is counted in several parts of “{dimension}”: the "
                "parts give the total, or there is no such breakdown.",
            )
        )
    return rule


def _sorted(parts: Mapping[str, _Rows], order: Mapping[str, int]) -> Parts:
    return tuple(sorted(parts, key=order.__getitem__))
