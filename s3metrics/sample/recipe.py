"""The recipe: the numbers and word lists of the sample, read from `data/sample.toml`.

What each value means is said there, beside it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

RECIPE_PATH = Path(__file__).resolve().parents[2] / "data" / "sample.toml"

Rhythm = Literal["quarter", "half_year", "reporting_period"]
Limits = tuple[int, int]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reporting(_Part):
    """Who reports how often, and how long after the period's end."""

    coordinators: tuple[Rhythm, ...]
    regions: tuple[Rhythm, ...]
    coordinator_delay_days: Limits
    region_delay_days: Limits
    undelivered_area: str
    undelivered_sheet: str


class Style(_Part):
    """How one sender writes its files."""

    format: Literal["xlsx", "cp1252", "utf-8-sig"]
    orgnr: Literal["hyphen", "plain", "twelve", "number"]
    municipality: Literal["name", "name_kommun", "code", "number"]
    county: Literal["name", "short", "region", "code", "number"]
    area: Literal["name", "id"]
    choice: Literal["word", "code"]
    date: Literal["cell", "iso", "compact"]
    separator: str
    thousands: str = ""
    heading: Literal["swedish", "lower", "english"] = "swedish"


class Slips(_Part):
    """How often rows are wrong, late, corrected or withdrawn."""

    participation: float
    of_sole_trader: float
    participation_mended: float
    company: float
    company_mended: float
    company_corrected: float
    date_corrected: float
    withdrawn: float
    late: float
    late_days: Limits
    most_withdrawn: int
    bad_dates: tuple[str, ...]
    bad_municipalities: tuple[str, ...]


class Companies(_Part):
    """What companies there are, and what they are called."""

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    new: float
    from_other_area: float
    sole_trader: float
    sole_traders_at_most: int
    sole_trader_birth_years: Limits
    partnership: float
    economic_association: float
    unincorporated_ending: str
    group: float
    no_sni: float
    no_founded_year: float
    young: float
    differing: float
    noted: float
    notes: tuple[str, ...]
    sensitive: float
    sizes: dict[str, float]


class Participations(_Part):
    """How much support is given, and of what kind."""

    workplace: float
    outside: float
    outside_municipalities: tuple[str, ...]
    first_quarters: tuple[float, ...]
    rhythm: tuple[float, float, float, float]
    no_hours: float
    support: dict[str, float]


class Certificates(_Part):
    """How often the papers of de minimis aid are missing or late, and what they tell."""

    missing: float
    undecided: float
    late: float
    decided_days_before: Limits
    certified_days_before: Limits
    other: float
    other_aid_sek: Limits


class Slot(_Part):
    """One initiative of an area; times are shares of the programme's length."""

    start: float
    length: float
    counties: Literal["all", "three", "pair", "home"]
    reaches: Literal["all", "home"] = "all"
    other_areas: int = 0
    principal: int = 0
    weight: float
    budget: float
    eu: bool = True
    extended: float = 0.0
    aborted: float | None = None
    open_end: bool = False


class Initiatives(_Part):
    """The plan of initiatives that every area follows, each with its own gaps."""

    known_before: float
    skipped: tuple[tuple[int, ...], ...]
    slots: tuple[Slot, ...]


class InventedActor(_Part):
    """A principal or funder that does not exist."""

    name: str
    kind: str
    form: str
    publicly_funded: bool
    county: int


class Money(_Part):
    """Shares and delays of funding, costs and payments."""

    budget_sek: int
    eu_share: float
    decided: float
    municipal: float
    state: float
    private_in_kind: float
    municipal_funder: str
    state_funder: str
    private_funder: str
    eu_funder: str
    rounding_sek: int
    raised: float
    spent: float
    corrected: float
    cost_category: str
    payment_delay_days: Limits
    eu_payment_delay_days: Limits
    cost_shares: tuple[float, ...]
    advice_sek_per_hour: Limits


class Needs(_Part):
    """How many needs are raised, by whom."""

    per_area: int
    dropped: float
    early: float
    raised_by: dict[str, float]


class Outcomes(_Part):
    """What supported companies achieve."""

    measured: float
    measured_again: float
    after_days: Limits
    evidence: tuple[str, ...]
    kinds: dict[str, float]


class Solutions(_Part):
    """How far solutions get on the ladder, and how fast."""

    first: tuple[float, ...]
    steps_share: tuple[float, ...]
    stops_at: tuple[int, ...]


class Context(_Part):
    """Example numbers of companies."""

    source: str
    noise: float
    yearly_growth: float
    per_thousand: dict[str, float]


class AreaWords(_Part):
    """What an area's initiatives, needs, solutions and companies are called, and its scale."""

    prefix: str | None = None
    coordinator_kind: str
    home_county: str | None = None
    volume: float
    pace: float
    county_weights: dict[str, float] = {}
    trades: tuple[str, ...]
    sni: tuple[str, ...]
    needs: tuple[str, ...]
    solutions: tuple[str, ...]
    initiatives: tuple[tuple[str, str], ...]


class Recipe(_Part):
    """The whole recipe."""

    seed: str
    reporting: Reporting
    styles: tuple[Style, ...]
    slips: Slips
    companies: Companies
    participations: Participations
    certificates: Certificates
    initiatives: Initiatives
    actors: tuple[InventedActor, ...]
    money: Money
    needs: Needs
    outcomes: Outcomes
    solutions: Solutions
    context: Context
    municipality_weights: dict[str, float]
    areas: dict[str, AreaWords]
    generic: AreaWords


def load_recipe(path: Path = RECIPE_PATH) -> Recipe:
    """The recipe in `path`; pydantic's ValidationError for a file that is none."""
    return Recipe.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
