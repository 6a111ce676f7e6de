"""A world in which nothing is missing, as tables to be changed, and the bounds that are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from s3metrics.engine.bounds import Bounds
from s3metrics.engine.selection import Selection
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.platform import Platform
from s3metrics.programme import Programme
from tests.small_world import ACTORS, DEFAULT, deliver, open_platform, programme

TODAY = date(2025, 12, 31)
WHOLE = {
    "aktorer": ACTORS,
    "foretag": """
orgnr | name | municipality | size  | founded_year
Alfa  | Alfa | Växjö        | mikro | 2024
Beta  | Beta | Kalmar       | liten | 1990
""",
    "insatser": """
initiative_id | title | area      | principal | start_date | status   | counties | needs
I1            | Ett   | livsmedel | Campus    | 2025-01-01 | pagaende | 07,08    | B1
I2            | Två   | industri  | IUC       | 2025-01-01 | pagaende | 08       |
""",
    "deltaganden": """
initiative_id | orgnr | date       | support    | hours | value_sek | municipality
I1            | Alfa  | 2025-02-01 | radgivning | 10    | 9000      |
I2            | Beta  | 2025-02-01 | radgivning | 3     | 9000      |
""",
    "finansiering": """
initiative_id | funder | source | form    | budget_sek
I1            | IUC    | eruf   | kontant | 100
I2            | Campus | region | kontant | 300
""",
    "ekonomi": """
initiative_id | date       | kind    | amount_sek
I1            | 2025-03-01 | kostnad | 1000
""",
    "resultat": """
orgnr | date       | kind             | value
Alfa  | 2025-06-01 | arbetstillfallen | 2
""",
    "behov": """
need_id | title | area      | county | date       | status
B1      | Ett   | livsmedel | 07     | 2025-01-15 | insats
B2      | Två   | industri  | 08     | 2025-01-15 | identifierat
""",
}
"""csv file → its table. I1 answers B1; Alfa's result comes after its support."""


def whole_world(folder: Path, of: Programme | None = None, **lists: str) -> Platform:
    """The whole world, but for the lists given."""
    platform = open_platform(folder, of)
    report = deliver(platform, on=TODAY, **{**WHOLE, **lists})
    assert not report.has_quarantined, report.faults
    return platform


def comes_back(platform: Platform, name: str, old: str, new: str) -> DeliveryReport:
    """The list of the whole world again, with something else in it, as a rule a fault."""
    assert WHOLE[name].count(old) == 1, old
    return deliver(platform, on=TODAY, **{name: WHOLE[name].replace(old, new)})


def comes_longer(platform: Platform, name: str, row: str) -> DeliveryReport:
    """The list of the whole world again, and one row more, as a rule a faulty one."""
    return deliver(platform, on=TODAY, **{name: f"{WHOLE[name]}{row}\n"})


def with_unknown_area(platform: Platform) -> None:
    """P1 of the project bank, of no area, with Beta's four hours in it and 500 kr of the EU's."""
    listed = (
        "ärende-id;projektnamn;stödmottagare;beviljat_belopp_sek;projekt_start;projekt_slut;län;"
        "programområde;insatsområde\n"
        "P1;Tre;Annan;500;2025-01-01;;Kalmar;Småland och Öarna;Forskning\n"
    )
    file = NamedBytes(name="projektbanken.csv", content=listed.encode())
    platform.deliver([file], "Tillväxtverket", format="project-bank")
    comes_longer(platform, "deltaganden", "P1 | Beta | 2025-03-01 | radgivning | 4 | 9000 |")


def minimum(**rules: int) -> Programme:
    """The default programme with a minimum for support."""
    return programme(rules=DEFAULT.rules.model_copy(update=rules))


def bounds(platform: Platform, indicator: str, **selected: Any) -> Bounds:
    return platform.coverage(indicator, Selection(**selected)).bounds


def between(platform: Platform, indicator: str, **selected: Any) -> tuple[Any, Any]:
    found = bounds(platform, indicator, **selected)
    return found.lower, found.upper


def parts(platform: Platform, indicator: str, **selected: Any) -> dict[str, tuple[int, int]]:
    """What could be added and removed, by what is missing."""
    found = bounds(platform, indicator, **selected).parts
    return {part.id: (part.up, part.down) for part in found}


def told(platform: Platform, indicator: str, **selected: Any) -> list[str]:
    return [text.sv for text in bounds(platform, indicator, **selected).sentences]


def value(platform: Platform, indicator: str, **selected: Any) -> Any:
    return platform.compute(indicator, Selection(**selected)).total.value
