"""The page about the indicators, from their entries and the worked examples that are tested."""

from __future__ import annotations

from collections.abc import Iterator

from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.answers import DIMENSIONS
from s3metrics.indicators.facets import facets
from s3metrics.indicators.model import TIME
from s3metrics.indicators.sentences import sentence
from s3metrics.indicators.worked import drawn_rows
from s3metrics.sheets import sheet_for_table
from tests.recount.reading import Example, examples

HEAD = """# Indikatorerna

*The indicators: what each counts, and a worked example that can be checked by hand.*

Genererad ur indikatorernas deklarationer och räkneexempel: `make docs`. Ändra där, inte här.
Meningen om varje indikator är gjord av samma regel som den räknas efter, och varje exempel går i
testerna genom hela vägen från fil till siffra.

I exemplen heter företagen Alfa, Beta, Gamma …, aktörerna Campus, IUC, Region och Bolaget. Det som
inte står i ett exempel saknar betydelse för det. `*` är alla, `-` är inget värde. Länen är
06 Jönköping, 07 Kronoberg, 08 Kalmar och 09 Gotland; län 10 ligger utanför programmet.
"""
THEMES = {
    "reach": "Räckvidd",
    "crossing": "Över gränser",
    "funding": "Finansiering",
    "results": "Resultat",
    "discovery": "Behov och lösningar",
}
STATUSES = {"zero": "noll"}


def indicators_page() -> str:
    """The whole of docs/indicators.md."""
    of_indicator = {example.indicator: example for example in examples()}
    lines = [HEAD, *_contents()]
    theme = ""
    for indicator in CATALOGUE.values():
        if indicator.theme != theme:
            theme = indicator.theme
            lines += ["", f"## {THEMES[theme]}"]
        lines += _indicator(indicator, of_indicator[indicator.id])
    return "\n".join(lines) + "\n"


def _contents() -> Iterator[str]:
    yield "| Indikator | Namn | Enhet | EU-kod |"
    yield "|---|---|---|---|"
    for entry in CATALOGUE.values():
        name = f"{entry.label.sv} · *{entry.label.en}*"
        yield f"| [`{entry.id}`](#{entry.id}) | {name} | {entry.unit.sv} | {entry.eu_code or ''} |"


def _indicator(indicator: Indicator, example: Example) -> Iterator[str]:
    yield ""
    yield f"### {indicator.id}"
    yield ""
    yield f"**{indicator.label.sv}** · *{indicator.label.en}* ({indicator.unit.sv})"
    yield ""
    yield sentence(indicator, "sv")
    yield ""
    yield f"*{sentence(indicator, 'en')}*"
    if indicator.note:
        yield ""
        yield f"{indicator.note.sv} *{indicator.note.en}*"
    yield ""
    yield "| Fråga | Svar | *Answer* |"
    yield "|---|---|---|"
    pairs = zip(facets(indicator, "sv"), facets(indicator, "en"), strict=True)
    for (question, answer), (_, english) in pairs:
        yield f"| {question} | {answer} | *{english}* |"
    yield ""
    yield f"**Räkneexempel.** {example.sv} *{example.en}*"
    yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    for table, drawing in example.drawings.items():
        if table != "expected":
            yield ""
            yield f"{sheet_for_table(table).title} (`{table}`)"
            yield from _drawn(drawing)
    yield ""
    yield f"**Ger** {_asked(example)}:"
    yield from _drawn(example.drawings["expected"])
    after = [f"Alla andra celler: {STATUSES[example.others]}."] if example.others else []
    after += [
        f"Överlapp längs {DIMENSIONS[name].sv if name not in TIME else 'tid'}: "
        f"delarnas summa är {overlap} mer än totalen"
        + "".join(f", {units} i {parts} delar" for parts, units in in_parts.items())
        + "."
        for name, (overlap, in_parts) in example.overlap.items()
    ]
    if after:
        yield ""
        yield " ".join(after)


def _asked(example: Example) -> str:
    by = " och ".join(f"`{dimension}`" for dimension in example.by)
    first = example.selection.from_ or example.setting.start
    last = example.selection.to or example.setting.today
    return f"uppdelat på {by}, {first} – {last}"


def _drawn(drawing: str) -> Iterator[str]:
    rows = drawn_rows(drawing)
    yield ""
    yield f"| {' | '.join(rows[0])} |"
    yield f"|{'---|' * len(rows[0])}"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row.values())} |"


def _cell(cell: str) -> str:
    """A star alone would begin a list or emphasis in some renderers."""
    return "`*`" if cell == "*" else cell
