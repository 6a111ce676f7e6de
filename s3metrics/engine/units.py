"""What is counted, by name: the key and the name of every unit of a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from s3metrics import codes
from s3metrics.engine.query import query_of
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators.model import Plain, Sum, Unit

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine


@dataclass(frozen=True)
class UnitName:
    """A unit as the ledger knows it."""

    key: str
    """Organisationsnummer (or a person's key), id, municipality code or row number."""
    name: str


_NAMED = {
    Unit.COMPANY: ("company", "orgnr", "name"),
    Unit.INITIATIVE: ("initiative", "initiative", "title"),
    Unit.NEED: ("need", "need", "title"),
    Unit.SOLUTION: ("solution", "solution", "title"),
    Unit.ACTOR: ("actor", "orgnr", "name"),
}
_NUMBERED = {
    Unit.COMPANY: ("company_number", "company", "orgnr"),
    Unit.INITIATIVE: ("initiative_number", "initiative", "initiative_id"),
}


def unit_names(engine: Engine, rule: Plain, as_of: int) -> dict[Any, UnitName]:
    """The unit as a query gives it → its key and name; empty where a unit is a row."""
    unit = _unit(rule)
    if unit is Unit.MUNICIPALITY:
        return {int(m.code): UnitName(m.code, m.name) for m in codes.MUNICIPALITIES}
    if unit not in _NAMED:
        return {}
    names = dict(_pairs(engine, as_of, *_NAMED[unit]))
    keys = {key: key for key in names}
    is_numbered = unit is Unit.COMPANY or SOURCES[rule.rows.source].is_coded
    if is_numbered:
        keys = dict(_pairs(engine, as_of, *_NUMBERED[unit]))
    return {given: UnitName(key, names.get(key, "")) for given, key in keys.items()}


def _unit(rule: Plain) -> Unit:
    if not isinstance(rule, Sum):
        return rule.unit
    return Unit.INITIATIVE if SOURCES[rule.rows.source].has_many_counties else Unit.ROW


def _pairs(engine: Engine, as_of: int, table: str, key: str, name: str) -> list[tuple[Any, ...]]:
    schema = engine.schema(as_of, table)
    return engine.run(query_of(exp.select(key, name).from_(exp.table_(table, db=schema)), {}))
