"""Workbooks (.xlsx, .xlsm): the tabs that are asked for, with the cells that cannot be trusted."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar, cast

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from s3metrics.errors import UnusableFile
from s3metrics.intake.archive import Unpacker
from s3metrics.intake.raw import (
    Position,
    RawSheet,
    assemble,
    column_letters,
    without_garbage_collection,
)
from s3metrics.intake.sheetxml import (
    BrokenSheet,
    SheetScan,
    parse_xml,
    scan_sheet,
    with_known_errors,
)
from s3metrics.intake.sources import MAX_CELLS, OLE2_SIGNATURE, ZIP_SIGNATURES, NamedBytes
from s3metrics.sheets import Sheet
from s3metrics.words import Text

_WORKBOOK_PART = "xl/workbook.xml"
_RELATIONS_PART = "xl/_rels/workbook.xml.rels"
_BINARY_WORKBOOK_PART = "xl/workbook.bin"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A tab of a workbook as its list of tabs names it."""

    title: str
    is_table: bool
    """False for charts, macros and dialogues."""
    is_hidden: bool


class Workbook:
    """An open workbook. Everything raises UnusableFile where the file cannot be trusted."""

    def __init__(self, file: NamedBytes) -> None:
        _refuse_other_formats(file)
        self._file = file
        self._ref = file.ref
        self._parts = self._unpack()
        self._part_of = self._locate_tabs()
        self._book = self._calamine(lambda: CalamineWorkbook.from_filelike(self._repacked()))

    @property
    def tabs(self) -> list[Tab]:
        """All tabs, in the workbook's order."""
        return [
            Tab(
                title=tab.name,
                is_table=tab.typ == SheetTypeEnum.WorkSheet,
                is_hidden=tab.visible != SheetVisibleEnum.Visible,
            )
            for tab in self._book.sheets_metadata
        ]

    def read(self, tab: Tab, declaration: Sheet | None) -> RawSheet | None:
        """The table of one tab, or None when the tab is empty."""
        scan = self._scan(tab.title)
        sheet = self._calamine(lambda: self._book.get_sheet_by_name(tab.title))
        # Without skipping, the first row and column of the list are those of the sheet.
        with without_garbage_collection():
            rows = self._calamine(lambda: sheet.to_python(skip_empty_area=False))
        cells = cast("list[list[object]]", rows)
        _place_values(cells, scan.values)
        faults = {**self._merged(sheet, cells), **scan.faults}
        return assemble(
            file=self._ref, sheet=tab.title, declaration=declaration, rows=cells, faults=faults
        )

    def _unpack(self) -> dict[str, bytes]:
        """The parts that hold cells, as they really unpack."""
        unpacker = Unpacker(self._file, noun=Text("Arbetsboken", "The workbook"))
        if _BINARY_WORKBOOK_PART in unpacker.names:
            raise UnusableFile(
                _other_format(
                    self._file.name, Text("en binär arbetsbok (.xlsb)", "a binary workbook (.xlsb)")
                )
            )
        if _WORKBOOK_PART not in unpacker.names:
            raise UnusableFile(
                Text(
                    f"Filen {self._file.name} är en zip-fil men ingen arbetsbok. Spara listan som "
                    ".xlsx i Excel eller LibreOffice, eller ge filen ändelsen .zip om den "
                    "innehåller csv-filer.",
                    f"The file {self._file.name} is a zip file but no workbook. Save the list as "
                    ".xlsx in Excel or LibreOffice, or give the file the suffix .zip if it holds "
                    "csv files.",
                )
            )
        return {
            name: unpacker.read(name) for name in unpacker.names if name.endswith((".xml", ".rels"))
        }

    def _repacked(self) -> BytesIO:
        """The unpacked parts as a plain zip: the reader gets the bytes that were counted, and
        nothing that it could unpack otherwise."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as target:
            for name, content in self._parts.items():
                target.writestr(name, with_known_errors(content))
        buffer.seek(0)
        return buffer

    def _locate_tabs(self) -> dict[str, bytes | None]:
        """Tab title → the part with its cells, None where it is not in the file."""
        targets: dict[str | None, str] = {}
        identities: dict[str, str | None] = {}

        def relation(name: str, attributes: dict[str, str]) -> None:
            if _local(name) == "Relationship":
                target = attributes.get("Target", "")
                targets[attributes.get("Id")] = posixpath.normpath(
                    target[1:] if target.startswith("/") else f"xl/{target}"
                )

        def tab(name: str, attributes: dict[str, str]) -> None:
            if _local(name) == "sheet":
                title = attributes.get("name", "")
                if title in identities:
                    raise BrokenSheet("two tabs of one name")
                ids = [value for key, value in attributes.items() if key.endswith(":id")]
                identities[title] = ids[0] if ids else None

        try:
            parse_xml(self._parts[_RELATIONS_PART], start=relation)
            parse_xml(self._parts[_WORKBOOK_PART], start=tab)
            # The reader refuses a tab without relation, too, whether it is asked for or not.
            return {
                title: self._parts.get(targets[identity]) for title, identity in identities.items()
            }
        except (BrokenSheet, KeyError) as error:
            raise self._damaged() from error

    def _scan(self, title: str) -> SheetScan:
        part = self._part_of.get(title)
        if part is None:
            raise self._damaged()
        try:
            scan = scan_sheet(part)
        except BrokenSheet as error:
            raise self._damaged() from error
        if scan.is_too_large:
            corner = f"{column_letters(scan.columns - 1)}{scan.rows}"
            raise UnusableFile(
                Text(
                    f"Bladet ”{title}” i {self._file.name} sträcker sig till cell {corner}, och "
                    f"det är för mycket: högst {MAX_CELLS // 1_000_000} miljoner celler tas emot. "
                    "Radera det som står långt under eller till höger om listan, och spara på "
                    "nytt.",
                    f"The sheet “{title}” in {self._file.name} reaches to cell {corner}, and that "
                    f"is too much: at most {MAX_CELLS // 1_000_000} million cells are accepted. "
                    "Clear what stands far below or to the right of the list, and save again.",
                )
            )
        return scan

    def _merged(self, sheet: CalamineSheet, cells: list[list[object]]) -> dict[Position, Text]:
        """A fault for each cell of a merged range that holds a value, in rows that hold one."""
        height, width = len(cells), max(map(len, cells), default=0)
        budget = height * width
        faults: dict[Position, Text] = {}
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            bottom, right = min(bottom, height - 1), min(right, width - 1)
            area = max(bottom - top + 1, 0) * max(right - left + 1, 0)
            budget -= area
            if budget < 0:  # ranges that overlap: no program writes them
                raise self._damaged()
            if area and any(_has_value(cells[r][left : right + 1]) for r in range(top, bottom + 1)):
                faults |= _merged_faults(range(top, bottom + 1), range(left, right + 1), cells)
        return faults

    def _calamine(self, call: Callable[[], T]) -> T:
        try:
            return call()
        except (CalamineError, ValueError, OSError) as error:
            raise self._damaged() from error
        except BaseException as error:
            # A panic of the Rust reader is no Exception, so that nobody catches it by accident.
            if type(error).__name__ == "PanicException":
                raise self._damaged() from error
            raise

    def _damaged(self) -> UnusableFile:
        return UnusableFile(
            Text(
                f"Arbetsboken {self._file.name} är skadad och kan inte läsas. Öppna den i Excel "
                "eller LibreOffice, låt programmet reparera den, och spara den på nytt som .xlsx.",
                f"The workbook {self._file.name} is damaged and cannot be read. Open it in Excel "
                "or LibreOffice, let the program repair it, and save it again as .xlsx.",
            )
        )


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _has_value(cells: Iterable[object]) -> bool:
    return any(cell != "" for cell in cells)


def _merged_faults(rows: range, columns: range, cells: list[list[object]]) -> dict[Position, Text]:
    first = f"{column_letters(columns[0])}{rows[0] + 1}"
    last = f"{column_letters(columns[-1])}{rows[-1] + 1}"
    return {
        (row + 1, column): (
            Text(
                f"Cellen {column_letters(column)}{row + 1} ingår i de sammanslagna cellerna "
                f"{first}:{last}, så det syns inte vilken rad och kolumn värdet hör till. Dela upp "
                "de sammanslagna cellerna och skriv värdet i varje cell.",
                f"The cell {column_letters(column)}{row + 1} is one of the merged cells "
                f"{first}:{last}, so it does not show which row and column the value belongs to. "
                "Split the merged cells and write the value in each cell.",
            )
        )
        for row in rows
        if _has_value(cells[row])
        for column in columns
    }


def _place_values(cells: list[list[object]], values: dict[Position, str]) -> None:
    """Put what stands in the faulty cells where the reader shows nothing, making room for it."""
    for (row, column), value in values.items():
        while len(cells) < row:
            cells.append([])
        line = cells[row - 1]
        line += [""] * (column + 1 - len(line))
        line[column] = value


def _refuse_other_formats(file: NamedBytes) -> None:
    if file.content.startswith(OLE2_SIGNATURE):
        if _ENCRYPTED_STREAM in file.content:
            raise UnusableFile(
                Text(
                    f"Arbetsboken {file.name} är krypterad med lösenord och kan inte läsas. Ta "
                    "bort lösenordet (Arkiv – Info – Skydda arbetsbok – Kryptera med lösenord, "
                    "lämna tomt), spara och skicka den på nytt.",
                    f"The workbook {file.name} is encrypted with a password and cannot be read. "
                    "Remove the password (File – Info – Protect Workbook – Encrypt with Password, "
                    "leave it empty), save and send it again.",
                )
            )
        raise UnusableFile(
            _other_format(
                file.name,
                Text(
                    "en arbetsbok i det gamla formatet (.xls)",
                    "a workbook in the old format (.xls)",
                ),
            )
        )
    if not file.content.startswith(ZIP_SIGNATURES):
        raise UnusableFile(
            Text(
                f"Filen {file.name} heter {file.suffix} men är ingen arbetsbok. Öppna den i Excel "
                "och spara den som .xlsx; är den en csv-fil, ge den ändelsen .csv.",
                f"The file {file.name} is named {file.suffix} but is no workbook. Open it in Excel "
                "and save it as .xlsx; if it is a csv file, give it the suffix .csv.",
            )
        )


def _other_format(name: str, what: Text) -> Text:
    return Text(
        f"Filen {name} är {what.sv}. Tillåtet är .xlsx, .xlsm och .csv. Öppna den i Excel eller "
        "LibreOffice och spara som .xlsx.",
        f"The file {name} is {what.en}. Allowed: .xlsx, .xlsm and .csv. Open it in Excel or "
        "LibreOffice and save it as .xlsx.",
    )
