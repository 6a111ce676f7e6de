"""Opens what a partner delivers: workbooks, csv files, folders and zip archives of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from s3metrics.errors import UnusableFile
from s3metrics.intake import archive
from s3metrics.intake.csvfile import read_csv
from s3metrics.intake.file_sentences import (
    ALLOWED,
    NO_TABLE,
    csv_names,
    no_known_tab,
    unknown_csv,
    unknown_title,
    unreadable_kind,
)
from s3metrics.intake.raw import RawSheet
from s3metrics.intake.sources import (
    NamedBytes,
    Source,
    read_source,
    refuse_if_empty,
    safe_name,
)
from s3metrics.intake.workbook import Tab, Workbook
from s3metrics.sheets import sheet_for_title
from s3metrics.words import (
    Text,
    all_of,
    fold,
    in_quotes,
    joined,
)

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
CSV_SUFFIXES = (".csv", ".tsv", ".txt")
QUIET_TABS = frozenset(map(fold, ("Läs mig", "Förklaringar", "Instruktion", "Listor")))
"""Tabs of the template that hold no list; leaving them out is no news."""


@dataclass(frozen=True, kw_only=True)
class OpenedFiles:
    """All tables of one delivery, in the order of the files and their tabs."""

    sheets: list[RawSheet] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    """Swedish sentences about tabs and files that were not read, and hidden tabs that were."""


def open_files(sources: Sequence[Source]) -> OpenedFiles:
    """Every table of a delivery that belongs to one of the sheets.

    A tab or csv file with another name is left out with a note. Raises UnusableFile when a source
    cannot be read, holds none of the ten, or when the same file is delivered twice.
    """
    return _Opening(known_only=True).open(sources)


def open_any_table(sources: Sequence[Source]) -> list[RawSheet]:
    """Every table with content, whatever its name and headings, with `table=""`.

    For formats of others, such as the project bank's list. Raises UnusableFile as `open_files`.
    """
    return _Opening(known_only=False).open(sources).sheets


def open_table(source: Source) -> RawSheet:
    """The only table of a file; UnusableFile where it holds several."""
    sheets = open_any_table([source])
    if len(sheets) > 1:
        names = all_of(in_quotes(sheet.sheet) for sheet in sheets)
        raise UnusableFile(
            Text(
                f"Filen {sheets[0].file.name} innehåller flera tabeller: {names.sv}. Den ska "
                "innehålla en enda: ta bort de andra bladen.",
                f"The file {sheets[0].file.name} holds several tables: {names.en}. It should hold "
                "only one: remove the other sheets.",
            )
        )
    return sheets[0]


class _Opening:
    """One delivery being opened; remembers what it has seen."""

    def __init__(self, *, known_only: bool) -> None:
        self._known_only = known_only
        self._opened = OpenedFiles()
        self._seen: dict[tuple[str, str], str] = {}

    def open(self, sources: Sequence[Source]) -> OpenedFiles:
        if not sources:
            raise UnusableFile(
                Text(
                    f"Leveransen innehåller ingen fil. {ALLOWED.sv}",
                    f"The delivery holds no file. {ALLOWED.en}",
                )
            )
        for source in sources:
            self._open_source(source)
        return self._opened

    def _open_source(self, source: Source) -> None:
        if isinstance(source, Path) and source.is_dir():
            name = safe_name(source.resolve().name)
            self._open_members(
                Text(f"Mappen {name}", f"The folder {name}"), archive.folder_members(source)
            )
            return
        file = read_source(source)
        if file.suffix == ".zip":
            self._open_members(
                Text(f"Zip-filen {file.name}", f"The zip file {file.name}"),
                archive.zip_members(file),
            )
        elif file.suffix in WORKBOOK_SUFFIXES:
            self._open_workbook(file, is_alone=True)
        elif file.suffix in CSV_SUFFIXES:
            if self._known_only and sheet_for_title(file.stem) is None:
                raise UnusableFile(unknown_csv(file.name, file.stem))
            self._open_csv(file)
        else:
            raise UnusableFile(unreadable_kind(file.name, file.suffix))

    def _open_members(self, label: Text, members: Iterable[archive.Member]) -> None:
        before = len(self._opened.sheets)
        notes = len(self._opened.notes)
        for member in members:
            self._open_member(member)
        if len(self._opened.sheets) == before:
            named = csv_names()
            reasons = self._opened.notes[notes:] or [
                Text(
                    "Den är tom. Väntat är en arbetsbok (.xlsx) eller csv-filer som heter "
                    f"{named.sv}.",
                    f"It is empty. Expected: a workbook (.xlsx) or csv files named {named.en}.",
                )
            ]
            told = joined(reasons)
            raise UnusableFile(
                Text(
                    f"{label.sv} innehåller ingen lista som kan läsas. {told.sv}",
                    f"{label.en} holds no list that can be read. {told.en}",
                )
            )

    def _open_member(self, member: archive.Member) -> None:
        kind = NamedBytes(name=member.name, content=b"")
        if kind.suffix in WORKBOOK_SUFFIXES:
            self._open_workbook(_read(member), is_alone=False)
        elif kind.suffix in CSV_SUFFIXES:
            if self._known_only and sheet_for_title(kind.stem) is None:
                self._note(unknown_csv(kind.name, kind.stem))
            else:
                self._open_csv(_read(member))
        elif kind.suffix == ".zip":
            self._note(
                Text(
                    f"Filen {kind.name} lästes inte: en zip-fil inuti leveransen öppnas inte. Lägg "
                    "dess filer direkt i leveransen.",
                    f"The file {kind.name} was not read: a zip file inside the delivery is not "
                    "opened. Put its files directly in the delivery.",
                )
            )
        else:
            why = unreadable_kind(kind.name, kind.suffix)
            self._note(
                Text(
                    f"Filen {kind.name} lästes inte. {why.sv}",
                    f"The file {kind.name} was not read. {why.en}",
                )
            )

    def _open_csv(self, file: NamedBytes) -> None:
        declaration = sheet_for_title(file.stem) if self._known_only else None
        self._refuse_twice(file, declaration.table if declaration else "")
        self._opened.sheets.append(read_csv(file, declaration))

    def _open_workbook(self, file: NamedBytes, *, is_alone: bool) -> None:
        self._refuse_twice(file, "")
        workbook = Workbook(file)
        wanted = [tab for tab in workbook.tabs if self._is_wanted(tab, file)]
        found = [self._read_tab(workbook, tab, file) for tab in wanted]
        sheets = [sheet for sheet in found if sheet is not None]
        self._opened.sheets.extend(sheets)
        if not sheets:
            sentence = no_known_tab(file.name, workbook.tabs, wanted)
            if is_alone:
                raise UnusableFile(sentence)
            self._note(sentence)

    def _is_wanted(self, tab: Tab, file: NamedBytes) -> bool:
        if not self._known_only:
            return tab.is_table
        if tab.is_table and sheet_for_title(tab.title) is not None:
            return True
        if fold(tab.title) not in QUIET_TABS:
            self._note(
                Text(
                    f"Bladet ”{tab.title}” i {file.name} lästes inte: ",
                    f"The sheet “{tab.title}” in {file.name} was not read: ",
                )
                + (unknown_title(tab.title) if tab.is_table else NO_TABLE)
            )
        return False

    def _read_tab(self, workbook: Workbook, tab: Tab, file: NamedBytes) -> RawSheet | None:
        declaration = sheet_for_title(tab.title) if self._known_only else None
        sheet = workbook.read(tab, declaration)
        if sheet is None:
            if self._known_only:
                self._note(
                    Text(
                        f"Bladet ”{tab.title}” i {file.name} är helt tomt och lästes inte. En "
                        "lista utan rader ska ändå ha sina rubriker.",
                        f"The sheet “{tab.title}” in {file.name} is quite empty and was not read. "
                        "A list without rows should still have its headings.",
                    )
                )
        elif tab.is_hidden:
            self._note(
                Text(
                    f"Bladet ”{tab.title}” i {file.name} är dolt men lästes.",
                    f"The sheet “{tab.title}” in {file.name} is hidden but was read.",
                )
            )
        return sheet

    def _refuse_twice(self, file: NamedBytes, table: str) -> None:
        key = (file.ref.sha256, table)
        if key in self._seen:
            raise UnusableFile(
                Text(
                    f"Samma fil finns två gånger i leveransen: {self._seen[key]} och {file.name} "
                    "har exakt samma innehåll. Ta bort den ena.",
                    f"The same file is in the delivery twice: {self._seen[key]} and {file.name} "
                    "have exactly the same content. Remove one of them.",
                )
            )
        self._seen[key] = file.name

    def _note(self, sentence: Text) -> None:
        self._opened.notes.append(sentence)


def _read(member: archive.Member) -> NamedBytes:
    file = member.read()
    refuse_if_empty(file)
    return file
