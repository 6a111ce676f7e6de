"""What a partner wrote cannot run in a spreadsheet, and stays what was written."""

from __future__ import annotations

import csv
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest

from s3metrics.reports.tables import Column, Kind, Table
from s3metrics.reports.twins import write_twins
from s3metrics.reports.writing import Frame, write_workbook
from tests.reports.test_workbook import opened, records
from tests.reports.world import COMPANIES, PERIOD, small_platform

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")')
FRAME = Frame(
    programme="Prov & test",
    subject="Rapport",
    is_sample=False,
    created=datetime(2025, 1, 1),
)


def _table() -> Table:
    return Table(
        id="prov",
        title="Prov",
        about="Prov.",
        columns=(
            Column(name="text", heading="Text"),
            Column(name="n", heading="N", kind=Kind.MONEY),
        ),
        rows=[(text, -1) for text in DANGEROUS],
    )


def test_texts_stay_texts_and_numbers_numbers() -> None:
    content = write_workbook([_table()], FRAME)
    tab = openpyxl.load_workbook(BytesIO(content))["Prov"]
    rows = list(tab.iter_rows(min_row=3))
    assert [row[0].data_type for row in rows] == ["s"] * len(DANGEROUS)
    assert [row[0].value for row in rows][:4] == list(DANGEROUS[:4])
    assert all(row[0].quotePrefix for row in rows)
    assert [(row[1].data_type, row[1].value) for row in rows] == [("n", -1)] * len(DANGEROUS)


def test_no_cell_of_the_file_is_a_formula_or_a_link() -> None:
    with ZipFile(BytesIO(write_workbook([_table()], FRAME))) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
        names = packed.namelist()
    tags = {element.tag.split("}")[1] for element in ElementTree.fromstring(sheet).iter()}
    assert "f" not in tags and "hyperlink" not in tags
    assert not [name for name in names if "rels/sheet1" in name]


def test_the_excel_twin_marks_them_and_the_other_keeps_them() -> None:
    files = write_twins([_table()])
    excel = files["excel/01-prov.csv"]
    assert excel.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(excel.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1:] == [[f"'{text}", "-1"] for text in DANGEROUS]
    plain = files["data/01-prov.csv"].decode()
    assert [row[0] for row in list(csv.reader(StringIO(plain, newline="")))[1:]] == list(DANGEROUS)


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "-Firman", "+46 AB"])
def test_a_company_with_such_a_name(name: str, tmp_path: Path) -> None:
    companies = COMPANIES.replace("| Beta |", f"| {name} |")
    platform = small_platform(tmp_path, foretag=companies)
    book = opened(platform.report(PERIOD).report.workbook)
    assert name in [row["Företag"] for row in records(book, "Deltagare")]
    for tab in book:
        assert not [cell for row in tab.iter_rows() for cell in row if cell.data_type == "f"]


def test_an_ampersand_in_the_programme_is_no_command() -> None:
    tab = openpyxl.load_workbook(BytesIO(write_workbook([_table()], FRAME)))["Prov"]
    assert tab.oddHeader.left.text.replace("&&", "&") == "Prov & test"
