"""The editions' tables in the ledger's file, made at the first seal. Rows are only ever added."""

from __future__ import annotations

import duckdb

_TABLES = """
CREATE TABLE IF NOT EXISTS ledger.edition (
    number INTEGER NOT NULL, edition TEXT NOT NULL, period TEXT NOT NULL,
    period_start DATE NOT NULL, period_end DATE NOT NULL, programme_start DATE NOT NULL,
    sealed_at TIMESTAMP NOT NULL, as_of INTEGER NOT NULL, programme_sha256 TEXT NOT NULL,
    software_version TEXT NOT NULL, replaces TEXT, reason TEXT, open_items TEXT[] NOT NULL,
    is_sample BOOLEAN NOT NULL, sha256 TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS ledger.edition_rows (
    edition TEXT NOT NULL, table_name TEXT NOT NULL, row_count BIGINT NOT NULL,
    fingerprint HUGEINT NOT NULL
);
CREATE TABLE IF NOT EXISTS ledger.edition_definition (
    edition TEXT NOT NULL, place INTEGER NOT NULL, indicator TEXT NOT NULL,
    version INTEGER NOT NULL, sha256 TEXT NOT NULL, label_sv TEXT NOT NULL,
    label_en TEXT NOT NULL, unit_sv TEXT NOT NULL, unit_en TEXT NOT NULL,
    sentence_sv TEXT NOT NULL, sentence_en TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS ledger.edition_figure (
    edition TEXT NOT NULL, place INTEGER NOT NULL, span TEXT NOT NULL, indicator TEXT NOT NULL,
    breakdown TEXT[] NOT NULL, members TEXT[] NOT NULL, value TEXT, numerator TEXT,
    denominator TEXT, status TEXT NOT NULL, receipt TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS ledger.edition_overlap (
    edition TEXT NOT NULL, place INTEGER NOT NULL, span TEXT NOT NULL, indicator TEXT NOT NULL,
    breakdown TEXT[] NOT NULL, dimension TEXT NOT NULL, members TEXT[] NOT NULL,
    sum_of_parts TEXT NOT NULL, total TEXT NOT NULL, overlap TEXT NOT NULL,
    units_in_parts TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS ledger.filed_value (
    period TEXT NOT NULL, indicator TEXT NOT NULL, span TEXT NOT NULL, value DECIMAL(18, 4),
    explanation TEXT, filed_at TIMESTAMP NOT NULL, load INTEGER NOT NULL, file TEXT NOT NULL,
    file_sha256 TEXT NOT NULL, sheet TEXT NOT NULL, row_number INTEGER NOT NULL
);
"""


def make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Inside the caller's transaction; those that are there stay as they are."""
    connection.execute(_TABLES)
