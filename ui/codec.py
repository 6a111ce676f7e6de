"""The selection as plain query parameters: codes in, codes out, every value named.

`?clock=now&from=2024-04-01&to=2026-03-31&period=P4&area=livsmedel,digital&county=all&size=all&
lang=sv`

A link names the defaults too, so that it shows the same figures when they move. Nothing here
knows Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from s3metrics.codes import choices
from s3metrics.engine.selection import Selection
from s3metrics.programme import Programme
from s3metrics.words import LANGUAGES, nearest
from ui.periods import CUSTOM, SO_FAR, Preset, presets

ALL = "all"
NOW = "now"
LISTS = ("area", "county", "size")
NAMES = ("clock", "from", "to", "period", *LISTS, "lang")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A parameter that means nothing here and was left out of account."""

    name: str
    value: str
    allowed: tuple[str, ...] = ()
    nearest: str | None = None


@dataclass(frozen=True, kw_only=True)
class View:
    """What a reader has chosen: dates and codes, nothing left open."""

    from_: date
    to: date
    period: str
    """The preset that the dates are, or `custom`."""
    areas: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    """Empty is all of them."""
    language: str = "sv"
    clock: str = NOW
    """`now`, or the name of the edition whose figures are shown."""

    @property
    def selection(self) -> Selection:
        """As the engine takes it; the order of a list does not make another selection."""
        return Selection(
            from_=self.from_,
            to=self.to,
            areas=tuple(sorted(self.areas)),
            counties=tuple(sorted(self.counties)),
            sizes=tuple(sorted(self.sizes)),
        )


def write(view: View) -> dict[str, str]:
    """The parameters that name every value of a view."""
    return {
        "clock": view.clock,
        "from": view.from_.isoformat(),
        "to": view.to.isoformat(),
        "period": view.period,
        "area": write_list(view.areas),
        "county": write_list(view.counties),
        "size": write_list(view.sizes),
        "lang": view.language,
    }


def write_list(members: Iterable[str]) -> str:
    """`a,b`, or `all` for none."""
    return ",".join(members) or ALL


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What is known and in force at the clock that a view is read by."""

    code: str = NOW
    programme: Programme
    today: date
    """Of an edition, its period's last day."""

    @property
    def is_edition(self) -> bool:
        """Whether it shows what was reported, not what is known now."""
        return self.code != NOW

    @property
    def presets(self) -> list[Preset]:
        """The periods with names that a reader may choose."""
        return presets(self.programme, self.today, self.today if self.is_edition else None)

    @property
    def last_day(self) -> date:
        """That a period may reach: an edition tells nothing of the time after it."""
        if self.is_edition:
            return self.today
        return max(self.programme.period.end, self.today)


def read(
    given: Mapping[str, str], programme: Programme, today: date, choices_known: Iterable[str] = ()
) -> tuple[View, list[Problem]]:
    """As `read_at`, by what is known now."""
    return read_at(given, Clock(programme=programme, today=today), choices_known)


def read_clock(given: Mapping[str, str], editions: Iterable[str]) -> tuple[str, list[Problem]]:
    """The clock that parameters name, and what is wrong if there is no such edition."""
    text = given.get("clock") or NOW
    known = (NOW, *editions)
    if text in known:
        return text, []
    return NOW, [Problem(name="clock", value=text, allowed=known, nearest=nearest(text, known))]


def read_at(
    given: Mapping[str, str], clock: Clock, choices_known: Iterable[str] = ()
) -> tuple[View, list[Problem]]:
    """The view that parameters describe, defaults filled in, and what they could not mean."""
    reading = _Reading(given, clock)
    known = (*NAMES, *choices_known)
    for name in given:
        if name not in known:
            reading.problems.append(
                Problem(name=name, value=given[name], nearest=nearest(name, known))
            )
    return reading.view(), reading.problems


def members(name: str, programme: Programme) -> tuple[str, ...]:
    """The codes that a list parameter may hold."""
    if name == "area":
        return programme.area_ids
    return programme.county_ids if name == "county" else tuple(choices("size"))


class _Reading:
    def __init__(self, given: Mapping[str, str], clock: Clock) -> None:
        self._given = given
        self._programme = clock.programme
        self._clock = clock.code
        self._presets = {preset.id: preset for preset in clock.presets}
        self._last = clock.last_day
        self.problems: list[Problem] = []

    def view(self) -> View:
        lists = {name: self._list(name) for name in LISTS}
        language = self._one("lang", LANGUAGES) or LANGUAGES[0]
        period, start, end = self._period()
        return View(
            from_=start,
            to=end,
            period=period,
            areas=lists["area"],
            counties=lists["county"],
            sizes=lists["size"],
            language=language,
            clock=self._clock,
        )

    def _period(self) -> tuple[str, date, date]:
        named = self._one("period", (*self._presets, CUSTOM))
        default = self._presets.get(named or SO_FAR, self._presets[SO_FAR])
        start = self._date("from") or default.from_
        end = self._date("to") or default.to
        if start > end:
            self.problems.append(Problem(name="from", value=start.isoformat()))
            start, end = default.from_, default.to
        if named == CUSTOM:
            return CUSTOM, start, end
        return self._name_of(default, start, end), start, end

    def _name_of(self, preset: Preset, start: date, end: date) -> str:
        """The dates decide: a link from last month is no longer ”the programme so far”."""
        return preset.id if (preset.from_, preset.to) == (start, end) else CUSTOM

    def _date(self, name: str) -> date | None:
        text = self._given.get(name)
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        first = self._programme.period.start
        if day is None or not first <= day <= self._last:
            allowed = (f"{first}–{self._last}",)
            self.problems.append(Problem(name=name, value=text, allowed=allowed))
            return None
        return day

    def _one(self, name: str, allowed: Iterable[str]) -> str | None:
        text = self._given.get(name)
        if not text or text in allowed:
            return text or None
        self._refuse(name, text, allowed)
        return None

    def _list(self, name: str) -> tuple[str, ...]:
        allowed = members(name, self._programme)
        words = [word.strip() for word in self._given.get(name, "").split(",")]
        asked = [word for word in dict.fromkeys(words) if word and word != ALL]
        for word in asked:
            if word not in allowed:
                self._refuse(name, word, (*allowed, ALL))
        return tuple(word for word in asked if word in allowed)

    def _refuse(self, name: str, value: str, allowed: Iterable[str]) -> None:
        words = tuple(allowed)
        self.problems.append(
            Problem(name=name, value=value, allowed=words, nearest=nearest(value, words))
        )
