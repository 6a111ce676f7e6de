"""What comes of it: outcomes in the companies, and solutions on their way into ordinary work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from s3metrics.sample.dice import Dice
from s3metrics.sample.participations import Participation
from s3metrics.sample.records import Records, Row
from s3metrics.sample.setting import AreaSetting, Setting

_STEPS = ("ide", "testad", "godkand", "ordinarie_budget", "i_drift")
_DEGREE = "innovationsgrad"


def play_outcomes(setting: Setting, participations: list[Participation], records: Records) -> None:
    """The coordinators' lists of outcomes, from each company's first support in the area."""
    first_support: dict[tuple[str, str], Participation] = {}
    for participation in participations:
        if participation.is_support:
            area = participation.initiative.area.id
            first_support.setdefault((area, participation.company.orgnr), participation)
    measured: set[str] = set()
    dice = {area.id: setting.dice("outcomes", area.id) for area in setting.areas}
    for (area_id, orgnr), support in first_support.items():
        outcomes = _Outcomes(setting, records, support, dice[area_id])
        # One area measures a company: two scales side by side would not be comparable.
        if orgnr not in measured and dice[area_id].chance(setting.recipe.outcomes.measured):
            measured.add(orgnr)
            outcomes.measure()
        outcomes.achieve()


class _Outcomes:
    """One company's outcomes in one area."""

    def __init__(
        self, setting: Setting, records: Records, support: Participation, dice: Dice
    ) -> None:
        self._recipe = setting.recipe.outcomes
        self._last = setting.programme.period.end
        self._records = records
        self._support = support
        self._dice = dice

    def measure(self) -> None:
        """The degree of innovation at entry, and again about a year later."""
        degree = self._dice.weighted({1: 0.22, 2: 0.4, 3: 0.28, 4: 0.1}.items())
        first = self._support.day + timedelta(days=self._dice.whole(0, 25))
        self._write(_DEGREE, first, Decimal(degree))
        if self._dice.chance(self._recipe.measured_again):
            change = self._dice.weighted({-1: 0.08, 0: 0.37, 1: 0.43, 2: 0.12}.items())
            again = first + timedelta(days=self._dice.whole(280, 400))
            self._write(_DEGREE, again, Decimal(max(1, min(5, degree + change))))

    def achieve(self) -> None:
        """What the company shows for it, each kind by its own chance."""
        for kind, probability in self._recipe.kinds.items():
            if self._dice.chance(probability):
                day = self._support.day + timedelta(days=self._dice.within(self._recipe.after_days))
                self._write(kind, day, _value(kind, self._dice))

    def _write(self, kind: str, day: date, value: Decimal | None) -> None:
        initiative = self._support.initiative
        if day > self._last:
            return
        row: Row = {
            "orgnr": self._support.company.orgnr,
            "date": day,
            "kind": kind,
            "value": value,
            "initiative_id": initiative.id if self._dice.chance(0.85) else None,
            "evidence": f"{self._dice.among(self._recipe.evidence)} {day.year}",
        }
        self._records.add("outcome", initiative.area.coordinator.name, (day, row))


def _value(kind: str, dice: Dice) -> Decimal | None:
    values: dict[str, Callable[[], Decimal]] = {
        "arbetstillfallen": lambda: Decimal(dice.whole(1, 12)) / 4,
        "privat_investering": lambda: Decimal(10_000 * dice.whole(5, 120)),
    }
    return values[kind]() if kind in values else None


def play_solutions(setting: Setting, records: Records) -> None:
    """The coordinators' lists of solutions, one row for each step taken."""
    for area in setting.areas:
        dice = setting.dice("solutions", area.id)
        for number in range(1, len(setting.recipe.solutions.first) + 1):
            _solution(setting, area, number, dice, records)


def _solution(
    setting: Setting, area: AreaSetting, number: int, dice: Dice, records: Records
) -> None:
    recipe = setting.recipe.solutions
    receiver = dice.among([*(region.name for region in setting.regions), area.coordinator.name])
    share = recipe.first[number - 1] + dice.between(0, 0.04)
    for index, step in enumerate(_STEPS[: recipe.stops_at[(number - 1) % len(recipe.stops_at)]]):
        if index:
            share += recipe.steps_share[index - 1] * dice.between(0.8, 1.2)
        if share > 1:
            return
        day = setting.day_at(share)
        row: Row = {
            "solution_id": f"{area.prefix}-L{number}",
            "title": area.title(area.words.solutions, number),
            "area": area.id,
            "step": step,
            "date": day,
            "receiver": receiver if index >= 2 else None,
            "evidence": f"Protokoll {day}" if index >= 2 else None,
        }
        records.add("solution", area.coordinator.name, (day, row))
