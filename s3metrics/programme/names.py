"""Names in the programme file that other rooms know: sheets and indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3metrics.programme.model import Programme
from s3metrics.words import did_you_mean, fold, listed


def check_names(
    programme: Programme, sheets: Iterable[str], indicators: Iterable[str]
) -> list[str]:
    """One Swedish sentence per sheet or indicator that does not exist; empty when all do.

    `sheets` are the titles and table names that a delivery knows, `indicators` the catalogue's
    ids. The programme file is read below both, so whoever knows all three makes this check.
    """
    return [
        *_unknown_sheets(programme, tuple(sheets)),
        *_unknown_indicators(programme, tuple(indicators)),
    ]


def _unknown_sheets(programme: Programme, sheets: tuple[str, ...]) -> Iterator[str]:
    known = {fold(sheet) for sheet in sheets}
    for number, sender in enumerate(programme.senders, start=1):
        for position, sheet in enumerate(sender.sheets, start=1):
            if fold(sheet) not in known:
                yield (
                    f"senders.{number}.sheets.{position}: ”{sheet}” är inget blad."
                    f"{did_you_mean(sheet, sheets)} Tillåtet är {listed(sheets, 'eller')}."
                )


def _unknown_indicators(programme: Programme, indicators: tuple[str, ...]) -> Iterator[str]:
    named = [
        (f"targets.{number}.indicator", target.indicator)
        for number, target in enumerate(programme.targets, start=1)
    ]
    named += [
        (f"decision_indicators.{number}", name)
        for number, name in enumerate(programme.decision_indicators, start=1)
    ]
    for path, name in named:
        if name not in indicators:
            yield (
                f"{path}: ”{name}” är ingen indikator.{did_you_mean(name, indicators)} "
                "Tillåtet är id:n som kommandot ”s3metrics indicators” visar."
            )
