"""Areas and counties: who is reached where, against the targets that are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from s3metrics.engine.result import Result
from s3metrics.indicators import CATALOGUE
from s3metrics.reports.pack.asking import Asking, members, overlap_at
from s3metrics.reports.pack.headlines import target_cells, target_columns, target_notes
from s3metrics.reports.pack.model import Cell, Chart, Column, Kind, Section, Series, Table
from s3metrics.reports.pack.tables import by_member, crossed
from s3metrics.targets import TargetStatus

REACHED = "smes_reached"


def areas_and_counties(asking: Asking) -> Section:
    """Area × county with totals and overlap, the counties' shares, and the places' targets."""
    words = asking.words
    result = asking.figure(REACHED, ("area", "county"))
    label = asking.label(result)
    counties = [asking.figure(name, ("county",)) for name in _COUNTY_FIGURES]
    county = words.say("Län", "County")
    tables = [
        *crossed(
            asking,
            words.say(f"{label} per område och län", f"{label} by area and county"),
            result,
            words.say("Område", "Area"),
        ),
        with_bars(
            asking,
            by_member(asking, words.say("Länen", "The counties"), "county", counties, county),
            counties[0],
        ),
    ]
    own = [status for status in asking.targets() if status.area or status.county]
    if own:
        tables.append(_targets(asking, own))
    return Section(
        title=words.say("Områden och län", "Areas and counties"),
        starts_page=True,
        sentences=tuple(_overlaps(asking, result)),
        tables=tuple(tables),
    )


_COUNTY_FIGURES = (REACHED, "reach_share", "municipalities_reached", "smes_new", "smes_innovating")


def with_bars(asking: Asking, table: Table, result: Result) -> Table:
    """The table of a figure by one breakdown, with its bars as a chart where there are any."""
    chart = _bars(asking, result, result.by[0])
    is_empty = all(value is None for series in chart.series for value in series.values)
    return table if is_empty else replace(table, chart=chart)


def _bars(asking: Asking, result: Result, dimension: str) -> Chart:
    """One bar per member of a breakdown."""
    words, codes = asking.words, members(result, dimension)
    label = asking.label(result)
    names = [words.member(dimension, code, asking.programme) for code in codes]
    cells = [result.cell(**{dimension: code}) for code in codes]
    told = ", ".join(
        f"{name}: {words.cell(result.indicator, cell)}"
        for name, cell in zip(names, cells, strict=True)
    )
    per = _PER[dimension]
    title = words.say(f"{label} per {per[0]}", f"{label} by {per[1]}")
    return Chart(
        title=title,
        alt=words.say(f"Stapeldiagram. {title}. {told}.", f"Bar chart. {title}. {told}."),
        categories=tuple(names),
        series=(Series(name=label, values=tuple(cell.value for cell in cells)),),
        is_share=result.indicator.is_share,
        decimals=result.indicator.decimals,
    )


_PER = {
    "area": ("område", "area"),
    "county": ("län", "county"),
    "source": ("källa", "source"),
    "cost_category": ("kostnadsslag", "cost category"),
}


def _overlaps(asking: Asking, result: Result) -> Iterator[str]:
    """How far the parts exceed the whole, and why; or that they do not."""
    words, indicator = asking.words, result.indicator
    several = {
        "area": words.say("mer än ett område", "more than one area"),
        "county": words.say("mer än ett län", "more than one county"),
    }
    for dimension in reversed(result.by):
        found = overlap_at(result, dimension)
        if found is None or not found.overlap:
            continue
        units = words.number(sum(found.units_in_parts.values()))
        parts, whole, extra = (
            words.figure(indicator, value)
            for value in (found.parts_sum, found.total, found.overlap)
        )
        yield words.say(
            f"{units} företag räknas i {several[dimension]}: delarnas summa {parts} är {extra} "
            f"större än totalen {whole}, som är räknad för sig.",
            f"{units} companies count in {several[dimension]}: the parts' sum {parts} is {extra} "
            f"above the total {whole}, which is counted by itself.",
        )
    threshold = asking.programme.rules.suppression_threshold
    yield words.say(
        f"Underlaget är internt: det visar delar med färre än {threshold} företag, som inte får "
        "spridas offentligt.",
        f"The pack is internal: it shows parts of fewer than {threshold} companies, which must not "
        "be made public.",
    )


def _targets(asking: Asking, own: Sequence[TargetStatus]) -> Table:
    words = asking.words
    rows = []
    for status in own:
        dimension = "area" if status.area else "county"
        if dimension in status.indicator.breakdowns:
            asking.figure(status.indicator.id, (dimension,))
        value = words.cell(status.indicator, status.value)
        counts = words.counts(status.indicator, status.value)
        rows.append(
            (
                Cell(text=words.of(status.where)),
                Cell(text=words.of(CATALOGUE[status.indicator.id].label)),
                Cell(text=value, note=counts),
                *target_cells(status, words),
            )
        )
    return Table(
        title=words.say("Mål per område och län", "Targets by area and county"),
        columns=(
            Column(heading=words.say("Var", "Where"), kind=Kind.TEXT, weight=1.3),
            Column(heading=words.say("Siffra", "Figure"), kind=Kind.TEXT, weight=3),
            Column(heading=words.say("Utfall", "Value"), weight=0.9),
            *target_columns(words),
        ),
        rows=tuple(rows),
        notes=tuple(target_notes(own, words)),
    )
