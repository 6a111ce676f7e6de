"""A share's denominator is that of the places asked for, in the figure and in its rows."""

from __future__ import annotations

from s3metrics.engine.selection import Selection
from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr | municipality |
| Alfa  | Växjö        |
| Beta  | Kalmar       |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
| I1            | Beta  |
context
| county | municipality | size  | year | companies |
| 07     | Växjö        |       | 2024 | 10        |
| 07     | Alvesta      |       | 2024 | 30        |
| 08     | Kalmar       | mikro | 2024 | 100       |
| 08     | Kalmar       | stor  | 2024 | 7         |
| 08     |              | mikro | 2024 | 400       |
| 08     |              | liten | 2024 | 100       |
| 08     |              |       | 2023 | 9999      |
"""
BOTH = Selection(municipalities=("0780", "0880"))


def test_a_countys_own_rows_else_its_municipalities(book: Book) -> None:
    book.deliver(PROGRAMME)
    cells = book.result("reach_share", "county").cells
    assert {m: c.denominator for (m,), c in cells.items()} == {
        "06": None,
        "07": 40,
        "08": 500,
        "09": None,
        "*": None,
    }
    assert cells["*",].status == cells["06",].status == "unknown"
    assert book.total("reach_share", counties=("07", "08")) == 2 / 540


def test_municipalities_have_their_own(book: Book) -> None:
    book.deliver(PROGRAMME)
    figures = book.figures("reach_share", "municipality")
    assert (figures["0780"], figures["0880"], figures["0760"]) == (0.1, 0.01, "unknown")


def test_a_county_in_a_selection_of_municipalities(book: Book) -> None:
    book.deliver(PROGRAMME)
    cells = book.result("reach_share", "county", municipalities=BOTH.municipalities).cells
    assert {m: c.denominator for (m,), c in cells.items()} == {"07": 10, "08": 100, "*": 110}


def test_the_rows_behind_it_are_those_of_the_cell(book: Book) -> None:
    book.deliver(PROGRAMME)
    for cell, companies in (({"county": "07"}, 10), ({"county": "08"}, 100), ({}, 110)):
        rows = book.entities("reach_share", BOTH, **cell).rows
        assert sum(row.value for row in rows if row.role == "denominator") == companies, cell
