"""How fast the pages are: `python -m bench.ui`. Exit code 1 when page and bare app differ.

In one run, in one real browser, the dashboard over the sample programme takes turns with a bare
Streamlit app that shows the same elements with constant data (`bench.ui_bare`). Every ratio is of
medians; the milliseconds beside it are this machine's.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence

from playwright.sync_api import Browser

from bench.timing import Measure, milliseconds, table
from bench.ui_browser import Reader, Seen, launched
from bench.ui_servers import both
from ui.pages import PAGES, Page
from ui.state import CHOICES

LIMIT = 1.3
COUNTIES = {
    "06": "Jönköpings län",
    "07": "Kronobergs län",
    "08": "Kalmar län",
    "09": "Gotlands län",
}
# Twelve selections of one, two and three counties, each reached by adding one county.
WALKS = (("06", "07", "08"), ("07", "09", "06"), ("08", "06", "09"), ("09", "08", "07"))
WARM_UP = ("06", "09")
MEASURES = ("paint", "selection", "control")
OWN = tuple(
    name
    for name in CHOICES
    if name not in ("indicator", "theme", "report", "initiative", "compare")
)
"""Controls of one chart or part; the others decide what their whole page is about."""
LEFT_OUT = {"explore": ("ask", "by", "time", "only", "totals", "y")}
"""Page → its controls that ask for another answer, whatever a control of that name is elsewhere,
and the one that has a single option there."""

Urls = dict[str, str]


class Differs(Exception):
    """The bare app does not show what the page shows: no ratio between them means anything."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    given = _parser().parse_args(arguments)
    pages = [entry for entry in PAGES if entry.id in (given.page or [p.id for p in PAGES])]
    wanted = given.only or MEASURES
    found: list[Measure] = []
    try:
        with both(states()) as urls, launched() as browser:
            for measure in _asked(browser, urls, pages, wanted, given.repetitions):
                print(table([measure]).splitlines()[1].strip(), flush=True)
                found.append(measure)
    except Differs as error:
        print(f"Page and bare app differ: {error}", file=sys.stderr)
        return 1
    print(f"\n{table(found)}")
    missed = [measure for measure in found if not measure.is_met]
    print(f"{len(found) - len(missed)} of {len(found)} bars met")
    return 0


def states() -> list[str]:
    """Every selection that the walks come by, as the recording is asked for them."""
    walked = {tuple(sorted(walk[:n])) for walk in WALKS for n in range(1, len(walk) + 1)}
    walked |= {WARM_UP[:1], WARM_UP}
    return [",".join(codes) for codes in sorted(walked)]


def _asked(
    browser: Browser, urls: Urls, pages: Sequence[Page], wanted: Sequence[str], repetitions: int
) -> Iterator[Measure]:
    for entry in pages:
        if "paint" in wanted:
            yield paint(browser, urls, entry, repetitions)
        if "selection" in wanted and entry.has_selection and entry.confines:
            yield selection(browser, urls, entry)
        if "control" in wanted and entry.has_selection:
            yield from controls(browser, urls, entry, repetitions)


def paint(browser: Browser, urls: Urls, entry: Page, repetitions: int) -> Measure:
    """Opening a page in a browser that has nothing of it yet, until all of it is drawn."""
    taken: dict[str, list[Seen]] = {name: [] for name in urls}
    for repetition in range(repetitions + 1):
        for name in _in_turn(urls, repetition):
            with Reader(browser, urls[name]) as reader:
                taken[name].append(reader.open(entry.path))
        _compare(entry.id, {name: seen[-1] for name, seen in taken.items()})
    return _measure("first paint", entry.id, _warm(taken))


def selection(browser: Browser, urls: Urls, entry: Page) -> Measure:
    """Adding a county, twelve times; nobody has asked for that selection on the page before."""
    taken: dict[str, list[Seen]] = {name: [] for name in urls}
    with Reader(browser, urls["page"]) as page, Reader(browser, urls["bare"]) as bare:
        readers = {"page": page, "bare": bare}
        for reader in readers.values():
            reader.open(entry.path)
            for code in WARM_UP:
                reader.pick(COUNTIES[code])
        repetition = 0
        for walk in WALKS:
            for reader in readers.values():
                reader.clear()
            for code in walk:
                for name in _in_turn(urls, repetition):
                    taken[name].append(readers[name].pick(COUNTIES[code]))
                _compare(f"{entry.id}, {code}", {name: seen[-1] for name, seen in taken.items()})
                repetition += 1
    return _measure("a county chosen", entry.id, taken)


def controls(browser: Browser, urls: Urls, entry: Page, repetitions: int) -> Iterator[Measure]:
    """Each chart's own control: how many charts it draws again, and how long that takes."""
    with Reader(browser, urls["page"]) as reader:
        charts = reader.open(entry.path).shown["stPlotlyChart"]
        own = [name for name in OWN if name not in LEFT_OUT.get(entry.id, ())]
        for name in filter(reader.has, own):
            reader.turn(name)
            seen = [reader.turn(name) for _ in range(repetitions)]
            again = {
                kind: max(one.redrawn[kind] for one in seen)
                for kind in ("stPlotlyChart", "stTable", "stMetric")
            }
            yield Measure(
                group="own control",
                what=f"{entry.id}: {name}",
                unit=f"of {charts} charts",
                # No card has a control of its own; a part may hold several tables, all its own.
                ratio=again["stPlotlyChart"] + again["stMetric"],
                bar=1,
                detail=f"{_spread([one.drawn for one in seen])}; tables {again['stTable']}",
            )


def _in_turn(urls: Urls, repetition: int) -> list[str]:
    """The page first or the bare app first, by turns."""
    names = list(urls)
    return names if repetition % 2 else names[::-1]


def _warm(taken: dict[str, list[Seen]]) -> dict[str, list[Seen]]:
    return {name: seen[1:] for name, seen in taken.items()}


def _compare(where: str, seen: dict[str, Seen]) -> None:
    """Raises Differs where the two do not show as many of each kind."""
    page, bare = seen["page"].shown, seen["bare"].shown
    apart = {kind: (page[kind], bare[kind]) for kind in page if page[kind] != bare[kind]}
    if apart:
        raise Differs(f"{where}: {apart} (page, bare)")


def _measure(group: str, page: str, taken: dict[str, list[Seen]]) -> Measure:
    times = {name: [one.drawn for one in seen] for name, seen in taken.items()}
    ratio = statistics.median(times["page"]) / statistics.median(times["bare"])
    return Measure(
        group=group,
        what=page,
        unit="× bare",
        ratio=ratio,
        bar=LIMIT,
        detail=f"{_spread(times['page'])} against {_spread(times['bare'])}",
    )


def _spread(times: Sequence[float]) -> str:
    """`812 ms (790–860)`: the median and the quartiles."""
    if len(times) < 2:
        return milliseconds(times[0])
    low, middle, high = statistics.quantiles(times, n=4, method="inclusive")
    return f"{middle * 1000:,.0f} ms ({low * 1000:,.0f}–{high * 1000:,.0f})"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.ui", description=__doc__)
    parser.add_argument("--page", choices=[p.id for p in PAGES], action="append")
    parser.add_argument("--only", choices=MEASURES, action="append", help="may be given again")
    parser.add_argument("--repetitions", type=int, default=10)
    return parser


if __name__ == "__main__":
    sys.exit(main())
