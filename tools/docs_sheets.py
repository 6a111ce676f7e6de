"""The page about the sheets that partners fill in, from their declarations."""

from __future__ import annotations

from collections.abc import Iterator

from s3metrics.codes import choices
from s3metrics.sheets import SHEETS, Column, Kind, Sheet

KINDS: dict[Kind, str] = {
    Kind.TEXT: "text",
    Kind.ID: "id",
    Kind.ORGNR: "organisationsnummer",
    Kind.ORGNR_OR_NAME: "organisationsnummer eller namn",
    Kind.CHOICE: "val",
    Kind.AREA: "område",
    Kind.COUNTY: "län",
    Kind.MUNICIPALITY: "kommun",
    Kind.DATE: "datum",
    Kind.YEAR: "årtal",
    Kind.INTEGER: "heltal",
    Kind.DECIMAL: "tal",
    Kind.BOOL: "ja/nej",
}
FROM_PROGRAMME = "initiative_status"
"""The one list of choices that is the programme file's and not the sheets'."""

HEAD = """# Bladen som partner fyller i

*The sheets that partners fill in. Swedish heading and English column name are both accepted, in
any order and any case.*

Genererad ur bladens deklarationer: `make docs`. Ändra där, inte här.

Ett blad är en flik i en arbetsbok, eller en csv-fil med bladets namn. `*` = måste fyllas i.
Flera värden i en cell skiljs med `;` eller `,`.
"""


def sheets_page() -> str:
    """The whole of docs/sheets.md."""
    return "\n".join([HEAD, *(line for sheet in SHEETS for line in _sheet(sheet))])


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"## {sheet.title} → `{sheet.table}`"
    yield ""
    yield f"{sheet.help.sv} *{sheet.help.en}*"
    yield ""
    yield f"Nyckel: {_key(sheet)}."
    yield ""
    yield "| Rubrik | Kolumn | Innehåll | Förklaring |"
    yield "|---|---|---|---|"
    for column in sheet.columns:
        star = "*" if column.is_required else ""
        yield (
            f"| {column.heading}{star} | `{column.name}` | {_content(column)} "
            f"| {column.help.sv} *{column.help.en}* |"
        )
    yield ""
    for column in sheet.columns:
        yield from _choices(column)


def _key(sheet: Sheet) -> str:
    if not sheet.key:
        return "ingen; två lika rader är två rader"
    shared = "; flera avsändare får beskriva samma, senaste leveransen gäller"
    return ", ".join(f"`{name}`" for name in sheet.key) + (shared if sheet.is_shared else "")


def _content(column: Column) -> str:
    parts = [KINDS[column.kind]]
    if column.is_list:
        parts.append("flera")
    if column.may_be_negative:
        parts.append("får vara negativt")
    if column.refers_to:
        parts.append(f"finns i `{column.refers_to}`")
    return ", ".join(parts)


def _choices(column: Column) -> Iterator[str]:
    if column.choices is None:
        return
    if column.choices == FROM_PROGRAMME:
        yield f"**{column.heading}**: se programfilen."
    else:
        words = (
            f"`{code}` {text.sv} (*{text.en}*)" for code, text in choices(column.choices).items()
        )
        yield f"**{column.heading}**: {' · '.join(words)}"
    yield ""
