"""The bench's programme is the same every time, and the engine counts it right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from stdnum.se import orgnr

from bench import __main__ as bench
from bench.figures import counts
from bench.generate import LAST_DELIVERY, generate
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.ledger import Ledger
from s3metrics.platform import Platform

SCALE = 0.05
TODAY = date(2026, 12, 1)
PERIODS = [(date(2024, 4, 1), TODAY), (date(2025, 2, 3), date(2025, 9, 17))]


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    path = tmp_path_factory.mktemp("bench") / "s3.duckdb"
    generate(path, SCALE)
    platform = Platform.open(path, today=lambda: TODAY)
    yield platform
    platform.engine().reader.close()


def table(platform: Platform, name: str, as_of: int | None = None) -> pd.DataFrame:
    """A ledger's table, or what of it was known at a delivery."""
    rows = platform.engine().reader.cursor().execute(f"FROM ledger.{name} ORDER BY row_id").df()
    if as_of is None:
        return rows
    return rows[(rows["brought_by"] <= as_of) & (rows["withdrawn_by"].fillna(99) > as_of)]


def recounted(
    platform: Platform, period: tuple[date, date], as_of: int, sizes: set[str]
) -> dict[tuple[str, str], int]:
    """Distinct companies supported, by area and county at every level, in plain pandas."""
    rows = (
        table(platform, "participation", as_of)
        .merge(table(platform, "company", as_of), on="orgnr", suffixes=("", "_of_company"))
        .merge(table(platform, "initiative", as_of)[["initiative_id", "area"]], on="initiative_id")
    )
    town = rows["municipality"].fillna(rows["municipality_of_company"])
    rows["county"] = town.str[:2]
    day = pd.to_datetime(rows["date"]).dt.date
    rows = rows[
        rows["county"].isin(platform.programme.county_ids)
        & rows["size"].isin(sizes)
        & (rows["support"] != "kontakt")
        & (day >= period[0])
        & (day <= period[1])
    ]
    every = [
        rows,
        rows.assign(area="*"),
        rows.assign(county="*"),
        rows.assign(area="*", county="*"),
    ]
    return pd.concat(every).groupby(["area", "county"])["orgnr"].nunique().to_dict()


def test_the_same_scale_gives_the_same_rows(platform: Platform, tmp_path: Path) -> None:
    generate(tmp_path / "s3.duckdb", SCALE)
    again = Platform.open(tmp_path / "s3.duckdb")
    for name in ("actor", "company", "initiative", "participation", "funding", "booking"):
        pd.testing.assert_frame_equal(table(platform, name), table(again, name))
    again.engine().reader.close()


def test_rows_are_as_partners_would_send_them(platform: Platform) -> None:
    standing = table(platform, "participation", LAST_DELIVERY)
    assert not standing.duplicated(["initiative_id", "orgnr", "date", "support"]).any()
    assert all(orgnr.is_valid(number) for number in table(platform, "company")["orgnr"])
    assert set(standing["orgnr"]) <= set(table(platform, "company")["orgnr"])
    assert set(standing["initiative_id"]) <= set(table(platform, "initiative")["initiative_id"])
    assert 0.1 < (standing["support"] == "kontakt").mean() < 0.2


def test_the_ledger_opens_and_holds_its_counts(platform: Platform) -> None:
    ledger = Ledger(platform.places, Identity.open(platform.places.secret))
    ledger.publish_if_stale()
    assert [len(d.tables) for d in platform.deliveries()] == [1, 2, 1, 6]
    assert platform.engine().is_kept


@pytest.mark.parametrize("as_of", range(1, LAST_DELIVERY + 1))
@pytest.mark.parametrize("period", PERIODS)
def test_figures_equal_a_recount(platform: Platform, period: tuple[date, date], as_of: int) -> None:
    small = {"mikro", "liten", "medel"}
    for indicator, sizes in (
        ("smes_reached", small),
        ("enterprises_supported", small | {"stor", "okand"}),
    ):
        assert counts(platform, indicator, period, as_of) == recounted(
            platform, period, as_of, sizes
        )


def test_the_bench_runs_from_end_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("S3METRICS_BENCH_DIR", str(tmp_path))
    # The sample programme takes longer to build than all else; its own tests build it.
    monkeypatch.setattr("bench.sample.TODAY", date(2024, 9, 1))
    asked = ["--scale", "0.01", "--scale", "0.02", "--repetitions", "1", "--import-rows", "1000"]
    assert bench.main(asked) == 0
    printed = capsys.readouterr().out
    for line in (
        "smes_reached, whole programme",
        "smes_reached, any period",
        "smes_reached, as of 2",
        "pandas, whole programme",
        "polars, any period",
        "growth of smes_reached",
        "peak memory",
        "taking 1,000 rows",
        "compute against its own SQL",
        "rows of csv against pydantic",
    ):
        assert line in printed
