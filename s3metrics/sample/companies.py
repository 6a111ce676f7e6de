"""The companies: invented names, artificial numbers, size, home and age."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from s3metrics.sample import numbers
from s3metrics.sample.dice import Dice
from s3metrics.sample.records import Row
from s3metrics.sample.setting import AreaSetting, Setting
from s3metrics.words import fold


@dataclass(frozen=True, kw_only=True)
class Company:
    """A company as it is at entry."""

    orgnr: str
    """Ten digits, or twelve for a sole trader."""
    name: str
    municipality: str
    size: str
    sni: str | None
    founded_year: int | None
    group_orgnr: str | None
    note: str | None
    note_is_sensitive: bool | None

    @property
    def contact_email(self) -> str:
        """An address that nobody can have."""
        return f"kontakt@{re.sub('[^a-z0-9]', '', fold(self.name))}.example"

    @property
    def is_sole_trader(self) -> bool:
        """Whether the number is a personal identity number."""
        return len(self.orgnr) == 12

    def row(self) -> Row:
        """Its line in the sheet Företag."""
        return {
            "orgnr": self.orgnr,
            "name": self.name,
            "municipality": self.municipality,
            "size": self.size,
            "sni": self.sni,
            "founded_year": self.founded_year,
            "group_orgnr": self.group_orgnr,
            "contact_email": self.contact_email,
            "note": self.note,
            "note_is_sensitive": self.note_is_sensitive,
        }


class Registry:
    """Founds companies; each gets a name and a number that no other has."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._recipe = setting.recipe.companies
        self._dice = setting.dice("companies")
        self._notes = setting.dice("notes")
        self._counts: dict[str, int] = {}
        self._names: set[str] = set()
        self._sole_traders = 0

    def found(self, area: AreaSetting, municipality: str, day: date) -> Company:
        """A company of the area's trade that comes in on `day`."""
        dice, recipe = self._dice, self._recipe
        size = dice.key(recipe.sizes)
        is_sole_trader = (
            dice.chance(recipe.sole_trader) and self._sole_traders < recipe.sole_traders_at_most
        )
        form, ending = ("", recipe.unincorporated_ending) if is_sole_trader else self._form()
        return Company(
            orgnr=self._personal_number() if is_sole_trader else self.number(form),
            name=self._name(area, ending),
            municipality=municipality,
            size="mikro" if is_sole_trader else size,
            sni=self._sni(area),
            founded_year=None if dice.chance(recipe.no_founded_year) else self._founded(day),
            group_orgnr=self.number(numbers.LIMITED_COMPANY)
            if not is_sole_trader and dice.chance(recipe.group)
            else None,
            **self._note(),
        )

    def _note(self) -> dict[str, Any]:
        recipe = self._recipe
        if not self._notes.chance(recipe.noted):
            return {"note": None, "note_is_sensitive": None}
        return {
            "note": self._notes.among(recipe.notes),
            "note_is_sensitive": self._notes.chance(recipe.sensitive),
        }

    def number(self, form: str) -> str:
        """The next artificial number of a legal form."""
        count = self._counts.get(form, 0)
        self._counts[form] = count + 1
        return numbers.organisation_number(form, count)

    def _personal_number(self) -> str:
        self._sole_traders += 1
        years = self._recipe.sole_trader_birth_years
        birth = numbers.birth_date(years, self._dice.between(0, 1))
        return numbers.personal_number(birth, self._sole_traders)

    def _form(self) -> tuple[str, str]:
        partnership, association = self._recipe.partnership, self._recipe.economic_association
        forms = {
            (numbers.PARTNERSHIP, " HB"): partnership,
            (numbers.ECONOMIC_ASSOCIATION, " ek. för."): association,
            (numbers.LIMITED_COMPANY, " AB"): 1 - partnership - association,
        }
        return self._dice.weighted(forms.items())

    def _name(self, area: AreaSetting, ending: str) -> str:
        dice, recipe = self._dice, self._recipe
        for attempt in range(1000):
            head, tail = dice.among(recipe.heads), dice.among(recipe.tails)
            trade = dice.among(area.words.trades)
            # Where the words run out, a number tells namesakes apart.
            count = f" {attempt // 10 + 1}" if attempt >= 10 else ""
            name = f"Exempel {head}{tail} {trade}{count}{ending}"
            if name not in self._names:
                self._names.add(name)
                return name
        raise ValueError(f"receptets ordlistor räcker inte till bolagsnamn i området {area.id}")

    def _sni(self, area: AreaSetting) -> str | None:
        if not area.words.sni or self._dice.chance(self._recipe.no_sni):
            return None
        return self._dice.among(area.words.sni)

    def _founded(self, day: date) -> int:
        if self._dice.chance(self._recipe.young):
            return day.year - self._dice.whole(0, 3)
        return int(day.year - 4 - 60 * self._dice.between(0, 1) ** 2)


def as_another_tells_it(company: Company, dice: Dice) -> Row:
    """The company's line as a second sender writes it: another size, or the name spelled out."""
    row = dict(company.row())
    if dice.chance(0.5):
        larger = {"mikro": "liten", "liten": "medel", "medel": "liten", "stor": "medel"}
        row["size"] = larger.get(company.size, "liten")
    elif company.name.endswith(" AB"):
        row["name"] = company.name.removesuffix("AB") + "Aktiebolag"
    else:
        row["name"] = company.name.upper()
    return row
