"""Many rows in one delivery: kept in parts of companies, over several of DuckDB's row groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.figures import HEADLINES, PERIODS, TODAY, levels
from bench.generate import LAST_DELIVERY, generate
from s3metrics.engine import kept
from s3metrics.engine.engine import Engine
from s3metrics.engine.selection import Selection
from s3metrics.indicators import find_indicator
from s3metrics.ledger import reader
from s3metrics.platform import load_programme

SCALE = 8
"""160 000 participations; a row group holds 122 880."""


def test_figures_of_many_rows_kept_in_parts_equal_those_of_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_PART", 15_000)
    opened = reader.open_newest(generate(tmp_path / "s3.duckdb", SCALE))
    programme = load_programme()
    mine = Engine(opened, programme)
    rows = Engine(opened, programme, space="rows_", may_use_kept=False)
    assert mine.is_kept
    for as_of in range(1, LAST_DELIVERY + 1):
        for start, end in ((None, None), *PERIODS.values()):
            for name in HEADLINES:
                asked = find_indicator(name), Selection(from_=start, to=end), levels(name)
                found, expected = (e.compute(*asked, as_of, TODAY) for e in (mine, rows))
                assert found.rows == expected.rows, f"{name}, {start}–{end}, as of {as_of}"
    assert found.total.value
    opened.close()


def test_rows_lie_by_company_whatever_the_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the figures that read rows need in order to be quick."""
    monkeypatch.setattr(kept, "_PART", 100)
    opened = reader.open_newest(generate(tmp_path / "s3.duckdb", 0.1))
    companies = (
        opened.cursor()
        .execute("SELECT company FROM ledger.kept.participation WHERE valid_from = 1")
        .fetchall()
    )
    assert len(companies) > 1_000
    assert companies == sorted(companies)
    opened.close()
