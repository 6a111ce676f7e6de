"""Sealed, then corrected, withdrawn and delivered late at random: what was reported stands."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from s3metrics.editions.model import Edition, SealedTable, Span
from s3metrics.engine.selection import Selection
from s3metrics.ledger.places import Places
from s3metrics.platform import Platform
from s3metrics.programme import ReportingPeriod
from tests.properties.asking import questions_of_every_indicator
from tests.properties.profile import examples
from tests.properties.taking import asked, files_of, hand_in, programme_of
from tests.recount.delivered import Delivery
from tests.recount.model import Setting
from tests.recount.worlds import deliveries, settings

SEEDS = st.integers(0, 2**32 - 1)
CODES = 8


@examples(4)
@given(deliveries(), settings(), SEEDS)
def test_whatever_comes_after_a_seal_the_edition_is_exact_and_its_codes_open(
    delivered: list[Delivery], setting: Setting, seed: int
) -> None:
    assume(len(delivered) > 1)
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        platform = opened(Path(folder), setting)
        at = random.randint(1, len(delivered) - 1)
        for delivery in delivered[:at]:
            hand_in(platform, delivery, files_of(delivery))
        edition = platform.seal("A", "S", reason="Prov.")
        content = platform.canonical("A")
        shown = some_questions_shown(platform, random)
        tables = random.sample(list(platform.sealed("A").tables.values()), CODES)
        for delivery in [*delivered[at:], withdrawing(random.choice(delivered), random)]:
            hand_in(platform, delivery, files_of(delivery))
        later = opened(Path(folder), setting)
        verification = later.verify("A")
        assert verification.is_exact, (verification.findings, verification.differences[:3])
        assert later.canonical("A") == content
        assert hashlib.sha256(content).hexdigest() == edition.sha256
        for table in tables:
            assert_served_and_opened(later, edition, table)
        for code, value in shown:
            reopened = later.reopen(code)
            assert (reopened.is_same, reopened.shown.cell.value) == (True, value)


def opened(folder: Path, setting: Setting) -> Platform:
    """Under a programme with one reporting period that has ended."""
    programme = programme_of(setting)
    start = programme.period.start
    period = ReportingPeriod(id="S", start=start, end=setting.today, due=setting.today)
    programme = programme.model_copy(update={"reporting_periods": (period,)})
    return Platform(Places(folder / "s3.duckdb"), programme, lambda: setting.today)


def withdrawing(delivery: Delivery, random: Random) -> Delivery:
    """The sender's lists again with rows gone."""
    tables = {
        table: random.sample(rows, random.randint(0, len(rows)))
        for table, rows in delivery.tables.items()
        if table in {"participation", "booking", "outcome", "funding", "context"}
    }
    return Delivery(delivery.sender, tables or {"booking": []})


def some_questions_shown(platform: Platform, random: Random) -> list[tuple[str, object]]:
    """Figures shown as known then, each with its code and value."""
    questions = list(questions_of_every_indicator(random))
    found = []
    for question in random.sample(questions, CODES):
        result = platform.compute(question.indicator, asked(question.selection), question.by)
        members = random.choice(list(result.cells))
        cell = dict(zip(question.by, members, strict=True))
        platform.remember(result, cell)
        found.append((result.receipt.of_cell(cell).code, result.cells[members].value))
    return found


def assert_served_and_opened(platform: Platform, edition: Edition, table: SealedTable) -> None:
    start = edition.period_start if table.span is Span.PERIOD else edition.programme_start
    selection = Selection(from_=start, to=edition.period_end)
    served = platform.compute(table.indicator, selection, table.by, as_of=edition.name)
    assert served.is_sealed
    assert served.cells == table.cells
    members = list(table.cells)[-1]
    reopened = platform.reopen(table.code_of(members))
    assert (reopened.is_same, reopened.shown.cell) == (True, table.cells[members])
