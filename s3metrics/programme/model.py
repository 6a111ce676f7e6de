"""The programme's parts as frozen pydantic models."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import Field, PrivateAttr

from s3metrics import codes
from s3metrics.programme.fields import (
    ID_HELP,
    NAME_HELP,
    SEK_HELP,
    Help,
    Id,
    Name,
    Number,
    ParticipantColumn,
    Sek,
    Word,
)
from s3metrics.programme.parts import (
    Area,
    Category,
    CostCategory,
    County,
    Funder,
    Part,
    Period,
    ProjectBank,
    ReportingPeriod,
    Rules,
    Sender,
    Status,
    Target,
)
from s3metrics.words import Text, name_key


class Programme(Part):
    """A programme, whole: everything that differs between one programme and another."""

    id: Id = Field(description=ID_HELP)
    name: Name = Field(description=NAME_HELP)
    period: Period = Field(
        description=Help("programmets första och sista dag", "the programme's first and last day")
    )
    budget_sek: Sek | None = Field(None, description=SEK_HELP)
    eu_share_ceiling: Number | None = Field(
        None,
        ge=0,
        le=1,
        description=Help(
            "högsta andel EU-stöd som tal mellan 0 och 1, t.ex. 0.4",
            "the highest share of EU support as a number between 0 and 1, e.g. 0.4",
        ),
    )
    nuts2: Word = Field(
        description=Help(
            "programområdets NUTS 2-kod, t.ex. ”SE21”",
            "the programme area's NUTS 2 code, e.g. “SE21”",
        )
    )
    counties: tuple[County, ...] = Field(
        min_length=1,
        description=Help("minst ett län: [[counties]]", "at least one county: [[counties]]"),
    )
    areas: tuple[Area, ...] = Field(
        min_length=1,
        description=Help("minst ett område: [[areas]]", "at least one area: [[areas]]"),
    )
    funders: tuple[Funder, ...] = Field(
        (), description=Help("finansiärer: [[funders]]", "funders: [[funders]]")
    )
    reporting_periods: tuple[ReportingPeriod, ...] = Field(
        (),
        description=Help(
            "rapportperioder: [[reporting_periods]]", "reporting periods: [[reporting_periods]]"
        ),
    )
    targets: tuple[Target, ...] = Field(
        (), description=Help("mål: [[targets]]", "targets: [[targets]]")
    )
    rules: Rules = Field(description=Help("räkneregler: [rules]", "counting rules: [rules]"))
    statuses: tuple[Status, ...] = Field(
        min_length=1,
        description=Help("minst ett läge: [[statuses]]", "at least one status: [[statuses]]"),
    )
    cost_categories: tuple[CostCategory, ...] = Field(
        (),
        description=Help(
            "kostnadsslag: [[cost_categories]]", "cost categories: [[cost_categories]]"
        ),
    )
    initiative_kinds: tuple[Category, ...] = Field(
        (),
        description=Help(
            "slag av insatser: [[initiative_kinds]]", "kinds of initiatives: [[initiative_kinds]]"
        ),
    )
    senders: tuple[Sender, ...] = Field(
        (), description=Help("avsändare: [[senders]]", "senders: [[senders]]")
    )
    decision_indicators: tuple[Word, ...] = Field(
        (),
        description=Help(
            'en lista av indikatorer, t.ex. ["enterprises_supported", "jobs_created"]',
            'a list of indicators, e.g. ["enterprises_supported", "jobs_created"]',
        ),
    )
    """The indicators of the grant decision; empty: those with a target or an EU code."""
    participant_columns: tuple[ParticipantColumn, ...] = Field(
        (),
        description=Help(
            'en lista av kolumner, t.ex. ["orgnr", "name", "contact_email"]',
            'a list of columns, e.g. ["orgnr", "name", "contact_email"]',
        ),
    )
    """The columns of the list of participants, in order; empty: the usual ones."""
    project_bank: ProjectBank | None = Field(
        None, description=Help("projektbanken: [project_bank]", "the project bank: [project_bank]")
    )
    sha256: str = Field(
        description=Help(
            "filens SHA-256; räknas ut när filen läses",
            "the file's SHA-256; worked out when the file is read",
        )
    )
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
        return {name_key(sender.name): sender for sender in self.senders}.get(name_key(name))

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
