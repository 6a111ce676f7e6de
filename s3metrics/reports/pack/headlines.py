"""Where the programme stands: headline figures with their targets, paces and trends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from s3metrics.engine.result import Result
from s3metrics.reports.pack import trend
from s3metrics.reports.pack.asking import Asking
from s3metrics.reports.pack.model import Card, Cell, Chart, Column, Kind, Section, Table
from s3metrics.reports.pack.short import in_short
from s3metrics.reports.pack.tables import text
from s3metrics.reports.pack.wording import NONE, Wording, standing_words
from s3metrics.targets import Standing, TargetStatus, texts

CARDS = ("smes_reached", "cross_county_initiatives", "smes_innovating", "costs")
"""In large type, with their trends."""
HEADLINES = (
    "smes_reached",
    "cross_county_initiatives",
    "cross_county_share",
    "smes_innovating",
    "jobs_created",
    "funding_decided",
    "costs",
    "burn_rate",
)
"""In the table whether or not they have a target, after those that have one."""

_TONES: Mapping[Standing | None, str] = {
    Standing.REACHED: "good",
    Standing.ON_COURSE: "good",
    Standing.BEHIND: "poor",
}


def where_it_stands(asking: Asking) -> Section:
    """The first section: cards, a trend against the targets, and every figure with its target."""
    targets = [t for t in asking.targets() if t.area is None and t.county is None]
    words = asking.words
    table = _table(asking, targets)
    found = _chart(asking, targets)
    return Section(
        title=words.say("Läget", "Where the programme stands"),
        sentences=tuple(in_short(asking)),
        cards=tuple(_card(asking, name, targets) for name in CARDS),
        trends=(found,) if found else (),
        tables=(*_decisions(asking), table),
    )


def target_cells(status: TargetStatus, words: Wording) -> tuple[Cell, ...]:
    """Target, share reached, pace held and needed, standing, forecast: as the table has them."""
    indicator, share = status.indicator, status.share_reached
    by = f"{words.say('till', 'by')} {status.date}" if status.date else ""
    goal = NONE if status.target is None else words.figure(indicator, status.target)
    return (
        Cell(text=goal, note=by),
        Cell(
            text=NONE if share is None else words.share(share, 0),
            share=None if share is None else min(1.0, max(0.0, share)),
            note=_then(status, words),
        ),
        Cell(text=_pace(status, words), note=_needed(status, words)),
        Cell(text=standing_words(status, words), tone=_TONES.get(status.status, "")),
        _forecast(status, words),
    )


def target_columns(words: Wording) -> tuple[Column, ...]:
    """The headings over `target_cells`."""
    return (
        Column(heading=words.say("Mål", "Target"), weight=1.05),
        Column(heading=words.say("Nått", "Reached"), kind=Kind.BAR),
        Column(heading=words.say("Takt per månad", "Pace per month")),
        Column(heading=words.say("Läge", "Standing"), kind=Kind.TEXT, weight=0.7),
        Column(heading=words.say("Prognos", "Forecast")),
    )


def target_notes(shown: Sequence[TargetStatus], words: Wording) -> Iterator[str]:
    """How to read paces and forecasts, and which targets are invented."""
    starts = sorted({status.pace_from for status in shown if status.pace_from})
    if starts:
        until = words.listed(dict.fromkeys((str(starts[0]), str(starts[-1]))))
        yield words.say(
            f"Takten är tillskottet per månad de fyra senaste hela rapporterade kvartalen, räknat "
            f"till {until}; ”behövs” är vad som därefter krävs till målets dag.",
            f"The pace is what the last four finished and reported quarters added per month, "
            f"counted to {until}; “needed” is what it takes from there to the target's date.",
        )
    methods = dict.fromkeys(words.of(s.forecast.method) for s in shown if s.forecast)
    for method in methods:
        yield words.say(
            f"Prognos: {method}; intervallet står under prognosen.",
            f"Forecast: {method}; the interval stands under the forecast.",
        )
    if any(status.target is not None and status.status is None for status in shown):
        yield words.say(
            "”Inget läge”: underlaget räcker inte för en bedömning, eller så är varken mer eller "
            "mindre bättre.",
            "“No standing”: the data do not carry a judgement, or neither more nor less is better.",
        )
    examples = sum(status.is_example for status in shown)
    if examples:
        yield words.say(
            f"{examples} av {len(shown)} mål är exempel, ur inget beslut.",
            f"{examples} of {len(shown)} targets are examples, from no decision.",
        )


def _then(status: TargetStatus, words: Wording) -> str:
    """The figure at the date of a target that has passed, which is judged by it."""
    if not status.has_passed or status.value.value is None:
        return ""
    then = words.cell(status.indicator, status.value)
    return words.say(f"{then} den dagen", f"{then} on that day")


def _pace(status: TargetStatus, words: Wording) -> str:
    held = status.pace_held_per_month
    return NONE if held is None else words.of(texts.figure(status.indicator, held))


def _needed(status: TargetStatus, words: Wording) -> str:
    needed = status.pace_needed_per_month
    if needed is None or status.status is Standing.REACHED:
        return ""
    return f"{words.say('behövs', 'needed')} {words.of(texts.figure(status.indicator, needed))}"


def _forecast(status: TargetStatus, words: Wording) -> Cell:
    forecast = status.forecast
    if forecast is None:
        return text(NONE)
    value, low, high = (
        words.of(texts.figure(status.indicator, texts.rounded(status.indicator, one)))
        for one in (forecast.value, forecast.lower, forecast.upper)
    )
    return Cell(text=value, note=f"{low}–{high}")


def _decisions(asking: Asking) -> Iterator[Table]:
    """What needs a decision, and the figures that it rests on; nothing where nothing does."""
    words, flags = asking.words, asking.source.flags(asking.as_of)
    if flags:
        yield Table(
            title=words.say("Det som behöver beslut", "What needs a decision"),
            columns=(
                Column(heading=words.say("Iakttagelse", "Observation"), kind=Kind.TEXT),
                Column(heading=words.say("Siffrorna bakom", "The figures behind"), kind=Kind.TEXT),
            ),
            rows=tuple(
                (text(words.of(flag.headline)), text(words.of(flag.told))) for flag in flags
            ),
        )


def _table(asking: Asking, targets: Sequence[TargetStatus]) -> Table:
    words = asking.words
    rows, receipts = [], []
    for name, status in _lines(targets):
        result = asking.figure(name)
        receipts.append(result.receipt.code)
        nothing = text(NONE)
        blank = (nothing, nothing, nothing, text(standing_words(None, words)), nothing)
        rows.append(
            (
                Cell(text=asking.label(result), note=result.receipt.code),
                _value(asking, result),
                *(target_cells(status, words) if status else blank),
            )
        )
    return Table(
        title=words.say("Siffror och mål för programmet", "Figures and targets of the programme"),
        columns=(
            Column(
                heading=words.say("Siffra och kvitto", "Figure and receipt"),
                kind=Kind.TEXT,
                weight=4,
            ),
            Column(heading=words.say("Utfall", "Value"), weight=1.15),
            *target_columns(words),
        ),
        rows=tuple(rows),
        notes=tuple(target_notes(targets, words)),
        receipts=tuple(dict.fromkeys(receipts)),
        has_codes_in_rows=True,
    )


def _lines(targets: Sequence[TargetStatus]) -> Iterator[tuple[str, TargetStatus | None]]:
    """Every target, then the headline figures without one."""
    for status in targets:
        yield status.indicator.id, status
    for name in HEADLINES:
        if all(status.indicator.id != name for status in targets):
            yield name, None


def _value(asking: Asking, result: Result) -> Cell:
    words = asking.words
    note = words.counts(result.indicator, result.total)
    return Cell(text=words.cell(result.indicator, result.total), note=note)


def _last(targets: Sequence[TargetStatus], name: str) -> TargetStatus | None:
    """The figure's last target: where the programme is to end up."""
    own = [status for status in targets if status.indicator.id == name and status.date]
    return max(own, key=lambda status: status.date or date.min, default=None)


def _card(asking: Asking, name: str, targets: Sequence[TargetStatus]) -> Card:
    words, result = asking.words, asking.figure(name)
    indicator, status = result.indicator, _last(targets, name)
    found = trend.trend_of(asking, name)
    value = result.total.value
    is_large = indicator.is_money and value is not None
    return Card(
        label=asking.label(result),
        value=words.millions(value) if is_large else words.cell(indicator, result.total),
        unit="" if is_large or value is None else words.of(indicator.unit),
        standing=_standing(status, words),
        tone=_TONES.get(status.status if status else None, ""),
        receipt=result.receipt.code,
        trend=trend.spark(found),
        trend_alt=trend.spark_alt(asking, found),
    )


def _standing(status: TargetStatus | None, words: Wording) -> str:
    if status is None or status.target is None:
        return words.say("inget mål", "no target")
    goal = words.figure(status.indicator, status.target)
    by = words.say(f"av {goal} till {status.date}", f"of {goal} by {status.date}")
    if status.has_passed and status.value.value is not None:
        by = f"{words.cell(status.indicator, status.value)} {by}"
    return f"{by}\n{standing_words(status, words)}"


def _chart(asking: Asking, targets: Sequence[TargetStatus]) -> Chart | None:
    found = trend.trend_of(asking, CARDS[0])
    return trend.chart(
        asking,
        asking.words.say(
            f"{found.name}: ackumulerat antal företag, och målen",
            f"{found.name}: accumulated number of companies, and the targets",
        ),
        [found],
        [status for status in targets if status.indicator.id == CARDS[0]],
    )
