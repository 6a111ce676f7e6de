"""One cell at a time: what it becomes, or what is said about it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from s3metrics.intake.cells import choice_parse, parser_for
from s3metrics.intake.values import CellParser, Suggestions, text_of
from s3metrics.ledger.identity import Identity
from s3metrics.sheets import Code, Column, Kind, sheet_for_table
from s3metrics.words import Text
from tests.intake.tables import check_digit, default_programme

PROGRAMME = default_programme()
IDENTITY = Identity.ephemeral()
NO_BREAK, NARROW = "\u00a0", "\u202f"


def parser(kind: Kind, **more: object) -> CellParser:
    column = Column(name="x", heading="X", kind=kind, help=Text("", ""), **more)  # type: ignore[arg-type]
    return parser_for(column, PROGRAMME, IDENTITY)


def declared(table: str, name: str) -> CellParser:
    return parser_for(sheet_for_table(table).by_name[name], PROGRAMME, IDENTITY)


def value(cell_parser: CellParser, raw: object) -> object:
    parsed = cell_parser.parse(raw)
    assert parsed.problems == (), raw
    return parsed.value


def fault_of(cell_parser: CellParser, raw: object) -> tuple[Code, str]:
    parsed = cell_parser.parse(raw)
    assert parsed.value is None
    assert parsed.is_faulty
    problem = parsed.problems[0]
    assert problem.message.sv.endswith((".", "?"))
    return problem.code, problem.message.sv


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (" 1 250 000 ", "1250000"),
        (f"1{NO_BREAK}250{NARROW}000,75", "1250000.75"),
        ("-18 500,5", "-18500.5"),
        ("\u2212300", "-300"),
        ("- 300", "-300"),
        ("+7", "7"),
        (",5", "0.5"),
        (12, "12"),
        (0.1 + 0.2, "0.3"),
        (12345678.9, "12345678.9"),
        ("0,00005", "0.0001"),
        ("-0", "0"),
        ("99999999999999,9999", "99999999999999.9999"),
    ],
)
def test_a_number_is_read_exactly(raw: object, expected: str) -> None:
    found = value(parser(Kind.DECIMAL, may_be_negative=True), raw)
    assert found == Decimal(expected)
    assert not (isinstance(found, Decimal) and found.is_zero() and found.is_signed())


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("12 500 kr", "Menade du ”12 500”?"),
        ("1.250.000,50", "Menade du ”1250000,50”?"),
        ("1,250,000", "Menade du ”1250000”?"),
        ("10 20", "är inget tal"),
        ("1e5", "är inget tal"),
        ("NaN", "är inget tal"),
        ("٣", "är inget tal"),
        (float("nan"), "är inget tal"),
        (float("inf"), "är inget tal"),
        (True, "är inget tal"),
        (dt.date(2025, 1, 1), "är inget tal"),
        ("100000000000000", "högst 14 siffror"),
        ("99999999999999,99999", "högst 14 siffror"),
        (1e300, "högst 14 siffror"),
    ],
)
def test_what_is_no_number_is_told(raw: object, said: str) -> None:
    code, message = fault_of(parser(Kind.DECIMAL), raw)
    assert code is Code.TYPE
    assert said in message


def test_a_negative_number_is_allowed_only_where_declared() -> None:
    assert fault_of(declared("funding", "budget_sek"), "-1")[0] is Code.NEGATIVE
    assert fault_of(declared("context", "companies"), -3.0)[0] is Code.NEGATIVE
    assert value(declared("booking", "amount_sek"), "-1") == Decimal(-1)


def test_whole_numbers_and_years() -> None:
    assert value(parser(Kind.INTEGER, may_be_negative=True), "-3") == -3
    assert fault_of(parser(Kind.INTEGER), "-3")[0] is Code.NEGATIVE
    assert value(parser(Kind.INTEGER), "1 500") == 1500
    assert value(parser(Kind.YEAR), 1998.0) == 1998
    assert value(parser(Kind.YEAR), "1998") == 1998
    for kind, raw in [
        (Kind.YEAR, 1998.5),
        (Kind.YEAR, "1499"),
        (Kind.YEAR, "2201"),
        (Kind.YEAR, "98"),
        (Kind.INTEGER, "1,5"),
        (Kind.INTEGER, "3000000000"),
    ]:
        assert fault_of(parser(kind), raw)[0] is Code.TYPE


@pytest.mark.parametrize(
    "raw",
    [
        "2025-03-31",
        "20250331",
        20250331,
        20250331.0,
        dt.date(2025, 3, 31),
        dt.datetime(2025, 3, 31),
        dt.datetime(2025, 3, 31, 14, 5),
        " 2025-03-31 00:00:00 ",
        "2025-03-31T00:00:00",
    ],
)
def test_a_date_in_every_accepted_form(raw: object) -> None:
    assert value(parser(Kind.DATE), raw) == dt.date(2025, 3, 31)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("31/3 2025", "Menade du ”2025-03-31”?"),
        ("2025/03/31", "Menade du ”2025-03-31”?"),
        ("3.4.2025", "är inget datum som kan läsas"),
        ("i våras", "Skriv datum som 2025-03-31"),
        ("2025-02-30", "finns inte i almanackan"),
        ("20251301", "finns inte i almanackan"),
        (45747.0, "cellen saknar datumformat i Excel"),
        (45747, "Menade du ”2025-03-31”?"),
        ("45747", "cellen saknar datumformat i Excel"),
        (True, "är inget datum"),
        (dt.time(12, 0), "är inget datum"),
    ],
)
def test_what_is_no_date_is_told(raw: object, said: str) -> None:
    code, message = fault_of(parser(Kind.DATE), raw)
    assert code is Code.DATE
    assert said in message


def test_an_ambiguous_date_is_not_guessed() -> None:
    assert "Menade du" not in fault_of(parser(Kind.DATE), "3.4.2025")[1]


def test_a_date_outside_the_programme_is_a_warning() -> None:
    parsed = parser(Kind.DATE).parse("2019-05-01")
    assert parsed.value == dt.date(2019, 5, 1)
    assert not parsed.is_faulty
    assert [p.code for p in parsed.problems] == [Code.OUTSIDE_PERIOD]
    for day in (PROGRAMME.period.start, PROGRAMME.period.end):
        assert parser(Kind.DATE).parse(day).problems == ()


@pytest.mark.parametrize(
    "raw",
    [
        "5560360793",
        "556036-0793",
        " 556036-0793 ",
        "16556036-0793",
        "165560360793",
        "16 556036-0793",
        "556036\u20130793",
        5560360793,
        5560360793.0,
        165560360793.0,
    ],
)
def test_an_organisation_number_in_every_accepted_form(raw: object) -> None:
    assert value(parser(Kind.ORGNR), raw) == "5560360793"


def person(birth: str, serial: str = "123") -> str:
    return birth + serial + check_digit(birth + serial)


PERSON = person("640823", "323")
COORDINATION = person("701063", "239")
NOT_A_PERSON = PERSON[:-1] + str((int(PERSON[-1]) + 1) % 10)


@pytest.mark.parametrize(
    "raw",
    [
        PERSON,
        f"{PERSON[:6]}-{PERSON[6:]}",
        f"19{PERSON}",
        f"19{PERSON[:6]}-{PERSON[6:]}",
        f"{PERSON[:6]}+{PERSON[6:]}",
        float(PERSON),
        int(f"19{PERSON}"),
    ],
)
def test_a_person_leaves_as_one_key(raw: object) -> None:
    assert value(parser(Kind.ORGNR), raw) == IDENTITY.key(PERSON)
    assert value(parser(Kind.ORGNR_OR_NAME), raw) == IDENTITY.key(PERSON)
    shown = parser(Kind.ORGNR).show(raw)
    assert shown.startswith("personnummer·")
    assert PERSON[6:] not in shown


def test_the_key_is_that_of_the_last_ten_digits_and_the_century_reaches_the_vault() -> None:
    identity = Identity.ephemeral()
    column = sheet_for_table("company").by_name["orgnr"]
    key = value(parser_for(column, PROGRAMME, identity), f"19{PERSON}")
    assert identity.clear_number(str(key)) == f"19{PERSON}"


def test_a_coordination_number_is_a_person() -> None:
    assert value(parser(Kind.ORGNR), COORDINATION) == IDENTITY.key(COORDINATION)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (NOT_A_PERSON, "kontrollsiffran i personnumret stämmer inte"),
        (person("640231"), "Födelsedatumet"),
        (person("641323"), "Födelsedatumet"),
        (f"16{PERSON}", "börjar på 16"),
        (f"17{PERSON}", "tolv siffror"),
        (PERSON[1:], "Excel tar bort inledande nollor"),
        (float(PERSON[:9]), "Numret har 9 siffror"),
        (f"1{PERSON}", "Numret har 11 siffror"),
        ("195560360793", "börjar på 19"),
        (f"Anna {PERSON}", "är inget organisationsnummer"),
        (f"{PERSON[:6]}.{PERSON[6:]}", "är inget organisationsnummer"),
        (True, "är inget organisationsnummer"),
        (dt.date(2025, 1, 1), "siffror"),
    ],
)
def test_a_doubtful_number_is_told_without_its_digits(raw: object, said: str) -> None:
    orgnr = parser(Kind.ORGNR)
    code, message = fault_of(orgnr, raw)
    assert code is Code.ORGNR
    assert said in message
    for text in (message, orgnr.show(raw)):
        assert PERSON[6:] not in text
        assert PERSON[1:9] not in text
        assert "195560360793" not in text


def test_an_organisation_with_a_wrong_digit_is_shown_so_that_it_is_found() -> None:
    code, message = fault_of(parser(Kind.ORGNR), "556036-0794")
    assert code is Code.ORGNR
    assert "Kontrollsiffran" in message
    assert parser(Kind.ORGNR).show("556036-0794") == "556036-0794"


def test_a_principal_is_a_number_or_a_name() -> None:
    principal = declared("initiative", "principal")
    assert value(principal, "556036-0793") == "5560360793"
    assert value(principal, "3M Svenska AB") == "3M Svenska AB"
    assert fault_of(principal, "12345")[0] is Code.ORGNR
    masked = value(principal, f"Firma {PERSON}")
    assert masked == f"Firma personnummer·{IDENTITY.key(PERSON)[1:7]}"


def test_texts_keep_inner_blanks_and_lose_personal_numbers() -> None:
    text = parser(Kind.TEXT)
    assert value(text, f"  Bygg   & Co{NO_BREAK}") == "Bygg   & Co"
    assert value(text, "A\u030angstro\u0308m") == "Ångström"
    assert value(text, f"kontakt {PERSON[:6]}-{PERSON[6:]}") == (
        f"kontakt personnummer·{IDENTITY.key(PERSON)[1:7]}"
    )
    assert fault_of(text, "a\x00b")[0] is Code.TYPE
    assert fault_of(text, "a\ud800b")[0] is Code.TYPE


def test_in_an_id_only_what_is_certainly_a_personal_number_is_replaced() -> None:
    date_and_serial = f"{NOT_A_PERSON[:6]}-{NOT_A_PERSON[6:]}"
    for kind, masked in ((Kind.ID, False), (Kind.TEXT, True)):
        assert (value(parser(kind), date_and_serial) != date_and_serial) == masked
        assert (parser(kind).show(date_and_serial) != date_and_serial) == masked
        assert value(parser(kind), PERSON) == f"personnummer·{IDENTITY.key(PERSON)[1:7]}"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (604.0, "604"),
        (604, "604"),
        (16.231, "16.231"),
        (1e15, "1000000000000000"),
        (True, "SANT"),
        (dt.datetime(2025, 1, 2), "2025-01-02"),
        (dt.datetime(2025, 1, 2, 3, 4), "2025-01-02 03:04:00"),
        (dt.time(3, 4), "03:04:00"),
        (dt.timedelta(hours=30), "1 day, 6:00:00"),
        ("\ufeffA-1 ", "A-1"),
    ],
)
def test_an_id_from_excel(raw: object, expected: str) -> None:
    assert value(parser(Kind.ID), raw) == expected


@pytest.mark.parametrize(
    ("table", "name", "raw", "expected"),
    [
        ("participation", "support", "Rådgivning", "radgivning"),
        ("company", "size", "OKÄND", "okand"),
        ("actor", "kind", "Science-Park", "science_park"),
        ("initiative", "area", "Trä och skog", "tra_skog"),
        ("initiative", "area", "TRA_SKOG", "tra_skog"),
        ("initiative", "status", "Pågående", "pagaende"),
        ("actor", "county", 7.0, "07"),
        ("actor", "county", "Region Gotland", "09"),
        ("company", "municipality", 604.0, "0604"),
        ("company", "municipality", "kalmars kommun", "0880"),
        ("actor", "publicly_funded", "Ja", True),
        ("actor", "publicly_funded", "nej", False),
        ("actor", "publicly_funded", False, False),
        ("actor", "publicly_funded", 1.0, True),
    ],
)
def test_choices_by_code_or_word(table: str, name: str, raw: object, expected: object) -> None:
    assert value(declared(table, name), raw) == expected


@pytest.mark.parametrize(
    ("table", "name", "raw", "code", "said"),
    [
        ("participation", "support", "rådgivnin", Code.CHOICE, "Menade du ”radgivning”?"),
        ("participation", "support", "hjälp", Code.CHOICE, "Tillåtet är kontakt, radgivning"),
        ("initiative", "area", "okand", Code.CHOICE, "tra_skog (Trä och skog)"),
        ("actor", "county", "Smålands län", Code.CHOICE, "är inget län"),
        ("actor", "county", "Kronobrg", Code.CHOICE, "Menade du ”Kronoberg"),
        ("company", "municipality", "Lungby", Code.UNKNOWN_MUNICIPALITY, "Menade du ”Ljungby”?"),
        ("company", "municipality", 9999.0, Code.UNKNOWN_MUNICIPALITY, "Sveriges 290"),
        ("actor", "publicly_funded", "kanske", Code.CHOICE, "Skriv ja eller nej"),
    ],
)
def test_a_word_that_is_no_choice_is_told(
    table: str, name: str, raw: object, code: Code, said: str
) -> None:
    found, message = fault_of(declared(table, name), raw)
    assert found is code
    assert said in message


@pytest.mark.parametrize(("count", "shows_all"), [(12, True), (13, False)])
def test_at_most_twelve_choices_are_listed(count: int, shows_all: bool) -> None:
    choices = {f"val{n}": Text(f"val{n}", f"val{n}") for n in range(1, count + 1)}
    message = choice_parse(choices, str)("nej").problems[0].message.sv
    assert "val12" in message
    assert ("med flera" not in message) == shows_all


def test_a_place_outside_the_programme_is_a_warning() -> None:
    for table, name, raw, expected in [
        ("company", "municipality", "Karlskrona", "1080"),
        ("actor", "county", "Blekinge", "10"),
    ]:
        parsed = declared(table, name).parse(raw)
        assert parsed.value == expected
        assert [p.code for p in parsed.problems] == [Code.OUTSIDE_AREA]


def test_a_list_keeps_its_order_and_drops_doubles() -> None:
    counties = declared("initiative", "counties")
    assert value(counties, "Kalmar; 07, kronoberg ;; 8") == ["08", "07"]
    assert value(declared("initiative", "needs"), "B1;B2, B1") == ["B1", "B2"]
    assert value(declared("initiative", "needs"), 604.0) == ["604"]


def test_an_area_whose_name_holds_a_comma_is_one_item() -> None:
    wood, *others = PROGRAMME.areas
    named = wood.model_copy(update={"name": Text("Trä, skog", "Wood, forest")})
    programme = PROGRAMME.model_copy(update={"areas": (named, *others)})
    areas = parser_for(sheet_for_table("initiative").by_name["other_areas"], programme, IDENTITY)
    assert value(areas, "Trä, skog; livsmedel, digital") == ["tra_skog", "livsmedel", "digital"]


def test_a_list_warns_of_each_item_outside_the_programme() -> None:
    parsed = declared("initiative", "counties").parse("Kalmar; Blekinge; Skåne; Blekinge")
    assert parsed.value == ["08", "10", "12"]
    assert [p.code for p in parsed.problems] == [Code.OUTSIDE_AREA, Code.OUTSIDE_AREA]


def test_no_municipality_is_suggested_that_looks_little_like_the_word() -> None:
    assert "Menade du" not in fault_of(declared("company", "municipality"), "Ingenstans")[1]


def test_a_faulty_item_is_named_and_the_list_is_not_kept_in_part() -> None:
    parsed = declared("initiative", "counties").parse("Kalmar; Smögen; Blekinge")
    assert parsed.value is None
    assert [p.code for p in parsed.problems] == [Code.CHOICE, Code.OUTSIDE_AREA]
    assert "”Smögen”" in parsed.problems[0].message.sv


def test_a_valid_personal_number_is_never_an_amount() -> None:
    for raw in (PERSON, float(PERSON), f"19{PERSON}"):
        code, message = fault_of(declared("funding", "budget_sek"), raw)
        assert code is Code.TYPE
        assert PERSON not in message
    assert value(declared("funding", "budget_sek"), NOT_A_PERSON) == Decimal(NOT_A_PERSON)


def test_suggestions_run_out_so_that_a_wholly_wrong_column_is_soon_checked() -> None:
    suggestions = Suggestions(["Ljungby"])
    hints = [suggestions.for_word("Ljungy") for _ in range(1000)]
    assert hints[0].sv
    assert not hints[-1].sv


def test_numbers_as_text_never_carry_an_exponent() -> None:
    assert text_of(1e20) == "1" + "0" * 20
    assert text_of(0.00001) == "0.00001"
