"""The programme's parts as frozen pydantic models.

Each field's `description` is Swedish and completes the sentence ”Ange …”: the messages about a
broken file are made from it, so that what is allowed is said in one place only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from s3metrics import codes
from s3metrics.programme.fields import (
    DAY_HELP,
    ID_HELP,
    NAME_HELP,
    ORGNR_HELP,
    Day,
    Flag,
    Id,
    Name,
    Number,
    Orgnr,
    ParticipantColumn,
    PeriodId,
    Sek,
    Source,
    Word,
)
from s3metrics.words import Text, fold


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

    name: Word = Field(description="organisationens namn")
    orgnr: Orgnr | None = Field(None, description=ORGNR_HELP)


class County(Part):
    """A county of the programme, with the region that answers for it."""

    id: Word = Field(description="länets kod med två siffror inom citattecken, t.ex. ”06”")
    name: Word = Field(description="länets namn, t.ex. ”Jönköpings län”")
    nuts3: Word = Field(description="länets NUTS 3-kod, t.ex. ”SE211”")
    region: Party = Field(description='regionen: { name = "…" }')

    @property
    def short(self) -> str:
        """`Jönköping`, where the name is `Jönköpings län`."""
        return codes.county_by_code(self.id).short


class Area(Part):
    """A knowledge area with its coordinating actor."""

    id: Id = Field(description=ID_HELP)
    name: Name = Field(description=NAME_HELP)
    coordinator: Party = Field(description='samordningsaktören: { name = "…" }')


class Funder(Part):
    """An organisation that pays for the programme."""

    name: Word = Field(description="finansiärens namn")
    orgnr: Orgnr | None = Field(None, description=ORGNR_HELP)
    source: Source = Field(description="en av finansieringskällorna")
    budget_sek: Sek | None = Field(
        None, description="hela kronor, minst 0, utan citattecken; utelämna det som inte är känt"
    )


class ReportingPeriod(Part):
    """What one application for payment covers, and the day it must be sent."""

    id: PeriodId = Field(description="periodens id, t.ex. ”P1”")
    start: Day = Field(description=DAY_HELP)
    end: Day = Field(description=DAY_HELP)
    due: Day = Field(description=DAY_HELP)
    example: Flag = Field(False, description="true om perioden är ett exempel, annars false")


class Target(Part):
    """A value to be reached by a date: in all, or of one area or county."""

    indicator: Id = Field(description="indikatorns id, t.ex. ”smes_reached”")
    area: Word | None = Field(None, description="ett av programmets områden")
    county: Word | None = Field(None, description="ett av programmets län")
    date: Day = Field(description=DAY_HELP)
    value: Number = Field(description="ett tal utan citattecken")
    source: Word = Field(description="beslutet eller källan som målet kommer från")
    example: Flag = Field(False, description="true om målet är ett exempel, annars false")


class Rules(Part):
    """Counting rules that the programme decides."""

    minimum_hours: Number | None = Field(
        None,
        ge=0,
        description="minsta antal timmar för att stöd ska räknas, 0 eller fler; eller utelämna",
    )
    minimum_value_sek: Number | None = Field(
        None,
        ge=0,
        description="minsta värde i kronor för att stöd ska räknas, 0 eller mer; eller utelämna",
    )
    new_enterprise_years: int = Field(
        strict=True,
        ge=0,
        description="ett heltal från 0: år som ett företag räknas som nytt, t.ex. 3",
    )
    suppression_threshold: int = Field(
        strict=True,
        ge=1,
        description="ett heltal från 1: det minsta antal företag som visas offentligt, t.ex. 3",
    )

    eur_sek_rate: Number | None = Field(
        None,
        gt=0,
        description="kronor per euro, ett tal över 0, t.ex. 11.4; eller utelämna",
    )
    de_minimis_ceiling_eur: Number | None = Field(
        None,
        gt=0,
        description="taket för försumbart stöd i euro, t.ex. 300_000; eller utelämna",
    )
    de_minimis_years: int = Field(
        3, strict=True, ge=1, description="ett heltal från 1: åren som taket gäller, t.ex. 3"
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
    is_active: Flag = Field(description="true om insatsen räknas som aktiv, annars false")


class Category(Part):
    """An entry of a list that people choose from."""

    id: Id = Field(description=ID_HELP)
    name: Name = Field(description=NAME_HELP)


class CostCategory(Category):
    """A cost category, with what the decision gives it."""

    budget_sek: Sek | None = Field(
        None, description="hela kronor, minst 0, utan citattecken; utelämna det som inte är känt"
    )


class Sender(Part):
    """Someone who is expected to deliver."""

    name: Word = Field(description="avsändarens namn")
    areas: tuple[Word, ...] = Field((), description="en lista av programmets områden")
    """Areas that the sender speaks for; empty is every area."""
    sheets: tuple[Word, ...] = Field(
        description='en lista av minst ett blad, t.ex. ["Företag", "Insatser"]'
    )
    """Titles (or table names) of the sheets expected of the sender."""


class ProjectBank(Part):
    """How a public list of operations becomes initiatives of this programme."""

    programme: Word = Field(description="programmets namn så som listan skriver det")
    funder: Word = Field(description="namnet på finansiären av EU-stödet i listan")
    areas: dict[str, Word] = Field(
        default_factory=dict,
        description='insatsområde = område, t.ex. "Tekniskt stöd" = "livsmedel"',
    )

    def is_ours(self, programme: str) -> bool:
        """Whether the list's programme is this one, however it is spelled."""
        return fold(programme) == fold(self.programme)

    def area_of(self, priority: str) -> str | None:
        """The area that an insatsområde belongs to, or None where the file maps it to none."""
        by_fold = {fold(name): area for name, area in self.areas.items()}
        return by_fold.get(fold(priority))


class Programme(Part):
    """A programme, whole: everything that differs between one programme and another."""

    id: Id = Field(description=ID_HELP)
    name: Name = Field(description=NAME_HELP)
    period: Period = Field(description="programmets första och sista dag")
    budget_sek: Sek | None = Field(
        None, description="hela kronor, minst 0, utan citattecken; utelämna det som inte är känt"
    )
    eu_share_ceiling: Number | None = Field(
        None, ge=0, le=1, description="högsta andel EU-stöd som tal mellan 0 och 1, t.ex. 0.4"
    )
    nuts2: Word = Field(description="programområdets NUTS 2-kod, t.ex. ”SE21”")
    counties: tuple[County, ...] = Field(min_length=1, description="minst ett län: [[counties]]")
    areas: tuple[Area, ...] = Field(min_length=1, description="minst ett område: [[areas]]")
    funders: tuple[Funder, ...] = Field((), description="finansiärer: [[funders]]")
    reporting_periods: tuple[ReportingPeriod, ...] = Field(
        (), description="rapportperioder: [[reporting_periods]]"
    )
    targets: tuple[Target, ...] = Field((), description="mål: [[targets]]")
    rules: Rules = Field(description="räkneregler: [rules]")
    statuses: tuple[Status, ...] = Field(min_length=1, description="minst ett läge: [[statuses]]")
    cost_categories: tuple[CostCategory, ...] = Field(
        (), description="kostnadsslag: [[cost_categories]]"
    )
    initiative_kinds: tuple[Category, ...] = Field(
        (), description="slag av insatser: [[initiative_kinds]]"
    )
    senders: tuple[Sender, ...] = Field((), description="avsändare: [[senders]]")
    decision_indicators: tuple[Word, ...] = Field(
        (), description='en lista av indikatorer, t.ex. ["enterprises_supported", "jobs_created"]'
    )
    """The indicators of the grant decision; empty: those with a target or an EU code."""
    participant_columns: tuple[ParticipantColumn, ...] = Field(
        (), description='en lista av kolumner, t.ex. ["orgnr", "name", "contact_email"]'
    )
    """The columns of the list of participants, in order; empty: the usual ones."""
    project_bank: ProjectBank | None = Field(None, description="projektbanken: [project_bank]")
    sha256: str = Field(description="filens SHA-256; räknas ut när filen läses")
    _text: str = PrivateAttr("")

    @property
    def text(self) -> str:
        """The file itself, so that it can be kept with what was computed under it."""
        return self._text

    def with_text(self, text: str) -> Programme:
        """The same programme, knowing the file that it was read from."""
        known = self.model_copy()
        known._text = text
        return known

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, without what was worked out of the fields that may now be others."""
        copied = super().model_copy(update=update, deep=deep)
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                copied.__dict__.pop(name, None)
        return copied

    @cached_property
    def county_ids(self) -> tuple[str, ...]:
        """The counties' codes, in the file's order."""
        return tuple(county.id for county in self.counties)

    @cached_property
    def area_ids(self) -> tuple[str, ...]:
        """The areas' ids, in the file's order."""
        return tuple(area.id for area in self.areas)

    @cached_property
    def municipalities(self) -> tuple[codes.Municipality, ...]:
        """The municipalities of the programme's counties, by code."""
        return tuple(m for m in codes.MUNICIPALITIES if m.county in self.county_ids)

    @cached_property
    def active_statuses(self) -> tuple[str, ...]:
        """The statuses whose initiatives count as active."""
        return tuple(status.id for status in self.statuses if status.is_active)

    def county(self, county_id: str) -> County:
        """The county with this code; KeyError for one outside the programme."""
        return {county.id: county for county in self.counties}[county_id]

    def area(self, area_id: str) -> Area:
        """The area with this id; KeyError for another."""
        return {area.id: area for area in self.areas}[area_id]

    def reporting_period(self, period_id: str) -> ReportingPeriod:
        """The reporting period with this id; KeyError for another."""
        return {period.id: period for period in self.reporting_periods}[period_id]

    def find_area(self, raw: str) -> str | None:
        """The id of the area that a cell names by id, Swedish or English name, or None."""
        return codes.find_choice(raw, self.choices("area"))

    def sender(self, name: str) -> Sender | None:
        """What is expected of a sender, or None for one that the file does not list."""
        return {fold(sender.name): sender for sender in self.senders}.get(fold(name))

    def areas_of(self, sender: str) -> tuple[str, ...]:
        """The areas that a sender speaks for: all of them unless the file says otherwise."""
        listed = self.sender(sender)
        return listed.areas if listed and listed.areas else self.area_ids

    def choices(self, list_name: str) -> dict[str, Text]:
        """A code list: those of `s3metrics.codes` and the programme's own.

        The programme's are `area`, `county`, `initiative_status`, `initiative_kind` and
        `cost_category`. KeyError for any other name.
        """
        own: Mapping[str, tuple[Area | Status | Category, ...]] = {
            "area": self.areas,
            "initiative_status": self.statuses,
            "initiative_kind": self.initiative_kinds,
            "cost_category": self.cost_categories,
        }
        if list_name == "county":
            return {c.id: Text(c.name, f"{c.short} County") for c in self.counties}
        if list_name in own:
            return {entry.id: entry.name for entry in own[list_name]}
        return codes.choices(list_name)
