"""What is known before anything is counted: whose word counts, and each row put in its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from .definitions import SME_SIZES
from .model import UNKNOWN, Row, Selection, Setting, World

SHARED = ("actor", "company")
"""Tables in which two senders may describe the same orgnr."""


def resolve(world: World) -> World:
    """One row for each actor and company: the latest delivery's word counts."""
    tables = dict(world.tables)
    for table in SHARED:
        chosen: dict[str, Row] = {}
        for row in world.rows(table):
            other = chosen.get(row["orgnr"])
            if other is None or _lateness(world, table, row) > _lateness(world, table, other):
                chosen[row["orgnr"]] = row
        tables[table] = list(chosen.values())
    return replace(world, tables=tables)


def _lateness(world: World, table: str, row: Row) -> tuple[int, int]:
    return (world.last_delivery.get((row["sender"], table), 0), row["brought_by"])


@dataclass(frozen=True)
class Visit:
    """A participation in its place. `county` is None where the municipality is unknown."""

    orgnr: str
    size: str
    initiative_id: str
    area: str
    municipality: str | None
    county: str | None
    date: date
    support: str
    hours: Decimal | None
    is_support: bool
    is_inside: bool

    @property
    def is_sme(self) -> bool:
        return self.size in SME_SIZES


class Known:
    """The world with its rows looked up and placed, and the period that is asked about."""

    def __init__(self, world: World, setting: Setting, selection: Selection) -> None:
        self.setting = setting
        self.selection = selection
        self.world = resolve(world)
        self.start = selection.from_ or setting.start
        self.end = selection.to or setting.today
        self.companies = {row["orgnr"]: row for row in self.world.rows("company")}
        self.actors = {row["orgnr"]: row for row in self.world.rows("actor")}
        self.initiatives = {row["initiative_id"]: row for row in self.world.rows("initiative")}
        self._actors_by_name: dict[str, Row] = {}
        for orgnr in sorted(self.actors, reverse=True):
            self._actors_by_name[folded(self.actors[orgnr]["name"])] = self.actors[orgnr]
        self._programme_funders = {folded(name): name for name in setting.funders}
        self._funder_names = {table: self._spellings(table) for table in ("funding", "booking")}
        self.visits = [self._visit(row) for row in self.world.rows("participation")]
        self.first_support = self._first_support()

    def is_in_period(self, day: date) -> bool:
        return self.start <= day <= self.end

    def area_of(self, row: Row | None) -> str:
        """The row's area; one that the programme does not have is `okand`."""
        area = row.get("area") if row else None
        return area if area in self.setting.areas else UNKNOWN

    def county_of_municipality(self, municipality: str | None) -> str | None:
        return self.setting.municipalities.get(municipality) if municipality else None

    def counties_open(self, initiative: Row) -> list[str]:
        """The programme's counties in which the initiative is declared open."""
        declared = set(initiative.get("counties") or ())
        return [county for county in self.setting.counties if county in declared]

    def is_decided(self, initiative_id: str) -> bool:
        """Whether the initiative is known and not broken off."""
        row = self.initiatives.get(initiative_id)
        return row is not None and row["status"] not in self.setting.inactive

    def active_initiatives(self) -> Iterator[Row]:
        """Not broken off, begun by the period's end and not ended before its beginning."""
        for row in self.initiatives.values():
            has_begun = row["start_date"] <= self.end
            goes_on = row.get("end_date") is None or row["end_date"] >= self.start
            if has_begun and goes_on and self.is_decided(row["initiative_id"]):
                yield row

    def principal(self, initiative: Row | None) -> Row | None:
        """The actor that the initiative names by number or by name, or None."""
        return self._actor((initiative or {}).get("principal") or "")

    def _actor(self, named: str) -> Row | None:
        digits = "".join(character for character in named if character.isdigit())
        if len(digits) in (10, 12) and digits[-10:] in self.actors:
            return self.actors[digits[-10:]]
        return self.actors.get(named) or self._actors_by_name.get(folded(named))

    def funder(self, table: str, row: Row) -> str | None:
        """The funder's one name: the programme's, else the actor's, else the first spelling."""
        said = row.get("funder")
        return self._funder_names[table][folded(self._funder_name(said))] if said else None

    def _funder_name(self, said: str) -> str:
        if folded(said) in self._programme_funders:
            return self._programme_funders[folded(said)]
        actor = self._actor(said)
        if actor:
            return str(actor["name"])
        is_number = len(said) == 10 and said.isdigit()
        return f"{said[:6]}-{said[6:]}" if is_number else said

    def _spellings(self, table: str) -> dict[str, str]:
        """Folded name → the first, in order of characters, of the ways it is spelled."""
        rows = self.world.rows(table)
        names = sorted({self._funder_name(row["funder"]) for row in rows if row.get("funder")})
        return {folded(name): name for name in reversed(names)}

    def supporting(self, first: date, last: date) -> Iterator[Visit]:
        """Supporting participations inside the counties, dated first–last inclusive."""
        for visit in self.visits:
            if visit.is_support and visit.is_inside and first <= visit.date <= last:
                yield visit

    def is_supported_by(self, orgnr: str, day: date) -> bool:
        """Whether the company had been supported inside the counties by that day."""
        first = self.first_support.get(orgnr)
        return first is not None and first.date <= day

    def _visit(self, row: Row) -> Visit:
        company = self.companies.get(row["orgnr"], {})
        municipality = row.get("municipality") or company.get("municipality")
        county = self.county_of_municipality(municipality)
        return Visit(
            orgnr=row["orgnr"],
            size=company.get("size") or UNKNOWN,
            initiative_id=row["initiative_id"],
            area=self.area_of(self.initiatives.get(row["initiative_id"])),
            municipality=municipality,
            county=county,
            date=row["date"],
            support=row["support"],
            hours=row.get("hours"),
            is_support=self._is_support(row),
            is_inside=county in self.setting.counties,
        )

    def _is_support(self, row: Row) -> bool:
        """Not a mere contact, and up to the minimum; hours or value not stated count as none."""
        hours = row.get("hours") or Decimal(0)
        value = row.get("value_sek") or Decimal(0)
        has_hours = self.setting.minimum_hours is None or hours >= self.setting.minimum_hours
        has_value = (
            self.setting.minimum_value_sek is None or value >= self.setting.minimum_value_sek
        )
        return row["support"] != "kontakt" and has_hours and has_value

    def _first_support(self) -> dict[str, Visit]:
        """Each company's first support ever; ties: lowest initiative, then support code."""
        first: dict[str, Visit] = {}
        for visit in self.supporting(date.min, date.max):
            other = first.get(visit.orgnr)
            if other is None or _order(visit) < _order(other):
                first[visit.orgnr] = visit
        return first


def _order(visit: Visit) -> tuple[date, str, str]:
    return (visit.date, visit.initiative_id, visit.support)


def folded(text: str) -> str:
    """A name without case, å ä ö, blanks, hyphens and `_`."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if c.isalnum() or unicodedata.category(c)[0] in "SN")
