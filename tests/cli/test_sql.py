"""`s3metrics sql`: an answer in three looks and three files, and that it is not official."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from tests.cli.running import Desk
from tests.cli.test_figures import GOLDEN, WRITE_VARIABLE

AWKWARD = (
    "SELECT company, name, size, is_sme, 1.50::DECIMAL(18, 4) AS hours, 0.1::DOUBLE AS share, "
    "NULL AS nothing, NULL AS nothing, DATE '2025-03-31' AS day, ['a', 'b'] AS several, "
    "'en rad' || chr(10) || 'till' AS lines FROM company ORDER BY ALL"
)
NOT_OFFICIAL = "Inte officiell statistik: en egen fråga"


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_golden(desk: Desk, format_: str) -> None:
    done = desk("sql", AWKWARD, "--format", format_)
    assert done.code == 0, done.err
    text = done.out
    if format_ == "json":
        text = json.dumps(done.json["rows"], ensure_ascii=False, indent=1) + "\n"
    path = GOLDEN / f"sql.{format_ if format_ != 'table' else 'txt'}"
    if WRITE_VARIABLE in os.environ:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
    assert NOT_OFFICIAL in done.err


def test_the_official_figure_is_found_by_both_ways(desk: Desk) -> None:
    official = desk("compute", "smes_reached", "--format", "json").json["rows"][0]["value"]
    for query in (
        "SELECT value FROM indicator_smes_reached WHERE breakdown = 'total'",
        "SELECT value FROM INDICATOR_SMES_REACHED WHERE breakdown = 'total'",
    ):
        assert desk("sql", query, "--format", "csv").csv == [{"value": str(official)}]


def test_a_stamp_holds_all_that_it_takes_to_ask_again(desk: Desk) -> None:
    query = "SELECT $lan AS lan, company FROM company"
    stamp = desk("sql", query, "--param", "lan=09", "--limit-rows", "1", "--format", "json").json
    assert stamp["is_official"] is False
    assert (stamp["query"], stamp["parameters"]) == (query, {"lan": "09"})
    assert (stamp["delivery"], stamp["edition"]) == (1, None)
    assert stamp["limits"]["rows"] == 1
    assert stamp["is_cut"] is True
    assert NOT_OFFICIAL in stamp["sentence"]["sv"]
    assert "Not official statistics" in stamp["sentence"]["en"]
    assert len(stamp["rows"]) == 1


def test_an_answer_that_is_cut_is_told(desk: Desk) -> None:
    done = desk("sql", "FROM range(5)", "--limit-rows", "2")
    assert done.out.splitlines() == ["range", "─────", "    0", "    1"]
    assert "Svaret är avkortat: här är de första 2 raderna" in done.err


def test_an_empty_answer_keeps_its_heading(desk: Desk) -> None:
    done = desk("sql", "SELECT 1 AS a WHERE false", "--format", "csv")
    assert (done.code, done.out) == (0, "a\n")
    assert "Inga rader." in done.err


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet"])
def test_a_file_is_stamped(desk: Desk, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"svar.{suffix}"
    done = desk("sql", "SELECT 1 AS a, 2 AS a", "-o", target)
    assert (done.code, done.out) == (0, "")
    assert f"Svaret är skrivet till {target}: 1 rad." in done.err
    stamp, rows = READ[suffix](target)
    assert stamp["query"] == "SELECT 1 AS a, 2 AS a"
    assert stamp["is_official"] is False
    assert rows == [{"a": 1, "a_2": 2}]


def read_csv(path: Path) -> tuple[Any, Any]:
    heading, row = path.read_text(encoding="utf-8").splitlines()
    stamp = json.loads(path.with_name("svar.csv.stamp.json").read_text(encoding="utf-8"))
    names, values = heading.split(","), map(int, row.split(","))
    return stamp, [dict(zip(names, values, strict=True))]


def read_json(path: Path) -> tuple[Any, Any]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return content, content["rows"]


def read_parquet(path: Path) -> tuple[Any, Any]:
    table = parquet.read_table(path)
    return json.loads(table.schema.metadata[b"s3metrics"]), table.to_pylist()


READ = {"csv": read_csv, "json": read_json, "parquet": read_parquet}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["SELEC 1"], "Frågan går inte att läsa (rad 1, tecken 1)"),
        (["SELECT 1 FROM compny"], "Menade du ”company”?"),
        (["SELECT 1 FROM indicator_smes_reach"], "Menade du ”indicator_smes_reached”?"),
        (["COPY company TO 'x.csv'"], "COPY är ingen fråga"),
        (["SELECT $x"], "Frågan nämner $x, men x har inget värde"),
        (["SELECT 1", "--param", "x"], "--param är ”x”. Skriv namn=värde"),
        (["SELECT $x", "--param", "x=1", "--param", "x=2"], "--param nämner ”x” två gånger"),
        (["SELECT 1", "-o", "svar.txt"], "slutar på .csv, .json eller .parquet"),
        (["SELECT 1", "--limit-rows", "0"], "--limit-rows är ”0”. Ange ett tal från 1 till"),
        (["SELECT 1", "--seconds", "länge"], "--seconds är ”länge”"),
        (["SELECT 1", "--as-of", "2031-H1"], "2031-H1"),
        (["SELECT sum(range) FROM range(9000000000000)", "--seconds", "0.5"], "inte klar på 0.5 s"),
    ],
)
def test_a_wrong_call_is_explained(desk: Desk, arguments: list[str], sentence: str) -> None:
    done = desk("sql", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Fel: ")
    assert sentence in done.err
