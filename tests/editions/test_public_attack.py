"""Trying to reveal what is hidden, by solving all published tables of all editions together."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3metrics.editions.public import complementary
from s3metrics.platform import Platform
from tests.editions.attacker import COMPANIES, WITHIN, Attack, Shown, Unknown, attack
from tests.editions.public_world import PROGRAMME, Town
from tests.properties.profile import IS_LONG, examples

# Solving all tables together takes minutes: apart from the tests that everybody runs.
pytestmark = pytest.mark.skipif(not IS_LONG, reason="long: S3METRICS_HYPOTHESIS=long")

THRESHOLD = PROGRAMME.rules.suppression_threshold
ONE_WAY = "only one value fits"


def as_sealed(platform: Platform, name: str) -> Shown:
    sealed = platform.sealed(name)
    tables = {(i, span.value, by): table.cells for (i, span, by), table in sealed.tables.items()}
    return Shown(sealed.edition, tables)


def attacked(town: Town) -> Attack:
    return attack(town.shown(), [as_sealed(town.platform, name) for name in town.sealed], PROGRAMME)


def town(folder: str, seed: int) -> Town:
    """Three periods, the second corrected by a replacing edition now and then."""
    random = Random(seed)
    made = Town(Path(folder), random, random.randint(12, 40), random.randint(15, 60))
    made.live_through(0)
    made.live_through(1)
    if random.random() < 0.5:
        made.correct()
        made.seal("E2b", "P2", replaces="E2")
    made.live_through(2)
    return made


def small(found: Attack) -> list[Unknown]:
    return [
        one for one, value in found.truth.items() if one[1] in COMPANIES and 0 < value < THRESHOLD
    ]


def told(found: Attack) -> Iterator[str]:
    """Everything that is revealed, in words."""
    hidden, few = set(found.hidden), small(found)
    yield from (f"shown: {one}" for one in few if one not in hidden)
    left = [one for one in few if one in hidden]
    unsure = found.undecided(left)
    yield from (f"{ONE_WAY}: {one}" for one in left if one not in unsure and found.told(one))
    for smaller, larger in WITHIN:
        for one in found.truth:
            other = (one[0], larger, *one[2:])
            if one[1] != smaller or other not in found.truth or {one[1], larger} - {*COMPANIES}:
                continue
            if 0 < found.truth[other] - found.truth[one] < THRESHOLD and not {one, other} & hidden:
                yield f"a difference: {other} − {one}"


@examples(1)
@given(st.integers(0, 2**32 - 1))
def test_nothing_hidden_can_be_told_from_all_that_is_public(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = attacked(town(folder, seed))
        assert len(small(found)) > 100
        assert list(told(found)) == []


def test_without_complementary_cells_the_solver_does_reveal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(complementary, "hide_besides", lambda deciding: None)
    revealed = list(told(attacked(town(str(tmp_path), 1))))
    assert any(ONE_WAY in one for one in revealed)
