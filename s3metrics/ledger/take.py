"""Taking a delivery: the sender's whole current list against what stands, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from s3metrics.errors import RefusedDelivery
from s3metrics.ledger.delivery import (
    DeliveryReport,
    Difference,
    Incoming,
    Sending,
    StillReferred,
    TableCounts,
)
from s3metrics.ledger.differences import find_differences
from s3metrics.ledger.identity import shown
from s3metrics.ledger.schema import column_list, only_row, quoted, references_to
from s3metrics.ledger.staging import Staging
from s3metrics.sheets import Sheet, sheet_for_table
from s3metrics.words import Text, joined

# A list that shrinks this much is more often a wrong file than a real change.
GUARD_ROWS = 5
GUARD_SHARE = 0.1


def take(
    connection: duckdb.DuckDBPyConnection, incoming: Sequence[Incoming], sending: Sending
) -> DeliveryReport:
    """Puts a delivery into the ledger, inside the caller's transaction.

    Returns the report; `is_unchanged` tells that the ledger already holds exactly this, and that
    the caller should roll back. Raises RefusedDelivery when the delivery would withdraw at least
    5 rows of a sheet and more than a tenth of its rows, and is not confirmed.
    """
    staging = Staging(connection, sending.sender, incoming)
    try:
        staging.judge()
        return _Taking(connection, staging, sending).report()
    finally:
        staging.drop()


class _Taking:
    def __init__(
        self, connection: duckdb.DuckDBPyConnection, staging: Staging, sending: Sending
    ) -> None:
        self._connection = connection
        self._staging = staging
        self._sending = sending
        self._number = self._one("SELECT coalesce(max(delivery), 0) + 1 FROM delivery")

    def report(self) -> DeliveryReport:
        sheets = [sheet_for_table(table) for table in self._staging.tables]
        report = DeliveryReport(
            delivery=self._number,
            sender=self._sending.sender,
            tables={sheet.table: self._compare(sheet) for sheet in sheets},
            faults=sorted(self._staging.faults, key=lambda f: (f.file, f.sheet, f.row)),
            other_programmes=self._sending.other_programmes,
        )
        self._guard(report)
        quarantine = {sheet.table: self._staging.quarantined_rows(sheet.table) for sheet in sheets}
        if self._is_unchanged(report, quarantine):
            report.is_unchanged = True
            report.delivery = self._one(
                "SELECT max(delivery) FROM delivery WHERE sender = ?", [self._sending.sender]
            )
            return report
        self._record(report)
        for sheet in sheets:
            self._apply(sheet)
            self._keep_quarantine(sheet, quarantine[sheet.table], report)
        report.still_referred = self._still_referred(sheets)
        report.differences = [d for s in sheets if s.is_shared for d in self._differences(s)]
        return report

    def _one(self, sql: str, parameters: Sequence[object] = ()) -> int:
        return int(only_row(self._connection, sql, parameters)[0])

    def _compare(self, sheet: Sheet) -> TableCounts:
        """Finds the rows that stand already, into `diff_<table>`, and those withdrawn, into
        `gone_<table>`.
        """
        table = sheet.table
        columns = column_list(sheet)
        # Rows without a key are told apart by how many equal ones stand before them.
        key = [quoted(name) for name in sheet.key] or [quoted(c.name) for c in sheet.columns]
        nth = "1" if sheet.key else f"row_number() OVER (PARTITION BY {columns} ORDER BY %s)"
        same_key = " AND ".join(f"a.{k} IS NOT DISTINCT FROM l.{k}" for k in key)
        same_row = " AND ".join(
            f"a.{quoted(c.name)} IS NOT DISTINCT FROM l.{quoted(c.name)}" for c in sheet.columns
        )
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE live AS SELECT row_id, {columns}, "
            f"{nth.replace('%s', 'row_id')} AS nth FROM {quoted(table)} "
            "WHERE withdrawn_by IS NULL AND sender = ?",
            [self._sending.sender],
        )
        # Of rows that are new nothing is written down: a first list may hold millions.
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE diff_{table} AS "
            f"SELECT a.ord, l.row_id AS old_row, {same_row} AS is_same "
            f"FROM (SELECT ord, {columns}, {nth.replace('%s', 'ord')} AS nth "
            f"FROM stage_{table} WHERE is_valid) a "
            f"JOIN live l ON {same_key} AND a.nth = l.nth"
        )
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE gone_{table} AS SELECT l.row_id FROM live l "
            f"WHERE l.row_id NOT IN (SELECT old_row FROM diff_{table})"
            + (f" AND NOT EXISTS ({_faulty_rows_of_key(sheet)})" if sheet.key else "")
        )
        read, accepted, met, changed, withdrawn = only_row(
            self._connection,
            "SELECT count(*), count(*) FILTER (WHERE is_valid), "
            f"(SELECT count(*) FROM diff_{table}), "
            f"(SELECT count(*) FROM diff_{table} WHERE NOT is_same), "
            f"(SELECT count(*) FROM gone_{table}) FROM stage_{table}",
        )
        return TableCounts(
            read=read,
            accepted=accepted,
            quarantined=read - accepted,
            added=accepted - met,
            changed=changed,
            withdrawn=withdrawn,
        )

    def _guard(self, report: DeliveryReport) -> None:
        if self._sending.is_confirmed:
            return
        refusals = []
        for table, counts in report.tables.items():
            standing = self._one(
                f"SELECT count(*) FROM {quoted(table)} WHERE withdrawn_by IS NULL AND sender = ?",
                [self._sending.sender],
            )
            if counts.withdrawn >= GUARD_ROWS and counts.withdrawn > GUARD_SHARE * standing:
                title = sheet_for_table(table).title
                refusals.append(
                    Text(
                        f"{title}: {counts.withdrawn} av {standing} rader",
                        f"{title}: {counts.withdrawn} of {standing} rows",
                    )
                )
        if refusals:
            sender = self._sending.sender
            raise RefusedDelivery(
                Text(
                    f"Leveransen från {sender} skulle dra tillbaka många rader och har inte tagits "
                    "emot: ",
                    f"The delivery from {sender} would withdraw many rows and has not been "
                    "accepted: ",
                )
                + joined(refusals, "; ")
                + Text(
                    ". Ett blad är avsändarens hela aktuella lista. Stämmer det ändå, bekräfta "
                    "(--confirm-withdrawals); annars skicka hela listan.",
                    ". A sheet is the sender's whole current list. If it is right all the same, "
                    "confirm (--confirm-withdrawals); otherwise send the whole list.",
                )
            )

    def _is_unchanged(
        self,
        report: DeliveryReport,
        quarantine: dict[str, list[tuple[int, str, int, dict[str, str]]]],
    ) -> bool:
        for table, counts in report.tables.items():
            delivered_before = self._one(
                "SELECT count(*) FROM delivered_table WHERE sender = ? AND table_name = ?",
                [self._sending.sender, table],
            )
            if not delivered_before or not counts.is_without_effect:
                return False
            waiting = self._connection.execute(
                "SELECT cells FROM quarantined "
                "WHERE withdrawn_by IS NULL AND sender = ? AND table_name = ?",
                [self._sending.sender, table],
            ).fetchall()
            if sorted(row[0] for row in waiting) != sorted(
                _as_text(cells) for *_, cells in quarantine[table]
            ):
                return False
        return True

    def _record(self, report: DeliveryReport) -> None:
        sending = self._sending
        self._connection.execute(
            "INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                self._number,
                sending.sender,
                sending.received_at,
                sending.format,
                sending.programme_sha256,
                sending.software_version,
                sending.is_confirmed,
                sending.other_programmes,
            ],
        )
        self._connection.executemany(
            "INSERT INTO delivered_file VALUES (?, ?, ?, ?)",
            [[i, self._number, *file] for file, i in self._staging.files.items()],
        )
        self._connection.executemany(
            "INSERT INTO delivered_table VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                [self._number, sending.sender, table, *vars(counts).values()]
                for table, counts in report.tables.items()
            ],
        )

    def _apply(self, sheet: Sheet) -> None:
        table = sheet.table
        self._connection.execute(
            f"UPDATE {quoted(table)} SET withdrawn_by = ? WHERE row_id IN ("
            f"SELECT row_id FROM gone_{table} UNION ALL "
            f"SELECT old_row FROM diff_{table} WHERE NOT is_same)",
            [self._number],
        )
        self._connection.execute(
            f"INSERT INTO {quoted(table)} BY NAME SELECT nextval('row_id') AS row_id, "
            f"? AS sender, ? AS brought_by, NULL AS withdrawn_by, s.file_id, s.sheet, "
            f"s.row_number, {column_list(sheet, 's.')} FROM stage_{table} s "
            f"WHERE s.is_valid AND s.ord NOT IN (SELECT ord FROM diff_{table} WHERE is_same) "
            "ORDER BY s.ord",
            [self._sending.sender, self._number],
        )

    def _keep_quarantine(
        self,
        sheet: Sheet,
        rows: list[tuple[int, str, int, dict[str, str]]],
        report: DeliveryReport,
    ) -> None:
        self._connection.execute(
            "UPDATE quarantined SET withdrawn_by = ? "
            "WHERE withdrawn_by IS NULL AND sender = ? AND table_name = ?",
            [self._number, self._sending.sender, sheet.table],
        )
        sender, table = self._sending.sender, sheet.table
        waiting = [
            (self._number, None, sender, table, file_id, tab, row, _as_text(cells))
            for file_id, tab, row, cells in rows
        ]
        self._insert("quarantined", waiting)
        files = self._staging.files_of(table)
        faults = [
            (
                self._number,
                table,
                files[f.file, f.sheet],
                f.sheet,
                f.row,
                f.column,
                f.value,
                f.code.value,
                f.message.sv,
                f.message.en,
            )
            for f in report.faults
            if (f.file, f.sheet) in files
        ]
        self._insert("fault", faults)

    def _insert(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Many rows at once: through Arrow, since row-wise inserts are slow in DuckDB."""
        if not rows:
            return
        names = [f"c{i}" for i in range(len(rows[0]))]
        batch = pa.table(
            {n: pa.array(values) for n, values in zip(names, zip(*rows, strict=True), strict=True)}
        )
        self._connection.register("new_rows", batch)
        self._connection.execute(f"INSERT INTO {table} SELECT * FROM new_rows")
        self._connection.unregister("new_rows")

    def _still_referred(self, sheets: list[Sheet]) -> list[StillReferred]:
        found = []
        for sheet in sheets:
            if sheet.table not in {"company", "initiative"}:
                continue
            if not self._one(
                f"SELECT count(*) FROM {quoted(sheet.table)} WHERE withdrawn_by = ?",
                [self._number],
            ):
                continue
            key = quoted(sheet.key[0])
            name = quoted("name" if sheet.table == "company" else "title")
            rows = self._connection.execute(
                f"SELECT {key}, {name} FROM {quoted(sheet.table)} WHERE withdrawn_by = $number "
                f"AND {key} NOT IN (SELECT {key} FROM {quoted(sheet.table)} "
                f"WHERE withdrawn_by IS NULL) AND {key} IN ({references_to(sheet.table)}) "
                f"ORDER BY {key}",
                {"number": self._number},
            ).fetchall()
            found += [StillReferred(table=sheet.table, key=shown(k), name=n) for k, n in rows]
        return found

    def _differences(self, sheet: Sheet) -> list[Difference]:
        return find_differences(self._connection, sheet, self._sending.sender)


def _faulty_rows_of_key(sheet: Sheet) -> str:
    """SQL: a row of the same key came with a fault, so the standing row is not gone."""
    same = " AND ".join(f"s.{quoted(k)} IS NOT DISTINCT FROM l.{quoted(k)}" for k in sheet.key)
    return f"SELECT 1 FROM stage_{sheet.table} s WHERE NOT s.is_valid AND {same}"


def _as_text(cells: dict[str, str]) -> str:
    return json.dumps(cells, ensure_ascii=False)
