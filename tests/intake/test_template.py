"""The workbook that partners fill in, and the one that goes back to them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from s3metrics.intake import (
    NamedBytes,
    check_sheet,
    open_files,
    quarantine_file,
    write_quarantine,
    write_template,
)
from s3metrics.intake.check import CheckedSheet
from s3metrics.intake.template import GUIDE_TITLE, LISTS_TITLE
from s3metrics.ledger.identity import Identity
from s3metrics.programme import Programme, load
from s3metrics.sheets import SHEETS, Code, Fault, Kind, QuarantinedRow
from s3metrics.words import Text
from tests.intake.tables import PROGRAMMES, ROOT

PROGRAMME_FILES = [ROOT / "data" / "programme.toml", *sorted(PROGRAMMES.glob("[!b]*.toml"))]
IDENTITY = Identity.ephemeral()


@pytest.fixture(params=PROGRAMME_FILES, ids=lambda path: path.stem)
def programme(request: pytest.FixtureRequest) -> Programme:
    return load(request.param)


def template(programme: Programme) -> Workbook:
    buffer = BytesIO()
    write_template(buffer, programme)
    return openpyxl.load_workbook(buffer)


def delivered(workbook: Workbook, programme: Programme) -> dict[str, CheckedSheet]:
    buffer = BytesIO()
    workbook.save(buffer)
    opened = open_files([NamedBytes(name="mall.xlsx", content=buffer.getvalue())])
    assert opened.notes == []
    return {raw.table: check_sheet(raw, programme, IDENTITY) for raw in opened.sheets}


def tab_of(workbook: Workbook, title: str) -> Worksheet:
    tab = workbook[title]
    assert isinstance(tab, Worksheet)
    return tab


def test_an_untouched_template_delivers_nothing(programme: Programme) -> None:
    sheets = delivered(template(programme), programme)
    assert list(sheets) == [sheet.table for sheet in SHEETS]
    for checked in sheets.values():
        assert checked.is_untouched
        assert checked.faults == []


def test_filled_in_it_imports_without_a_fault(programme: Programme) -> None:
    """As a partner does: rows below the example, with words from the drop-downs."""
    workbook = template(programme)
    for sheet in SHEETS:
        tab = tab_of(workbook, sheet.title)
        for row in (3, 4):
            for position, column in enumerate(sheet.columns, start=1):
                cell = tab.cell(2, position).value
                is_own = column.kind is Kind.TEXT and cell
                tab.cell(row, position).value = f"Egen text {row}" if is_own else cell
    for sheet in SHEETS:
        checked = delivered(workbook, programme)[sheet.table]
        is_all_example = not any(c.kind is Kind.TEXT and c.example for c in sheet.columns)
        assert checked.rows["row_number"].to_pylist() == ([] if is_all_example else [3, 4])
        assert checked.faults == []


def test_filled_in_over_the_example_with_codes(programme: Programme) -> None:
    workbook = template(programme)
    tab = tab_of(workbook, "Företag")
    for position, cell in enumerate(
        ["5560360793", "Påhittade AB", "0980", "okand", "", 1998, ""], start=1
    ):
        tab.cell(2, position).value = cell
    checked = delivered(workbook, programme)["company"]
    assert checked.rows["orgnr"].to_pylist() == ["5560360793"]
    assert checked.notes == []
    assert all(fault.code is Code.OUTSIDE_AREA for fault in checked.faults)


def test_headings_are_exact_and_required_ones_are_marked(programme: Programme) -> None:
    workbook = template(programme)
    for sheet in SHEETS:
        tab = tab_of(workbook, sheet.title)
        assert [cell.value for cell in tab[1]] == [column.heading for column in sheet.columns]
        for cell, column in zip(tab[1], sheet.columns, strict=True):
            assert ("*" in cell.number_format) == column.is_required
            assert cell.comment is not None
            assert ("Måste fyllas i." in cell.comment.text) == column.is_required
        assert tab.freeze_panes == "A2"
        assert tab["A2"].font.italic


def test_drop_downs_offer_words_that_the_intake_knows(programme: Programme) -> None:
    workbook = template(programme)
    lists = tab_of(workbook, LISTS_TITLE)
    assert lists.sheet_state == "hidden"
    offered: dict[tuple[str, str], list[object]] = {}
    for sheet in SHEETS:
        for rule in tab_of(workbook, sheet.title).data_validations.dataValidation:
            if rule.type == "list":
                column = sheet.columns[next(iter(rule.sqref.ranges)).min_col - 1]
                cells = rule.formula1.split("!")[1].replace("$", "")
                words = [cell.value for row in lists[cells] for cell in row]
                offered[sheet.table, column.name] = words
    choices = {
        (sheet.table, column.name)
        for sheet in SHEETS
        for column in sheet.columns
        if not column.is_list
        and column.kind in (Kind.CHOICE, Kind.AREA, Kind.COUNTY, Kind.MUNICIPALITY, Kind.BOOL)
    }
    assert choices <= set(offered)
    assert offered["actor", "county"] == [county.name for county in programme.counties]
    assert offered["need", "area"] == [area.name.sv for area in programme.areas]
    assert len(offered["company", "municipality"]) == 290
    ours = {m.name for m in programme.municipalities}
    assert set(offered["company", "municipality"][: len(ours)]) == ours
    assert offered["participation", "support"][0] == "Kontakt"


def test_cells_have_the_format_of_their_kind(programme: Programme) -> None:
    workbook = template(programme)
    formats = {Kind.DATE: "yyyy-mm-dd", Kind.DECIMAL: "#,##0.00", Kind.ORGNR: "@", Kind.ID: "@"}
    for sheet in SHEETS:
        tab = tab_of(workbook, sheet.title)
        for cell, column in zip(tab[2], sheet.columns, strict=True):
            expected = formats.get(column.kind)
            if expected and cell.value is not None:
                assert cell.number_format == expected


def test_the_guide_explains_every_column_and_the_rules(programme: Programme) -> None:
    workbook = template(programme)
    assert workbook.sheetnames[0] == GUIDE_TITLE
    text = "\n".join(
        str(cell.value) for row in tab_of(workbook, GUIDE_TITLE) for cell in row if cell.value
    )
    for sheet in SHEETS:
        for column in sheet.columns:
            assert column.help.sv in text
    for word in ("hela aktuella lista", "dras tillbaka", "exempel", LISTS_TITLE):
        assert word in text


def test_the_template_goes_to_a_file_too(tmp_path: Path, programme: Programme) -> None:
    write_template(tmp_path / "mall.xlsx", programme)
    assert openpyxl.load_workbook(tmp_path / "mall.xlsx").sheetnames[0] == GUIDE_TITLE


def fault(row: int, column: str, message: str) -> Fault:
    return Fault(
        file="a.xlsx",
        sheet="Deltaganden",
        row=row,
        column=column,
        value="",
        code=Code.TYPE,
        message=Text(message, message),
    )


def waiting(row: int, values: Mapping[str, str], *faults: Fault) -> QuarantinedRow:
    return QuarantinedRow(
        delivery=3,
        sender="Campus",
        table="participation",
        file="a.xlsx",
        sheet="Deltaganden",
        row=row,
        values=values,
        faults=faults,
    )


def quarantine(*rows: QuarantinedRow) -> Workbook:
    buffer = BytesIO()
    write_quarantine(buffer, rows)
    return openpyxl.load_workbook(buffer)


def test_the_quarantine_file_shows_row_place_and_every_fault() -> None:
    workbook = quarantine(
        waiting(
            7,
            {"Insats-id": "A-1", "Timmar": "många", "Egen": "x"},
            fault(7, "Timmar", "Inget tal."),
            fault(7, "Datum", "Kolumnen saknas."),
        ),
        waiting(9, {"initiative_id": "A-2", "TIMMAR": "-1"}, fault(9, "Timmar", "Negativt.")),
    )
    assert workbook.sheetnames == ["Läs mig", "Deltaganden"]
    tab = tab_of(workbook, "Deltaganden")
    rows = [[cell.value for cell in row] for row in tab]
    assert rows == [
        ["Leverans", "Avsändare", "Fil", "Blad", "Rad", "Vad som är fel",
         "Insats-id", "Timmar", "Egen", "Datum"],
        [3, "Campus", "a.xlsx", "Deltaganden", 7, "Timmar: Inget tal.\nDatum: Kolumnen saknas.",
         "A-1", "många", "x", None],
        [3, "Campus", "a.xlsx", "Deltaganden", 9, "Timmar: Negativt.", "A-2", "-1", None, None],
    ]  # fmt: skip
    marked = {cell.coordinate for row in tab for cell in row if cell.fill.fgColor.rgb == "FFFFE699"}
    assert marked == {"H2", "J2", "H3"}
    # Every fault on a line of its own, and the headings in sight further down.
    assert tab["F2"].alignment.wrap_text
    assert tab.freeze_panes == "A2"
    guide = tab_of(workbook, "Läs mig")
    assert guide["A1"].value == "Rader som väntar på rättning"
    assert guide["A3"].value == "Antal rader: 2."


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "=1"])
def test_nothing_a_sender_wrote_runs_as_a_formula(text: str) -> None:
    tab = tab_of(quarantine(waiting(2, {"Insats-id": text, text: "x"})), "Deltaganden")
    cell = tab["G2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix
    assert (tab["H1"].data_type, tab["H1"].quotePrefix) == ("s", True)
    assert tab["H1"].font.bold


def test_texts_that_a_workbook_cannot_hold_are_shortened_not_lost() -> None:
    long = "x" * 40_000
    tab = tab_of(quarantine(waiting(2, {"Insats-id": long, "Egen": "a\x00b\ud800"})), "Deltaganden")
    assert str(tab["G2"].value).endswith("x…")
    assert len(str(tab["G2"].value)) == 32_767
    assert tab["H2"].value == "a\ufffdb\ufffd"


def test_the_longest_text_of_a_workbook_is_kept_whole() -> None:
    longest = "x" * 32_767
    assert tab_of(quarantine(waiting(2, {"Egen": longest})), "Deltaganden")["G2"].value == longest


def test_the_quarantine_goes_to_a_file_too(tmp_path: Path) -> None:
    write_quarantine(tmp_path / "rättas.xlsx", [waiting(2, {"Egen": "x"})])
    assert openpyxl.load_workbook(tmp_path / "rättas.xlsx").sheetnames[1] == "Deltaganden"


def test_no_row_lies_in_a_temporary_file_on_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "finns inte"))
    tab = tab_of(quarantine(waiting(2, {"Egen": "x"})), "Deltaganden")
    assert tab["G2"].value == "x"


def test_an_address_is_text_and_no_link() -> None:
    tab = tab_of(quarantine(waiting(2, {"Egen": "https://example.se"})), "Deltaganden")
    assert (tab["G2"].value, tab["G2"].hyperlink) == ("https://example.se", None)


def test_rows_that_a_tab_cannot_hold_go_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine_file, "_MOST_ROWS", 2)
    workbook = quarantine(*(waiting(row, {"Insats-id": "A"}) for row in (7, 8, 9)))
    assert workbook.sheetnames == ["Läs mig", "Deltaganden", "Deltaganden 2"]
    assert [tab_of(workbook, f"Deltaganden{n}").max_row for n in ("", " 2")] == [3, 2]


def test_an_empty_quarantine_says_so() -> None:
    workbook = quarantine()
    assert workbook.sheetnames == ["Läs mig"]
    assert tab_of(workbook, "Läs mig")["A3"].value == "Inga rader väntar på rättning."
