"""Payments in by financier and kind, in a world to be added up by hand.

Firman pays privately in I1 and as a region in I2; Två stands with two sources in I1; I3 is aborted.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from s3metrics.engine.payments import FundingKind, kind_of, paid_in
from tests.soundness.drawing import Book

WORLD = """
initiative
| initiative_id | status   |
| I1            | pagaende |
| I2            | pagaende |
| I3            | avbruten |
| I4            | avslutad |
funding
| initiative_id | funder | source | form            | budget_sek |
| I1            | Firman | privat | kontant         | 100        |
| I4            | Firman | privat | kontant         | 40         |
| I2            | Firman | region | annat_an_pengar | 50         |
| I3            | Firman | privat | kontant         | 999        |
| I1            | Två    | privat | kontant         | 10         |
| I1            | Två    | kommun | kontant         | 20         |
| I1            | Ensam  | kommun | kontant         | 30         |
booking
| initiative_id | funder           | kind        | date       | form            | amount_sek |
| I1            | Firman           | inbetalning | 2025-02-01 |                 | 60         |
| I1            | Firman           | inbetalning | 2024-12-31 |                 | 8          |
| I1            | Firman           | inbetalning | 2025-02-01 | annat_an_pengar | 7          |
| I2            | Firman           | inbetalning | 2025-06-30 |                 | 5          |
| I3            | Firman           | inbetalning | 2025-02-01 | kontant         | 1          |
| I1            | Två              | inbetalning | 2025-02-01 |                 | 3          |
| I2            | Ensam            | inbetalning | 2025-02-01 |                 | 9          |
| I2            | Region Kronoberg | inbetalning | 2025-02-01 | kontant         | 4          |
| I2            | Region Kronoberg | inbetalning | 2025-02-01 |                 | 6          |
| I2            |                  | inbetalning | 2025-02-01 | kontant         | 2          |
| I1            | Firman           | kostnad     | 2025-02-01 |                 | 5000       |
| I1            | Firman           | inbetalning | 2025-07-01 |                 | 5000       |
| I1            | Firman           | inbetalning | 2024-03-31 |                 | 5000       |
"""


def test_every_financier_and_kind_adds_up(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.deliver(WORLD)
    found = paid_in(book.platform.engine(), 1, date(2025, 1, 1), date(2025, 6, 30))
    assert [
        (one.kind.value, one.funder, one.period_sek, one.accumulated_sek, one.decided_sek)
        for one in found
    ] == [
        ("public_cash", "Ensam", 9, 9, 30),
        ("public_cash", "Region Kronoberg", 4, 4, 0),
        ("public_cash", "Två", 0, 0, 20),
        ("private_cash", "Firman", 61, 69, 140),
        ("private_cash", "Två", 0, 0, 10),
        ("public_in_kind", "Firman", 5, 5, 50),
        ("private_in_kind", "Firman", 7, 7, 0),
        ("untold", "Region Kronoberg", 6, 6, 0),
        ("untold", "Två", 3, 3, 0),
        ("untold", "okand", 2, 2, 0),
    ]


@pytest.mark.parametrize(
    ("source", "form", "kind"),
    [
        ("eruf", None, FundingKind.EU),
        ("annan_eu", "kontant", FundingKind.PUBLIC_CASH),
        ("stat", "annat_an_pengar", FundingKind.PUBLIC_IN_KIND),
        ("privat", "kontant", FundingKind.PRIVATE_CASH),
        ("privat", "annat_an_pengar", FundingKind.PRIVATE_IN_KIND),
        ("privat", None, FundingKind.UNTOLD),
        ("ovrig", "kontant", FundingKind.UNTOLD),
        (None, "kontant", FundingKind.UNTOLD),
    ],
)
def test_the_kind_of_a_source_and_a_form(
    source: str | None, form: str | None, kind: FundingKind
) -> None:
    assert kind_of(source, form) is kind
