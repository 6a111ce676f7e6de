"""Workbooks as Excel, LibreOffice and other programs write them, and as they break."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook as OpenpyxlWorkbook

from s3metrics.errors import UnusableFile
from s3metrics.intake import sheetxml, workbook
from s3metrics.intake.files import open_files
from s3metrics.intake.raw import RawSheet
from s3metrics.intake.sources import NamedBytes

FIXTURES = Path(__file__).parents[1] / "fixtures"
HEADING = ["Organisationsnummer", "Namn", "Kommun", "Storlek"]
SHEET_PART = "xl/worksheets/sheet1.xml"
WORKBOOK_PART = "xl/workbook.xml"
RELATIONS_PART = "xl/_rels/workbook.xml.rels"


def made(write: Callable[[xlsxwriter.Workbook], None]) -> NamedBytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    write(book)
    book.close()
    return NamedBytes(name="bok.xlsx", content=buffer.getvalue())


def of_rows(*rows: list[object], first_row: int = 0, first_column: int = 0) -> NamedBytes:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Företag")
        for number, row in enumerate([HEADING, *rows], first_row):
            sheet.write_row(number, first_column, row)

    return made(write)


def edited(file: NamedBytes, edit: Callable[[bytes], bytes], part: str = SHEET_PART) -> NamedBytes:
    """The same workbook with one part rewritten."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file.content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, edit(content) if name == part else content)
    return NamedBytes(name=file.name, content=buffer.getvalue())


def cells(xml: str) -> NamedBytes:
    """A workbook whose sheet Företag holds these rows of XML."""
    data = f"<sheetData>{xml}</sheetData>".encode()
    return edited(of_rows(), lambda old: re.sub(rb"<sheetData>.*</sheetData>", data, old))


def opened(file: NamedBytes) -> RawSheet:
    (sheet,) = open_files([file]).sheets
    return sheet


HEADING_XML = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>orgnr</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>name</t></is></c></row>'
)


def test_libreoffice_writes_what_we_read() -> None:
    companies, participations = open_files([FIXTURES / "libreoffice.xlsx"]).sheets
    assert (companies.table, participations.table) == ("company", "participation")
    assert companies.row_numbers == [2, 3, 5], "row 4 is blank"
    assert companies.columns == [
        ["559999-0008", 5599990016.0, "559999-0024"],
        ["Påhittade Fönster AB", "Låtsassågen AB", "Sagobageriet AB"],
        ["Växjö", 880.0, "Gotland"],
        ["liten", "mikro", "medel"],
        [2019.0, "", 2021.0],
    ]
    assert companies.cell_faults == {}, "LibreOffice stored the formula's result"
    assert participations.columns[2] == [dt.date(2025, 3, 31), "2025-04-01"]


def test_row_numbers_and_letters_are_those_of_the_spreadsheet() -> None:
    sheet = opened(of_rows(["1", "A"], ["", ""], ["2", "B"], first_row=2, first_column=1))
    assert (sheet.header_row, sheet.row_numbers) == (3, [4, 6])
    assert sheet.letters == ("B", "C", "D", "E")
    assert sheet.columns[:2] == [["1", "2"], ["A", "B"]]


def test_typed_cells_keep_their_types() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Företag")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADING)
        sheet.write_datetime(1, 0, dt.datetime(2025, 3, 31), date)
        sheet.write_number(1, 1, 5599990008)
        sheet.write_boolean(1, 2, True)
        sheet.write_string(1, 3, "0604")

    sheet = opened(made(write))
    assert [column[0] for column in sheet.columns] == [
        dt.date(2025, 3, 31),
        5599990008,
        True,
        "0604",
    ]
    assert sheet.columns[2][0] is True


def test_formulas_count_by_their_stored_result() -> None:
    sheet = opened(
        cells(
            HEADING_XML + '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c>'
            '<c r="B2" t="str"><f>UPPER("a")</f><v>A</v></c></row>'
        )
    )
    assert sheet.columns == [[2.0], ["A"]]
    assert sheet.cell_faults == {}


def test_a_formula_with_its_result_in_the_cell_is_no_fault() -> None:
    inline = '<c r="A2" t="inlineStr"><f>B1</f><is><t>A</t></is></c>'
    sheet = opened(cells(HEADING_XML + f'<row r="2">{inline}</row>'))
    assert sheet.columns == [["A"], [""]]
    assert sheet.cell_faults == {}


@pytest.mark.parametrize("missing", ["<v></v>", "<v/>", ""])
def test_a_formula_without_result_is_a_fault_and_keeps_its_row(missing: str) -> None:
    sheet = opened(
        cells(HEADING_XML + f'<row r="2"><c r="A2"><f>B7</f>{missing}</c><c r="C9"/></row>')
    )
    assert sheet.row_numbers == [2]
    assert sheet.columns == [["=B7"], [""]]
    assert list(sheet.cell_faults) == [(2, 0)]
    assert sheet.cell_faults[2, 0].sv.startswith("Cellen A2 innehåller en formel utan")


def test_openpyxl_stores_formulas_without_results() -> None:
    book = OpenpyxlWorkbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Företag"
    sheet.append(HEADING)
    sheet.append(["1", '="A"&"B"', "Växjö", "liten"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert list(opened(NamedBytes(name="b.xlsx", content=buffer.getvalue())).cell_faults) == [
        (2, 1)
    ]


def test_a_formula_that_gives_an_empty_text_is_empty() -> None:
    sheet = opened(cells(HEADING_XML + '<row r="2"><c r="A2" t="str"><f>""</f><v></v></c></row>'))
    assert sheet.row_numbers == []
    assert sheet.cell_faults == {}


@pytest.mark.parametrize(
    ("error", "swedish"),
    [("#REF!", "#REFERENS!"), ("#N/A", "#SAKNAS!"), ("#SPILL!", None), ("Err:502", None)],
)
@pytest.mark.parametrize("formula", ["<f>A1</f>", ""])
def test_error_values_are_faults(error: str, swedish: str | None, formula: str) -> None:
    sheet = opened(
        cells(HEADING_XML + f'<row r="2"><c r="B2" t="e">{formula}<v>{error}</v></c></row>')
    )
    assert sheet.columns == [[""], [error]]
    told = f"{error} (i svensk Excel {swedish})" if swedish else error
    assert f"innehåller felvärdet {told}. Rätta" in sheet.cell_faults[2, 1].sv


def test_an_error_without_a_name_keeps_its_row_too() -> None:
    sheet = opened(cells(HEADING_XML + '<row r="2"><c r="A2" t="e"><v></v></c></row>'))
    assert sheet.row_numbers == [2]
    assert list(sheet.cell_faults) == [(2, 0)]


def test_the_extent_is_found_wherever_a_slice_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    xml = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 40))
    xml += b'<row r="40"><c r="AB40"><v>1</v></c></row>'
    for size in range(16, 80):
        monkeypatch.setattr(sheetxml, "_SLICE_BYTES", size)
        scan = sheetxml.scan_sheet(xml)
        assert (scan.rows, scan.columns) == (40, 28)


@pytest.mark.parametrize(
    ("xml", "values"),
    [
        ('<row r="4"><c><f>A1</f></c></row>', {(4, 0): "=A1"}),
        ("<row><c/></row><row><c><v>1</v></c><c/><c><f>A1</f></c></row>", {(2, 2): "=A1"}),
        ('<row>\n<c r="B3">\n<f>A1</f>\n<v/>\n</c>\n</row>', {(3, 1): "=A1"}),
        ('<row>\n<c r="B3" t="e">\n<v>#REF!</v>\n</c>\n</row>', {(3, 1): "#REF!"}),
        (f'<row><c r="A1"><f>{"A1+" * 9_000}A1</f></c></row>', {(1, 0): f"={'A1+' * 9_000}A1"}),
        (f'<row><c r="A1" t="e"><v>{"#" * 9_000}</v></c></row>', {(1, 0): "#" * 9_000}),
        # Long and with entities: the parser hands it over in pieces.
        (f'<row><c r="A1"><f>{"A1&amp;" * 9_000}A1</f></c></row>', {(1, 0): f"={'A1&' * 9_000}A1"}),
        (f'<row><c r="A1" t="e"><v>{"&lt;" * 9_000}</v></c></row>', {(1, 0): "<" * 9_000}),
    ],
)
def test_what_stands_in_a_faulty_cell_is_found_however_it_is_written(
    xml: str, values: dict[tuple[int, int], str]
) -> None:
    scan = sheetxml.scan_sheet(f"<sheetData>{xml}</sheetData>".encode())
    assert scan.values == values
    assert scan.faults.keys() == values.keys()


def test_a_cell_beside_the_last_column_is_none() -> None:
    with pytest.raises(sheetxml.BrokenSheet):
        sheetxml.scan_sheet(b'<row><c r="XFE1"><f>A1</f></c></row>')
    last = sheetxml.scan_sheet(b'<row><c r="XFD1"><f>A1</f></c></row>')
    assert (last.rows, last.columns) == (1, 16_384)


@pytest.mark.parametrize("xml", [b"<sheetData/>", b"<sheetData><row><c/></row></sheetData>"])
def test_a_sheet_without_content_reaches_nowhere(xml: bytes) -> None:
    scan = sheetxml.scan_sheet(xml)
    assert (scan.rows, scan.columns) == (0, 0)


@pytest.mark.parametrize("number", ["0", "-1", "+1", " 1", "1_0", "x", "٣", "10485760", "1048577"])
def test_a_row_number_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(sheetxml.BrokenSheet):
        sheetxml.scan_sheet(f'<row r="{number}"><c><f>A1</f></c></row>'.encode())


@pytest.mark.parametrize(
    "xml",
    [
        b'<row><c r="A0"><f>A1</f></c></row>',
        b'<row><c r="A00"><f>A1</f></c></row>',
        b"<sheetData><row><c><f>A1</f></c></row>",
        b"<sheetData><row><c><f>A1</f><v>1</v></c><c><f>A",
    ],
)
def test_a_cell_of_no_row_and_a_sheet_that_breaks_off_are_refused(xml: bytes) -> None:
    with pytest.raises(sheetxml.BrokenSheet):
        sheetxml.scan_sheet(xml)


@pytest.mark.parametrize("cell", ["<c><f>A1</f></c>", "<c><v>1</v></c>"])
def test_a_cell_outside_every_row_is_refused_and_overwrites_nothing(cell: str) -> None:
    with pytest.raises(UnusableFile, match="är skadad"):
        opened(cells(cell + HEADING_XML))


def test_what_is_said_about_an_empty_cell_is_no_content() -> None:
    xml = b'<row><c r="A1"><f>A2</f></c><c r="C7"><extLst/></c></row>'
    assert (sheetxml.scan_sheet(xml).rows, sheetxml.scan_sheet(xml).columns) == (1, 1)


def test_faults_below_and_beside_everything_else_are_kept() -> None:
    sheet = opened(
        cells(
            HEADING_XML + '<row r="2"><c r="A2"><v>1</v></c></row>'
            '<row r="5"><c r="D5" t="e"><v>#REF!</v></c></row>'
        )
    )
    assert sheet.row_numbers == [2, 5]
    assert sheet.letters == ("A", "B", "D")
    assert list(sheet.cell_faults) == [(5, 2)]
    assert sheet.columns == [[1.0, ""], ["", ""], ["", "#REF!"]]


def test_a_formula_beside_and_below_everything_else_leaves_the_cells_before_it_empty() -> None:
    sheet = opened(
        cells(
            HEADING_XML + '<row r="2"><c r="A2"><v>1</v></c><c r="D2"><f>A1</f></c></row>'
            '<row r="5"><c r="D5"><f>A1</f></c></row><row r="6"><c r="B6"><f>A1</f></c></row>'
        )
    )
    assert sheet.row_numbers == [2, 5, 6]
    assert sheet.letters == ("A", "B", "D")
    assert sheet.columns == [[1.0, "", ""], ["", "", "=A1"], ["=A1", "=A1", ""]]
    assert list(sheet.cell_faults) == [(2, 2), (5, 2), (6, 1)]


def test_cells_without_references_are_counted() -> None:
    xml = "<row><c><v>1</v></c><c><f>A1</f></c></row>"
    sheet = opened(cells(HEADING_XML + xml))
    assert sheet.columns == [[1.0], ["=A1"]]
    assert list(sheet.cell_faults) == [(2, 1)]


@pytest.mark.parametrize("part", [SHEET_PART, WORKBOOK_PART, RELATIONS_PART])
def test_elements_with_a_prefix_are_seen(part: str) -> None:
    def prefixed(xml: bytes) -> bytes:
        xml = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml.replace(b"xmlns=", b"xmlns:x="))
        return xml

    file = edited(
        cells(HEADING_XML + '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A1</f></c></row>'),
        prefixed,
        part,
    )
    assert list(opened(file).cell_faults) == [(2, 1)]


def merged(*ranges: tuple[int, int, int, int]) -> RawSheet:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Företag")
        for area in ranges:
            sheet.merge_range(*area, "")
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, ["1", "A", "Växjö", "liten"])
        sheet.write_row(2, 1, ["B", "Växjö", ""])
        sheet.write_row(3, 0, ["3", "C", "Växjö", "mikro"])

    return opened(made(write))


def test_every_cell_of_a_merged_range_with_a_value_is_a_fault() -> None:
    sheet = merged((1, 0, 2, 1))
    assert sorted(sheet.cell_faults) == [(2, 0), (2, 1), (3, 0), (3, 1)]
    assert "Cellen B3 ingår i de sammanslagna cellerna A2:B3" in sheet.cell_faults[3, 1].sv
    assert sheet.row_numbers == [2, 3, 4]


def test_merged_headings_and_merged_blanks_harm_nobody() -> None:
    sheet = merged((0, 4, 0, 5), (4, 0, 5, 3), (2, 3, 2, 4))
    assert sheet.cell_faults == {}
    assert sheet.letters == ("A", "B", "C", "D")


def test_ranges_merged_over_the_whole_list_and_beyond_its_edges_mark_its_cells() -> None:
    # A1:B4 and C1:D4 are the list, the others lie below it and beside it.
    sheet = merged((0, 0, 3, 1), (0, 2, 3, 3), (4, 0, 6, 1), (0, 4, 3, 6))
    assert sorted(sheet.cell_faults) == [(row, column) for row in (2, 3, 4) for column in range(4)]
    assert sheet.letters == ("A", "B", "C", "D")


def test_a_range_merged_from_the_last_column_outwards_marks_that_column_only() -> None:
    sheet = merged((1, 3, 1, 6))
    assert list(sheet.cell_faults) == [(2, 3)]
    assert "Cellen D2 ingår i de sammanslagna cellerna D2:D2" in sheet.cell_faults[2, 3].sv


def test_a_value_beside_merged_blanks_does_not_make_them_faults() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Företag")
        sheet.merge_range(1, 0, 1, 1, "")
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 2, ["Växjö", "liten"])

    assert opened(made(write)).cell_faults == {}


def test_a_year_as_heading_is_read_as_it_is_shown() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Företag")
        sheet.write_row(0, 0, ["Organisationsnummer", 2025, 1.5])

    assert opened(made(write)).header == ("Organisationsnummer", "2025", "1.5")


def test_a_range_merged_from_the_heading_down_marks_the_rows_only() -> None:
    assert sorted(merged((0, 3, 1, 3)).cell_faults) == [(2, 3)]


def test_merged_cells_over_a_blank_row_do_not_make_it_a_row() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Företag")
        sheet.merge_range(1, 0, 2, 0, "")
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, ["1", "A", "Växjö", "liten"])
        sheet.write_row(3, 0, ["3", "C", "Växjö", "mikro"])

    sheet = opened(made(write))
    assert sheet.row_numbers == [2, 4]
    assert sorted(sheet.cell_faults) == [(2, 0)]


def test_merged_cells_over_a_column_without_heading_are_faults_there_too() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Företag")
        sheet.merge_range(1, 0, 1, 1, "")
        sheet.write_row(0, 0, ["Organisationsnummer", "", "Namn"])
        sheet.write_row(1, 0, ["1"])

    sheet = opened(made(write))
    assert sheet.header == ("Organisationsnummer", "", "Namn")
    assert sorted(sheet.cell_faults) == [(2, 0), (2, 1)]


def test_overlapping_ranges_without_end_are_refused() -> None:
    many = b"".join(b'<mergeCell ref="A1:D4"/>' for _ in range(1000))
    file = edited(
        of_rows(["1"], ["2"], ["3"]),
        lambda xml: xml.replace(b"</sheetData>", b"</sheetData><mergeCells>%s</mergeCells>" % many),
    )
    with pytest.raises(UnusableFile, match="är skadad"):
        opened(file)


def test_a_cell_in_the_last_corner_is_refused_before_it_is_laid_out() -> None:
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(UnusableFile, match="sträcker sig till cell XFD1048576"):
        opened(cells(HEADING_XML + row))


def test_an_empty_text_in_the_last_corner_is_refused_too() -> None:
    row = '<row r="1048576"><c r="XFD1048576" t="str"><v></v></c></row>'
    with pytest.raises(UnusableFile, match="sträcker sig till cell XFD1048576"):
        opened(cells(HEADING_XML + row))


def test_a_formatted_cell_in_the_last_corner_does_no_harm() -> None:
    row = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert opened(cells(HEADING_XML + row)).row_numbers == []


@pytest.mark.parametrize(
    "reference", ["A0", "XFE1", "ZZZ9", "A1048577", "1", "A99999999", "a1", "Å1"]
)
def test_impossible_references_are_refused(reference: str) -> None:
    with pytest.raises(UnusableFile):
        opened(cells(HEADING_XML + f'<row r="2"><c r="{reference}"><v>1</v></c></row>'))


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="2"><c r="A2" t="s"><v>99999</v></c></row>',
        '<row r="2"><c r="A2"><f>1</f></row>',
        '<row r="x"><c><v>1</v></c></row>',
    ],
)
def test_broken_sheets_are_refused(xml: str) -> None:
    with pytest.raises(UnusableFile, match="är skadad"):
        opened(cells(HEADING_XML + xml))


def test_a_document_type_is_refused_with_or_without_formulas() -> None:
    for part in (SHEET_PART, WORKBOOK_PART, RELATIONS_PART):
        file = edited(
            of_rows(["1"]),
            lambda xml: xml.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1),
            part,
        )
        with pytest.raises(UnusableFile, match="är skadad"):
            opened(file)


@pytest.mark.parametrize("part", [SHEET_PART, WORKBOOK_PART, RELATIONS_PART])
def test_a_missing_part_is_refused(part: str) -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(of_rows(["1"]).content)) as source,
        zipfile.ZipFile(buffer, "w") as target,
    ):
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
    with pytest.raises(UnusableFile):
        opened(NamedBytes(name="bok.xlsx", content=buffer.getvalue()))


def test_two_tabs_of_one_name_are_refused() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for name in ("Företag", "Behov"):
            book.add_worksheet(name).write_row(0, 0, HEADING)

    file = edited(
        made(write),
        lambda xml: xml.replace(b"Behov", "Företag".encode()),
        WORKBOOK_PART,
    )
    with pytest.raises(UnusableFile, match="är skadad"):
        open_files([file])


def test_a_relation_without_target_harms_only_the_tab_that_needs_it() -> None:
    def without(target: bytes) -> NamedBytes:
        attribute = b' Target="%s"' % target
        return edited(of_rows(["1"]), lambda xml: xml.replace(attribute, b""), RELATIONS_PART)

    assert opened(without(b"theme/theme1.xml")).row_numbers == [2]
    with pytest.raises(UnusableFile, match="är skadad"):
        opened(without(b"worksheets/sheet1.xml"))


@pytest.mark.parametrize("identity", [b'r:id="rId77"', b""])
def test_a_tab_without_relation_is_refused(identity: bytes) -> None:
    file = edited(of_rows(["1"]), lambda xml: xml.replace(b'r:id="rId1"', identity), WORKBOOK_PART)
    with pytest.raises(UnusableFile, match="är skadad"):
        opened(file)


class PanicException(BaseException):
    """As the Rust reader's: no Exception, and known by its name alone."""


@pytest.mark.parametrize(
    ("raised", "seen"),
    [(PanicException, UnusableFile), (KeyboardInterrupt, KeyboardInterrupt)],
)
def test_a_panic_of_the_reader_is_a_damaged_file_and_an_interruption_is_not(
    raised: type[BaseException], seen: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reader:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise raised

    monkeypatch.setattr(workbook, "CalamineWorkbook", Reader)
    with pytest.raises(seen):
        opened(of_rows(["1"]))


def test_all_tabs_of_one_table_are_read() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for name in ("Företag", "company"):
            book.add_worksheet(name).write_row(0, 0, HEADING)

    assert [(s.sheet, s.table) for s in open_files([made(write)]).sheets] == [
        ("Företag", "company"),
        ("company", "company"),
    ]


def test_other_tabs_are_told_and_hidden_ones_read() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Läs mig").write(0, 0, "Så fyller du i")
        book.add_worksheet("Insatser")
        book.add_worksheet("Kontaktuppgifter").write(0, 0, "x")
        sheet = book.add_worksheet("Företag")
        sheet.write_row(0, 0, HEADING)
        sheet.hide()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Företag!$A$1:$A$2"})
        book.add_chartsheet("Behov").set_chart(chart)

    result = open_files([made(write)])
    assert [sheet.sheet for sheet in result.sheets] == ["Företag"]
    notes = " ".join(note.sv for note in result.notes)
    assert len(result.notes) == 4
    assert "”Insatser” i bok.xlsx är helt tomt" in notes
    assert "”Kontaktuppgifter” i bok.xlsx lästes inte: namnet hör inte till någon lista" in notes
    assert "”Behov” i bok.xlsx lästes inte: det är inget kalkylblad" in notes
    assert "”Företag” i bok.xlsx är dolt men lästes" in notes


def test_macro_workbooks_are_read_without_their_macros() -> None:
    file = of_rows(["1", "A"])
    assert opened(NamedBytes(name="bok.xlsm", content=file.content)).row_numbers == [2]


def test_binary_workbooks_are_refused_with_advice() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("xl/workbook.bin", b"\0")
    with pytest.raises(UnusableFile, match=r"\(\.xlsb\).*spara som \.xlsx"):
        opened(NamedBytes(name="bok.xlsx", content=buffer.getvalue()))


def test_dates_of_old_macintosh_workbooks_are_right() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Företag")
        sheet.write_row(0, 0, HEADING)
        sheet.write_datetime(1, 0, dt.datetime(2025, 3, 31), book.add_format({"num_format": 14}))

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": True})
    write(book)
    book.close()
    sheet = opened(NamedBytes(name="bok.xlsx", content=buffer.getvalue()))
    assert sheet.columns[0] == [dt.date(2025, 3, 31)]
