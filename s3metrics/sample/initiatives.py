"""The initiatives: what each area plans, where it is open, whom it really reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from s3metrics.sample.dice import Dice
from s3metrics.sample.recipe import Slot
from s3metrics.sample.records import Records, Row
from s3metrics.sample.setting import Actor, AreaSetting, Setting

_DAY = timedelta(days=1)
_END_KNOWN = timedelta(days=90)
"""An open end is settled this long before it comes."""


@dataclass(kw_only=True)
class Initiative:
    """An initiative through all its life."""

    id: str
    area: AreaSetting
    title: str
    kind: str
    principal: Actor
    known_from: date
    start: date
    first_end: date
    """The end as planned from the beginning."""
    end: date
    aborted: bool
    has_open_end: bool
    counties: tuple[str, ...]
    """Where it is open."""
    reached: tuple[str, ...]
    """Where its participants come from."""
    other_areas: tuple[str, ...]
    weight: float
    budget: float
    has_eu_funding: bool
    needs: list[tuple[date, str]] = field(default_factory=list)
    """Needs that it answers, with the day from which they are known."""

    @property
    def extended_on(self) -> date:
        """The day on which an extension is decided."""
        return self.first_end - timedelta(days=30)

    def is_running(self, first: date, last: date) -> bool:
        """Whether it runs on any of the days."""
        return self.start <= last and self.end >= first

    def turns(self) -> list[date]:
        """The days on which its line in the list changes."""
        days = {
            self.known_from,
            self.start,
            self.end + _DAY,
            self.extended_on,
            self.end - _END_KNOWN,
        }
        days |= {day for day, _ in self.needs}
        return sorted(day for day in days if day >= self.known_from)

    def on(self, day: date) -> Row:
        """Its line as the sender writes it on a day."""
        return {
            "initiative_id": self.id,
            "title": self.title,
            "area": self.area.id,
            "other_areas": self.other_areas,
            "principal": self._principal_as_written(),
            "start_date": self.start,
            "end_date": self._known_end(day),
            "status": self._status(day),
            "kind": self.kind,
            "counties": self.counties,
            "needs": tuple(need for known, need in self.needs if known <= day),
        }

    def _principal_as_written(self) -> str:
        """People write their own name, and look up the number of another."""
        is_own = self.principal == self.area.coordinator
        return self.principal.name if is_own else self.principal.orgnr

    def _known_end(self, day: date) -> date | None:
        if self.aborted:
            return self.end if day > self.end else self.first_end
        if self.has_open_end and day < self.end - _END_KNOWN:
            return None
        return self.end if day >= self.extended_on else self.first_end

    def _status(self, day: date) -> str:
        if day < self.start:
            return "planerad"
        if day <= self.end:
            return "pagaende"
        return "avbruten" if self.aborted else "avslutad"


def plan_initiatives(setting: Setting) -> list[Initiative]:
    """The initiatives of all areas, area by area, in the order of their slots."""
    return [i for index, area in enumerate(setting.areas) for i in _of_area(setting, area, index)]


def record_initiatives(initiatives: list[Initiative], records: Records) -> None:
    """The coordinators' lists of initiatives."""
    for initiative in initiatives:
        versions = [(day, initiative.on(day)) for day in initiative.turns()]
        records.add("initiative", initiative.area.coordinator.name, *versions)


def _of_area(setting: Setting, area: AreaSetting, index: int) -> Iterator[Initiative]:
    plan = setting.recipe.initiatives
    skipped = plan.skipped[index % len(plan.skipped)]
    dice = setting.dice("initiatives", area.id)
    number = 0
    for position, slot in enumerate(plan.slots, start=1):
        if position not in skipped:
            number += 1
            yield _initiative(setting, area, slot, dice, number=number, position=position)


def _initiative(
    setting: Setting, area: AreaSetting, slot: Slot, dice: Dice, *, number: int, position: int
) -> Initiative:
    period = setting.programme.period
    title, kind = area.initiative(position)
    # A few weeks' difference between areas: they do not all start on the same day.
    start = _month_start(setting.day_at(slot.start) + timedelta(days=dice.whole(0, 45)))
    first_end = min(period.end, start + setting.days(slot.length))
    end = min(period.end, first_end + setting.days(slot.extended))
    if slot.aborted is not None:
        end = min(end, start + setting.days(slot.aborted))
    counties = _counties(setting, area, slot, dice)
    others = [other.id for other in setting.areas if other.id != area.id]
    return Initiative(
        id=f"{area.prefix}-{number:02}",
        area=area,
        title=title,
        kind=kind,
        principal=_principal(setting, area, slot),
        known_from=max(period.start, start - setting.days(setting.recipe.initiatives.known_before)),
        start=start,
        first_end=first_end,
        end=end,
        aborted=slot.aborted is not None,
        has_open_end=slot.open_end,
        counties=counties,
        reached=counties[:1] if slot.reaches == "home" else counties,
        other_areas=tuple(dice.shuffled((o, 1.0) for o in others)[: slot.other_areas]),
        weight=slot.weight,
        budget=slot.budget * dice.between(0.85, 1.15),
        has_eu_funding=slot.eu,
    )


def _counties(setting: Setting, area: AreaSetting, slot: Slot, dice: Dice) -> tuple[str, ...]:
    """The home county first; one open in all counties is open in a white spot too."""
    every = setting.programme.county_ids
    if slot.counties == "all":
        return (area.home_county, *(c for c in every if c != area.home_county))
    others = dice.shuffled(
        (county, weight)
        for county, weight in area.county_weights.items()
        if county != area.home_county
    )
    wanted = {"three": 2, "pair": 1, "home": 0}[slot.counties]
    return (area.home_county, *others[:wanted])


def _principal(setting: Setting, area: AreaSetting, slot: Slot) -> Actor:
    if slot.principal == 0 or not setting.principals:
        return area.coordinator
    return setting.principals[(slot.principal - 1) % len(setting.principals)]


def _month_start(day: date) -> date:
    return day.replace(day=1) if day.day <= 15 else day.replace(day=15)
