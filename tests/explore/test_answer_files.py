"""The files of an answer for programs say what they are, and hold every cell as it is."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from s3metrics.explore.answer import Answer, Stamp
from s3metrics.explore.answer_files import STAMP_KEY, as_parquet, as_plain_csv, stamp_lines
from s3metrics.explore.limits import Limits

TABLE = pa.table(
    {
        "text": ["=1+1", 'a "b", c', None],
        "money": pa.array([Decimal("1234.5000"), Decimal("-0.0001"), None]),
        "day": [date(2025, 2, 1), None, None],
        "is_true": [True, False, None],
        "list": [["a", "b"], [], None],
        "number": [1.5, -2.0, None],
    }
)


def answer(table: pa.Table = TABLE, *, is_cut: bool = False) -> Answer:
    stamp = Stamp(
        query="SELECT *\nFROM company -- what?",
        parameters={"county": "06"},
        delivery=60,
        edition=None,
        data_version=60,
        is_sample=True,
        run_at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
        limits=Limits(),
    )
    return Answer(table=table, is_cut=is_cut, seconds=0.5, stamp=stamp)


def test_plain_csv_is_stamped_and_says_how_much_to_skip() -> None:
    text = as_plain_csv(answer(is_cut=True)).decode()
    lines = text.split("\r\n")
    count = int(lines[0].split(":")[1].split()[0])
    head, body = lines[:count], "\r\n".join(lines[count:])
    assert all(line.startswith("# ") for line in head)
    said = "\n".join(head)
    for word in (
        "Inte officiell statistik",
        "Not official statistics",
        "leverans 60",
        "2026-11-24 10:30 svensk tid",
        "2026-11-24 10:30 Swedish time",
        "100\u00a0000 rader",
        "100,000 rows",
        "SELECT * FROM company -- what?",
        "$county = 06",
        "kapades vid 3 rader",
        "Exempeldata",
    ):
        assert word in said
    rows = list(csv.reader(StringIO(body)))
    assert rows[0] == TABLE.column_names
    assert rows[1] == ["=1+1", "1234.5000", "2025-02-01", "true", '["a", "b"]', "1.5"]
    assert rows[2] == ['a "b", c', "-0.0001", "", "false", "[]", "-2.0"]
    assert rows[3] == [""] * 6


def test_the_stamp_says_the_time_by_a_swedish_clock_also_in_summer() -> None:
    stamp = replace(answer().stamp, run_at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    assert "2026-07-01 00:30 svensk tid" in stamp.sentence.sv
    assert stamp.as_json()["run_at"] == "2026-06-30T22:30:00+00:00"


def test_parquet_keeps_types_and_carries_its_stamp() -> None:
    content = as_parquet(answer())
    table = pq.read_table(BytesIO(content))
    assert table.to_pylist() == TABLE.to_pylist()
    assert table.schema.field("money").type == TABLE.schema.field("money").type
    stamp = json.loads(table.schema.metadata[STAMP_KEY])
    assert stamp["is_official"] is False and stamp["is_cut"] is False
    assert stamp["query"] == answer().stamp.query and stamp["limits"]["rows"] == 100_000
    assert stamp["sentence"]["sv"].startswith("Inte officiell")


def test_two_columns_of_one_name_are_told_apart(tmp_path: object) -> None:
    twice = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], ["n", "n", "n_2"])
    names = pq.read_table(BytesIO(as_parquet(answer(twice)))).column_names
    assert names[0] == "n" and len(set(names)) == 3


@pytest.mark.parametrize("is_cut", [True, False])
def test_only_a_cut_answer_says_that_it_was_cut(is_cut: bool) -> None:
    said = " ".join(line.sv for line in stamp_lines(answer(is_cut=is_cut)))
    assert ("kapades" in said) is is_cut


def test_duckdb_reads_the_plain_csv_as_it_comes(tmp_path: object) -> None:
    path = f"{tmp_path}/answer.csv"
    with open(path, "wb") as file:
        file.write(as_plain_csv(answer(TABLE.select(["text", "money"]))))
    count = int(as_plain_csv(answer()).decode().split(":")[1].split()[0])
    rows = duckdb.execute(f"FROM read_csv('{path}', skip={count}, header=true)").fetchall()
    assert [row[0] for row in rows] == ["=1+1", 'a "b", c', None]
