"""Snapshots: readable by other programs, in Swedish, without persons, and never over your files."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest

from s3metrics.cli import main
from s3metrics.errors import WrongCall
from s3metrics.explore.snapshot import DATABASE, DICTIONARY, PARQUET, README, STAMP
from s3metrics.explore.tables import table_docs
from s3metrics.platform import Platform
from tests import small_world
from tests.explore import persons
from tests.reports import world


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    return persons.platform(tmp_path_factory.mktemp("persons"))


@pytest.fixture(scope="module")
def folder(platform: Platform, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot that nobody writes to."""
    return platform.snapshot(tmp_path_factory.mktemp("snapshot") / "bild").folder


def test_it_opens_in_plain_duckdb_pandas_and_polars(platform: Platform, folder: Path) -> None:
    with duckdb.connect(str(folder / DATABASE), read_only=True) as connection:
        total = connection.execute("SELECT sum(budget_sek) FROM funding WHERE is_active")
        assert total.fetchall() == [(platform.compute("funding_decided").total.value,)]
        by_label = connection.execute(
            'SELECT "Län, namn", "Värde" FROM svenska."SMF som nåtts" '
            'WHERE "Uppdelning" = \'county\' ORDER BY "Län"'
        ).fetchall()
    result = platform.compute("smes_reached", by=("county",))
    assert [value for _, value in by_label] == [
        cell.value for (member,), cell in result.cells.items() if member != "*"
    ]
    assert [name for name, _ in by_label][:2] == ["Jönköpings län", "Kronobergs län"]

    frame = pd.read_parquet(folder / PARQUET / "participation.parquet")
    counted = frame[frame.is_supporting & frame.is_inside & frame.is_sme & frame.is_in_period]
    assert counted.company.nunique() == result.total.value
    money = pl.read_parquet(folder / PARQUET / "booking.parquet")
    assert money["amount_sek"].dtype.is_decimal()
    costs = money.filter(pl.col("kind") == "kostnad")["amount_sek"].sum()
    assert costs == platform.compute("costs").total.value == Decimal("2900.75")


def test_every_table_is_there_in_all_forms_with_its_words(folder: Path) -> None:
    docs = table_docs()
    names = {path.stem for path in (folder / PARQUET).iterdir()}
    assert names == {doc.name for doc in docs}
    with duckdb.connect(str(folder / DATABASE), read_only=True) as connection:
        views = connection.execute(
            "SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'svenska'"
        ).fetchall()
        columns = connection.execute(
            "SELECT column_name, comment FROM duckdb_columns() "
            "WHERE schema_name = 'main' AND table_name = 'participation' ORDER BY column_index"
        ).fetchall()
    assert dict(views) == {doc.label.sv: doc.meaning.sv for doc in docs}
    (participation,) = (doc for doc in docs if doc.name == "participation")
    assert columns == [(c.name, c.meaning.sv) for c in participation.columns]


def test_the_dictionary_says_the_same_in_both_forms(folder: Path) -> None:
    workbook, text = (folder / name for name in DICTIONARY)
    content = text.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    tab = openpyxl.load_workbook(workbook)["Kolumner"]
    assert [[cell or "" for cell in row] for row in tab.iter_rows(values_only=True)] == rows
    told = {(row[0], row[2]): row for row in rows[1:]}
    assert set(told) == {(doc.name, c.name) for doc in table_docs() for c in doc.columns}
    assert told["participation", "hours"][3:7] == [
        "Timmar",
        "DECIMAL(18, 4)",
        "Timmar som företaget fick",
        "Bladet Deltaganden, Timmar",
    ]
    assert "räknereglerna" in told["participation", "is_first"][6]
    assert told["indicator_smes_reached", "value"][7].startswith("Antal olika SMF")


def test_it_says_what_it_is(platform: Platform, folder: Path) -> None:
    readme = (folder / README).read_text(encoding="utf-8-sig")
    assert "Som känt efter leverans 1, till och med 2025-12-31." in readme
    assert "Inte\nofficiell statistik" in readme or "Inte officiell statistik" in readme
    stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    assert (stamp["as_of"], stamp["is_official"], stamp["is_sample"]) == (1, False, False)
    assert stamp["programme_sha256"] == platform.programme.sha256
    with duckdb.connect(str(folder / DATABASE), read_only=True) as connection:
        about = connection.execute("SELECT delivery, edition, is_sample FROM about").fetchall()
    assert about == [(1, None, False)]


def test_nothing_of_persons_is_in_any_file(platform: Platform, folder: Path) -> None:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    assert len(paths) > 60
    assert not persons.given_away(paths, platform)


def test_an_edition_says_that_what_is_sealed_was_reported(tmp_path: Path) -> None:
    platform = world.small_platform(tmp_path)
    platform.seal("Hösten", world.PERIOD, reason="Prov.")
    small_world.deliver(platform, foretag=world.COMPANIES.replace("Kalmar ", "Gotland"))
    written = platform.snapshot(tmp_path / "bild", as_of="Hösten")
    readme = (written.folder / README).read_text(encoding="utf-8-sig")
    assert "Som känt i utgåvan Hösten (efter leverans 1" in readme
    frame = pd.read_parquet(written.folder / PARQUET / "indicator_smes_reached.parquet")
    by_county = frame[frame.breakdown == "county"].set_index("county").value
    sealed = platform.compute("smes_reached", by=("county",), as_of="Hösten")
    assert sealed.is_sealed
    assert by_county["08"] == sealed.cell(county="08").value == 1


def test_an_earlier_snapshot_is_replaced_whole(platform: Platform, tmp_path: Path) -> None:
    first = platform.snapshot(tmp_path / "bild")
    (first.folder / PARQUET / "company.parquet").unlink()
    second = platform.snapshot(tmp_path / "bild")
    assert second == first
    assert (second.folder / PARQUET / "company.parquet").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["bild"]


@pytest.mark.parametrize("stray", ["rapport.pbix", "parquet/mitt.parquet", ".dold"])
def test_your_own_files_are_never_taken_away(
    platform: Platform, tmp_path: Path, stray: str
) -> None:
    snapshot = platform.snapshot(tmp_path / "bild").folder
    (snapshot / stray).write_text("mitt")
    with pytest.raises(WrongCall, match=f"innehåller annat än en ögonblicksbild: {stray}"):
        platform.snapshot(snapshot)
    assert (snapshot / stray).read_text() == "mitt"


def test_a_foreign_folder_or_a_file_is_refused_and_left(platform: Platform, tmp_path: Path) -> None:
    foreign = tmp_path / "dokument"
    foreign.mkdir()
    (foreign / STAMP).write_text('{"format": "another"}')
    (foreign / "brev.txt").write_text("hej")
    for target in (foreign, foreign / "brev.txt"):
        with pytest.raises(WrongCall):
            platform.snapshot(target)
    assert {path.name for path in foreign.iterdir()} == {STAMP, "brev.txt"}
    (tmp_path / "tom").mkdir()
    assert platform.snapshot(tmp_path / "tom").tables == len(table_docs())


def test_a_place_that_cannot_be_written_is_told(platform: Platform, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(WrongCall, match="går inte att skriva"):
        platform.snapshot(tmp_path / "fil" / "bild")


def test_the_command_writes_it_and_says_where(
    platform: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "bild"
    database = ["--db", str(platform.places.database)]
    assert main(["snapshot", str(target), *database, "--as-of", "1"]) == 0
    told = capsys.readouterr()
    assert told.out.strip() == str(target)
    assert f"{len(table_docs())} tabeller" in told.err
    (target / "mitt.txt").write_text("mitt")
    assert main(["snapshot", str(target), *database]) == 2
    assert "innehåller annat än en ögonblicksbild: mitt.txt" in capsys.readouterr().err
    assert main(["snapshot", str(tmp_path / "b"), *database, "--as-of", "Våren"]) == 2
    assert not (tmp_path / "b").exists()
