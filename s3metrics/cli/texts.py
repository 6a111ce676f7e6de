"""Sentences about a figure: what it is, how it is counted, its overlap, its receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from s3metrics.cli.values import figure, number
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Overlap, Result
from s3metrics.indicators.sentences import sentence
from s3metrics.words import Text, listed

DIMENSIONS = {
    "area": Text("Område", "Area"),
    "county": Text("Län", "County"),
    "county_a": Text("Ett län", "County"),
    "county_b": Text("Annat län", "Other county"),
    "municipality": Text("Kommun", "Municipality"),
    "size": Text("Storlek", "Size"),
    "support": Text("Stöd", "Support"),
    "month": Text("Månad", "Month"),
    "quarter": Text("Kvartal", "Quarter"),
    "half_year": Text("Halvår", "Half-year"),
    "year": Text("År", "Year"),
    "reporting_period": Text("Rapportperiod", "Reporting period"),
    "initiative_status": Text("Status", "Status"),
    "principal_kind": Text("Huvudmannens typ", "Kind of principal"),
    "kind": Text("Typ", "Kind"),
    "source": Text("Källa", "Source"),
    "form": Text("Form", "Form"),
    "funder": Text("Finansiär", "Funder"),
    "cost_category": Text("Kostnadsslag", "Cost category"),
    "raised_by": Text("Lyft av", "Raised by"),
}


def dimension_word(dimension: str) -> str:
    """The heading of a breakdown; one that is new here shows its own name."""
    return DIMENSIONS[dimension].sv if dimension in DIMENSIONS else dimension


def cell_words(members: Mapping[str, str]) -> str:
    """A cell by its members: `Område livsmedel, Län 09`; of all of them `totalt`."""
    named = [f"{dimension_word(d)} {m}" for d, m in members.items() if m != ALL]
    return ", ".join(named) or "totalt"


def about(result: Result) -> Iterator[str]:
    """The figure's name and period, its rule, its overlap and its receipt, a sentence each."""
    indicator, selection = result.indicator, result.receipt.selection
    yield f"{indicator.label} ({indicator.unit}), {selection['from']} – {selection['to']}"
    yield f"Så räknas det: {sentence(indicator, 'sv')}"
    if indicator.note:
        yield f"Att veta: {indicator.note}"
    for dimension, overlaps in result.overlap.items():
        yield from (_overlap_sentence(result, dimension, o) for o in _told(overlaps))
        if len(overlaps) > 1:
            yield f"Överlapp efter {_of(dimension)} inom varje annan del: se --format json."
    if result.note is not None:
        yield result.note.sv
    told = as_of_words(result.receipt.as_of, is_sealed=result.is_sealed)
    yield f"Kvitto {result.receipt.code}, {told}"


def as_of_words(as_of: int | str, *, is_sealed: bool) -> str:
    """`per leverans 12`, or `som rapporterat i utgåvan 2025-H1`; of a figure that the edition does
    not hold, that it is counted from what was known then."""
    if isinstance(as_of, int):
        return f"per leverans {as_of}"
    if is_sealed:
        return f"som rapporterat i utgåvan {as_of}"
    return f"räknad på det som var känt när utgåvan {as_of} förseglades"


def about_alternatives(result: Result) -> Iterator[str]:
    """The other rules that the figure was counted by, a sentence each."""
    if result.alternatives is None:
        return
    for other in result.alternatives:
        yield f"{other.label.sv} ({other.unit.sv}): {other.sentence.sv}"
    if not result.alternatives:
        yield "Siffran har inga andra regler att jämföra med."


def _told(overlaps: list[Overlap]) -> list[Overlap]:
    return [o for o in overlaps if all(member == ALL for member in o.members.values())]


def _overlap_sentence(result: Result, dimension: str, overlap: Overlap) -> str:
    parts, total = _number(result, overlap.parts_sum), _number(result, overlap.total)
    found = (
        f"Överlapp efter {_of(dimension)}: delarna är tillsammans {parts}, totalt är {total}, "
        f"skillnaden {_number(result, overlap.overlap)}"
    )
    several = [f"{number(units)} i {parts}" for parts, units in overlap.units_in_parts.items()]
    return f"{found}; i flera delar: {listed(several)}." if several else f"{found}."


def _number(result: Result, value: Any) -> str:
    return figure(result.indicator, value, "ok")


def _of(dimension: str) -> str:
    return dimension_word(dimension).lower()
