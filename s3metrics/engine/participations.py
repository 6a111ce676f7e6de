"""The participations as figures need them: placed, sized, attributed, with what was first.

The largest table, so its dimensions are numbers (see `coding`), and it is kept in the ledger's
file with the deliveries between which each row held: as of any delivery is a filter.
"""

from __future__ import annotations

from typing import Any

from s3metrics.engine.coding import UNKNOWN_CODE, Coding
from s3metrics.ledger.known import known

# Numbers of the support and size lists that rules name.
_CONTACT = "kontakt"
_SME_SIZES = ("mikro", "liten", "medel")

COLUMNS = (
    "row_id",
    "company",
    "initiative",
    "date",
    "support",
    "hours",
    "value_sek",
    "municipality",
    "county",
    "size",
    "area",
    "company_initiative",
    "is_supporting",
    "is_supporting_or_unknown",
    "is_inside",
    "is_outside",
    "is_sme",
    "is_sme_or_unknown",
    "is_first",
    "is_new_enterprise",
    "is_across_border",
    "has_founded_year",
    "has_principal_county",
    "seat_municipality",
    "seat_county",
    "is_seat_inside",
    "is_seat_outside",
    "initiative_is_active",
    "initiative_start",
    "initiative_end",
)


def select_participations(
    *,
    companies: str,
    initiatives: str,
    company_numbers: str,
    initiative_numbers: str,
    rows: str | None = None,
) -> str:
    """The SELECT of `COLUMNS`, as known at `$as_of`.

    `companies` and `initiatives` name relations of what is known then; the `…_numbers` relations
    give each key its number, and what has none is left out; `rows` is a SELECT of the ledger's
    participations known then, all of their companies', where not all are wanted.
    """
    return f"""
    WITH placed AS (
        SELECT p.row_id, kc.company, ki.initiative, p.initiative_id, p.date, p.support AS kind,
               p.hours, p.value_sek, c.founded_year,
               coalesce(coalesce(p.municipality, c.municipality)::INTEGER, {UNKNOWN_CODE})
                   AS municipality,
               coalesce(c.municipality::INTEGER, {UNKNOWN_CODE}) AS seat_municipality,
               coalesce(c.size, 'okand') AS size_word, i.area AS area_word, i.principal_county,
               i.is_active, i.start_date, i.end_date
        FROM ({rows or known("participation")}) p
        JOIN {company_numbers} kc ON kc.orgnr = p.orgnr
        JOIN {initiative_numbers} ki ON ki.initiative_id = p.initiative_id
        LEFT JOIN {companies} c ON c.orgnr = p.orgnr
        LEFT JOIN {initiatives} i ON i.initiative = p.initiative_id
    ), judged AS (
        SELECT *, municipality // 100 AS county, seat_municipality // 100 AS seat_county,
               kind <> '{_CONTACT}' AND coalesce(hours, 0) >= $minimum_hours
                   AND coalesce(value_sek, 0) >= $minimum_value_sek AS is_supporting,
               kind <> '{_CONTACT}' AND coalesce(hours, $minimum_hours) >= $minimum_hours
                   AND coalesce(value_sek, $minimum_value_sek) >= $minimum_value_sek
                   AS is_supporting_or_unknown,
               list_contains($counties, municipality // 100) AS is_inside,
               list_contains($counties, seat_municipality // 100) AS is_seat_inside,
               size_word IN {_SME_SIZES} AS is_sme
        FROM placed
    ), ordered AS (
        SELECT *, is_supporting AND is_inside AS is_support,
               row_number() OVER (
                   PARTITION BY company, is_supporting AND is_inside
                   ORDER BY date, initiative_id, kind
               ) AS nth,
               min(CASE WHEN is_supporting AND is_inside THEN date END)
                   OVER (PARTITION BY company) AS first_date
        FROM judged
    )
    SELECT row_id, company, initiative, date,
           coalesce(list_position($supports, kind), {UNKNOWN_CODE})::UTINYINT AS support,
           hours, value_sek, municipality::USMALLINT AS municipality, county::UTINYINT AS county,
           coalesce(list_position($sizes, size_word), {UNKNOWN_CODE})::UTINYINT AS size,
           coalesce(list_position($areas, area_word), {UNKNOWN_CODE})::UTINYINT AS area,
           company::BIGINT * 4294967296 + initiative AS company_initiative,
           is_supporting, is_supporting_or_unknown, is_inside, NOT is_inside AS is_outside, is_sme,
           is_sme OR size_word = 'okand' AS is_sme_or_unknown,
           is_support AND nth = 1 AS is_first,
           coalesce(year(first_date) - founded_year <= $new_enterprise_years, false)
               AS is_new_enterprise,
           coalesce(principal_county::INTEGER <> county, false) AS is_across_border,
           founded_year IS NOT NULL AS has_founded_year,
           principal_county IS NOT NULL AS has_principal_county,
           seat_municipality::USMALLINT AS seat_municipality,
           seat_county::UTINYINT AS seat_county, is_seat_inside,
           NOT is_seat_inside AS is_seat_outside,
           coalesce(is_active, true) AS initiative_is_active,
           start_date AS initiative_start, end_date AS initiative_end
    FROM ordered
    """


def parameters(coding: Coding, as_of: int) -> dict[str, Any]:
    """The values that `select_participations` binds."""
    rules = coding.programme.rules
    return {
        "as_of": as_of,
        "counties": [int(county) for county in coding.programme.county_ids],
        "minimum_hours": rules.minimum_hours or 0,
        "minimum_value_sek": rules.minimum_value_sek or 0,
        "new_enterprise_years": rules.new_enterprise_years,
        "supports": list(coding.lists["support"]),
        "sizes": list(coding.lists["size"]),
        "areas": list(coding.lists["area"]),
    }
