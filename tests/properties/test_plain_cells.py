"""What is read or judged for a whole column at once is what reading cell by cell gives."""

from __future__ import annotations

import csv
import re

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from s3metrics.errors import UnusableFile
from s3metrics.intake import csvfile
from s3metrics.intake.cells import parser_for
from s3metrics.intake.columns import arrow_type, check_column
from s3metrics.intake.csv_columns import read_plain
from s3metrics.intake.raw import RawSheet
from s3metrics.intake.sources import NamedBytes
from s3metrics.intake.values import EMPTY, CellParser, Parsed, is_empty
from s3metrics.ledger.identity import Identity
from s3metrics.sheets import SHEETS, Column, Kind, sheet_for_table
from tests.intake.tables import check_digit, default_programme
from tests.properties.profile import examples

PROGRAMME = default_programme()
IDENTITY = Identity(bytes(32))
COLUMNS = {
    (c.kind, c.is_list, c.may_be_negative, c.is_required): c for s in SHEETS for c in s.columns
}
"""One of each sort that the sheets have."""
PLAIN_KINDS = (Kind.TEXT, Kind.ID, Kind.DECIMAL, Kind.ORGNR, Kind.ORGNR_OR_NAME)

digits = st.text("0123456789", min_size=9, max_size=9)
numbers = digits.map(lambda nine: nine + check_digit(nine))
amounts = st.from_regex(r"-?[0-9]{1,13}([.,][0-9]{1,6})?", fullmatch=True)
words = st.sampled_from(
    ("kontakt", "Rådgivning", "Växjö", "0880", "2025-03-31", "20250331", "ja", "Livsmedel", "06")
)
ids = st.from_regex(r"[A-ZÅÄÖ]{1,3}[-/_ .][0-9]{1,12}", fullmatch=True)
mess = st.text("0123456789-−+.,;pÅåäe\u0301 \u00a0\u202f\u200b\ufeff٣\x07\x85'", max_size=16)
written = st.one_of(
    numbers,
    numbers.map(lambda ten: f"{ten[:6]}-{ten[6:]}"),
    numbers.map(lambda ten: f"16{ten}"),
    st.text("0123456789", min_size=10, max_size=10),
    amounts,
    words,
    ids,
    mess,
    st.text(max_size=6),
)
blanks = st.sampled_from(("", "", "", " ", "\u00a0", "\t"))
cells = st.tuples(blanks, written, blanks).map("".join)


@pytest.mark.parametrize("column", COLUMNS.values(), ids=lambda c: f"{c.kind.value}-{c.name}")
@examples(150)
@given(data=st.data())
def test_a_column_is_what_its_cells_are(column: Column, data: st.DataObject) -> None:
    given_cells = data.draw(st.lists(cells, max_size=20))
    checked = check_column(column, given_cells, _parser(column))
    parsed = [_one_by_one(column, cell) for cell in given_cells]
    assert checked.values == pa.array([p.value for p in parsed], arrow_type(column))
    assert checked.is_faulty.tolist() == [p.is_faulty for p in parsed]
    assert checked.problems == [
        (index, cell, p.problems)
        for index, (cell, p) in enumerate(zip(given_cells, parsed, strict=True))
        if p.problems
    ]
    assert checked.rounded == sum(p.is_rounded for p in parsed)
    assert checked.masked == sum(p.is_masked for p in parsed)


@pytest.mark.parametrize("kind", PLAIN_KINDS)
@examples(300)
@given(data=st.data())
def test_plain_is_only_what_the_parser_takes_without_a_word(
    kind: Kind, data: st.DataObject
) -> None:
    for column in (c for c in COLUMNS.values() if c.kind is kind and not c.is_list):
        parser = _parser(column)
        assert parser.plain is not None
        given_cells = data.draw(st.lists(cells, min_size=1, max_size=20))
        plain = parser.plain(pa.array(given_cells, pa.string()))
        assert plain.values.type == arrow_type(column)
        for cell, value, is_plain in zip(
            given_cells, plain.values.to_pylist(), plain.is_plain.tolist(), strict=True
        ):
            if is_plain:
                assert parser.parse(cell) == Parsed(value), cell
            assert not (is_plain and is_empty(cell))


@pytest.mark.parametrize(
    ("kind", "taken", "left"),
    [
        (
            Kind.ORGNR,
            ["5560360793", "556036-0793"],
            ["5560360794", "6408233234", "165560360793", "55603607-93", "", "556036–0793"],
        ),
        (
            Kind.DECIMAL,
            ["0", "7", "12,5", "123456789.1234"],
            ["-1", "1,23456", "1234567890", "1 0"],
        ),
        (Kind.ID, ["INS-0417", "Å 1"], ["INS 640823-3234", " x", "x\u00a0y", "e\u0301", ""]),
    ],
)
def test_what_most_lists_hold_is_plain(kind: Kind, taken: list[str], left: list[str]) -> None:
    column = next(c for c in COLUMNS.values() if c.kind is kind and not c.may_be_negative)
    plain = _parser(column).plain
    assert plain is not None
    assert plain(pa.array([*taken, *left])).is_plain.tolist() == [
        *[True] * len(taken),
        *[False] * len(left),
    ]


lines = st.lists(st.text("ab1 ;,\t\u00a0\x85\u2028\ufeff", max_size=8), max_size=8)
line_ends = st.lists(st.sampled_from(("\n", "\n", "\r\n", "\r", "\n\n")), min_size=9, max_size=9)
headings = st.sampled_from(
    (
        "Organisationsnummer;Namn;Kommun",
        "orgnr;name;",
        "orgnr;name;;x",
        ";orgnr",
        "orgnr",
        '"orgnr";name',
        "",
    )
)


@examples(500)
@given(heading=headings, lines=lines, ends=line_ends, is_rectangle=st.booleans())
@example(
    heading="orgnr;name", lines=["a;b", ";", "c;d", "", "", ""], ends=["\n"] * 9, is_rectangle=False
)
@example(heading="orgnr;name", lines=["\ufeffa;b"], ends=["\r\n"] * 9, is_rectangle=False)
def test_a_csv_is_read_as_pythons_reader_reads_it(
    heading: str, lines: list[str], ends: list[str], is_rectangle: bool
) -> None:
    if is_rectangle:
        width = heading.count(";")
        lines = [";".join((re.sub("[;]", "", x) + ";" * width).split(";")) for x in lines]
    text = "".join(x + end for x, end in zip([heading, *lines], ends, strict=False))
    with pytest.MonkeyPatch.context() as patch:
        by_columns = _read(text)
        patch.setattr(csvfile, "read_plain", lambda *_: None)
        by_rows = _read(text)
    assert by_columns == by_rows


def test_a_plain_list_is_read_by_columns() -> None:
    table = read_plain("orgnr;name\r\n1;a\r\n;\r\n\r\n2; b\u00a0\r\n;\u00a0\r\n\r\n", ";")
    assert table is not None
    assert table.columns == [["1", "2"], ["a", " b\u00a0"]]
    assert table.row_numbers == [2, 5]


@pytest.mark.parametrize(
    "text",
    [
        'orgnr;name\n1;"a"\n',
        "orgnr;name\n1\n",
        "orgnr;name\n1;2;3\n",
        "orgnr;name\r1;2\r",
        "\norgnr;name\n1;2\n",
        "orgnr\n1\n",
        "orgnr;name\n",
        f"orgnr;name\n1;{'x' * (csv.field_size_limit() + 1)}\n",
    ],
)
def test_any_other_text_is_left_to_the_reader_that_knows_quoting(text: str) -> None:
    assert read_plain(text, ";") is None


def _parser(column: Column) -> CellParser:
    return parser_for(column, PROGRAMME, IDENTITY)


def _one_by_one(column: Column, cell: str) -> Parsed:
    if not is_empty(cell):
        return parser_for(column, PROGRAMME, IDENTITY).parse(cell)
    if column.is_required:
        (problem,) = check_column(column, [cell], _parser(column)).problems[0][2]
        return Parsed(None, (problem,))
    return EMPTY


def _read(text: str) -> RawSheet | str:
    file = NamedBytes(name="foretag.csv", content=text.encode())
    try:
        return csvfile.read_csv(file, sheet_for_table("company"))
    except UnusableFile as error:
        return str(error)
