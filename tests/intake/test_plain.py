"""What is read for a whole column at once: cells picked by hand, beside some that just differ."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pytest

from s3metrics.intake import csv_columns, csvfile
from s3metrics.intake.cells import parser_for
from s3metrics.intake.columns import arrow_type, check_column
from s3metrics.intake.csv_columns import read_plain
from s3metrics.intake.raw import RawSheet
from s3metrics.intake.sources import NamedBytes
from s3metrics.intake.texts import Texts
from s3metrics.intake.values import Parsed
from s3metrics.ledger.identity import Identity
from s3metrics.sheets import SHEETS, Column, Kind, sheet_for_table
from tests.intake.tables import check_digit, default_programme

PROGRAMME = default_programme()
IDENTITY = Identity.ephemeral()
HEADING = "orgnr;name;size"


def of_kind(kind: Kind, *, may_be_negative: bool = False) -> Column:
    return next(
        column
        for sheet in SHEETS
        for column in sheet.columns
        if (column.kind, column.may_be_negative, column.is_list) == (kind, may_be_negative, False)
    )


ORGNR, TEXT, AMOUNT = of_kind(Kind.ORGNR), of_kind(Kind.TEXT), of_kind(Kind.DECIMAL)
BOOKING = of_kind(Kind.DECIMAL, may_be_negative=True)
NUMBERS = [
    nine + check_digit(nine) for nine in ("012000000", "552345678", "559999999", "987654321")
]


@pytest.mark.parametrize(
    ("column", "taken", "left"),
    [
        (
            ORGNR,
            [*NUMBERS, *(f"{number[:6]}-{number[6:]}" for number in NUMBERS)],
            # A wrong check digit, a person's number, a digit too few or too many, the hyphen
            # elsewhere, another mark for it, and the characters before 0 and after 9.
            ["5523456780", "6408233234", "640823-3234", "552345678", "55234567890", "55234-56789",
             "552345+6789", "55234567/9", "552345678:", "55999\u00e59999", "", "-", "5523456-789"],
        ),
        (
            AMOUNT,
            ["0", "7", "007", "12,5", "12.5", "0,0001", "123456789", "123456789.1234"],
            ["-1", "+1", "1,23456", "1234567890", "1 0", ",5", "5,", "1,2,3", "1.000,5", "", "1e3",
             "\u0663", "kr", "5 kr"],
        ),
        (
            BOOKING,
            ["-1", "-0", "-12,5", "123456789,1234", "-123456789,1234"],
            ["--1", "\u22121", "- 1", "1-", "-", "-,5", "-1234567890", ""],
        ),
        (
            TEXT,
            ["A", "!", "~", "é", "Ü", "a b", "a  b", "Påhittade Fönster AB", "123456789",
             "a-1 b-2"],
            [" a", "a ", " ", "", "a\u00a0b", "e\u0301", "a\tb", "a\nb", "a\n", "1234567890",
             "1-2 3.4/5a6b7c8d9e0", "640823-3234", "x\u200b", "ß"],
        ),
    ],
    ids=("orgnr", "amount", "booking", "text"),
)  # fmt: skip
def test_a_plain_cell_is_taken_with_the_parsers_value_and_every_other_left(
    column: Column, taken: list[str], left: list[str]
) -> None:
    parser = parser_for(column, PROGRAMME, IDENTITY)
    assert parser.plain is not None
    given = [cell for pair in zip(taken, left, strict=False) for cell in pair]
    given += [*taken[len(left) :], *left[len(taken) :]]
    # In Arrow's memory a column may begin behind others.
    for cells in (pa.array(given), pa.array(["x", *given])[1:]):
        plain = parser.plain(cells)
        assert [cell for cell, is_plain in zip(given, plain.is_plain, strict=True) if is_plain] == [
            cell for cell in given if cell in taken
        ]
        assert plain.values.type == arrow_type(column)
        values = plain.values.to_pylist()
        assert [
            Parsed(value) for value, cell in zip(values, given, strict=True) if cell in taken
        ] == [parser.parse(cell) for cell in given if cell in taken]


@pytest.mark.parametrize("column", [ORGNR, AMOUNT, TEXT], ids=lambda column: column.name)
def test_a_column_of_no_cells_has_no_plain_ones(column: Column) -> None:
    plain = parser_for(column, PROGRAMME, IDENTITY).plain
    assert plain is not None
    assert len(plain(pa.array([], pa.string())).is_plain) == 0


PLAIN_LISTS = {
    "words that stand for nothing or a type elsewhere": ["NA;null;NULL", "nan;;#N/A", "0880;1e5;-1",
                                                       "true;2025-03-31;0x1F"],
    "marks that are no quotation marks": ["'a;b';c", "\\;\\n;a\\", "a b; c ; d"],
    "blank rows": [";;", "1;a;b", " ;\u00a0;\t", "", "2;a;b", "\u2003;;", ";a;", ";;a", ";;", "",
                   "3;a;b", "\u0085;;", "\x7f;;", "\x1f;;", "!;;", "å;;", ";;"],
    "blank rows at the end": ["1;a;b", "", ";;", "", ""],
    "a last cell of letters that line ends are written with": ["1;a;b", "2;a;rnRNXX"],
    "nothing but blank rows": [";;", ";;"],
    "many rows": [*(f"{n};a;{'b' * n}" for n in range(30)), ";;", "31;a;b", "", "33;;"] * 3,
}  # fmt: skip


@pytest.mark.parametrize("block_bytes", [64, csv_columns._BLOCK_BYTES])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("lines", PLAIN_LISTS.values(), ids=PLAIN_LISTS)
def test_a_plain_list_is_read_by_columns_as_it_is_by_rows(
    lines: list[str], line_end: str, block_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_columns, "_BLOCK_BYTES", block_bytes)
    text = "".join(line + line_end for line in (HEADING, *lines))
    assert read_plain(text, ";") is not None
    by_columns = read(text)
    monkeypatch.setattr(csvfile, "read_plain", lambda *_: None)
    assert by_columns == read(text)


def test_blank_rows_in_the_middle_and_at_the_end_are_counted_and_left_out() -> None:
    table = read_plain("a;b\r\n1;2\r\n\r\n;\r\n\u2003;3\r\n;\u00a0\r\n\r\n", ";")
    assert table is not None
    assert (table.heading, table.row_numbers) == (["a", "b"], [2, 5])
    assert table.columns == [["1", "\u2003"], ["2", "3"]]


@pytest.mark.parametrize(
    "text",
    [
        'a;b\n1;"2"\n',
        "a;b\n1\n",
        "a;b\n1;2;3\n",
        "a;b\n1;2\n\n3;4;5\n",
        "a;b\r1;2\r",
        "a;b\r\n1;2\r3;4\r\n",
        "\na;b\n1;2\n",
        " ;\na;b\n",
        "a\n1\n",
        "a;b",
        "a;b\n",
        "a;b\n\n\r\n",
        "a;b\n\ufeff1;2\n",
    ],
)
def test_what_can_be_read_in_two_ways_is_left_to_the_row_reader(text: str) -> None:
    assert read_plain(text, ";") is None


def limits(rows: int, cell: str = "1") -> str:
    return "a;b\n" + f"{cell};2\n" * rows


@pytest.mark.parametrize(
    ("module", "name", "limit", "text"),
    [
        (csv_columns, "MAX_CELLS", 6, limits),
        (csv_columns, "_LARGEST_BYTES", 11, limits),
        (csv_columns, "MAX_COLUMNS", 2, lambda n: "a;b\n1;2\n" if n == 3 else "a;b;c\n1;2;3\n"),
        (csv_columns.csv, "field_size_limit", lambda: 3, lambda n: limits(1, "x" * n)),
    ],
    ids=("cells", "bytes", "columns", "bytes of a cell"),
)
def test_the_last_table_within_a_limit_is_read_and_the_first_beyond_left(
    module: object,
    name: str,
    limit: object,
    text: Callable[[int], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, name, limit)
    assert read_plain(text(3), ";") is not None
    assert read_plain(text(4), ";") is None


def read(text: str) -> RawSheet:
    file = NamedBytes(name="foretag.csv", content=text.encode())
    return csvfile.read_csv(file, sheet_for_table("company"))


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [[]],
        [["3"], []],
        [["3", "x"], ["x", "4"]],
        [["3"], ["4", "x"], ["5", "3", "3"]],
        [["x"], ["3"], [], ["4"], ["x", "4,50001"]],
    ],
)
def test_a_column_in_pieces_is_checked_as_a_whole(pieces: list[list[str]]) -> None:
    hours = sheet_for_table("participation").by_name["hours"]
    parser = parser_for(hours, PROGRAMME, IDENTITY)
    in_pieces = Texts(pa.chunked_array(pieces, pa.string()))
    # Cells that are no texts alone are read one by one.
    one_by_one = check_column(hours, [*(cell for piece in pieces for cell in piece), None], parser)
    found = check_column(hours, in_pieces, parser)
    assert found.values.to_pylist() == one_by_one.values.to_pylist()[:-1]
    assert found.is_faulty.tolist() == one_by_one.is_faulty.tolist()[:-1]
    assert found.problems == one_by_one.problems
    assert (found.rounded, found.masked) == (one_by_one.rounded, one_by_one.masked)
