"""Tables as files: CSV that a Swedish Excel opens as it stands, and workbooks."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
import streamlit as st
import xlsxwriter

from ui import clocks, data, state
from ui.i18n import _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_TAB = 31


def downloads(
    name: str,
    table: Callable[[], pd.DataFrame],
    facts: Sequence[str],
    key: str,
    *,
    has_picture: bool = False,
) -> None:
    """CSV and XLSX of a table; made when they are asked for, so that a page does not wait.

    `facts` (what was computed, receipt) stand under the table, and that it is of an edition or of a
    sample where it is.
    With `has_picture`, the chart in the same frame as PNG and SVG, too.
    """
    facts = (*filter(None, (*facts, clocks.in_words(state.clock()))),)
    if data.is_sample():
        facts = (*facts, sample_words())
    with st.container(horizontal=True):
        st.download_button(
            _("Ladda ned CSV"),
            data=lambda: as_csv(table(), facts),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"{key}:csv",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            _("Ladda ned Excel"),
            data=lambda: as_xlsx(table(), facts),
            file_name=f"{name}.xlsx",
            mime=XLSX,
            key=f"{key}:xlsx",
            on_click="ignore",
            icon=":material/download:",
        )
        if has_picture:
            pictures(key)


def pictures(key: str) -> None:
    """The chart as a picture: drawn by the browser, when `static/pictures.js` sees the click."""
    for format_, title in (("png", _("Ladda ned PNG")), ("svg", _("Ladda ned SVG"))):
        st.button(title, key=f"picture-{format_}-{key}", icon=":material/image:")


def sample_words() -> str:
    """That the data are a sample, where the page's own words do not reach."""
    return _("Exempeldata – inga riktiga uppgifter.")


def as_csv(table: pd.DataFrame, facts: Sequence[str] = ()) -> bytes:
    """Semicolons, decimal comma and a byte-order mark: Excel in Swedish opens it rightly."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.itertuples(index=False):
        writer.writerow([_csv_cell(value) for value in row])
    for fact in ("", *facts) if facts else ():
        writer.writerow([_harmless(fact)])
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(table: pd.DataFrame, facts: Sequence[str] = ()) -> bytes:
    """One tab with a heading row that stays in view; texts stay texts."""
    target = BytesIO()
    # No temporary files: they would hold partners' rows outside the places that are guarded.
    workbook = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    tab = workbook.add_worksheet(_("Tabell")[:_LONGEST_TAB])
    head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for column, name in enumerate(table.columns):
        longest = max([len(str(name)), *(len(str(v)) for v in table.iloc[:200, column])])
        tab.set_column(column, column, min(longest + 2, 60))
        tab.write_string(0, column, str(name), head)
    for line, row in enumerate(table.itertuples(index=False), start=1):
        for column, value in enumerate(row):
            _write(tab, line, column, value, day)
    for line, fact in enumerate(facts, start=len(table) + 2):
        tab.write_string(line, 0, fact)
    tab.freeze_panes(1, 0)
    workbook.close()
    return target.getvalue()


def _csv_cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, Decimal | float):
        text = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
        return text.replace(".", ",")
    return _harmless(value) if isinstance(value, str) else str(value)


def _harmless(text: str) -> str:
    """A cell that would run as a formula in the reader's spreadsheet is marked as text."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write(tab: Any, line: int, column: int, value: Any, day: Any) -> None:
    if value is None or value != value:
        return
    if isinstance(value, date):
        tab.write_datetime(line, column, value, day)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        tab.write_number(line, column, float(value))
    else:
        tab.write_string(line, column, str(value))
