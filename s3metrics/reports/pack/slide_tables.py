"""Tables of real cells, over as many slides as their rows need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Pt

from s3metrics.reports.pack.model import Cell, Column, Kind, Table
from s3metrics.reports.pack.slide_layout import MARGIN, NOTE, Layout
from s3metrics.reports.pack.slide_text import BLUE, GROUND, INK, MUTED, TONES, Writer

_HEAT_MOST = 0.55
"""The share of blue in the most heated cell: no darker than ink can be read on."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """The rows of a table that stand on one slide."""

    table: Table
    rows: Sequence[int]
    layout: Layout

    def add_to(self, slide: Slide, writer: Writer, left: int, top: int) -> None:
        """The rows under the table's headings."""
        table, widths = self.table, [Emu(int(Pt(points))) for points in self.layout.widths]
        shapes: Any = slide.shapes
        frame = shapes.add_table(len(self.rows) + 1, len(widths), left, top, sum(widths), 0)
        frame.name = table.title
        writer.describe(frame, table.title)
        grid = frame.table
        grid.first_row, grid.horz_banding = True, False
        for number, width in enumerate(widths):
            grid.columns[number].width = width
        head = [Cell(text=column.heading) for column in table.columns]
        self._row(grid, 0, head, writer, is_head=True, is_bold=True)
        first_total = len(table.rows) - table.totals
        for at, number in enumerate(self.rows, start=1):
            self._row(grid, at, table.rows[number], writer, is_bold=number >= first_total)

    def _row(
        self,
        grid: Any,
        at: int,
        cells: Sequence[Cell],
        writer: Writer,
        *,
        is_bold: bool,
        is_head: bool = False,
    ) -> None:
        grid.rows[at].height = Emu(int(Pt(self.layout.height(cells))))
        for number, (cell, column) in enumerate(zip(cells, self.table.columns, strict=True)):
            drawn = grid.cell(at, number)
            is_heat = column.kind is Kind.HEAT and cell.share is not None and not is_head
            share = (cell.share or 0.0) if is_heat else 0.0
            drawn.fill.solid()
            drawn.fill.fore_color.rgb = GROUND if is_head else heat(share)
            drawn.vertical_anchor = MSO_ANCHOR.MIDDLE
            drawn.margin_top = drawn.margin_bottom = Pt(2)
            drawn.margin_left = drawn.margin_right = Pt(MARGIN / 2)
            ink = TONES.get(cell.tone, INK)
            self._write(drawn, cell, column, writer, ink, is_bold=is_bold or bool(cell.tone))

    def _write(
        self,
        drawn: Any,
        cell: Cell,
        column: Column,
        writer: Writer,
        ink: RGBColor,
        *,
        is_bold: bool,
    ) -> None:
        frame, size = drawn.text_frame, self.layout.size
        writer.lines(frame, cell.text.split("\n"), Pt(size), is_bold=is_bold, colour=ink)
        if cell.note:
            colour = INK if column.kind is Kind.HEAT else MUTED
            writer.run(frame.add_paragraph(), cell.note, Pt(size * NOTE), colour=colour)
        side = PP_ALIGN.LEFT if column.kind in {Kind.TEXT, Kind.CODE} else PP_ALIGN.RIGHT
        for paragraph in frame.paragraphs:
            paragraph.alignment = side


def heat(share: float) -> RGBColor:
    """From white to blue."""
    part = share * _HEAT_MOST
    return RGBColor(*(round(255 + (end - 255) * part) for end in BLUE))
