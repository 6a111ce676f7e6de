"""The needs: who raised them, how far they came, which initiatives answer them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from s3metrics.sample.dice import Dice
from s3metrics.sample.initiatives import Initiative
from s3metrics.sample.records import Records, Row
from s3metrics.sample.setting import AreaSetting, Setting


@dataclass(kw_only=True)
class Need:
    """A need through all its life."""

    id: str
    title: str
    area: AreaSetting
    county: str
    raised_on: date
    raised_by: str
    statuses: list[tuple[date, str]] = field(default_factory=list)
    """The days of the status' changes, in order."""
    is_met: bool = False

    def row(self, status: str) -> Row:
        """Its line in the sheet Behov with a status."""
        return {
            "need_id": self.id,
            "title": self.title,
            "area": self.area.id,
            "county": self.county,
            "date": self.raised_on,
            "raised_by": self.raised_by,
            "status": status,
        }


def play_needs(setting: Setting, initiatives: list[Initiative], records: Records) -> None:
    """Raise the needs, let initiatives answer some, and fill the coordinators' lists."""
    for area in setting.areas:
        dice = setting.dice("needs", area.id)
        needs = [_raised(setting, area, number, dice) for number in _numbers(setting)]
        for initiative in initiatives:
            if initiative.area is area:
                _answer(initiative, needs, dice)
        for need in needs:
            _settle(need, setting, dice)
            versions = [(day, need.row(status)) for day, status in need.statuses]
            records.add("need", area.coordinator.name, *versions)


def _numbers(setting: Setting) -> range:
    return range(1, setting.recipe.needs.per_area + 1)


def _raised(setting: Setting, area: AreaSetting, number: int, dice: Dice) -> Need:
    recipe = setting.recipe.needs
    share = ((number - dice.between(0.1, 0.9)) / recipe.per_area) ** recipe.early
    day = setting.day_at(share)
    county = dice.key(area.county_weights)
    title = area.title(area.words.needs, number)
    return Need(
        id=f"{area.prefix}-B{number:02}",
        title=f"{title} ({setting.programme.county(county).short})",
        area=area,
        county=county,
        raised_on=day,
        raised_by=dice.key(recipe.raised_by),
        statuses=[(day, "identifierat")],
    )


def _answer(initiative: Initiative, needs: list[Need], dice: Dice) -> None:
    """One or two needs of the last year, and now and then one that came after the start."""
    earliest = initiative.start - timedelta(days=360)
    recent = [n for n in needs if not n.is_met and earliest <= n.raised_on <= initiative.start]
    later = [n for n in needs if not n.is_met and initiative.start < n.raised_on <= initiative.end]
    answered = dice.shuffled((n, 1.0) for n in recent)[: dice.whole(1, 2)]
    if later and dice.chance(0.2):
        answered.append(later[0])
    for need in sorted(answered, key=lambda n: n.id):
        need.is_met = True
        known = max(initiative.known_from, need.raised_on)
        initiative.needs.append((known, need.id))
        # Initiatives that were broken off leave their needs where they were.
        need.statuses.append((known, "insats"))
        if initiative.aborted:
            need.statuses.append((initiative.end + timedelta(days=1), "prioriterat"))


def _settle(need: Need, setting: Setting, dice: Dice) -> None:
    """Needs that no initiative answers are given priority, or dropped, in time."""
    if not need.is_met:
        days = timedelta(days=dice.whole(60, 220))
        status = "avskrivet" if dice.chance(setting.recipe.needs.dropped) else "prioriterat"
        if dice.chance(0.6):
            need.statuses.append((need.raised_on + days, status))
