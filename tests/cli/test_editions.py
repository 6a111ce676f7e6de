"""`seal`, `verify`, `editions`, `receipt` and `filed`: what they print, and their exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.cli.running import FILES, PROGRAMME, SENDER, Run, run

GOLDEN = Path(__file__).parent / "golden"
WRITE_VARIABLE = "S3METRICS_WRITE_GOLDEN"
PERIODS = """
[[reporting_periods]]
id = "V1"
start = 2025-01-01
end = 2025-06-30
due = 2025-08-31

[[reporting_periods]]
id = "V2"
start = 2025-07-01
end = 2026-06-30
due = 2026-08-31
"""
VARYING = (
    (re.compile(r"[A-Z2-7]{5}-[A-Z2-7]{5}"), "KVITT-OKODE"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "sha256"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"), "2025-12-31 12:00"),
    (re.compile(r"personnummer·[0-9a-f]{6}"), "personnummer·abcdef"),
    (re.compile(r"(?<=Programversion: )\S+"), "0.0.0"),
    (re.compile(r"\bp[0-9a-f]{16}_at_"), "at_"),
)
FILED = "Indikator;Värde;Förklaring\nsmes_reached;3;\nparticipations;99;Räknat två gånger\n"


class SealedDesk:
    """Calls on a database whose first half-year is sealed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "s3.duckdb"

    def __call__(self, *arguments: str | Path) -> Run:
        programme = self.folder / "programme.toml"
        return run("--db", self.database, "--programme", programme, *arguments)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    text = PROGRAMME.read_text(encoding="utf-8") + PERIODS
    (folder / "programme.toml").write_text(text, encoding="utf-8")
    desk = SealedDesk(folder)
    assert desk("import", *FILES, "--sender", SENDER).code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("S3METRICS_TODAY", "2025-12-31")
        done = desk("seal", "V-2025", "--period", "v1", "--reason", "Ett prov.")
    assert done.code == 0, done.err
    assert re.fullmatch(r"[0-9a-f]{64}  V-2025\n", done.out)
    assert "Perioden V1, 2025-01-01 – 2025-06-30, är förseglad" in done.err
    return folder


@pytest.fixture
def desk(once: Path, tmp_path: Path) -> SealedDesk:
    shutil.copytree(once, tmp_path / "desk")
    return SealedDesk(tmp_path / "desk")


def assert_golden(name: str, text: str) -> None:
    for pattern, replacement in VARYING:
        text = pattern.sub(replacement, text)
    # The columns are as wide as what varied.
    text = re.sub(r"─+", "─", re.sub(r" {2,}", "  ", text))
    path = GOLDEN / name
    if WRITE_VARIABLE in os.environ:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_editions(desk: SealedDesk) -> None:
    done = desk("editions")
    assert_golden("editions.txt", done.out)
    (edition,) = desk("editions", "--json").json
    assert (edition["edition"], edition["period"], edition["reason"]) == (
        "V-2025",
        "V1",
        "Ett prov.",
    )
    assert desk("editions", "--format", "csv").csv[0]["sha256"] == edition["sha256"]


def test_no_editions_is_an_empty_list(tmp_path: Path) -> None:
    done = run("--db", tmp_path / "s3.duckdb", "--programme", PROGRAMME, "editions")
    assert done.code == 0
    assert "Ingen period är förseglad än" in done.err


def test_verify_and_the_exported_form(desk: SealedDesk, tmp_path: Path) -> None:
    target = tmp_path / "v.jsonl"
    seal = desk("editions", "--json").json[0]["sha256"]
    done = desk("verify", "v-2025", "--export", target, "--sha256", seal.upper())
    assert (done.code, done.err.count("celler är exakt som de förseglades")) == (0, 1)
    assert hashlib.sha256(target.read_bytes()).hexdigest() == seal
    other = desk("verify", "V-2025", "--sha256", "0" * 64)
    assert other.code == 1
    assert "hela utgåvan kan vara utbytt" in other.err


def test_verify_names_what_was_changed(desk: SealedDesk) -> None:
    with duckdb.connect(str(desk.database)) as connection:
        connection.execute(
            "UPDATE edition_figure SET value = '8' WHERE indicator = 'smes_reached' "
            "AND span = 'period' AND members = ['09'] AND breakdown = ['county']"
        )
    shutil.rmtree(desk.database.with_suffix(".published"))
    done = desk("verify", "V-2025")
    assert done.code == 1
    assert_golden("verify.txt", done.out)
    (difference,) = desk("verify", "V-2025", "--json").json["differences"]
    assert (difference["indicator"], difference["cell"], difference["sealed"]) == (
        "smes_reached",
        {"county": "09"},
        "8",
    )
    assert difference["cause"] == "sealed_table"
    (row,) = desk("verify", "V-2025", "--format", "csv").csv
    assert (row["cell"], row["cause"]) == ("county=09", "sealed_table")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("seal", "X"), "Flaggan --period saknas"),
        (("seal", "X", "--period", "V3"), "Det finns V1 och V2"),
        (("seal", "X", "--period", "V2"), "slutar 2026-06-30"),
        (("seal", "v-2025", "--period", "V1"), "En rättelse är en ny utgåva"),
        (("verify", "V-2024"), "Menade du ”V-2025”?"),
        (("receipt", "hej"), "ingen kvittokod"),
        (("receipt", "AAAAA-AAAAA"), "Ingen siffra har visats"),
        (("filed",), "Ange en fil att läsa in"),
        (("filed", "--edition", "V-2025", "--period", "V1"), "utelämna --period"),
        (("compute", "smes_reached", "--as-of", "V-2026"), "Menade du ”V-2025”?"),
    ],
)
def test_wrong_calls(desk: SealedDesk, arguments: tuple[str, ...], told: str) -> None:
    done = desk(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_as_of_an_edition_in_every_command_that_shows_figures(desk: SealedDesk) -> None:
    done = desk("compute", "smes_reached", "--as-of", "V-2025", "--format", "json")
    assert (done.json["as_of"], done.json["sealed"]) == ("V-2025", True)
    assert done.json["selection"]["to"] == "2025-06-30"
    assert "som rapporterat i utgåvan V-2025" in done.err
    counted = desk("compute", "smes_reached", "--as-of", "V-2025", "--area", "livsmedel")
    assert "räknad på det som var känt när utgåvan V-2025 förseglades" in counted.err
    assert "räknad på" in desk("receipt", _code(counted)).out
    for command in (("entities", "smes_reached"), ("coverage", "smes_reached"), ("targets",)):
        assert desk(*command, "--as-of", "V-2025").code == 0


def test_a_receipt_opens_what_the_command_line_showed(desk: SealedDesk) -> None:
    shown = desk("entities", "smes_reached", "--cell", "county=Gotland", "--area", "livsmedel")
    code = _code(shown)
    done = desk("receipt", code.lower())
    assert done.code == 0
    assert_golden("receipt.txt", done.out)
    content = desk("receipt", code, "--json").json
    assert (content["code"], content["same"]) == (code, True)
    assert content["receipt"]["cell"] == {"county": "09"}
    table = desk("compute", "smes_reached", "--by", "county", "--format", "csv")
    assert desk("receipt", _code(table)).out.splitlines()[2].startswith("Total av tabellen")
    as_json = desk("entities", "smes_reached", "--format", "json")
    assert as_json.json["receipt"] == _code(as_json)


def test_filed(desk: SealedDesk, tmp_path: Path) -> None:
    file = tmp_path / "min_ansokan.csv"
    file.write_text(FILED, encoding="utf-8")
    loaded = desk("filed", file, "--edition", "V-2025", "--json")
    assert (loaded.code, loaded.json["added"]) == (0, 2)
    again = desk("filed", file, "--period", "V1")
    assert (again.code, "Ingenting nytt" in again.err) == (0, True)
    done = desk("filed", "--edition", "V-2025")
    assert done.code == 1
    assert_golden("filed.txt", done.out)
    file.write_text(FILED.replace("99", "nittio"), encoding="utf-8")
    faulty = desk("filed", file, "--period", "V1")
    assert faulty.code == 1
    assert "nittio" in faulty.out


def test_seal_in_json_holds_the_edition(desk: SealedDesk) -> None:
    done = desk(
        *("seal", "V-2025b", "--period", "V1", "--replaces", "V-2025"),
        *("--reason", "Rättelse", "--json"),
    )
    assert json.loads(done.out)["replaces"] == "V-2025"
    names = [row["edition"] for row in desk("editions", "--json").json]
    assert names == ["V-2025", "V-2025b"]


def _code(done: Run) -> str:
    found = re.search(r"Kvitto ([A-Z2-7]{5}-[A-Z2-7]{5}),", done.err)
    assert found, done.err
    return found.group(1)
