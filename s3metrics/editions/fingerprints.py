"""Fingerprints of the partners' rows, so that a row changed behind the program's back is found."""

from __future__ import annotations

from s3metrics.ledger.reader import Reader
from s3metrics.ledger.schema import quoted
from s3metrics.sheets import SHEETS, Sheet

_PROVENANCE = ("row_id", "sender", "brought_by", "file_id", "sheet", "row_number")


def fingerprints(reader: Reader, as_of: int) -> dict[str, tuple[int, int]]:
    """Table → (rows that had come by a delivery, sum of their fingerprints).

    A row that was withdrawn later counts as standing, as it stood then; so what comes after a
    delivery changes nothing here.
    """
    cursor = reader.cursor()
    found = {}
    for sheet in SHEETS:
        count, total = cursor.execute(
            "SELECT count(*), coalesce(sum(md5_number_lower(told)), 0) FROM ("
            f"SELECT {_told(sheet)} AS told FROM ledger.{quoted(sheet.table)} "
            "WHERE brought_by <= $as_of)",
            {"as_of": as_of},
        ).fetchall()[0]
        found[sheet.table] = (count, int(total))
    return found


def _told(sheet: Sheet) -> str:
    """SQL: a row as a text. Empty cells are left out, so that a column that the program gains
    later changes nothing."""
    names = [*_PROVENANCE, *(quoted(column.name) for column in sheet.columns)]
    cells = [f"'{name}=' || {name}::TEXT" for name in names]
    withdrawn = "'withdrawn_by=' || CASE WHEN withdrawn_by <= $as_of THEN withdrawn_by END"
    return f"concat_ws(chr(31), {', '.join([*cells, withdrawn])})"
