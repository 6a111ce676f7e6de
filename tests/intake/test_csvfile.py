"""CSV in every shape that Swedish Excel and others write."""

from __future__ import annotations

import codecs
import time

import pytest

from s3metrics.errors import UnusableFile
from s3metrics.intake.csv_columns import read_plain
from s3metrics.intake.csvfile import read_csv
from s3metrics.intake.files import open_files
from s3metrics.intake.raw import RawSheet
from s3metrics.intake.sources import NamedBytes
from s3metrics.sheets import sheet_for_table

HEADING = "Organisationsnummer;Namn;Kommun;Storlek"
ROW = "559999-0008;Påhittade Fönster AB;Växjö;liten"
TEXT = f"{HEADING}\n{ROW}\n"
CELLS = [["559999-0008"], ["Påhittade Fönster AB"], ["Växjö"], ["liten"]]


def read(
    content: str | bytes, name: str = "foretag.csv", table: str | None = "company"
) -> RawSheet:
    data = content.encode() if isinstance(content, str) else content
    declaration = sheet_for_table(table) if table else None
    return read_csv(NamedBytes(name=name, content=data), declaration)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_shape_gives_the_same_cells(delimiter: str, encoding: str, line_end: str) -> None:
    text = TEXT.replace(";", delimiter).replace("\n", line_end)
    sheet = read(text.encode(encoding))
    assert sheet.columns == CELLS
    assert sheet.header == ("Organisationsnummer", "Namn", "Kommun", "Storlek")
    assert (sheet.header_row, sheet.row_numbers) == (1, [2])


def test_the_delimiter_is_the_one_that_gives_most_known_headings() -> None:
    heading = "orgnr,name,municipality,size,a;b;c;d;e;f;g;h;i"
    assert read(f"{heading}\n5,a,b,c,d\n").header[:4] == ("orgnr", "name", "municipality", "size")


def test_a_single_column_needs_no_delimiter() -> None:
    assert read("Organisationsnummer\n559999-0008\n").columns == [["559999-0008"]]


def test_the_declared_delimiter_counts_and_its_line_is_no_row() -> None:
    sheet = read("sep=,\r\n" + TEXT.replace(";", ","))
    assert sheet.columns == CELLS
    assert sheet.row_numbers == [2]


def test_a_declared_delimiter_overrules_what_would_be_chosen() -> None:
    sheet = read('sep=;\nNamn;"orgnr,name,size,sni"\na;b\n')
    assert sheet.header == ("Namn", "orgnr,name,size,sni")


def test_quoted_cells_hold_delimiters_quotes_and_line_breaks() -> None:
    sheet = read(f'{HEADING}\n559999-0008;"A ""B""; C\nD";"Växjö";liten\n{ROW}\n')
    assert sheet.columns[1] == ['A "B"; C\nD', "Påhittade Fönster AB"]
    assert sheet.row_numbers == [2, 3], "rows are counted as Excel does, not as lines"


def test_blank_rows_are_skipped_but_counted() -> None:
    sheet = read(f"\n;;;\n{HEADING}\n\n ;\u00a0;;\n{ROW}\n\n")
    assert sheet.header_row == 3
    assert sheet.row_numbers == [6]


def test_blank_rows_of_a_plain_list_are_skipped_but_counted() -> None:
    text = f"{HEADING}\n{ROW}\n;;;\n ;\u00a0; ;\t\n2;;;\n ;;;å\n\u2003;;B;\n"
    plain = read_plain(text, ";")
    assert plain is not None
    assert plain.row_numbers == [2, 5, 6, 7]
    assert [list(column) for column in plain.columns] == [
        ["559999-0008", "2", " ", "\u2003"],
        ["Påhittade Fönster AB", "", "", ""],
        ["Växjö", "", "", "B"],
        ["liten", "", "å", ""],
    ]


def test_short_rows_are_filled_and_columns_without_anything_left_out() -> None:
    sheet = read(f"{HEADING};;\n559999-0008;Namn\n{ROW};;\n")
    assert sheet.columns[2:] == [["", "Växjö"], ["", "liten"]]
    assert len(sheet.header) == 4


def test_a_column_without_heading_but_with_values_is_kept() -> None:
    sheet = read(f"{HEADING};\n{ROW};anteckning\n")
    assert sheet.header[4] == ""
    assert sheet.letters[4] == "E"
    assert sheet.columns[4] == ["anteckning"]
    assert sheet.cell_faults == {}


def test_a_quoted_row_may_fill_a_column_without_heading() -> None:
    sheet = read(f'{HEADING};\n{ROW};"anteckning"\n')
    assert sheet.columns[4] == ["anteckning"]
    assert sheet.cell_faults == {}


def test_line_breaks_inside_a_cell_stay_as_they_are() -> None:
    assert read(f'{HEADING}\r\n1;"A\r\nB";Växjö;liten\r\n').columns[1] == ["A\r\nB"]


def test_blanks_of_any_width_are_no_rows() -> None:
    with pytest.raises(UnusableFile, match=r"Filen foretag\.csv innehåller bara tomma rader"):
        read('\u2003\n"\u2003"\n')


def test_cells_beyond_the_heading_row_are_faults() -> None:
    sheet = read(f"{HEADING}\n{ROW}\n{ROW};7\n{ROW};\n")
    assert list(sheet.cell_faults) == [(3, 4)]
    assert "fler celler än rubrikraden" in sheet.cell_faults[3, 4].sv
    assert sheet.columns[4] == ["", "7", ""]


def test_a_moved_row_is_seen_behind_an_empty_last_heading() -> None:
    sheet = read("orgnr,name,\n5,a,\n5,1,5,\n")
    assert list(sheet.cell_faults) == [(3, 2)]


def test_unknown_headings_are_kept_even_twice() -> None:
    sheet = read(f"{HEADING};Telefon;Telefon\n{ROW};1;2\n")
    assert sheet.header[4:] == ("Telefon", "Telefon")


def test_headings_match_in_any_language_order_and_case() -> None:
    sheet = read("STORLEK;kommun ;name*; Organisations-nummer\nliten;Växjö;A;1\n")
    assert sheet.header == ("STORLEK", "kommun", "name*", "Organisations-nummer")


def test_every_doubled_heading_is_told() -> None:
    with pytest.raises(UnusableFile, match=r"”Namn” och ”name” i kolumn A och B .*; ”Kommun” står"):
        read("Namn;name;Kommun;Kommun\na;b;c;d\n")


def test_a_list_without_rows_is_an_empty_list() -> None:
    sheet = read(HEADING)
    assert sheet.row_numbers == []
    assert sheet.columns == [[], [], [], []]


def test_cp1252_punctuation_after_a_swedish_capital_is_no_mixture() -> None:
    content = f"{HEADING}\n1;”PROJEKT BLÅ” Ö–Å SMÅ\u00a0FÖRETAG;Växjö;liten\n".encode("cp1252")
    assert read(content).columns[1] == ["”PROJEKT BLÅ” Ö–Å SMÅ\u00a0FÖRETAG"]


def test_mixed_encodings_are_refused_whatever_comes_first() -> None:
    lines = [f"{HEADING}\n".encode(), ROW.encode("cp1252") + b"\n", ROW.encode() + b"\n"]
    with pytest.raises(UnusableFile, match="blandar två teckenkodningar"):
        read(b"".join(lines))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_with_or_without_mark(encoding: str) -> None:
    with pytest.raises(UnusableFile, match=r"sparad i UTF-16 .* Spara om listan"):
        read(TEXT.encode(encoding))


@pytest.mark.parametrize("content", [b"orgnr\0;name\nx\0", b"o\0r\0gnr;\0x", b"or\0gn\0r;\0"])
def test_a_few_nul_characters_are_told_by_their_first_place(content: bytes) -> None:
    first = content.index(b"\0") + 1
    with pytest.raises(UnusableFile, match=f"nolltecken .NUL. på rad 1, plats {first}\\."):
        read(content)


@pytest.mark.parametrize("first", [b"orgnr", b""])
def test_a_place_counts_from_one_after_the_mark(first: bytes) -> None:
    content = codecs.BOM_UTF8 + first + b"\n\xe5\n"
    with pytest.raises(UnusableFile, match="byte 0xE5 på rad 2, plats 1 "):
        read(content)


def test_an_unclosed_quote_in_the_middle_swallows_nothing() -> None:
    with pytest.raises(UnusableFile, match="på rad 2"):
        read(f'{HEADING}\n559999-0008;"A;b;c\n1;"B";b;c\n')


def test_an_endless_cell_is_an_unclosed_quote() -> None:
    with pytest.raises(UnusableFile, match="på rad 2: en cell är längre än"):
        read(f'{HEADING}\n1;"{"x" * 200_000}')


def test_without_headings_no_persons_number_is_told() -> None:
    with pytest.raises(UnusableFile) as refusal:
        read("19800101-1234;Enskild firma;Växjö;liten\n198001011234;B;Växjö;mikro\n")
    assert "1234" not in str(refusal.value)


def test_without_headings_the_first_six_cells_are_told() -> None:
    long = "x" * 41
    with pytest.raises(UnusableFile, match=f"står ”{long[:40]}”, ”b”, ”c”, ”d”, ”e”, ”f”\\. Vän"):
        read(f"{long};b;c;d;e;f\n1;2;3;4;5;6\n")
    with pytest.raises(UnusableFile, match="står ”a”, ”b”, ”c”, ”d”, ”e”, ”f” …\\. Väntade"):
        read("a;b;c;d;e;f;g\n1;2;3;4;5;6;7\n")


def test_two_known_headings_make_a_heading_row() -> None:
    with pytest.raises(UnusableFile, match="verkar stå längre ned"):
        read("Lista;våren\nOrganisationsnummer;Namn\n")
    with pytest.raises(UnusableFile, match="Skriv rubrikerna på första raden"):
        read("Lista;våren\nNamn;okänt\n")


def test_absurdly_wide_rows_are_refused() -> None:
    with pytest.raises(UnusableFile, match="30 miljoner celler"):
        read(f"{HEADING}\n{';' * 20_000}x\n")


def test_one_wide_row_does_not_widen_a_long_list_without_end() -> None:
    with pytest.raises(UnusableFile, match="3002 rader och 10001 kolumner"):
        read(f"{HEADING}\n{ROW}{';' * 9_997}x\n" + f"{ROW}\n" * 3_001)


def test_any_table_is_read_with_the_delimiter_that_gives_most_cells() -> None:
    sheet = read('a,b,"c;d"\n1,"x; y; z; å",3\n', "lista.csv", None)
    assert sheet.header == ("a", "b", "c;d")
    assert sheet.columns == [["1"], ["x; y; z; å"], ["3"]]
    assert (sheet.table, sheet.sheet) == ("", "lista")


def test_a_large_list_is_read_in_seconds() -> None:
    row = "I-1;559999-0008;2025-03-31;radgivning;7,5;1500;Växjö\n"
    heading = "Insats-id;Organisationsnummer;Datum;Stöd;Timmar;Värde SEK;Kommun\n"
    file = NamedBytes(name="deltaganden.csv", content=(heading + row * 200_000).encode())
    start = time.perf_counter()
    sheet = open_files([file]).sheets[0]
    # It takes 0.3 s; the limit leaves room for a busy machine.
    assert time.perf_counter() - start < 3
    assert len(sheet.row_numbers) == 200_000
