"""A wrong call: one Swedish sentence on stderr, nothing on stdout, exit code 2, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import FILES, PROGRAMME, Desk, run

WRONG = {
    ("comput",): "Kommandot ”comput” finns inte. Menade du ”compute”?",
    ("compute",): "INDIKATOR saknas i anropet. Hjälp: s3metrics compute --help",
    ("compute", "smes_reached", "--ara", "x"): "Flaggan ”--ara” finns inte. Menade du ”--area”?",
    ("compute", "smes_reached", "extra"): "Det står för mycket i anropet: ”extra”.",
    ("compute", "smes_reached", "--by"): "Flaggan --by ska ha ett värde efter sig.",
    ("compute", "smes_reached", "--public=ja"): "Flaggan --public tar inget värde.",
    ("compute", "smes_reach"): "Indikatorn ”smes_reach” finns inte. Menade du ”smes_reached”?",
    ("compute", "costs", "--by", "aera"): "costs kan inte delas upp på ”aera”. Menade du ”area”?",
    ("compute", "costs", "--by", "area,area"): "Samma uppdelning står två gånger",
    ("compute", "costs", "--county", "09"): "costs kan inte väljas på ”county”.",
    (
        "compute",
        "costs",
        "--format",
        "xml",
    ): "--format är ”xml”. Tillåtet är table, csv eller json.",
    ("compute", "costs", "--format", "jsn"): "--format är ”jsn”. Menade du ”json”?",
    (
        "compute",
        "costs",
        "--from",
        "2025-02-30",
    ): "--from är ”2025-02-30”, som inte är något datum.",
    ("compute", "costs", "--to", "1/2 2025"): "--to är ”1/2 2025”, som inte är något datum. "
    "Skriv år-månad-dag, till exempel 2025-03-31.",
    ("compute", "costs", "--to", "2024-01-01"): "Perioden börjar 2025-01-01 men slutar 2024-01-01.",
    ("compute", "costs", "--area", ""): "--area är ””: ett värde saknas.",
    ("compute", "costs", "--area", "livsmedel,"): "--area är ”livsmedel,”: ett värde saknas.",
    ("compute", "costs", "--area", "livsmdel"): "Området ”livsmdel” finns inte i programmet. "
    "Menade du ”livsmedel”?",
    ("compute", "smes_reached", "--county", "Kalmar"): "Länet ”Kalmar” finns inte i programmet.",
    ("compute", "costs", "--as-of", "9"): "Leverans 9 finns inte. Ange ett nummer mellan 1 och 1.",
    ("compute", "costs", "--as-of", "vår"): "Utgåvan ”vår” finns inte.",
    ("compute", "costs", "--public"): "Offentliga siffror visas bara ur förseglade utgåvor",
    ("entities", "costs", "--cell", "area"): "--cell är ”area”. Skriv uppdelning=värde",
    ("entities", "costs", "--cell", "area=livsmedel,area=*"): "--cell nämner ”area” två gånger.",
    ("entities", "costs", "--cell", "area=livsmdel"): "”livsmdel” finns inte i area. "
    "Menade du ”livsmedel”? Det finns livsmedel (Livsmedel) och besoksnaring (Besöksnäring).",
    ("entities", "smes_reached", "--cell", "county=99"): "”99” finns inte i county.",
    ("entities", "smes_reached", "--cell", "municipality=0980,county=06"): "finns inte: en kommun "
    "hör till ett län",
    ("import",): "FIL… saknas i anropet.",
    ("import", "x.csv"): "Flaggan --sender saknas: Vem som levererar.",
    ("import", "finns-inte.csv", "--sender", "A"): "Filen finns-inte.csv finns inte",
    ("import", str(FILES[0]), "--sender", " "): "Avsändaren är tom.",
    ("import", str(FILES[0]), "--sender", "A", "--format", "s4"): "Formatet ”s4” finns inte.",
    ("import", str(PROGRAMME), "--sender", "A"): "Filtypen .toml (programme.toml) kan inte läsas.",
    ("template",): "Flaggan -o saknas",
    ("template", "-o", "mall.xls"): "-o är ”mall.xls”. Filen ska heta något som slutar på .xlsx.",
    ("template", "-o", "ingen-mapp/mall.xlsx"): "mappen ingen-mapp finns inte",
    ("quarantine", "--sender", "Matsamordnarn"): "Avsändaren ”Matsamordnarn” har inte levererat "
    "något. Menade du ”Matsamordnaren”?",
    ("demo",): "har redan leveranser, och exempeldata blandas inte med dem.",
    ("deliveries", "--db", ""): "--db är tom.",
}


@pytest.mark.parametrize(
    ("call", "sentence"), WRONG.items(), ids=[" ".join(Path(w).name for w in c) for c in WRONG]
)
def test_wrong_call(desk: Desk, call: tuple[str, ...], sentence: str) -> None:
    with desk.unchanged():
        done = desk(*call)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("Fel: ")
    assert sentence in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("call", [("compute", "costs"), ("deliveries",), ("quarantine",)])
def test_no_database(empty: Desk, call: tuple[str, ...]) -> None:
    with empty.unchanged():
        done = empty(*call)
    assert done.code == 2
    assert f"Det finns ingen databas i {empty.database}." in done.err
    assert "s3metrics demo" in done.err


def test_a_broken_programme_file_gives_every_fault(tmp_path: Path) -> None:
    broken = tmp_path / "programme.toml"
    text = PROGRAMME.read_text(encoding="utf-8")
    text = text.replace("suppression_threshold = 3", "suppression_threshold = 0")
    broken.write_text(text.replace('id = "09"', 'id = "99"'), encoding="utf-8")
    done = run("template", "-o", tmp_path / "mall.xlsx", "--programme", broken)
    assert (done.code, done.out) == (2, "")
    assert "rules.suppression_threshold" in done.err
    assert "”99”" in done.err
    assert not (tmp_path / "mall.xlsx").exists()


def test_a_wrong_day_in_the_environment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3METRICS_TODAY", "i dag")
    done = desk("compute", "costs")
    assert done.code == 2
    assert "Miljövariabeln S3METRICS_TODAY är ”i dag”, som inte är något datum." in done.err


def test_a_database_that_is_none(tmp_path: Path) -> None:
    text = tmp_path / "s3.duckdb"
    text.write_text("inte en databas " * 1000)
    done = run("--db", text, "--programme", PROGRAMME, "import", *FILES, "--sender", "A")
    assert (done.code, done.out) == (2, "")
    assert "kan inte öppnas som databas" in done.err


def test_a_folder_as_database(tmp_path: Path) -> None:
    done = run("--db", tmp_path, "--programme", PROGRAMME, "import", *FILES, "--sender", "A")
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_place_options_count_before_and_after_the_command(desk: Desk, empty: Desk) -> None:
    call = ("compute", "smes_reached", "--format", "csv")
    place = ("--programme", PROGRAMME, "--db")
    before, after = run(*place, desk.database, *call), run(*call, *place, desk.database)
    assert before.out == after.out != ""
    assert run(*place, empty.database, *call, "--db", desk.database).out == before.out


def test_place_options_from_the_environment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3METRICS_DB", str(desk.database))
    monkeypatch.setenv("S3METRICS_PROGRAMME", str(PROGRAMME))
    assert run("compute", "smes_reached", "--format", "csv").csv[0]["value"] == "3"
