"""One sender under one name: a list under another spelling replaces its own, and says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

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
    report = deliver(platform, "REGION-smaland ", TWICE, ekonomi=BOOKINGS)
    assert report.is_unchanged
    assert report.sender == "Region Småland"
    assert [note.sv for note in report.notes] == [
        "Avsändaren ”REGION-smaland” är densamma som ”Region Småland”, och leveransen tas emot "
        "under det namnet."
    ]
    assert platform.compute("costs").total.value == 1000
    (confirmed,) = platform.confirmations()
    assert confirmed.sender == "Region Småland"
    more = BOOKINGS + "I1 | 2025-04-01 | kostnad | 500\n"
    deliver(platform, "region småland", TWICE, ekonomi=more)
    assert platform.compute("costs").total.value == 1500
    assert {one.sender for one in platform.deliveries()} == {"Region Småland"}


def test_another_sender_is_another(tmp_path: Path) -> None:
    platform = open_platform(tmp_path)
    deliver(platform, "Region Småland", aktorer=ACTORS, insatser=INITIATIVES, ekonomi=BOOKINGS)
    report = deliver(platform, "Region Öarna", TWICE, ekonomi=BOOKINGS)
    assert (report.sender, report.notes) == ("Region Öarna", [])
    assert platform.compute("costs").total.value == 2000


def test_the_first_delivery_takes_the_programme_files_spelling(tmp_path: Path) -> None:
    listed = programme(senders=(sender("IUC i Kalmar", "ekonomi", "aktorer", "insatser"),))
    platform = open_platform(tmp_path, listed)
    report = deliver(platform, "iuc i kalmar", aktorer=ACTORS, insatser=INITIATIVES)
    assert report.sender == "IUC i Kalmar"
    # One who has delivered already keeps the name, also when the file lists another spelling.
    other = open_platform(tmp_path, programme(senders=(sender("IUC I KALMAR", "ekonomi"),)))
    assert deliver(other, "IUC I KALMAR", TWICE, ekonomi=BOOKINGS).sender == "IUC i Kalmar"


@pytest.mark.parametrize(
    ("given", "known", "same"),
    [
        ("a", ["A"], "A"),
        ("a", ["A", "a"], "a"),
        ("b", ["A"], "b"),
        ("-", ["_", "A"], "-"),
        ("å", ["Ä", "Å"], "Ä"),
    ],
)
def test_same_sender(given: str, known: list[str], same: str) -> None:
    assert same_sender(given, known) == same
