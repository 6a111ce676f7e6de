"""A delivery's rows beside the ledger: references and keys are judged here, in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from s3metrics.ledger.delivery import Incoming
from s3metrics.ledger.identity import is_person_key, shown
from s3metrics.ledger.schema import column_list, only_row, quoted, references_to
from s3metrics.sheets import SHEETS, Code, Column, Fault, Kind, Sheet, sheet_for_table
from s3metrics.words import did_you_mean

# Looking for the nearest match costs; a sheet with more unknown references than this has one
# cause, and the first faults show it.
_SUGGESTIONS = 200
_CANDIDATES = 20_000
# One digit of ten wrong, or two that changed places.
_SLIP = 0.9


class Staging:
    """The rows of one delivery in temporary tables `stage_<table>`, with their faults."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, sender: str, incoming: Sequence[Incoming]
    ) -> None:
        self._connection = connection
        self._sender = sender
        self.files: dict[tuple[str, str], int] = {}
        """(name, sha256) → file id, in the order of appearance."""
        self.faults: list[Fault] = [fault for item in incoming for fault in item.faults]
        self._by_place: dict[tuple[str, int, str], Incoming] = {}
        first_file = self._number("SELECT coalesce(max(file_id), 0) FROM delivered_file") + 1
        for item in incoming:
            file = (item.file.name, item.file.sha256)
            file_id = self.files.setdefault(file, first_file + len(self.files))
            self._by_place[item.table, file_id, item.sheet] = item
        self.tables = [s.table for s in SHEETS if any(i.table == s.table for i in incoming)]
        for table in self.tables:
            self._load(sheet_for_table(table), [i for i in incoming if i.table == table])

    def judge(self) -> None:
        """Finds unknown references and doubled keys; sheets stand after those they refer to."""
        for table in self.tables:
            sheet = sheet_for_table(table)
            for column in sheet.columns:
                if column.refers_to is not None:
                    self._judge_references(sheet, column, column.refers_to)
            if sheet.key:
                self._judge_keys_of_others(sheet)
                self._judge_own_keys(sheet)

    def quarantined_rows(self, table: str) -> list[tuple[int, str, int, dict[str, str]]]:
        """(file id, tab, row number, cells) of every row that is kept out."""
        rows = self._connection.execute(
            f"SELECT file_id, sheet, row_number FROM stage_{table} WHERE NOT is_valid ORDER BY ord"
        ).fetchall()
        return [
            (file_id, sheet, row, self._by_place[table, file_id, sheet].raw_row(row))
            for file_id, sheet, row in rows
        ]

    def files_of(self, table: str) -> dict[tuple[str, str], int]:
        """(file name, tab) → file id of the table's sheets."""
        return {
            (item.file.name, tab): file_id
            for (name, file_id, tab), item in self._by_place.items()
            if name == table
        }

    def drop(self) -> None:
        """Removes the temporary tables."""
        for table in self.tables:
            self._connection.execute(f"DROP TABLE IF EXISTS stage_{table}")

    def _number(self, sql: str) -> int:
        return int(only_row(self._connection, sql)[0])

    def _load(self, sheet: Sheet, items: list[Incoming]) -> None:
        parts = []
        for item in items:
            file_id = self.files[item.file.name, item.file.sha256]
            rows = item.rows
            count = rows.num_rows
            rows = rows.append_column("file_id", pa.array([file_id] * count, pa.int32()))
            parts.append(rows.append_column("sheet", pa.array([item.sheet] * count, pa.string())))
        self._connection.register("incoming_rows", pa.concat_tables(parts))
        self._connection.execute(
            f"CREATE TEMP TABLE stage_{sheet.table} AS SELECT row_number() OVER () AS ord, "
            f"file_id, sheet, row_number, is_valid, {column_list(sheet)} FROM incoming_rows"
        )
        self._connection.unregister("incoming_rows")

    def _judge_references(self, sheet: Sheet, column: Column, target: str) -> None:
        name = quoted(column.name)
        asked = f"SELECT {name} FROM stage_{sheet.table} WHERE {name} IS NOT NULL"
        known = self._known_of(target, asked)
        # Asked for last, since it looks through every row that refers, and mostly in vain.
        known |= self._referred(target, known, asked)
        keys = self._connection.execute(f"SELECT DISTINCT * FROM ({asked})").fetchall()
        unknown = [key for (key,) in keys if key not in known]
        if not unknown:
            return
        places = self._connection.execute(
            f"SELECT ord, file_id, sheet, row_number, {name} FROM stage_{sheet.table} "
            f"WHERE {name} IN (SELECT unnest(?::TEXT[])) ORDER BY ord",
            [unknown],
        ).fetchall()
        title = sheet_for_table(target).title
        candidates = self._candidates(target)
        messages: dict[str, str] = {}
        for *_, value in places:
            if value not in messages:
                hint = _hint(column, value, candidates) if len(messages) < _SUGGESTIONS else ""
                messages[value] = (
                    f"{column.heading} ”{shown(value)}” finns inte i bladet {title} "
                    f"i någon leverans.{hint} Leverera {title} med den raden, så tas "
                    "raden emot nästa gång."
                )
        self._add_faults(sheet, column, Code.UNKNOWN_REFERENCE, places, messages)

    def _known_of(self, target: str, asked: str) -> set[str]:
        """Those of the keys asked for that a reference may name, as the lists stand.

        What stands in this delivery or in others' lists; what this delivery leaves alone; and
        what came with a fault this time, since the row is there and only its new wording is not.
        """
        key = quoted(sheet_for_table(target).key[0])
        standing = f"SELECT {key} FROM {quoted(target)} WHERE withdrawn_by IS NULL"
        parameters: dict[str, str] = {}
        parts = [standing]
        if target in self.tables:
            parameters = {"sender": self._sender}
            parts = [
                f"SELECT {key} FROM stage_{target} WHERE is_valid AND {key} IS NOT NULL",
                f"{standing} AND (sender <> $sender OR {key} IN (SELECT {key} FROM stage_{target} "
                f"WHERE NOT is_valid AND {key} IS NOT NULL))",
            ]
        rows = self._connection.execute(
            f"SELECT DISTINCT {key} FROM ({' UNION ALL '.join(parts)}) WHERE {key} IN ({asked})",
            parameters,
        ).fetchall()
        return {row[0] for row in rows}

    def _referred(self, target: str, known: set[str], asked: str) -> set[str]:
        """Those of the other keys that are withdrawn while rows still refer to them."""
        key = quoted(sheet_for_table(target).key[0])
        left = f"SELECT * FROM ({asked}) EXCEPT SELECT unnest($known::TEXT[])"
        ever = self._connection.execute(
            f"SELECT DISTINCT {key} FROM {quoted(target)} WHERE {key} IN ({left})",
            {"known": list(known)},
        ).fetchall()
        if not ever:
            return set()
        rows = self._connection.execute(
            f"SELECT DISTINCT key FROM ({references_to(target)}) "
            "WHERE key IN (SELECT unnest($ever::TEXT[]))",
            {"ever": [row[0] for row in ever]},
        ).fetchall()
        return {row[0] for row in rows}

    def _candidates(self, target: str) -> list[str]:
        """Keys that a misspelt one may have meant."""
        key = quoted(sheet_for_table(target).key[0])
        parts = [f"SELECT {key} FROM {quoted(target)} WHERE withdrawn_by IS NULL"]
        if target in self.tables:
            parts.append(f"SELECT {key} FROM stage_{target} WHERE is_valid")
        rows = self._connection.execute(
            f"SELECT DISTINCT {key} FROM ({' UNION ALL '.join(parts)}) WHERE {key} IS NOT NULL "
            f"ORDER BY {key} LIMIT {_CANDIDATES}"
        ).fetchall()
        return [row[0] for row in rows]

    def _judge_keys_of_others(self, sheet: Sheet) -> None:
        if sheet.is_shared:
            return
        rows = self._connection.execute(
            f"SELECT s.ord, s.file_id, s.sheet, s.row_number, {_key_texts(sheet, 's.')}, t.sender "
            f"FROM stage_{sheet.table} s JOIN {quoted(sheet.table)} t ON {_same_key(sheet)} "
            "WHERE s.is_valid AND t.withdrawn_by IS NULL AND t.sender <> $sender ORDER BY s.ord",
            {"sender": self._sender},
        ).fetchall()
        messages = {
            row[-2]: (
                f"Samma nyckel ({_key_headings(sheet)}) har redan levererats av {row[-1]}. "
                "En rad hör till en avsändare: stäm av vem som ska lämna den."
            )
            for row in rows
        }
        places = [row[:-1] for row in rows]
        column = sheet.by_name[sheet.key[0]]
        self._add_faults(sheet, column, Code.DUPLICATE_KEY, places, messages)

    def _judge_own_keys(self, sheet: Sheet) -> None:
        keys = ", ".join(quoted(name) for name in sheet.key)
        rows = self._connection.execute(
            f"SELECT ord, file_id, sheet, row_number, {_key_texts(sheet)}, first_sheet, first_row "
            "FROM (SELECT *, row_number() OVER w AS nth, first_value(sheet) OVER w AS first_sheet, "
            f"first_value(row_number) OVER w AS first_row FROM stage_{sheet.table} WHERE is_valid "
            f"WINDOW w AS (PARTITION BY {keys} ORDER BY ord)) WHERE nth > 1 ORDER BY ord"
        ).fetchall()
        messages = {
            row[4]: (
                f"Samma nyckel ({_key_headings(sheet)}) står redan på rad {row[6]} i {row[5]}. "
                "Behåll en av raderna."
            )
            for row in rows
        }
        places = [row[:5] for row in rows]
        column = sheet.by_name[sheet.key[0]]
        self._add_faults(sheet, column, Code.DUPLICATE_KEY, places, messages)

    def _add_faults(
        self,
        sheet: Sheet,
        column: Column,
        code: Code,
        places: Iterable[Sequence[object]],
        messages: dict[str, str],
    ) -> None:
        file_names = {file_id: name for (name, _), file_id in self.files.items()}
        ords = []
        for ord_, file_id, tab, row_number, value in places:
            ords.append(ord_)
            self.faults.append(
                Fault(
                    file=file_names[int(str(file_id))],
                    sheet=str(tab),
                    row=int(str(row_number)),
                    column=column.heading,
                    value=shown(str(value)),
                    code=code,
                    message=messages[str(value)],
                )
            )
        if ords:
            self._connection.execute(
                f"UPDATE stage_{sheet.table} SET is_valid = false WHERE ord IN "
                "(SELECT unnest(?::BIGINT[]))",
                [ords],
            )


def _hint(column: Column, value: str, known: Sequence[str]) -> str:
    """The nearest key; of a number only one that differs by a slip, and never a person's."""
    if column.kind is not Kind.ORGNR:
        return did_you_mean(value, known)
    if is_person_key(value):
        return ""
    numbers = [shown(key) for key in known if not is_person_key(key)]
    return did_you_mean(shown(value), numbers, likeness=_SLIP)


def _key_texts(sheet: Sheet, prefix: str = "") -> str:
    """SQL for the key as one readable text; a person's key is shortened as wherever it shows."""
    parts = []
    for name in sheet.key:
        cell = f"{prefix}{quoted(name)}"
        text = f"coalesce({cell}::TEXT, '–')"
        if name == "orgnr":
            text = (
                f"CASE WHEN {cell} LIKE 'p%' THEN 'personnummer·' || substr({cell}, 2, 6) "
                f"ELSE substr({cell}, 1, 6) || '-' || substr({cell}, 7) END"
            )
        parts.append(text)
    return " || ' · ' || ".join(f"({part})" for part in parts)


def _same_key(sheet: Sheet) -> str:
    return " AND ".join(f"s.{quoted(k)} IS NOT DISTINCT FROM t.{quoted(k)}" for k in sheet.key)


def _key_headings(sheet: Sheet) -> str:
    return ", ".join(sheet.by_name[name].heading for name in sheet.key)
