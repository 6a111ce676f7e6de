"""The analysts' copy: official counts by hand, nothing of persons, made once and whole."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3metrics.errors import LedgerError
from s3metrics.explore import shelf
from s3metrics.explore.copy import Copy, copy_of
from s3metrics.explore.tables import table_docs
from s3metrics.indicators import CATALOGUE
from s3metrics.ledger.places import PROJECT
from s3metrics.platform import Platform
from tests import small_world
from tests.explore import by_hand, persons
from tests.properties.profile import examples
from tests.properties.taking import taken
from tests.recount.delivered import Delivery
from tests.recount.model import Setting
from tests.recount.worlds import deliveries, settings
from tests.reports import world

SECONDS_OF_ONE_COPY = 10


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    return world.small_platform(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Platform, Copy]:
    """The world of persons, and all of its copy."""
    platform = persons.platform(tmp_path_factory.mktemp("persons"))
    return platform, copied(platform, *CATALOGUE)


def copied(platform: Platform, *indicators: str, as_of: int | str | None = None) -> Copy:
    return copy_of(platform.at(as_of), platform.places, indicators)


@pytest.mark.parametrize("as_of", [None, 20, 41, "first edition", "last edition"])
def test_counts_written_by_hand_are_the_official_ones(
    sample_platform: Platform, as_of: int | str | None
) -> None:
    if isinstance(as_of, str):
        editions = sample_platform.editions()
        as_of = (editions[0] if as_of.startswith("first") else editions[-1]).name
    assert not by_hand.disagreements(sample_platform, as_of)


@examples(8)
@given(deliveries(), settings(), st.integers(0, 2**32 - 1))
def test_counts_by_hand_under_corrections_and_withdrawals(
    delivered: list[Delivery], setting: Setting, seed: int
) -> None:
    """Any partners' lists, under any rules, as known after any of the deliveries."""
    as_of = Random(seed).randint(1, len(delivered))
    with tempfile.TemporaryDirectory() as folder:
        platform = taken(Path(folder), setting, delivered)
        assert not by_hand.disagreements(platform, as_of)


def test_a_correction_shows_now_and_not_before(platform: Platform) -> None:
    moved = world.COMPANIES.replace("Beta     | Beta | Kalmar ", "Beta     | Beta | Gotland")
    small_world.deliver(platform, foretag=moved)
    query = "SELECT county FROM company WHERE name = 'Beta'"

    def county(as_of: int) -> str:
        with duckdb.connect(str(copied(platform, as_of=as_of).base), read_only=True) as connection:
            return str(connection.execute(query).fetchall()[0][0])

    assert (county(1), county(2)) == ("08", "09")


def test_nothing_of_persons_or_secrets_is_in_any_file(whole: tuple[Platform, Copy]) -> None:
    platform, copy = whole
    assert len(persons.needles(platform)) > 20
    assert persons.given_away([platform.places.database], platform), "the search finds nothing"
    assert not persons.given_away([copy.base, *copy.indicators.values()], platform)


def test_a_person_is_one_company_whatever_stands_for_it(tmp_path: Path) -> None:
    platform = persons.platform(tmp_path)
    with duckdb.connect(str(copied(platform).base), read_only=True) as connection:
        named = connection.execute(
            "SELECT c.name, c.company, c.is_sole_trader, count(p.row_id) "
            "FROM company c LEFT JOIN participation p USING (company) GROUP BY ALL ORDER BY 1"
        ).fetchall()
        led = connection.execute("SELECT principal FROM initiative WHERE initiative = 'I2'")
        assert led.fetchall() == [(named[3][1],)]
        funders = connection.execute("SELECT DISTINCT funder FROM funding").fetchall()
    assert [(name, is_person, rows) for name, _, is_person, rows in named] == [
        ("Al firma", True, 0),
        ("Alfa", False, 2),
        ("Beta [e-post]", False, 2),
        ("Ek firma", True, 1),
    ]
    numbers = {company for _, company, is_person, _ in named if is_person}
    assert all(number.startswith("enskild-") for number in numbers)
    assert len({funder for (funder,) in funders if funder.startswith("enskild-")}) == 2
    assert len(numbers) == 2


def test_what_stands_for_a_person_is_the_same_in_later_copies(tmp_path: Path) -> None:
    platform = persons.platform(tmp_path)
    query = "SELECT name, company FROM company WHERE is_sole_trader ORDER BY name"

    def numbers() -> list[tuple[str, str]]:
        with duckdb.connect(str(copied(platform).base), read_only=True) as connection:
            return connection.execute(query).fetchall()

    before = numbers()
    newcomer = f"{persons.THIRD} | Aa firma | Kalmar | mikro |  |  |  |\n"
    small_world.deliver(platform, foretag=persons.COMPANIES + newcomer)
    after = numbers()
    assert set(before) < set(after)
    assert len({number for _, number in after}) == 3


def test_the_tables_are_what_their_documentation_says(whole: tuple[Platform, Copy]) -> None:
    platform, copy = whole
    docs = table_docs(platform.programme)
    assert len({doc.name for doc in docs}) == len(docs)
    for doc in docs:
        path = copy.indicators[doc.indicator] if doc.indicator else copy.base
        with duckdb.connect(str(path), read_only=True) as connection:
            described = connection.execute(f'DESCRIBE "{doc.name}"').fetchall()
        there = [(name, type_) for name, type_, *_ in described]
        assert there == [(c.name, c.type.replace(", ", ",")) for c in doc.columns], doc.name
        for language in ("sv", "en"):
            labels = [column.label.of(language) for column in doc.columns]
            assert len(set(labels)) == len(labels), (doc.name, labels)
            texts = [t.of(language) for c in doc.columns for t in (c.meaning, c.source)]
            assert all(texts) and not any(text.endswith(".") for text in texts), doc.name


def test_no_join_multiplies_or_loses_rows(sample_platform: Platform) -> None:
    with duckdb.connect(str(copied(sample_platform).base), read_only=True) as connection:
        (counts,) = connection.execute(
            "SELECT p.*, b.*, c.* FROM "
            "(SELECT count(*), count(DISTINCT row_id) FROM participation) p, "
            "(SELECT count(*), count(DISTINCT row_id) FROM booking) b, "
            "(SELECT count(*), count(DISTINCT company) FROM company) c"
        ).fetchall()
        accepted = connection.execute(
            "SELECT table_name, sum(accepted_rows) FROM delivered_table WHERE is_latest "
            "AND table_name IN ('participation', 'booking') GROUP BY 1 ORDER BY 1"
        ).fetchall()
    assert counts[0] == counts[1] and counts[2] == counts[3] and counts[4] == counts[5]
    assert accepted == [("booking", counts[2]), ("participation", counts[0])]


def test_a_copy_is_made_once_and_cannot_be_written_to(platform: Platform) -> None:
    first = copied(platform, "smes_reached")
    paths = [first.base, *first.indicators.values()]
    made = [path.stat().st_ino for path in paths]
    assert copied(platform, "smes_reached") == first
    assert [path.stat().st_ino for path in paths] == made
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o444}
    assert not list(platform.places.explore.glob("draft-*"))


def test_another_clock_day_or_programme_file_has_another_copy(platform: Platform) -> None:
    small_world.deliver(platform, name="B", behov="need_id|title|area|county|date|status")
    bases = {copied(platform).base, copied(platform, as_of=1).base}
    later = Platform(platform.places, platform.programme, lambda: world.AFTER)
    bases.add(copied(later).base)
    other = platform.programme.model_copy(update={"sha256": "1" * 64})
    bases.add(copied(Platform(platform.places, other, lambda: small_world.TODAY)).base)
    assert len(bases) == 4


def test_a_database_begun_anew_in_the_same_place_has_its_own_copy(tmp_path: Path) -> None:
    bases = []
    for title in ("Ett", "Två"):
        platform = world.small_platform(
            tmp_path, insatser=world.INITIATIVES.replace("| Ett ", f"| {title}n ")
        )
        bases.append(copied(platform).base)
        for path in tmp_path.glob("s3.*"):
            if path != platform.places.explore:
                subprocess.run(["rm", "-rf", str(path)], check=True)
    assert bases[0] != bases[1]


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "explore" / f"v1-{'0' * 20}.base.duckdb"

    def fail(draft: Path) -> None:
        draft.write_text("half")
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        shelf.made(target, fail)
    assert [path.name for path in target.parent.iterdir()] == [f"{target.name}.lock"]
    assert shelf.made(target, lambda draft: draft.touch()).exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "explore").write_text("a file")
    with pytest.raises(LedgerError, match="kan inte skrivas"):
        shelf.made(tmp_path / "explore" / "v1.base.duckdb", lambda draft: draft.touch())


def test_old_copies_go_and_those_in_use_stay(tmp_path: Path) -> None:
    def base(version: int, clock: int = 0) -> Path:
        return tmp_path / f"v{version}-{clock:020x}.base.duckdb"

    long_ago = time.time() - 10_000
    dead = tmp_path / "draft-1-dead.tmp"
    for path in (*map(base, range(1, 6)), *(base(9, clock) for clock in range(1, 20)), dead):
        path.touch()
        os.utime(path, (long_ago, long_ago))
    base(2).touch()  # a query has just asked for it
    for clock in (3, 4):
        os.utime(base(9, clock), (long_ago + clock, long_ago + clock))
    shelf.made(base(9), lambda draft: draft.touch())
    left = {path for path in tmp_path.iterdir() if path.suffix == ".duckdb"}
    assert not dead.exists()
    assert {base(2), base(9), base(9, 3), base(9, 4)} <= left
    assert not {base(1), base(3)} & left
    assert len(left) <= 13


def test_several_processes_make_one_copy(platform: Platform, tmp_path: Path) -> None:
    code = (
        "import sys; from datetime import date; from s3metrics.platform import Platform; "
        "from s3metrics.explore.copy import copy_of; "
        f"p = Platform.open({str(platform.places.database)!r}, today=lambda: date(2025, 12, 31)); "
        "c = copy_of(p.at(None), p.places, ['smes_reached']); "
        "print(c.base, c.base.stat().st_ino, c.indicators['smes_reached'].stat().st_ino)"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    told = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(set(told)) == 1


def test_making_a_copy_of_the_sample_takes_seconds(sample_platform: Platform) -> None:
    """Far above the second that it takes, so that a busy machine does not fail it."""
    clock = sample_platform.at(13)
    started = time.process_time()
    copy_of(clock, sample_platform.places)
    assert time.process_time() - started < SECONDS_OF_ONE_COPY
