"""Leading zeros that Excel ate, and names that look alike."""

from __future__ import annotations

import pytest

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr | municipality |
| Alfa  | PLACE        |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
"""


@pytest.mark.parametrize(
    ("spelled", "code"),
    [
        ("604", "0604"),
        ("0604", "0604"),
        ("Aneby kommun", "0604"),
        ("980", "0980"),
        ("Gotlands kommun", "0980"),
        ("Region Gotland", "0980"),
        ("KALMARS KOMMUN", "0880"),
        ("Växjö", "0780"),
        ("vaxjo", "0780"),
        # Habo lies by Jönköping, Håbo by Uppsala, and only å tells them apart.
        ("Habo", "0643"),
        ("habo kommun", "0643"),
    ],
)
def test_each_is_the_one_it_means(book: Book, spelled: str, code: str) -> None:
    book.deliver(PROGRAMME.replace("PLACE", spelled))
    assert book.filled("smes_reached", "municipality") == {code: 1, "*": 1}
    assert book.filled("smes_reached", "county") == {code[:2]: 1, "*": 1}


@pytest.mark.parametrize("spelled", ["Håbo", "HÅBO", "Håbo kommun", "305", "0305", "Karlskrona"])
def test_those_outside_are_outside(book: Book, spelled: str) -> None:
    book.deliver(PROGRAMME.replace("PLACE", spelled))
    assert book.total("smes_reached") == 0
    assert book.total("smes_outside") == 1


@pytest.mark.parametrize("spelled", ["9999", "Ankeborg", "06", "Kalmar län"])
def test_what_is_none_is_a_fault_and_not_a_guess(book: Book, spelled: str) -> None:
    report = book.deliver(PROGRAMME.replace("PLACE", spelled), may_quarantine=True)
    assert report.tables["company"].quarantined == 1
    assert {fault.code for fault in report.faults} >= {"unknown_municipality"}


def test_county_codes_without_their_zero(book: Book) -> None:
    book.deliver("context\n| county | companies |\n| 6 | 10 |\n| Gotland | 20 |\n| 08 | 5 |")
    shares = book.result("reach_share", "county")
    found = {members[0]: cell.denominator for members, cell in shares.cells.items()}
    assert (found["06"], found["08"], found["09"]) == (10, 5, 20)
