"""A chain from needs to solutions that can be counted by hand, delivered by one sender.

    LIV-01 livsmedel Campus (07)  2025-01-01 –           ongoing, open 07 08, need B1
        Alfa (Växjö) advice 02-11 · Alfa advice 05-01 · Beta (Kalmar) grant 03-01 ·
        Gamma (Gotland) advice 04-01: reaches 07 08 and, without being open there, 09
        decided 400 000 ERUF + 600 000 Region Kronoberg + 100 000 private in kind
        costs 200 000 + 50 000 − 10 000 (and 5 000 in 2026), paid 150 000
    LIV-02 livsmedel IUC (08)     2025-03-01 – 06-30    still said to run, open 08 09, need B2
        Beta advice 03-11 · a sole trader (Kalmar) advice 04-10 · Alfa contact only
        decided 500 000 ERUF
    TRA-01 tra_skog  IUC          2026-02-01 – 2026-12-31 planned, open 06, an unknown need
    IND-01 industri  Campus       2025-01-15 – 02-15    aborted, open 06, need B3
        decided 70 000 ERUF, which counts nowhere

As of 31 December 2025: SMEs reached 4; needs 4, met 2 (B1 in 60 days, B2 in 28), unmet B3 and B4.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from s3metrics.platform import Platform
from tests import small_world
from tests.recount.orgnr import with_check_digit

TODAY = date(2025, 12, 31)
PERSON = with_check_digit("640823323")
"""A sole trader's number, which nobody may see."""

TABLES = {
    "aktorer": """
        orgnr  | name           | kind     | county | publicly_funded
        Campus | Campus Växjö   | larosate | 07     | ja
        IUC    | IUC Kalmar     | iuc      | 08     | ja
        """,
    "foretag": f"""
        orgnr    | name        | municipality | size
        Alfa     | Alfa AB     | Växjö        | liten
        Beta     | Beta AB     | Kalmar       | mikro
        Gamma    | Gamma AB    | Gotland      | mikro
        {PERSON} | Delta firma | Kalmar       | mikro
        """,
    "insatser": """
        initiative_id | title        | area      | principal | start_date | end_date   | status    | counties | needs
        LIV-01        | Lyftet       | livsmedel | Campus    | 2025-01-01 |            | pagaende  | 07,08    | B1
        LIV-02        | Smaken       | livsmedel | IUC       | 2025-03-01 | 2025-06-30 | pagaende  | 08,09    | B2
        TRA-01        | Trätiden     | tra_skog  | IUC       | 2026-02-01 | 2026-12-31 | planerad  | 06       | B99
        IND-01        | Avbrottet    | industri  | Campus    | 2025-01-15 | 2025-02-15 | avbruten  | 06       | B3
        """,  # noqa: E501
    "deltaganden": f"""
        initiative_id | orgnr    | date       | support
        LIV-01        | Alfa     | 2025-02-11 | radgivning
        LIV-01        | Alfa     | 2025-05-01 | radgivning
        LIV-01        | Beta     | 2025-03-01 | bidrag
        LIV-01        | Gamma    | 2025-04-01 | radgivning
        LIV-02        | Beta     | 2025-03-11 | radgivning
        LIV-02        | {PERSON} | 2025-04-10 | radgivning
        LIV-02        | Alfa     | 2025-04-11 | kontakt
        """,
    "finansiering": """
        initiative_id | funder                | source | form            | budget_sek
        LIV-01        | Tillväxtverket (ERUF) | eruf   | kontant         | 400000
        LIV-01        | Region Kronoberg      | region | kontant         | 600000
        LIV-01        | Deltagande företag    | privat | annat_an_pengar | 100000
        LIV-02        | Tillväxtverket (ERUF) | eruf   | kontant         | 500000
        IND-01        | Tillväxtverket (ERUF) | eruf   | kontant         | 70000
        """,
    "ekonomi": """
        initiative_id | date       | kind        | amount_sek | funder           | cost_category
        LIV-01        | 2025-03-31 | kostnad     | 200000     |                  | Personal
        LIV-01        | 2025-06-30 | kostnad     | 50000      |                  | Personal
        LIV-01        | 2025-09-30 | kostnad     | -10000     |                  | Personal
        LIV-01        | 2026-03-31 | kostnad     | 5000       |                  | Personal
        LIV-01        | 2025-06-30 | inbetalning | 150000     | Region Kronoberg |
        """,
    "behov": """
        need_id | title           | area      | county | date       | raised_by | status
        B1      | Nya smaker      | livsmedel | 07     | 2024-11-02 | foretag   | insats
        B2      | Nya marknader   | livsmedel | 08     | 2025-02-01 | akademi   | insats
        B3      | Nya maskiner    | industri  | 06     | 2025-01-10 | foretag   | identifierat
        B4      | Nya besökare    | besoksnaring | 09  | 2025-10-01 | foretag   | avskrivet
        """,
    "resultat": """
        orgnr | date       | kind              | value | initiative_id
        Alfa  | 2025-06-01 | produktinnovation |       | LIV-01
        Beta  | 2025-03-21 | processinnovation |       | LIV-02
        Alfa  | 2025-03-01 | innovationsgrad   | 2     | LIV-01
        Alfa  | 2025-09-01 | innovationsgrad   | 4     | LIV-01
        Beta  | 2025-03-02 | innovationsgrad   | 3     |
        Beta  | 2025-10-01 | innovationsgrad   | 2     |
        """,
    "losningar": """
        solution_id | title      | area      | step             | date       | receiver
        S1          | Provköket  | livsmedel | ide              | 2025-01-01 |
        S1          | Provköket  | livsmedel | testad           | 2025-03-01 |
        S1          | Provköket  | livsmedel | ordinarie_budget | 2025-07-20 | Region Kronoberg
        S2          | Kameran    | industri  | ide              | 2025-02-01 |
        S2          | Kameran    | industri  | i_drift          | 2026-02-01 | Campus
        """,
}


def build(folder: Path) -> Path:
    """The database, under the default programme file."""
    platform = Platform.open(folder / "s3.duckdb", today=lambda: TODAY)
    report = small_world.deliver(platform, "A", **TABLES)
    assert not [fault for fault in report.faults if not fault.is_warning], report.faults
    return folder / "s3.duckdb"
