"""The forecasts on the sample's own past; docs/targets.md shows the same figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3metrics.engine.engine import Engine
from s3metrics.targets.backtest import Record
from tools.docs_targets import PAGE, build_sample, targets_page, trials


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return build_sample(Path(tmp_path_factory.mktemp("sample"))).engine()


def test_the_interval_holds_at_least_what_it_promises(engine: Engine) -> None:
    every = [trial for made in trials(engine).values() for trial in made]
    record = Record.of(every)
    assert record is not None
    assert record.trials >= 200
    assert 0.8 <= record.coverage <= 0.97
    assert abs(record.mean_error_share) < 0.05
    assert record.mean_absolute_error_share < 0.1
    for ahead in (1, 2, 3, 4, 5):
        of_it = Record.of(trial for trial in every if trial.ahead == ahead)
        assert of_it is not None and of_it.coverage >= 0.8, ahead


def test_the_page_shows_these_figures(engine: Engine) -> None:
    # Write it anew with: python -m tools.docs_targets
    assert PAGE.read_text(encoding="utf-8") == targets_page(engine)
