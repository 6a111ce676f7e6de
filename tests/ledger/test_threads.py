"""One platform shared between threads, as the dashboard does: no answer is another's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product

from s3metrics.indicators import CATALOGUE
from tests.ledger.processes import list_of
from tests.soundness.drawing import Book

Question = tuple[str, int]


def test_answers_do_not_get_mixed_up(book: Book) -> None:
    for number in (1, 2, 3):
        book.platform.deliver(list_of(number, "A"), "A", confirm_withdrawals=True)

    def answer(question: Question) -> object:
        indicator, as_of = question
        by = CATALOGUE[indicator].breakdowns[:2]
        result = book.platform.compute(indicator, by=by, as_of=as_of)
        return result.cells, result.overlap

    questions = list(product(CATALOGUE, (1, 2, 3)))
    # A new platform: the threads meet its tables before they are built.
    book.platform = Book(book.places.database.parent).platform
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(answer, questions))
    assert together == [answer(question) for question in questions]


def test_reading_while_this_process_delivers(book: Book) -> None:
    book.platform.deliver(list_of(1, "A"), "A")
    expected = book.total("support_hours")

    def read(_: int) -> object:
        return book.total("support_hours", as_of=1)

    def write(number: int) -> object:
        return book.platform.deliver(list_of(number, "A"), "A", confirm_withdrawals=True).delivery

    with ThreadPoolExecutor(6) as pool:
        readings = [pool.submit(read, n) for n in range(60)]
        writings = [pool.submit(write, number) for number in (2, 3, 4)]
        readings += [pool.submit(read, n) for n in range(60)]
        assert {reading.result() for reading in readings} == {expected}
        assert sorted(writing.result() for writing in writings) == [2, 3, 4]  # type: ignore[type-var]
