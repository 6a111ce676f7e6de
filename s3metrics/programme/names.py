"""Names in the programme file that other rooms know: sheets and indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from s3metrics.programme.model import Programme
from s3metrics.words import Text, all_of, any_of, did_you_mean, fold


def check_names(
    programme: Programme, sheets: Iterable[str], indicators: Iterable[str]
) -> list[Text]:
    """One sentence per sheet or indicator that does not exist; empty when all do.

    `sheets` are the titles and table names that a delivery knows, `indicators` the catalogue's
    ids. The programme file is read below both, so whoever knows all three makes this check.
    """
    return [
        *_unknown_sheets(programme, tuple(sheets)),
        *_unknown_indicators(programme, tuple(indicators)),
    ]


def _unknown_sheets(programme: Programme, sheets: tuple[str, ...]) -> Iterator[Text]:
    known = {fold(sheet) for sheet in sheets}
    for number, sender in enumerate(programme.senders, start=1):
        for position, sheet in enumerate(sender.sheets, start=1):
            if fold(sheet) not in known:
                hint, there = did_you_mean(sheet, sheets), any_of(sheets)
                yield (
                    Text(
                        f"senders.{number}.sheets.{position}: ”{sheet}” är inget blad.{hint.sv} "
                        f"Tillåtet är {there.sv}.",
                        f"senders.{number}.sheets.{position}: “{sheet}” is no sheet.{hint.en} "
                        f"Allowed: {there.en}.",
                    )
                )


def _unknown_indicators(programme: Programme, indicators: tuple[str, ...]) -> Iterator[Text]:
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
            hint = did_you_mean(name, indicators)
            yield (
                Text(
                    f"{path}: ”{name}” är ingen indikator.{hint.sv} Tillåtet är id:n som kommandot "
                    "”s3metrics indicators” visar.",
                    f"{path}: “{name}” is no indicator.{hint.en} Allowed are the ids that the "
                    "command “s3metrics indicators” shows.",
                )
            )


def no_period(given: str, names: Sequence[str]) -> Text:
    """That there is no reporting period of that id, with the nearest and with those there are."""
    hint, all_names = did_you_mean(given, names), all_of(names)
    there = (
        Text(f"Det finns {all_names.sv}.", f"There are {all_names.en}.")
        if names
        else Text(
            "Programfilen har inga rapportperioder.", "The programme file has no reporting periods."
        )
    )
    return Text(
        f"Rapportperioden ”{given}” finns inte.{hint.sv} {there.sv}",
        f"There is no reporting period “{given}”.{hint.en} {there.en}",
    )
