"""Every member of a dimension shows, with nothing in it too, whatever is selected."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr |
| Alfa  |
initiative
| initiative_id | area     | counties |
| I1            | tra_skog | 07       |
| I2            | digital  | 08       |
participation
| initiative_id | orgnr | date       |
| I1            | Alfa  | 2025-02-01 |
funding
| initiative_id | funder           | source | budget_sek |
| I1            | Sparbanken Eken  | privat | 10         |
| I2            | Region Kronoberg | region | 20         |
booking
| initiative_id | kind    | amount_sek | cost_category |
| I1            | kostnad | 5          | Annonser      |
| I2            | kostnad | 7          | Personal      |
"""
AREAS = ["tra_skog", "livsmedel", "besoksnaring", "industri", "digital"]


def test_areas_counties_municipalities_sizes_and_months(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert list(book.figures("smes_reached", "area")) == [*AREAS, "*"]
    assert list(book.figures("smes_reached", "county")) == ["06", "07", "08", "09", "*"]
    assert len(book.figures("smes_reached", "municipality")) == 34 + 1
    sizes = ["mikro", "liten", "medel", "stor", "okand", "*"]
    assert list(book.figures("enterprises_supported", "size")) == sizes
    months = list(book.figures("smes_reached", "month"))
    assert (months[0], months[-2], len(months)) == ("2024-04", "2025-12", 21 + 1)
    assert len(book.figures("smes_reached", "area county")) == 6 * 5


def test_a_selection_leaves_out_what_is_not_selected_and_nothing_else(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert list(book.figures("smes_reached", "area", areas=("digital",))) == ["digital", "*"]
    assert list(book.figures("smes_reached", "area", counties=("09",))) == [*AREAS, "*"]


def test_a_funder_or_category_that_only_the_rows_name(book: Book) -> None:
    book.deliver(PROGRAMME)
    in_kalmar = book.figures("funding_decided", "funder", counties=("08",))
    assert in_kalmar["Sparbanken Eken"] == 0
    assert in_kalmar["Region Gotland"] == 0
    assert book.figures("funding_decided", "funder")["Sparbanken Eken"] == 10
    digital = book.figures("costs", "cost_category", areas=("digital",))
    assert (digital["Annonser"], digital["personal"], digital["*"]) == (0, 7, 7)
    assert "Annonser" not in book.figures("funding_decided", "funder")
