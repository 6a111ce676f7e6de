"""Faults as people read them: where the row stands, what was given, and what is allowed."""

from __future__ import annotations

from collections.abc import Sequence

from s3metrics.sheets import Fault
from ui.drawing import listing, tables
from ui.drawing.listing import Column
from ui.i18n import _, of
from ui.wording import labels


def draw(faults: Sequence[Fault], title: str) -> None:
    """A line for each fault; few columns, so that the sentence has room."""
    tables.draw_texts(
        [
            {
                _("Var raden står"): place(fault.file, fault.sheet, fault.row),
                _("Angivet"): given([fault]),
                _("Vad som är fel och vad som är tillåtet"): of(fault.message),
            }
            for fault in faults
        ],
        title,
    )


def files(faults: Sequence[Fault], title: str, key: str) -> None:
    """The same to take along, each particular in a column of its own."""
    columns = [
        Column[Fault](heading=_("Fil"), value=lambda fault: fault.file),
        Column[Fault](heading=_("Blad"), value=lambda fault: fault.sheet),
        Column[Fault](heading=_("Rad"), value=lambda fault: fault.row),
        Column[Fault](heading=_("Kolumn"), value=lambda fault: fault.column),
        Column[Fault](heading=_("Värde"), value=lambda fault: fault.value),
        Column[Fault](heading=_("Fel"), value=lambda fault: labels.fault(fault.code)),
        Column[Fault](
            heading=_("Vad som är fel och vad som är tillåtet"),
            value=lambda fault: of(fault.message),
        ),
    ]
    listing.files(faults, columns, key, (title,))


def place(file: str, sheet: str, row: int) -> str:
    """`deltaganden.csv, Deltaganden, rad 14`."""
    return _("{file}, {sheet}, rad {row}").format(file=file, sheet=sheet, row=row)


def given(faults: Sequence[Fault]) -> str:
    """`Insats-id: IND-O1?`, each cell once."""
    cells = dict.fromkeys((fault.column, fault.value) for fault in faults)
    return "; ".join(
        f"{column}: {value}" if value else _("{column}: tomt").format(column=column)
        for column, value in cells
    )
