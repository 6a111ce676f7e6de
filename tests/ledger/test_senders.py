"""One sender under one name: a list under another spelling replaces its own, and says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from s3metrics.engine.coverage import Delivered
from s3metrics.errors import RefusedDelivery
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.senders import same_sender
from tests.small_world import ACTORS, deliver, open_platform, programme, sender

INITIATIVES = """
initiative_id | title | area      | principal | start_date | status
I1            | Ett   | livsmedel | Campus    | 2025-01-01 | pagaende
"""
BOOKINGS = """
initiative_id | date       | kind    | amount_sek
I1            | 2025-03-01 | kostnad | 1000
"""
TWICE = date(2025, 12, 1)


def test_bookings_under_another_spelling_are_not_counted_twice(tmp_path: Path) -> None:
    platform = open_platform(tmp_path)
    deliver(platform, "Region Småland", aktorer=ACTORS, insatser=INITIATIVES, ekonomi=BOOKINGS)
    report = deliver(platform, "REGION-småland ", TWICE, ekonomi=BOOKINGS)
    assert report.is_unchanged
    assert report.sender == "Region Småland"
    assert [note.sv for note in report.notes] == [
        "Avsändaren ”REGION-småland” räknas som ”Region Småland”."
    ]
    assert platform.compute("costs").total.value == 1000
    (confirmed,) = platform.confirmations()
    assert confirmed.sender == "Region Småland"
    more = BOOKINGS + "I1 | 2025-04-01 | kostnad | 500\n"
    deliver(platform, "region småland", TWICE, ekonomi=more)
    assert platform.compute("costs").total.value == 1500
    assert {one.sender for one in platform.deliveries()} == {"Region Småland"}


@pytest.mark.parametrize("name", ["Region Öarna", "Region Smaland"])
def test_another_sender_is_another(tmp_path: Path, name: str) -> None:
    platform = open_platform(tmp_path)
    deliver(platform, "Region Småland", aktorer=ACTORS, insatser=INITIATIVES, ekonomi=BOOKINGS)
    report = deliver(platform, name, TWICE, ekonomi=BOOKINGS)
    assert (report.sender, report.notes) == (name, [])
    assert platform.compute("costs").total.value == 2000


def test_two_municipalities_alike_but_for_a_ring_are_two(tmp_path: Path) -> None:
    names = ("Håbo kommun", "Habo kommun")
    listed = programme(senders=tuple(sender(name, "ekonomi") for name in names))
    platform = open_platform(tmp_path, listed)
    deliver(platform, "Region", aktorer=ACTORS, insatser=INITIATIVES)
    for name in names:
        report = deliver(platform, name, TWICE, ekonomi=BOOKINGS)
        assert (report.sender, report.notes) == (name, [])
    assert platform.compute("costs").total.value == 2000
    told = {one.sender: one.status for one in platform.coverage("costs").senders}
    assert {name: told[name] for name in names} == dict.fromkeys(names, Delivered.BEFORE_END)


def test_the_first_delivery_takes_the_programme_files_spelling(tmp_path: Path) -> None:
    listed = programme(senders=(sender("IUC i Kalmar", "ekonomi", "aktorer", "insatser"),))
    platform = open_platform(tmp_path, listed)
    report = deliver(platform, "iuc i kalmar", aktorer=ACTORS, insatser=INITIATIVES)
    assert report.sender == "IUC i Kalmar"
    # One who has delivered already keeps the name, also when the file lists another spelling.
    other = open_platform(tmp_path, programme(senders=(sender("IUC I KALMAR", "ekonomi"),)))
    assert deliver(other, "IUC I KALMAR", TWICE, ekonomi=BOOKINGS).sender == "IUC i Kalmar"


def test_a_check_says_the_same_and_a_refusal_whose_list_it_is(tmp_path: Path) -> None:
    platform = open_platform(tmp_path)
    many = "".join(f"I1 | 2025-03-{day:02} | kostnad | 1000\n" for day in range(1, 9))
    deliver(platform, "Region", aktorer=ACTORS, insatser=INITIATIVES, ekonomi=BOOKINGS + many)
    files = [NamedBytes(name="ekonomi.csv", content=b"insats-id;datum;slag;belopp sek\n")]
    checked = platform.deliver(files, "REGION", check=True, confirm_withdrawals=True)
    assert (checked.sender, [note.en for note in checked.notes]) == (
        "Region",
        ["The sender “REGION” counts as “Region”."],
    )
    with pytest.raises(RefusedDelivery, match="Leveransen från Region skulle dra tillbaka"):
        platform.deliver(files, "REGION")


@pytest.mark.parametrize(
    ("given", "known", "same"),
    [
        ("a", ["A"], "A"),
        # Both have delivered, in an older ledger: each goes on as itself.
        ("a", ["A", "a"], "a"),
        ("b", ["A"], "b"),
        ("-", ["_", "A"], "-"),
        ("å", ["Ä", "A", "Å"], "Å"),
        ("Region\u00adSm\u200bå\ufeff", ["Region Små"], "Region Små"),
        ("Region\u2212Sma\u030a", ["Region Små"], "Region Små"),
    ],
)
def test_same_sender(given: str, known: list[str], same: str) -> None:
    assert same_sender(given, known) == same
