"""The stage: the programme's areas and places, with what the recipe knows of them filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from s3metrics import codes
from s3metrics.programme import Area, Programme
from s3metrics.sample.dice import Dice
from s3metrics.sample.numbers import LIMITED_COMPANY, organisation_number
from s3metrics.sample.recipe import AreaWords, Recipe
from s3metrics.sample.schedule import Schedule

_OTHER_MUNICIPALITY = 12.0
"""Weight of a municipality that the recipe does not know, in thousands of inhabitants."""
_ACTOR_NUMBERS_FROM = 9000
"""Actors' artificial numbers lie in series of their own, apart from the companies'."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A principal, coordinator or region as the sheet Aktörer tells of it."""

    orgnr: str
    name: str
    kind: str
    county: str
    publicly_funded: bool


@dataclass(frozen=True, kw_only=True)
class AreaSetting:
    """An area of the programme, ready to play."""

    id: str
    name: str
    prefix: str
    """Beginning of the area's ids: `TRA` in `TRA-01`."""
    coordinator: Actor
    home_county: str
    lead_region: str
    """The home county's region: it reports the area's costs and money that is not a region's."""
    words: AreaWords
    county_weights: dict[str, float]
    """By county of the programme; 0 where the area reaches nobody."""

    def title(self, titles: tuple[str, ...], number: int) -> str:
        """The text number `number` (from 1), counting on where there are no more."""
        text = titles[(number - 1) % len(titles)]
        return text.format(area=self.name, number=number)

    def initiative(self, number: int) -> tuple[str, str]:
        """Title and kind of the area's initiative in slot `number` (from 1)."""
        title, kind = self.words.initiatives[(number - 1) % len(self.words.initiatives)]
        return title.format(area=self.name, number=number), kind


class Setting:
    """Programme, recipe, schedule, areas, places and actors in one hand."""

    def __init__(self, programme: Programme, recipe: Recipe) -> None:
        self.programme = programme
        self.recipe = recipe
        self.schedule = Schedule(programme, recipe)
        self.municipality_weights = {
            m.code: recipe.municipality_weights.get(m.code, _OTHER_MUNICIPALITY)
            for m in programme.municipalities
        }
        self.places = {
            county: [m.code for m in programme.municipalities if m.county == county]
            for county in programme.county_ids
        }
        self.outside = self._outside()
        self.regions = [
            Actor(
                orgnr=county.region.orgnr or _actor_number("23", index),
                name=county.region.name,
                kind="region",
                county=county.id,
                publicly_funded=True,
            )
            for index, county in enumerate(programme.counties)
        ]
        self.principals = [
            Actor(
                orgnr=_actor_number(actor.form, index),
                name=actor.name,
                kind=actor.kind,
                county=programme.county_ids[actor.county % len(programme.county_ids)],
                publicly_funded=actor.publicly_funded,
            )
            for index, actor in enumerate(recipe.actors)
        ]
        self.areas = [self._area(i, area) for i, area in enumerate(programme.areas)]

    def dice(self, *purpose: str) -> Dice:
        """A stream of chance of its own: no purpose disturbs another."""
        return Dice(self.recipe.seed, *purpose)

    def day_at(self, share: float) -> date:
        """The day at a share of the programme's length, not after its end."""
        period = self.programme.period
        days = int((period.end - period.start).days * share)
        return min(period.end, period.start + timedelta(days=days))

    def days(self, share: float) -> timedelta:
        """A share of the programme's length."""
        return self.day_at(min(1.0, share)) - self.programme.period.start

    def municipality(self, county: str, dice: Dice) -> str:
        """One of the county's municipalities, the large ones more often."""
        return dice.weighted(
            (code, self.municipality_weights[code]) for code in self.places[county]
        )

    def _outside(self) -> tuple[str, ...]:
        ours = set(self.programme.county_ids)
        wanted = [
            codes.municipality_by_code(c) for c in self.recipe.participations.outside_municipalities
        ]
        others = [m.code for m in wanted if m.county not in ours]
        return tuple(others or [m.code for m in codes.MUNICIPALITIES if m.county not in ours][:3])

    def _area(self, index: int, area: Area) -> AreaSetting:
        words = self.recipe.areas.get(area.id, self.recipe.generic)
        counties = self.programme.county_ids
        known_home = words.home_county if words.home_county in counties else None
        home = known_home or counties[index % len(counties)]
        return AreaSetting(
            id=area.id,
            name=area.name.sv,
            prefix=words.prefix or area.id.upper(),
            coordinator=Actor(
                orgnr=area.coordinator.orgnr or _actor_number(LIMITED_COMPANY, index),
                name=area.coordinator.name,
                kind=words.coordinator_kind,
                county=home,
                publicly_funded=True,
            ),
            home_county=home,
            lead_region=self.programme.county(home).region.name,
            words=words,
            county_weights=self._county_weights(
                words, home, is_last=area == self.programme.areas[-1]
            ),
        )

    def _county_weights(self, words: AreaWords, home: str, *, is_last: bool) -> dict[str, float]:
        counties = self.programme.county_ids
        if all(county in words.county_weights for county in counties):
            return {county: words.county_weights[county] for county in counties}
        weights = {
            county: sum(self.municipality_weights[code] for code in self.places[county]) ** 0.7
            for county in counties
        }
        weights[home] *= 2
        others = [county for county in counties if county != home]
        if is_last and others:
            weights[others[-1]] = 0.0  # a white spot in any programme of several counties
        return weights


def _actor_number(form: str, index: int) -> str:
    return organisation_number(form, _ACTOR_NUMBERS_FROM + index)
