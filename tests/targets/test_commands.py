"""`targets`, `coverage` and `compute --alternatives`: data to stdout, narration to stderr."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from s3metrics.cli import main
from s3metrics.ledger.places import Places
from s3metrics.platform import Platform, load_programme
from tests.small_world import deliver

Captured = pytest.CaptureFixture[str]
LISTS = {
    "foretag": """
orgnr | name  | municipality | size
Alfa  | Alfa  | Växjö        | liten
Beta  | Beta  | Kalmar       | okand
""",
    "insatser": """
initiative_id | title | area      | principal | start_date | status
I1            | Ett   | livsmedel | Campus    | 2025-01-01 | pagaende
""",
    "deltaganden": """
initiative_id | orgnr | date       | support
I1            | Alfa  | 2025-02-01 | radgivning
I1            | Beta  | 2025-02-01 | radgivning
I1            | Beta  | 2025-02-30 | radgivning
""",
}


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s3.duckdb"
    platform = Platform(Places(path), load_programme(), lambda: date(2025, 12, 31))
    deliver(platform, "Livs", date(2025, 7, 1), **LISTS)
    monkeypatch.setenv("S3METRICS_DB", str(path))
    monkeypatch.setenv("S3METRICS_TODAY", "2025-12-31")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_targets(capsys: Captured) -> None:
    assert main(["targets", "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert len(found) == len(load_programme().targets)
    assert (found[0]["indicator"], found[0]["value"], found[0]["status"]) == (
        "smes_reached",
        1,
        None,
    )
    assert "mål är exempel, ur inget beslut" in told.err
    assert main(["targets", "--format", "csv"]) == 0
    rows = rows_of(capsys.readouterr().out)
    assert [row["indicator"] for row in rows] == [one["indicator"] for one in found]
    assert rows[0]["value"] == "1"
    assert main(["targets"]) == 0
    assert "Behövs/mån" in capsys.readouterr().out


def test_compute_with_alternatives(capsys: Captured) -> None:
    assert main(["compute", "smes_reached", "--alternatives", "--format", "csv"]) == 0
    told = capsys.readouterr()
    assert {row["alternative"]: row["value"] for row in rows_of(told.out)} == {
        "": "1",
        "contacts_included": "1",
        "seat": "1",
        "unknown_sizes": "2",
        "per_initiative": "1",
    }
    assert "Okänd storlek räknas som SMF (företag): " in told.err
    assert main(["compute", "smes_reached", "--alternatives", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [other["id"] for other in found["alternatives"]][-1] == "per_initiative"
    assert main(["compute", "smes_reached", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "value,numerator,denominator,status"


def test_coverage(capsys: Captured) -> None:
    assert main(["coverage", "smes_reached", "--area", "livsmedel", "--format", "csv"]) == 0
    told = capsys.readouterr()
    rows = rows_of(told.out)
    assert [(row["kind"], row["rows"]) for row in rows if row["rows"]] == [
        ("quarantined_date", "1"),
        ("unknown_size", "1"),
        ("without_hours", "1"),
    ]
    assert "lägst 1, högst 3" in told.err
    assert main(["coverage", "smes_reached", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["bounds"]["upper"] == 3
