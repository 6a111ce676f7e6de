"""What is said of files and tabs of a delivery that are not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from s3metrics.intake.workbook import Tab
from s3metrics.sheets import SHEETS, Sheet
from s3metrics.words import (
    NOTHING,
    Text,
    all_of,
    any_of,
    did_you_mean,
    fold,
    in_quotes,
    joined,
    nearest,
)

ALLOWED = Text(
    "Tillåtet är .xlsx, .xlsm, .csv, .zip eller en mapp med sådana filer.",
    "Allowed: .xlsx, .xlsm, .csv, .zip or a folder of such files.",
)
NO_TABLE = Text("det är inget kalkylblad.", "it is no worksheet.")
_OTHER_SPREADSHEETS = (".xls", ".xlsb", ".xltx", ".ods", ".fods", ".numbers")


def csv_names() -> Text:
    """The names that csv files may have."""
    return any_of(f"{fold(sheet.title)}.csv" for sheet in SHEETS)


def _names(of: Callable[[Sheet], str]) -> list[str]:
    return [of(sheet) for sheet in SHEETS]


def unknown_title(title: str) -> Text:
    """Of a tab whose title is no list's; completes a sentence."""
    titles = _names(lambda sheet: sheet.title)
    hint, there = did_you_mean(title, titles), all_of(titles)
    return Text(
        f"namnet hör inte till någon lista.{hint.sv} Listorna heter {there.sv}.",
        f"the name belongs to no list.{hint.en} The lists are named {there.en}.",
    )


def unknown_csv(name: str, stem: str) -> Text:
    """Of a csv file whose name is no list's."""
    stems = _names(lambda sheet: fold(sheet.title))
    hint, named = did_you_mean(stem, stems), csv_names()
    return Text(
        f"Filen {name} lästes inte: namnet ”{stem}” hör inte till någon lista.{hint.sv} "
        f"Csv-filerna ska heta {named.sv}.",
        f"The file {name} was not read: the name “{stem}” belongs to no list.{hint.en} Csv "
        f"files should be named {named.en}.",
    )


def no_known_tab(name: str, tabs: Sequence[Tab], wanted: Sequence[Tab]) -> Text:
    """Of a workbook without a list; `wanted` are its tabs that are lists, but empty ones."""
    if wanted:
        titles = all_of(in_quotes(tab.title) for tab in wanted)
        return Text(
            f"Arbetsboken {name} innehåller inga uppgifter: {titles.sv} är utan innehåll. En "
            "lista utan rader ska ändå ha sina rubriker.",
            f"The workbook {name} holds no data: {titles.en} are without content. A list "
            "without rows should still have its headings.",
        )
    known = _names(lambda sheet: sheet.title)
    advice = joined((_meant_tab(tab.title, nearest(tab.title, known)) for tab in tabs), "")
    there = all_of(in_quotes(tab.title) for tab in tabs)
    allowed = any_of(known)
    return Text(
        f"Arbetsboken {name} innehåller inget blad som kan läsas. Den har "
        f"{there.sv}.{advice.sv} Ett blad ska heta {allowed.sv}.",
        f"The workbook {name} holds no sheet that can be read. It has {there.en}.{advice.en} A "
        f"sheet should be named {allowed.en}.",
    )


def _meant_tab(title: str, hit: str | None) -> Text:
    if hit is None:
        return NOTHING
    return Text(
        f" Är ”{title}” listan {hit}? Kalla bladet så.",
        f" Is “{title}” the list {hit}? Then name the sheet so.",
    )


def unreadable_kind(name: str, suffix: str) -> Text:
    """Of a file that is no workbook, csv or zip."""
    if suffix in _OTHER_SPREADSHEETS:
        return Text(
            f"Filen {name} är ett kalkylark i formatet {suffix}, som inte kan läsas. Öppna den "
            f"och spara som .xlsx. {ALLOWED.sv}",
            f"The file {name} is a spreadsheet in the format {suffix}, which cannot be read. "
            f"Open it and save it as .xlsx. {ALLOWED.en}",
        )
    kind = (
        Text(f"Filtypen {suffix}", f"The file type {suffix}")
        if suffix
        else Text("En fil utan filändelse", "A file without a suffix")
    )
    return Text(
        f"{kind.sv} ({name}) kan inte läsas. {ALLOWED.sv}",
        f"{kind.en} ({name}) cannot be read. {ALLOWED.en}",
    )
