"""Trying to reveal what is hidden, by solving all published tables of all editions together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest

from s3metrics.editions.public import complementary
from s3metrics.editions.public.board import Board
from s3metrics.editions.public.pattern import Decided, Pattern
from s3metrics.editions.public.serving import HIDDEN
from s3metrics.engine.result import Status
from s3metrics.platform import Platform
from tests.editions.attacker import COMPANIES, WITHIN, Shown, attack
from tests.editions.public_world import PROGRAMME, Town
from tests.editions.solving import Attack, Unknown
from tests.properties.profile import IS_LONG

THRESHOLD = PROGRAMME.rules.suppression_threshold
# As many values are left as there are below the threshold.
WIDTH = max(1, THRESHOLD - 2)
NARROW = "all that fits lies within"
# Of this town a pattern that drew limits line by line gave eight numbers of E1 away.
FOUND_OUT = 2
# Of the fifth not even all that can be hidden is enough without its zeros.
LONG_TOWNS = range(1, 7)


def as_sealed(platform: Platform, name: str, pattern: Pattern | None = None) -> Shown:
    """The edition's public tables as they were sealed, or with what a pattern hides."""
    hidden = pattern.hidden if pattern else {}
    sealed, tables = platform.sealed(name), {}
    for key in platform.public_tables(name):
        cells = sealed.tables[key].cells
        indicator, span, by = key
        tables[indicator, span.value, by] = {
            members: HIDDEN if (key, members) in hidden else cell for members, cell in cells.items()
        }
    return Shown(sealed.edition, tables)


def attacked(town: Town, patterns: Mapping[str, Pattern] | None = None) -> Attack:
    """What can be known from all that is public, or would be by other patterns."""
    whole = [as_sealed(town.platform, name) for name in town.sealed]
    if patterns is None:
        return attack(town.shown(), whole, PROGRAMME)
    shown = [as_sealed(town.platform, name, patterns[name]) for name in town.sealed]
    return attack(shown, whole, PROGRAMME)


def town(folder: str, seed: int, periods: int) -> Town:
    """So many periods, the second corrected by a replacing edition now and then."""
    random = Random(seed)
    made = Town(Path(folder), random, random.randint(12, 40), random.randint(15, 60))
    for number in range(periods):
        made.live_through(number)
        if number == 1 and random.random() < 0.5:
            made.correct()
            made.seal("E2b", "P2", replaces="E2")
    return made


def small(found: Attack) -> list[Unknown]:
    """Numbers of too few companies, and of participations that must be theirs."""
    what = {*COMPANIES, "participations"}
    return [one for one, value in found.truth.items() if one[1] in what and 0 < value < THRESHOLD]


def told(found: Attack) -> Iterator[str]:
    """Everything that is revealed, in words."""
    hidden, few = set(found.hidden), small(found)
    yield from (f"shown: {one}" for one in few if one not in hidden)
    narrow = found.narrowed([one for one in few if one in hidden], WIDTH)
    yield from (f"{NARROW} {width:g}: {one}" for one, width in narrow)
    for smaller, larger in WITHIN:
        for one in found.truth:
            other = (one[0], larger, *one[2:])
            if one[1] != smaller or other not in found.truth or {one[1], larger} - {*COMPANIES}:
                continue
            if 0 < found.truth[other] - found.truth[one] < THRESHOLD and not {one, other} & hidden:
                yield f"a difference: {other} − {one}"


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Two periods of a town, the second sealed again after corrections."""
    made = town(str(tmp_path_factory.mktemp("town")), FOUND_OUT, periods=2)
    assert made.sealed == ["E1", "E2", "E2b"]
    return made


def test_nothing_hidden_can_be_told_of_a_town(reported: Town) -> None:
    found = attacked(reported)
    assert len(small(found)) > 500
    assert list(told(found)) == []


def test_lines_taken_one_by_one_do_not_hide_enough(
    reported: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the solver in the pattern is for, and that the one in the test sees it."""
    monkeypatch.setattr(complementary._Covering, "by_solving", lambda covering: False)
    assert any(NARROW in one for one in told(attacked(reported, decided(reported))))


def test_no_table_tells_what_another_hides_of_the_same(reported: Town) -> None:
    """A share's denominator is the SMEs reached so far: what is hidden of these is of it, too."""
    hidden = 0
    for shown in reported.shown():
        for by in (("size",), ("county",)):
            shares = shown.tables["innovation_share", "accumulated", by]
            reached = shown.tables["smes_reached", "accumulated", by]
            for members in (one for one in reached if reached[one].status is Status.SUPPRESSED):
                assert shares[members].denominator is None, (shown.edition.name, by, members)
                hidden += 1
    assert hidden


def decided(town: Town) -> dict[str, Pattern]:
    """Every edition's pattern, decided again from what was sealed."""
    kept = town.platform._public_patterns()
    found: list[Decided] = []
    for name in town.sealed:
        board = Board(town.platform.sealed(name), kept[name].behind, PROGRAMME)
        found.append(complementary.decide(board, found, THRESHOLD))
    return {one.board.edition.name: one.pattern for one in found}


LONG = pytest.mark.skipif(not IS_LONG, reason="long: S3METRICS_HYPOTHESIS=long")


@LONG
def test_the_pattern_is_the_same_whenever_it_is_decided(reported: Town) -> None:
    kept = reported.platform._public_patterns()
    assert {name: one.hidden for name, one in decided(reported).items()} == {
        name: one.hidden for name, one in kept.items()
    }


@LONG
@pytest.mark.parametrize("seed", LONG_TOWNS)
def test_nothing_hidden_can_be_told_of_any_town(tmp_path: Path, seed: int) -> None:
    found = attacked(town(str(tmp_path), seed, periods=3))
    assert len(small(found)) > 500
    assert list(told(found)) == []
