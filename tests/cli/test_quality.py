"""`s3metrics quality --empty`: the rows without a value, and what is said of a wrong name."""

from __future__ import annotations

import csv

import pytest

from tests.cli.running import WORLD, Desk


def lacking(file: str, heading: str) -> list[int]:
    """Rows of the world's file without a value there, numbered as a spreadsheet does."""
    with (WORLD / file).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter=";")
        return [number for number, row in enumerate(rows, 2) if not row[heading]]


def test_the_rows_without_a_value_are_as_many_as_the_share_lacks(desk: Desk) -> None:
    expected = lacking("deltaganden.csv", "Kommun")
    found = desk("quality", "--empty", "Deltaganden.Kommun", "--format", "csv").csv
    assert [(row["file"], int(row["row"])) for row in found] == [
        ("deltaganden.csv", row) for row in expected
    ]
    (counted,) = [
        row
        for row in desk("quality", "--completeness", "--format", "json").json
        if (row["table"], row["column"]) == ("participation", "municipality")
    ]
    assert counted["rows"] - counted["filled"] == len(expected) > 0
    per_cent = f"{100 * counted['filled'] / counted['rows']:.1f} %".replace(".", ",")
    shown = desk("quality", "--completeness").out.replace("\u00a0", " ")
    assert any("Kommun" in line and per_cent in line for line in shown.splitlines())


def test_a_column_goes_by_its_swedish_or_its_english_name(desk: Desk) -> None:
    swedish = desk("quality", "--empty", "deltaganden.kommun", "--format", "json").json
    english = desk("quality", "--empty", "participation.municipality", "--format", "json").json
    assert swedish == english
    assert swedish


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Deltagande.Timmar", "Bladet ”Deltagande” finns inte. Menade du ”Deltaganden”?"),
        ("Timmar", "Bladet ”Timmar” finns inte. Skriv blad, punkt, kolumn"),
        ("Deltaganden.Timar", "ingen frivillig kolumn ”Timar”. Menade du ”Timmar”?"),
        ("Deltaganden.Datum", "ingen frivillig kolumn ”Datum”. Frivilliga är Timmar, "),
    ],
)
def test_a_wrong_name_is_told_with_what_there_is(desk: Desk, given: str, told: str) -> None:
    done = desk("quality", "--empty", given)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_one_table_is_shown_at_a_time(desk: Desk) -> None:
    done = desk("quality", "--completeness", "--empty", "Deltaganden.Timmar")
    assert (done.code, done.out) == (2, "")
    assert "Ange en av dem" in done.err
