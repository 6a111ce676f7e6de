"""A whole copy, and back: everything or nothing, and never over something."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from s3metrics.errors import LedgerError, UnusableFile, WrongCall
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.places import Places
from s3metrics.ledger.vault import Vault
from s3metrics.platform import Platform
from tests.soundness.drawing import Book

PERSON = "800101-0019"
LIST = f"""
company
| orgnr    |
| Alfa     |
| {PERSON} |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr    |
| I1            | Alfa     |
| I1            | {PERSON} |
"""
MORE = "company\n| orgnr |\n| Gamma |"


@pytest.fixture
def full(book: Book) -> Book:
    """A ledger with everything that is kept beside it, except exports and questions."""
    book.deliver(LIST)
    book.deliver(LIST)
    book.platform.remember(book.platform.compute("smes_reached"))
    assert {name for name, part in book.places.kept.items() if not part.exists()} == {
        "exports",
        "queries",
    }
    return book


def _elsewhere(tmp_path: Path) -> Platform:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return Platform.open(folder / "other.db")


def _numbers(places: Places) -> set[str]:
    return set(Vault(places.vault, Identity.open(places.secret)).clear_numbers().values())


def test_what_comes_back_is_what_was(full: Book, tmp_path: Path) -> None:
    shown = full.platform.compute("smes_reached")
    target = tmp_path / "copy.zip"
    made = full.platform.back_up(target)
    assert target.stat().st_mode & 0o777 == 0o600
    full.deliver(MORE)

    back = _elsewhere(tmp_path)
    assert back.restore(target) == made
    assert back.data_version == made.data_version
    assert back.compute("smes_reached").rows == shown.rows
    assert back.reopen(shown.receipt.code).is_same
    assert _numbers(back.places) == _numbers(full.places) != set()
    assert back.places.confirmed.read_bytes() == full.places.confirmed.read_bytes()
    # The same person again is the same company, by the secret that came back.
    assert Identity.open(back.places.secret).key("8001010019") == Identity.open(
        full.places.secret
    ).key("8001010019")


def test_the_secret_can_be_kept_apart(full: Book, tmp_path: Path) -> None:
    target = tmp_path / "copy.zip"
    full.platform.back_up(target, with_secret=False)
    assert "secret" not in zipfile.ZipFile(target).namelist()
    back = _elsewhere(tmp_path)
    with pytest.raises(UnusableFile, match="Hemligheten"):
        back.restore(target)
    assert list(back.places.database.parent.iterdir()) == []
    shutil.copyfile(full.places.secret, back.places.secret)
    back.restore(target)
    assert _numbers(back.places) == _numbers(full.places)


def test_nothing_is_written_over(full: Book, tmp_path: Path) -> None:
    target = tmp_path / "copy.zip"
    full.platform.back_up(target)
    content = target.read_bytes(), full.places.database.read_bytes()
    with pytest.raises(WrongCall, match="finns redan"):
        full.platform.back_up(target)
    with pytest.raises(WrongCall, match="finns redan"):
        full.platform.restore(target)
    full.places.database.unlink()
    with pytest.raises(WrongCall, match=r"\.secret.*\.published"):
        full.platform.restore(target)
    assert target.read_bytes() == content[0]


def test_a_damaged_byte_never_comes_back_as_something_else(full: Book, tmp_path: Path) -> None:
    target = tmp_path / "copy.zip"
    made = full.platform.back_up(target)
    content = target.read_bytes()
    found = 0
    for place in range(40, len(content), len(content) // 23):
        target.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        back = Platform.open(tmp_path / str(place) / "s3.duckdb")
        try:
            back.restore(target)
        except UnusableFile:
            found += 1
            assert not list(back.places.database.parent.glob("*"))
        else:
            # A time or an attribute of the zip file itself: what is in it is whole.
            kept = {n: p for n, p in back.places.kept.items() if p.exists() and n != "database"}
            sums = {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in kept.items()}
            assert {**sums, "database": made.sha256["database"]} == made.sha256
    assert found > 15


def test_a_part_that_was_exchanged_is_found(full: Book, tmp_path: Path) -> None:
    target, forged = tmp_path / "copy.zip", tmp_path / "forged.zip"
    full.platform.back_up(target)
    with zipfile.ZipFile(target) as source, zipfile.ZipFile(forged, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            archive.writestr(name, content + b"\n" if name == "receipts" else content)
    with pytest.raises(UnusableFile, match="receipts"):
        _elsewhere(tmp_path).restore(forged)


def test_a_part_that_points_out_of_the_folder(full: Book, tmp_path: Path) -> None:
    forged = tmp_path / "forged.zip"
    full.platform.back_up(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as source:
        manifest = json.loads(source.read("manifest.json"))
    manifest["sha256"] = {"../outside": "0" * 64}
    with zipfile.ZipFile(forged, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("../outside", "x")
    with pytest.raises(UnusableFile, match="okänd"):
        _elsewhere(tmp_path).restore(forged)
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a backup at all"])
def test_another_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "x.zip"
    source.write_bytes(content)
    with pytest.raises(UnusableFile, match="s3metrics backup"):
        _elsewhere(tmp_path).restore(source)


def test_there_is_nothing_to_copy_or_to_put_back(tmp_path: Path) -> None:
    platform = _elsewhere(tmp_path)
    with pytest.raises(WrongCall, match="ingen databas"):
        platform.back_up(tmp_path / "copy.zip")
    with pytest.raises(WrongCall, match="finns inte"):
        platform.restore(tmp_path / "copy.zip")


def test_a_damaged_database_is_not_copied(full: Book, tmp_path: Path) -> None:
    content = full.places.database.read_bytes()
    full.places.database.write_bytes(content[: len(content) // 2])
    with pytest.raises(LedgerError, match="säkerhetskopia"):
        full.platform.back_up(tmp_path / "copy.zip")
    assert [path for path in tmp_path.iterdir() if "copy" in path.name] == []
