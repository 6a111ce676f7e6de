"""Nothing an analyst can write gets out of the sandbox, stays in it, or outlasts its limits."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pandas as pd
import pytest

from s3metrics.explore.limits import Limits
from s3metrics.explore.refusals import Kind
from s3metrics.explore.sandbox import Sandbox
from tests.explore.fenced import ROOMY, Fenced
from tests.explore.hostile import ALL, MEMORY_BOMBS, TIME_BOMBS, Hostile

GRACE_SECONDS = 1.0
HURRIED = Limits(seconds=1, memory_mib=256)
UNREAD = [one for one in ALL if one not in (*TIME_BOMBS, *MEMORY_BOMBS)]
"""What the check before might have a part in; of a bomb it sees nothing."""

# Which of its limits a bomb meets first hangs on how fast the machine is.
FIRST_MET: dict[Kind | None, tuple[Kind, ...]] = {
    Kind.SIZE: (Kind.SIZE, Kind.MEMORY),
    Kind.MEMORY: (Kind.MEMORY, Kind.TIME),
    Kind.TIME: (Kind.TIME, Kind.MEMORY),
}

leaking_frame = pd.DataFrame({"a": ["hemlig"]})
"""What a replacement scan of the engine would find by its name."""


@pytest.fixture(scope="module")
def fenced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fenced]:
    # Not at the lowest priority: other tests would leave nothing to it.
    sandbox = Sandbox(1, yields=False)
    sandbox.warm()
    yield Fenced(tmp_path_factory.mktemp("fenced"), sandbox)
    sandbox.close()


@pytest.fixture(scope="module")
def before(fenced: Fenced) -> dict[str, bytes]:
    fenced.ask("FROM company")
    return fenced.files()


def test_there_are_many_kinds_of_harm() -> None:
    assert len(ALL) >= 60
    assert len({one.name for one in ALL}) == len(ALL)


@pytest.mark.parametrize("hostile", ALL, ids=lambda one: one.name)
def test_what_is_asked_as_an_analyst_asks(
    fenced: Fenced, before: dict[str, bytes], hostile: Hostile
) -> None:
    check(fenced, before, hostile, hostile.stops, is_checked=True)


@pytest.mark.parametrize("hostile", UNREAD, ids=lambda one: one.name)
def test_nothing_depends_on_the_check_before(
    fenced: Fenced, before: dict[str, bytes], hostile: Hostile
) -> None:
    check(fenced, before, hostile, hostile.unread, is_checked=False)


def check(
    fenced: Fenced,
    before: dict[str, bytes],
    hostile: Hostile,
    expected: Kind | None,
    *,
    is_checked: bool,
) -> None:
    limits = HURRIED if hostile in TIME_BOMBS else ROOMY
    fenced.ask("SELECT 1")  # a worker is there: what is measured is the question alone
    asked = fenced.ask(
        hostile.sql.replace("@FOLDER", str(fenced.folder)), limits, is_checked=is_checked
    )
    assert asked.kind in FIRST_MET.get(expected, (expected,)), asked.error or asked.rows[:1]
    assert asked.seconds <= limits.seconds + GRACE_SECONDS
    if expected is None:
        assert "hemlig" not in str(asked.rows)
    assert fenced.files() == before, "a file was written, changed or removed"
    healthy = fenced.ask(
        "SELECT (SELECT count(*) FROM company), (SELECT sum(value) FROM indicator_x), "
        "current_setting('lock_configuration')"
    )
    assert list(healthy.rows[0].values()) == [1000, 5, True], "the next question meets what is left"


def test_the_dashboard_s_memory_returns(fenced: Fenced) -> None:
    fenced.ask("FROM range(100000)")
    before = resident_bytes()
    hungry = [one for one in MEMORY_BOMBS if one.stops is Kind.MEMORY]
    for hostile in (*hungry[:5], *TIME_BOMBS[:1]):
        assert fenced.ask(hostile.sql, HURRIED).kind in (Kind.MEMORY, Kind.TIME)
    fenced.ask("FROM range(100000)")
    assert resident_bytes() - before < 64 * 1024**2


def resident_bytes() -> int:
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fenced]:
    """As on a system without limits on processes: the engine, the watch and the clock alone."""
    sandbox = Sandbox(1, yields=False, has_system_limits=False)
    yield Fenced(tmp_path_factory.mktemp("bare"), sandbox)
    sandbox.close()


@pytest.mark.parametrize(
    "name",
    [
        "repeat",
        "lpad",
        "list of a billion",
        "sorting on disk",
        "read_text",
        "COPY in a CTE over the open database",
        "endless recursion",
        "LOAD a file",
    ],
)
def test_the_engine_and_the_clock_alone(bare: Fenced, name: str) -> None:
    hostile = next(one for one in ALL if one.name == name)
    before = bare.files()
    limits = HURRIED if hostile in TIME_BOMBS else ROOMY
    asked = bare.ask(hostile.sql.replace("@FOLDER", str(bare.folder)), limits, is_checked=False)
    assert asked.kind == hostile.unread
    assert bare.files() == before
    assert bare.ask("SELECT count(*) AS n FROM company").rows == [{"n": 1000}]
