"""A small programme with something of everything that a report tells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from s3metrics.platform import Platform
from s3metrics.programme import Programme, Target
from tests import small_world
from tests.recount.orgnr import ORGNR

PERSON = "640823-3234"
PERIOD, START, END = "P3", date(2025, 4, 1), date(2025, 9, 30)
AFTER = date(2025, 10, 10)
"""A day after the period's end: what comes then covers it."""
COMPANIES = f"""
orgnr    | name | municipality | size  | founded_year | contact_email     | note     | Känslig
Alfa     | Alfa | Växjö        | liten | 2023         | alfa@alfa.example | Hemligt  | ja
Beta     | Beta | Kalmar       | mikro | 2010         | beta@beta.example | Öppet    | nej
{PERSON} | Ek   | Gotland      | mikro | 2024         |                   |          |
"""
INITIATIVES = """
initiative_id | title | area      | principal | start_date | status   | counties | needs
I1            | Ett   | tra_skog  | Campus    | 2024-05-01 | pagaende | 07,08    | B1
I2            | Två   | livsmedel | IUC       | 2024-05-01 | pagaende | 08       |
"""
PARTICIPATIONS = f"""
initiative_id | orgnr    | date       | support    | hours | value_sek
I1            | Alfa     | 2025-02-10 | radgivning | 4     | 8000
I1            | Alfa     | 2025-05-05 | radgivning | 6     | 12000
I2            | Beta     | 2025-06-01 | bidrag     |       | 50000
I2            | {PERSON} | 2025-07-01 | radgivning | 2,5   | 2500
I1            | Beta     | 2025-07-02 | kontakt    |       |
"""
CERTIFICATES = f"""
initiative_id | orgnr    | Intyg      | Beslut     | Annat stöd SEK
I1            | Alfa     | 2025-01-10 | 2025-02-01 | 0
I2            | Beta     | 2025-05-20 | 2025-05-25 | 40000
I2            | {PERSON} | 2025-06-10 | 2025-06-15 |
"""
FUNDING = """
initiative_id | funder                | source | form            | budget_sek
I1            | Region Kronoberg      | region | kontant         | 300000
I1            | Tillväxtverket (ERUF) | eruf   | kontant         | 200000
I2            | Region Kalmar län     | region | kontant         | 100000
I2            | Bolaget               | privat | annat_an_pengar | 50000
"""
BOOKINGS = """
Insats-id | date       | kind        | Belopp SEK | funder                | Kostnadsslag | form
I1        | 2025-03-01 | kostnad     | 1000,50    |                       | Personal     |
I1        | 2025-05-01 | kostnad     | 2000,25    |                       | Personal     |
I1        | 2025-06-01 | kostnad     | -100       |                       | resor_logi   |
I1        | 2025-03-10 | inbetalning | 800        | Region Kronoberg      |              |
I1        | 2025-06-10 | inbetalning | 900        | Region Kronoberg      |              |
I1        | 2025-06-11 | inbetalning | 700,75     | Tillväxtverket (ERUF) |              |
I2        | 2025-07-01 | inbetalning | 300        | Bolaget               |              |
I2        | 2025-07-02 | inbetalning | 40         | Bolaget               |              | kontant
"""
TABLES = {
    "aktorer": small_world.ACTORS + "Bolaget | Bolaget | foretag | 08 | nej\n",
    "foretag": COMPANIES,
    "insatser": INITIATIVES,
    "deltaganden": PARTICIPATIONS,
    "stodintyg": CERTIFICATES,
    "finansiering": FUNDING,
    "ekonomi": BOOKINGS,
    "behov": """
need_id | title | area     | county | date       | status
B1      | Behov | tra_skog | 07     | 2024-04-20 | insats
""",
    "resultat": """
orgnr | date       | kind            | value
Alfa  | 2025-08-01 | arbetstillfallen | 1,5
""",
    "losningar": """
solution_id | title | area     | step     | date
L1          | Lösning | tra_skog | i_drift | 2025-08-01
""",
    "bakgrund": """
county | year | companies | source
06     | 2024 | 30        | Prov
07     | 2024 | 20        | Prov
08     | 2024 | 20        | Prov
09     | 2024 | 10        | Prov
""",
}


def programme(**changes: Any) -> Programme:
    """The default programme with a decision of its own, and with the changes."""
    default = small_world.DEFAULT
    decided = {
        "sha256": "0" * 64,
        "targets": (
            Target(
                indicator="smes_reached",
                date=date(2029, 3, 29),
                value=Decimal(1000),
                source="Prov",
            ),
        ),
        "decision_indicators": (
            "enterprises_supported",
            "jobs_created",
            "private_investment",
            "smes_reached",
            "cross_county_share",
            "solutions_adopted",
        ),
        "cost_categories": tuple(
            one.model_copy(update={"budget_sek": 400_000 if one.id == "personal" else None})
            for one in default.cost_categories
        ),
    }
    return small_world.programme(**{**decided, **changes})


def small_platform(
    folder: Path, *, of: Programme | None = None, without: tuple[str, ...] = (), **tables: str
) -> Platform:
    """The world delivered after the period's end; tables can be replaced or left out."""
    platform = small_world.open_platform(folder, of or programme())
    delivered = {**TABLES, **tables}
    chosen = {name: text for name, text in delivered.items() if name not in without}
    small_world.deliver(platform, on=AFTER, **chosen)
    return platform


__all__ = ["ORGNR"]
