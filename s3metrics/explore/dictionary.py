"""The data dictionary of a snapshot: every table and column, in Swedish, as csv and workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from s3metrics.explore.tables_model import SETTLED, ColumnDoc, TableDoc

HEADINGS = (
    "Tabell",
    "Vy med svenska namn",
    "Kolumn",
    "Svenskt namn",
    "Typ",
    "Betydelse",
    "Källa",
    "Regel",
)
_WIDTHS = (26, 34, 22, 26, 16, 70, 34, 70)
_RULES = "Räknereglerna: se betydelsen, och docs/rules.md"


def dictionary_rows(docs: tuple[TableDoc, ...]) -> Iterator[tuple[str, ...]]:
    """One row per column, as `HEADINGS` says."""
    for doc in docs:
        for column in doc.columns:
            yield (
                doc.name,
                doc.label.sv,
                column.name,
                column.label.sv,
                column.type,
                column.meaning.sv,
                column.source.sv,
                _rule(doc, column),
            )


def write_dictionary(docs: tuple[TableDoc, ...], workbook: Path, text: Path) -> None:
    """The dictionary as a workbook, and as csv that a Swedish Excel opens with a double click."""
    rows = [HEADINGS, *dictionary_rows(docs)]
    content = io.StringIO()
    csv.writer(content, delimiter=";", lineterminator="\r\n").writerows(rows)
    text.write_text(content.getvalue(), encoding="utf-8-sig", newline="")
    _write_workbook(docs, rows, workbook)


def _write_workbook(docs: tuple[TableDoc, ...], rows: list[tuple[str, ...]], target: Path) -> None:
    workbook = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    bold = workbook.add_format({"bold": True, "valign": "top"})
    plain = workbook.add_format({"text_wrap": True, "valign": "top"})
    tables = [("Tabell", "Vy med svenska namn", "Innehåll")]
    tables += [(doc.name, doc.label.sv, doc.meaning.sv) for doc in docs]
    for title, lines, widths in (
        ("Tabeller", tables, (34, 44, 90)),
        ("Kolumner", rows, _WIDTHS),
    ):
        tab = workbook.add_worksheet(title)
        for position, width in enumerate(widths):
            tab.set_column(position, position, width)
        for number, line in enumerate(lines):
            for position, value in enumerate(line):
                tab.write_string(number, position, value, plain if number else bold)
        tab.freeze_panes(1, 0)
        tab.autofilter(0, 0, len(lines) - 1, len(widths) - 1)
    workbook.close()


def _rule(doc: TableDoc, column: ColumnDoc) -> str:
    if doc.indicator is not None:
        return doc.meaning.sv if column.name in ("value", "numerator", "denominator") else ""
    return _RULES if column.source == SETTLED else ""
