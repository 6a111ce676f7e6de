"""Reads a worked example: tables drawn as text, what is asked, and what is expected.

An example holds, in this order: `sv:` and `en:` (one sentence each), `by:`, `selection:`
(`from=… to=… areas=a,b …`), `setting:` (optional rules), each table's name and its drawing, and
`expected` with its drawing, `others:` (status of the cells that are not drawn, else there are
none), and for each dimension whose parts do not add up
`overlap dimension: sum of parts − total (parts: units, …)`, at `*` of the other dimensions.

Companies and actors go by short names (`Alfa`), municipalities by their names. Required columns
that the drawing leaves out get a value of no importance, see `DEFAULTS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from s3metrics.indicators.worked import FOLDER, drawn_rows, split

from .model import Row, Selection, Setting, World
from .orgnr import ORGNR
from .places import MUNICIPALITIES, SETTING

SENDER = "Exempel"

TABLES = (
    "actor",
    "company",
    "need",
    "initiative",
    "participation",
    "funding",
    "booking",
    "outcome",
    "solution",
    "context",
)
DEFAULTS: dict[str, Row] = {
    "actor": {"kind": "ovrig"},
    "company": {"name": "Exempelföretag"},
    "need": {"title": "Exempelbehov"},
    "initiative": {
        "title": "Exempelinsats",
        "principal": "Exempelhuvudman",
        "start_date": date(2024, 4, 1),
        "status": "pagaende",
    },
    "solution": {"title": "Exempellösning"},
    "context": {"source": "Exempel"},
}
DATES = {"date", "start_date", "end_date"}
DECIMALS = {"hours", "value_sek", "budget_sek", "amount_sek", "value"}
INTEGERS = {"founded_year", "year", "companies"}
LISTS = {"counties", "other_areas", "needs"}
CODE_OF_MUNICIPALITY = {name: code for code, name in MUNICIPALITIES.items()}


@dataclass(frozen=True, kw_only=True)
class ExpectedCell:
    """What a cell should hold; a fraction where the text has one, to compare exactly."""

    value: Fraction | None
    status: str
    numerator: Fraction | None
    denominator: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Example:
    """One worked example. `drawings` keeps each table as it was drawn, for the documentation."""

    indicator: str
    sv: str
    en: str
    by: tuple[str, ...]
    selection: Selection
    setting: Setting
    world: World
    expected: dict[tuple[str, ...], ExpectedCell]
    others: str | None
    overlap: dict[str, tuple[Fraction, dict[int, int]]]
    """Dimension → the overlap along it, and how many units lie in 2, 3, … parts."""
    drawings: dict[str, str] = field(default_factory=dict)


def examples() -> list[Example]:
    """Every worked example, by indicator."""
    return [read_example(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.iterdir())]


def read_example(indicator: str, text: str) -> Example:
    """Raises KeyError or ValueError, naming what is not understood."""
    said, drawings = split(text)
    by = tuple(word.strip() for word in said.get("by", "").split(",") if word.strip())
    return Example(
        indicator=indicator,
        sv=said["sv"],
        en=said["en"],
        by=by,
        selection=_selection(said.get("selection", "")),
        setting=_setting(said.get("setting", "")),
        world=_world({name: text for name, text in drawings.items() if name != "expected"}),
        expected=dict(_expected(drawings["expected"], by)),
        others=said.get("others"),
        overlap={
            word.removeprefix("overlap").strip(): _overlap(rest)
            for word, rest in said.items()
            if word.startswith("overlap")
        },
        drawings=drawings,
    )


def world_from_text(text: str) -> World:
    """The world of drawn tables, each under its name; a heading alone is an empty delivery."""
    return _world(split(text)[1])


def _world(drawings: dict[str, str]) -> World:
    unheard_of = set(drawings) - set(TABLES)
    if unheard_of:
        raise ValueError(f"no such tables: {', '.join(sorted(unheard_of))}")
    tables = {name: [_row(name, cells) for cells in drawn_rows(d)] for name, d in drawings.items()}
    return World(
        tables=tables,
        reported=frozenset(tables),
        delivered_by={SENDER: frozenset(tables)},
        last_delivery={(SENDER, name): 1 for name in tables},
    )


def _row(table: str, cells: dict[str, str]) -> Row:
    row: Row = dict(DEFAULTS.get(table, {}))
    row.update({column: typed(column, cell) for column, cell in cells.items()})
    return {**row, "sender": SENDER, "brought_by": 1}


def typed(column: str, cell: str) -> Any:
    """The cell's value; an empty cell is None, in a list column an empty list."""
    if column in LISTS:
        return [word.strip() for word in cell.split(";") if word.strip()]
    if not cell:
        return None
    if column in DATES:
        return date.fromisoformat(cell)
    if column in DECIMALS:
        return Decimal(cell)
    if column in INTEGERS:
        return int(cell)
    if column == "publicly_funded":
        return {"ja": True, "nej": False}[cell]
    if column == "orgnr":
        return ORGNR.get(cell, cell)
    return CODE_OF_MUNICIPALITY[cell] if column == "municipality" else cell


def _pairs(text: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in text.split())


def _selection(text: str) -> Selection:
    said: dict[str, Any] = {}
    for name, value in _pairs(text).items():
        if name in ("from", "to"):
            said["from_" if name == "from" else "to"] = date.fromisoformat(value)
        else:
            said[name] = tuple(value.split(","))
    return Selection(**said)


def _setting(text: str) -> Setting:
    rules: dict[str, Any] = {
        name: int(value) if name == "new_enterprise_years" else Decimal(value)
        for name, value in _pairs(text).items()
    }
    return replace(SETTING, **rules)


def _expected(drawing: str, by: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ExpectedCell]]:
    for cells in drawn_rows(drawing):
        yield (
            tuple(cells[dimension] for dimension in by),
            ExpectedCell(
                value=_number(cells["value"]),
                status=cells["status"],
                numerator=_number(cells.get("numerator", "-")),
                denominator=_number(cells.get("denominator", "-")),
            ),
        )


def _number(cell: str) -> Fraction | None:
    return None if cell == "-" else Fraction(cell)


def _overlap(text: str) -> tuple[Fraction, dict[int, int]]:
    """`3 (2: 1, 3: 1)` → 3, {2: 1, 3: 1}."""
    number, _, brackets = text.partition("(")
    parts = (part.split(":") for part in brackets.rstrip(") ").split(",") if brackets)
    return Fraction(number.strip()), {int(times): int(units) for times, units in parts}
