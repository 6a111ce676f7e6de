"""Each row is accepted or quarantined, whatever its cells hold; corrected, all is as it was."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.ledger.schema import quoted
from s3metrics.platform import Platform
from tests.properties.profile import examples
from tests.properties.taking import files_of, hand_in, open_platform, taken
from tests.properties.test_laws import all_figures
from tests.recount.delivered import FILES, Delivery
from tests.recount.places import SETTING
from tests.recount.worlds import deliveries

JUNK = (
    "",
    " ",
    "?",
    "-1",
    "1e400",
    "31/12/2024",
    "2024-02-30",
    "9" * 30,
    "#REF!",
    "5560360794",
    "640823-3230",
    "Ankeborg",
    "nej tack",
    "Ö\u00a0ö",
    "A1",
    "=1+1",
    "\ufeff",
    "０６",
)


@examples(12)
@given(deliveries(), st.integers(0, 2**32 - 1))
def test_read_is_accepted_and_quarantined(delivered: list[Delivery], seed: int) -> None:
    random = Random(seed)
    clean = delivered[0]
    broken = {name: spoilt(text, random) for name, text in files_of(clean).items()}
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        platform = open_platform(Path(one), SETTING)
        assert_nothing_is_lost(platform, clean, hand_in(platform, clean, broken))
        again = hand_in(platform, clean, files_of(clean))
        assert not again.has_quarantined
        assert not platform.quarantine()
        assert all_figures(platform) == all_figures(taken(Path(other), SETTING, [clean]))


def assert_nothing_is_lost(platform: Platform, delivery: Delivery, report: DeliveryReport) -> None:
    waiting = platform.quarantine()
    cursor = platform.engine().reader.cursor()
    for table, rows in delivery.tables.items():
        counts = report.tables[table]
        assert counts.read == len(rows) == counts.accepted + counts.quarantined
        out = [row.row for row in waiting if row.table == table]
        kept = [
            row
            for (row,) in cursor.execute(
                f"SELECT row_number FROM ledger.{quoted(table)} WHERE withdrawn_by IS NULL"
            ).fetchall()
        ]
        assert (len(kept), len(out)) == (counts.accepted, counts.quarantined)
        assert sorted(kept + out) == list(range(2, len(rows) + 2))
        faulty = {f.row for f in report.faults if f.file == FILES[table] and not f.is_warning}
        assert faulty == set(out)
    for row in waiting:
        assert any(not fault.is_warning for fault in row.faults)
        assert all(fault.message and fault.column for fault in row.faults)


def spoilt(content: bytes, random: Random) -> bytes:
    """The file with junk in about every tenth cell; no row quite empty, since that is no row."""
    head, *rows = csv.reader(io.StringIO(content.decode()), delimiter=";")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(random.choice(JUNK) if random.random() < 0.1 else cell for cell in row)
    return text.getvalue().encode()
