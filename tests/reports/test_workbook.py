"""The workbook, read back by another library: cell by cell, and against `platform.compute`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from s3metrics.engine.selection import Selection
from s3metrics.indicators import CATALOGUE
from s3metrics.platform import Platform
from s3metrics.reports.asking import Asked, asked_of
from s3metrics.reports.progress_lines import LINES, SECTIONS
from tests.reports.world import END, PERIOD, START, TABLES, programme, small_platform
from tests.small_world import deliver, open_platform, sender

GOLDEN = Path(__file__).parent / "golden" / "report.txt"
NOT_GOLDEN = {"Definitioner", "Kvitton"}
"""Their texts are made from definitions that have golden files of their own."""
RECEIPT = re.compile(r"[A-Z2-7]{5}-[A-Z2-7]{5}")
PERSON_KEY = re.compile(r"(?<=personnummer·)[0-9a-f]{6}")
"""Differs from one secret to the next."""


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    return small_platform(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def book(platform: Platform) -> Workbook:
    return opened(platform.report(PERIOD).report.workbook)


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def records(book: Workbook, title: str) -> list[dict[str, Any]]:
    """The rows under the bold headings, by heading."""
    tab = book[title]
    rows = list(tab.iter_rows(values_only=True))
    start = int(str(tab.freeze_panes)[1:]) - 2
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def test_cell_by_cell(book: Workbook) -> None:
    found = "\n".join(_lines(book)) + "\n"
    if os.environ.get("S3METRICS_WRITE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(found, encoding="utf-8")
    assert found.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def _lines(book: Workbook) -> Iterator[str]:
    """Every filled cell with its type and its number format."""
    for tab in book:
        if tab.title in NOT_GOLDEN:
            continue
        for row in tab.iter_rows():
            for cell in row:
                if cell.value is not None:
                    value = cell.value.date() if isinstance(cell.value, datetime) else cell.value
                    text = PERSON_KEY.sub("…", RECEIPT.sub("KVITTO", str(value)))
                    look = "" if cell.number_format == "General" else f" [{cell.number_format}]"
                    yield f"{tab.title}!{cell.coordinate} {cell.data_type} {text}{look}"


def test_figures_are_those_of_compute(platform: Platform, book: Workbook) -> None:
    asked = programme().decision_indicators
    rows = {row["Id"]: row for row in records(book, "Indikatorer")}
    assert list(rows) == list(asked)
    for name, row in rows.items():
        so_far = platform.compute(name, Selection(to=END))
        _same(row["Ackumulerat"], so_far.total)
        assert row["Kvitto, ackumulerat"] == so_far.receipt.code
        if CATALOGUE[name].has_period:
            now = platform.compute(name, Selection(from_=START, to=END))
            _same(row["Denna period"], now.total)
            assert row["Kvitto, denna period"] == now.receipt.code
        else:
            assert row["Denna period"] is None


def _same(shown: Any, cell: Any) -> None:
    if cell.value is None:
        assert shown == {"not_reported": "ej rapporterat", "unknown": "okänt"}[cell.status.value]
    else:
        assert shown == pytest.approx(float(cell.value))


def test_sizes_are_those_of_compute(platform: Platform, book: Workbook) -> None:
    rows = [row for row in records(book, "Indikatorer per storlek") if row["Id"] == "smes_reached"]
    now = platform.compute("smes_reached", Selection(from_=START, to=END), ("size",))
    assert {row["Storlekens kod"]: row["Denna period"] for row in rows} == {
        size: cell.value for (size,), cell in now.cells.items() if size != "*"
    }


def test_every_code_opens_its_figure(platform: Platform, book: Workbook) -> None:
    row = next(r for r in records(book, "Indikatorer") if r["Id"] == "smes_reached")
    found = platform.reopen(row["Kvitto, denna period"])
    assert found.shown.receipt.indicator == "smes_reached"
    assert found.shown.receipt.selection["from"] == START.isoformat()
    sizes = records(book, "Indikatorer per storlek")
    small = next(r for r in sizes if (r["Id"], r["Storlek"]) == ("smes_reached", "Liten"))
    assert platform.reopen(small["Kvitto, ackumulerat"]).shown.receipt.cell == (("size", "liten"),)


@pytest.mark.parametrize("title", ["Lägesrapport", "Geografi"])
def test_every_figure_of_the_progress_report_has_its_code(
    platform: Platform, book: Workbook, title: str
) -> None:
    for span in ("Denna period", "Ackumulerat"):
        rows = [row for row in records(book, title) if isinstance(row[span], int | float)]
        assert rows
        for row in rows:
            found = platform.reopen(row[f"Kvitto, {span.lower()}"])
            assert float(found.shown.cell.value) == pytest.approx(row[span])


def test_costs_and_payments(platform: Platform, book: Workbook) -> None:
    costs = {row["Kostnadsslag"]: row for row in records(book, "Kostnader")}
    assert costs["Personal"]["Denna period"] == 2000.25
    assert costs["Personal"]["Ackumulerat"] == 3000.75
    assert costs["Personal"]["Beslutat"] == 400_000
    assert costs["Resor och logi"]["Denna period"] == -100
    assert costs["Totalt"]["Ackumulerat"] == 2900.75
    paid = {(row["Slag"], row["Finansiär"]): row for row in records(book, "Medfinansiering")}
    assert paid["EU-stöd (ERUF)", "Tillväxtverket (ERUF)"]["Ackumulerat"] == 700.75
    assert paid["Offentlig kontant", "Region Kronoberg"]["Denna period"] == 900
    assert paid["Offentlig kontant", "Region Kronoberg"]["Ackumulerat"] == 1700
    # In kind as the funding says; in cash where the booking itself says so.
    assert paid["Privat bidrag i annat än pengar", "Bolaget"]["Ackumulerat"] == 300
    assert paid["Privat kontant", "Bolaget"]["Ackumulerat"] == 40
    assert paid["Medfinansiering", "Summa"]["Ackumulerat"] == 2040
    total = platform.compute("funding_paid", Selection(to=END)).total.value
    assert paid["All finansiering", "Summa"]["Ackumulerat"] == float(total)
    assert paid["Offentlig kontant", "Summa"]["Beslutat"] == 400_000


def test_the_four_sections(book: Workbook) -> None:
    rows = records(book, "Lägesrapport")
    assert list(dict.fromkeys(row["Avsnitt"] for row in rows)) == [t.sv for t in SECTIONS.values()]
    assert len(rows) == len(LINES) + 2
    said = {row["Uppgift"]: row["Mening"] for row in rows}
    assert said["SMF som nåtts"] == (
        "Små och medelstora företag som fått stöd: 3 under perioden, 3 sedan starten."
    )
    assert said["Geografi"] == (
        "Små och medelstora företag med stöd per län under perioden: Kronoberg 1, Kalmar 1 och "
        "Gotland 1. Inget sådant företag nåddes i Jönköping."
    )
    assert not [text for text in said.values() if "{" in text]


def test_a_missing_figure_claims_nothing(tmp_path: Path) -> None:
    platform = small_platform(tmp_path, without=("resultat", "ekonomi"))
    book = opened(platform.report(PERIOD).report.workbook)
    said = {row["Uppgift"]: row["Mening"] for row in records(book, "Lägesrapport")}
    assert said["Nya arbetstillfällen"] == "Nya arbetstillfällen: ej rapporterat."
    assert said["Kostnader"] == "Kostnader: ej rapporterat."
    paid = {(row["Slag"], row["Finansiär"]): row for row in records(book, "Medfinansiering")}
    assert paid["Medfinansiering", "Summa"]["Ackumulerat"] == "ej rapporterat"
    assert paid["Offentlig kontant", "Summa"]["Beslutat"] == 400_000


def test_rows_behind_each_figure(platform: Platform, book: Workbook) -> None:
    rows = [row for row in records(book, "Underlag") if row["Id"] == "enterprises_supported"]
    behind = platform.entities("enterprises_supported", Selection(to=END))
    assert [(r["Fil"], r["Blad"], r["Rad"]) for r in rows] == [
        (row.file, row.sheet, row.row) for row in behind.rows
    ]
    in_period = {row["Rad"] for row in rows if row["I perioden"] == "ja"}
    now = platform.entities("enterprises_supported", Selection(from_=START, to=END))
    assert in_period == {row.row for row in now.rows} != {row["Rad"] for row in rows}


def test_definitions_and_receipts_of_every_figure(book: Workbook) -> None:
    defined = {row["Id"]: row for row in records(book, "Definitioner")}
    receipts = records(book, "Kvitton")
    assert {row["Id"] for row in receipts} == set(defined)
    assert set(programme().decision_indicators) < set(defined)
    assert all(row["Så räknas det"] and row["Version"] for row in defined.values())
    assert all(RECEIPT.fullmatch(row["Kvitto"]) for row in receipts)


def test_ready_to_print(book: Workbook) -> None:
    for tab in book:
        assert (tab.page_setup.paperSize, tab.page_setup.orientation) == (9, "landscape")
        head = int(str(tab.freeze_panes)[1:]) - 1
        assert tab.print_title_rows == f"${head}:${head}"
        assert tab.sheet_properties.pageSetUpPr.fitToPage
        assert "Medfinansieras av Europeiska unionen" in tab.oddFooter.center.text
        assert len(tab.title) <= 31


def test_an_edition_says_what_was_reported(tmp_path: Path) -> None:
    platform = small_platform(tmp_path)
    platform.seal("2025-H2", PERIOD, reason="Ett prov.")
    first = opened(platform.report(PERIOD, "2025-H2").report.workbook)
    more = TABLES["deltaganden"] + "I2 | Alfa | 2025-08-08 | radgivning | 3 |\n"
    deliver(platform, on=date(2025, 11, 1), deltaganden=more)
    again = opened(platform.report(PERIOD, "2025-H2").report.workbook)
    for title in ("Indikatorer", "Lägesrapport", "Kostnader", "Deltagare"):
        assert records(again, title) == records(first, title)
    now = opened(platform.report(PERIOD).report.workbook)
    told = {row["Uppgift"]: row["Innehåll"] for row in records(again, "Om rapporten")}
    assert told["Utgåva"] == "2025-H2"
    assert records(now, "Lägesrapport") != records(first, "Lägesrapport")


def test_an_editions_report_is_the_same_file_whatever_comes_after(tmp_path: Path) -> None:
    platform = open_platform(tmp_path, programme(senders=(sender("A", "Företag"),)))
    faulty = TABLES["deltaganden"] + "I9 | Alfa | 2025-08-08 | radgivning | 3 |\n"
    deliver(platform, on=date(2025, 9, 1), **{**TABLES, "deltaganden": faulty})
    platform.seal("2025-H2", PERIOD, reason="Ett prov.")
    first = platform.report(PERIOD, "2025-H2").report.workbook
    items = {row["Id"]: row["Rader"] for row in records(opened(first), "Öppna punkter")}
    assert items["quarantined:participation:a"] == 1
    assert "list_old:company:a" in items
    deliver(platform, on=date(2100, 11, 1), foretag=TABLES["foretag"])
    deliver(platform, on=date(2100, 11, 2), deltaganden=TABLES["deltaganden"])
    assert platform.report(PERIOD, "2025-H2").report.workbook == first


def test_a_period_that_is_not_over_says_so(tmp_path: Path) -> None:
    told = records(opened(small_platform(tmp_path).report("P10").report.workbook), "Om rapporten")
    assert "Rapportperioden är inte slut: den slutar 2029-03-29." in {r["Innehåll"] for r in told}


def test_the_same_report_is_the_same_file(platform: Platform) -> None:
    assert platform.report(PERIOD).report.workbook == platform.report(PERIOD).report.workbook


def test_the_usual_indicators_are_those_with_code_or_target(tmp_path: Path) -> None:
    platform = small_platform(tmp_path, of=programme(decision_indicators=()))
    asked: Asked = asked_of(platform.at(), PERIOD)
    names = [one.id for one in asked.decision_indicators]
    codes = [one.eu_code for one in asked.decision_indicators if one.eu_code]
    assert codes == sorted(codes) and names[-1] == "smes_reached"
    assert set(names) == {"smes_reached"} | {
        one.id for one in CATALOGUE.values() if one.eu_code is not None
    }
