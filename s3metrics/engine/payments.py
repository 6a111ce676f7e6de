"""Payments in by financier and by the four kinds of co-financing that the agency asks for.

A payment's source is that of the financier's decided funding, of the same initiative first, else
of all; else the programme file's. Its form is the booking's own where it says one, else found in
the same way. Where that gives two answers there is none: the kind is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.words import Text

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine


class FundingKind(StrEnum):
    """The EU's money, the four kinds of co-financing, and what cannot be told."""

    EU = "eu"
    PUBLIC_CASH = "public_cash"
    PRIVATE_CASH = "private_cash"
    PUBLIC_IN_KIND = "public_in_kind"
    PRIVATE_IN_KIND = "private_in_kind"
    UNTOLD = "untold"


KINDS: Mapping[FundingKind, Text] = {
    FundingKind.EU: Text("EU-stöd (ERUF)", "EU support (ERDF)"),
    FundingKind.PUBLIC_CASH: Text("Offentlig kontant", "Public cash"),
    FundingKind.PRIVATE_CASH: Text("Privat kontant", "Private cash"),
    FundingKind.PUBLIC_IN_KIND: Text("Offentligt bidrag i annat än pengar", "Public in kind"),
    FundingKind.PRIVATE_IN_KIND: Text("Privat bidrag i annat än pengar", "Private in kind"),
    FundingKind.UNTOLD: Text("Slag ej angivet", "Kind not told"),
}
"""What each kind is called."""

_PUBLIC = frozenset({"region", "kommun", "stat", "annan_eu"})
_OF = {
    (True, "kontant"): FundingKind.PUBLIC_CASH,
    (True, "annat_an_pengar"): FundingKind.PUBLIC_IN_KIND,
    (False, "kontant"): FundingKind.PRIVATE_CASH,
    (False, "annat_an_pengar"): FundingKind.PRIVATE_IN_KIND,
}


@dataclass(frozen=True, kw_only=True)
class PaidIn:
    """What one financier has paid in of one kind."""

    funder: str
    """As `funding_paid` names it; `okand` where the booking names nobody."""
    kind: FundingKind
    period_sek: Decimal
    accumulated_sek: Decimal
    decided_sek: Decimal
    """Of funding decided with that source and form."""


def kind_of(source: str | None, form: str | None) -> FundingKind:
    """The kind of a source and a form, either of which may be untold."""
    if source == "eruf":
        return FundingKind.EU
    if source not in _PUBLIC and source != "privat":
        return FundingKind.UNTOLD
    return _OF.get((source in _PUBLIC, form or ""), FundingKind.UNTOLD)


def paid_in(engine: Engine, as_of: int, start: date, end: date) -> list[PaidIn]:
    """Every financier and kind with something decided or paid up to `end`, in the kinds' order.

    The sums per financier are `funding_paid` by funder, and `funding_decided` by funder.
    """
    schema = engine.schema(as_of, "booking", "funding")
    of_programme = {funder.name: funder.source for funder in engine.programme.funders}
    first = engine.programme.period.start
    sums: dict[tuple[str, FundingKind], list[Decimal]] = {}
    cursor = engine.reader.cursor()
    for funder, source, form, *amounts in cursor.execute(
        _SELECT.format(schema=schema), {"first": first, "from": start, "to": end}
    ).fetchall():
        key = funder or UNKNOWN_MEMBER, kind_of(source or of_programme.get(funder), form)
        so_far = sums.setdefault(key, [Decimal(0)] * len(amounts))
        sums[key] = [old + (new or 0) for old, new in zip(so_far, amounts, strict=True)]
    order = list(FundingKind)
    return [
        PaidIn(
            funder=funder,
            kind=kind,
            period_sek=period,
            accumulated_sek=accumulated,
            decided_sek=decided,
        )
        for (funder, kind), (period, accumulated, decided) in sorted(
            sums.items(), key=lambda item: (order.index(item[0][1]), item[0][0])
        )
    ]


_ONE = "CASE WHEN count(DISTINCT {0}) = 1 THEN min({0}) END AS {0}"
_SELECT = f"""
    WITH of_initiative AS (
        SELECT initiative, funder, {_ONE.format("source")}, {_ONE.format("form")}
        FROM memory.{{schema}}.funding GROUP BY initiative, funder
    ), of_funder AS (
        SELECT funder, {_ONE.format("source")}, {_ONE.format("form")}
        FROM memory.{{schema}}.funding GROUP BY funder
    ), paid AS (
        SELECT b.funder,
               CASE WHEN i.funder IS NULL THEN f.source ELSE i.source END AS source,
               coalesce(r.form, CASE WHEN i.funder IS NULL THEN f.form ELSE i.form END) AS form,
               b.date, b.amount_sek
        FROM memory.{{schema}}.booking b
        JOIN ledger.booking r ON r.row_id = b.row_id
        LEFT JOIN of_initiative i ON i.initiative = b.initiative AND i.funder = b.funder
        LEFT JOIN of_funder f ON f.funder = b.funder
        WHERE b.kind = 'inbetalning' AND b.date BETWEEN $first AND $to
    )
    SELECT funder, source, form,
           sum(amount_sek) FILTER (WHERE date >= $from) AS period, sum(amount_sek), NULL
    FROM paid GROUP BY funder, source, form
    UNION ALL
    SELECT funder, source, form, NULL, NULL, sum(budget_sek)
    FROM memory.{{schema}}.funding WHERE initiative_is_active GROUP BY funder, source, form
"""
