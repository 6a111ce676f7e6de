"""A delivery's rows beside the ledger: references and keys are judged here, in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import duckdb
import numpy as np
import pyarrow as pa

from s3metrics.ledger.delivery import Incoming
from s3metrics.ledger.identity import shown
from s3metrics.ledger.references import References, hint
from s3metrics.ledger.schema import column_list, only_row, quoted
from s3metrics.sheets import SHEETS, Code, Column, Fault, Sheet, sheet_for_table
from s3metrics.words import NOTHING, Text

# Looking for the nearest match costs; a sheet with more unknown references than this has one
# cause, and the first faults show it.
_SUGGESTIONS = 200


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
        found = []
        # In the order of loading each sheet's rows stand together.
        for (file_id, sheet), group in groupby(rows, key=lambda row: row[:2]):
            numbers = [row for *_, row in group]
            cells = self._by_place[table, file_id, sheet].raw_rows(numbers)
            found += [(file_id, sheet, *pair) for pair in zip(numbers, cells, strict=True)]
        return found

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
        first = 1
        for item in items:
            count = item.rows.num_rows
            file_id = pa.scalar(self.files[item.file.name, item.file.sha256], pa.int32())
            parts.append(
                item.rows.append_column("file_id", pa.repeat(file_id, count))
                .append_column("sheet", pa.repeat(pa.scalar(item.sheet, pa.string()), count))
                .append_column("ord", pa.array(np.arange(first, first + count)))
            )
            first += count
        self._connection.register("incoming_rows", pa.concat_tables(parts))
        self._connection.execute(
            f"CREATE TEMP TABLE stage_{sheet.table} AS SELECT ord, "
            f"file_id, sheet, row_number, is_valid, {column_list(sheet)} FROM incoming_rows"
        )
        self._connection.unregister("incoming_rows")

    def _judge_references(self, sheet: Sheet, column: Column, target: str) -> None:
        name = quoted(column.name)
        asked = f"SELECT {name} FROM stage_{sheet.table} WHERE {name} IS NOT NULL"
        references = References(self._connection, self._sender, self.tables)
        unknown = references.unknown(target, asked)
        if not unknown:
            return
        places = self._connection.execute(
            f"SELECT ord, file_id, sheet, row_number, {name} FROM stage_{sheet.table} "
            f"WHERE {name} IN (SELECT unnest(?::TEXT[])) ORDER BY ord",
            [list(unknown)],
        ).fetchall()
        title = sheet_for_table(target).title
        candidates = references.candidates(target, column)
        messages: dict[str, Text] = {}
        for *_, value in places:
            if value not in messages:
                meant = hint(column, value, candidates) if len(messages) < _SUGGESTIONS else NOTHING
                messages[value] = Text(
                    f"{column.heading} ”{shown(value)}” finns inte i bladet {title} i någon "
                    f"leverans.{meant.sv} Leverera {title} med den raden, så tas raden emot "
                    "nästa gång.",
                    f"{column.heading} “{shown(value)}” is not in the sheet {title} of any "
                    f"delivery.{meant.en} Deliver {title} with that row, and this row is "
                    "accepted next time.",
                )
        self._add_faults(sheet, column, Code.UNKNOWN_REFERENCE, places, messages)

    def _judge_keys_of_others(self, sheet: Sheet) -> None:
        if sheet.is_shared or not self._others_have_rows(sheet):
            return
        rows = self._connection.execute(
            # Looked at first: where none is left, DuckDB does not scan the large table.
            f"WITH s AS MATERIALIZED (SELECT * FROM stage_{sheet.table} "
            f"WHERE is_valid{_can_be_anothers(sheet)}) "
            f"SELECT s.ord, s.file_id, s.sheet, s.row_number, {_key_texts(sheet, 's.')}, t.sender "
            f"FROM s JOIN {quoted(sheet.table)} t ON {_same_key(sheet)} "
            "WHERE t.withdrawn_by IS NULL AND t.sender <> $sender ORDER BY s.ord",
            {"sender": self._sender},
        ).fetchall()
        messages = {
            row[-2]: (
                Text(
                    f"Samma nyckel ({_key_headings(sheet)}) har redan levererats av {row[-1]}. En "
                    "rad hör till en avsändare: stäm av vem som ska lämna den.",
                    f"The same key ({_key_headings(sheet)}) has been delivered already by "
                    f"{row[-1]}. A row belongs to one sender: agree on who is to deliver it.",
                )
            )
            for row in rows
        }
        places = [row[:-1] for row in rows]
        column = sheet.by_name[sheet.key[0]]
        self._add_faults(sheet, column, Code.DUPLICATE_KEY, places, messages)

    def _others_have_rows(self, sheet: Sheet) -> bool:
        return bool(
            self._connection.execute(
                f"SELECT 1 FROM {quoted(sheet.table)} WHERE withdrawn_by IS NULL "
                "AND sender <> ? LIMIT 1",
                [self._sender],
            ).fetchall()
        )

    def _judge_own_keys(self, sheet: Sheet) -> None:
        keys = ", ".join(quoted(name) for name in sheet.key)
        rows = self._connection.execute(
            f"SELECT ord, file_id, sheet, row_number, {_key_texts(sheet)}, first_sheet, first_row "
            "FROM (SELECT *, row_number() OVER w AS nth, first_value(sheet) OVER w AS first_sheet, "
            f"first_value(row_number) OVER w AS first_row FROM stage_{sheet.table} WHERE is_valid "
            # Sorting all rows costs three times as much as counting their hashes.
            f"AND hash({keys}) IN (SELECT hash({keys}) AS h FROM stage_{sheet.table} "
            "WHERE is_valid GROUP BY h HAVING count(*) > 1) "
            f"WINDOW w AS (PARTITION BY {keys} ORDER BY ord)) WHERE nth > 1 ORDER BY ord"
        ).fetchall()
        messages = {
            row[4]: (
                Text(
                    f"Samma nyckel ({_key_headings(sheet)}) står redan på rad {row[6]} i {row[5]}. "
                    "Behåll en av raderna.",
                    f"The same key ({_key_headings(sheet)}) stands already on row {row[6]} in "
                    f"{row[5]}. Keep one of the rows.",
                )
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
        messages: dict[str, Text],
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


def _can_be_anothers(sheet: Sheet) -> str:
    """SQL: what the key refers to was known before this delivery.

    A row of another sender's refers to what some delivery has held, so the rows about companies
    and initiatives that are new need not be looked for among all rows.
    """
    return "".join(
        f" AND ({quoted(k)} IS NULL OR {quoted(k)} IN "
        f"(SELECT {quoted(sheet_for_table(target).key[0])} FROM {quoted(target)}))"
        for k in sheet.key
        if (target := sheet.by_name[k].refers_to) is not None
    )


def _key_headings(sheet: Sheet) -> str:
    return ", ".join(sheet.by_name[name].heading for name in sheet.key)
