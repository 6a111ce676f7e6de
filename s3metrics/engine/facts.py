"""The figures' tables: what is known at a delivery, resolved once, so that every figure agrees.

Here the places, sizes, principals and firsts are settled; the composer only filters and groups.
Each table keeps `row_id`, by which a figure opens to the ledger's row.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

import duckdb
import pyarrow as pa

from s3metrics import codes
from s3metrics.engine.calendar import calendar_rows
from s3metrics.ledger.known import known
from s3metrics.ledger.reader import Reader
from s3metrics.programme import Programme
from s3metrics.words import fold

# How words are compared in `s3metrics.words.fold`, said in SQL.
_FOLD = "regexp_replace(strip_accents(lower(trim({0}))), '[\\s_\\-‐-―\u00a0\u202f]+', '', 'g')"
_SHOWN = (
    "CASE WHEN regexp_full_match({0}, 'p[0-9a-f]{{24}}') "
    "THEN 'personnummer·' || substr({0}, 2, 6) "
    "WHEN regexp_full_match({0}, '[0-9]{{10}}') "
    "THEN substr({0}, 1, 6) || '-' || substr({0}, 7) ELSE {0} END"
)

_ACTOR = f"""
    SELECT orgnr, name, kind, county, coalesce(publicly_funded, false) AS is_public,
           {_FOLD.format("name")} AS folded
    FROM ({known("actor")})
"""

# An actor is named by number or by name; two actors of one name resolve to the lower number.
_NAMED = """
    SELECT orgnr AS word, orgnr, name, kind, county, is_public FROM actor
    UNION ALL
    SELECT folded, min(orgnr), min_by(name, orgnr), min_by(kind, orgnr), min_by(county, orgnr),
           min_by(is_public, orgnr)
    FROM actor WHERE folded <> '' GROUP BY folded
"""

_IS_NUMBER = "regexp_full_match({0}, '[0-9]{{10}}|p[0-9a-f]{{24}}')"


def _word(cell: str) -> str:
    """SQL for the word by which `named` is looked up: the number as it is, a name folded."""
    return f"CASE WHEN {_IS_NUMBER.format(cell)} THEN {cell} ELSE {_FOLD.format(cell)} END"


_INITIATIVE = f"""
    WITH confined AS (
        SELECT * REPLACE (
            list_filter(coalesce(counties, []), lambda c: list_contains($counties, c)) AS counties,
            list_filter(coalesce(other_areas, []), lambda o: o <> area) AS other_areas
        )
        FROM ({known("initiative")})
    )
    SELECT i.row_id, i.initiative_id AS initiative, i.title, i.area, i.status, i.start_date,
           i.end_date, i.needs, coalesce(s.is_active, true) AS is_active,
           coalesce(a.orgnr, i.principal) AS principal,
           coalesce(a.kind, 'okand') AS principal_kind, a.county AS principal_county,
           CASE WHEN list_contains($counties, a.county) THEN a.county END AS principal_home,
           coalesce(a.is_public, false) AS principal_is_public,
           i.counties, i.other_areas, len(i.counties) >= 2 AS is_declared_across,
           len(i.other_areas) >= 1 AS is_cross_area
    FROM confined i
    LEFT JOIN status s ON s.id = i.status
    LEFT JOIN named a ON a.word = {_word("i.principal")}
"""

_INITIATIVE_COUNTY = """
    SELECT initiative,
           unnest(CASE WHEN len(counties) = 0 THEN ['okand'] ELSE counties END) AS county
    FROM initiative
"""

_PARTICIPATION = f"""
    WITH joined AS (
        SELECT p.row_id, p.orgnr AS company, p.initiative_id AS initiative, p.date, p.support,
               p.hours, p.value_sek, coalesce(p.municipality, c.municipality) AS municipality,
               m.county, coalesce(c.size, 'okand') AS size, c.founded_year, i.area,
               i.principal_county, i.is_active AS initiative_is_active,
               i.start_date AS initiative_start, i.end_date AS initiative_end,
               coalesce(c.size IN ('mikro', 'liten', 'medel'), false) AS is_sme,
               p.support <> 'kontakt'
                   AND coalesce(p.hours, 0) >= $minimum_hours
                   AND coalesce(p.value_sek, 0) >= $minimum_value_sek AS is_supporting,
               coalesce(list_contains($counties, m.county), false) AS is_inside
        FROM ({known("participation")}) p
        LEFT JOIN company c ON c.orgnr = p.orgnr
        LEFT JOIN municipality m ON m.code = coalesce(p.municipality, c.municipality)
        LEFT JOIN initiative i ON i.initiative = p.initiative_id
    ), ordered AS (
        SELECT *, is_supporting AND is_inside AS is_support,
               row_number() OVER (
                   PARTITION BY company, is_supporting AND is_inside
                   ORDER BY date, initiative, support
               ) = 1 AND is_support AS is_first,
               min(CASE WHEN is_supporting AND is_inside THEN date END)
                   OVER (PARTITION BY company) AS first_date
        FROM joined
    )
    SELECT * EXCLUDE (is_support), NOT is_inside AS is_outside,
           coalesce(principal_county <> county, false) AS is_across_border,
           coalesce(year(first_date) - founded_year <= $new_enterprise_years, false)
               AS is_new_enterprise
    FROM ordered
"""

_FUNDING = f"""
    WITH resolved AS (
        SELECT f.row_id, f.initiative_id AS initiative, i.area,
               i.is_active AS initiative_is_active, f.source, f.form, f.budget_sek,
               coalesce(n.name, a.name, {_SHOWN.format("f.funder")}) AS funder_name
        FROM ({known("funding")}) f
        LEFT JOIN initiative i ON i.initiative = f.initiative_id
        LEFT JOIN named a ON a.word = {_word("f.funder")}
        LEFT JOIN funder n ON n.word = {_word("f.funder")}
    )
    SELECT * EXCLUDE (funder_name),
           min(funder_name) OVER (PARTITION BY {_FOLD.format("funder_name")}) AS funder
    FROM resolved
"""

_BOOKING = f"""
    WITH resolved AS (
        SELECT b.row_id, b.initiative_id AS initiative, i.area, b.kind, b.date, b.amount_sek,
               coalesce(n.name, a.name, {_SHOWN.format("b.funder")}) AS funder_name,
               k.id AS category_id, b.cost_category AS category_word
        FROM ({known("booking")}) b
        LEFT JOIN initiative i ON i.initiative = b.initiative_id
        LEFT JOIN named a ON a.word = {_word("b.funder")}
        LEFT JOIN funder n ON n.word = {_word("b.funder")}
        LEFT JOIN cost_category k ON k.word = {_FOLD.format("b.cost_category")}
    )
    SELECT * EXCLUDE (funder_name, category_id, category_word),
           min(funder_name) OVER (PARTITION BY {_FOLD.format("funder_name")}) AS funder,
           coalesce(category_id, min(category_word) OVER (
               PARTITION BY {_FOLD.format("category_word")})) AS cost_category
    FROM resolved
"""

# A county's own rows if it has any, else its municipalities'; in the table's latest year.
_POPULATION = f"""
    WITH latest AS (
        SELECT * FROM ({known("context")})
        WHERE size IS NULL OR size IN ('mikro', 'liten', 'medel')
        QUALIFY year = max(year) OVER ()
    )
    SELECT row_id, county, municipality, companies, year,
           municipality IS NULL OR NOT bool_or(municipality IS NULL) OVER (PARTITION BY county)
               AS is_county_level
    FROM latest
"""

_FIRST_SUPPORT = """
    SELECT company, min(date) AS first_date FROM participation
    WHERE is_supporting AND is_inside GROUP BY company
"""

# Results count for supported companies; their county is the company's own.
_OUTCOME = f"""
    SELECT o.row_id, o.orgnr AS company, o.date, o.kind, o.value,
           coalesce(o.initiative_id, '') AS initiative, m.county, coalesce(c.size, 'okand') AS size,
           coalesce(c.size IN ('mikro', 'liten', 'medel'), false) AS is_sme,
           coalesce(list_contains($counties, m.county), false) AS is_inside,
           coalesce(s.first_date <= o.date, false) AS is_supported
    FROM ({known("outcome")}) o
    LEFT JOIN company c ON c.orgnr = o.orgnr
    LEFT JOIN municipality m ON m.code = c.municipality
    LEFT JOIN first_support s ON s.company = o.orgnr
"""

_NEED = f"""
    WITH answers AS (
        SELECT need, min(start_date) AS first_start
        FROM (SELECT unnest(needs) AS need, start_date FROM initiative WHERE is_active)
        GROUP BY need
    )
    SELECT n.row_id, n.need_id AS need, n.title, n.area, n.date, n.raised_by, n.status,
           CASE WHEN list_contains($counties, n.county) THEN n.county END AS county,
           a.need IS NOT NULL AS is_met, a.first_start - n.date AS lead_days
    FROM ({known("need")}) n LEFT JOIN answers a ON a.need = n.need_id
"""

_SOLUTION = f"""
    SELECT row_id, solution_id AS solution, title, area, step, date, receiver,
           step IN ('ordinarie_budget', 'i_drift') AS is_adopted, step = 'i_drift' AS is_last_step
    FROM ({known("solution")})
"""

TABLES: tuple[tuple[str, str], ...] = (
    ("actor", _ACTOR),
    ("named", _NAMED),
    ("company", known("company")),
    ("initiative", _INITIATIVE),
    ("initiative_county", _INITIATIVE_COUNTY),
    ("participation", _PARTICIPATION),
    ("funding", _FUNDING),
    ("booking", _BOOKING),
    ("first_support", _FIRST_SUPPORT),
    ("outcome", _OUTCOME),
    ("need", _NEED),
    ("solution", _SOLUTION),
    ("population", _POPULATION),
)


class Facts:
    """The figures' tables per as-of delivery, built at first use and kept with the reader."""

    def __init__(self, reader: Reader, programme: Programme) -> None:
        self._reader = reader
        self._programme = programme
        self._built: set[int] = set()
        self._lock = threading.Lock()

    def schema(self, as_of: int) -> str:
        """The name of the schema that holds the tables as of that delivery."""
        name = f"at_{as_of}"
        with self._lock:
            if as_of not in self._built:
                self._build(name, as_of)
                self._built.add(as_of)
        return name

    def _build(self, name: str, as_of: int) -> None:
        cursor = self._reader.cursor()
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {name}")
        cursor.execute(f"USE memory.{name}")
        for table, rows in _programme_tables(self._programme).items():
            _create(cursor, table, rows)
        parameters = self._parameters(as_of)
        for table, sql in TABLES:
            used = {key: value for key, value in parameters.items() if f"${key}" in sql}
            cursor.execute(f"CREATE OR REPLACE TABLE {table} AS {sql}", used)
        _create(cursor, "calendar", calendar_rows(cursor, self._programme))

    def _parameters(self, as_of: int) -> Mapping[str, object]:
        rules = self._programme.rules
        return {
            "as_of": as_of,
            "counties": list(self._programme.county_ids),
            "minimum_hours": rules.minimum_hours or 0,
            "minimum_value_sek": rules.minimum_value_sek or 0,
            "new_enterprise_years": rules.new_enterprise_years,
        }


def _programme_tables(programme: Programme) -> dict[str, pa.Table]:
    places = codes.MUNICIPALITIES
    categories = {
        word: category.id
        for category in programme.cost_categories
        for word in (fold(category.id), fold(category.name.sv), fold(category.name.en))
    }
    funders = {fold(funder.name): funder.name for funder in programme.funders}
    funders |= {funder.orgnr: funder.name for funder in programme.funders if funder.orgnr}
    return {
        "funder": pa.table(
            {
                "word": pa.array(list(funders), pa.string()),
                "name": pa.array(list(funders.values()), pa.string()),
            }
        ),
        "status": pa.table(
            {
                "id": [status.id for status in programme.statuses],
                "is_active": [status.is_active for status in programme.statuses],
            }
        ),
        "municipality": pa.table(
            {"code": [m.code for m in places], "county": [m.county for m in places]}
        ),
        "cost_category": pa.table(
            {
                "word": pa.array(list(categories), pa.string()),
                "id": pa.array(list(categories.values()), pa.string()),
            }
        ),
    }


def _create(cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    cursor.register("new_rows", rows)
    cursor.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM new_rows")
    cursor.unregister("new_rows")
