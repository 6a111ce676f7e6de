"""The indicators of the decision: target, this period, accumulated, and by size of company."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from s3metrics.engine.cells import Status
from s3metrics.engine.members import label
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Result
from s3metrics.indicators import Indicator
from s3metrics.programme import Target
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.reports.asking import Asked
from s3metrics.reports.tables import Column, Figure, Kind, Table, Value, swedish

SIZES = ("mikro", "liten", "medel", "stor")
_NO_PERIOD = "räknas bara ackumulerat"
_ROUNDED = Decimal("1")


def indicator_table(asked: Asked) -> Table:
    """One line per indicator of the decision."""
    period, programme = asked.period, asked.programme
    sizes = programme.choices("size")
    return Table(
        id="indikatorer",
        title="Indikatorer",
        about="Beslutets indikatorer: mål, denna period, ackumulerat och varav per storlek.",
        notes=(
            f"Denna period: {period.start} – {period.end}. Ackumulerat: {asked.start} – "
            f"{period.end}; räknat på nytt, inte summan av perioderna.",
            "Varav-kolumnerna gäller det ackumulerade. Ett företag som fått stöd flera gånger är "
            "ett företag.",
        ),
        columns=(
            Column(name="code", heading="Kod", width=9),
            Column(name="indicator", heading="Indikator", kind=Kind.LONG, width=32),
            Column(name="unit", heading="Enhet", kind=Kind.LONG, width=13),
            Column(name="target", heading="Mål", kind=Kind.FIGURE, width=11),
            Column(name="target_date", heading="Måldatum", kind=Kind.DATE, width=11),
            Column(name="period", heading="Denna period", kind=Kind.FIGURE, width=13),
            Column(name="accumulated", heading="Ackumulerat", kind=Kind.FIGURE, width=13),
            *(
                Column(
                    name=size,
                    heading=f"Varav {sizes[size].sv.lower()}",
                    kind=Kind.FIGURE,
                    width=10,
                )
                for size in (*SIZES, UNKNOWN_MEMBER)
            ),
            Column(name="remark", heading="Anmärkning", kind=Kind.LONG, width=32),
            Column(name="period_receipt", heading="Kvitto, denna period", width=14),
            Column(name="accumulated_receipt", heading="Kvitto, ackumulerat", width=14),
            Column(name="indicator_id", heading="Id", width=24),
        ),
        rows=[_line(asked, indicator) for indicator in asked.decision_indicators],
    )


def size_table(asked: Asked) -> Table:
    """One line per indicator and size, of those that are counted by size."""
    programme = asked.programme
    rows: list[tuple[Value, ...]] = []
    for indicator in asked.decision_indicators:
        if "size" not in indicator.breakdowns:
            continue
        now, so_far = asked.in_period(indicator.id, ("size",)), _by_size(asked, indicator)
        for (size,), cell in so_far.cells.items():
            if size == ALL:
                continue
            rows.append(
                (
                    indicator.eu_code,
                    indicator.label.sv,
                    label("size", size, programme).sv,
                    Figure.of(indicator, now.cell(size=size)) if now else None,
                    Figure.of(indicator, cell),
                    asked.code(now, size=size),
                    asked.code(so_far, size=size),
                    indicator.id,
                    size,
                )
            )
    return Table(
        id="storlek",
        title="Indikatorer per storlek",
        about="Indikatorerna per storleksklass, för perioden och ackumulerat.",
        columns=(
            Column(name="code", heading="Kod", width=9),
            Column(name="indicator", heading="Indikator", kind=Kind.LONG, width=44),
            Column(name="size", heading="Storlek", width=16),
            Column(name="period", heading="Denna period", kind=Kind.FIGURE, width=14),
            Column(name="accumulated", heading="Ackumulerat", kind=Kind.FIGURE, width=14),
            Column(name="period_receipt", heading="Kvitto, denna period", width=14),
            Column(name="accumulated_receipt", heading="Kvitto, ackumulerat", width=14),
            Column(name="indicator_id", heading="Id", width=26),
            Column(name="size_id", heading="Storlekens kod", width=12),
        ),
        rows=rows,
    )


def target_of(asked: Asked, indicator: Indicator) -> Target | None:
    """The programme's last target for the indicator; milestones before it are left out."""
    found = [
        target
        for target in asked.programme.targets
        if target.indicator == indicator.id and target.area is None and target.county is None
    ]
    return max(found, key=lambda target: target.date, default=None)


def _line(asked: Asked, indicator: Indicator) -> tuple[Value, ...]:
    now, so_far = asked.in_period(indicator.id), asked.accumulated(indicator.id)
    target = target_of(asked, indicator)
    return (
        indicator.eu_code,
        indicator.label.sv,
        indicator.unit.sv,
        _target_cell(indicator, target),
        target.date if target else None,
        Figure.of(indicator, now.total) if now else None,
        Figure.of(indicator, so_far.total),
        *_sizes(asked, indicator),
        " ".join(_remarks(asked, indicator, target)),
        asked.code(now),
        asked.code(so_far),
        indicator.id,
    )


def _target_cell(indicator: Indicator, target: Target | None) -> Figure | None:
    if target is None:
        return None
    return Figure(
        value=target.value,
        status=Status.OK,
        decimals=indicator.decimals,
        is_share=indicator.is_share,
    )


def _sizes(asked: Asked, indicator: Indicator) -> Iterator[Figure | None]:
    if "size" not in indicator.breakdowns:
        yield from [None] * (len(SIZES) + 1)
        return
    result = _by_size(asked, indicator)
    for size in (*SIZES, UNKNOWN_MEMBER):
        cell = result.cells.get((size,))
        yield Figure.of(indicator, cell) if cell else None


def _by_size(asked: Asked, indicator: Indicator) -> Result:
    return asked.accumulated(indicator.id, ("size",))


def _remarks(asked: Asked, indicator: Indicator, target: Target | None) -> Iterator[str]:
    if not indicator.has_period:
        yield f"Indikatorn {_NO_PERIOD}."
    if target is not None and target.example:
        yield "Målet är ett exempel, inte ur beslutet."
    rate, value = asked.programme.rules.eur_sek_rate, asked.accumulated(indicator.id).total.value
    if indicator.eu_code and indicator.is_money and rate and value:
        euro = (Decimal(value) / rate).quantize(_ROUNDED)
        yield f"Ackumulerat {swedish(euro)} euro vid kursen {swedish(rate)} kr."
