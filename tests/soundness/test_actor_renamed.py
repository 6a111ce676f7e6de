"""A principal named by name follows the actor list: renamed, moved, withdrawn, told by two."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
actor
| orgnr  | name  | kind   | county | publicly_funded |
| Campus | Navet | kommun | 08     | ja              |
company
| orgnr | municipality |
| Alfa  | Växjö        |
initiative
| initiative_id | principal |
| I1            | Navet     |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
"""
RENAMED = "actor\n| orgnr | name | county |\n| Campus | Noden | 08 |"
MOVED = "actor\n| orgnr | name | county |\n| Campus | Navet | 07 |"
WITHDRAWN = "actor\n| a |"
NAMESAKE = "actor\n| orgnr | name | county |\n| IUC | NAVET | 09 |"


def across(book: Book) -> list[object]:
    last = book.platform.engine().reader.last_delivery
    return [book.total("smes_across_border", as_of=n) for n in range(1, last + 1)]


def test_under_another_name_it_is_not_the_one_named(book: Book) -> None:
    for drawing in (PROGRAMME, RENAMED, PROGRAMME):
        book.deliver(drawing)
    assert across(book) == [1, 0, 1]


def test_moved_to_the_companys_own_county(book: Book) -> None:
    for drawing in (PROGRAMME, MOVED, WITHDRAWN, MOVED, PROGRAMME):
        book.deliver(drawing)
    assert across(book) == [1, 0, 0, 0, 1]


def test_a_namesake_steps_in_when_it_is_withdrawn(book: Book) -> None:
    book.deliver(PROGRAMME.replace("| 08     |", "| 07     |"), "A")
    book.deliver(NAMESAKE, "B")
    book.deliver(WITHDRAWN, "A")
    book.deliver(WITHDRAWN, "B")
    assert across(book) == [0, 0, 1, 0]


def test_the_latest_list_counts_also_when_it_did_not_change(book: Book) -> None:
    book.deliver(PROGRAMME, "A")
    book.deliver(MOVED, "B")
    book.deliver(PROGRAMME + "booking\n| initiative_id | amount_sek |\n| I1 | 1 |", "A")
    book.deliver(MOVED + "\n| IUC | IUC | 09 |", "B")
    assert across(book) == [1, 0, 1, 0]
