"""How wide a table's columns are on a slide, how high its rows, and where it goes on.

Nothing here can measure letters: a letter counts as wide as most are at their widest, so that what
is foreseen is rather too much room than too little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from s3metrics.reports.pack.model import Cell, Column, Kind, Table

SIZES = (14, 13, 12, 11, 10)
SMALLER = (9, 8, 7)
"""Points; the smaller ones only where a word or number would not fit its column otherwise."""
NOTE = 0.8
"""The size of a note, as a share of the text's."""
MARGIN = 12
"""Points beside a cell's text, both sides together."""
_LETTER = 0.6
"""A letter's width as a share of its size."""
_SPARE = 1
"""Letters of room more: a short word of wide letters is wider than most."""
_LINE = 1.22
_PADDING = 7
_WHOLE_NOTE = 22
"""Letters of a note that is kept on one line."""


@dataclass(frozen=True)
class Layout:
    """The size of a table's letters and the widths of its columns, in points."""

    size: int
    widths: tuple[float, ...]

    def height(self, cells: Sequence[Cell]) -> float:
        """Of a row, by how its longest cell wraps; points."""
        lines = [
            lines_of(cell.text, width, self.size)
            + NOTE * lines_of(cell.note, width, self.size * NOTE)
            for cell, width in zip(cells, self.widths, strict=True)
        ]
        return max(lines) * self.size * _LINE + _PADDING


def lay_out(table: Table, width: float, heights: Sequence[float]) -> tuple[Layout, list[list[int]]]:
    """The largest letters with the fewest slides, and the rows' numbers, slide by slide.

    `heights` are the points that the first slides have; the last of them holds for all others.
    """
    fitting = [found for size in SIZES if (found := _layout(table, width, size))]
    if not fitting:
        smaller = (found for size in SMALLER if (found := _layout(table, width, size)))
        fitting = [next(smaller, None) or _squeezed(table, width)]
    laid = [(layout, _pages(table, layout, heights)) for layout in fitting]
    return min(laid, key=lambda one: (len(one[1]), -one[0].size))


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column; 0 for none."""
    if not text:
        return 0
    letters = max(1, int((width - MARGIN) / (size * _LETTER)))
    return sum(_wrapped(line, letters) for line in text.split("\n"))


def text_height(lines: Sequence[str], width: float, size: float) -> float:
    """Of paragraphs, with a little room after each; points."""
    return sum(lines_of(line, width, size) * size * _LINE + size * 0.4 for line in lines)


def _wrapped(line: str, letters: int) -> int:
    """Lines of a paragraph that breaks between words."""
    lines, left = 1, letters
    for word in line.split(" "):
        if len(word) > left and left < letters:
            lines, left = lines + 1, letters
        lines += ceil(len(word) / letters) - 1 if len(word) > letters else 0
        left -= len(word) + 1
    return lines


def _pages(table: Table, layout: Layout, heights: Sequence[float]) -> list[list[int]]:
    top = layout.height([Cell(text=column.heading) for column in table.columns])
    pages: list[list[int]] = [[]]
    filled = top
    for number, row in enumerate(table.rows):
        height = layout.height(row)
        room = heights[min(len(pages), len(heights)) - 1]
        if pages[-1] and filled + height > room:
            pages.append([])
            filled = top
        pages[-1].append(number)
        filled += height
    return pages


def _layout(table: Table, width: float, size: int) -> Layout | None:
    """None where a word or a number is wider than its column could be."""
    least = _least_widths(table, size)
    spare = width - sum(least)
    if spare < 0:
        return None
    weights = [column.weight for column in table.columns]
    shares = [spare * weight / sum(weights) for weight in weights]
    return Layout(size, tuple(a + b for a, b in zip(least, shares, strict=True)))


def _squeezed(table: Table, width: float) -> Layout:
    """Where even the smallest letters are too wide: words break inside."""
    size = SMALLER[-1]
    least = _least_widths(table, size)
    return Layout(size, tuple(points * width / sum(least) for points in least))


def _least_widths(table: Table, size: int) -> list[float]:
    return [
        _least(column, [row[number] for row in table.rows], size)
        for number, column in enumerate(table.columns)
    ]


def _least(column: Column, cells: Sequence[Cell], size: int) -> float:
    words = column.heading.split(" ")
    words += [word for cell in cells for word in _unbroken(cell.text, column)]
    notes = [word for cell in cells for word in _unbroken_note(cell.note)]
    longest = max(map(len, words), default=0) + _SPARE
    return max(longest * size, max(map(len, notes), default=0) * size * NOTE) * _LETTER + MARGIN


def _unbroken(text: str, column: Column) -> list[str]:
    """What must not be broken: words of a text, a number whole."""
    return text.replace("\n", " ").split(" ") if column.kind is Kind.TEXT else [text]


def _unbroken_note(note: str) -> list[str]:
    return [note] if len(note) <= _WHOLE_NOTE else note.split(" ")
