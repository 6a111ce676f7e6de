"""A figure in three looks: the same cells, one golden file per look."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.sentences import sentence
from tests.cli.running import Desk

GOLDEN = Path(__file__).parent / "golden"
WRITE_VARIABLE = "S3METRICS_WRITE_GOLDEN"
"""Set, the golden files are written instead of compared; read the difference before keeping it."""

AWKWARD = {
    "support_hours": ("compute", "support_hours", "--by", "county,support"),
    "smes_reached": ("compute", "smes_reached", "--by", "area,county"),
    "eu_share": ("compute", "eu_share", "--by", "area"),
    "leverage": ("compute", "leverage", "--by", "area"),
    "reach_share": ("compute", "reach_share", "--by", "county"),
    "funding_decided": ("compute", "funding_decided", "--by", "funder"),
    "costs": ("compute", "costs", "--by", "area"),
    "entities": ("entities", "smes_reached", "--cell", "area=livsmedel"),
    "entities_ratio": ("entities", "eu_share", "--cell", "area=Livsmedel"),
    "entities_none": ("entities", "smes_reached", "--cell", "area=besoksnaring"),
}
EMPTY_WORDS = {
    "ej rapporterat": "not_reported",
    "saknar nämnare": "not_applicable",
    "okänt": "unknown",
    "dolt": "suppressed",
}


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
@pytest.mark.parametrize("name", AWKWARD)
def test_golden(desk: Desk, name: str, format_: str) -> None:
    done = desk(*AWKWARD[name], "--format", format_)
    assert done.code == 0, done.err
    text = done.out
    if format_ == "json":
        # The receipt holds the version of the program and the hash of the programme file.
        content = {key: value for key, value in done.json.items() if key != "receipt"}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    # A person's key depends on the secret of the database.
    text = re.sub(r"personnummer·[0-9a-f]{6}", "personnummer·abcdef", text)
    path = GOLDEN / f"{name}.{format_ if format_ != 'table' else 'txt'}"
    if WRITE_VARIABLE in os.environ:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in AWKWARD if not name.startswith("entities")])
def test_table_and_csv_agree_cell_for_cell(desk: Desk, name: str) -> None:
    table, rows = (desk(*AWKWARD[name], "--format", f) for f in ("table", "csv"))
    assert len(table.table) == len(rows.csv) > 0
    for shown, row in zip(table.table, rows.csv, strict=True):
        value = next(text for heading, text in shown.items() if heading.startswith("Värde"))
        if value in EMPTY_WORDS:
            assert (row["status"], row["value"]) == (EMPTY_WORDS[value], "")
        else:
            assert row["status"] == ("zero" if value == "0" else "ok")
            assert _number(value) == pytest.approx(float(row["value"]), abs=_rounding(value))
        for heading, column in (("Täljare", "numerator"), ("Nämnare", "denominator")):
            if heading in shown:
                assert (shown[heading] == "–") == (row[column] == "")
                if row[column]:
                    assert _number(shown[heading]) == float(row[column])


def _number(text: str) -> float:
    plain = text.replace("\u00a0", "").replace(",", ".").replace("\u2212", "-")
    return float(plain.removesuffix("%")) / 100 if plain.endswith("%") else float(plain)


def _rounding(text: str) -> float:
    return 0.0005001 if text.endswith("%") else 0.005001 if "," in text else 0


def test_entities_have_the_same_rows_in_table_and_csv(desk: Desk) -> None:
    table, rows = (desk(*AWKWARD["entities"], "--format", f) for f in ("table", "csv"))
    shown = [(r["Enhet"], r["Namn"], r["Fil"], r["Rad"]) for r in table.table]
    assert shown == [(r["unit"], r["unit_name"], r["file"], r["row"]) for r in rows.csv]


def test_narration_goes_to_stderr_only(desk: Desk) -> None:
    for format_ in ("table", "csv", "json"):
        done = desk("compute", "smes_reached", "--by", "county", "--format", format_)
        assert "SMF som nåtts (företag), 2025-01-01 – 2025-12-31" in done.err
        assert f"Så räknas det: {sentence(CATALOGUE['smes_reached'], 'sv')}\n" in done.err
        assert "Överlapp efter län: delarna är tillsammans 4, totalt är 3, skillnaden 1" in done.err
        assert re.search(r"Kvitto [A-Z2-7]{5}-[A-Z2-7]{5}, per leverans 1\n", done.err)
        assert "Kvitto" not in done.out and "Överlapp" not in done.out


def test_receipt_in_json_is_the_one_that_is_told(desk: Desk) -> None:
    done = desk("compute", "smes_reached", "--format", "json")
    assert f"Kvitto {done.json['receipt']['code']}," in done.err
    assert list(done.json)[:7] == [
        "indicator",
        "version",
        "selection",
        "as_of",
        "receipt",
        "rows",
        "overlap",
    ]


@pytest.mark.parametrize(
    "confined",
    [
        ("--county", "Gotland"),
        ("--county", "9"),
        ("--county", "09", "--area", "LIVSMEDEL"),
        ("--municipality", "Gotland"),
        ("--area", "livsmedel", "--area", "besoksnaring", "--county", "gotlands län"),
        ("--size", "mikro,liten", "--county", "09"),
    ],
)
def test_a_selection_confines_however_it_is_written(desk: Desk, confined: tuple[str, ...]) -> None:
    done = desk("compute", "smes_reached", *confined, "--format", "csv")
    assert [row["value"] for row in done.csv] == ["2"]


def test_period_is_inclusive(desk: Desk) -> None:
    for from_, to, value in (
        ("2025-02-03", "2025-02-03", "1"),
        ("2025-02-04", "2025-02-04", "1"),
        ("2025-02-03", "2025-02-04", "2"),
        ("2025-07-01", "2025-12-31", "0"),
    ):
        done = desk("compute", "smes_reached", "--from", from_, "--to", to, "--format", "csv")
        assert done.csv[0]["value"] == value


def test_today_is_the_day_of_the_variable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3METRICS_TODAY", "2025-02-03")
    assert desk("compute", "smes_reached", "--format", "csv").csv[0]["value"] == "1"


def test_units_behind_a_count_are_its_value(desk: Desk) -> None:
    for cell in ((), ("--cell", "county=Gotland"), ("--cell", "area=*,county=06")):
        done = desk("entities", "smes_reached", *cell, "--format", "json")
        value = int(re.search(r": (\d+) \(företag\)", done.err)[1])  # type: ignore[index]
        assert len(done.json["units"]) == value
        assert f"Bakom den: {value} enheter i {len(done.json['rows'])} rader." in done.err


def test_real_data_are_not_called_sample(desk: Desk) -> None:
    assert "EXEMPELDATA" not in desk("compute", "smes_reached").err


def test_catalogue(desk: Desk) -> None:
    done = desk("indicators", "--json")
    found = {entry["id"]: entry for entry in done.json}
    entry = found["enterprises_supported"]
    assert entry["eu_code"] == "RCO01"
    assert entry["rule"]["sv"].endswith(".") and entry["rule"]["en"].endswith(".")
    assert entry["source_tables"] == ["participation", "company", "initiative"]
    assert entry["owner"] == {"sv": "projektkontoret", "en": "the project office"}
    assert desk("indicators", "--format", "json").json == done.json
    rows = desk("indicators", "--format", "csv").csv
    assert [row["id"] for row in rows] == [entry["id"] for entry in done.json]
    assert [row["breakdowns"].split(",") for row in rows] == [e["breakdowns"] for e in done.json]
    assert [row["Indikator"] for row in desk("indicators").table] == list(found)
