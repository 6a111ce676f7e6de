"""What is not known is neither zero nor dropped: it has a member, or says that it is unknown."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
actor
| orgnr  | name   | county | publicly_funded |
| IUC    | IUC    | 07     | ja              |
| Campus | Campus |        |                 |
company
| orgnr | size  | founded_year |
| Alfa  | okand | 2024         |
| Beta  | liten |              |
| Gamma | liten | 2022         |
initiative
| initiative_id | principal | counties | end_date |
| I1            | IUC       |          |          |
| I2            | Campus    | 07       |          |
| I3            | Ingen vet | 07       |          |
participation
| initiative_id | orgnr | hours | municipality |
| I1            | Alfa  |       | Kalmar       |
| I2            | Beta  |       | Kalmar       |
| I3            | Gamma |       | Kalmar       |
booking
| initiative_id | amount_sek | kind        | cost_category | funder |
| I1            | 10         | kostnad     |               |        |
| I1            | 20         | kostnad     | Personal      |        |
| I1            | 5          | inbetalning |               |        |
need
| need_id | area     | date       | county | raised_by |
| N1      | tra_skog | 2025-01-01 | 07     |           |
| N2      | tra_skog | 2025-01-01 | 10     | akademi   |
"""


def test_unknown_size_is_a_member_and_no_sme(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("enterprises_supported", "size") == {"liten": 2, "okand": 1, "*": 3}
    assert book.total("smes_reached") == 2
    assert book.figures("smes_reached", "size")["okand"] == 0


def test_hours_that_nobody_has_told_are_unknown_not_zero(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("support_hours") == "unknown"
    assert book.total("participations") == 3
    book.deliver(PROGRAMME.replace("| I2            | Beta  |       |", "| I2 | Beta | 0 |"))
    assert book.result("support_hours").total.status == "zero"


def test_what_has_no_member_stands_under_unknown(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("costs", "cost_category") == {"personal": 20, "okand": 10, "*": 30}
    assert book.filled("funding_paid", "funder") == {"okand": 5, "*": 5}
    assert book.filled("needs_identified", "raised_by") == {"akademi": 1, "okand": 1, "*": 2}
    assert book.filled("needs_identified", "county") == {"07": 1, "okand": 1, "*": 2}
    assert book.filled("initiatives", "county") == {"07": 2, "okand": 1, "*": 3}
    assert book.filled("initiatives", "principal_kind") == {"ovrig": 2, "okand": 1, "*": 3}


def test_an_unknown_year_or_county_of_a_principal_makes_nobody_qualify(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("new_enterprises") == 2
    assert book.total("smes_across_border") == 0
    assert book.filled("actors_active", "county") == {"07": 1, "*": 1}
