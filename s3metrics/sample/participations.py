"""The participations: who took part in what, when, and what it was worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from s3metrics.sample.companies import Company, Registry
from s3metrics.sample.dice import Dice
from s3metrics.sample.initiatives import Initiative
from s3metrics.sample.records import Row
from s3metrics.sample.schedule import quarters
from s3metrics.sample.setting import AreaSetting, Setting


@dataclass(frozen=True, kw_only=True)
class Participation:
    """A company's participation, as it was."""

    initiative: Initiative
    company: Company
    day: date
    """When it took place or began."""
    support: str
    hours: Decimal | None
    value_sek: Decimal | None
    workplace: str | None
    """Municipality of the workplace reached, where it is not the seat's."""

    @property
    def is_support(self) -> bool:
        """A contact is none."""
        return self.support != "kontakt"

    @property
    def key(self) -> tuple[str, str, date, str]:
        """What identifies the row."""
        return (self.initiative.id, self.company.orgnr, self.day, self.support)

    def row(self) -> Row:
        """Its line in the sheet Deltaganden."""
        return {
            "initiative_id": self.initiative.id,
            "orgnr": self.company.orgnr,
            "date": self.day,
            "support": self.support,
            "hours": self.hours,
            "value_sek": self.value_sek,
            "municipality": self.workplace,
        }


class Reach:
    """Plays the programme quarter by quarter, area by area."""

    def __init__(self, setting: Setting, initiatives: list[Initiative]) -> None:
        self._setting = setting
        self._recipe = setting.recipe
        self._initiatives = initiatives
        self._registry = Registry(setting)
        self._known: dict[tuple[str, str], list[Company]] = {}
        """Companies by area and county of the seat, in the order in which they came."""
        self._keys: set[tuple[str, str, date, str]] = set()

    def play(self) -> list[Participation]:
        """Every participation of the whole programme, quarter by quarter."""
        period = self._setting.programme.period
        dice = {
            area.id: self._setting.dice("participations", area.id) for area in self._setting.areas
        }
        return [
            participation
            for index, (first, last) in enumerate(quarters(period.start, period.end))
            for area in self._setting.areas
            for participation in self._quarter(area, index, first, last, dice[area.id])
        ]

    def _quarter(
        self, area: AreaSetting, index: int, first: date, last: date, dice: Dice
    ) -> list[Participation]:
        running = [i for i in self._initiatives if i.area is area and i.is_running(first, last)]
        if not running:
            return []
        growth = self._recipe.participations.first_quarters
        rhythm = self._recipe.participations.rhythm[(first.month - 1) // 3]
        share = growth[index] if index < len(growth) else rhythm
        share *= ((last - first).days + 1) / 91  # a programme's last quarter may be cut short
        drawn = [
            self._participation(
                area, dice.weighted((i, i.weight) for i in running), first, last, dice
            )
            for _ in range(round(area.words.volume * share * dice.between(0.9, 1.1)))
        ]
        return sorted((p for p in drawn if p is not None), key=lambda p: p.day)

    def _participation(
        self, area: AreaSetting, initiative: Initiative, first: date, last: date, dice: Dice
    ) -> Participation | None:
        day = dice.weekday(max(first, initiative.start), min(last, initiative.end))
        company, workplace = self._company(area, initiative, day, dice)
        support = dice.key(self._recipe.participations.support)
        hours, value = self._size(support, dice)
        participation = Participation(
            initiative=initiative,
            company=company,
            day=day,
            support=support,
            hours=hours,
            value_sek=value,
            workplace=workplace,
        )
        if participation.key in self._keys:
            return None
        self._keys.add(participation.key)
        return participation

    def _company(
        self, area: AreaSetting, initiative: Initiative, day: date, dice: Dice
    ) -> tuple[Company, str | None]:
        """The company, and the workplace's municipality where it is not the seat's."""
        recipe, setting = self._recipe.participations, self._setting
        if dice.chance(recipe.outside):
            seat = dice.among(setting.outside)
            company = self._registry.found(area, seat, day)
            is_inside = dice.chance(0.25)
            return company, self._place(area, initiative, dice) if is_inside else None
        county = self._county(area, initiative, dice)
        if dice.chance(recipe.workplace):
            workplace = setting.municipality(county, dice)
            # The seat may lie in any county where the area is at home.
            company = self._known_or_new(area, dice.key(area.county_weights), day, dice)
            return company, workplace if workplace != company.municipality else None
        return self._known_or_new(area, county, day, dice), None

    def _place(self, area: AreaSetting, initiative: Initiative, dice: Dice) -> str:
        return self._setting.municipality(self._county(area, initiative, dice), dice)

    def _county(self, area: AreaSetting, initiative: Initiative, dice: Dice) -> str:
        reached: Mapping[str, float] = {
            county: area.county_weights[county] for county in initiative.reached
        }
        return dice.key(reached) if any(reached.values()) else area.home_county

    def _known_or_new(self, area: AreaSetting, county: str, day: date, dice: Dice) -> Company:
        known = self._known.setdefault((area.id, county), [])
        if known and not dice.chance(self._recipe.companies.new):
            return dice.among(known)
        here = {company.orgnr for company in known}
        others = [
            company
            for other in self._setting.areas
            if other is not area
            for company in self._known.get((other.id, county), ())
            if company.orgnr not in here
        ]
        if others and dice.chance(self._recipe.companies.from_other_area):
            company = dice.among(others)
        else:
            company = self._registry.found(area, self._setting.municipality(county, dice), day)
        known.append(company)
        return company

    def _size(self, support: str, dice: Dice) -> tuple[Decimal | None, Decimal | None]:
        """Hours and value in SEK of one participation."""
        if support == "kontakt":
            return (Decimal(dice.whole(1, 4)) / 2 if dice.chance(0.4) else None), None
        if support == "bidrag":
            return None, Decimal(5_000 * dice.whole(2, 12))
        if support == "finansiellt":
            return None, Decimal(10_000 * dice.whole(4, 14))
        if dice.chance(self._recipe.participations.no_hours):
            return None, None
        hours = Decimal(dice.whole(4, 60)) / 2
        rate = dice.within(self._recipe.money.advice_sek_per_hour)
        return hours, hours * (rate // 10 * 10)
