"""Sole traders' numbers: nowhere in clear, in any file, yet whole in the vault."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import InvalidToken

from s3metrics.errors import LedgerError, UnusableFile
from s3metrics.intake.quarantine_file import write_quarantine
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.vault import Vault
from s3metrics.platform import Platform
from tests.ledger.looking import newest_file, query, texts_in
from tests.soundness.drawing import Book

# Valid, wrong check digit, impossible day, 16 first, in free text; all of them somebody's.
PERSONS = ("6408233234", "8112189876", "6408233230", "6402313239", "7001011239", "5503121234")
LIST = """
actor
| orgnr         | name                | kind    |
| 19640823-3234 | Anna 19640823-3234  | foretag |
company
| orgnr         | name                 | municipality |
| 640823-3234   | Snickeri 640823 3234 | Växjö        |
| 8112189876    | Bageri               | Växjö        |
| 640823-3230   | Fel siffra           | Växjö        |
| 640231-3239   | Fel dag              | Växjö        |
| 167001011239  | Fel början           | Växjö        |
| Alfa          | Exempel              | 550312-1234  |
initiative
| initiative_id | title             | principal     |
| I1            | Stöd 5503121234   | 196408233234  |
| 640823-3234   | Numret som id     | Anna          |
participation
| initiative_id | orgnr         | hours          |
| I1            | 6408233234    | 1              |
| I1            | 19811218-9876 | 198112189876   |
| I1            | 5503121234    | -1             |
funding
| initiative_id | funder        | budget_sek |
| I1            | 640823-3234   | 10         |
| I1            | 550312-1234   | x          |
"""


@pytest.fixture
def report_text(book: Book) -> str:
    """The delivery made, a second time with changes; the reports as text."""
    first = book.deliver(LIST, "Anna 640823-3234", may_quarantine=True)
    second = book.deliver(LIST.replace("Växjö", "Kalmar"), "B 640823-3234", may_quarantine=True)
    third = book.platform.deliver([archive()], "C")
    return json.dumps([r.as_json() for r in (first, second, third)], ensure_ascii=False)


def archive() -> NamedBytes:
    """A number in the name of a folder: the file's name is kept, and shown."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("Anna 640823-3234/foretag.csv", "orgnr;namn\n640823-3230;A\n")
        packed.writestr("Läs mig 640823-3234.txt", "hej")
    return NamedBytes(name="lista.zip", content=target.getvalue())


def spellings(number: str) -> set[str]:
    born, last = number[:6], number[6:]
    return {f"{born}{between}{last}" for between in ("", "-", " ", "+", "\u2013")}


def assert_in_clear_nowhere(text: str, where: object) -> None:
    for number in PERSONS:
        for spelled in spellings(number):
            assert spelled not in text, f"{spelled} in {where}"


def test_no_file_of_the_folder_holds_one(book: Book, report_text: str) -> None:
    files = [path for path in book.places.database.parent.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".duckdb", ".vault", ".secret"}
    for path in files:
        content = path.read_bytes()
        for number in PERSONS:
            for spelled in spellings(number):
                assert spelled.encode() not in content, path
                assert spelled.encode("utf-16-le") not in content, path


def test_no_cell_of_the_ledger_holds_one(book: Book, report_text: str) -> None:
    cells = list(texts_in(book.places.database)) + list(texts_in(newest_file(book.places)))
    assert any("Snickeri" in cell for cell in cells)
    for cell in cells:
        assert_in_clear_nowhere(cell, "the database")


def test_no_report_and_no_quarantine_file_shows_one(book: Book, report_text: str) -> None:
    assert "personnummer·" in report_text
    assert_in_clear_nowhere(report_text, "a report")
    target = io.BytesIO()
    waiting = book.platform.quarantine()
    assert len(waiting) > 5
    write_quarantine(target, waiting)
    with zipfile.ZipFile(target) as workbook:
        for name in workbook.namelist():
            assert_in_clear_nowhere(workbook.read(name).decode(), name)


def test_a_refused_file_is_named_without_one(book: Book) -> None:
    file = NamedBytes(name="Anna 640823-3234.csv", content=b"a;b\n1;2\n")
    for format_ in ("s3", "project-bank"):
        for is_check in (False, True):
            with pytest.raises(UnusableFile, match="Anna personnummer·") as refused:
                book.platform.deliver([file], "A", format=format_, check=is_check)
            assert_in_clear_nowhere(str(refused.value), "the refusal")


def test_figures_and_what_is_behind_them_show_none(book: Book, report_text: str) -> None:
    result = book.result("funding_decided", "funder")
    assert_in_clear_nowhere(json.dumps(result.as_json(), ensure_ascii=False), "a figure")
    for indicator in ("smes_reached", "funding_decided", "actors_active", "initiatives"):
        entities = book.platform.entities(indicator)
        text = json.dumps(entities.as_json(), ensure_ascii=False, default=str)
        assert_in_clear_nowhere(text, indicator)


def test_the_secret_and_the_vault_are_the_owners_alone(book: Book, report_text: str) -> None:
    for path in (book.places.secret, book.places.vault):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert not book.places.secret.is_relative_to(book.places.published)


def test_the_vault_holds_every_number_once_and_whole(book: Book, report_text: str) -> None:
    identity = Identity.open(book.places.secret)
    numbers = sorted(Vault(book.places.vault, identity).clear_numbers().values())
    assert {number[-10:] for number in numbers} >= {"6408233234", "8112189876"}
    assert len(numbers) == len({number[-10:] for number in numbers})
    assert set(numbers) <= {"6408233234", "196408233234", "8112189876", "198112189876"}


def test_the_key_is_the_same_in_every_form_and_tells_nothing(book: Book) -> None:
    identity = Identity(b"a" * 32)
    assert identity.key("6408233234", given="196408233234") == identity.key("6408233234")
    assert identity.key("6408233234") != Identity(b"b" * 32).key("6408233234")


def test_another_secret_is_refused(book: Book, report_text: str) -> None:
    book.places.secret.unlink()
    Identity.open(book.places.secret)
    before = newest_file(book.places).read_bytes()
    with pytest.raises(LedgerError, match="Hemligheten"):
        Book(book.places.database.parent).deliver("company\n| orgnr |\n| Alfa |")
    assert newest_file(book.places).read_bytes() == before
    stranger = Identity.open(book.places.secret)
    with pytest.raises(InvalidToken):
        Vault(book.places.vault, stranger).clear_numbers()


def test_a_lost_secret_is_refused(book: Book, report_text: str) -> None:
    book.places.secret.unlink()
    with pytest.raises(LedgerError, match="Hemligheten"):
        Book(book.places.database.parent).deliver("company\n| orgnr |\n| Alfa |")


def test_a_damaged_secret_is_refused(book: Book, report_text: str) -> None:
    book.places.secret.chmod(0o600)
    book.places.secret.write_bytes(b"not a secret")
    with pytest.raises(LedgerError, match="Hemligheten"):
        Book(book.places.database.parent).deliver("company\n| orgnr |\n| Alfa |")


def test_a_secret_that_another_process_made_first_is_the_one_that_counts(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Platform._read
    winner = Identity.ephemeral()

    def overtaken(platform: Platform, *given: Any) -> Any:
        if not book.places.secret.exists():
            winner.save(book.places.secret)
        return read(platform, *given)

    monkeypatch.setattr(Platform, "_read", overtaken)
    book.deliver("company\n| orgnr |\n| 640823-3234 |")
    assert Identity.open(book.places.secret).fingerprint == winner.fingerprint
    assert list(Vault(book.places.vault, winner).clear_numbers()) == [winner.key("6408233234")]
    (number,) = query(newest_file(book.places), "SELECT orgnr FROM company")[0]
    assert number == winner.key("6408233234")


def test_half_a_line_in_the_vault_loses_no_number(book: Book, report_text: str) -> None:
    """As after a crash while the vault was written."""
    with book.places.vault.open("ab") as file:
        file.write(b"p0123456789ab")
    book.deliver(
        "company\n| orgnr |\n| 640823-3234 |\n| 8112189876 |\n| 19900101-2385 |",
        "B 640823-3234",
        may_quarantine=True,
    )
    identity = Identity.open(book.places.secret)
    by_key = Vault(book.places.vault, identity).clear_numbers()
    for number in ("6408233234", "8112189876", "9001012385"):
        assert by_key[identity.key(number)][-10:] == number
    assert len(by_key) == 3


def test_the_folder_can_be_moved_whole(book: Book, report_text: str, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for path in list(book.places.database.parent.glob("s3.*")):
        path.rename(moved / path.name)
    assert Book(moved).total("participations") == 1
