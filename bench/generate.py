"""Fills a ledger with a generated programme of any size: four deliveries with corrections.

    delivery 1   everything
    delivery 2   1 % of the participations changed
    delivery 3   1 % of the companies and 0.2 % of the initiatives changed
    delivery 4   0.5 % of the participations taken back, as many late ones added

The rows go into the ledger's tables by SQL: 20 million would take hours as files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import duckdb

import s3metrics
from bench import draw
from bench.draw import DAYS, FIRST_DAY, Counts
from s3metrics.engine.coding import Coding
from s3metrics.engine.facts import basis
from s3metrics.engine.kept import keep
from s3metrics.ledger import publishing, schema
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.ledger import check_counts, data_version
from s3metrics.ledger.places import Places
from s3metrics.platform import load_programme
from s3metrics.programme import Programme
from s3metrics.sheets import sheet_for_table

SENDER = "hela programmet"
LAST_DELIVERY = 4
MEMORY_LIMIT = "4GB"
THREADS = 2

_DAY_ZERO = f"DATE '{FIRST_DAY}'"


def rebuild_kept_facts(connection: duckdb.DuckDBPyConnection, programme: Programme) -> None:
    """Brings what the engine keeps in the ledger's file up to the bulk-loaded deliveries.

    The one place where the bench calls what a delivery would have called.
    """
    keep(connection, Coding(programme))


def cached(scale: float, folder: Path | None = None) -> Places:
    """The generated ledger of that scale, made if the cache lacks it or the code has changed."""
    root = (folder or bench_folder()) / f"{scale:g}x-{_fingerprint(_generator_files())}"
    raw = Places(root / "rows" / "s3.duckdb")
    if not (root / "rows" / "done").exists():
        shutil.rmtree(root / "rows", ignore_errors=True)
        _fill(raw, scale)
        (root / "rows" / "done").touch()
    name = f"engine-{_fingerprint(_engine_files())}-{basis(Coding(load_programme()))[:12]}"
    ready = Places(root / name / "s3.duckdb")
    if not (root / name / "done").exists():
        for old in root.glob("engine-*"):
            shutil.rmtree(old)
        ready.database.parent.mkdir(parents=True)
        for source, target in ((raw.database, ready.database), (raw.secret, ready.secret)):
            shutil.copyfile(source, target)
        _make_ready(ready)
        (root / name / "done").touch()
    return ready


def generate(path: Path, scale: float) -> Places:
    """A ledger at `path`, which must not exist, with the programme in it, kept and published."""
    places = Places(path)
    _fill(places, scale)
    _make_ready(places)
    return places


def bench_folder() -> Path:
    """Where generated ledgers are kept: `S3METRICS_BENCH_DIR`, else a temporary folder."""
    given = os.environ.get("S3METRICS_BENCH_DIR")
    return Path(given) if given else Path(tempfile.gettempdir()) / "s3metrics-bench"


def connect(places: Places) -> duckdb.DuckDBPyConnection:
    """The ledger attached to write, within the bench's limits."""
    connection = duckdb.connect(":memory:")
    connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    connection.execute(f"SET threads = {THREADS}")
    scratch = schema.quoted_text(str(places.database.with_suffix(".scratch")))
    connection.execute(f"SET temp_directory = {scratch}")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"ATTACH {schema.quoted_text(str(places.database))} AS ledger")
    connection.execute("USE ledger")
    return connection


def _fill(places: Places, scale: float) -> None:
    """The ledger's own tables; nothing that is derived."""
    places.database.parent.mkdir(parents=True, exist_ok=True)
    programme = load_programme()
    identity = Identity.open(places.secret)
    identity.save(places.secret)
    connection = connect(places)
    try:
        schema.create(connection, fingerprint=identity.fingerprint)
        _Filling(connection, programme, Counts(scale)).run()
        check_counts(connection)
        connection.execute("CHECKPOINT ledger")
    finally:
        connection.close()


def _make_ready(places: Places) -> None:
    connection = connect(places)
    try:
        connection.execute("BEGIN")
        rebuild_kept_facts(connection, load_programme())
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT ledger")
        version = data_version(connection)
    finally:
        connection.close()
    publishing.publish(places, version)


class _Filling:
    def __init__(
        self, connection: duckdb.DuckDBPyConnection, programme: Programme, counts: Counts
    ) -> None:
        self._connection = connection
        self._programme = programme
        self._counts = counts
        self._next_row = 1

    def run(self) -> None:
        for statement in draw.macros(self._programme, self._counts):
            self._connection.execute(statement)
        self._find_doubled()
        deliveries: tuple[Mapping[str, Callable[[], None]], ...] = (
            {
                "actor": self._actors,
                "company": self._companies,
                "initiative": self._initiatives,
                "participation": self._participations,
                "funding": self._fundings,
                "booking": self._bookings,
            },
            {"participation": self._changed_participations},
            {"company": self._changed_companies, "initiative": self._changed_initiatives},
            {"participation": self._late_participations},
        )
        for number, tables in enumerate(deliveries, start=1):
            for insert in tables.values():
                insert()
            self._record(number, tuple(tables))
        self._connection.execute("DROP SEQUENCE row_id")
        self._connection.execute(f"CREATE SEQUENCE row_id START {self._next_row}")
        self._connection.execute(
            f"UPDATE meta SET value = '{LAST_DELIVERY}' WHERE key = 'data_version'"
        )

    def _insert(
        self, table: str, rows: int, cells: str, source: str, *, delivery: int, gone: str = "NULL"
    ) -> None:
        """Rows from `source`, which has their number from 0 as `i`; at most `rows` of them."""
        title = schema.quoted_text(sheet_for_table(table).title)
        self._connection.execute(
            f"INSERT INTO {schema.quoted(table)} BY NAME SELECT {self._next_row} + i AS row_id, "
            f"'{SENDER}' AS sender, {delivery} AS brought_by, {gone} AS withdrawn_by, "
            f"{delivery} AS file_id, {title} AS sheet, (i + 2)::INTEGER AS row_number, "
            f"{cells} FROM {source}"
        )
        self._next_row += rows

    def _actors(self) -> None:
        counties = [*self._programme.county_ids, "01"]
        codes = ", ".join(f"'{county}'" for county in counties)
        kinds = "['region', 'kommun', 'larosate', 'science_park', 'iuc', 'kluster']"
        self._insert(
            "actor",
            self._counts.actors,
            f"actor_orgnr(i) AS orgnr, 'Aktör ' || i AS name, {kinds}[1 + i % 6] AS kind, "
            f"[{codes}][1 + i % {len(counties)}] AS county, u(i, 40) < 0.6 AS publicly_funded",
            f"range({self._counts.actors}) r(i)",
            delivery=1,
        )

    def _companies(self) -> None:
        self._insert(
            "company",
            self._counts.companies,
            "company_orgnr(i) AS orgnr, 'Företag ' || i AS name, company_town(i) AS municipality, "
            "company_size(i, 3) AS size, NULL AS sni, founded(i) AS founded_year, "
            "NULL AS group_orgnr",
            f"range({self._counts.companies}) r(i)",
            delivery=1,
            gone="CASE WHEN u(i, 6) < 0.01 THEN 3 END",
        )

    def _changed_companies(self) -> None:
        self._insert(
            "company",
            self._counts.companies,
            "orgnr, name, town(floor(u(i, 8) * 4)::INTEGER, u(i, 9)) AS municipality, "
            "company_size(i, 7) AS size, sni, founded_year, group_orgnr",
            "(SELECT *, row_number - 2 AS i FROM company WHERE withdrawn_by = 3) old",
            delivery=3,
        )

    def _initiatives(self) -> None:
        areas = ", ".join(f"'{area}'" for area in self._programme.area_ids)
        number = len(self._programme.area_ids)
        counties = ", ".join(f"'{county}'" for county in self._programme.county_ids)
        self._insert(
            "initiative",
            self._counts.initiatives,
            "initiative_id(i) AS initiative_id, 'Insats ' || i AS title, area(i) AS area, "
            f"CASE WHEN u(i, 14) < 0.15 THEN [[{areas}][1 + floor(u(i, 15) * {number})::INTEGER]] "
            f"END AS other_areas, actor_orgnr(floor(u(i, 16) * {self._counts.actors})::INTEGER) "
            f"AS principal, {_DAY_ZERO} + start_day(i) AS start_date, "
            f"CASE WHEN u(i, 17) > 0.1 THEN {_DAY_ZERO} + end_day(i) END AS end_date, "
            "CASE WHEN u(i, 18) < 0.04 THEN 'avbruten' "
            f"WHEN u(i, 17) > 0.1 AND end_day(i) < {DAYS} THEN 'avslutad' "
            "ELSE 'pagaende' END AS status, 'utvecklingsprogram' AS kind, "
            f"CASE WHEN is_local(i) THEN [[{counties}][1 + initiative_county(i)]] "
            f"WHEN u(i, 19) > 0.1 THEN [{counties}] END AS counties, NULL AS needs",
            f"range({self._counts.initiatives}) r(i)",
            delivery=1,
            gone="CASE WHEN u(i, 41) < 0.002 THEN 3 END",
        )

    def _changed_initiatives(self) -> None:
        self._insert(
            "initiative",
            self._counts.initiatives,
            "initiative_id, title, area(i + 1000003) AS area, other_areas, principal, start_date, "
            "end_date, status, kind, counties, needs",
            "(SELECT *, row_number - 2 AS i FROM initiative WHERE withdrawn_by = 3) old",
            delivery=3,
        )

    def _find_doubled(self) -> None:
        """Rows whose key an earlier row has: they are left out, a list holds a key once."""
        rows = self._counts.participations + self._counts.late
        key = "((company(i, j)::BIGINT << 31) | (j::BIGINT << 12) | (day(i) << 2) | support(i))"
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE drawn AS SELECT i, {key} AS key "
            f"FROM (SELECT i, initiative(i) AS j FROM range({rows}) r(i))"
        )
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE doubled AS SELECT i FROM drawn JOIN ("
            "SELECT key, min(i) AS first FROM drawn GROUP BY key HAVING count(*) > 1) USING (key) "
            "WHERE i > first"
        )
        self._connection.execute("DROP TABLE temp.drawn")

    def _participations(self) -> None:
        self._insert_participations(0, self._counts.participations, 1, "withdrawn_by(i)")

    def _late_participations(self) -> None:
        first = self._counts.participations
        self._insert_participations(first, first + self._counts.late, 4, "NULL")

    def _insert_participations(self, first: int, end: int, delivery: int, gone: str) -> None:
        self._insert(
            "participation",
            end,
            f"initiative_id(j) AS initiative_id, company_orgnr(c) AS orgnr, {_DAY_ZERO} + day(i) "
            "AS date, support_word(s) AS support, hours(i) AS hours, value_sek(i, s) AS value_sek, "
            "own_town(i, c, j) AS municipality",
            "(SELECT *, company(i, j) AS c FROM (SELECT i, initiative(i) AS j, support(i) AS s "
            f"FROM range({first}, {end}) r(i) WHERE i NOT IN (FROM temp.doubled)))",
            delivery=delivery,
            gone=gone,
        )

    def _changed_participations(self) -> None:
        self._insert(
            "participation",
            self._counts.participations,
            "initiative_id, orgnr, date, support, coalesce(hours, 0) + 1 AS hours, value_sek, "
            "CASE WHEN u(i, 33) < 0.5 THEN municipality "
            "ELSE town(floor(u(i, 34) * 4)::INTEGER, u(i, 35)) END AS municipality",
            "(SELECT *, row_number - 2 AS i FROM participation WHERE withdrawn_by = 2) old",
            delivery=2,
        )

    def _fundings(self) -> None:
        """Of three kinds for every initiative."""
        self._insert(
            "funding",
            self._counts.fundings,
            "initiative_id(i // 3) AS initiative_id, "
            f"{self._funders} AS funder, ['eruf', 'region', 'privat'][1 + i % 3] AS source, "
            "['kontant', 'kontant', 'annat_an_pengar'][1 + i % 3] AS form, "
            "round(50000 + 950000 * u(i, 50)) AS budget_sek",
            f"range({self._counts.fundings}) r(i)",
            delivery=1,
        )

    def _bookings(self) -> None:
        """Five costs and a payment for every initiative."""
        categories = ", ".join(f"'{c.id}'" for c in self._programme.cost_categories)
        number = len(self._programme.cost_categories)
        self._insert(
            "booking",
            self._counts.bookings,
            f"initiative_id(i // 6) AS initiative_id, {_DAY_ZERO} + least({DAYS - 1}, "
            "start_day(i // 6) + floor(u(i, 51) * 300)::INTEGER) AS date, "
            "CASE WHEN i % 6 = 0 THEN 'inbetalning' ELSE 'kostnad' END AS kind, "
            "round(1000 + 80000 * u(i, 52)) AS amount_sek, "
            f"CASE WHEN i % 6 = 0 THEN {self._funders} END AS funder, "
            f"CASE WHEN i % 6 > 0 THEN [{categories}][1 + i % {number}] END AS cost_category",
            f"range({self._counts.bookings}) r(i)",
            delivery=1,
        )

    @property
    def _funders(self) -> str:
        names = ", ".join(schema.quoted_text(f.name) for f in self._programme.funders)
        return f"[{names}][1 + i % {len(self._programme.funders)}]"

    def _record(self, number: int, tables: tuple[str, ...]) -> None:
        """What the delivery says of itself, counted from the rows that it wrote."""
        run = self._connection.execute
        run(
            "INSERT INTO delivery VALUES (?, ?, ?, 's3', ?, ?, true, 0)",
            [
                number,
                SENDER,
                datetime(2026, 12, number),
                self._programme.sha256,
                s3metrics.__version__,
            ],
        )
        run("INSERT INTO delivered_file VALUES (?, ?, ?, ?)", [number, number, "bench", "0" * 64])
        for table in tables:
            # A changed row withdraws one of the same key, so what came beyond those is new.
            came, went, standing = schema.only_row(
                self._connection,
                f"SELECT count(*) FILTER (brought_by = {number}), "
                f"count(*) FILTER (withdrawn_by = {number}), count(*) FILTER ("
                f"brought_by <= {number} AND coalesce(withdrawn_by > {number}, true)) "
                f"FROM {schema.quoted(table)}",
            )
            changed = 0 if number == LAST_DELIVERY else went
            counts = [standing, standing, 0, came - changed, changed, went - changed]
            run(
                "INSERT INTO delivered_table VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [number, SENDER, table, *counts],
            )


def _generator_files() -> list[Path]:
    package = Path(s3metrics.__file__).parent
    return [
        Path(__file__),
        Path(draw.__file__),
        package / "ledger" / "schema.py",
        package / "sheets" / "catalogue.py",
    ]


def _engine_files() -> list[Path]:
    package = Path(s3metrics.__file__).parent
    kept = (package / "engine" / name for name in ("kept.py", "kept_summaries.py"))
    ledger = (package / "ledger" / name for name in ("known.py", "publishing.py", "schema.py"))
    return [*kept, *ledger]


def _fingerprint(files: list[Path]) -> str:
    """Of the files' content, and of DuckDB's version: its hash may change with it."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    digest.update(load_programme().sha256.encode())
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
