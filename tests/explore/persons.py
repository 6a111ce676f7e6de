"""A world full of what nobody may see outside the ledger, and the search for it in files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from s3metrics.ledger.reader import open_newest
from s3metrics.platform import Platform
from s3metrics.sheets import SHEETS, Kind
from tests import small_world
from tests.recount.orgnr import with_check_digit
from tests.reports import world

PERSON = world.PERSON
OTHER = with_check_digit("550101001")
THIRD = with_check_digit("710202002")
SENSITIVE = "Varslar om konkurs i mars"
OPEN_NOTE = "Vill bli kontaktad efter semestern"
EVIDENCE = "Samtal med Kaj Munk den 3 maj"
WAITING = "Kiosken vid torget"
ADDRESSES = ("alfa@alfa.example", "kim.berg@firma.example", "beta@beta.example")

COMPANIES = f"""
orgnr    | name                            | municipality | size  | Koncern  | contact_email     | note          | Känslig
Alfa     | Alfa                            | Växjö        | liten | {OTHER}  | {ADDRESSES[0]}    | {SENSITIVE}   | ja
Beta     | Beta kim.berg@firma.example     | Kalmar       | mikro |          | {ADDRESSES[2]}    | {OPEN_NOTE}   | nej
{PERSON} | Ek firma                        | Gotland      | mikro |          |                   |               |
{OTHER}  | Al firma                        | Kalmar       | mikro |          |                   |               |
{WAITING}| {WAITING}                       | Kalmar       | mikro |          |                   |               |
"""  # noqa: E501
INITIATIVES = f"""
initiative_id | title                        | area      | principal | start_date | status   | counties | needs
I1            | Stöd till {THIRD}            | tra_skog  | Campus    | 2024-05-01 | pagaende | 07,08    | B1
I2            | Fråga kim.berg@firma.example | livsmedel | {PERSON}  | 2024-05-01 | pagaende | 08       |
"""  # noqa: E501
FUNDING = f"""
initiative_id | funder           | source | form    | budget_sek
I1            | Region Kronoberg | region | kontant | 300000
I2            | {THIRD}          | privat | kontant | 100000
I2            | {OTHER}          | privat | kontant | 7000
"""
OUTCOMES = f"""
orgnr | date       | kind             | value | evidence
Alfa  | 2025-08-01 | arbetstillfallen | 1,5   | {EVIDENCE}
"""


def platform(folder: Path) -> Platform:
    """The world, with persons as companies, principal, funders and group, and notes on them."""
    return world.small_platform(
        folder,
        of=small_world.programme(),
        foretag=COMPANIES,
        insatser=INITIATIVES,
        finansiering=FUNDING,
        resultat=OUTCOMES,
    )


def needles(of: Platform) -> dict[str, re.Pattern[bytes]]:
    """What to look for → as it would stand in a file."""
    words = [SENSITIVE, OPEN_NOTE, EVIDENCE, WAITING, *ADDRESSES]
    for number in (PERSON, OTHER, THIRD):
        digits = number.replace("-", "")
        words += [digits, f"{digits[:6]}-{digits[6:]}"]
    words += [word for key in _keys(of) for word in (key, key[1:], key[1:7])]
    secret = of.places.secret.read_text()
    reader = open_newest(of.places)
    fingerprint = reader.cursor().execute(
        "SELECT value FROM ledger.meta WHERE key = 'secret_fingerprint'"
    )
    words += [secret, fingerprint.fetchall()[0][0]]
    patterns = {word: re.compile(re.escape(word.encode())) for word in words}
    return {**patterns, "any key": re.compile(rb"p[0-9a-f]{24}|personnummer\xc2\xb7[0-9a-f]")}


def _keys(of: Platform) -> list[str]:
    """The keys of all persons in the ledger; there are three of them."""
    cursor = open_newest(of.places).cursor()
    found = set()
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind in {Kind.ORGNR, Kind.ORGNR_OR_NAME}:
                values = cursor.execute(f"SELECT {column.name} FROM ledger.{sheet.table}")
                found |= {v for (v,) in values.fetchall() if v and re.fullmatch("p[0-9a-f]{24}", v)}
    assert len(found) == 3
    return sorted(found)


def given_away(paths: Iterable[Path], of: Platform) -> list[str]:
    """Which file holds what it must not: in its bytes, or in a value that is stored packed."""
    looked_for = needles(of)
    return [
        f"{path.name}: {name}"
        for path in paths
        for content in (path.read_bytes(), *_values(path))
        for name, pattern in looked_for.items()
        if pattern.search(content)
    ]


def _values(path: Path) -> Iterator[bytes]:
    """Every value of a DuckDB or Parquet file, as text."""
    if path.suffix == ".parquet":
        yield _dump(duckdb.connect(), f"FROM '{path}'")
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute(
                "SELECT schema_name, table_name FROM duckdb_tables() UNION ALL "
                "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal"
            ).fetchall()
            assert tables
            for schema, table in tables:
                yield _dump(connection, f'FROM "{schema}"."{table}"')


def _dump(connection: duckdb.DuckDBPyConnection, query: str) -> bytes:
    return repr(connection.execute(query).fetchall()).encode()
