"""Costs per cost category, and co-financing paid in per financier and kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from s3metrics.engine.members import label
from s3metrics.engine.payments import KINDS, FundingKind, PaidIn, paid_in
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Result
from s3metrics.indicators import CATALOGUE
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.reports.asking import Asked
from s3metrics.reports.tables import Column, Figure, Kind, Table, Value


def cost_table(asked: Asked) -> Table:
    """Costs of the period and accumulated, per cost category, beside what was decided."""
    by = ("cost_category",)
    now, total = asked.in_period("costs", by), asked.accumulated("costs", by)
    assert now is not None
    decided = {one.id: one.budget_sek for one in asked.programme.cost_categories}
    costs = CATALOGUE["costs"]
    members = [member for (member,) in total.cells if member != ALL]
    members += [member for (member,) in now.cells if member not in (*members, ALL)]
    rows: list[tuple[Value, ...]] = []
    for member in (*members, ALL):
        mine, so_far = now.cells.get((member,)), total.cells.get((member,))
        rows.append(
            (
                label("cost_category", member, asked.programme).sv,
                Figure.of(costs, mine) if mine else None,
                Figure.of(costs, so_far) if so_far else None,
                _decided_in_all(decided) if member == ALL else decided.get(member),
                asked.code(now if mine else None, cost_category=member),
                asked.code(total if so_far else None, cost_category=member),
            )
        )
    return Table(
        id="kostnader",
        title="Kostnader",
        about="Kostnader per kostnadsslag: denna period, ackumulerat och beslutat.",
        notes=(
            "Kronor. Beslutat är det som programfilen anger per kostnadsslag; tomt där det inte är "
            "känt.",
        ),
        columns=(
            Column(name="cost_category", heading="Kostnadsslag", width=32),
            Column(name="period", heading="Denna period", kind=Kind.FIGURE, width=18),
            Column(name="accumulated", heading="Ackumulerat", kind=Kind.FIGURE, width=18),
            Column(name="decided", heading="Beslutat", kind=Kind.MONEY, width=18),
            Column(name="period_receipt", heading="Kvitto, denna period", width=14),
            Column(name="accumulated_receipt", heading="Kvitto, ackumulerat", width=14),
        ),
        rows=_with_ore(rows),
        is_bold={len(rows) - 1: True},
    )


def cofinancing_table(asked: Asked) -> Table:
    """What each financier has paid in, of each kind, with sums per kind."""
    found = paid_in(asked.clock.engine, asked.clock.delivery, asked.period.start, asked.end)
    now, total = (
        asked.in_period("funding_paid", ("funder",)),
        asked.accumulated("funding_paid", ("funder",)),
    )
    assert now is not None
    rows: list[tuple[Value, ...]] = []
    bold: dict[int, bool] = {}
    for kind in FundingKind:
        of_kind = [one for one in found if one.kind is kind]
        if not of_kind and kind in (FundingKind.EU, FundingKind.UNTOLD):
            continue
        for one in of_kind:
            rows.append(
                (
                    KINDS[kind].sv,
                    "Okänd finansiär" if one.funder == UNKNOWN_MEMBER else one.funder,
                    *_amounts([one]),
                    *_codes(asked, (now, total), one.funder),
                )
            )
        bold[len(rows)] = True
        rows.append((KINDS[kind].sv, "Summa", *_sums(asked, of_kind), None, None))
    cofinancing = [one for one in found if one.kind is not FundingKind.EU]
    for name, ones, receipts in (
        ("Medfinansiering", cofinancing, (None, None)),
        ("All finansiering", found, (asked.code(now), asked.code(total))),
    ):
        bold[len(rows)] = True
        rows.append((name, "Summa", *_sums(asked, ones), *receipts))
    return Table(
        id="medfinansiering",
        title="Medfinansiering",
        about="Inbetald medfinansiering per finansiär och slag.",
        notes=(
            "Inbetalt i kronor. Slaget följer finansiärens källa och form i bladet Finansiering, "
            "eller bokningens egen form.",
            "Kvittot gäller allt som finansiären har betalat in, oavsett slag.",
        ),
        columns=(
            Column(name="kind", heading="Slag", width=34),
            Column(name="funder", heading="Finansiär", width=34),
            Column(name="period", heading="Denna period", kind=Kind.MONEY, width=18),
            Column(name="accumulated", heading="Ackumulerat", kind=Kind.MONEY, width=18),
            Column(name="decided", heading="Beslutat", kind=Kind.MONEY, width=18),
            Column(name="period_receipt", heading="Kvitto, denna period", width=14),
            Column(name="accumulated_receipt", heading="Kvitto, ackumulerat", width=14),
        ),
        rows=rows,
        is_bold=bold,
    )


def _codes(asked: Asked, results: Sequence[Result], funder: str) -> Iterator[str | None]:
    """Of the financier's payments; nobody has paid who is in no cell."""
    for result in results:
        yield asked.code(result if (funder,) in result.cells else None, funder=funder)


def _amounts(ones: list[PaidIn]) -> tuple[Decimal, Decimal, Decimal]:
    return (
        sum((one.period_sek for one in ones), Decimal(0)),
        sum((one.accumulated_sek for one in ones), Decimal(0)),
        sum((one.decided_sek for one in ones), Decimal(0)),
    )


def _sums(asked: Asked, ones: list[PaidIn]) -> Iterator[Value]:
    """The sums; where nobody has delivered the bookings or the funding, that is what stands."""
    now = asked.in_period("funding_paid")
    assert now is not None
    told = (now, asked.accumulated("funding_paid"), asked.accumulated("funding_decided"))
    for result, amount in zip(told, _amounts(ones), strict=True):
        figure = Figure.of(result.indicator, result.total)
        yield amount if figure.is_number else figure


def _decided_in_all(decided: dict[str, int | None]) -> int | None:
    """The sum, where every category has an amount."""
    known = [amount for amount in decided.values() if amount is not None]
    return sum(known) if known and len(known) == len(decided) else None


def _with_ore(rows: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """A cost is shown to the öre here, where it is copied into an application."""
    return [
        tuple(replace(cell, decimals=2) if isinstance(cell, Figure) else cell for cell in row)
        for row in rows
    ]
