"""The parts of the programme file: what may stand under each of its headings.

Each field's `description` completes the sentence ”Ange …” (”Give …”): the messages about a broken
file are made from it, so that what is allowed is said in one place only.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from s3metrics import codes
from s3metrics.programme.fields import (
    DAY_HELP,
    ID_HELP,
    NAME_HELP,
    ORGNR_HELP,
    SEK_HELP,
    Day,
    Flag,
    Help,
    Id,
    Name,
    Number,
    Orgnr,
    PeriodId,
    Sek,
    Source,
    Word,
)
from s3metrics.words import fold


class Part(BaseModel):
    """Common to all parts of the file: cannot be changed, knows every key that it accepts."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(Part):
    """The programme's days, both included."""

    start: Day = Field(description=DAY_HELP)
    end: Day = Field(description=DAY_HELP)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


class Party(Part):
    """An organisation that the programme names."""

    name: Word = Field(description=Help("organisationens namn", "the organisation's name"))
    orgnr: Orgnr | None = Field(None, description=ORGNR_HELP)


class County(Part):
    """A county of the programme, with the region that answers for it."""

    id: Word = Field(
        description=Help(
            "länets kod med två siffror inom citattecken, t.ex. ”06”",
            "the county's code of two digits in quotation marks, e.g. “06”",
        )
    )
    name: Word = Field(
        description=Help(
            "länets namn, t.ex. ”Jönköpings län”", "the county's name, e.g. “Jönköpings län”"
        )
    )
    nuts3: Word = Field(
        description=Help(
            "länets NUTS 3-kod, t.ex. ”SE211”", "the county's NUTS 3 code, e.g. “SE211”"
        )
    )
    region: Party = Field(
        description=Help('regionen: { name = "…" }', 'the region: { name = "…" }')
    )

    @property
    def short(self) -> str:
        """`Jönköping`, where the name is `Jönköpings län`."""
        return codes.county_by_code(self.id).short


class Area(Part):
    """A knowledge area with its coordinating actor."""

    id: Id = Field(description=ID_HELP)
    name: Name = Field(description=NAME_HELP)
    coordinator: Party = Field(
        description=Help(
            'samordningsaktören: { name = "…" }', 'the coordinating actor: { name = "…" }'
        )
    )


class Funder(Part):
    """An organisation that pays for the programme."""

    name: Word = Field(description=Help("finansiärens namn", "the funder's name"))
    orgnr: Orgnr | None = Field(None, description=ORGNR_HELP)
    source: Source = Field(
        description=Help("en av finansieringskällorna", "one of the sources of funding")
    )
    budget_sek: Sek | None = Field(None, description=SEK_HELP)


class ReportingPeriod(Part):
    """What one application for payment covers, and the day it must be sent."""

    id: PeriodId = Field(description=Help("periodens id, t.ex. ”P1”", "the period's id, e.g. “P1”"))
    start: Day = Field(description=DAY_HELP)
    end: Day = Field(description=DAY_HELP)
    due: Day = Field(description=DAY_HELP)
    example: Flag = Field(
        False,
        description=Help(
            "true om perioden är ett exempel, annars false",
            "true if the period is an example, otherwise false",
        ),
    )


class Target(Part):
    """A value to be reached by a date: in all, or of one area or county."""

    indicator: Id = Field(
        description=Help(
            "indikatorns id, t.ex. ”smes_reached”", "the indicator's id, e.g. “smes_reached”"
        )
    )
    area: Word | None = Field(
        None, description=Help("ett av programmets områden", "one of the programme's areas")
    )
    county: Word | None = Field(
        None, description=Help("ett av programmets län", "one of the programme's counties")
    )
    date: Day = Field(description=DAY_HELP)
    value: Number = Field(
        description=Help("ett tal utan citattecken", "a number without quotation marks")
    )
    source: Word = Field(
        description=Help(
            "beslutet eller källan som målet kommer från",
            "the decision or the source that the target comes from",
        )
    )
    example: Flag = Field(
        False,
        description=Help(
            "true om målet är ett exempel, annars false",
            "true if the target is an example, otherwise false",
        ),
    )


class Rules(Part):
    """Counting rules that the programme decides."""

    minimum_hours: Number | None = Field(
        None,
        ge=0,
        description=Help(
            "minsta antal timmar för att stöd ska räknas, 0 eller fler; eller utelämna",
            "the fewest hours for support to count, 0 or more; or leave out",
        ),
    )
    minimum_value_sek: Number | None = Field(
        None,
        ge=0,
        description=Help(
            "minsta värde i kronor för att stöd ska räknas, 0 eller mer; eller utelämna",
            "the smallest value in kronor for support to count, 0 or more; or leave out",
        ),
    )
    new_enterprise_years: int = Field(
        strict=True,
        ge=0,
        description=Help(
            "ett heltal från 0: år som ett företag räknas som nytt, t.ex. 3",
            "a whole number from 0: years for which an enterprise counts as new, e.g. 3",
        ),
    )
    suppression_threshold: int = Field(
        strict=True,
        ge=1,
        description=Help(
            "ett heltal från 1: det minsta antal företag som visas offentligt, t.ex. 3",
            "a whole number from 1: the fewest companies that are shown publicly, e.g. 3",
        ),
    )

    eur_sek_rate: Number | None = Field(
        None,
        gt=0,
        description=Help(
            "kronor per euro, ett tal över 0, t.ex. 11.4; eller utelämna",
            "kronor per euro, a number above 0, e.g. 11.4; or leave out",
        ),
    )
    de_minimis_ceiling_eur: Number | None = Field(
        None,
        gt=0,
        description=Help(
            "taket för försumbart stöd i euro, t.ex. 300_000; eller utelämna",
            "the ceiling for de minimis aid in euro, e.g. 300_000; or leave out",
        ),
    )
    de_minimis_years: int = Field(
        3,
        strict=True,
        ge=1,
        description=Help(
            "ett heltal från 1: åren som taket gäller, t.ex. 3",
            "a whole number from 1: the years for which the ceiling holds, e.g. 3",
        ),
    )

    @property
    def de_minimis_ceiling_sek(self) -> Decimal | None:
        """The ceiling in SEK; None where de minimis aid is not followed."""
        if self.eur_sek_rate is None or self.de_minimis_ceiling_eur is None:
            return None
        return self.eur_sek_rate * self.de_minimis_ceiling_eur


class Status(Part):
    """A state that an initiative can be in."""

    id: Id = Field(description=ID_HELP)
    name: Name = Field(description=NAME_HELP)
    is_active: Flag = Field(
        description=Help(
            "true om insatsen räknas som aktiv, annars false",
            "true if the initiative counts as active, otherwise false",
        )
    )


class Category(Part):
    """An entry of a list that people choose from."""

    id: Id = Field(description=ID_HELP)
    name: Name = Field(description=NAME_HELP)


class CostCategory(Category):
    """A cost category, with what the decision gives it."""

    budget_sek: Sek | None = Field(None, description=SEK_HELP)


class Sender(Part):
    """Someone who is expected to deliver."""

    name: Word = Field(description=Help("avsändarens namn", "the sender's name"))
    areas: tuple[Word, ...] = Field(
        (), description=Help("en lista av programmets områden", "a list of the programme's areas")
    )
    """Areas that the sender speaks for; empty is every area."""
    sheets: tuple[Word, ...] = Field(
        description=Help(
            'en lista av minst ett blad, t.ex. ["Företag", "Insatser"]',
            'a list of at least one sheet, e.g. ["Företag", "Insatser"]',
        )
    )
    """Titles (or table names) of the sheets expected of the sender."""


class ProjectBank(Part):
    """How a public list of operations becomes initiatives of this programme."""

    programme: Word = Field(
        description=Help(
            "programmets namn så som listan skriver det",
            "the programme's name as the list writes it",
        )
    )
    funder: Word = Field(
        description=Help(
            "namnet på finansiären av EU-stödet i listan",
            "the name of the funder of the EU support in the list",
        )
    )
    areas: dict[str, Word] = Field(
        default_factory=dict,
        description=Help(
            'insatsområde = område, t.ex. "Tekniskt stöd" = "livsmedel"',
            'priority = area, e.g. "Tekniskt stöd" = "livsmedel"',
        ),
    )

    def is_ours(self, programme: str) -> bool:
        """Whether the list's programme is this one, however it is spelled."""
        return fold(programme) == fold(self.programme)

    def area_of(self, priority: str) -> str | None:
        """The area that an insatsområde belongs to, or None where the file maps it to none."""
        by_fold = {fold(name): area for name, area in self.areas.items()}
        return by_fold.get(fold(priority))
