"""Saved queries: named, owned, kept in every version, and never changed or removed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from s3metrics.errors import WrongCall
from s3metrics.explore.queries import Draft, SavedQueries
from s3metrics.ledger.places import Places
from s3metrics.platform import Platform


def draft(**changed: object) -> Draft:
    content: dict[str, object] = {
        "name": "SMF per kommun",
        "owner": "Åsa Ek",
        "description": "För länsmötet",
        "sql": "SELECT $län AS län\n-- två rader",
        "parameters": {"län": "06"},
        "chart": {"draw": "bar", "x": "län"},
    }
    return Draft(**{**content, **changed})  # type: ignore[arg-type]


@pytest.fixture
def book(tmp_path: Path) -> SavedQueries:
    return SavedQueries(tmp_path / "s3.queries")


def test_what_is_saved_is_read_back_whole(book: SavedQueries) -> None:
    assert book.listed() == []
    saved = book.save(draft())
    assert (saved.version, saved.is_hidden, saved.restored) == (1, False, None)
    assert book.listed() == [saved] == book.versions(saved.id)
    assert saved.sql == draft().sql and saved.parameters == {"län": "06"}


def test_each_save_is_a_version_and_none_goes(book: SavedQueries, tmp_path: Path) -> None:
    first = book.save(draft())
    before = (tmp_path / "s3.queries").read_bytes()
    second = book.save(draft(sql="SELECT 2", name="Nytt namn"), first.id)
    assert (tmp_path / "s3.queries").read_bytes().startswith(before)
    assert second.version == 2
    assert [query.sql for query in book.versions(first.id)] == ["SELECT 2", draft().sql]
    assert [query.name for query in book.listed()] == ["Nytt namn"]


def test_restoring_makes_a_new_version(book: SavedQueries) -> None:
    first = book.save(draft())
    book.save(draft(sql="SELECT 2"), first.id)
    third = book.restore(first.id, 1)
    assert (third.version, third.restored, third.sql) == (3, 1, draft().sql)
    assert len(book.versions(first.id)) == 3
    with pytest.raises(WrongCall, match=r"ingen version 9.*1–3"):
        book.restore(first.id, 9)


def test_hidden_is_out_of_the_list_and_can_be_brought_back(book: SavedQueries) -> None:
    saved = book.save(draft())
    assert book.hide(saved.id).is_hidden
    assert book.listed() == []
    assert len(book.versions(saved.id)) == 2
    # Its name is free for another; brought back it is listed again.
    book.save(draft(owner="Bo"))
    book.restore(saved.id, 1)
    assert len(book.listed()) == 2


def test_names_are_told_apart(book: SavedQueries) -> None:
    saved = book.save(draft())
    with pytest.raises(WrongCall, match=r"SMF per kommun.*Åsa Ek.*annat namn"):
        book.save(draft(name="smf  per KOMMUN"))
    assert book.save(draft(), saved.id).version == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "  "}, "behöver ett namn"),
        ({"owner": ""}, "behöver en ägare"),
        ({"sql": "\n"}, "behöver en fråga"),
        ({"name": "x" * 81}, "Namnet har 81 tecken. Högst 80"),
        ({"description": "x" * 1001}, "Beskrivningen har 1001"),
        ({"sql": "x" * 100_001}, "Frågan har 100001"),
    ],
)
def test_what_is_missing_or_too_long_is_refused(
    book: SavedQueries, changed: dict[str, object], words: str, tmp_path: Path
) -> None:
    with pytest.raises(WrongCall) as told:
        book.save(draft(**changed))
    assert words in str(told.value) and told.value.text.en != told.value.text.sv
    assert not (tmp_path / "s3.queries").exists()


def test_what_is_not_there_is_said(book: SavedQueries) -> None:
    for door in (book.versions, book.hide):
        with pytest.raises(WrongCall, match="”abc” finns inte"):
            door("abc")
    with pytest.raises(WrongCall):
        book.save(draft(), "abc")
    assert book.listed() == []


def test_broken_lines_spoil_no_other(book: SavedQueries, tmp_path: Path) -> None:
    saved = book.save(draft())
    with (tmp_path / "s3.queries").open("a", encoding="utf-8") as file:
        file.write('\n{"id": "half a li')
        file.write('\n{"id": "of another kind"}\n[1]')
    book.save(draft(sql="SELECT 2"), saved.id)
    assert [query.version for query in book.versions(saved.id)] == [2, 1]
    assert len(book.listed()) == 1


def test_who_save_at_once_make_a_version_each(book: SavedQueries) -> None:
    saved = book.save(draft())
    made = []

    def save(number: int) -> None:
        made.append(book.save(draft(sql=f"SELECT {number}"), saved.id))

    threads = [threading.Thread(target=save, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(query.version for query in made) == list(range(2, 10))
    by_version = {query.version: query.sql for query in book.versions(saved.id)}
    assert all(by_version[query.version] == query.sql for query in made)


def test_they_are_kept_by_backups_and_readable_by_their_owner_alone(tmp_path: Path) -> None:
    places = Places.of(tmp_path / "s3.duckdb")
    assert places.kept["queries"] == places.queries
    platform = Platform.open(tmp_path / "s3.duckdb")
    saved = platform.save_query(draft())
    assert platform.queries() == [saved] == platform.query_versions(saved.id)
    assert places.queries.stat().st_mode & 0o077 == 0
    platform.hide_query(saved.id)
    assert platform.restore_query(saved.id, 1).version == 3
