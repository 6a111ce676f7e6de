"""What Python and Parquet cannot hold of an answer arrives as text, and goes everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from s3metrics.explore.answer_files import as_parquet, as_plain_csv
from s3metrics.explore.handed import Handed
from s3metrics.explore.holding import holdable
from s3metrics.explore.sandbox import Sandbox
from s3metrics.words import Text
from tests.explore.fenced import Fenced
from tests.explore.test_answer_files import answer


@pytest.fixture(scope="module")
def fenced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fenced]:
    sandbox = Sandbox(1, yields=False)
    yield Fenced(tmp_path_factory.mktemp("holding"), sandbox)
    sandbox.close()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("DATE '20000-01-01'", "20000-01-01"),
        ("DATE '0044-03-15 (BC)'", "0044-03-15 (BC)"),
        ("DATE 'infinity'", "infinity"),
        ("DATE '-infinity'", "-infinity"),
        ("TIMESTAMP '290000-01-01'", "290000-01-01 00:00:00"),
        ("TIMESTAMP 'infinity'", "infinity"),
        ("TIMESTAMP_NS '-infinity'", "-infinity"),
        ("TIMESTAMPTZ '20000-01-01 00:00:00+00'", "20000-01-01 00:00:00+00"),
        ("TIMESTAMPTZ 'infinity'", "infinity"),
        ("TIME '24:00:00'", "24:00:00"),
        ("[TIME '24:00:00', TIME '10:00']", "['24:00:00', '10:00:00']"),
        ("{'a': TIME '24:00:00'}", "{'a': '24:00:00'}"),
        ("MAP {1: TIME '24:00:00'}", "{1='24:00:00'}"),
        ("[TIME '24:00:00']::TIME[1]", "['24:00:00']"),
        ("TIME_NS '12:00:00.123456789'", "12:00:00.123456789"),
        ("INTERVAL '1 month 2 days'", "1 month 2 days"),
        ("union_value(a := 1)", "1"),
        ("[DATE '20000-01-01']", "[20000-01-01]"),
        ("{'a': [INTERVAL 1 DAY]}", "{'a': [1 day]}"),
        ("MAP {1: DATE 'infinity'}", "{1=infinity}"),
        ("12345678901234567890123456789012345678901::BIGNUM", "1234567890" * 4 + "1"),
    ],
)
def test_what_cannot_be_held_is_text_for_all_that_follows(
    fenced: Fenced, value: str, text: str
) -> None:
    asked = fenced.ask(f"SELECT 1 AS n, {value} AS x UNION ALL SELECT 2, NULL ORDER BY 1")
    rows = [{"n": 1, "x": text}, {"n": 2, "x": None}]
    assert asked.rows == rows and asked.table is not None
    assert asked.table.schema.types == [pa.int32(), pa.string()]
    handed = Handed(table=asked.table, stamp=Text("a", "a"))
    assert handed.rows() == rows and handed.df()["x"].iloc[0] == text
    assert text in repr(handed)
    kept = answer(asked.table)
    assert pq.read_table(BytesIO(as_parquet(kept))).to_pylist() == rows
    assert text in as_plain_csv(kept).decode()


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("DATE '9999-12-31'", date.max),
        ("DATE '0001-01-01'", date.min),
        ("TIMESTAMP '9999-12-31 23:59:59.999999'", datetime.max),
        ("TIMESTAMPTZ '2025-02-01 10:00:00+00'", datetime(2025, 2, 1, 10, tzinfo=UTC)),
        ("TIME '23:59:59.999999'", time.max),
        ("[DATE '2025-02-01', NULL]", [date(2025, 2, 1), None]),
    ],
)
def test_what_can_be_held_keeps_its_type(fenced: Fenced, value: str, held: object) -> None:
    asked = fenced.ask(f"SELECT {value} AS x")
    assert asked.rows == [{"x": held}] and asked.table is not None
    assert len(Handed(table=asked.table, stamp=Text("a", "a")).df()) == 1


def test_only_the_column_in_question_is_text_also_of_one_name_and_without_rows() -> None:
    days = pa.array([date(2025, 2, 1), None])
    far = pa.array([2**31 - 1, 0], pa.int32()).view(pa.date32())
    table = holdable(pa.Table.from_arrays([days, far, days], names=["x", "x", "y"]))
    assert table.column_names == ["x", "x", "y"]
    assert table.schema.types == [pa.date32(), pa.string(), pa.date32()]
    assert table.column(1).to_pylist() == ["infinity", "1970-01-01"]
    empty = pa.schema([("i", pa.month_day_nano_interval()), ("d", pa.date32())]).empty_table()
    assert holdable(empty).schema.types == [pa.string(), pa.date32()]
    assert holdable(pa.table({})).num_columns == 0
