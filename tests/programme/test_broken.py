"""A broken programme file: one sentence per fault, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3metrics.errors import ProgrammeError
from s3metrics.programme import load, parse

PROGRAMMES = Path(__file__).parents[1] / "programmes"
SOUND = (PROGRAMMES / "one_county.toml").read_text(encoding="utf-8")


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(ProgrammeError) as caught:
        parse(content, name="programme.toml")
    return [fault.sv for fault in caught.value.faults]


def faults_after(old: str, new: str) -> list[str]:
    """The faults of the sound file with one thing changed."""
    assert SOUND.count(old) >= 1
    return faults_of(SOUND.replace(old, new, 1).encode())


def test_a_file_with_many_faults_tells_them_all() -> None:
    with pytest.raises(ProgrammeError) as caught:
        load(PROGRAMMES / "broken.toml")
    expected = (PROGRAMMES / "broken.expected.txt").read_text(encoding="utf-8").splitlines()
    assert [fault.sv for fault in caught.value.faults] == expected
    message = str(caught.value)
    assert "broken.toml kan inte användas" in message
    assert all(fault in message for fault in expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'id = "24"',
            'id = "42"',
            "counties.1.id: ”42” är ingen svensk länskod. Menade du ”24” (Västerbottens län)? "
            "Tillåtet är 01, 03, 04, 05, 06, 07, 08, 09, 10, 12, 13, 14, 17, 18, 19, 20, 21, 22, "
            "23, 24 eller 25.",
        ),
        (
            'nuts2 = "SE33"',
            'nuts_2 = "SE33"',
            "nuts_2: nyckeln finns inte (värdet är ”SE33”). Menade du ”nuts2”? Tillåtna nycklar är "
            "id, name, period, budget_sek, eu_share_ceiling, nuts2, counties, areas, funders, "
            "reporting_periods, targets, rules, statuses, cost_categories, initiative_kinds, "
            "senders, decision_indicators, participant_columns och project_bank.",
        ),
        (
            'orgnr = "556036-0793"',
            'orgnr = "811228-9874"',
            "areas.1.coordinator.orgnr: ”personnummer” kan inte användas. Ange ett "
            "organisationsnummer med tio siffror och rätt kontrollsiffra, t.ex. ”556036-0793”.",
        ),
        (
            "start = 2025-01-01",
            'start = "2025-01-01"',
            "period.start: ”2025-01-01” kan inte användas. "
            "Ange ett datum utan citattecken, t.ex. 2024-04-01.",
        ),
        (
            "start = 2025-01-01",
            "start = 2025-01-01T12:00:00",
            "period.start: ”2025-01-01T12:00:00” kan inte användas. "
            "Ange ett datum utan citattecken, t.ex. 2024-04-01.",
        ),
        (
            "new_enterprise_years = 5",
            "new_enterprise_years = true",
            "rules.new_enterprise_years: true kan inte användas. "
            "Ange ett heltal från 0: år som ett företag räknas som nytt, t.ex. 3.",
        ),
        (
            "[rules]",
            "[rules]\nminimum_hours = nan",
            "rules.minimum_hours: ”NaN” kan inte användas. "
            "Ange minsta antal timmar för att stöd ska räknas, 0 eller fler; eller utelämna.",
        ),
        (
            "[[areas]]",
            "[areas]",
            "areas: en tabell kan inte användas. Ange minst ett område: [[areas]].",
        ),
        (
            'id = "planerad"',
            'id = "pagaende"',
            "statuses.2.id: ”pagaende” står redan i statuses.1. Ange varje id en gång.",
        ),
        (
            'en = "Mining"',
            'en = " "',
            "areas.1.name: tabellen { sv = ”Gruvnäring”, en = ” ” } kan inte användas. "
            'Ange en text på svenska och en på engelska: { sv = "…", en = "…" }.',
        ),
        (
            "[rules]",
            '[project_bank]\nprogramme = "X"\nfunder = "Y"\nareas = { "A b" = "gruva" }\n[rules]',
            'project_bank.areas."A b": ”gruva” är inget av programmets områden. '
            "Menade du ”gruvnaring”? Tillåtet är gruvnaring.",
        ),
        (
            'nuts2 = "SE33"',
            'nuts2 = "SE33"\nbudget_sek = 5\nfunders = [\n'
            '  { name = "A", source = "stat", budget_sek = 4 },\n'
            '  { name = "B", source = "privat", budget_sek = 2 },\n]',
            "funders: finansiärernas belopp är ”6” tillsammans. Ange högst programmets "
            "budget_sek, 5.",
        ),
        (
            "[rules]",
            "[rules]\nde_minimis_ceiling_eur = 300_000",
            "rules.eur_sek_rate: uppgiften saknas, fast de_minimis_ceiling_eur är angivet. "
            "Ange kronor per euro, t.ex. 11.4.",
        ),
        (
            'nuts2 = "SE33"',
            'nuts2 = "SE33"\nparticipant_columns = ["orgnr", "epost"]',
            "participant_columns.2: ”epost” kan inte användas. Tillåtet är orgnr, name, "
            "contact_email, municipality, county, size, sni, areas, initiatives, first_date, "
            "last_date, participations, hours, value_sek, certificate_date, decision_date eller "
            "note.",
        ),
        (
            'nuts2 = "SE33"',
            "",
            "nuts2: uppgiften saknas. Ange programområdets NUTS 2-kod, t.ex. ”SE21”.",
        ),
    ],
)
def test_one_fault_gives_one_sentence(old: str, new: str, expected: str) -> None:
    assert faults_after(old, new) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'id = "24"',
            "id = 06",
            "rad 9, kolumn 7: ”id = 06” är inte giltig TOML. "
            'Skriv koder med inledande nolla inom citattecken, t.ex. "06".',
        ),
        (
            'name = "Västerbottens län"',
            'name = "Västerbottens län',
            'rad 10, kolumn 26: ”name = "Västerbottens län” är inte giltig TOML. '
            "En text saknar sitt avslutande citattecken på samma rad.",
        ),
        (
            'id = "24"',
            'id = "24"\nid = "25"',
            'rad 10, kolumn 10: ”id = "25"” är inte giltig TOML. '
            "Nyckeln står två gånger; behåll en.",
        ),
        (
            "2027-12-31",
            "2027-02-31",
            "rad 5, kolumn 38: ”period = { start = 2025-01-01, end = 2027-02-31 }” är inte giltig "
            "TOML. Datumet finns inte; skriv år-månad-dag, t.ex. 2024-04-01.",
        ),
        (
            "is_active = true",
            "is_active = sant",
            "rad 26, kolumn 13: ”is_active = sant” är inte giltig TOML. "
            "Texter står inom citattecken; sant och falskt skrivs true och false.",
        ),
        (
            "[rules]",
            "rules",
            "rad 19, kolumn 6: ”rules” är inte giltig TOML. "
            "Skriv nyckel = värde; rubriker står inom [ ] eller [[ ]].",
        ),
    ],
)
def test_a_syntax_error_names_the_line(old: str, new: str, expected: str) -> None:
    assert faults_after(old, new) == [expected]


def test_a_line_with_a_persons_number_is_not_repeated() -> None:
    (fault,) = faults_after('"556036-0793"', "811228-9874x")
    assert "9874" not in fault
    assert "personnummer" in fault


def test_an_unfinished_file() -> None:
    assert faults_of(b"counties = [1, 2")[0].endswith("En lista saknar sin avslutande ].")


def test_a_file_of_brackets_does_not_exhaust_the_reader() -> None:
    assert faults_of(b"a = " + b"[" * 50_000) == [
        "listor eller tabeller står i för många lager. Ta bort hakparenteser."
    ]


def test_a_file_in_another_encoding() -> None:
    assert faults_of(SOUND.encode("cp1252"))[0].startswith("rad 1: filen är inte sparad som UTF-8.")


def test_an_empty_file_lacks_everything_required() -> None:
    keys = [fault.partition(":")[0] for fault in faults_of(b"")]
    assert keys == ["id", "name", "period", "nuts2", "counties", "areas", "rules", "statuses"]


def test_a_path_that_holds_no_file(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match="filen finns inte"):
        load(tmp_path / "missing.toml")
    with pytest.raises(ProgrammeError, match="filen går inte att läsa"):
        load(tmp_path)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse(b"\xef\xbb\xbf" + SOUND.encode(), name="x").id == "ett_lan"


def test_gaps_between_reporting_periods_are_allowed_but_no_overlap() -> None:
    periods = """
        reporting_periods = [
          {{ id = "P1", start = 2025-01-01, end = 2025-06-30, due = 2025-08-31 }},
          {{ id = "P2", start = {start}, end = 2025-12-31, due = 2026-02-28 }},
        ]
        [[counties]]"""

    def content(start: str) -> bytes:
        return SOUND.replace("[[counties]]", periods.format(start=start), 1).encode()

    assert len(parse(content("2025-08-01"), name="x").reporting_periods) == 2
    assert faults_of(content("2025-06-30")) == [
        "reporting_periods.2.start: ”2025-06-30” är inte efter reporting_periods.1, som slutar "
        "2025-06-30. Ange perioderna i tidsordning utan överlapp."
    ]


ODD_VALUES = (
    "1",
    "-1.5",
    '"x"',
    '""',
    "true",
    "[]",
    "[[]]",
    "{}",
    "{ x = 1 }",
    "nan",
    "2020-01-01",
)


@pytest.mark.parametrize("odd", ODD_VALUES)
def test_no_value_at_any_key_crashes_the_reader(odd: str) -> None:
    """Whatever stands where, the file is taken or its faults are told: key first, in one line."""
    content = (PROGRAMMES / "smaland_2014_2020.toml").read_text(encoding="utf-8")
    lines = content.splitlines()
    for position, line in enumerate(lines):
        key, equals, _ = line.partition(" = ")
        if not equals:
            continue
        changed = "\n".join([*lines[:position], f"{key} = {odd}", *lines[position + 1 :]])
        try:
            parse(changed.encode(), name="x")
        except ProgrammeError as error:
            for fault in (text for both in error.faults for text in (both.sv, both.en)):
                assert ": " in fault and "\n" not in fault and fault.endswith((".", "?")), fault
