"""A principal or funder by name and by number is the same one, however the name is spelled."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
actor
| orgnr  | name           | kind   | county | publicly_funded |
| Campus | Campus Ljungby | kommun | 07     | ja              |
| IUC    | IUC i Kalmar   | iuc    | 08     | ja              |
initiative
| initiative_id | principal       |
| I1            | Campus          |
| I2            | campus  ljungby |
| I3            | IUC I KALMAR    |
| I4            | Okänd förening  |
company
| orgnr | municipality |
| Alfa  | Växjö        |
| Beta  | Kalmar       |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
| I2            | Beta  |
| I4            | Alfa  |
funding
| initiative_id | funder         | budget_sek |
| I1            | Campus         | 1          |
| I2            | CAMPUS LJUNGBY | 10         |
| I3            | Campus Ljungby | 100        |
| I4            | Bolaget        | 1000       |
"""


def test_principals(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("actors_active") == 2
    assert book.filled("actors_active", "county") == {"07": 1, "08": 1, "*": 2}
    assert book.filled("initiatives", "principal_kind") == {
        "kommun": 2,
        "iuc": 1,
        "okand": 1,
        "*": 4,
    }
    # Beta of Kalmar by Campus of Kronoberg; Alfa only by her own county's and by an unknown one.
    assert book.filled("smes_across_border", "county") == {"08": 1, "*": 1}


def test_funders(book: Book) -> None:
    book.deliver(PROGRAMME)
    found = book.filled("funding_decided", "funder")
    assert found == {"Campus Ljungby": 111, "232199-0042": 1000, "*": 1111}


def test_a_funder_of_the_programme_file_in_any_spelling_is_one(book: Book) -> None:
    book.deliver(
        """
        initiative
        | initiative_id |
        | I1            |
        | I2            |
        | I3            |
        actor
        | orgnr  | name             |
        | Region | REGION KRONOBERG |
        funding
        | initiative_id | funder           | budget_sek |
        | I1            | Region Kronoberg | 1          |
        | I2            | region  KRONOBERG | 10         |
        | I3            | Region           | 100        |
        booking
        | initiative_id | kind        | funder | amount_sek |
        | I1            | inbetalning | Region | 7          |
        """
    )
    assert book.filled("funding_decided", "funder") == {"Region Kronoberg": 111, "*": 111}
    assert book.filled("funding_paid", "funder") == {"Region Kronoberg": 7, "*": 7}


def test_an_actor_whose_name_is_a_number_doubles_nothing(book: Book) -> None:
    # A name column filled in with the number, or with somebody else's.
    book.deliver(
        PROGRAMME.replace("| Campus Ljungby |", "| 2321990018     |", 1).replace(
            "| IUC i Kalmar   |", "| 232199-0018    |", 1
        )
    )
    assert book.total("funding_decided") == 1111
    assert book.total("initiatives") == 4
    assert book.total("participations") == 3
    assert book.filled("initiatives", "principal_kind") == {"kommun": 1, "okand": 3, "*": 4}


def test_two_actors_of_one_name_are_not_mixed(book: Book) -> None:
    # The lower number is meant, with all that is known and not known of it.
    book.deliver(
        """
        actor
        | orgnr   | name | kind   | county | publicly_funded |
        | Campus  | Navet | kommun |       | ja              |
        | IUC     | Navet | iuc    | 08    | nej             |
        company
        | orgnr |
        | Alfa  |
        initiative
        | initiative_id | principal |
        | I1            | Navet     |
        participation
        | initiative_id | orgnr |
        | I1            | Alfa  |
        """
    )
    assert book.filled("actors_active", "kind county") == {
        "kommun okand": 1,
        "kommun *": 1,
        "* okand": 1,
        "* *": 1,
    }
    assert book.total("smes_across_border") == 0
