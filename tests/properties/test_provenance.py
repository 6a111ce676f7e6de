"""A figure opens to its rows: they make the figure, and stand where they are said to stand."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from s3metrics.engine.entities import Entities, SourceRow
from s3metrics.engine.result import Cell
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import Change, Count, Median, Plain, Population, Ratio
from s3metrics.platform import Platform
from s3metrics.sheets import sheet_for_table
from tests.properties.asking import questions_of_every_indicator
from tests.properties.profile import examples
from tests.properties.taking import asked, comparable, files_of, taken
from tests.recount.delivered import FILES, HEADINGS, Delivery
from tests.recount.model import ALL, Setting
from tests.recount.worlds import Question, deliveries, settings

SEEDS = st.integers(0, 2**32 - 1)
CELLS_OF_EACH = 3


@examples(15)
@given(deliveries(), settings(), SEEDS)
def test_the_rows_behind_a_cell_make_it_and_stand_in_the_files(
    delivered: list[Delivery], setting: Setting, seed: int
) -> None:
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        platform = taken(Path(folder), setting, delivered)
        as_of = random.randint(1, len(delivered))
        for question in questions_of_every_indicator(random):
            for cell, entities in opened(platform, question, as_of, random):
                assert_makes(question, entities, cell)
                assert_stands_in_the_files(entities, delivered)


def opened(
    platform: Platform, question: Question, as_of: int, random: Random
) -> Iterable[tuple[Cell, Entities]]:
    """The total and some of the cells with something in them, each with what is behind it."""
    selection = asked(question.selection)
    result = platform.compute(question.indicator, selection, question.by, as_of)
    filled = [members for members, cell in result.cells.items() if cell.value]
    total = (ALL,) * len(question.by)
    for members in {total, *random.sample(filled, min(CELLS_OF_EACH, len(filled)))}:
        cell = dict(zip(question.by, members, strict=True))
        yield (
            result.cells[members],
            platform.entities(question.indicator, selection, cell, as_of),
        )


def assert_makes(question: Question, entities: Entities, cell: Cell) -> None:
    rule = CATALOGUE[question.indicator].rule
    where = f"{question} {entities.cell}"
    if isinstance(rule, Ratio):
        above = made(rule.numerator, of_role(entities, "numerator"))
        below = made(rule.denominator, of_role(entities, "denominator"))
        assert comparable(above) == comparable(cell.numerator or 0), where
        # Of companies that cannot all be known, the known rows are listed all the same.
        if cell.denominator is not None or not isinstance(rule.denominator, Population):
            assert comparable(below) == comparable(cell.denominator or 0), where
    else:
        value = made(rule, of_role(entities, "counted"))
        assert comparable(value) == comparable(cell.value or 0), where
    counted = rule.numerator if isinstance(rule, Ratio) else rule
    if isinstance(counted, Count):
        number = cell.numerator if isinstance(rule, Ratio) else cell.value
        assert len(entities.units) == (number or 0), where
        assert len({unit.id for unit in entities.units}) == len(entities.units), where
        own = [row for row in entities.rows if row.role != "denominator"]
        assert sum(unit.rows for unit in entities.units) == len(own), where


def of_role(entities: Entities, role: str) -> list[SourceRow]:
    return [row for row in entities.rows if row.role == role]


def made(rule: Plain | Population, rows: list[SourceRow]) -> object:
    """The figure that the rows make, by hand."""
    if isinstance(rule, Count):
        return len({row.unit for row in rows})
    values = [row.value for row in rows if row.value is not None]
    if isinstance(rule, Median):
        return median(values) if values else 0
    if isinstance(rule, Change):
        return mean_change(rows)
    return sum(values, Decimal(0))


def mean_change(rows: list[SourceRow]) -> object:
    """Each unit opens to its first and its last row."""
    of_unit: dict[str, list[SourceRow]] = {}
    for row in rows:
        of_unit.setdefault(row.unit, []).append(row)
    changes = []
    for its_rows in of_unit.values():
        first, last = sorted(
            its_rows, key=lambda r: (r.cells["date"], r.cells["initiative_id"] or "")
        )
        changes.append(last.value - first.value)
    return float(sum(changes)) / len(changes) if changes else 0


def assert_stands_in_the_files(entities: Entities, delivered: list[Delivery]) -> None:
    """Looked up in the very bytes: file, tab, line, and what stands there."""
    for row in entities.rows:
        delivery = delivered[row.delivery - 1]
        assert delivery.sender == row.sender
        assert row.file == FILES[row.table]
        assert row.sheet == sheet_for_table(row.table).title
        text = files_of(delivery)[row.file].decode()
        lines = list(csv.reader(io.StringIO(text), delimiter=";"))
        told = dict(zip(lines[0], lines[row.row - 1], strict=True))
        assert set(HEADINGS[row.table]) <= set(row.cells)
        for column in HEADINGS[row.table]:
            assert is_same(row.cells[column], told[column]), f"{column} of {row}"


def is_same(kept: object, told: str) -> bool:
    """The ledger's cell and the file's text; numbers of organisations show with a hyphen."""
    if kept is None:
        return told == ""
    if isinstance(kept, bool):
        return ("nej", "ja")[kept] == told
    if isinstance(kept, list):
        return ", ".join(kept) == told
    if isinstance(kept, int | float):
        return comparable(kept) == comparable(told)
    return told in (kept, str(kept).replace("-", ""))
