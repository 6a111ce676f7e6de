"""Whole deliveries: paths, uploads, folders, zip archives, and the limits for all of them."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from s3metrics.errors import UnusableFile, WrongCall
from s3metrics.intake import sources
from s3metrics.intake.files import open_any_table, open_files, open_table
from s3metrics.intake.raw import column_index, column_letters, column_named
from s3metrics.intake.sources import NamedBytes, safe_name, size_text
from s3metrics.sheets import SHEETS
from s3metrics.words import Text, fold

COMPANIES = "Organisationsnummer;Namn;Kommun;Storlek\n559999-0008;A;Växjö;liten\n"
NEEDS = "Behov-id;Titel;Område;Län;Datum;Status\nB-1;x;Industri;07;2025-03-31;insats\n"
FIXTURES = Path(__file__).parents[1] / "fixtures"


def upload(name: str, content: str | bytes = COMPANIES) -> NamedBytes:
    return NamedBytes(name=name, content=content.encode() if isinstance(content, str) else content)


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(*given: Path | NamedBytes) -> str:
    with pytest.raises(UnusableFile) as error:
        open_files(given)
    return str(error.value)


# --- names and sources


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_csv_files_are_named_like_the_sheet_or_the_table(sheet: object) -> None:
    declaration = next(s for s in SHEETS if s is sheet)
    heading = declaration.columns[0].heading + "\n"
    for stem in (declaration.title, fold(declaration.title), declaration.table.upper()):
        (raw,) = open_files([upload(f"{stem}.CSV", heading)]).sheets
        assert (raw.table, raw.sheet) == (declaration.table, declaration.title)


def test_no_heading_of_a_sheet_names_two_columns() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            assert column_named(sheet, column.heading) is column
            assert column_named(sheet, column.name.upper() + " *") is column


def test_letters_there_and_back() -> None:
    pairs = {0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16_383: "XFD"}
    assert {index: column_letters(index) for index in pairs} == pairs
    assert {column_index(letters): letters for letters in pairs.values()} == pairs


def test_a_row_knows_its_file_by_name_and_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "foretag.csv"
    path.write_text(COMPANIES, encoding="utf-8")
    (from_path,) = open_files([path]).sheets
    (from_upload,) = open_files([upload(r"C:\mapp\foretag.csv")]).sheets
    assert from_path.file == from_upload.file
    assert from_path.file.name == "foretag.csv"
    assert from_path.file.sha256 == hashlib.sha256(COMPANIES.encode()).hexdigest()


def test_several_files_of_one_table_are_all_returned() -> None:
    result = open_files(
        [upload("foretag.csv"), upload("company.csv", COMPANIES + "559999-0016;B\n")]
    )
    assert [sheet.table for sheet in result.sheets] == ["company", "company"]


def test_the_same_file_twice_is_refused_under_any_name(tmp_path: Path) -> None:
    message = refusal(upload("foretag.csv"), upload("l.zip", zipped({"Företag.csv": COMPANIES})))
    assert message.startswith(
        "Samma fil finns två gånger i leveransen: foretag.csv och Företag.csv"
    )
    workbook = FIXTURES / "libreoffice.xlsx"
    assert "Samma fil" in refusal(workbook, upload("annan.xlsx", workbook.read_bytes()))


def test_equal_files_of_two_tables_are_two_lists() -> None:
    heading = "Organisationsnummer;Namn\n"
    result = open_files([upload("foretag.csv", heading), upload("aktorer.csv", heading)])
    assert [sheet.table for sheet in result.sheets] == ["company", "actor"]


def test_nothing_delivered() -> None:
    assert refusal().startswith("Leveransen innehåller ingen fil. Tillåtet är .xlsx")


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    assert refusal(tmp_path / "foretag.csv").startswith("Filen foretag.csv finns inte:")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "foretag.csv"
    path.write_text(COMPANIES)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert refusal(path).startswith("Filen foretag.csv går inte att läsa (Permission denied)")


@pytest.mark.parametrize("name", ["foretag.xls", "foretag.ods", "foretag.numbers", "foretag.xlsb"])
def test_other_spreadsheets_are_refused_with_advice(name: str) -> None:
    assert "spara som .xlsx" in refusal(upload(name, "x"))


def test_a_file_without_suffix_is_refused() -> None:
    assert refusal(upload("foretag")).startswith("En fil utan filändelse (foretag) kan inte läsas")


def test_one_unusable_file_refuses_the_whole_delivery() -> None:
    assert "heter .xlsx men är ingen arbetsbok" in refusal(
        upload("foretag.csv"), upload("behov.xlsx", NEEDS)
    )


# --- folders and zips


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {
        "lev/foretag.csv": COMPANIES,
        "lev/inre/behov.csv": NEEDS,
        "lev/kontakter.csv": "a;b\n",
        "lev/läs mig.pdf": "%PDF",
        "lev/gammal.xls": "x",
        "lev/arkiv.zip": "PK",
        "lev/.DS_Store": "x",
        "lev/Thumbs.db": "x",
        "lev/~$bok.xlsx": "x",
        "lev/.~lock.foretag.csv#": "x",
        "lev/__MACOSX/._foretag.csv": "x",
        "lev/__MACOSX/foretag.csv": "x",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "lev"


def as_zip(folder: Path) -> NamedBytes:
    files: dict[str, str | bytes] = {
        path.relative_to(folder.parent).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return upload("leverans.zip", zipped(files))


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_folder_and_its_zip_give_the_same(folder: Path, kind: str) -> None:
    result = open_files([folder if kind == "folder" else as_zip(folder)])
    prefix = "" if kind == "folder" else "lev/"
    assert [(sheet.file.name, sheet.table) for sheet in result.sheets] == [
        (f"{prefix}foretag.csv", "company"),
        (f"{prefix}inre/behov.csv", "need"),
    ]
    told = [note.sv.split(" lästes inte")[0] for note in result.notes]
    assert told == [
        f"Filen {prefix}{name}"
        for name in ("arkiv.zip", "gammal.xls", "kontakter.csv", "läs mig.pdf")
    ]
    assert "zip-fil inuti leveransen öppnas inte" in result.notes[0].sv
    assert "spara som .xlsx" in result.notes[1].sv


def test_a_folder_without_lists_is_refused(tmp_path: Path) -> None:
    assert "Den är tom" in refusal(tmp_path)
    (tmp_path / "kontakter.csv").write_text("a")
    message = refusal(tmp_path)
    assert f"Mappen {tmp_path.name} innehåller ingen lista" in message
    assert "kontakter.csv lästes inte" in message


def test_an_empty_file_in_a_folder_is_refused(folder: Path) -> None:
    (folder / "insatser.csv").touch()
    assert refusal(folder).startswith("Filen insatser.csv är tom (0 byte)")


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "inre" / "runt").symlink_to(folder, target_is_directory=True)
    assert len(open_files([folder]).sheets) == 2


def test_a_workbook_without_known_tab_is_a_note_beside_a_list(folder: Path) -> None:
    book = FIXTURES / "bad_inputs" / "no_known_tab" / "lista.xlsx"
    (folder / "lista.xlsx").write_bytes(book.read_bytes())
    assert any("lista.xlsx innehåller inget blad" in note.sv for note in open_files([folder]).notes)


def test_paths_in_a_zip_lead_nowhere() -> None:
    content = zipped({"../../etc/foretag.csv": COMPANIES, "C:\\x\\behov.csv": NEEDS})
    names = [sheet.file.name for sheet in open_files([upload("l.zip", content)]).sheets]
    assert names == ["etc/foretag.csv", "x/behov.csv"]
    assert safe_name("..\\..\\a\x00\n.csv") == "a.csv"
    assert safe_name("a//./b.csv") == "a/b.csv"
    assert safe_name("../") == "namnlös fil"


@pytest.mark.parametrize("encoding", ["utf-8", "cp850"])
def test_names_in_a_zip_without_their_encoding(encoding: str) -> None:
    """Windows writes code page 850, macOS UTF-8, and neither says so."""
    raw = "Företag.csv".encode(encoding)
    placeholder = "X" * len(raw)
    content = zipped({placeholder: COMPANIES}).replace(placeholder.encode(), raw)
    (sheet,) = open_files([upload("l.zip", content)]).sheets
    assert sheet.file.name == "Företag.csv"


# --- limits


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "foretag.csv"
    with path.open("wb") as file:
        file.truncate(200 * sources.MIB)  # sparse: takes no room

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", never)
    assert refusal(path) == (
        "Filen foretag.csv är 200 MB. Högst 128 MB tas emot. Dela upp den i flera filer, eller höj "
        "gränsen med miljövariabeln S3METRICS_MAX_FILE_MB."
    )


def test_the_limit_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    big = upload("foretag.csv", COMPANIES + "\n" * 600_000)
    assert len(open_files([big]).sheets) == 1
    monkeypatch.setenv("S3METRICS_MAX_FILE_MB", "0,5")
    assert "är 0,6 MB. Högst 0,5 MB tas emot" in refusal(big)


def test_a_file_of_just_the_limit_is_read_to_its_last_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S3METRICS_MAX_FILE_MB", "0,001")
    path, start = tmp_path / "foretag.csv", b"Namn;Kommun\n"
    name = "x" * (sources.max_file_bytes() - len(start) - 2)
    path.write_bytes(start + f"{name};y".encode())
    (sheet,) = open_files([path]).sheets
    assert sheet.columns == [[name], ["y"]]
    path.write_bytes(start + f"{name};yz".encode())
    for too_large in (path, NamedBytes(name=path.name, content=path.read_bytes())):
        assert refusal(too_large).startswith("Filen foretag.csv är ")


@pytest.mark.parametrize("value", ["stor", "0", "-1", "inf", "nan"])
def test_a_limit_that_is_no_size_is_told(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3METRICS_MAX_FILE_MB", value)
    with pytest.raises(WrongCall, match=f"S3METRICS_MAX_FILE_MB är ”{value}”"):
        open_files([upload("foretag.csv")])


def test_sizes_look_larger_than_the_limit_they_exceed() -> None:
    assert size_text(128 * sources.MIB) == Text("128 MB", "128 MB")
    assert size_text(128 * sources.MIB + 1) == Text("128,1 MB", "128.1 MB")


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.xlsx"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros = b"0" * (40 * sources.MIB)
    bomb = zipped({"xl/workbook.xml": "x", "xl/a.xml": zeros, "foretag.csv": COMPANIES})

    def never(*_: object, **__: object) -> None:
        raise AssertionError("an entry was opened")

    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    assert "blir mer än 100 gånger större uppackad (0,1 MB blir minst 40,1 MB)" in refusal(
        upload(name, bomb)
    )


def lying(content: bytes, name: str, claimed: int) -> bytes:
    """The zip with another claimed size of one entry, in its directory and its local header."""
    changed = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        local = archive.getinfo(name).header_offset
    directory = content.index(name.encode(), content.index(b"PK\x01\x02")) - 46
    struct.pack_into("<I", changed, local + 22, claimed)
    struct.pack_into("<I", changed, directory + 24, claimed)
    return bytes(changed)


@pytest.mark.parametrize("claimed", [10, 10_000_000])
def test_a_zip_that_lies_about_sizes_is_damaged(claimed: int) -> None:
    content = lying(zipped({"foretag.csv": COMPANIES * 1_000}), "foretag.csv", claimed)
    assert "skadad eller ofullständig" in refusal(upload("l.zip", content))


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks() -> None:
    content = zipped({"foretag.csv": b"0" * (200 * sources.MIB)})
    bomb = lying(content, "foretag.csv", 10)
    assert "blir mer än 100 gånger större uppackad (0,2 MB blir minst 33 MB)" in refusal(
        upload("l.zip", bomb)
    )


def test_many_files_that_are_too_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3METRICS_MAX_FILE_MB", "1")
    noise = os.urandom(sources.MIB)
    files: dict[str, str | bytes] = {f"{n}/kontakter.csv": noise for n in range(7)}
    content = zipped(files)
    monkeypatch.setattr(sources, "refuse_if_too_large", lambda *_: None)
    assert "Zip-filen l.zip blir mer än 6 MB uppackad" in _refusal_of_read_zip(content)


def _refusal_of_read_zip(content: bytes) -> str:
    with pytest.raises(UnusableFile) as error:
        open_any_table([NamedBytes(name="l.zip", content=content)])
    return str(error.value)


def test_too_many_files(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{n}.txt": "" for n in range(2_001)}
    assert "l.zip innehåller fler än 2000 filer" in refusal(upload("l.zip", zipped(files)))
    for name in files:
        (tmp_path / name).touch()
    assert "innehåller fler än 2000 filer" in refusal(tmp_path)


def test_an_entry_over_the_file_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped({"foretag.csv": COMPANIES + "\n" * 2_000_000})
    monkeypatch.setenv("S3METRICS_MAX_FILE_MB", "1")
    assert "Filen foretag.csv är 2 MB. Högst 1 MB" in refusal(upload("l.zip", content))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_uncommon_packing_is_refused(method: int) -> None:
    content = zipped({"foretag.csv": COMPANIES}, method)
    assert "packad på ett sätt som inte kan läsas" in refusal(upload("l.zip", content))


def test_stored_entries_are_read() -> None:
    content = zipped({"foretag.csv": COMPANIES}, zipfile.ZIP_STORED)
    assert len(open_files([upload("l.zip", content)]).sheets) == 1


def test_a_large_entry_is_read_whole_where_it_is_packed_as_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "RATIO_COUNTS_FROM_BYTES", 1_000)
    rows = "".join(f"559999-0008;Företag {n};Växjö;liten\n" for n in range(60_000))
    content = zipped({"foretag.csv": COMPANIES + rows})
    (sheet,) = open_files([upload("l.zip", content)]).sheets
    assert sheet.columns[1] == ["A", *(f"Företag {n}" for n in range(60_000))]


def test_an_entry_with_a_broken_checksum_is_damaged() -> None:
    content = zipped({"foretag.csv": COMPANIES}, zipfile.ZIP_STORED).replace(b"liten", b"stora")
    assert "skadad eller ofullständig" in refusal(upload("l.zip", content))


def test_two_entries_of_one_name_are_damaged() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("foretag.csv", COMPANIES)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("foretag.csv", NEEDS)
    assert "skadad eller ofullständig" in refusal(upload("l.zip", buffer.getvalue()))


# --- tables of others


def test_any_table_keeps_headings_and_names_as_they_are() -> None:
    csv = upload("projektlista.csv", "ärende-id,Namn,Namn\n1,a,b\n")
    book = FIXTURES / "bad_inputs" / "no_known_tab" / "lista.xlsx"
    table, tab = open_any_table([csv, book])
    assert (table.table, table.sheet) == ("", "projektlista")
    assert table.header == ("ärende-id", "Namn", "Namn")
    assert (tab.table, tab.sheet, tab.header) == ("", "Kontakter", ("Namn", "Telefon"))


def test_one_table_of_a_file() -> None:
    assert open_table(upload("lista.csv", "a;b\n1;2\n")).columns == [["1"], ["2"]]
    with pytest.raises(UnusableFile, match="flera tabeller: ”Företag” och ”Deltaganden”"):
        open_table(FIXTURES / "libreoffice.xlsx")


def test_a_folder_without_lists_is_not_blamed_for_anothers_notes(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "okänd.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    empty = tmp_path / "tom"
    empty.mkdir()
    with pytest.raises(UnusableFile) as caught:
        open_files([folder, empty])
    assert "okänd" not in caught.value.text.sv
    assert "Den är tom." in caught.value.text.sv
