"""From a query to a proposed indicator: the declaration and an empty worked example, as text.

Nothing is registered by it. The text is for a review: what the query says plainly is filled in,
and the rest is marked and listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from s3metrics.explore.rule_in_query import QueryRule, rule_in
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import SOURCE_TABLES, TIME, Source, Unit
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text

FILL_IN = "FYLL_I"
"""Stands wherever a reviewer must decide."""
_NOTES = {
    "head": Text(
        "Förslag till indikator. Det är text för granskning: ingen siffra har ändrats och inget "
        f"är infört. Överallt där det står {FILL_IN} måste någon ta ställning.",
        "Proposed indicator. It is text for a review: no figure has changed and nothing is "
        f"installed. Wherever it says {FILL_IN}, somebody must decide.",
    ),
    "entry": Text(
        "Deklarationen. Den hör hemma i ett av temana i s3metrics/indicators/",
        "The declaration. It belongs in one of the themes in s3metrics/indicators/",
    ),
    "example": Text(
        "Räkneexemplet, tomt. Det hör hemma i s3metrics/indicators/examples/{id}.txt. Rita 4–8 "
        "rader, räkna för hand och skriv siffrorna under expected.",
        "The worked example, empty. It belongs in s3metrics/indicators/examples/{id}.txt. Draw "
        "4–8 rows, count by hand and write the figures under expected.",
    ),
    "points": Text("Att ta ställning till", "To decide"),
    "query": Text("Frågan som förslaget kommer ur", "The query that it comes from"),
}
_ALWAYS = (
    Text(
        "Namn och enhet på båda språken; definitionen i en mening som någon utanför förstår.",
        "Name and unit in both languages; the definition in a sentence that outsiders understand.",
    ),
    Text(
        "Åt vilket håll som är bättre (direction), och vem som äger definitionen (owner).",
        "Which way is better (direction), and who owns the definition (owner).",
    ),
    Text(
        "Vilka uppdelningar som ska finnas, och vilka av dem vars delar blir totalen (additive): "
        "av antal olika företag är det sällan någon.",
        "Which breakdowns there are to be, and of which of them the parts are the total "
        "(additive): of distinct companies there is seldom any.",
    ),
    Text(
        "Vad noll betyder, och vad som ska ha levererats för att en tom siffra ska vara noll.",
        "What zero means, and what must have been delivered for an empty figure to be zero.",
    ),
)
_UNIT_WORDS = {
    Unit.COMPANY: ("företag", "companies"),
    Unit.INITIATIVE: ("insatser", "initiatives"),
    Unit.NEED: ("behov", "needs"),
    Unit.MUNICIPALITY: ("kommuner", "municipalities"),
    Unit.ACTOR: ("aktörer", "actors"),
    Unit.SOLUTION: ("lösningar", "solutions"),
}


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is put into review."""

    id: str
    entry: str
    """Python: one `Indicator(…)`; it can be read as it stands, and does not pass the tests."""
    example: str
    """The worked example's file."""
    points: tuple[Text, ...]
    """What a reviewer must decide."""
    text: str
    """All of it with the query, as one Markdown file."""


def propose(
    sql: str, name: str = "", description: str = "", *, stamp: str = "", language: str = "sv"
) -> Proposal:
    """A proposal from a query and what its author calls it; `stamp` says how it was run."""
    rule = rule_in(sql)
    id_ = _id(name)
    entry, example = _entry(rule, id_, name), _example(rule)
    points = (*_ALWAYS, *_points(rule, id_))
    parts = [
        f"# {name.strip() or FILL_IN}",
        _NOTES["head"].of(language),
        description.strip(),
        f"## {_NOTES['points'].of(language)}",
        "\n".join(f"- [ ] {point.of(language)}" for point in points),
        f"## {_NOTES['entry'].of(language)}",
        _fenced(entry, "python"),
        f"## {_NOTES['example'].of(language).format(id=id_)}",
        _fenced(example, "text"),
        f"## {_NOTES['query'].of(language)}",
        _fenced(sql.strip(), "sql"),
        stamp.strip(),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return Proposal(id=id_, entry=entry, example=example, points=points, text=text)


def _entry(rule: QueryRule, id_: str, name: str) -> str:
    sv, en = _UNIT_WORDS.get(rule.unit, (FILL_IN, FILL_IN)) if rule.unit else (FILL_IN, FILL_IN)
    breakdowns = rule.breakdowns or [FILL_IN]
    lines = [
        "Indicator(",
        f"    id={id_!r},",
        "    version=1,",
        f'    theme="{FILL_IN}",',
        f'    label=Text({name.strip() or FILL_IN!r}, "{FILL_IN}"),',
        f'    unit=Text("{sv}", "{en}"),',
        f"    direction=Direction.MORE,  # {FILL_IN}",
        f"    rule={_rule(rule)},",
        f"    breakdowns={_tuple(breakdowns)},  # {FILL_IN}",
        f"    additive=(),  # {FILL_IN}",
        f"    decimals=0,  # {FILL_IN}",
        f'    owner=Text("{FILL_IN}", "{FILL_IN}"),',
        ")",
    ]
    return "\n".join(lines)


def _rule(rule: QueryRule) -> str:
    rows = [f"source=Source.{rule.source.name if rule.source else FILL_IN}"]
    rows += [
        f"{title}={_tuple(names)}"
        for title, names in (("flags", rule.flags), ("lacking", rule.lacking))
        if names
    ]
    if rule.codes:
        codes = ", ".join(
            f"Is(column={code.column!r}, values={_tuple(code.values)}"
            + (", is_negated=True)" if code.is_negated else ")")
            for code in rule.codes
        )
        rows.append(f"codes=({codes},)")
    rows.append(f"period=Period.{rule.period.name if rule.period else FILL_IN}")
    inner = f"rows=Rows({', '.join(rows)})"
    if rule.kind == "Sum":
        return f"Sum({inner}, column={rule.column!r})"
    unit = f"unit=Unit.{rule.unit.name if rule.unit else FILL_IN}"
    if rule.kind == "Median":
        return f"Median({inner}, {unit}, column={rule.column!r})"
    return f"Count({inner}, {unit})"


def _example(rule: QueryRule) -> str:
    by = next((name for name in rule.breakdowns if name not in TIME), "")
    tables = SOURCE_TABLES[rule.source or Source.PARTICIPATION]
    # What a row refers to is drawn before the row.
    drawings = [f"{table}\n{_heading(table)}" for table in reversed(tables)]
    head = [
        f"sv: {FILL_IN}",
        f"en: {FILL_IN}",
        f"by: {by}",
        "selection: from=2025-01-01 to=2025-12-31",
    ]
    measures = ["value", "status"]
    expected = f"expected\n| {' | '.join([by, *measures] if by else measures)} |"
    return "\n".join(head) + "\n\n" + "\n\n".join([*drawings, expected]) + "\n"


def _heading(table: str) -> str:
    sheet = sheet_for_table(table)
    names = [c.name for c in sheet.columns if c.is_required or c.name in sheet.key]
    return f"| {' | '.join(dict.fromkeys(names))} |"


def _points(rule: QueryRule, id_: str) -> Iterator[Text]:
    if id_ in CATALOGUE:
        yield Text(
            f"Id:t {id_} finns redan i katalogen. Välj ett annat.",
            f"The id {id_} is in the catalogue already. Choose another.",
        )
    for name in rule.indicators:
        yield Text(
            f"Frågan läser siffrorna för {name}. Är det en ny indikator, eller ett urval av den?",
            f"The query reads the figures of {name}. Is it a new indicator, or a selection of it?",
        )
    if rule.source is None:
        tables = ", ".join(rule.tables) or FILL_IN
        yield Text(
            f"Frågan läser {tables} på ett sätt som ingen regel motsvarar som den står. Bestäm "
            "vilket slags rader som räknas (source) och vad som är ett (unit).",
            f"The query reads {tables} in a way that no rule stands for as it is. Decide which "
            "kind of rows is counted (source) and what is one (unit).",
        )
    if rule.source is not None and rule.period is None:
        yield Text(
            "Hur datum och period avgör om en rad räknas (period): frågan säger inget om det.",
            "How date and period decide whether a row counts (period): the query says nothing.",
        )
    for words in rule.unread:
        yield Text(
            f"Det här i frågan har ingen motsvarighet i deklarationen: `{words}`",
            f"This in the query has nothing in the declaration that stands for it: `{words}`",
        )


def _id(name: str) -> str:
    """`smf_i_flera_lan`, as ids in the catalogue are written."""
    bare = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", bare)) or FILL_IN.lower()


def _tuple(names: list[str] | tuple[str, ...]) -> str:
    return "(" + "".join(f"{name!r}, " for name in names).rstrip() + ")"


def _fenced(text: str, language: str) -> str:
    # Longer than any row of marks in the text: what an author wrote cannot end it.
    marks = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{marks}{language}\n{text.rstrip()}\n{marks}"
