"""What people do to their lists: late rows, slips of the keyboard, corrections, withdrawals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from s3metrics.sample import numbers
from s3metrics.sample.companies import Company, as_another_tells_it
from s3metrics.sample.participations import Participation
from s3metrics.sample.records import Record, Records, Row, Verbatim
from s3metrics.sample.setting import AreaSetting, Setting

_DAY = timedelta(days=1)
_UNHEARD_OF = 8500
"""Artificial numbers from here on belong to no company of the sample."""


class Clerks:
    """Writes participations and companies down as the coordinators' staff would."""

    def __init__(self, setting: Setting, records: Records) -> None:
        self._setting = setting
        self._slips = setting.recipe.slips
        self._records = records
        self._dice = setting.dice("clerks")
        self._changed_keys: dict[tuple[str, date], int] = {}
        self._keys: set[tuple[str, str, date, str]] = set()

    def write(self, participations: list[Participation]) -> None:
        """Fill the coordinators' lists of participations and of companies."""
        self._keys = {participation.key for participation in participations}
        entries: dict[tuple[str, str], tuple[AreaSetting, Company, date]] = {}
        for participation in participations:
            area, company = participation.initiative.area, participation.company
            record = self._participation(participation)
            key = (area.coordinator.name, company.orgnr)
            earlier = entries[key][2] if key in entries else record.known_from
            entries[key] = (area, company, min(earlier, record.known_from))
        described: set[str] = set()
        for area, company, known_from in entries.values():
            self._company(area, company, known_from, is_second=company.orgnr in described)
            described.add(company.orgnr)

    # --- participations

    def _participation(self, participation: Participation) -> Record:
        sender = participation.initiative.area.coordinator.name
        row, known_from = participation.row(), participation.day
        if self._dice.chance(self._slips.late):
            known_from += timedelta(days=self._dice.within(self._slips.late_days))
        cut = self._setting.schedule.first_cut(sender, known_from)
        versions: list[tuple[date, Row | None]] = [(known_from, row)]
        is_sole_trader = participation.company.is_sole_trader
        slip = self._slips.of_sole_trader if is_sole_trader else self._slips.participation
        if self._dice.chance(slip):
            versions = [(known_from, self._mistyped(participation))]
            if cut and self._dice.chance(self._slips.participation_mended):
                versions.append((cut + _DAY, row))
        elif cut and self._dice.chance(self._slips.date_corrected):
            versions = self._misdated(participation, known_from, cut, sender)
        elif cut and self._dice.chance(self._slips.withdrawn) and self._may_vanish(sender, cut):
            versions.append((cut + _DAY, None))
        return self._records.add("participation", sender, *versions)

    def _misdated(
        self, participation: Participation, known_from: date, cut: date, sender: str
    ) -> list[tuple[date, Row | None]]:
        """Another day first, the right one in the next delivery: a withdrawn and an added row."""
        row = participation.row()
        start = self._setting.programme.period.start
        wrong = max(start, participation.day - timedelta(days=self._dice.whole(2, 12)))
        _, orgnr, _, support = participation.key
        wrong_key = (participation.initiative.id, orgnr, wrong, support)
        if wrong_key in self._keys or not self._may_vanish(sender, cut):
            return [(known_from, row)]
        self._keys.add(wrong_key)
        return [(known_from, {**row, "date": wrong}), (cut + _DAY, row)]

    def _may_vanish(self, sender: str, cut: date) -> bool:
        """Keeps each delivery's vanished rows below the intake's guard."""
        count = self._changed_keys.get((sender, cut), 0) + 1
        if count > self._slips.most_withdrawn:
            return False
        self._changed_keys[sender, cut] = count
        return True

    def _mistyped(self, participation: Participation) -> Row:
        row = dict(participation.row())
        initiative = participation.initiative.id
        slips: tuple[Callable[[], tuple[str, Decimal | Verbatim]], ...] = (
            lambda: ("date", Verbatim(self._bad_date(participation.day))),
            lambda: ("orgnr", Verbatim(self._unheard_of())),
            lambda: ("initiative_id", Verbatim(initiative.replace("0", "O", 1) + "?")),
            lambda: ("municipality", Verbatim(self._dice.among(self._slips.bad_municipalities))),
            lambda: ("orgnr", Verbatim(numbers.with_wrong_check_digit(self._unheard_of()))),
            lambda: ("hours", -(participation.hours or Decimal(4))),
        )
        column, value = self._dice.among(slips)()
        row[column] = value
        return row

    def _bad_date(self, day: date) -> str:
        return self._dice.among(self._slips.bad_dates).format(day=day)

    def _unheard_of(self) -> str:
        return numbers.organisation_number(
            numbers.LIMITED_COMPANY, _UNHEARD_OF + self._dice.whole(0, 400)
        )

    # --- companies

    def _company(
        self, area: AreaSetting, company: Company, known_from: date, *, is_second: bool
    ) -> None:
        sender = area.coordinator.name
        row, dice = company.row(), self._dice
        cut = self._setting.schedule.first_cut(sender, known_from)
        versions: list[tuple[date, Row | None]] = [(known_from, row)]
        if is_second and dice.chance(self._setting.recipe.companies.differing):
            versions = [(known_from, as_another_tells_it(company, dice))]
        elif dice.chance(self._slips.company):
            versions = [(known_from, self._mistyped_company(company))]
            if cut and dice.chance(self._slips.company_mended):
                versions.append((cut + _DAY, row))
        elif cut and dice.chance(self._slips.company_corrected):
            versions = [(known_from, self._another(area, company)), (cut + _DAY, row)]
        self._records.add("company", sender, *versions)

    def _another(self, area: AreaSetting, company: Company) -> Row:
        """The company's line with a municipality or a size that turns out to be wrong."""
        row = dict(company.row())
        is_outside = company.municipality in self._setting.outside
        if is_outside or self._dice.chance(0.4):
            row["size"] = "okand" if company.size != "okand" else "liten"
        else:
            # A county of the area: what is corrected must not fill a white spot for a while.
            county = self._dice.key(area.county_weights)
            row["municipality"] = self._setting.municipality(county, self._dice)
        return row

    def _mistyped_company(self, company: Company) -> Row:
        row = dict(company.row())
        if company.is_sole_trader or self._dice.chance(0.6):
            row["municipality"] = Verbatim(self._dice.among(self._slips.bad_municipalities))
        else:
            row["orgnr"] = Verbatim(numbers.with_wrong_check_digit(company.orgnr))
        return row
