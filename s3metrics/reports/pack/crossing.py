"""Across the borders: initiatives over counties and areas, pairs of counties, and companies."""

from __future__ import annotations

from collections.abc import Iterator

from s3metrics.engine.query import ALL
from s3metrics.engine.result import Result
from s3metrics.reports.pack.asking import Asking
from s3metrics.reports.pack.model import Cell, Column, Kind, Section, Table
from s3metrics.reports.pack.places import with_bars
from s3metrics.reports.pack.tables import WIDEST, by_member, largest, shown, text

_BY_AREA = (
    "cross_county_initiatives",
    "initiatives",
    "cross_county_share",
    "cross_area_initiatives",
)
_BY_COUNTY = ("cross_county_initiatives", "initiatives", "cross_county_declared")
_COMPANIES = ("smes_across_border", "smes_returning", "smes_multi_area")


def across_borders(asking: Asking) -> Section:
    """Tables by area and county, the pairs of counties, and the companies that cross."""
    words = asking.words
    by_area = [asking.figure(name, ("area",)) for name in _BY_AREA]
    by_county = [asking.figure(name, ("county",)) for name in _BY_COUNTY]
    companies = [asking.figure(name, ("county",)) for name in _COMPANIES]
    area, county = words.say("Område", "Area"), words.say("Län", "County")
    return Section(
        title=words.say("Över gränserna", "Across the borders"),
        starts_page=True,
        sentences=tuple(_sentences(asking)),
        tables=(
            with_bars(
                asking,
                by_member(
                    asking,
                    words.say("Insatser per område", "Initiatives by area"),
                    "area",
                    by_area,
                    area,
                ),
                by_area[0],
            ),
            by_member(
                asking,
                words.say("Insatser per län", "Initiatives by county"),
                "county",
                by_county,
                county,
            ),
            *_pairs(asking, by_county[0]),
            by_member(
                asking,
                words.say("Företag över gränserna", "Companies across the borders"),
                "county",
                companies,
                county,
            ),
        ),
    )


def _sentences(asking: Asking) -> Iterator[str]:
    words = asking.words
    yield words.say(
        "En länsöverskridande insats har stött företag i minst två län. Den räknas i varje sådant "
        "län, en gång i totalen.",
        "A cross-county initiative has supported companies of at least two counties. It counts in "
        "each of them, and once in the total.",
    )
    if len(asking.programme.counties) < 2:
        yield words.say(
            "Programmet har ett enda län, så inget kan gå över en länsgräns.",
            "The programme has a single county, so nothing can cross a county border.",
        )


def _pairs(asking: Asking, crossing: Result) -> Iterator[Table]:
    """County × county, each pair in both of its places; the total is every such initiative."""
    codes = sorted(asking.programme.county_ids)
    if len(codes) < 2:
        return
    words = asking.words
    result = asking.figure("county_pairs", ("county_a", "county_b"))
    top = largest(result, result.by)
    blocks = [codes[i : i + WIDEST] for i in range(0, len(codes), WIDEST)]
    for number, block in enumerate(blocks, start=1):
        is_last = number == len(blocks)
        columns = [Column(heading=words.say("Län", "County"), kind=Kind.TEXT, weight=1.7)]
        columns += [Column(heading=_county(asking, code), kind=Kind.HEAT) for code in block]
        if is_last:
            columns.append(
                Column(heading=words.say("Med något annat län", "With any other county"))
            )
        rows = []
        for one in codes:
            row = [text(_county(asking, one))]
            row += [_pair(asking, result, one, other, top) for other in block]
            if is_last:
                row.append(shown(asking, crossing, crossing.cell(county=one)))
            rows.append(tuple(row))
        part = f" ({number}/{len(blocks)})" if len(blocks) > 1 else ""
        total = words.cell(result.indicator, result.total)
        yield Table(
            title=words.say("Par av län", "Pairs of counties") + part,
            columns=tuple(columns),
            rows=tuple(rows),
            notes=(
                words.say(
                    f"Antal insatser som har stött företag i båda länen. Totalt {total} insatser: "
                    "en insats över tre län står i tre par.",
                    f"Number of initiatives that supported companies of both counties. {total} "
                    "initiatives in all: one over three counties stands in three pairs.",
                ),
            ),
            receipts=(result.receipt.code, crossing.receipt.code),
        )


def _pair(asking: Asking, result: Result, one: str, other: str, top: object) -> Cell:
    if one == other:
        return text("–")
    first, second = sorted((one, other))
    return shown(asking, result, result.cell(county_a=first, county_b=second), top)


def _county(asking: Asking, code: str) -> str:
    return asking.words.member("county", code, asking.programme) if code != ALL else ALL
