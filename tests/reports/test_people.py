"""The list of participants: masked, or in clear and logged; sensitive notes never."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from s3metrics.engine.selection import Selection
from s3metrics.errors import LedgerError
from s3metrics.ledger.lines import Lines
from s3metrics.platform import Platform
from s3metrics.programme.fields import ParticipantColumn
from s3metrics.reports.people import COLUMNS
from tests.cli.running import run
from tests.reports.test_workbook import opened, records
from tests.reports.world import END, PERIOD, PERSON, START, programme, small_platform

DIGITS = PERSON.replace("-", "")
EVERY_COLUMN = get_args(ParticipantColumn)


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    of = programme(participant_columns=EVERY_COLUMN)
    return small_platform(tmp_path_factory.mktemp("people"), of=of)


def listed(content: bytes) -> list[dict[str, Any]]:
    return records(opened(content), "Deltagare")


def test_columns_are_those_of_the_programme_file(tmp_path: Path) -> None:
    assert set(COLUMNS) == set(EVERY_COLUMN)
    platform = small_platform(tmp_path, of=programme(participant_columns=("name", "orgnr")))
    assert list(listed(platform.report(PERIOD).report.workbook)[0]) == [
        "Företag",
        "Organisationsnummer",
    ]


def test_as_many_as_the_indicator_says(platform: Platform) -> None:
    rows = listed(platform.report(PERIOD).report.workbook)
    now = platform.compute("enterprises_supported", Selection(from_=START, to=END))
    assert len(rows) == now.total.value == 3
    alfa = rows[0]
    # The participation before the period is in none of these.
    assert (alfa["Deltaganden"], alfa["Timmar"], alfa["Stödets värde SEK"]) == (1, 6, 12000)
    assert alfa["E-post"] == "alfa@alfa.example"
    assert alfa["Beslut"].date() == date(2025, 2, 1)


def test_a_sensitive_note_is_in_no_file(platform: Platform) -> None:
    report = platform.report(PERIOD).report
    rows = listed(report.workbook)
    assert [row["Anteckning"] for row in rows] == [None, "Öppet", None]
    assert not [name for name, content in report.twins().items() if b"Hemligt" in content]
    behind = platform.entities("companies_contacted").rows
    assert behind and not [row for row in behind if "Hemligt" in str(row.cells)]


def test_a_sole_trader_is_masked(platform: Platform) -> None:
    before = platform.exports_with_personal_numbers()
    report = platform.report(PERIOD).report
    assert report.persons_in_clear == 0
    assert listed(report.workbook)[2]["Organisationsnummer"].startswith("personnummer·")
    everything = [cell.value for tab in opened(report.workbook) for row in tab for cell in row]
    assert not [value for value in everything if DIGITS in str(value) or PERSON in str(value)]
    assert not [name for name, text in report.twins().items() if DIGITS.encode() in text]
    assert platform.exports_with_personal_numbers() == before


def test_in_clear_and_logged(platform: Platform) -> None:
    asked = {"with_personal_numbers": True, "file_name": "rapport.xlsx", "by": "anna"}
    report = platform.report(PERIOD, **asked).report  # type: ignore[arg-type]
    assert report.persons_in_clear == 1
    assert DIGITS in str(listed(report.workbook)[2]["Organisationsnummer"])
    entry = platform.exports_with_personal_numbers()[-1]
    assert (entry["by"], entry["file"], entry["period"]) == ("anna", "rapport.xlsx", PERIOD)
    assert entry["sha256"] == hashlib.sha256(report.workbook).hexdigest()
    assert entry["persons"] == 1 and entry["at"][:4].isdigit()
    # Elsewhere in the same workbook the number is masked all the same.
    book = opened(report.workbook)
    others = [tab for tab in book if tab.title != "Deltagare"]
    shown = [cell.value for tab in others for row in tab.iter_rows() for cell in row]
    assert not [value for value in shown if DIGITS in str(value)]


def test_the_log_only_grows(platform: Platform) -> None:
    before = platform.exports_with_personal_numbers()
    platform.report(PERIOD, with_personal_numbers=True, file_name="b.xlsx", by="bo")
    after = platform.exports_with_personal_numbers()
    assert after[:-1] == before and after[-1]["by"] == "bo"
    assert stat.S_IMODE(platform.places.exports.stat().st_mode) == 0o600
    assert DIGITS not in platform.places.exports.read_text(encoding="utf-8")


def test_without_a_log_nothing_is_handed_out(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Lines, *entries: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Lines, "append", full)
    with pytest.raises(LedgerError, match="utan logg lämnas inga personnummer ut"):
        platform.report(PERIOD, with_personal_numbers=True)


def test_the_command_logs_who_and_which_file(tmp_path: Path) -> None:
    platform = small_platform(tmp_path)
    target = tmp_path / "ut.xlsx"
    call = ["--db", platform.places.database, "report", "--period", PERIOD, "-o", target]
    done = run(*call)
    assert done.code == 0, done.err
    assert platform.exports_with_personal_numbers() == []
    done = run(*call, "--with-personal-numbers", "--csv", tmp_path / "csv")
    assert done.code == 0, done.err
    assert "1 personnummer i klartext" in done.err
    (entry,) = platform.exports_with_personal_numbers()
    assert entry["file"] == "ut.xlsx" and entry["by"]
    files = [target, *(tmp_path / "csv").rglob("*.csv")]
    assert len(files) > 20
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert json.dumps(entry)
