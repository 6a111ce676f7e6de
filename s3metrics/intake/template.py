"""The workbook that partners fill in: made from the same declarations that read it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from s3metrics import codes
from s3metrics.intake.example import Example, example_row
from s3metrics.intake.template_guide import GUIDE_TITLE, LISTS_TITLE, help_text, write_guide
from s3metrics.programme import Programme
from s3metrics.sheets import SHEETS, Column, Kind, Sheet

_LAST_ROW = 1_048_575
_MESSAGE_LENGTH = 255
_NUMBER_FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.DECIMAL: "#,##0.00",
    Kind.INTEGER: "#,##0",
    Kind.YEAR: "0",
}
_AS_TEXT = "@"
# The asterisk is drawn by the cell's format: the heading itself stays what the intake reads.
_REQUIRED_HEADING = '@" *"'
_SUGGESTED = {
    ("booking", "cost_category"): "cost_category",
    ("initiative", "kind"): "initiative_kind",
}
"""Free texts for which the programme file suggests words."""


def write_template(target: Path | str | BytesIO, programme: Programme) -> None:
    """Writes the sheets, a page of explanations before them and the lists of choices.

    Row 1 holds the headings, row 2 an example that the intake knows again and leaves out.
    """
    destination = target if isinstance(target, BytesIO) else str(target)
    workbook = xlsxwriter.Workbook(destination, {"in_memory": True})
    workbook.set_properties({"title": f"Mall för leverans till {programme.name.sv}"})
    write_guide(workbook, programme)
    tabs = [(sheet, workbook.add_worksheet(sheet.title)) for sheet in SHEETS]
    lists = _write_lists(workbook, programme)
    for sheet, tab in tabs:
        _write_sheet(workbook, tab, sheet, programme, lists)
    workbook.close()


def _write_lists(workbook: Any, programme: Programme) -> dict[str, str]:
    """Name of list → where its words stand; Excel takes no list above 255 characters in place."""
    tab = workbook.add_worksheet(LISTS_TITLE)
    heading = workbook.add_format({"bold": True})
    places = {}
    for position, (name, words) in enumerate(_lists(programme).items()):
        tab.write_string(0, position, name, heading)
        tab.write_column(1, position, words)
        tab.set_column(position, position, max(map(len, words)) + 2)
        column = xlsxwriter.utility.xl_col_to_name(position)
        places[name] = f"='{LISTS_TITLE}'!${column}$2:${column}${len(words) + 1}"
    tab.hide()
    return places


def _lists(programme: Programme) -> dict[str, list[str]]:
    names = {c.choices for sheet in SHEETS for c in sheet.columns if c.choices}
    names |= {"area", "county", *_SUGGESTED.values()}
    lists = {name: [text.sv for text in programme.choices(name).values()] for name in sorted(names)}
    ours = sorted(m.name for m in programme.municipalities)
    lists["municipality"] = ours + sorted({m.name for m in codes.MUNICIPALITIES} - set(ours))
    lists["bool"] = ["ja", "nej"]
    return {name: words for name, words in lists.items() if words}


def _write_sheet(
    workbook: Any, tab: Any, sheet: Sheet, programme: Programme, lists: Mapping[str, str]
) -> None:
    required = {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "border": 1}
    optional = {"bold": True, "bg_color": "#D9E2F3", "font_color": "#000000", "border": 1}
    examples = example_row(sheet, programme)
    for position, column in enumerate(sheet.columns):
        number_format = {"num_format": _NUMBER_FORMATS.get(column.kind, _AS_TEXT)}
        width = max(12, len(column.heading) + 4, len(str(examples[column.name])) + 2)
        tab.set_column(position, position, min(width, 40), workbook.add_format(number_format))
        looks = {**required, "num_format": _REQUIRED_HEADING} if column.is_required else optional
        tab.write_string(0, position, column.heading, workbook.add_format(looks))
        tab.write_comment(0, position, help_text(column, programme), {"x_scale": 2, "y_scale": 2})
        grey = workbook.add_format({"italic": True, "font_color": "#595959", **number_format})
        _write_example(tab, position, examples[column.name], grey)
        rule = _validation(sheet, column, lists)
        if rule:
            tab.data_validation(1, position, _LAST_ROW, position, rule)
    tab.freeze_panes(1, 0)
    # Organisation numbers and codes are texts of digits on purpose.
    last = xlsxwriter.utility.xl_col_to_name(len(sheet.columns) - 1)
    tab.ignore_errors({"number_stored_as_text": f"A1:{last}{_LAST_ROW + 1}"})


def _write_example(tab: Any, position: int, value: Example, look: Any) -> None:
    if isinstance(value, dt.date):
        tab.write_datetime(1, position, dt.datetime.combine(value, dt.time()), look)
    elif isinstance(value, str):
        if value:
            tab.write_string(1, position, value, look)
    else:
        tab.write_number(1, position, value, look)


def _validation(sheet: Sheet, column: Column, lists: Mapping[str, str]) -> dict[str, Any] | None:
    """Excel's own check: it warns and offers the choices, and refuses nothing the intake takes."""
    name = _SUGGESTED.get((sheet.table, column.name)) or _list_name(column)
    if name in lists and not column.is_list:
        kind: dict[str, Any] = {"validate": "list", "source": lists[name]}
        said = "Välj ur listan. Koder går också bra."
    elif column.kind is Kind.DATE:
        days = {"minimum": dt.date(1990, 1, 1), "maximum": dt.date(2100, 1, 1)}
        kind = {"validate": "date", "criteria": "between", **days}
        said = "Skriv datum som 2025-03-31."
    elif column.kind in (Kind.DECIMAL, Kind.INTEGER, Kind.YEAR):
        least = -(10**13) if column.may_be_negative else 0
        validate = "decimal" if column.kind is Kind.DECIMAL else "integer"
        kind = {"validate": validate, "criteria": ">=", "value": least}
        said = f"Skriv bara siffror. {column.help.sv}"
    else:
        return None
    is_free = (sheet.table, column.name) in _SUGGESTED
    return {
        **kind,
        "error_type": "information" if is_free else "warning",
        "error_title": column.heading,
        "error_message": said[:_MESSAGE_LENGTH],
    }


def _list_name(column: Column) -> str:
    by_kind = {
        Kind.AREA: "area",
        Kind.COUNTY: "county",
        Kind.MUNICIPALITY: "municipality",
        Kind.BOOL: "bool",
    }
    return column.choices or by_kind.get(column.kind, "")


__all__ = ["GUIDE_TITLE", "LISTS_TITLE", "write_template"]
