"""The pack in short: what a reader who stops after the first page should know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from s3metrics.reports.pack.asking import Asking
from s3metrics.reports.pack.wording import Wording, standing_words
from s3metrics.targets import TargetStatus, texts

FIRST = "smes_reached"


def in_short(asking: Asking) -> Iterator[str]:
    """Sentences: the first figure's pace, all standings, what is missing, crossing, money."""
    words, targets = asking.words, asking.targets()
    whole = [one for one in targets if one.area is None and one.county is None]
    yield from (_pace(one, words) for one in whole if one.indicator.id == FIRST)
    if whole:
        counted = Counter(standing_words(one, words) for one in whole)
        parts = words.listed(f"{standing} {number}" for standing, number in counted.items())
        yield words.say(
            f"Programmets {len(whole)} mål: {parts}.",
            f"The programme's {len(whole)} targets: {parts}.",
        )
    yield from _missing(targets, words)
    yield from _ratios(asking)


def _pace(status: TargetStatus, words: Wording) -> str:
    """`SMF som nåtts: 472 av 1 000 till 2029-03-29. Takten räcker: …`."""
    indicator = status.indicator
    told = [f"{words.of(indicator.label)}: {words.of(status.sentences[0])}"]
    held, needed = status.pace_held_per_month, status.pace_needed_per_month
    if held is not None and needed is not None:
        has, wants = (words.of(texts.figure(indicator, one)) for one in (held, needed))
        told.append(
            words.say(
                f"Takten är {has} i månaden, och {wants} behövs.",
                f"The pace is {has} a month, and {wants} is needed.",
            )
        )
    if status.forecast is not None:
        value, low, high = (
            words.of(texts.figure(indicator, texts.rounded(indicator, one)))
            for one in (status.forecast.value, status.forecast.lower, status.forecast.upper)
        )
        told.append(
            words.say(
                f"Prognos: {value}, troligen mellan {low} och {high}.",
                f"Forecast: {value}, probably between {low} and {high}.",
            )
        )
    return " ".join(told)


def _missing(targets: Sequence[TargetStatus], words: Wording) -> Iterator[str]:
    lacking = [one for one in targets if one.value_now.value is None]
    if lacking:
        told = "; ".join(_where(lacking, words))
        yield words.say(
            f"Har mål men ingen siffra: {told}.", f"Have a target but no figure: {told}."
        )


def _where(found: Sequence[TargetStatus], words: Wording) -> Iterator[str]:
    """`SMF som nåtts (Kalmar län och Gotlands län)` per figure."""
    places: dict[str, list[str]] = {}
    for one in found:
        name = words.of(one.where)
        known = places.setdefault(words.of(one.indicator.label), [])
        if name not in known:
            known.append(name)
    for label, names in places.items():
        yield f"{label} ({words.listed(names)})"


def _ratios(asking: Asking) -> Iterator[str]:
    words = asking.words
    share, spent = asking.figure("cross_county_share"), asking.figure("burn_rate")
    if share.total.value is not None:
        counts = words.counts(share.indicator, share.total)
        value = words.figure(share.indicator, share.total.value)
        yield words.say(
            f"{counts} insatser med stödda företag når minst två län ({value}).",
            f"{counts} initiatives with supported companies reach at least two counties ({value}).",
        )
    if spent.total.value is not None:
        counts = words.counts(spent.indicator, spent.total)
        value = words.figure(spent.indicator, spent.total.value)
        yield words.say(
            f"Upparbetat: {counts} beslutad finansiering ({value}).",
            f"Spent: {counts} of funding decided ({value}).",
        )
