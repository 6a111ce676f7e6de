"""A public list of operations, as the project bank exports it: rows become initiatives and funding.

The snapshot of 2014–2020 and the portal write the same headings differently; both are known here.
A row of the list is a row of both tables, and a fault keeps it out of the table that it concerns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from s3metrics.errors import UnusableFile, WrongCall
from s3metrics.intake.cells import UNKNOWN_AREA, parser_for, text_parser
from s3metrics.intake.check import CheckedSheet, RawCells, cells_of, located_faults
from s3metrics.intake.columns import Broken, CheckedColumn, check_column, missing_column, table_of
from s3metrics.intake.orgnr_cells import orgnr_parser
from s3metrics.intake.project_bank_headings import Place, find_places, unknown_headings
from s3metrics.intake.raw import RawSheet
from s3metrics.intake.values import CellParser, Parsed, is_empty, text_of
from s3metrics.ledger.identity import Identity
from s3metrics.programme import Programme, ProjectBank
from s3metrics.sheets import Column, Kind, Sheet, sheet_for_table
from s3metrics.words import NOTHING, Text, all_of, counted

_SOURCE, _FORM = "eruf", "kontant"
_ENDED, _ONGOING = "avslutad", "pagaende"
"""Statuses that every programme file must know for this format."""


def read_project_bank(
    raw_tables: Sequence[RawSheet], programme: Programme, identity: Identity, today: dt.date
) -> tuple[list[CheckedSheet], int]:
    """The list's rows of this programme, as `initiative` and `funding`, and how many are others'.

    An operation whose end lies before `today` is `avslutad`. Raises UnusableFile where no table
    has the list's headings or one of them is missing, WrongCall where the programme file does not
    say how the list is to be read.
    """
    bank = programme.project_bank
    if bank is None:
        raise WrongCall(
            Text(
                "Programfilen säger inte hur en förteckning över insatser ska läsas. Lägg till "
                "[project_bank] med programme, funder och areas.",
                "The programme file does not say how a list of operations is to be read. Add "
                "[project_bank] with programme, funder and areas.",
            )
        )
    sheets: list[CheckedSheet] = []
    others = 0
    for raw in raw_tables:
        places = find_places(raw)
        if places is None:
            continue
        ours, count = _rows_of(raw, places, bank)
        others += count
        sheets += _List(ours, places, programme, bank, identity).checked(today, others=count)
    if not sheets:
        raise UnusableFile(_no_list(raw_tables))
    return sheets, others


def _no_list(raw_tables: Sequence[RawSheet]) -> Text:
    names = all_of(
        Text(f"”{raw.sheet}” i {raw.file.name}", f"“{raw.sheet}” in {raw.file.name}")
        for raw in raw_tables
    )
    return Text(
        f"Ingen förteckning över insatser hittades i {names.sv}. Väntade rubriker är de som "
        "projektbanken skriver, till exempel ärende-id, projektnamn och stödmottagare.",
        f"No list of operations was found in {names.en}. Expected headings are those that the "
        "project bank writes, for example ärende-id, projektnamn and stödmottagare.",
    )


def _rows_of(raw: RawSheet, places: Mapping[str, Place], bank: ProjectBank) -> tuple[RawSheet, int]:
    """The rows of our programme, and those that do not say which: they are faults, not others'."""
    cells = cells_of(raw, places["programme"].position)
    kept = [
        index
        for index, cell in enumerate(cells)
        if isinstance(cell, Broken) or is_empty(cell) or bank.is_ours(text_of(cell))
    ]
    ours = replace(
        raw,
        columns=[[cells[index] for index in kept] for cells in map(list, raw.columns)],
        row_numbers=[raw.row_numbers[index] for index in kept],
    )
    return ours, len(cells) - len(kept)


@dataclass(frozen=True)
class _List:
    """Our rows of one table, and how each of its columns is read."""

    raw: RawSheet
    places: Mapping[str, Place]
    programme: Programme
    bank: ProjectBank
    identity: Identity

    def checked(self, today: dt.date, *, others: int) -> list[CheckedSheet]:
        """The table as initiatives and as funding."""
        judged = [self._programme_column()]
        notes = [] if self.raw.row_numbers else [self._nothing_of_ours(others)]
        return [
            self._sheet(sheet_for_table("initiative"), self._initiative(today), judged, notes),
            self._sheet(sheet_for_table("funding"), self._funding(), judged, []),
        ]

    def _initiative(self, today: dt.date) -> dict[str, CheckedColumn]:
        sheet = sheet_for_table("initiative")
        end = self._column(sheet, "end_date", "end")
        return {
            "initiative_id": self._column(sheet, "initiative_id", "id"),
            "title": self._column(sheet, "title", "title"),
            "area": self._area(sheet.by_name["area"]),
            "principal": self._principal(sheet.by_name["principal"]),
            "start_date": self._column(sheet, "start_date", "start"),
            "end_date": end,
            "status": _status(sheet.by_name["status"], end, today),
            # The priority stays known where the programme file maps it to no area.
            "kind": self._column(sheet, "kind", "priority"),
            "counties": self._column(sheet, "counties", "counties"),
        }

    def _funding(self) -> dict[str, CheckedColumn]:
        sheet = sheet_for_table("funding")
        constants = {"funder": self.bank.funder, "source": _SOURCE, "form": _FORM}
        count = len(self.raw.row_numbers)
        return {
            "initiative_id": self._column(sheet, "initiative_id", "id"),
            "budget_sek": self._column(sheet, "budget_sek", "amount"),
        } | {
            name: check_column(sheet.by_name[name], [value] * count, self._parser(sheet, name))
            for name, value in constants.items()
        }

    def _sheet(
        self,
        sheet: Sheet,
        found: Mapping[str, CheckedColumn],
        judged: Sequence[CheckedColumn],
        notes: list[Text],
    ) -> CheckedSheet:
        count = len(self.raw.row_numbers)
        columns = [
            found.get(c.name) or missing_column(replace(c, is_required=False), count, NOTHING)
            for c in sheet.columns
        ]
        faults = unknown_headings(self.raw, self.identity) if sheet.table == "initiative" else []
        faults += located_faults(self.raw, [*judged, *columns], self._shows, self.identity)
        return CheckedSheet(
            table=sheet.table,
            file=self.raw.file,
            sheet=self.raw.sheet,
            rows=table_of(self.raw.row_numbers, columns, judged),
            faults=faults,
            notes=notes,
            cells=self._cells(),
        )

    def _parser(self, sheet: Sheet, name: str) -> CellParser:
        return parser_for(sheet.by_name[name], self.programme, self.identity)

    def _cells_at(self, place: str) -> Sequence[object]:
        return cells_of(self.raw, self.places[place].position)

    def _named(self, column: Column, place: str) -> Column:
        """The column under the list's own heading, for messages."""
        return replace(column, heading=self.places[place].heading)

    def _column(self, sheet: Sheet, name: str, place: str) -> CheckedColumn:
        column = self._named(sheet.by_name[name], place)
        return check_column(column, self._cells_at(place), self._parser(sheet, name))

    def _area(self, column: Column) -> CheckedColumn:
        def parse(raw: object) -> Parsed:
            return Parsed(self.bank.area_of(text_of(raw)) or UNKNOWN_AREA)

        cells = [UNKNOWN_AREA if is_empty(cell) else cell for cell in self._cells_at("priority")]
        show = text_parser(self.identity).show
        return check_column(self._named(column, "priority"), cells, CellParser(parse, show))

    def _principal(self, column: Column) -> CheckedColumn:
        """The organisation number where the list gives it, else the name."""
        names = self._cells_at("principal")
        given = self._cells_at("orgnr") if "orgnr" in self.places else [""] * len(names)
        cells = [name if is_empty(n) else n for n, name in zip(given, names, strict=True)]
        parser = parser_for(column, self.programme, self.identity)
        return check_column(self._named(column, "principal"), cells, parser)

    def _programme_column(self) -> CheckedColumn:
        place = self.places["programme"]
        column = Column(
            name="", heading=place.heading, kind=Kind.TEXT, is_required=True, help=Text("", "")
        )
        cells = cells_of(self.raw, place.position)
        return check_column(column, cells, text_parser(self.identity))

    @property
    def _shows(self) -> dict[str, CellParser]:
        return {
            "principal": parser_for(
                sheet_for_table("initiative").by_name["principal"], self.programme, self.identity
            )
        }

    def _cells(self) -> RawCells:
        text = text_parser(self.identity)
        number = orgnr_parser(self.identity)
        orgnr = self.places.get("orgnr")
        positions = range(len(self.raw.header))
        return RawCells(
            raw=self.raw,
            headings={
                position: text.show(self.raw.header[position] or f"kolumn {letters}")
                for position, letters in zip(positions, self.raw.letters, strict=True)
            },
            shows={
                position: number.show if orgnr and position == orgnr.position else text.show
                for position in positions
            },
        )

    def _nothing_of_ours(self, others: int) -> Text:
        belong = counted(
            others,
            Text("rad hör till ett annat", "row belongs to another"),
            Text("rader hör till andra", "rows belong to others"),
        )
        return Text(
            f"Ingen rad i {self.raw.file.name} hör till programmet ”{self.bank.programme}”; "
            f"{belong.sv}. Programmets namn i listan står i programfilen, "
            "project_bank.programme.",
            f"No row in {self.raw.file.name} belongs to the programme “{self.bank.programme}”; "
            f"{belong.en}. The programme's name in the list stands in the "
            "programme file, project_bank.programme.",
        )


def _status(column: Column, end: CheckedColumn, today: dt.date) -> CheckedColumn:
    has_passed = pc.fill_null(pc.less(end.values, pa.scalar(today, pa.date32())), False)
    return CheckedColumn(
        column=column,
        values=pc.if_else(has_passed, _ENDED, _ONGOING),
        is_faulty=np.zeros(len(end.values), dtype=np.bool_),
        problems=[],
    )
