"""The template's first page: what is asked for, and what happens to what is delivered."""

from __future__ import annotations

from typing import Any

from s3metrics.intake.example import example_row
from s3metrics.intake.number_cells import DECIMALS, FIRST_YEAR, LAST_YEAR
from s3metrics.programme import Programme
from s3metrics.sheets import SHEETS, Column, Kind
from s3metrics.words import fold, listed

GUIDE_TITLE = "Läs mig"
LISTS_TITLE = "Listor"
"""Tabs of the template that hold no data; the intake passes them over."""

_RULES = (
    (
        "Hela listan",
        "Varje blad är er hela aktuella lista. Nya rader läggs till, ändrade rader ersätter de "
        "tidigare, och rader som inte längre finns med dras tillbaka. Inget raderas: det som "
        "gällde vid en tidigare leverans går fortfarande att få fram.",
    ),
    (
        "Blad ni inte använder",
        "Ta bort bladet, eller låt bara exempelraden stå kvar: då lämnas era tidigare uppgifter "
        "ifred. Ett blad med rubriker men utan rader betyder att listan är tom, och då dras alla "
        "era tidigare rader tillbaka.",
    ),
    (
        "Exempelraden",
        "Rad 2 på varje blad är ett exempel. Skriv över den eller ta bort den. Om den står kvar "
        "precis som den är räknas den inte.",
    ),
    (
        "Rubrikerna",
        "Rubriken med mörk bakgrund och asterisk måste fyllas i på varje rad. Kolumnernas ordning "
        "är fri. Egna kolumner läses inte; ni får veta vilka det gäller.",
    ),
    (
        "Fel",
        "En rad med fel tas inte emot utan väntar på rättning, med besked om rad, kolumn och vad "
        "som är tillåtet. Övriga rader tas emot. Rätta i er egen lista och lämna hela listan igen.",
    ),
    (
        "Organisationsnummer",
        "Tio siffror, eller tolv med 16 först, med eller utan bindestreck. En enskild firmas "
        "nummer är ett personnummer: det lagras aldrig i klartext och visas aldrig.",
    ),
    (
        "Tal och datum",
        "Decimalkomma eller punkt, blanksteg mellan tusental, inga enheter. "
        f"Högst {DECIMALS} decimaler sparas. Datum skrivs 2025-03-31 eller 20250331.",
    ),
    (
        "Val",
        f"Rullgardinerna hämtar sina ord från det dolda bladet {LISTS_TITLE}. Versaler, å ä ö, "
        "bindestreck och blanksteg spelar ingen roll, och koden går lika bra som ordet.",
    ),
)


def write_guide(workbook: Any, programme: Programme) -> None:
    """Adds the page of explanations to an xlsxwriter workbook."""
    tab = workbook.add_worksheet(GUIDE_TITLE)
    title = workbook.add_format({"bold": True, "font_size": 16})
    bold = workbook.add_format({"bold": True, "valign": "top"})
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    head = workbook.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1})
    for position, width in enumerate((20, 24, 14, 60, 60, 26)):
        tab.set_column(position, position, width)
    tab.set_landscape()
    tab.fit_to_pages(1, 0)
    tab.write_string(0, 0, f"Leverans till {programme.name.sv}", title)
    row = 2
    for name, sentence in _RULES:
        tab.write_string(row, 0, name, bold)
        tab.merge_range(row, 1, row, 4, sentence, text)
        tab.set_row(row, 48)
        row += 1
    row += 1
    for position, heading in enumerate(
        ("Blad", "Kolumn", "Måste fyllas i", "Vad", "Tillåtet", "Exempel")
    ):
        tab.write_string(row, position, heading, head)
    for line in _column_lines(programme):
        row += 1
        for position, cell in enumerate(line):
            tab.write_string(row, position, cell, text)


def help_text(column: Column, programme: Programme) -> str:
    """What a column asks for, in a few lines: the note on its heading."""
    must = "Måste fyllas i." if column.is_required else "Får vara tom."
    return f"{column.help.sv}\n{must}\n{allowed_text(column, programme)}"


def allowed_text(column: Column, programme: Programme) -> str:
    """What a cell of the column may hold, in Swedish."""
    texts = {
        Kind.TEXT: "Text.",
        Kind.ID: "Text eller nummer, skrivet på samma sätt överallt.",
        Kind.ORGNR: "Tio siffror, eller tolv med 16 först (18, 19 eller 20 för en person).",
        Kind.ORGNR_OR_NAME: "Organisationsnummer, eller namnet som det står i bladet Aktörer.",
        Kind.MUNICIPALITY: "Kommunens namn eller kod, vilken som helst av Sveriges 290.",
        Kind.DATE: "Datum: 2025-03-31 eller 20250331.",
        Kind.YEAR: f"Årtal mellan {FIRST_YEAR} och {LAST_YEAR}.",
        Kind.INTEGER: "Heltal.",
        Kind.DECIMAL: "Tal, även negativa."
        if column.may_be_negative
        else "Noll eller ett större tal.",
        Kind.BOOL: "ja eller nej.",
    }
    said = texts.get(column.kind) or _choices_text(column, programme)
    return f"{said} Flera skiljs åt med semikolon." if column.is_list else said


def _choices_text(column: Column, programme: Programme) -> str:
    by_kind = {Kind.AREA: "area", Kind.COUNTY: "county"}
    choices = programme.choices(by_kind.get(column.kind) or column.choices or "")
    words = [
        text.sv if fold(text.sv) == fold(code) else f"{text.sv} ({code})"
        for code, text in choices.items()
    ]
    return f"{listed(words, 'eller')}."


def _column_lines(programme: Programme) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for sheet in SHEETS:
        lines.append((sheet.title, "", "", sheet.help.sv, "", ""))
        examples = example_row(sheet, programme)
        lines += [
            (
                sheet.title,
                column.heading,
                "ja" if column.is_required else "nej",
                column.help.sv,
                allowed_text(column, programme),
                _shown(column, examples[column.name]),
            )
            for column in sheet.columns
        ]
    return lines


def _shown(column: Column, value: object) -> str:
    """An example as it is written in Swedish: `7,5`."""
    text = str(value)
    return text.replace(".", ",") if column.kind is Kind.DECIMAL else text
