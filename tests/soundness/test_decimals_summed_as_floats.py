"""Money and hours are decimals from file to figure: a thousand öre are ten kronor exactly."""

from __future__ import annotations

from decimal import Decimal

from tests.soundness.drawing import Book

TEN_ORE = "\n".join(["| I1 | 2025-02-01 | 0,10 |"] * 1000)
PROGRAMME = f"""
initiative
| initiative_id |
| I1            |
booking
| initiative_id | date | amount_sek |
{TEN_ORE}
| I1 | 2025-02-01 | 90071992547409,93 |
| I1 | 2025-02-01 | -90071992547409,92 |
funding
| initiative_id | funder | budget_sek |
| I1 | A | 0,1 |
| I1 | B | 0.2 |
"""


def test_sums_are_exact(book: Book) -> None:
    report = book.deliver(PROGRAMME)
    assert report.tables["booking"].accepted == 1002
    assert book.result("costs").total.value == Decimal("100.01")
    assert book.result("costs", "month").cell(month="2025-02").value == Decimal("100.01")
    assert book.result("funding_decided").total.value == Decimal("0.3")
