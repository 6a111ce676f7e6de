"""A public figure: an edition's fixed table with what is hidden taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from s3metrics.editions.model import Edition, Sealed, Span, TableKey
from s3metrics.editions.public.groups import sides
from s3metrics.editions.public.pattern import Pattern
from s3metrics.engine.cells import Cell, Status
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.indicators.model import Indicator
from s3metrics.words import Text, all_of, did_you_mean

HIDDEN = Cell(None, None, None, Status.SUPPRESSED)
# Partners write who pays as they like: it may be a company's name.
_NAMES = "funder"


def standing(editions: Sequence[Edition]) -> Edition:
    """The edition that the public sees unless another is asked for: of those that have not been
    replaced, the one of the latest period. Raises WrongCall where nothing is sealed."""
    found = [edition for edition in editions if edition.replaced_by is None]
    if not found:
        raise WrongCall(
            Text(
                "Offentliga siffror visas bara ur förseglade utgåvor, och ingen utgåva är "
                "förseglad. Utelämna --public, eller försegla en rapportperiod först (s3metrics "
                "seal).",
                "Public figures are shown from sealed editions only, and no edition is sealed. "
                "Leave out --public, or seal a reporting period first (s3metrics seal).",
            )
        )
    return max(found, key=lambda edition: edition.period_end)


def public_tables(sealed: Sealed) -> list[TableKey]:
    """The edition's tables that everybody may see: all but those that name who pays."""
    return [key for key in sealed.tables if _NAMES not in key[2]]


def checked(
    sealed: Sealed, indicator: Indicator, selection: Selection, by: tuple[str, ...]
) -> Selection:
    """The selection with its dates filled in. Raises WrongCall for what is no fixed table: other
    selections could be subtracted from each other."""
    edition = sealed.edition
    spans = sealed.spans_of(indicator.id)
    if not spans:
        raise WrongCall(
            Text(
                f"{indicator.id} fanns inte när utgåvan {edition.name} förseglades.",
                f"{indicator.id} did not exist when the edition {edition.name} was sealed.",
            )
        )
    tables = all_of(_names(sealed, indicator))
    if selection.dimensions:
        chosen = all_of(selection.dimensions)
        raise WrongCall(
            Text(
                f"Offentliga siffror visas inte för ett urval på {chosen.sv}: urval kan dras från "
                f"varandra. Utelämna urvalet, eller dela upp med --by på {tables.sv}.",
                f"Public figures are not shown for a selection by {chosen.en}: selections can be "
                "subtracted from each other. Leave out the selection, or split with --by on "
                f"{tables.en}.",
            )
        )
    span = _span(edition, selection, spans)
    has = {order for name, _, order in public_tables(sealed) if name == indicator.id}
    if not has & {by, by[::-1]}:
        given = ",".join(by)
        meant = did_you_mean(given, _names(sealed, indicator))
        raise WrongCall(
            Text(
                f"{indicator.id} visas inte offentligt uppdelad på ”{given}”.{meant.sv} Utgåvan "
                f"{edition.name} har totalen och uppdelningarna {tables.sv}.",
                f"{indicator.id} is not shown publicly by “{given}”.{meant.en} The edition "
                f"{edition.name} has the total and the breakdowns {tables.en}.",
            )
        )
    start = edition.period_start if span is Span.PERIOD else edition.programme_start
    return replace(selection, from_=start, to=edition.period_end)


def as_public(result: Result, pattern: Pattern, sealed: Sealed) -> Result:
    """The sealed table without what is hidden, overlap and coverage; its code stays."""
    indicator, by = result.indicator.id, result.by
    start = result.receipt.selection["from"]
    is_period = start == sealed.edition.period_start.isoformat()
    span = Span.PERIOD if is_period else Span.ACCUMULATED
    table = sealed.table(indicator, span, by) or sealed.table(indicator, span, by[::-1])
    assert table is not None, "checked before"
    turned = table.by != by
    is_about_companies = bool(sides(result.indicator))

    def shown(members: tuple[str, ...], cell: Cell) -> Cell:
        place = (table.key, members[::-1] if turned else members)
        # What nobody has judged stays hidden: the definition may have changed since the seal.
        is_judged = place in pattern.behind or not is_about_companies
        return HIDDEN if place in pattern.hidden or not is_judged else cell

    return replace(
        result,
        cells={members: shown(members, cell) for members, cell in result.cells.items()},
        find_overlap=dict,
        find_coverage=None,
    )


def _span(edition: Edition, selection: Selection, spans: tuple[Span, ...]) -> Span:
    starts = {
        Span.ACCUMULATED: (None, edition.programme_start),
        Span.PERIOD: (edition.period_start,),
    }
    for span in (Span.ACCUMULATED, Span.PERIOD):
        if selection.from_ in starts[span] and selection.to in (None, edition.period_end):
            return span if span in spans else Span.ACCUMULATED
    raise WrongCall(
        Text(
            f"Offentliga siffror visas bara för hela perioden i utgåvan {edition.name}, "
            f"{edition.period_start} – {edition.period_end}, eller ackumulerat från "
            f"{edition.programme_start}. Ange --from {edition.period_start} för perioden, eller "
            "utelämna datumen för det ackumulerade.",
            f"Public figures are shown only for the whole period of the edition {edition.name}, "
            f"{edition.period_start} – {edition.period_end}, or accumulated from "
            f"{edition.programme_start}. Give --from {edition.period_start} for the period, or "
            "leave out the dates for the accumulated figure.",
        )
    )


def _names(sealed: Sealed, indicator: Indicator) -> list[str]:
    tables = [by for name, _, by in public_tables(sealed) if name == indicator.id and by]
    return list(dict.fromkeys(map(",".join, tables)))
