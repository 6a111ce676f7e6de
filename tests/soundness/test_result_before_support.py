"""A result counts for a company supported no later than that day, inside the counties."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr | municipality | size  |
| Alfa  | Växjö        | liten |
| Beta  | Växjö        | liten |
| Gamma | Växjö        | stor  |
| Delta | Växjö        | liten |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr | date       | municipality | support    |
| I1            | Alfa  | 2025-03-01 |              | radgivning |
| I1            | Beta  | 2025-03-02 |              | radgivning |
| I1            | Beta  | 2025-01-01 | Karlskrona   | radgivning |
| I1            | Gamma | 2024-05-01 |              | bidrag     |
| I1            | Delta | 2024-05-01 |              | kontakt    |
outcome
| orgnr | date       | kind                | value |
| Alfa  | 2025-03-01 | produktinnovation   |       |
| Beta  | 2025-03-01 | produktinnovation   |       |
| Gamma | 2025-03-01 | produktinnovation   |       |
| Delta | 2025-03-01 | produktinnovation   |       |
| Gamma | 2025-03-01 | forskningssamverkan |       |
| Gamma | 2025-03-01 | arbetstillfallen    | 2,5   |
| Beta  | 2025-03-01 | arbetstillfallen    | 4     |
| Beta  | 2025-03-02 | arbetstillfallen    | 0,5   |
"""


def test_who_counts(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("smes_innovating") == 1
    assert book.total("enterprises_research") == 1
    assert book.filled("jobs_created", "month") == {"2025-03": 3, "*": 3}
    cell = book.result("innovation_share").total
    assert (cell.numerator, cell.denominator) == (1, 2)


def test_the_level_changes_from_the_first_to_the_last_measured_with_support(book: Book) -> None:
    book.deliver(
        PROGRAMME
        + """
        | Alfa  | 2025-01-01 | innovationsgrad | 1 |
        | Alfa  | 2025-03-01 | innovationsgrad | 2 |
        | Alfa  | 2025-06-01 | innovationsgrad |   |
        | Alfa  | 2025-07-01 | innovationsgrad | 5 |
        | Alfa  | 2025-08-01 | innovationsgrad | 4 |
        | Beta  | 2025-04-01 | innovationsgrad | 3 |
        | Gamma | 2025-04-01 | innovationsgrad | 1 |
        | Gamma | 2025-05-01 | innovationsgrad | 5 |
        """
    )
    cell = book.result("innovation_level_change").total
    assert (cell.value, cell.numerator, cell.denominator) == (2, 2, 1)
