"""What is odd though every row of it is right: each question on rows that answer it, and do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3metrics.errors import WrongCall
from s3metrics.explore.completeness import Completeness, latest
from s3metrics.explore.questions import QUESTIONS
from tests.soundness.drawing import Book

HOURS = "\n".join(
    f"| D | Alfa | 2025-03-{day:02} | radgivning | {4 + day % 3} |" for day in range(1, 25)
)
WORLD = f"""
company
| orgnr | name                | municipality | size  | sni    | founded_year |
| Alfa  | Trähuset i Växjö AB | Växjö        | liten | 16.231 |             |
| Beta  | Trahuset i Vaxjo    | Växjö        | liten | 16.231 |             |
| Gamma | Trähuset i Växjö AB | Kalmar       | okand |        |             |
| Delta | Lådan HB            | Växjö        | liten | 16.231 |             |
| Epsilon | Lidan HB          | Växjö        | liten | 16.231 |             |
need
| need_id | area     | date       | status       |
| B1      | tra_skog | 2025-01-01 | insats       |
| B2      | tra_skog | 2025-01-01 | insats       |
| B3      | tra_skog | 2025-01-01 | identifierat |
initiative
| initiative_id | start_date | end_date   | status    | needs |
| D             | 2024-04-01 |            | pagaende  | B1    |
| ensam         | 2024-04-01 | 2025-12-31 | pagaende  |       |
| tom           | 2024-04-01 | 2025-12-30 | pagaende  |       |
| ny            | 2025-11-01 |            | pagaende  |       |
| planerad      | 2024-04-01 |            | planerad  |       |
participation
| initiative_id | orgnr | date       | support    | hours |
{HOURS}
| D             | Beta  | 2025-04-01 | radgivning | 400   |
| D             | Beta  | 2025-04-02 | radgivning |       |
| D             | Beta  | 2025-04-03 | kontakt    |       |
| D             | Beta  | 2025-04-04 | kontakt    | 400   |
| D             | Beta  | 2024-03-31 | kontakt    | 1     |
| ensam         | Gamma | 2025-02-01 | bidrag     |       |
| ensam         | Gamma | 2025-12-31 | bidrag     |       |
outcome
| initiative_id | orgnr | date       | kind             | value |
| ensam         | Gamma | 2025-01-31 | produktinnovation |      |
| ensam         | Gamma | 2025-02-01 | processinnovation |      |
| ensam         | Gamma | 2024-12-01 | innovationsgrad   | 2    |
| D             | Delta | 2025-06-01 | produktinnovation |      |
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    book = Book(tmp_path)
    book.deliver(WORLD)
    return book


def rows(book: Book, question: str, *columns: str) -> list[tuple[object, ...]]:
    """What the rows behind a question say in these columns."""
    [asked] = book.platform.questions(only=question)
    return sorted(tuple(row.cells[column] for column in columns) for row in asked.rows)


@pytest.mark.parametrize(
    ("question", "columns", "expected"),
    [
        ("company_without_sni", "name municipality", [("Trähuset i Växjö AB", "0880")]),
        ("company_of_unknown_size", "name municipality", [("Trähuset i Växjö AB", "0880")]),
        # Delta and Epsilon differ by a letter too, but short names often do.
        ("one_name_two_numbers", "name", [("Trahuset i Vaxjo",), ("Trähuset i Växjö AB",)]),
        ("support_without_hours", "date", [("2025-04-02",)]),
        # 400 hours of contact are among too few contacts to say what is usual.
        ("unusual_hours", "date", [("2025-04-01",)]),
        ("participation_outside_initiative", "date", [("2024-03-31",)]),
        ("one_participant", "initiative_id", [("ensam",)]),
        ("no_participant", "initiative_id", [("tom",)]),
        ("ended_and_ongoing", "initiative_id", [("tom",)]),
        (
            "result_before_support",
            "initiative_id date",
            [("D", "2025-06-01"), ("ensam", "2025-01-31")],
        ),
        ("need_in_no_initiative", "need_id", [("B2",)]),
        ("one_number_two_names", "name", []),
    ],
)
def test_the_rows_that_answer_a_question(
    book: Book, question: str, columns: str, expected: list[tuple[str, ...]]
) -> None:
    assert rows(book, question, *columns.split()) == expected


def test_every_question_is_tried_above() -> None:
    tried = {case[0] for case in test_the_rows_that_answer_a_question.pytestmark[0].args[1]}
    assert tried == {question.id for question in QUESTIONS}


def test_two_senders_spell_one_number(book: Book) -> None:
    book.deliver(
        "company\n| orgnr | name | sni |\n"
        "| Alfa | TRÄHUSET i växjö | 1 |\n| Beta | Lådfabriken AB | 1 |",
        sender="Annan",
    )
    # Case, blanks and the form of the company are no other spelling.
    found = rows(book, "one_number_two_names", "name")
    assert found == [("Lådfabriken AB",), ("Trahuset i Vaxjo",)]


def test_questions_have_a_clock(book: Book) -> None:
    book.deliver(WORLD.replace("| okand |        |", "| liten | 16.231 |"))
    assert rows(book, "company_of_unknown_size", "name") == []
    [before] = book.platform.questions(1, "company_of_unknown_size")
    assert [(row.delivery, row.file, row.row) for row in before.rows] == [(1, "foretag.csv", 4)]
    assert before.of == 5


def test_an_unknown_question(book: Book) -> None:
    with pytest.raises(WrongCall, match="one_participant"):
        book.platform.questions(only="one_participants")


def found_of(book: Book, table: str, column: str) -> list[Completeness]:
    return [
        one for one in book.platform.completeness() if (one.table, one.column) == (table, column)
    ]


def test_completeness_follows_the_deliveries(book: Book) -> None:
    book.deliver("company\n| orgnr | sni |\n| Zeta | |", sender="Annan")
    book.deliver(WORLD.replace("| okand |        |", "| okand | 16.231 |"))
    found = [
        (one.sender, one.delivery, one.rows, one.filled) for one in found_of(book, "company", "sni")
    ]
    assert found == [("Annan", 2, 1, 0), ("Exempel", 1, 5, 4), ("Exempel", 3, 5, 5)]
    assert {one.delivery for one in book.platform.completeness(1)} == {1}
    newest = latest(book.platform.completeness())
    assert {(one.sender, one.delivery) for one in newest if one.table == "company"} == {
        ("Annan", 2),
        ("Exempel", 3),
    }
    # A list column that names nothing is not filled in.
    [needs] = [one for one in newest if (one.table, one.column) == ("initiative", "needs")]
    assert (needs.rows, needs.filled) == (5, 1)
    # Behind each share stand the rows without the value, as many as it lacks.
    assert all(
        len(book.platform.empty_rows(one)) == one.rows - one.filled
        for one in book.platform.completeness()
    )
    [before] = book.platform.empty_rows(
        next(one for one in found_of(book, "company", "sni") if one.delivery == 1)
    )
    assert (before.delivery, before.file, before.row) == (1, "foretag.csv", 4)
    assert before.cells["municipality"] == "0880" and not before.cells["sni"]
    # Required columns are always filled in, and are left out.
    assert not any(one.column == "name" for one in newest)
