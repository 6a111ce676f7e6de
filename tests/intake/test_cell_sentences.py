"""Where each judgement of a cell begins and ends, and the whole sentence that people read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from s3metrics.intake.cells import parser_for
from s3metrics.intake.columns import check_column
from s3metrics.intake.date_cells import read_date
from s3metrics.intake.headings import match_headings, missing_heading, unknown_heading
from s3metrics.intake.number_cells import is_personal_number, read_number
from s3metrics.intake.orgnr_cells import is_valid_person, read_written, show_number
from s3metrics.intake.values import (
    CellParser,
    Suggestions,
    clipped,
    decimal_of_float,
    has_control_characters,
    is_empty,
    printable,
    text_of,
)
from s3metrics.ledger.identity import Identity
from s3metrics.sheets import Code, Column, Kind, sheet_for_table
from s3metrics.words import NOTHING, Text
from tests.intake.tables import check_digit, default_programme, raw_table

PROGRAMME = default_programme()
HOW_NUMBER = "Skriv bara siffror, med komma eller punkt före decimalerna, till exempel 12 500,50."
HOW_YEAR = "Skriv fyra siffror, till exempel 2019."
HOW_DATE = "Skriv datum som 2025-03-31 eller 20250331, eller använd Excels datumformat."
HOW_ORGNR = "Ange tio siffror, till exempel 556036-0793, eller tolv med 16 först."
HOW_PERSON = (
    "En enskild firmas nummer är ägarens personnummer: tio siffror, eller tolv med 18, 19 eller "
    "20 först."
)
PERSONAL = (
    "Talet ser ut som ett personnummer, och sådana lagras inte här. "
    "Kontrollera att uppgifterna står i rätt kolumn."
)


def numbered(nine_digits: str) -> str:
    return nine_digits + check_digit(nine_digits)


PERSON = numbered("640823323")


def parser(kind: Kind, identity: Identity | None = None, **more: object) -> CellParser:
    column = Column(name="x", heading="X", kind=kind, help=Text("", ""), **more)  # type: ignore[arg-type]
    return parser_for(column, PROGRAMME, identity or Identity.ephemeral())


def said(kind: Kind, raw: object) -> str:
    (problem,) = parser(kind).parse(raw).problems
    if kind is Kind.ORGNR:
        assert problem.code is Code.ORGNR
    return problem.message.sv


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.DECIMAL, 0, Decimal(0)),
        (Kind.DECIMAL, "0,4", Decimal("0.4")),
        (Kind.DECIMAL, "0,00004", Decimal(0)),
        (Kind.INTEGER, "0", 0),
        (Kind.INTEGER, 2147483647, 2147483647),
        (Kind.YEAR, 1500, 1500),
        (Kind.YEAR, "2200", 2200),
        (Kind.DATE, "2025-03-31 14:05:06,123+01:00", dt.date(2025, 3, 31)),
        (Kind.DATE, "2025-03-31T14:05Z", dt.date(2025, 3, 31)),
        (Kind.ORGNR, "16 556036 - 0793", "5560360793"),
    ],
)
def test_the_last_cells_that_are_taken(kind: Kind, raw: object, value: object) -> None:
    parsed = parser(kind).parse(raw)
    assert (parsed.value, parsed.problems) == (value, ())


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        (Kind.DECIMAL, "x", f"”x” är inget tal. {HOW_NUMBER}"),
        (Kind.DECIMAL, "9 kr", f"”9 kr” är inget tal. {HOW_NUMBER} Menade du ”9”?"),
        (Kind.DECIMAL, "-1", "”-1” är negativt. Här är bara noll och större tal tillåtna."),
        (
            Kind.DECIMAL,
            10**14,
            "”100000000000000” är för stort: ett tal får ha högst 14 siffror före decimalerna.",
        ),
        (Kind.DECIMAL, "1" * 61, f"”{'1' * 61}” är inget tal. {HOW_NUMBER}"),
        (
            Kind.DECIMAL,
            "1" * 60,
            f"”{'1' * 60}” är för stort: ett tal får ha högst 14 siffror före decimalerna.",
        ),
        (
            Kind.DECIMAL,
            "1" * 57 + " kr",
            f"”{'1' * 57} kr” är inget tal. {HOW_NUMBER} Menade du ”{'1' * 57}”?",
        ),
        (Kind.DECIMAL, "1" * 58 + " kr", f"”{'1' * 58} kr” är inget tal. {HOW_NUMBER}"),
        (Kind.DECIMAL, PERSON, PERSONAL),
        (Kind.DECIMAL, f"{PERSON},00", PERSONAL),
        (Kind.DECIMAL, f"-{PERSON}", PERSONAL),
        (Kind.INTEGER, "x", f"”x” är inget tal. {HOW_NUMBER}"),
        (Kind.INTEGER, "1,5", "”1,5” är inget heltal. Skriv talet utan decimaler."),
        (
            Kind.INTEGER,
            2147483648,
            "”2147483648” är för stort: talet får vara högst 2147483647.",
        ),
        (Kind.INTEGER, -1, "”-1” är negativt. Här är bara noll och större tal tillåtna."),
        (Kind.INTEGER, PERSON, PERSONAL),
        (Kind.YEAR, -1, "”-1” är negativt. Här är bara noll och större tal tillåtna."),
        (Kind.YEAR, "1998,5", f"”1998,5” är inget årtal. {HOW_YEAR}"),
        (Kind.YEAR, "x", f"”x” är inget årtal. {HOW_YEAR}"),
        (Kind.YEAR, 0, f"”0” är inget årtal mellan 1500 och 2200. {HOW_YEAR}"),
        (Kind.YEAR, 1499, f"”1499” är inget årtal mellan 1500 och 2200. {HOW_YEAR}"),
        (Kind.YEAR, 2201, f"”2201” är inget årtal mellan 1500 och 2200. {HOW_YEAR}"),
        (Kind.DATE, "2025-02-30", f"”2025-02-30” finns inte i almanackan. {HOW_DATE}"),
        (Kind.DATE, "x", f"”x” är inget datum som kan läsas. {HOW_DATE}"),
        (
            Kind.DATE,
            "13.5.2025",
            f"”13.5.2025” är inget datum som kan läsas. {HOW_DATE} Menade du ”2025-05-13”?",
        ),
        (Kind.DATE, "12.5.2025", f"”12.5.2025” är inget datum som kan läsas. {HOW_DATE}"),
        (
            Kind.DATE,
            "5/5 2025",
            f"”5/5 2025” är inget datum som kan läsas. {HOW_DATE} Menade du ”2025-05-05”?",
        ),
        (Kind.DATE, 0, f"”0” är inget datum som kan läsas. {HOW_DATE}"),
        (Kind.DATE, 109575, f"”109575” är inget datum som kan läsas. {HOW_DATE}"),
        (
            Kind.DATE,
            1,
            "”1” är ett tal, inget datum: cellen saknar datumformat i Excel. "
            "Välj datumformat för kolumnen, eller skriv datumet som 2025-03-31.",
        ),
        (
            Kind.DATE,
            999.5,
            "”999.5” är ett tal, inget datum: cellen saknar datumformat i Excel. "
            "Välj datumformat för kolumnen, eller skriv datumet som 2025-03-31.",
        ),
        (
            Kind.DATE,
            1000,
            "”1000” är ett tal, inget datum: cellen saknar datumformat i Excel. Välj datumformat "
            "för kolumnen, eller skriv datumet som 2025-03-31. Menade du ”1902-09-26”?",
        ),
        (
            Kind.DATE,
            109574,
            "”109574” är ett tal, inget datum: cellen saknar datumformat i Excel. Välj datumformat "
            "för kolumnen, eller skriv datumet som 2025-03-31. Menade du ”2199-12-31”?",
        ),
        (
            Kind.DATE,
            "2019-05-01",
            "2019-05-01 ligger utanför programmets tid, 2024-04-01 till 2029-03-29. "
            "Raden tas emot; rätta datumet om det är fel.",
        ),
        (
            Kind.ORGNR,
            f"16{PERSON}",
            "Numret börjar på 16, som organisationers, men de tio sista siffrorna är en persons. "
            + HOW_PERSON,
        ),
        (
            Kind.ORGNR,
            numbered("641323123"),
            "Födelsedatumet eller kontrollsiffran i personnumret stämmer inte. " + HOW_PERSON,
        ),
        (
            Kind.ORGNR,
            "18556036-0793",
            "Numret börjar på 18, som personers, men de tio sista siffrorna är en organisations. "
            + HOW_ORGNR,
        ),
        (
            Kind.ORGNR,
            "556036-0794",
            "Kontrollsiffran i organisationsnumret stämmer inte: någon siffra är fel. " + HOW_ORGNR,
        ),
        (Kind.ORGNR, "Bo 12\x00", f"”Bo ••\ufffd” är inget organisationsnummer. {HOW_ORGNR}"),
        (Kind.ORGNR, "B" * 201, f"”{'B' * 199}…” är inget organisationsnummer. {HOW_ORGNR}"),
        (
            Kind.ORGNR,
            "175560360793",
            "Ett nummer med tolv siffror börjar på 16 (organisationer) eller 18, 19 eller 20 "
            f"(personer). {HOW_ORGNR}",
        ),
        (
            Kind.ORGNR,
            "560360793",
            f"Numret har 9 siffror, ett organisationsnummer tio. {HOW_ORGNR} "
            "Excel tar bort inledande nollor: ge kolumnen textformat och skriv numret på nytt.",
        ),
        (
            Kind.ORGNR,
            "55603607931",
            f"Numret har 11 siffror, ett organisationsnummer tio. {HOW_ORGNR}",
        ),
        (
            Kind.ORGNR,
            "5560 36-0793",
            "Numret har tio siffror, men tecken eller blanksteg där inga hör hemma: det enda som "
            f"får skilja dem åt är ett bindestreck före de fyra sista. {HOW_ORGNR}",
        ),
    ],
    ids=lambda case: case.value if isinstance(case, Kind) else "",
)
def test_the_whole_sentence(kind: Kind, raw: object, sentence: str) -> None:
    assert said(kind, raw) == sentence


@pytest.mark.parametrize(
    ("raw", "is_valid"),
    [
        # 1900 was no leap year, 2000 was: the sign or the century decides.
        (numbered("000229123"), True),
        ("000229+" + numbered("000229123")[6:], False),
        ("20" + numbered("000229123"), True),
        ("19" + numbered("000229123"), False),
        ("18" + numbered("960229123"), True),
        # A coordination number's day is 61 to 91.
        (numbered("640283123"), True),
        ("19" + numbered("640283123"), True),
        (numbered("640290123"), False),
        (numbered("640892123"), False),
        (numbered("640860123"), False),
        (numbered("640891123"), True),
        (numbered("640800123"), False),
    ],
)
def test_the_day_of_birth_must_have_existed(raw: str, is_valid: bool) -> None:
    written = read_written(raw)
    assert written is not None
    assert is_valid_person(written) is is_valid


@pytest.mark.parametrize("part", ["parse", "show"])
@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (f"19{PERSON}", f"19{PERSON}"),
        (f"{PERSON[:6]}+{PERSON[6:]}", f"{PERSON[:6]}+{PERSON[6:]}"),
        (f"{PERSON[:6]}-{PERSON[6:]}", PERSON),
        (f"16{PERSON}", PERSON),
    ],
)
def test_what_tells_the_century_reaches_the_vault(part: str, raw: str, kept: str) -> None:
    identity = Identity.ephemeral()
    getattr(parser(Kind.ORGNR, identity), part)(raw)
    assert identity.clear_number(identity.key(PERSON)) == kept


def test_how_numbers_are_shown() -> None:
    identity = Identity.ephemeral()
    assert show_number("Bo 12", identity) == "Bo ••"
    assert show_number("19 556036-0793", identity) == "•• ••••••-••••"
    assert show_number(" 16556036-0793", identity) == "16556036-0793"
    principal = parser(Kind.ORGNR_OR_NAME, identity)
    assert principal.show("3M Svenska AB") == "3M Svenska AB"
    assert principal.show("12345") == "•••••"
    assert principal.show("556036-0793") == "556036-0793"


def test_an_amount_that_is_a_personal_number_however_it_is_signed() -> None:
    assert is_personal_number(Decimal(PERSON))
    assert is_personal_number(-Decimal(PERSON))
    assert not is_personal_number(Decimal(PERSON) + 1)
    assert not is_personal_number(Decimal(f"{PERSON}.5"))
    assert not is_personal_number(Decimal("5560360793"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, ""),
        (False, "FALSKT"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (float("-inf"), "-inf"),
        (1e-8, "0.00000001"),
        (-2.50, "-2.5"),
        (1234567890.123456, "1234567890.12346"),
        (" \ufeff\u200b a \u200b", "a"),
        (dt.datetime(2025, 1, 2, 0, 0, 1), "2025-01-02 00:00:01"),
        (dt.date(2025, 1, 2), "2025-01-02"),
    ],
)
def test_a_cell_as_people_see_it(raw: object, expected: str) -> None:
    assert text_of(raw) == expected


def test_numbers_of_floats_lose_the_noise_alone() -> None:
    assert decimal_of_float(0.1 + 0.2) == Decimal("0.3")
    assert str(decimal_of_float(604.0)) == "604"
    assert str(decimal_of_float(1200.0)) == "1200"
    assert read_number(float("-inf")) is None
    assert read_number(None) is None
    assert read_date(None) is None


def test_empty_is_nothing_but_blanks() -> None:
    assert all(map(is_empty, (None, "", " \u00a0\ufeff")))
    assert not any(map(is_empty, (0, 0.0, False, "0", "-")))


def test_control_characters_are_shown_and_long_texts_cut() -> None:
    assert has_control_characters("a\x7f")
    assert not has_control_characters("a\tb\nc")
    assert printable("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert clipped("a" * 200) == "a" * 200
    assert clipped("a" * 201) == "a" * 199 + "…"


def test_two_hundred_suggestions_are_made() -> None:
    suggestions = Suggestions(["Ljungby"])
    hints = [suggestions.for_word("Ljungy") for _ in range(300)]
    assert [hint.sv for hint in hints] == [" Menade du ”Ljungby”?"] * 200 + [""] * 100
    assert Suggestions(["Ljungby"]).for_word("Ljungby" + "y" * 60) == NOTHING
    assert Suggestions(["a" * 60]).for_word("a" * 60 + "b" * 60).sv == f" Menade du ”{'a' * 60}”?"


PARTICIPATION = sheet_for_table("participation")


def test_headings_that_say_the_same_are_told_apart() -> None:
    raw = raw_table("participation", ("Datum", "", "Okänd", "Okänd", "support *"))
    headings = match_headings(raw, PARTICIPATION)
    assert headings.known == {"date": 0, "support": 4}
    assert headings.unknown == {1: "kolumn B", 2: "Okänd", 3: "Okänd (D)"}


def test_what_is_said_of_headings() -> None:
    column = PARTICIPATION.by_name["date"]
    columns = [c.heading for c in PARTICIPATION.columns]
    told = ", ".join(columns[:-1]) + f" och {columns[-1]}."
    none = match_headings(raw_table("participation", ("Qqq",)), PARTICIPATION)
    near = match_headings(raw_table("participation", ("Datumm",)), PARTICIPATION)
    missing = "Kolumnen ”Datum” saknas i bladet, och den måste fyllas i på varje rad."
    wanted = "Rubriken ska vara ”Datum” eller ”date”."
    assert missing_heading(column, none).sv == f"{missing} {wanted}"
    assert missing_heading(column, near).sv == (
        f"{missing} Är det kolumnen ”Datumm”? Kalla den då ”Datum”. {wanted}"
    )
    said_of = "är ingen kolumn i bladet Deltaganden, så det som står där läses inte."
    assert unknown_heading("Qqq", PARTICIPATION).sv == f"”Qqq” {said_of} Bladets kolumner är {told}"
    assert unknown_heading("Datumm", PARTICIPATION).sv == (
        f"”Datumm” {said_of} Menade du ”Datum”? Bladets kolumner är {told}"
    )
    assert unknown_heading("q" * 61, PARTICIPATION).sv.startswith(f"”{'q' * 60}” är")


def test_rounded_and_masked_cells_are_counted_row_by_row() -> None:
    def counted(kind: Kind, *cells: str) -> tuple[int, int]:
        column = Column(name="x", heading="X", kind=kind, help=Text("", ""))
        checked = check_column(column, cells, parser(kind))
        return checked.rounded, checked.masked

    assert counted(Kind.DECIMAL, "1,00005", "1,0001", "1,00005", "x") == (2, 0)
    assert counted(Kind.TEXT, f"a {PERSON}", "a", f"a {PERSON}", f"b {PERSON}") == (0, 3)


def test_suggestions_are_as_like_as_asked() -> None:
    assert Suggestions(["Ljungby"], likeness=0.9).for_word("Ljungen") == NOTHING
    assert Suggestions(["Ljungby"], likeness=0.5).for_word("Ljungen").sv == " Menade du ”Ljungby”?"
