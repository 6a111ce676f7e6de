"""Which companies and initiatives a row may name, and which it may have meant."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from s3metrics.ledger.candidates import Candidates
from s3metrics.ledger.identity import is_person_key, shown
from s3metrics.ledger.schema import quoted, references_to
from s3metrics.sheets import Column, Kind, sheet_for_table
from s3metrics.words import NOTHING, Text, meant

_CANDIDATES = 20_000


class References:
    """What the rows of a delivery, in temporary tables `stage_<table>`, may refer to."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, sender: str, tables: Collection[str]
    ) -> None:
        """`tables` are those that the delivery brings."""
        self._connection = connection
        self._sender = sender
        self._tables = tables

    def unknown(self, target: str, asked: str) -> set[str]:
        """Those of the keys that `asked` (a SELECT) gives that no delivery holds."""
        unknown = self._not_standing(target, asked)
        if not unknown:
            return set()
        # Asked for last, since it looks through every row that refers, and mostly in vain.
        return unknown - self._referred(target, unknown)

    def _not_standing(self, target: str, asked: str) -> set[str]:
        """Those of the keys asked for that no reference may name, as the lists stand.

        It may name what stands in this delivery or in others' lists; what this delivery leaves
        alone; and what came with a fault this time, since the row is there and only its new
        wording is not.
        """
        key = quoted(sheet_for_table(target).key[0])
        standing = f"SELECT {key} FROM {quoted(target)} WHERE withdrawn_by IS NULL"
        parameters: dict[str, str] = {}
        parts = [standing]
        if target in self._tables:
            parameters = {"sender": self._sender}
            parts = [
                f"SELECT {key} FROM stage_{target} WHERE is_valid AND {key} IS NOT NULL",
                f"{standing} AND (sender <> $sender OR {key} IN (SELECT {key} FROM stage_{target} "
                f"WHERE NOT is_valid AND {key} IS NOT NULL))",
            ]
        # In a table, whose size the planner knows: a few are not held against all that are known.
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE asked AS SELECT DISTINCT * FROM ({asked})"
        )
        rows = self._connection.execute(
            f"FROM temp.asked EXCEPT SELECT {key} FROM ({' UNION ALL '.join(parts)}) "
            f"WHERE {key} IN (FROM temp.asked)",
            parameters,
        ).fetchall()
        self._connection.execute("DROP TABLE temp.asked")
        return {row[0] for row in rows}

    def _referred(self, target: str, unknown: set[str]) -> set[str]:
        """Those of the unknown keys that are withdrawn while rows still refer to them."""
        key = quoted(sheet_for_table(target).key[0])
        ever = self._connection.execute(
            f"SELECT DISTINCT {key} FROM {quoted(target)} "
            f"WHERE {key} IN (SELECT unnest($unknown::TEXT[]))",
            {"unknown": list(unknown)},
        ).fetchall()
        if not ever:
            return set()
        rows = self._connection.execute(
            f"SELECT DISTINCT key FROM ({references_to(target)}) "
            "WHERE key IN (SELECT unnest($ever::TEXT[]))",
            {"ever": [row[0] for row in ever]},
        ).fetchall()
        return {row[0] for row in rows}

    def candidates(self, target: str, column: Column) -> Candidates:
        """Keys that a misspelt one may have meant, as they are shown; never a person's."""
        key = quoted(sheet_for_table(target).key[0])
        parts = [f"SELECT {key} FROM {quoted(target)} WHERE withdrawn_by IS NULL"]
        if target in self._tables:
            parts.append(f"SELECT {key} FROM stage_{target} WHERE is_valid")
        rows = self._connection.execute(
            f"SELECT DISTINCT {key} FROM ({' UNION ALL '.join(parts)}) WHERE {key} IS NOT NULL "
            f"ORDER BY {key} LIMIT {_CANDIDATES}"
        ).fetchall()
        keys = [row[0] for row in rows]
        if column.kind is Kind.ORGNR:
            keys = [shown(key) for key in keys if not is_person_key(key)]
        return Candidates(keys)


def hint(column: Column, value: str, known: Candidates) -> Text:
    """The nearest key; of a number only one that differs by a slip, and never a person's."""
    if column.kind is not Kind.ORGNR:
        return known.did_you_mean(value)
    return NOTHING if is_person_key(value) else meant(known.slip_of(shown(value)))
