"""Fingerprints of the partners' rows and of their deliveries, so that what is changed behind the
program's back is found."""

from __future__ import annotations

from collections.abc import Sequence

from s3metrics.ledger.reader import Reader
from s3metrics.ledger.schema import quoted
from s3metrics.sheets import SHEETS, Sheet

# What a receipt says of where a row came from, and when.
DELIVERIES = {
    "delivery": ("delivery", "sender", "received_at", "format", "programme_sha256"),
    "delivered_file": ("file_id", "delivery", "name", "sha256"),
}
"""Table of the ledger → what is sealed of its rows."""
_PROVENANCE = ("row_id", "sender", "brought_by", "file_id", "sheet", "row_number")


def fingerprints(reader: Reader, as_of: int) -> dict[str, tuple[int, int]]:
    """Table → (rows that had come by a delivery, sum of their fingerprints).

    A row that was withdrawn later counts as standing, as it stood then; so what comes after a
    delivery changes nothing here.
    """
    found = {
        sheet.table: _fingerprint(reader, sheet.table, _told(sheet), "brought_by", as_of)
        for sheet in SHEETS
    }
    for table, names in DELIVERIES.items():
        told = f"concat_ws(chr(31), {', '.join(_cells(names))})"
        found[table] = _fingerprint(reader, table, told, "delivery", as_of)
    return found


def _fingerprint(
    reader: Reader, table: str, told: str, came_with: str, as_of: int
) -> tuple[int, int]:
    """(rows, sum of their fingerprints); `told` is SQL that gives a row as a text."""
    count, total = (
        reader.cursor()
        .execute(
            "SELECT count(*), coalesce(sum(md5_number_lower(told)), 0) FROM ("
            f"SELECT {told} AS told FROM ledger.{quoted(table)} WHERE {came_with} <= $as_of)",
            {"as_of": as_of},
        )
        .fetchall()[0]
    )
    return count, int(total)


def _told(sheet: Sheet) -> str:
    """SQL: a row as a text. Empty cells are left out, so that a column that the program gains
    later changes nothing."""
    names = [*_PROVENANCE, *(quoted(column.name) for column in sheet.columns)]
    cells = _cells(names)
    withdrawn = "'withdrawn_by=' || CASE WHEN withdrawn_by <= $as_of THEN withdrawn_by END"
    return f"concat_ws(chr(31), {', '.join([*cells, withdrawn])})"


def _cells(names: Sequence[str]) -> list[str]:
    return [f"'{name}=' || {name}::TEXT" for name in names]
