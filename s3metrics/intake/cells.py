"""One parser per column: raw cell → typed value or faults, as the column's declaration says.

Raw cells are texts (csv) or what the workbook reader gives: int, float, str, bool, date, datetime,
time. Empty cells never come here. No parser raises, whatever the cell holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from s3metrics import codes
from s3metrics.intake.date_cells import date_parser
from s3metrics.intake.number_cells import decimal_parser, integer_parser, year_parser
from s3metrics.intake.orgnr_cells import orgnr_or_name_parser, orgnr_parser
from s3metrics.intake.plain import PlainCells, plain_amounts, plain_texts
from s3metrics.intake.values import (
    CellParser,
    Parse,
    Parsed,
    Problem,
    Suggestions,
    clipped,
    fault,
    has_control_characters,
    printable,
    text_of,
)
from s3metrics.ledger.identity import Identity
from s3metrics.programme import Programme
from s3metrics.sheets import Code, Column, Kind
from s3metrics.words import Text, all_of, any_of, fold, joined

_WORDS_SHOWN = 12
_TRUE = frozenset(("ja", "j", "yes", "true", "sant", "1"))
_FALSE = frozenset(("nej", "n", "no", "false", "falskt", "0"))

UNKNOWN_AREA = "okand"
"""The area of a public list's rows whose priority the programme file maps to none."""


def parser_for(column: Column, programme: Programme, identity: Identity) -> CellParser:
    """The parser of a declared column; a list column's gives a list of its items' values."""
    item = _item_parser(column, programme, identity)
    if not column.is_list:
        return item
    return CellParser(list_parse(item.parse, has_commas=column.kind is Kind.AREA), item.show)


def _item_parser(column: Column, programme: Programme, identity: Identity) -> CellParser:
    text = text_parser(identity, is_id=column.kind is Kind.ID)
    if column.kind is Kind.ORGNR:
        return orgnr_parser(identity)
    if column.kind is Kind.ORGNR_OR_NAME:
        return orgnr_or_name_parser(identity, text)
    return CellParser(_parse_for(column, programme, text), text.show, _plain_for(column))


def _plain_for(column: Column) -> PlainCells | None:
    """Only where a column may hold very many different values."""
    if column.kind in (Kind.TEXT, Kind.ID):
        return plain_texts
    if column.kind is Kind.DECIMAL:
        return plain_amounts(may_be_negative=column.may_be_negative)
    return None


def _parse_for(column: Column, programme: Programme, text: CellParser) -> Parse:
    def show(raw: object) -> str:
        return clipped(text.show(raw))

    makers: Mapping[Kind, Callable[[], Parse]] = {
        Kind.TEXT: lambda: text.parse,
        Kind.ID: lambda: text.parse,
        Kind.DATE: lambda: date_parser(programme.period, show=show),
        Kind.YEAR: lambda: year_parser(show=show),
        Kind.INTEGER: lambda: integer_parser(may_be_negative=column.may_be_negative, show=show),
        Kind.DECIMAL: lambda: decimal_parser(may_be_negative=column.may_be_negative, show=show),
        Kind.BOOL: lambda: bool_parse(show),
        Kind.AREA: lambda: choice_parse(programme.choices("area"), show),
        Kind.CHOICE: lambda: choice_parse(programme.choices(column.choices or ""), show),
        Kind.COUNTY: lambda: county_parse(programme, show),
        Kind.MUNICIPALITY: lambda: municipality_parse(programme, show),
    }
    return makers[column.kind]()


def text_parser(identity: Identity, *, is_id: bool = False) -> CellParser:
    """Raw cell → text with personal identity numbers masked; inner blanks are kept.

    In an id only what is certainly one: a date and a serial number may look alike.
    """

    def parse(raw: object) -> Parsed:
        text = text_of(raw)
        if has_control_characters(text):
            return fault(
                Code.TYPE,
                Text(
                    "Cellen innehåller osynliga styrtecken. Skriv texten på nytt i cellen.",
                    "The cell holds invisible control characters. Write the text in the cell "
                    "again.",
                ),
            )
        masked = identity.mask(text, only_valid=is_id)
        return Parsed(masked, is_masked=masked != text)

    return CellParser(parse, lambda raw: identity.mask(printable(text_of(raw)), only_valid=is_id))


def choice_parse(choices: Mapping[str, Text], show: Callable[[object], str]) -> Parse:
    """Raw cell → the code that it names by code, Swedish or English word."""
    suggestions = Suggestions([*(text.sv for text in choices.values()), *choices])
    allowed = _allowed(choices)

    def parse(raw: object) -> Parsed:
        text = text_of(raw)
        code = codes.find_choice(text, choices)
        if code is not None:
            return Parsed(code)
        hint = suggestions.for_word(text)
        return fault(
            Code.CHOICE,
            Text(
                f"”{show(raw)}” är inget av valen.{hint.sv} {allowed.sv}",
                f"“{show(raw)}” is none of the choices.{hint.en} {allowed.en}",
            ),
        )

    return parse


def _allowed(choices: Mapping[str, Text]) -> Text:
    """The codes, each with its word where that is another."""
    words = [_named(code, text) for code, text in choices.items()]
    some = _some(words)
    return Text(f"Tillåtet är {some.sv}.", f"Allowed: {some.en}.")


def _named(code: str, text: Text) -> Text:
    return text.each(lambda word: code if fold(word) == fold(code) else f"{code} ({word})")


def _some(words: list[Text]) -> Text:
    if len(words) <= _WORDS_SHOWN:
        return any_of(words)
    return joined(words[:_WORDS_SHOWN], ", ") + Text(" med flera", " and others")


def bool_parse(show: Callable[[object], str]) -> Parse:
    """Raw cell → bool, from ja/nej, yes/no, true/false, 1/0 or Excel's own."""

    def parse(raw: object) -> Parsed:
        word = fold(text_of(raw))
        if word in _TRUE or word in _FALSE:
            return Parsed(word in _TRUE)
        return fault(
            Code.CHOICE,
            Text(
                f"”{show(raw)}” är varken ja eller nej. Skriv ja eller nej.",
                f"“{show(raw)}” is neither yes nor no. Write ja or nej.",
            ),
        )

    return parse


def county_parse(programme: Programme, show: Callable[[object], str]) -> Parse:
    """Raw cell → county code of any of Sweden's 21; outside the programme is a warning."""
    suggestions = Suggestions(
        word for county in codes.COUNTIES for word in (county.name, county.short)
    )
    ours = set(programme.county_ids)
    names = all_of(county.name for county in programme.counties)

    def parse(raw: object) -> Parsed:
        text = text_of(raw)
        county = codes.find_county(text)
        if county is None:
            hint = suggestions.for_word(text)
            return fault(
                Code.CHOICE,
                Text(
                    f"”{show(raw)}” är inget län.{hint.sv} Ange länets namn eller kod, till "
                    f"exempel {programme.counties[0].name} eller {programme.counties[0].id}.",
                    f"“{show(raw)}” is no county.{hint.en} Give the county's name or code, for "
                    f"example {programme.counties[0].name} or {programme.counties[0].id}.",
                ),
            )
        return Parsed(county.code, _outside(county.code in ours, joined([county.name]), names))

    return parse


def municipality_parse(programme: Programme, show: Callable[[object], str]) -> Parse:
    """Raw cell → municipality code of any of Sweden's 290; outside the programme is a warning."""
    # Among 290 names something always looks a little like it.
    suggestions = Suggestions((m.name for m in codes.MUNICIPALITIES), likeness=0.75)
    ours = set(programme.county_ids)
    names = all_of(county.name for county in programme.counties)

    def parse(raw: object) -> Parsed:
        text = text_of(raw)
        found = codes.find_municipality(text)
        if found is None:
            hint = suggestions.for_word(text)
            return fault(
                Code.UNKNOWN_MUNICIPALITY,
                Text(
                    f"”{show(raw)}” är ingen kommun.{hint.sv} Ange kommunens namn eller kod, "
                    "vilken som helst av Sveriges 290.",
                    f"“{show(raw)}” is no municipality.{hint.en} Give the municipality's name or "
                    "code, any of Sweden's 290.",
                ),
            )
        place = Text(
            f"{found.name} i {codes.county_by_code(found.county).name}",
            f"{found.name} in {codes.county_by_code(found.county).name}",
        )
        return Parsed(found.code, _outside(found.county in ours, place, names))

    return parse


def _outside(is_inside: bool, place: Text, names: Text) -> tuple[Problem, ...]:
    if is_inside:
        return ()
    message = Text(
        f"{place.sv} ligger utanför programmets län: {names.sv}. Raden tas emot; rätta "
        "uppgiften om den är fel.",
        f"{place.en} is outside the programme's counties: {names.en}. The row is accepted; "
        "correct it if it is wrong.",
    )
    return (Problem(Code.OUTSIDE_AREA, message),)


def list_parse(item: Parse, *, has_commas: bool = False) -> Parse:
    """Raw cell → list of the items' values, in order, each once; one faulty item is a fault.

    `has_commas`: an item's own name may hold a comma, so what is an item as a whole is not split.
    """

    def items_of(raw: object) -> list[Parsed]:
        if not isinstance(raw, str):
            return [item(raw)]
        parsed: list[Parsed] = []
        for part in filter(text_of, raw.split(";")):
            whole = item(part) if has_commas else None
            if whole is not None and not whole.is_faulty:
                parsed.append(whole)
            else:
                parsed += [item(piece) for piece in part.split(",") if text_of(piece)]
        return parsed

    def parse(raw: object) -> Parsed:
        items = items_of(raw)
        problems = _once(problem for parsed in items for problem in parsed.problems)
        if any(parsed.is_faulty for parsed in items):
            return Parsed(None, problems)
        return Parsed(list(dict.fromkeys(parsed.value for parsed in items)) or None, problems)

    return parse


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))
