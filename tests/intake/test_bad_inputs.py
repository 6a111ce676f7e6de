"""Each file under fixtures/bad_inputs gives its sentence, word for word."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from s3metrics.errors import UnusableFile
from s3metrics.intake.check import check_sheet
from s3metrics.intake.files import open_files
from s3metrics.ledger.identity import Identity
from s3metrics.programme import load

ROOT = Path(__file__).parents[2]
BAD = ROOT / "tests" / "fixtures" / "bad_inputs"
CASES: list[dict[str, Any]] = tomllib.loads((BAD / "expected.toml").read_text("utf-8"))["case"]
REFUSED = [case for case in CASES if "error" in case]
READ = [case for case in CASES if "error" not in case]


def by_file(case: dict[str, Any]) -> str:
    return str(case["file"])


def test_every_broken_file_has_its_expectation_and_only_one() -> None:
    files = sorted(
        path.relative_to(BAD).as_posix()
        for path in BAD.rglob("*")
        if path.is_file() and path.name != "expected.toml"
    )
    assert sorted(map(by_file, CASES)) == files
    assert all(len(case) == 2 for case in CASES), "one mistake, one kind of answer per file"


@pytest.mark.parametrize("case", REFUSED, ids=by_file)
def test_refused_with_one_sentence(case: dict[str, Any]) -> None:
    with pytest.raises(UnusableFile) as refusal:
        open_files([BAD / case["file"]])
    assert str(refusal.value) == case["error"]


@pytest.mark.parametrize("case", REFUSED, ids=by_file)
def test_the_sentence_says_which_file_and_not_where_on_the_machine(case: dict[str, Any]) -> None:
    assert Path(case["file"]).name in case["error"]
    assert str(ROOT) not in case["error"]


@pytest.mark.parametrize("case", READ, ids=by_file)
def test_read_with_notes_and_faults(case: dict[str, Any]) -> None:
    opened = open_files([BAD / case["file"]])
    programme = load(ROOT / "data" / "programme.toml")
    identity = Identity.ephemeral()
    faults = [
        {
            "row": fault.row,
            "column": fault.column,
            "value": fault.value,
            "code": str(fault.code),
            "message": fault.message.sv,
        }
        for sheet in opened.sheets
        for fault in check_sheet(sheet, programme, identity).faults
    ]
    assert [note.sv for note in opened.notes] == case.get("notes", [])
    assert faults == case.get("faults", [])
