"""A sheet at a time: typed rows, every fault of every row, nothing in clear that must not be."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3metrics.intake.check import CheckedSheet, check_sheet
from s3metrics.intake.columns import arrow_type
from s3metrics.intake.example import example_row
from s3metrics.intake.raw import RawSheet
from s3metrics.ledger.identity import Identity
from s3metrics.sheets import SHEETS, Sheet, sheet_for_table
from s3metrics.words import Text, fold
from tests.intake.tables import check_digit, default_programme, raw_table

PROGRAMME = default_programme()
IDENTITY = Identity.ephemeral()
PARTICIPATION = (
    "Insats-id",
    "Organisationsnummer",
    "Datum",
    "Stöd",
    "Timmar",
    "Värde SEK",
    "Kommun",
)
GOOD = ("A-1", "556036-0793", "2025-03-31", "Rådgivning", "7,5", "6 000", "")


def check(raw: RawSheet) -> CheckedSheet:
    return check_sheet(raw, PROGRAMME, IDENTITY)


def participations(*rows: Sequence[object]) -> CheckedSheet:
    return check(raw_table("participation", PARTICIPATION, *rows))


def places(checked: CheckedSheet) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code.value) for fault in checked.faults]


def test_rows_are_typed_as_declared() -> None:
    checked = participations(GOOD)
    assert checked.rows.to_pylist() == [
        {
            "row_number": 2,
            "is_valid": True,
            "initiative_id": "A-1",
            "orgnr": "5560360793",
            "date": dt.date(2025, 3, 31),
            "support": "radgivning",
            "hours": Decimal("7.5000"),
            "value_sek": Decimal("6000.0000"),
            "municipality": None,
        }
    ]
    assert checked.faults == []
    assert checked.rows.schema.field("value_sek").type == pa.decimal128(18, 4)
    assert checked.rows.schema.field("row_number").type == pa.int32()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_every_sheet_has_its_schema_even_when_empty(sheet: Sheet) -> None:
    checked = check(raw_table(sheet.table, [column.heading for column in sheet.columns]))
    assert checked.rows.num_rows == 0
    assert not checked.is_untouched
    names = ["row_number", "is_valid", *(column.name for column in sheet.columns)]
    assert checked.rows.schema.names == names
    assert [checked.rows.schema.field(c.name).type for c in sheet.columns] == [
        arrow_type(c) for c in sheet.columns
    ]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_headings_of_a_sheet_are_told_apart(sheet: Sheet) -> None:
    words = [fold(word) for c in sheet.columns for word in {fold(c.heading), fold(c.name)}]
    assert len(words) == len(set(words))


def test_headings_in_any_order_case_and_language() -> None:
    header = ("SUPPORT", "date", "organisationsnummer *", "insats id")
    checked = check(raw_table("participation", header, ("bidrag", 20250331.0, 5560360793.0, 7.0)))
    assert checked.faults == []
    row = checked.rows.to_pylist()[0]
    assert (row["initiative_id"], row["support"], row["hours"]) == ("7", "bidrag", None)


def test_every_fault_of_every_row_is_told_in_order() -> None:
    checked = participations(
        ("", "556036-0794", "31/3", "hjälp", "många", "-5", "Lungby"),
        GOOD,
        ("A-1", "556036-0793", "2019-01-01", "bidrag", "", "", "Karlskrona"),
    )
    assert places(checked) == [
        (2, "Insats-id", "required"),
        (2, "Organisationsnummer", "orgnr"),
        (2, "Datum", "date"),
        (2, "Stöd", "choice"),
        (2, "Timmar", "type"),
        (2, "Värde SEK", "negative"),
        (2, "Kommun", "unknown_municipality"),
        (4, "Datum", "outside_period"),
        (4, "Kommun", "outside_area"),
    ]
    assert checked.rows["is_valid"].to_pylist() == [False, True, True]
    faulty = checked.rows.to_pylist()[0]
    assert {name for name, cell in faulty.items() if cell is not None} == {"row_number", "is_valid"}
    assert {(fault.file, fault.sheet) for fault in checked.faults} == {
        ("leverans.xlsx", "Deltaganden")
    }


def test_a_missing_required_heading_is_a_fault_on_every_row_and_names_the_nearest() -> None:
    header = ("Insatsid", "Orgnummer", "Datum", "Typ av stöd")
    row = ("A-1", "556036-0793", "2025-03-31", "bidrag")
    checked = check(raw_table("participation", header, row, row))
    assert places(checked) == [
        (1, "Orgnummer", "unknown_column"),
        (1, "Typ av stöd", "unknown_column"),
        (2, "Organisationsnummer", "required"),
        (2, "Stöd", "required"),
        (3, "Organisationsnummer", "required"),
        (3, "Stöd", "required"),
    ]
    missing = next(fault for fault in checked.faults if fault.row == 2)
    assert "Är det kolumnen ”Orgnummer”?" in missing.message.sv
    assert not any(checked.rows["is_valid"].to_pylist())


def test_an_unknown_column_is_told_only_where_it_holds_something() -> None:
    header = (*PARTICIPATION, "Anteckning", "Tom", "")
    checked = check(raw_table("participation", header, (*GOOD, "ring", " ", "x")))
    assert places(checked) == [
        (1, "Anteckning", "unknown_column"),
        (1, "kolumn J", "unknown_column"),
    ]
    assert checked.rows["is_valid"].to_pylist() == [True]
    assert checked.raw_rows([2])[0]["Anteckning"] == "ring"
    assert checked.raw_rows([2])[0]["kolumn J"] == "x"
    assert {(fault.file, fault.sheet) for fault in checked.faults} == {
        ("leverans.xlsx", checked.sheet)
    }


def test_broken_cells_of_the_workbook_keep_their_rows_out() -> None:
    header = (*PARTICIPATION, "Egen", "")
    told = {
        (2, 4): "Cellen innehåller felvärdet #REF!.",
        (3, 7): "Cellen ingår i en sammanslagning.",
        (4, 8): "Raden har fler celler än rubrikraden.",
    }
    rows = [(*GOOD, "", ""), (*GOOD, "", ""), (*GOOD, "", "x"), (*GOOD, "", "")]
    rows[0] = (*GOOD[:4], "#REF!", *GOOD[5:], "", "")
    checked = check(raw_table("participation", header, *rows, cell_faults=told))
    assert places(checked) == [(2, "Timmar", "type"), (4, "kolumn I", "type")]
    assert checked.faults[0].message == told[2, 4]
    assert checked.faults[0].value == "#REF!"
    assert checked.rows["is_valid"].to_pylist() == [False, True, False, True]


def test_a_column_without_heading_is_judged_by_its_broken_cells_alone() -> None:
    header = (*PARTICIPATION, "")
    told = {(3, 7): Text("Cellen ingår i en sammanslagning.", "The cell is merged.")}
    checked = check(
        raw_table("participation", header, (*GOOD, "x"), (*GOOD, "y"), cell_faults=told)
    )
    assert (3, "kolumn H", "type") in places(checked)
    assert checked.rows["is_valid"].to_pylist() == [True, False]


def test_what_was_rounded_or_replaced_is_told_with_its_place() -> None:
    person = "640823-3234"
    checked = participations(
        (*GOOD[:4], "7,12345", "0,00001", ""), ("A-2 " + person, *GOOD[1:4], "1,99999", "", "")
    )
    assert [note.sv.split(" som")[0] for note in checked.notes] == [
        "Deltaganden, Insats-id: 1 cell innehåller vad",
        "Deltaganden, Timmar: 2 tal har fler än 4 decimaler och avrundades till 4.",
        "Deltaganden, Värde SEK: 1 tal har fler än 4 decimaler och avrundades till 4.",
    ]
    assert checked.rows["hours"].to_pylist() == [Decimal("7.1235"), Decimal("2.0000")]


def test_a_checked_sheet_says_where_it_comes_from() -> None:
    raw = raw_table("participation", PARTICIPATION, GOOD)
    checked = check(raw)
    assert (checked.table, checked.file, checked.sheet) == (raw.table, raw.file, raw.sheet)


def test_a_raw_row_is_what_was_delivered() -> None:
    checked = participations(GOOD, ("A-2", 5560360793.0, 45747.0, "x", 7.5, None, True))
    assert checked.raw_rows([2])[0] == dict(zip(PARTICIPATION, GOOD, strict=True))
    assert list(checked.raw_rows([3])[0].values()) == [
        "A-2", "5560360793", "45747", "x", "7.5", "", "SANT",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        checked.raw_rows([99])[0]
    # A mistyped number may be a person's; an amount of as many digits is none.
    hidden = participations(("123456789", "16408233234", "", "", "", "368714000", ""))
    shown = hidden.raw_rows([2])[0]
    assert (shown["Organisationsnummer"], shown["Värde SEK"]) == ("•" * 11, "368714000")
    values = {fault.column: fault.value for fault in hidden.faults}
    assert values["Organisationsnummer"] == "•" * 11


def test_true_and_one_are_different_cells() -> None:
    header = ("Organisationsnummer", "Namn", "Typ")
    rows = [(5560360793.0, name, "region") for name in (True, 1.0, "1", 1)]
    checked = check(raw_table("actor", header, *rows))
    assert checked.rows["name"].to_pylist() == ["SANT", "1", "1", "1"]


def filled_examples(sheet: Sheet) -> tuple[list[str], list[object]]:
    examples = example_row(sheet, PROGRAMME)
    return [c.heading for c in sheet.columns], [examples[c.name] for c in sheet.columns]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_the_example_row_is_no_data(sheet: Sheet) -> None:
    header, example = filled_examples(sheet)
    alone = check(raw_table(sheet.table, header, example))
    assert (alone.rows.num_rows, alone.faults, alone.is_untouched) == (0, [], True)
    changed = list(example)
    position = next(i for i, c in enumerate(sheet.columns) if c.kind.value in ("text", "decimal"))
    changed[position] = 17
    checked = check(raw_table(sheet.table, header, example, changed))
    assert checked.rows["row_number"].to_pylist() == [3]
    assert not checked.is_untouched
    assert len(checked.notes) == 1
    assert "rad 2" in checked.notes[0].sv
    twice = check(raw_table(sheet.table, header, example, example, changed))
    assert f"Bladet {sheet.title}: mallens exempelrad (rad 2, 3) står kvar" in twice.notes[0].sv
    assert f"Bladet {sheet.title} innehåller bara mallens exempelrad" in alone.notes[0].sv


def test_an_example_company_that_really_took_part_is_data() -> None:
    header, example = filled_examples(sheet_for_table("participation"))
    checked = check(raw_table("participation", header[:5], example[:5]))
    assert checked.rows.num_rows == 1


def test_the_faults_of_other_rows_stay_beside_the_example() -> None:
    header, example = filled_examples(sheet_for_table("participation"))
    faulty = [*example[:2], "hösten", *example[3:]]
    checked = check(raw_table("participation", header, example, faulty))
    assert places(checked) == [(3, "Datum", "date")]
    assert (checked.faults[0].file, checked.faults[0].sheet) == ("leverans.xlsx", "Deltaganden")


def test_an_example_row_with_a_faulty_cell_is_not_passed_over() -> None:
    header, example = filled_examples(sheet_for_table("participation"))
    checked = check(raw_table("participation", header, [*example[:6], "Ingenstans"]))
    assert places(checked) == [(2, "Kommun", "unknown_municipality")]


@st.composite
def personal_numbers(draw: st.DrawFn) -> tuple[str, str]:
    """The last ten digits of a valid number, and one way of writing it."""
    day = draw(st.dates(dt.date(1930, 1, 1), dt.date(2009, 12, 31)))
    is_coordination = draw(st.booleans())
    birth = f"{day:%y%m}{day.day + 60 * is_coordination:02}"
    serial = f"{draw(st.integers(0, 999)):03}"
    ten = birth + serial + check_digit(birth + serial)
    dash = draw(st.sampled_from(["", "-", "+", "\u2013"]))
    century = draw(st.sampled_from(["", f"{day:%Y}"[:2], "16"]))
    return ten, f"{century}{ten[:6]}{dash}{ten[6:]}"


CELLS = st.one_of(
    st.text(),
    st.text(alphabet="0123456789-+., \u00a0\u202f\u2212;kr", max_size=16),
    st.none(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SHEETS), st.data())
def test_no_cell_raises_and_every_row_is_accounted_for(sheet: Sheet, data: st.DataObject) -> None:
    row = st.tuples(*[CELLS] * (len(sheet.columns) + 1))
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    header = [*(c.heading for c in sheet.columns), data.draw(st.text(max_size=8))]
    checked = check(raw_table(sheet.table, header, *rows))
    assert checked.rows["row_number"].to_pylist() == list(range(2, len(rows) + 2))
    kept_out = {fault.row for fault in checked.faults if not fault.is_warning}
    assert kept_out == {
        row["row_number"] for row in checked.rows.to_pylist() if not row["is_valid"]
    }
    for number in range(2, len(rows) + 2):
        for text in checked.raw_rows([number])[0].values():
            text.encode()
    for fault in checked.faults:
        assert fault.message.sv and fault.message.en
        (fault.value + fault.message.sv + fault.message.en + fault.column).encode()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SHEETS), st.data())
def test_no_personal_number_is_left_in_clear(sheet: Sheet, data: st.DataObject) -> None:
    ten, written = data.draw(personal_numbers())
    around = st.text(alphabet="abå ;,:/()\n", max_size=5)
    wrapped = data.draw(around) + written + data.draw(around)
    as_number = float(re.sub(r"\D", "", written))
    cells = st.sampled_from([written, wrapped, as_number, "", "A-1"])
    row = data.draw(st.tuples(*[cells] * (len(sheet.columns) + 1)))
    header = [*(c.heading for c in sheet.columns), data.draw(st.sampled_from(["Egen", wrapped]))]
    checked = check(raw_table(sheet.table, header, row))
    told = [
        *(str(cell) for cell in checked.rows.to_pylist()[0].values()),
        *(
            text
            for fault in checked.faults
            for text in (fault.value, fault.message.sv, fault.message.en, fault.column)
        ),
        *(text for pair in checked.raw_rows([2])[0].items() for text in pair),
    ]
    for text in told:
        assert ten not in re.sub(r"[-+\u2013\s]", "", text)


def test_a_large_list_is_checked_in_seconds() -> None:
    rows = 200_000
    columns: list[list[object]] = [
        [f"A-{i % 500}" for i in range(rows)],
        [["5560360793", "2120000142", "2321000073"][i % 3] for i in range(rows)],
        [f"2025-{i % 12 + 1:02}-{i % 28 + 1:02}" for i in range(rows)],
        [["kontakt", "Rådgivning", "bidrag", "fel"][i % 4] for i in range(rows)],
        [f"{i % 4000 / 100:.2f}".replace(".", ",") for i in range(rows)],
        [f"{i % 50 + 1} 000" for i in range(rows)],
        [["", "Ljungby", "604"][i % 3] for i in range(rows)],
    ]
    raw = raw_table("participation", PARTICIPATION, *zip(*columns, strict=True))
    started = time.perf_counter()
    checked = check(raw)
    # A fifth of a second a hundred thousand rows where measured; slow machines get their time.
    assert time.perf_counter() - started < 10
    assert len(checked.faults) == rows // 4
    assert checked.rows["is_valid"].to_pylist().count(False) == rows // 4
