"""The headline figures against a scan of the participations, and against pandas and polars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial

from bench.frames import PREPARED, Counts, Frames, LoadedTables
from bench.generate import cached
from bench.timing import Contestant, Measure, medians, milliseconds, seconds
from bench.ways import WAYS, Way
from s3metrics.engine.selection import Selection
from s3metrics.indicators import find_indicator
from s3metrics.platform import Platform

HEADLINES = (
    "smes_reached",
    "smes_new",
    "enterprises_supported",
    "participations",
    "cross_county_initiatives",
    "cross_county_share",
    "cost_per_sme",
    "funding_decided",
    "costs",
    "burn_rate",
)
COMPARED = tuple(WAYS["pandas"])
_BARS = {"pandas": (15, 5), "polars": (10, 3)}
"""How many times faster than each: whole programme, any period."""

TODAY = date(2026, 12, 1)
"""After the last row: the whole programme."""

PERIODS = {
    "a quarter": (date(2025, 1, 1), date(2025, 3, 31)),
    "a half-year": (date(2025, 7, 1), date(2025, 12, 31)),
    "a reporting period": (date(2026, 4, 1), date(2026, 9, 30)),
    "a year": (date(2025, 1, 1), date(2025, 12, 31)),
    "odd days": (date(2024, 6, 10), date(2026, 2, 17)),
}
OLD_DELIVERY = 2

SCAN = (
    "SELECT sum(hash(orgnr)), sum(hash(initiative_id)), sum(hash(municipality)), "
    "sum(hash(support)), sum(hash(date)) FROM ledger.participation"
)
NARROW_SCAN = (
    "SELECT sum(hash(orgnr)), sum(hash(initiative_id)), sum(hash(date)) FROM ledger.participation"
)


class WrongFigure(Exception):
    """The engine and a recount disagree: no speed is worth telling."""


@contextmanager
def opened(scale: float) -> Iterator[Platform]:
    """The generated programme of a scale, with "today" after its last row."""
    platform = Platform.open(cached(scale).database, today=lambda: TODAY)
    yield platform
    platform.engine().reader.close()


def levels(indicator: str) -> tuple[str, ...]:
    """Area and county, or area where the indicator has no county."""
    has = find_indicator(indicator).breakdowns
    return tuple(dimension for dimension in ("area", "county") if dimension in has)


def against_scan(platform: Platform, scale: float, repetitions: int) -> Iterator[Measure]:
    """Each headline figure: whole programme, any period, any period as of an old delivery."""
    cold = _first_figures(platform)
    contestants: dict[str, Contestant] = {
        "scan": partial(_scan, platform, SCAN),
        "narrow": partial(_scan, platform, NARROW_SCAN),
    }
    for indicator in HEADLINES:
        contestants[f"{indicator}: now"] = partial(_whole, platform, indicator)
        for name, period in PERIODS.items():
            contestants[f"{indicator}: {name}"] = partial(_period, platform, indicator, period)
            contestants[f"{indicator}: old, {name}"] = partial(
                _period, platform, indicator, period, as_of=OLD_DELIVERY
            )
    taken = medians(contestants, repetitions)
    scan = taken["scan"]
    narrow = f"orgnr, initiative and date alone {milliseconds(taken['narrow'])}"
    yield Measure(
        group=f"{scale:g}×",
        what="the scan itself",
        unit="scans",
        ratio=1,
        detail=f"{milliseconds(scan)}; of {narrow}",
    )
    for indicator in HEADLINES:
        yield _in_scans(
            scale,
            f"{indicator}, whole programme",
            taken[f"{indicator}: now"] / scan,
            {1000: 2.5}.get(int(scale), 1.5),
            f"{milliseconds(taken[f'{indicator}: now'])}; first after a delivery "
            f"{milliseconds(cold[indicator])}",
        )
    for title, prefix, bar in (("any period", "", 4), (f"as of {OLD_DELIVERY}", "old, ", 5)):
        for indicator in HEADLINES:
            worst = max(PERIODS, key=lambda name: taken[f"{indicator}: {prefix}{name}"])
            longest = taken[f"{indicator}: {prefix}{worst}"]
            detail = f"{milliseconds(longest)} for {worst}"
            yield _in_scans(scale, f"{indicator}, {title}", longest / scan, bar, detail)


def growth(
    small: Platform, large: Platform, names: tuple[str, str], repetitions: int
) -> Iterator[Measure]:
    """How much slower the figures get from one scale to the next, against the scan."""
    contestants: dict[str, Contestant] = {}
    for size, platform in (("small", small), ("large", large)):
        contestants[f"scan {size}"] = partial(_scan, platform, SCAN)
        for indicator in HEADLINES:
            contestants[f"{indicator} {size}"] = partial(_whole, platform, indicator)
            contestants[f"{indicator} period {size}"] = partial(
                _period, platform, indicator, PERIODS["a year"]
            )
    taken = medians(contestants, repetitions)
    scan = taken["scan large"] / taken["scan small"]
    for indicator in HEADLINES:
        for what, key in (("whole programme", ""), ("a year", " period")):
            before, after = (taken[f"{indicator}{key} {size}"] for size in ("small", "large"))
            yield Measure(
                group=f"{names[0]} → {names[1]}",
                what=f"growth of {indicator}, {what}",
                unit="× scan's growth",
                ratio=after / before / scan,
                bar=1.5 if names[1] == "1000×" else None,
                detail=f"× {after / before:.1f}, the scan × {scan:.1f}",
            )


def against_frames(platform: Platform, scale: float, repetitions: int) -> Iterator[Measure]:
    """The figures that pandas and polars are asked for too; raises WrongFigure on a difference.

    Each is asked for all five figures of a period together: from the loaded tables, which the bars
    are for, and, for information, from rows that are already joined, judged and coded.
    """
    tables = LoadedTables.of(platform.engine().reader.cursor(), platform.programme)
    coded = {library: prepare(tables, TODAY) for library, prepare in PREPARED.items()}
    periods = {"whole programme": (platform.programme.period.start, TODAY)}
    periods |= {f"any period ({name})": period for name, period in PERIODS.items()}
    found: dict[str, list[Measure]] = {}
    for title, period in periods.items():
        contestants: dict[str, Contestant] = {"engine": partial(_five, platform, period)}
        for library, prepare in PREPARED.items():
            ways = _fastest(platform, coded[library], library, period)
            given = partial(_five_in_memory, ways, period)
            contestants[library] = partial(_from_tables, given, prepare, tables, period)
            contestants[f"{library}, joined and coded before"] = partial(given, coded[library])
        taken = medians(contestants, repetitions)
        for name in list(contestants)[1:]:
            bar = _BARS[name][title != "whole programme"] if name in _BARS else None
            measure = Measure(
                group=f"{scale:g}×",
                what=f"{name}, {title}",
                unit="× faster",
                ratio=taken[name] / taken["engine"],
                bar=bar if scale >= 100 else None,
                is_least=True,
                detail=f"{milliseconds(taken['engine'])} for five figures, "
                f"{milliseconds(taken[name])}",
            )
            found.setdefault(name, []).append(measure)
    for measures in found.values():
        yield measures[0]
        yield min(measures[1:], key=lambda measure: measure.ratio)


def _five(platform: Platform, period: tuple[date, date], repetition: int) -> object:
    return [_period(platform, figure, period, repetition) for figure in COMPARED]


def _five_in_memory(
    ways: Mapping[str, Way], period: tuple[date, date], frames: Frames, repetition: int
) -> object:
    return [_in_memory(way, frames, name, period, repetition) for name, way in ways.items()]


def _from_tables(
    figures: Callable[[Frames, int], object],
    prepare: Callable[[LoadedTables, date], Frames],
    tables: LoadedTables,
    period: tuple[date, date],
    repetition: int,
) -> object:
    return figures(prepare(tables, period[1] + timedelta(days=repetition)), repetition)


def _fastest(
    platform: Platform, frames: Frames, library: str, period: tuple[date, date]
) -> dict[str, Way]:
    """Figure → the fastest way of the library; every way must give what the engine gives."""
    found = {}
    for figure, ways in WAYS[library].items():
        mine = counts(platform, figure, period)
        for way in ways:
            theirs = way(frames, figure, *period)
            if theirs != mine:
                raise WrongFigure(
                    f"{figure}, {period[0]}–{period[1]}: {way.__name__} gives {theirs}, "
                    f"the engine {mine}"
                )
        taken = medians(
            {way.__name__: partial(_in_memory, way, frames, figure, period) for way in ways}, 3
        )
        found[figure] = min(ways, key=lambda way: taken[way.__name__])
    return found


def counts(
    platform: Platform, figure: str, period: tuple[date, date], as_of: int | None = None
) -> Counts:
    """The engine's figure by area and county, without its empty cells."""
    selection = Selection(from_=period[0], to=period[1])
    result = platform.compute(figure, selection, ("area", "county"), as_of)
    return {
        (area, county): cell.value for (area, county), cell in result.cells.items() if cell.value
    }


def _first_figures(platform: Platform) -> dict[str, float]:
    """How long each figure takes on a version that nobody has asked yet, in the page's order."""
    fresh = Platform(platform.places, platform.programme, lambda: TODAY)
    found = {name: seconds(partial(_whole, fresh, name), 0) for name in HEADLINES}
    fresh.engine().reader.close()
    return found


def _scan(platform: Platform, sql: str, _repetition: int) -> object:
    return platform.engine().reader.cursor().execute(sql).fetchall()


def _whole(platform: Platform, indicator: str, repetition: int) -> object:
    # Another last day every time, all after the last row: an answer that was kept does not serve.
    selection = Selection(to=TODAY + timedelta(days=repetition))
    return platform.compute(indicator, selection, levels(indicator)).cells


def _period(
    platform: Platform,
    indicator: str,
    period: tuple[date, date],
    repetition: int,
    as_of: int | None = None,
) -> object:
    start, end = (day + timedelta(days=repetition) for day in period)
    selection = Selection(from_=start, to=end)
    return platform.compute(indicator, selection, levels(indicator), as_of).cells


def _in_memory(
    way: Way, frames: Frames, figure: str, period: tuple[date, date], repetition: int
) -> object:
    start, end = (day + timedelta(days=repetition) for day in period)
    return way(frames, figure, start, end)


def _in_scans(scale: float, what: str, ratio: float, bar: float, detail: str) -> Measure:
    return Measure(
        group=f"{scale:g}×",
        what=what,
        unit="scans",
        ratio=ratio,
        bar=bar if scale >= 100 else None,
        detail=detail,
    )
