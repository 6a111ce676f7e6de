"""Delivered tables for the tests of checking, without a file behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from s3metrics.intake.raw import RawSheet, column_letters
from s3metrics.intake.sources import FileRef
from s3metrics.programme import Programme, load
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text

ROOT = Path(__file__).parents[2]
PROGRAMMES = ROOT / "tests" / "programmes"


def default_programme() -> Programme:
    return load(ROOT / "data" / "programme.toml")


def raw_table(
    table: str,
    header: Sequence[str],
    *rows: Sequence[object],
    cell_faults: Mapping[tuple[int, int], Text] | None = None,
) -> RawSheet:
    """A sheet whose headings stand on row 1 and whose rows follow."""
    return RawSheet(
        file=FileRef(name="leverans.xlsx", sha256="0" * 64),
        sheet=sheet_for_table(table).title if table else "Lista",
        table=table,
        header=tuple(header),
        letters=tuple(map(column_letters, range(len(header)))),
        header_row=1,
        columns=[list(column) for column in zip(*rows, strict=True)] or [[] for _ in header],
        row_numbers=list(range(2, len(rows) + 2)),
        cell_faults=cell_faults or {},
    )


def check_digit(nine_digits: str) -> str:
    """The Luhn digit, reckoned here by hand: the library under test is not its own judge."""
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(nine_digits)]
    return str(-sum(d // 10 + d % 10 for d in doubled) % 10)
