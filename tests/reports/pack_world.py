"""A programme with companies in every county, for the steering group's pack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from s3metrics.platform import Platform
from s3metrics.programme import Programme
from tests import small_world
from tests.recount.orgnr import with_check_digit

TODAY = date(2026, 2, 10)
MARKUP = "#set text(red) *fet* $x$ ] 漢字 & <b>"
"""A funder whose name would be Typst's or XML's, and has letters that the fonts lack."""
_SEATS = ("Jönköping", "Växjö", "Kalmar", "Gotland")
_COUNTIES = ("06", "07", "08", "09")
_SIZES = ("mikro", "liten", "medel")
ACTORS = small_world.ACTORS
FUNDING = f"""
initiative_id | funder                | source | form            | budget_sek
I1            | Tillväxtverket (ERUF) | eruf   | kontant         | 400000
I1            | Region Kronoberg      | region | kontant         | 500000
I2            | Region Kalmar län     | region | annat_an_pengar | 60000
I2            | Bolaget AB            | privat | annat_an_pengar | 70000,50
I3            | {MARKUP}              | privat | kontant         | 8000
I3            | Fonden                | ovrig  | kontant         | 900
"""
BOOKINGS = """
initiative_id | date       | kind        | amount_sek | funder                | cost_category
I1            | 2024-11-01 | kostnad     | 100000,75  |                       | Personal
I2            | 2025-06-01 | kostnad     | 200000     |                       | Resor och logi
I1            | 2025-05-01 | inbetalning | 150000     | Tillväxtverket (ERUF) |
I1            | 2025-06-10 | inbetalning | 30000      | Region Kronoberg      |
"""
CONTEXT = """
county | year | companies | source
06     | 2024 | 1000      | Uppdiktat
07     | 2024 | 800       | Uppdiktat
08     | 2024 | 700       | Uppdiktat
09     | 2024 | 300       | Uppdiktat
"""


def company(number: int) -> str:
    """The organisation number of a made-up company."""
    return with_check_digit(f"5599{number:05}")


def tables(companies: int = 40, *, is_late: bool = False) -> dict[str, str]:
    """The lists; the late ones have one more participation and one company in another size."""
    return {
        "aktorer": ACTORS,
        "foretag": "\n".join(_companies(companies, is_late=is_late)),
        "insatser": _INITIATIVES,
        "deltaganden": "\n".join(_participations(companies, is_late=is_late)),
        "finansiering": FUNDING,
        "ekonomi": BOOKINGS,
        "bakgrund": CONTEXT,
    }


_INITIATIVES = """
initiative_id | title | area      | principal | start_date | status   | counties    | other_areas
I1            | Ett   | tra_skog  | Campus    | 2024-05-01 | pagaende | 06,07,08    | digital
I2            | Två   | livsmedel | IUC       | 2024-05-01 | pagaende | 08,09       |
I3            | Tre   | digital   | Campus    | 2025-01-01 | pagaende | 06,07,08,09 |
"""


def _companies(number: int, *, is_late: bool) -> Iterator[str]:
    yield "orgnr | name | municipality | size | founded_year"
    for i in range(number):
        size = "stor" if is_late and i == 0 else _SIZES[i % 3]
        yield f"{company(i)} | Bolag {i} | {_SEATS[i % 4]} | {size} | {2010 + i % 15}"


def _participations(number: int, *, is_late: bool) -> Iterator[str]:
    yield "initiative_id | orgnr | date | support | hours"
    for i in range(number):
        month = i % 20
        day = f"{2024 + (month + 4) // 12}-{(month + 4) % 12 + 1:02}-15"
        yield f"I{1 + i % 3} | {company(i)} | {day} | radgivning | 4"
        if i % 5 == 0:
            yield f"I{1 + (i + 1) % 3} | {company(i)} | {day} | bidrag | 4"
    if is_late:
        yield f"I1 | {company(1)} | 2025-03-03 | radgivning | 4"


def filled(folder: Path, programme: Programme | None = None, **given: Any) -> Platform:
    """The lists delivered once."""
    folder.mkdir(exist_ok=True)
    platform = small_world.open_platform(folder, programme or small_world.programme(), TODAY)
    small_world.deliver(platform, on=date(2025, 10, 20), **(given or tables()))
    return platform


def sealed_and_corrected(folder: Path) -> Platform:
    """P3 sealed, and then lists with late and corrected rows; P4's time goes on."""
    platform = filled(folder)
    platform.seal("2025-P3", "P3", reason="Det här är ett prov.")
    small_world.deliver(platform, on=date(2026, 2, 1), **tables(44, is_late=True))
    return platform
