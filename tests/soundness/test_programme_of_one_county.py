"""One county and one area: nothing crosses, and every breakdown still has a total."""

from __future__ import annotations

from pathlib import Path

from s3metrics.indicators import CATALOGUE
from s3metrics.platform import load_programme
from tests.soundness.drawing import ONE_COUNTY, Book

PROGRAMME = """
company
| orgnr | municipality |
| Alfa  | Skellefteå   |
| Beta  | Växjö        |
initiative
| initiative_id | area       | start_date | counties | principal |
| I1            | Gruvnäring | 2025-01-01 | 24       | Campus    |
actor
| orgnr  | name   | county |
| Campus | Campus | 07     |
participation
| initiative_id | orgnr | municipality |
| I1            | Alfa  |              |
| I1            | Beta  |              |
context
| county | companies |
| 24     | 50        |
"""


def test_it_counts_its_own_county_alone(tmp_path: Path) -> None:
    book = Book(tmp_path, load_programme(ONE_COUNTY))
    book.deliver(PROGRAMME)
    assert book.figures("smes_reached", "county") == {"24": 1, "*": 1}
    assert book.figures("smes_reached", "area") == {"gruvnaring": 1, "*": 1}
    assert book.total("smes_outside") == 1
    assert book.total("smes_across_border") == 1
    assert book.total("reach_share") == 0.02
    for indicator in ("cross_county_initiatives", "cross_county_declared", "smes_multi_area"):
        assert book.total(indicator) == 0
    assert book.total("cross_county_share") == 0
    assert book.figures("county_pairs", "county_a county_b") == {"* *": 0}


def test_every_indicator_answers_by_each_of_its_breakdowns(tmp_path: Path) -> None:
    book = Book(tmp_path, load_programme(ONE_COUNTY))
    book.deliver(PROGRAMME)
    for indicator in CATALOGUE.values():
        for dimension in indicator.breakdowns:
            result = book.result(indicator.id, dimension)
            assert result.cells["*",] == book.result(indicator.id).total
