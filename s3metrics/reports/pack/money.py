"""Funding: decided, paid in and spent; by source, funder and the four kinds; the EU's share."""

from __future__ import annotations

from decimal import Decimal

from s3metrics.engine.payments import KINDS, FundingKind, paid_in
from s3metrics.engine.result import Result
from s3metrics.reports.pack import trend
from s3metrics.reports.pack.asking import Asking
from s3metrics.reports.pack.model import Cell, Chart, Column, Kind, Section, Table
from s3metrics.reports.pack.places import with_bars
from s3metrics.reports.pack.tables import by_member, share_of, shown, text

_SUMMARY = (
    "funding_decided",
    "funding_paid",
    "costs",
    "burn_rate",
    "eu_share",
    "leverage",
    "cost_per_sme",
)
_BY_AREA = ("funding_decided", "funding_paid", "costs", "burn_rate", "eu_share")


def funding(asking: Asking) -> Section:
    """What is decided, paid in and spent, by whom and how."""
    words = asking.words
    area, source = words.say("Område", "Area"), words.say("Källa", "Source")
    funder, category = words.say("Finansiär", "Funder"), words.say("Kostnadsslag", "Cost category")
    by_area = [asking.figure(name, ("area",)) for name in _BY_AREA]
    by_source = asking.figure("funding_decided", ("source",))
    by_funder = [asking.figure(name, ("funder",)) for name in ("funding_decided", "funding_paid")]
    by_category = asking.figure("costs", ("cost_category",))
    found = _trend(asking)
    return Section(
        title=words.say("Finansiering", "Funding"),
        starts_page=True,
        trends=(found,) if found else (),
        tables=(
            _summary(asking),
            by_member(asking, words.say("Per område", "By area"), "area", by_area, area),
            _kinds(asking),
            with_bars(
                asking,
                by_member(
                    asking, words.say("Per källa", "By source"), "source", [by_source], source
                ),
                by_source,
            ),
            by_member(asking, words.say("Per finansiär", "By funder"), "funder", by_funder, funder),
            with_bars(
                asking,
                by_member(
                    asking,
                    words.say("Kostnader per kostnadsslag", "Costs by category"),
                    "cost_category",
                    [by_category],
                    category,
                ),
                by_category,
            ),
        ),
    )


def _summary(asking: Asking) -> Table:
    words, programme = asking.words, asking.programme
    rows, receipts = [], []
    for name in _SUMMARY:
        result = asking.figure(name)
        receipts.append(result.receipt.code)
        is_share = result.indicator.is_share
        ceiling = programme.eu_share_ceiling if name == "eu_share" else None
        cell = shown(asking, result, result.total, 1 if is_share else None)
        unit = words.of(result.indicator.unit)
        if ceiling is not None:
            unit += words.say(", högst ", ", at most ") + words.share(ceiling, 0)
        rows.append(
            (
                Cell(text=asking.label(result), note=result.receipt.code),
                Cell(
                    text=cell.text,
                    note=cell.note,
                    share=cell.share,
                    mark=None if ceiling is None else float(ceiling),
                ),
                text(unit),
            )
        )
    return Table(
        title=words.say("Sammanfattning", "Summary"),
        columns=(
            Column(
                heading=words.say("Siffra och kvitto", "Figure and receipt"),
                kind=Kind.TEXT,
                weight=2,
            ),
            Column(heading=words.say("Utfall", "Value"), kind=Kind.BAR, weight=1.6),
            Column(heading=words.say("Enhet", "Unit"), kind=Kind.TEXT),
        ),
        rows=tuple(rows),
        receipts=tuple(receipts),
        has_codes_in_rows=True,
    )


def _kinds(asking: Asking) -> Table:
    """The EU's money and the four kinds of co-financing, decided and paid in."""
    words, clock = asking.words, asking.clock
    decided, paid = (asking.figure(name) for name in ("funding_decided", "funding_paid"))
    found = paid_in(clock.engine, clock.delivery, asking.programme.period.start, asking.to)
    rows = []
    for kind in FundingKind:
        own = [one for one in found if one.kind is kind]
        if not own and kind is FundingKind.UNTOLD:
            continue
        sums = (
            sum((one.decided_sek for one in own), Decimal(0)),
            sum((one.accumulated_sek for one in own), Decimal(0)),
        )
        rows.append(
            (
                text(words.of(KINDS[kind])),
                _of_kind(asking, decided, sums[0], has_bar=True),
                _of_kind(asking, paid, sums[1]),
            )
        )
    rows.append(
        (
            text(words.say("Totalt", "Total")),
            shown(asking, decided, decided.total),
            shown(asking, paid, paid.total),
        )
    )
    return Table(
        title=words.say("Slag av finansiering", "Kinds of financing"),
        columns=(
            Column(heading=words.say("Slag", "Kind"), kind=Kind.TEXT, weight=1.6),
            Column(heading=words.say("Beslutat, kr", "Decided, SEK"), kind=Kind.BAR),
            Column(heading=words.say("Inbetalt, kr", "Paid in, SEK")),
        ),
        rows=tuple(rows),
        totals=1,
        notes=(
            words.say(
                "Slaget följer finansiärens källa och form. Offentlig: region, kommun, stat och "
                "annan EU-finansiering.",
                "The kind follows the funder's source and form. Public: region, municipality, "
                "state and other EU funding.",
            ),
        ),
        receipts=(decided.receipt.code, paid.receipt.code),
    )


def _of_kind(asking: Asking, result: Result, value: Decimal, *, has_bar: bool = False) -> Cell:
    """A kind's part of a figure; where there is no figure, why."""
    if result.total.value is None:
        return text(asking.words.empty(result.total.status))
    return Cell(
        text=asking.words.figure(result.indicator, value),
        share=share_of(value, result.total.value) if has_bar else None,
    )


def _trend(asking: Asking) -> Chart | None:
    return trend.chart(
        asking,
        asking.words.say(
            "Kostnader och inbetald finansiering, ackumulerat i kronor",
            "Costs and funding paid in, accumulated, SEK",
        ),
        [trend.trend_of(asking, name) for name in ("costs", "funding_paid")],
    )
