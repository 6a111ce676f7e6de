"""`coverage`: what is missing behind a figure, and what it could be if it all came in."""

from __future__ import annotations

from collections.abc import Iterator

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.listing import Column, Listing, Row
from s3metrics.cli.options import (
    as_of_option,
    format_option,
    indicator_argument,
    selection_options,
)
from s3metrics.cli.out import tell, tell_sample
from s3metrics.cli.values import NO_NUMBER, figure
from s3metrics.engine.coverage import Coverage
from s3metrics.engine.selection import Selection
from s3metrics.indicators import Indicator, find_indicator
from s3metrics.sheets import sheet_for_table


@click.command(
    cls=Command,
    help="Visa vad som saknas bakom en siffra: listor, rader i karantän och okända uppgifter, och "
    "vad siffran kunde bli om allt som har levererats vore fullständigt.",
    short_help="Visa vad som saknas bakom en siffra.",
)
@indicator_argument
@selection_options
@as_of_option
@format_option
def coverage(indicator: str, selection: Selection, as_of: str | None, format_: str) -> int:
    """One row per list, kind of waiting rows and unknown particular; bounds to stderr."""
    platform = opened()
    found = platform.coverage(indicator, selection, as_of)
    Listing(columns=_COLUMNS, rows=list(_rows(found))).write(format_, found.as_json)
    tell_sample(platform)
    tell(_bounds(find_indicator(indicator), found))
    for sentence in found.bounds.sentences:
        tell(sentence.sv)
    return 0


def _rows(found: Coverage) -> Iterator[Row]:
    for sender in found.senders:
        yield {
            "kind": f"list_{sender.status.value}",
            "sheet": sheet_for_table(sender.table).title,
            "sender": sender.sender,
            "rows": None,
            "what": sender.sentence.sv,
        }
    for waiting in found.waiting:
        for code, rows in waiting.by_code.items():
            sheet = sheet_for_table(waiting.table).title
            yield {
                "kind": f"quarantined_{code.value}",
                "sheet": sheet,
                "sender": waiting.sender,
                "rows": rows,
                "what": f"Väntar på rättning i {sheet}.",
            }
    for unknown in found.unknown:
        yield {
            "kind": unknown.id,
            "sheet": None,
            "sender": None,
            "rows": unknown.count,
            "what": unknown.sentence.sv,
        }


def _bounds(indicator: Indicator, found: Coverage) -> str:
    lower, upper = (
        NO_NUMBER if bound is None else figure(indicator, bound, "ok")
        for bound in (found.bounds.lower, found.bounds.upper)
    )
    return f"Om allt som har levererats vore fullständigt: lägst {lower}, högst {upper}."


_COLUMNS = (
    Column(name="kind", heading="Slag"),
    Column(name="sheet", heading="Blad"),
    Column(name="sender", heading="Avsändare"),
    Column(name="rows", heading="Antal", is_number=True),
    Column(name="what", heading="Vad"),
)
