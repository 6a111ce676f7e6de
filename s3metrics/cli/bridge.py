"""`bridge`: why what was reported differs from what is known now, in parts that add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from s3metrics.cli.arguments import members, one_of
from s3metrics.cli.base import Command, opened
from s3metrics.cli.cells import find_cell
from s3metrics.cli.listing import Column, Listing, Row
from s3metrics.cli.options import format_option, list_option
from s3metrics.cli.out import tell, tell_sample
from s3metrics.cli.texts import cell_words
from s3metrics.cli.values import NO_NUMBER, counted, figure, number
from s3metrics.editions.bridge import REASONS, BridgedFigure, OpenedPart, Reason
from s3metrics.editions.model import Span
from s3metrics.engine.entities import Entity, SourceRow
from s3metrics.engine.result import Cell
from s3metrics.errors import WrongCall
from s3metrics.indicators import find_indicator
from s3metrics.platform import Platform
from s3metrics.words import Text, listed

_NAMED = 10
"""Units that are named below the rows; the rows have them all."""
_SPANS = {Span.PERIOD: "perioden", Span.ACCUMULATED: "ackumulerat"}


@click.command(
    cls=Command,
    help="Förklara varje siffra som är en annan nu (eller i UTGÅVA2) än i UTGÅVA: sena, rättade "
    "och återtagna rader, ändrade företag och insatser, ändrad regel. Delarna blir tillsammans "
    "exakt skillnaden. Med --part visas raderna bakom en del.",
    short_help="Förklara varför siffror skiljer sig från en utgåva.",
)
@click.argument("edition", metavar="UTGÅVA", help="Utgåvan att utgå från.")
@click.argument(
    "edition2",
    metavar="[UTGÅVA2]",
    required=False,
    help="En senare utgåva. Utelämnad: det som är känt nu.",
)
@list_option("--indicator", "Bara de indikatorerna. Utelämnad: alla.", "INDIKATOR,…")
@click.option("--cells", "has_cells", is_flag=True, help="Varje förseglad cell, inte bara totalen.")
@click.option(
    "--part", metavar="ORSAK", help="Visa raderna bakom en del; kräver en --indicator och --span."
)
@click.option("--span", metavar="|".join(Span), help="Perioden eller ackumulerat, för --part.")
@click.option(
    "--cell",
    metavar="UPPDELNING=VÄRDE,…",
    multiple=True,
    help="Cellen som --part gäller, till exempel area=livsmedel,county=09. Utelämnad: totalen.",
)
@format_option
def bridge(
    edition: str,
    edition2: str | None,
    indicator: tuple[str, ...],
    has_cells: bool,
    part: str | None,
    span: str | None,
    cell: tuple[str, ...],
    format_: str,
) -> int:
    """One row per part to stdout; with `--part` one per row of a list."""
    platform = opened()
    if part is not None:
        if len(indicator) != 1 or span is None:
            raise WrongCall(
                Text(
                    "--part kräver en --indicator och --span period eller accumulated.",
                    "--part needs one --indicator and --span period or accumulated.",
                )
            )
        of = (edition, edition2, indicator[0], Span(one_of("--span", span, list(Span))))
        return _open(
            platform, *of, members(cell), Reason(one_of("--part", part, list(Reason))), format_
        )
    figures = platform.bridge(edition, edition2, indicators=indicator, has_cells=has_cells)
    Listing(columns=_PARTS, rows=list(_part_rows(figures))).write(
        format_, lambda: [one.as_json() for one in figures]
    )
    tell_sample(platform)
    other = f"utgåvan {edition2}" if edition2 else "det som är känt nu"
    differ = counted(len(figures), "siffra skiljer", "siffror skiljer")
    tell(f"{differ} sig mellan utgåvan {edition} och {other}.")
    return 0


def _open(
    platform: Platform,
    edition: str,
    edition2: str | None,
    indicator: str,
    span: Span,
    wanted: dict[str, str],
    reason: Reason,
    format_: str,
) -> int:
    result = platform.compute(indicator, by=tuple(wanted), as_of=edition2)
    cell = find_cell(result, wanted, platform.at(edition2).programme)
    part = platform.open_part(edition, edition2, indicator, span, cell, reason)
    Listing(columns=_ROWS, rows=list(_opened_rows(part))).write(format_, part.as_json)
    tell_sample(platform)
    tell(_units(part))
    return 0


def _part_rows(figures: list[BridgedFigure]) -> Iterator[Row]:
    for one in figures:
        for part in one.parts:
            yield {
                "indicator": one.indicator,
                "span": one.span,
                "cell": ",".join(f"{name}={member}" for name, member in one.members.items()),
                "members": one.members,
                "reason": part.reason.value,
                "before": part.before.value,
                "after": part.after.value,
                "change": part.change,
                "part": part,
            }


def _cell(row: Row, which: str) -> str:
    found: Cell = getattr(row["part"], which)
    return figure(find_indicator(row["indicator"]), found.value, found.status)


def _change(row: Row) -> str:
    if row["change"] is None:
        return NO_NUMBER
    indicator = find_indicator(row["indicator"])
    if indicator.is_share:
        text = f"{number(round(row['change'] * 100, 2))} procentenheter"
    else:
        # A quotient's exact difference has more digits than anybody reads.
        text = number(round(row["change"], 4))
    return text if row["change"] <= 0 else f"+{text}"


_PARTS = (
    Column(name="indicator", heading="Indikator"),
    Column(name="span", heading="Avser", show=lambda row: _SPANS[Span(row["span"])]),
    Column(name="cell", heading="Cell", show=lambda row: cell_words(row["members"])),
    Column(name="reason", heading="Orsak", show=lambda row: REASONS[Reason(row["reason"])].sv),
    Column(name="before", heading="Före", show=lambda row: _cell(row, "before"), is_number=True),
    Column(name="after", heading="Efter", show=lambda row: _cell(row, "after"), is_number=True),
    Column(name="change", heading="Skillnad", show=_change, is_number=True),
)


def _opened_rows(opened_part: OpenedPart) -> Iterator[Row]:
    for kind, rows in (("gained", opened_part.rows_gained), ("lost", opened_part.rows_lost)):
        yield from (_row(kind, row) for row in rows)
    for changed in opened_part.changed:
        if changed.before:
            yield _row("changed_before", changed.before)
        if changed.after:
            yield _row("changed_after", changed.after)


_KINDS = {
    "gained": "räknas nu",
    "lost": "räknas inte längre",
    "changed_before": "löd förut",
    "changed_after": "lyder nu",
}


def _row(kind: str, row: SourceRow) -> Row:
    return {
        "kind": kind,
        "unit": row.unit or row.cells.get("orgnr") or row.cells.get("initiative_id"),
        "delivery": row.delivery,
        "sender": row.sender,
        "file": row.file,
        "sheet": row.sheet,
        "row": row.row,
    }


def _units(opened_part: OpenedPart) -> str:
    gained, lost = map(_named, (opened_part.gained, opened_part.lost))
    return f"Räknas nu: {gained}. Räknas inte längre: {lost}."


def _named(units: Sequence[Entity]) -> str:
    if not units:
        return "inga"
    names = [unit.name or unit.id for unit in units[:_NAMED]]
    more = len(units) - len(names)
    return f"{', '.join(names)} och {number(more)} till" if more else listed(names)


_ROWS = (
    Column(name="kind", heading="Raden", show=lambda row: _KINDS[row["kind"]]),
    Column(name="unit", heading="Enhet"),
    Column(name="delivery", heading="Leverans", is_number=True),
    Column(name="sender", heading="Avsändare"),
    Column(name="file", heading="Fil"),
    Column(name="sheet", heading="Blad"),
    Column(name="row", heading="Rad", is_number=True),
)
