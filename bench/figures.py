"""The headline figures against a scan of the participations, and against pandas and polars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial

from bench.frames import WAYS, Counts, Frames, Way
from bench.generate import cached
from bench.timing import Contestant, Measure, medians, milliseconds, seconds
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
    """The figures that pandas and polars are asked for too; raises WrongFigure on a difference."""
    frames = Frames.of(platform.engine().reader.cursor(), platform.programme)
    periods = {"whole programme": (platform.programme.period.start, TODAY)}
    periods |= {f"any period ({name})": period for name, period in PERIODS.items()}
    bars = {"pandas": (15, 5), "polars": (10, 3)}
    worst: dict[str, list[Measure]] = {library: [] for library in WAYS}
    for title, period in periods.items():
        _verify(platform, frames, period)
        contestants: dict[str, Contestant] = {}
        for figure in COMPARED:
            contestants[f"engine {figure}"] = partial(_period, platform, figure, period)
            for library, figures in WAYS.items():
                for way in figures[figure]:
                    contestants[f"{library} {figure} {way.__name__}"] = partial(
                        _in_memory, way, frames, figure, period
                    )
        taken = medians(contestants, repetitions)
        for library in WAYS:
            lines = list(_compared(library, taken))
            best = sum(line[1] for line in lines)
            usual = sum(line[2] for line in lines)
            mine = sum(line[3] for line in lines)
            detail = f"{milliseconds(mine)} for five figures, {library} {milliseconds(best)} "
            detail += f"(as usually written {milliseconds(usual)}: {usual / mine:.1f}); each: "
            detail += ", ".join(f"{way} {time / engine:.1f}" for way, time, _, engine in lines)
            measure = Measure(
                group=f"{scale:g}×",
                what=f"{library}, {title}",
                unit="× faster",
                ratio=best / mine,
                bar=bars[library][title != "whole programme"] if scale >= 100 else None,
                is_least=True,
                detail=detail,
            )
            worst[library].append(measure)
    for measures in worst.values():
        yield measures[0]
        yield min(measures[1:], key=lambda measure: measure.ratio)


def _compared(
    library: str, taken: Mapping[str, float]
) -> Iterator[tuple[str, float, float, float]]:
    """Per figure: the fastest way's name, its seconds, those of the usual way, the engine's."""
    for figure, ways in WAYS[library].items():
        times = {way.__name__: taken[f"{library} {figure} {way.__name__}"] for way in ways}
        best = min(times, key=lambda name: times[name])
        yield (
            f"{figure} ({best.removeprefix(library + '_')})",
            times[best],
            times[ways[0].__name__],
            taken[f"engine {figure}"],
        )


def _verify(platform: Platform, frames: Frames, period: tuple[date, date]) -> None:
    for figure in COMPARED:
        mine = counts(platform, figure, period)
        for figures in WAYS.values():
            for way in figures[figure]:
                theirs = way(frames, figure, *period)
                if theirs != mine:
                    raise WrongFigure(
                        f"{figure}, {period[0]}–{period[1]}: {way.__name__} gives {theirs}, "
                        f"the engine {mine}"
                    )


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
