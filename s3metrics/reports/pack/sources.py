"""What the figures mean and how each is opened again: definitions and receipts."""

from __future__ import annotations

from s3metrics.engine.result import Result
from s3metrics.indicators import Indicator
from s3metrics.reports.pack.asking import Asking
from s3metrics.reports.pack.model import Cell, Column, Kind, Section, Table
from s3metrics.words import Text

DIMENSIONS = {
    "area": Text("område", "area"),
    "county": Text("län", "county"),
    "county_a": Text("ett län", "one county"),
    "county_b": Text("ett annat", "another"),
    "source": Text("källa", "source"),
    "form": Text("form", "form"),
    "funder": Text("finansiär", "funder"),
    "cost_category": Text("kostnadsslag", "cost category"),
}
"""The breakdowns that the pack uses, inside a sentence."""


def definitions(asking: Asking) -> Section:
    """The rule of each figure in one sentence, and the codes that open it."""
    words = asking.words
    known: dict[str, list[Result]] = {}
    for result in asking.asked.values():
        known.setdefault(result.indicator.id, []).append(result)
    table = Table(
        title=words.say("Definitioner och kvitton", "Definitions and receipts"),
        columns=(
            Column(heading=words.say("Siffra", "Figure"), kind=Kind.TEXT, weight=0.9),
            Column(heading=words.say("Regel", "Rule"), kind=Kind.TEXT, weight=2.7),
            Column(heading=words.say("Kvitton", "Receipts"), kind=Kind.TEXT, weight=1),
        ),
        rows=tuple(_definition(asking, own[0].indicator, own) for own in known.values()),
        receipts=tuple(asking.asked),
        has_codes_in_rows=True,
    )
    return Section(
        title=words.say("Så räknas siffrorna", "How the figures are counted"),
        sentences=_told(asking),
        tables=(table,),
        starts_page=True,
    )


def _told(asking: Asking) -> tuple[str, ...]:
    words, programme = asking.words, asking.programme
    return (
        words.say(
            "Totaler räknas om från enskilda företag och insatser och är aldrig summor av "
            "delarna. Det som ligger i flera delar visas för sig.",
            "Totals are counted anew from companies and initiatives and are never sums of the "
            "parts. What lies in several parts is shown by itself.",
        ),
        words.say(
            "0: rapporterat, och inget fanns. Ej rapporterat: ingen har lämnat listan. Ej "
            "tillämpligt: kvoten saknar nämnare. Okänt: en uppgift som behövs är okänd.",
            "0: reported, and there was none. Not reported: nobody has delivered the list. Not "
            "applicable: the ratio has no denominator. Unknown: something needed is unknown.",
        ),
        words.say(
            f"Alla siffror gäller {programme.period.start} – {asking.to}. Ett kvittos kod öppnar "
            "samma siffra igen, med regeln och raderna bakom: skriv den i sökrutan på sidorna, "
            "eller kommandot ”s3metrics receipt KOD”.",
            f"All figures cover {programme.period.start} – {asking.to}. A receipt's code opens the "
            "same figure again, with its rule and the rows behind it: type it in the search box "
            "of the pages, or the command “s3metrics receipt CODE”.",
        ),
        words.say(
            f"Programfilens SHA-256 börjar med {programme.sha256[:16]}.",
            f"The programme file's SHA-256 begins with {programme.sha256[:16]}.",
        ),
    )


def _definition(asking: Asking, indicator: Indicator, own: list[Result]) -> tuple[Cell, ...]:
    words, definition = asking.words, asking.definition(own[0])
    code = f"{indicator.eu_code}, " if indicator.eu_code else ""
    notes = [words.of(indicator.note)] if indicator.note else []
    notes += list(dict.fromkeys(words.of(result.note) for result in own if result.note))
    return (
        Cell(
            text=words.of(indicator.label),
            note=f"{code}{words.of(indicator.unit)}, version {definition.version}",
        ),
        Cell(text=words.of(definition.sentence), note=" ".join(notes)),
        Cell(text="\n".join(_coded(asking, result) for result in own)),
    )


def _coded(asking: Asking, result: Result) -> str:
    """`6XETS-4IOJU per län`."""
    words = asking.words
    by = words.listed(words.of(DIMENSIONS[name]) for name in result.by)
    return f"{result.receipt.code} {words.say('per', 'by')} {by}" if by else result.receipt.code
