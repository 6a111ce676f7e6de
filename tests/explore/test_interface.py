"""The platform from a notebook: the same figures, exact, with what they are beside them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

import s3metrics
from s3metrics.errors import WrongCall
from s3metrics.explore.answer import distinct
from s3metrics.explore.handed import Handed
from s3metrics.explore.refusals import QueryError
from s3metrics.indicators import CATALOGUE
from s3metrics.interface import Database
from s3metrics.ledger.places import PROJECT
from s3metrics.platform import Platform
from s3metrics.words import Text
from tests import small_world
from tests.explore import persons
from tests.reports import world


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    return world.small_platform(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def db(platform: Platform) -> Database:
    return Database(platform)


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, s3metrics; s3metrics.open; "
        "print(sorted({'duckdb', 'pandas', 'pyarrow', 's3metrics.platform'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_it_opens_what_the_environment_or_the_call_names(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = platform.places.database
    assert s3metrics.open(database).platform.places.database == database
    monkeypatch.setenv("S3METRICS_DB", str(database))
    assert s3metrics.open().compute("companies_contacted", to=small_world.TODAY).value == 3


def test_a_figure_is_what_compute_answers(db: Database, platform: Platform) -> None:
    figure = db.compute("funding_decided", by="source", area=["livsmedel", "tra_skog"], as_of=1)
    result = figure.result
    assert figure.value == figure.total.value == Decimal(650_000)
    assert figure.rows() == [
        {**row, "value": Decimal(row["value"]), "numerator": None, "denominator": None}
        for row in result.rows
    ]
    spring = db.compute("smes_reached", from_="2025-04-01", to=date(2025, 6, 30))
    assert (spring.value, len(spring), spring.arrow().schema.field("value").type) == (
        2,
        1,
        pa.int64(),
    )
    assert platform.reopen(figure.receipt.code).is_same
    assert figure.about["code"] == figure.receipt.code
    assert "Kvitto " + figure.receipt.code in str(figure.stamp)
    assert "inte rapporterat" in str(figure.stamp)


def test_money_is_exact_and_whole_numbers_stay_whole(db: Database) -> None:
    costs = db.compute("costs", by="cost_category")
    frame = costs.df()
    assert frame.value.dropna().map(type).eq(Decimal).all()
    total = frame[frame.cost_category == "*"].value.item()
    assert total == Decimal("2900.75") == costs.value
    assert costs.df(exact=False).value.dtype == "float64"
    counted = db.compute("smes_returning", by="county").df()
    assert counted.value.dtype == pd.Int64Dtype() and frame.attrs["stamp"] == costs.stamp.sv
    assert costs.pl()["value"].dtype.is_decimal()


def test_polars_is_asked_for_only_where_it_is_wanted(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    figure = db.compute("smes_reached")
    assert len(figure.df()) == 1
    with pytest.raises(WrongCall, match="pip install polars"):
        figure.pl()


def test_it_shows_itself_in_a_notebook_without_running_what_is_written_there() -> None:
    table = pa.table({"<b>": [f"<script>{n}" for n in range(30)], "n": [Decimal("1.5000")] * 30})
    shown = Handed(table=table, stamp=Text("Stämpel <i>", "Stamp"))._repr_html_()
    assert "<script>" not in shown and "<i>" not in shown and "&lt;script&gt;0" in shown
    assert ">1.5<" in shown and "10 rader till" in shown and "Stämpel" in shown


def test_what_is_behind_a_figure_is_listed(db: Database) -> None:
    found = db.entities("smes_reached", {"county": "08"})
    assert [unit.name for unit in found.units] == ["Beta"]
    assert found.rows[0].sheet and found.rows[0].delivery == 1


def test_the_catalogue_and_the_tables_are_there(db: Database) -> None:
    assert [row["indicator"] for row in db.indicators().rows()] == list(CATALOGUE)
    tables = db.tables().df()
    assert {"participation", "indicator_smes_reached"} <= set(tables.table)
    assert tables.meaning.str.len().min() > 0


def test_a_query_equals_the_figure_and_is_marked(db: Database) -> None:
    asked = db.sql(
        "SELECT county, count(DISTINCT company) AS smes FROM participation "
        "WHERE is_supporting AND is_inside AND is_sme AND is_in_period AND hours >= $hours "
        "GROUP BY county ORDER BY county",
        parameters={"hours": 2},
        as_of=1,
    )
    assert asked.rows() == [{"county": "07", "smes": 1}, {"county": "09", "smes": 1}]
    assert str(asked.stamp).startswith("Inte officiell statistik")
    assert (asked.about["parameters"], asked.about["is_cut"]) == ({"hours": 2}, False)
    view = db.sql("SELECT value FROM indicator_smes_reached WHERE breakdown = 'total'")
    assert view.rows() == [{"value": db.compute("smes_reached").value}]
    assert len(db.sql("SELECT 1 AS a, 2 AS a").pl().columns) == 2
    with pytest.raises(QueryError):
        db.sql("SELECT * FROM ledger.company")


def test_an_answer_that_is_cut_says_so(db: Database) -> None:
    cut = db.sql("SELECT range AS n FROM range(2000000)")
    assert cut.about["is_cut"]
    assert "avkortat" in str(cut.stamp)


def test_a_mistake_is_told(db: Database) -> None:
    with pytest.raises(WrongCall, match="Skriv det som 2025-03-31"):
        db.compute("smes_reached", from_="mars")
    with pytest.raises(WrongCall, match="Menade du ”smes_reached”"):
        db.compute("smes_reaced")


def test_names_that_come_twice_get_a_number() -> None:
    table = pa.table([[1], [2], [3]], names=["a", "a", "a_2"])
    assert distinct(table.column_names) == ["a", "a_2", "a_2_2"]


def test_persons_stay_hidden_in_answers(tmp_path: Path) -> None:
    other = persons.platform(tmp_path)
    answered = Database(other).sql("SELECT * FROM company").rows()
    hidden = persons.needles(other)
    assert not [name for name, one in hidden.items() if one.search(repr(answered).encode())]
