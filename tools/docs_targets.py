"""Writes docs/targets.md: how targets are followed, with the record of the forecasts.

    python -m tools.docs_targets

The record is made anew from the sample programme (about half a minute), so the page is not among
those that every check generates; a test compares it instead.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date
from pathlib import Path

from s3metrics.engine.engine import Engine
from s3metrics.indicators import CATALOGUE
from s3metrics.platform import Platform
from s3metrics.sample import sample_deliveries
from s3metrics.targets.backtest import Record, Trial, backtest
from s3metrics.targets.forecast import LEVEL, MINIMUM_GROWING, MINIMUM_UNITS, WINDOW
from s3metrics.targets.history import History, Place, is_growing

PAGE = Path(__file__).resolve().parents[1] / "docs" / "targets.md"
TODAY = date(2026, 11, 24)
"""The sample's last day: the page must not change from day to day."""


def build_sample(folder: Path) -> Platform:
    """The sample programme as `s3metrics demo` builds it, on the fixed day."""
    platform = Platform.open(folder / "s3.duckdb", today=lambda: TODAY)
    for delivery in sample_deliveries(platform.programme, TODAY):
        received = delivery.received_at.astimezone(UTC).replace(tzinfo=None)
        platform.deliver(delivery.files, delivery.sender, received_at=received, is_sample=True)
    return platform


def trials(engine: Engine) -> dict[tuple[str, Place], list[Trial]]:
    """Every trial of every target's figure in the sample's past."""
    history = History(engine, engine.reader.last_delivery, TODAY)
    found = {}
    for target in engine.programme.targets:
        indicator, place = CATALOGUE[target.indicator], Place(target.area, target.county)
        if is_growing(indicator):
            found[indicator.id, place] = list(backtest(history.growth(indicator, place)))
    return found


def targets_page(engine: Engine) -> str:
    """The whole page."""
    found = trials(engine)
    return "\n".join([_HEAD, *_by_horizon(found), *_by_figure(found), _TAIL]) + "\n"


def _by_horizon(found: dict[tuple[str, Place], list[Trial]]) -> Iterator[str]:
    every = [trial for made in found.values() for trial in made]
    figures = sum(bool(made) for made in found.values())
    yield (
        f"{len(every)} forecasts of {figures} figures; the other {len(found) - figures} of the "
        f"{len(found)} growing figures with targets carry none. Level promised: {_percent(LEVEL)}."
    )
    yield ""
    yield "| quarters ahead | forecasts | in the interval | mean error | mean absolute error |"
    yield "|---:|---:|---:|---:|---:|"
    for ahead in sorted({trial.ahead for trial in every}):
        yield _row(str(ahead), [trial for trial in every if trial.ahead == ahead])
    yield _row("all", every)
    yield ""


def _by_figure(found: dict[tuple[str, Place], list[Trial]]) -> Iterator[str]:
    yield "| indicator | forecasts | in the interval | mean error | mean absolute error |"
    yield "|---|---:|---:|---:|---:|"
    for name in dict.fromkeys(indicator for indicator, _ in found):
        made = [t for (indicator, _), some in found.items() if indicator == name for t in some]
        yield _row(f"`{name}`", made)
    yield ""


def _row(name: str, made: Iterable[Trial]) -> str:
    record = Record.of(made)
    if record is None:
        return f"| {name} | 0 | – | – | – |"
    return (
        f"| {name} | {record.trials} | {_percent(record.coverage)} | "
        f"{record.mean_error_share:+.1%} | {_percent(record.mean_absolute_error_share)} |"
    )


def _percent(share: float) -> str:
    return f"{share:.1%}"


_HEAD = f"""# Targets, pace and forecasts

Written by `python -m tools.docs_targets` from the code and from the sample programme; a test
fails when it drifts. `s3metrics targets` shows what stands here, `--json` for programs.

## What is shown

The targets are the programme file's. One that is marked `example = true` is from no decision,
and says so wherever it is shown. For each target:

- **Value**: accumulated from the programme's first day to today, computed as any figure. Once
  the target's date has passed, to that date, as known now; today's figure is told beside it
  (`value_now`; `value_to` is the day that the value is counted to).
- **Pace held**: the mean of what the last four quarters added. A quarter counts when it has
  ended *and* every sender that the programme file lists for those rows, and that has delivered
  them at all, has done so after its end: neither an unfinished quarter nor a late list slows the
  pace. A listed sender that has never delivered does not hold the quarters back; who is missing,
  `s3metrics coverage` tells. A list that came again unchanged is no delivery: it does not count
  as delivered after the quarter's end.
- **Pace needed**: what is missing at the end of the last such quarter, per month from there
  to the target's date. Both paces are counted from the same day and in calendar quarters, whole
  ones and of a begun one the share of its days, so they can be compared; a month is a third of
  a quarter.
- **Standing**: `reached`; `on_course` when the pace held is at least the pace needed;
  `behind` when it is not; `no_target` where the file has none; and none at all where the data
  carry no forecast, for then they carry no pace to judge by, or where neither more nor less is
  better, whatever the date.
- A **date that has passed** is judged by the figure at that date: `reached` or `behind`, whatever
  the figure is today. Where the lists do not reach past the date there is no standing, but of
  what is reached by then and cannot be undone. There is no forecast.
- A **ratio, mean or median** is a level: `reached` or, today, `behind`. It has no pace and no
  forecast. Nor have funding decided (no dates) and needs met (dated by the need: the latest
  have not had time to be met); they are compared with the target only.

## The forecast

A straight line from the last finished quarter: last value + h · m, where m is the mean of
what the last four quarters added and h the number of quarters ahead. The interval is
± 1.638 · s · √(h + h²/4): s is the standard deviation of the four, s·√h what h quarters to
come vary by, s·h/√4 what is not known of m, and 1.638 the point of Student's t with three
degrees of freedom that leaves {LEVEL:.0%} between −t and t.

- Counts vary at least as independent events do: s² is never taken below m.
- Distinct counts and sums of what is never negative cannot decline; nor can the interval.
- Municipalities reached cannot pass the number there are. Of other figures the whole is not
  known: the line does not bend when fewer are left to reach.
- Nothing is shown with fewer than {WINDOW} finished quarters, where fewer than \
{MINIMUM_GROWING} of the last {WINDOW} quarters
  added anything, or where a count grew by fewer than {MINIMUM_UNITS} in them.

Tried beside it on the same figures and set aside: drawing the coming quarters at random from
the last four (bootstrap), whose intervals held what came in 60 per cent of the cases, since
four quarters drawn again know nothing of their own mean's error; the same interval without
the floor under s², which held 80 per cent, 83 one quarter ahead and 77 five ahead; and six
quarters instead of four, which lagged behind growth.

## How it would have done

At each past quarter of the sample programme, with at least four known, every later quarter
was forecast and compared with what came. Error: (forecast − came) ÷ came.
"""
_TAIL = """What this does not prove: the sample is invented and grows evenly, so the intervals are
wider than it needs; the window and the floor were chosen on these same figures; forecasts of
one figure overlap, so they are fewer than they seem; figures that have just begun to grow
(`smes_innovating`) grow faster than their line; and no forecast further ahead than the table
could be tried, while the programme's end lies further. With the programme's own data
`tools.docs_targets.trials` gives the same record of them."""


def main() -> None:
    """Writes the page."""
    with tempfile.TemporaryDirectory(prefix="s3metrics-") as folder:
        page = targets_page(build_sample(Path(folder)).engine())
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    print(f"{PAGE.name} written")


if __name__ == "__main__":
    main()
