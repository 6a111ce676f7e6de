"""The sentences about a target, in Swedish and English, numbers as each language writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from s3metrics.engine.cells import Status
from s3metrics.indicators import Indicator
from s3metrics.indicators.model import Count
from s3metrics.targets.model import Standing, TargetStatus
from s3metrics.words import LANGUAGES, Text

_LOCALES = {"sv": "sv_SE", "en": "en_GB"}

EXAMPLE = Text("Exempelmål: ur inget beslut.", "Example target: from no decision.")
NO_FIGURE = Text(
    "Siffran finns inte, så den kan inte jämföras med målet.",
    "There is no figure to compare with the target.",
)
NO_FIGURE_THEN = Text(
    "Det fanns ingen siffra på målets dag att jämföra med målet.",
    "There was no figure on the target's date to compare with the target.",
)
NEITHER_IS_BETTER = Text(
    "Varken mer eller mindre är bättre, så målet har inget läge.",
    "Neither more nor less is better, so the target has no standing.",
)
NOT_OVER_TIME = Text(
    "Siffran växer inte med tiden på ett sätt som går att följa, så den jämförs bara med målet.",
    "The figure does not grow with time in a way that can be followed, so it is only compared.",
)
LEVEL_ONLY = Text(
    "En andel, ett medelvärde eller en median är en nivå, så den jämförs bara med målet.",
    "A share, mean or median is a level, so it is only compared with the target.",
)
DATE_PASSED = Text("Målets dag har passerat.", "The target's date has passed.")
PROGRAMME_OVER = Text("Programmets sista dag har passerat.", "The programme's last day has passed.")
LACKS_BREAKDOWN = Text(
    "Siffran kan inte delas upp så som målet är satt.",
    "The figure cannot be broken down the way the target is set.",
)
_STANDINGS = {
    Standing.REACHED: Text("Målet är nått.", "The target is reached."),
    Standing.ON_COURSE: Text(
        "Takten räcker till målet.", "The pace is enough to reach the target."
    ),
    Standing.BEHIND: Text(
        "Takten räcker inte till målet.", "The pace is not enough to reach the target."
    ),
    Standing.NO_TARGET: Text("Det finns inget mål.", "There is no target."),
}
_BELOW_LEVEL = Text("Nivån är inte nådd i dag.", "The level is not reached today.")
_EITHER_WAY = Text(
    "Målet ligger i intervallet: det kan gå åt båda hållen.",
    "The target lies in the interval: it may go either way.",
)
_OF_THE_PAST = {
    Standing.REACHED: Text("Målet nåddes till sin dag.", "The target was reached by its date."),
    Standing.BEHIND: Text(
        "Målet nåddes inte till sin dag.", "The target was not reached by its date."
    ),
}


def not_reported_until(reported_to: date) -> Text:
    """That the lists do not reach the date of a target that has passed."""
    return Text(
        f"Listorna når bara till {reported_to}, så ingen vet än om målet nåddes till sin dag.",
        f"The lists only reach {reported_to}, so nobody knows yet whether the target was reached "
        "by its date.",
    )


def figure(indicator: Indicator, value: float) -> Text:
    """A value of the indicator: per cent, or up to two decimals."""

    def shown(language: str) -> str:
        locale = _LOCALES[language]
        if indicator.is_share:
            pattern = "#,##0.0 %" if language == "sv" else "#,##0.0%"
            return str(format_percent(value, format=pattern, locale=locale))
        return str(format_decimal(value, format="#,##0.##", locale=locale))

    return Text(*(shown(language) for language in LANGUAGES))


def day(value: date) -> Text:
    """`29 mars 2029`."""
    return Text(*(format_date(value, "d MMMM y", _LOCALES[language]) for language in LANGUAGES))


def sentences(status: TargetStatus) -> Iterator[Text]:
    """How it stands, at what pace, where it is heading, and that it is an example."""
    indicator = status.indicator
    if status.value.status in {Status.OK, Status.ZERO}:
        yield _stands(status)
    if status.value_now.value is not None and status.value_now.value != status.value.value:
        now = figure(indicator, float(status.value_now.value))
        yield Text(f"I dag är siffran {now.sv}.", f"Today the figure is {now.en}.")
    if status.status is not None:
        yield _standing(status)
    elif status.why_no_status is not None:
        yield status.why_no_status
    if status.pace_held_per_month is not None:
        yield _pace(status)
    if status.forecast is not None:
        at = (status.forecast.value, status.forecast.lower, status.forecast.upper)
        value, low, high = (figure(indicator, rounded(indicator, one)) for one in at)
        day, high_end = status.forecast.date, status.forecast.upper
        yield Text(
            f"Prognos {day}: {value.sv}, och fyra gånger av fem mellan {low.sv} och {high.sv}. "
            f"{status.forecast.method.sv}.",
            f"Forecast for {day}: {value.en}, and four times of five between {low.en} and "
            f"{high.en}. {status.forecast.method.en}.",
        )
        if status.target is not None and status.forecast.lower < status.target <= high_end:
            yield _EITHER_WAY
    elif status.why_no_forecast is not None and _is_worth_telling(status):
        yield status.why_no_forecast
    if status.is_example:
        yield EXAMPLE


def _is_worth_telling(status: TargetStatus) -> bool:
    """Why there is no forecast: not of what is reached, nor a second time."""
    is_told = status.why_no_forecast == status.why_no_status
    return not is_told and status.status is not Standing.REACHED


def _stands(status: TargetStatus) -> Text:
    value = figure(status.indicator, float(status.value.value))
    if status.target is None:
        return Text(f"{value.sv} {status.indicator.unit.sv}.", f"{value.en} {_unit(status)}.")
    target = figure(status.indicator, status.target)
    return Text(
        f"{value.sv} av {target.sv} ({status.indicator.unit.sv}) till {status.date}.",
        f"{value.en} of {target.en} ({_unit(status)}) by {status.date}.",
    )


def _standing(status: TargetStatus) -> Text:
    assert status.status is not None
    if status.has_passed:
        return _OF_THE_PAST[status.status]
    if status.status is Standing.BEHIND and status.pace_held_per_month is None:
        return _BELOW_LEVEL
    return _STANDINGS[status.status]


def _pace(status: TargetStatus) -> Text:
    assert status.pace_held_per_month is not None
    held = figure(status.indicator, status.pace_held_per_month)
    text = Text(
        f"Takten de fyra senaste hela kvartalen, till {status.pace_from}: {held.sv} i månaden",
        f"Pace of the last four finished quarters, to {status.pace_from}: {held.en} a month",
    )
    if status.pace_needed_per_month is None:
        return Text(f"{text.sv}.", f"{text.en}.")
    needed = figure(status.indicator, status.pace_needed_per_month)
    return Text(
        f"{text.sv}; det som behövs från den dagen är {needed.sv}.",
        f"{text.en}; what is needed from that day is {needed.en}.",
    )


def _unit(status: TargetStatus) -> str:
    return status.indicator.unit.en


def rounded(indicator: Indicator, value: float) -> float:
    """A forecast as it is shown: of what is counted in whole numbers, or is large, no decimals."""
    is_whole = isinstance(indicator.rule, Count) or abs(value) >= 100
    return float(round(value)) if is_whole and not indicator.is_share else value
