"""The SELECTs of the figures' tables, each on the ledger as known at `$as_of`.

Here the places, sizes, principals and funders are settled; the composer only filters and groups.
Each table keeps `row_id`, by which a figure opens to the ledger's row.
"""

from __future__ import annotations

from s3metrics.engine.coding import UNKNOWN_CODE
from s3metrics.ledger.known import known

# How words are compared in `s3metrics.words.fold`, said in SQL.
_FOLD = "regexp_replace(strip_accents(lower(trim({0}))), '[\\s_\\-‐-―\u00a0\u202f]+', '', 'g')"


def folded(cell: str) -> str:
    """SQL for the cell's words as they are compared."""
    return _FOLD.format(cell)


_SHOWN = (
    "CASE WHEN regexp_full_match({0}, 'p[0-9a-f]{{24}}') "
    "THEN 'personnummer·' || substr({0}, 2, 6) "
    "WHEN regexp_full_match({0}, '[0-9]{{10}}') "
    "THEN substr({0}, 1, 6) || '-' || substr({0}, 7) ELSE {0} END"
)

ACTOR = f"""
    SELECT orgnr, name, kind, county, publicly_funded,
           {_FOLD.format("name")} AS folded
    FROM ({known("actor")})
"""

_IS_NUMBER = "regexp_full_match({0}, '[0-9]{{10}}|p[0-9a-f]{{24}}')"

# An actor is named by number or by name; two actors of one name resolve to the lower number, and
# a name that is itself a number names nobody.
NAMED = f"""
    SELECT orgnr AS word, orgnr, name, kind, county, publicly_funded FROM actor
    UNION ALL
    SELECT folded, orgnr, name, kind, county, publicly_funded FROM actor
    WHERE folded <> '' AND NOT {_IS_NUMBER.format("folded")}
    QUALIFY row_number() OVER (PARTITION BY folded ORDER BY orgnr) = 1
"""


def _word(cell: str) -> str:
    """SQL for the word by which `named` is looked up: the number as it is, a name folded."""
    return f"CASE WHEN {_IS_NUMBER.format(cell)} THEN {cell} ELSE {_FOLD.format(cell)} END"


def select_initiatives(confined_to: str | None = None) -> str:
    """The SELECT of the initiatives, all or those whose ids `confined_to` selects."""
    return f"""
    WITH confined AS (
        SELECT * REPLACE (
            list_filter(coalesce(counties, []), lambda c: list_contains($county_codes, c))
                AS counties,
            list_filter(coalesce(other_areas, []), lambda o: o <> area) AS other_areas
        )
        FROM ({known("initiative", confined_to)})
    )
    SELECT i.row_id, i.initiative_id AS initiative, i.title, i.area, i.status, i.start_date,
           i.end_date, i.needs, coalesce(s.is_active, true) AS is_active,
           coalesce(a.orgnr, i.principal) AS principal,
           coalesce(a.kind, 'okand') AS principal_kind, a.county AS principal_county,
           CASE WHEN list_contains($county_codes, a.county) THEN a.county END AS principal_home,
           coalesce(a.publicly_funded, false) AS principal_is_public,
           coalesce(a.publicly_funded, true) AS principal_is_public_or_unknown,
           i.counties, i.other_areas, len(i.counties) >= 2 AS is_declared_across,
           len(i.other_areas) >= 1 AS is_cross_area
    FROM confined i
    LEFT JOIN status s ON s.id = i.status
    LEFT JOIN named a ON a.word = {_word("i.principal")}
"""


# `nth` is the county's place among its initiative's: what is summed over all of them adds once.
INITIATIVE_COUNTY = """
    SELECT initiative, county, row_number() OVER (PARTITION BY initiative ORDER BY county) AS nth
    FROM (
        SELECT initiative,
               unnest(CASE WHEN len(counties) = 0 THEN ['okand'] ELSE counties END) AS county
        FROM initiative
    )
"""


def _funders(table: str) -> str:
    """SELECT of `word`, a funder as the table's rows write it, and the `funder` that it names.

    The programme file's spelling, else the first that occurs; by whichever way the actor was named.
    Words are few and rows many: each is looked up once.
    """
    return f"""
        SELECT r.word, coalesce(p.name, min(r.funder_name) OVER (PARTITION BY r.folded)) AS funder
        FROM (
            SELECT word, funder_name, {_FOLD.format("funder_name")} AS folded FROM (
                SELECT d.word, coalesce(n.name, a.name, {_SHOWN.format("d.word")}) AS funder_name
                FROM (SELECT DISTINCT funder AS word FROM ({known(table)})) d
                LEFT JOIN named a ON a.word = {_word("d.word")}
                LEFT JOIN funder n ON n.word = {_word("d.word")}
            )
        ) r LEFT JOIN funder p ON p.word = r.folded
    """


FUNDING = f"""
    SELECT f.row_id, f.initiative_id AS initiative, i.area, i.is_active AS initiative_is_active,
           f.source, f.form, f.budget_sek, w.funder
    FROM ({known("funding")}) f
    LEFT JOIN initiative i ON i.initiative = f.initiative_id
    LEFT JOIN ({_funders("funding")}) w ON w.word = f.funder
"""

# As with funders: the programme file's category, else the first spelling that occurs.
_CATEGORIES = f"""
    SELECT d.word, coalesce(k.id, min(d.word) OVER (PARTITION BY d.folded)) AS cost_category
    FROM (
        SELECT word, {_FOLD.format("word")} AS folded
        FROM (SELECT DISTINCT cost_category AS word FROM ({known("booking")}))
    ) d LEFT JOIN cost_category k ON k.word = d.folded
"""

BOOKING = f"""
    SELECT b.row_id, b.initiative_id AS initiative, i.area, b.kind, b.date, b.amount_sek,
           w.funder, c.cost_category
    FROM ({known("booking")}) b
    LEFT JOIN initiative i ON i.initiative = b.initiative_id
    LEFT JOIN ({_funders("booking")}) w ON w.word = b.funder
    LEFT JOIN ({_CATEGORIES}) c ON c.word = b.cost_category
"""

# A county's own rows if it has any, else its municipalities'; in the table's latest year.
POPULATION = f"""
    WITH latest AS (
        SELECT * FROM ({known("context")})
        WHERE list_contains($county_codes, county)
            AND (size IS NULL OR size IN ('mikro', 'liten', 'medel'))
        QUALIFY year = max(year) OVER ()
    )
    SELECT row_id, county, municipality, companies, year,
           municipality IS NULL OR NOT bool_or(municipality IS NULL) OVER (PARTITION BY county)
               AS is_county_level
    FROM latest
"""

FIRST_SUPPORT = """
    SELECT company, min(date) FILTER (is_supporting) AS first_date, min(date) AS first_possible
    FROM participation WHERE is_supporting_or_unknown AND is_inside GROUP BY company
"""

# Results count for supported companies; their county is the company's own.
OUTCOME = f"""
    SELECT o.row_id, k.company, o.date, o.kind, o.value,
           coalesce(o.initiative_id, '') AS initiative,
           coalesce(c.municipality::INTEGER // 100, {UNKNOWN_CODE})::UTINYINT AS county,
           coalesce(list_position($sizes, c.size), {UNKNOWN_CODE})::UTINYINT AS size,
           coalesce(c.size IN ('mikro', 'liten', 'medel'), false) AS is_sme,
           coalesce(c.size, 'okand') IN ('mikro', 'liten', 'medel', 'okand') AS is_sme_or_unknown,
           list_contains($counties, coalesce(c.municipality::INTEGER // 100, {UNKNOWN_CODE}))
               AS is_inside,
           coalesce(s.first_date <= o.date, false) AS is_supported,
           coalesce(s.first_possible <= o.date, false) AS is_supported_or_unknown
    FROM ({known("outcome")}) o
    JOIN company_number k ON k.orgnr = o.orgnr
    LEFT JOIN company c ON c.orgnr = o.orgnr
    LEFT JOIN first_support s ON s.company = k.company
"""

NEED = f"""
    WITH answers AS (
        SELECT need, min(start_date) AS first_start
        FROM (SELECT unnest(needs) AS need, start_date FROM initiative WHERE is_active)
        GROUP BY need
    )
    SELECT n.row_id, n.need_id AS need, n.title, n.area, n.date, n.raised_by, n.status,
           CASE WHEN list_contains($county_codes, n.county) THEN n.county END AS county,
           a.need IS NOT NULL AS is_met, a.first_start - n.date AS lead_days
    FROM ({known("need")}) n LEFT JOIN answers a ON a.need = n.need_id
"""

SOLUTION = f"""
    SELECT row_id, solution_id AS solution, title, area, step, date, receiver,
           step IN ('ordinarie_budget', 'i_drift') AS is_adopted, step = 'i_drift' AS is_last_step
    FROM ({known("solution")})
"""
