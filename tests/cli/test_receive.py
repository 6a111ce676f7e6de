"""A delivery by command: what is reported, what is changed, and what never shows."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from s3metrics.ledger.places import PROJECT
from s3metrics.sample.numbers import organisation_number
from tests.cli.running import FILES, SENDER, WORLD, Desk, run

PROJECT_BANK_PROGRAMME = PROJECT / "tests" / "programmes" / "smaland_2014_2020.toml"
PERSON = "19710503-2382"
WRITTEN = re.compile(r"710503\s?[-–]?\s?2382")
FAULTY = f"""Organisationsnummer;Namn;Kommun;Storlek
559999-0172;Åkes Änglar AB;Gotland;mikro
{PERSON};Enskild {PERSON};Visbyy;mikro
7105032382;Dubblett;Gotland;jätte
559999-3549;Ödmjuka AB;Jönköping;liten
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "foretag.csv"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def companies(tmp_path: Path, lines: int, municipality: str = "Gotland") -> Path:
    """A list of as many companies."""
    path = tmp_path / f"{lines}" / "foretag.csv"
    path.parent.mkdir()
    rows = [
        f"{organisation_number('55', n)};Företag {n};{municipality};liten" for n in range(lines)
    ]
    path.write_text("\n".join(["orgnr;name;municipality;size", *rows]), encoding="utf-8")
    return path


def test_report_of_a_delivery(empty: Desk) -> None:
    done = empty("import", *FILES, "--sender", SENDER)
    assert done.code == 0
    assert done.out.startswith("Leverans 1 från Matsamordnaren är mottagen.\n")
    assert re.search(r"^Deltaganden +6 +6 +0 +6 +0 +0$", done.out, re.MULTILINE)
    assert empty.database.exists()


def test_report_for_a_program(empty: Desk, faulty: Path) -> None:
    done = empty("import", faulty, "--sender", SENDER, "--json")
    assert done.code == 1
    assert done.json["delivery"] == 1
    assert done.json["unchanged"] is False
    counts = done.json["sheets"]["Företag"]
    assert counts == {
        "read": 4,
        "accepted": 2,
        "quarantined": 2,
        "added": 2,
        "changed": 0,
        "withdrawn": 0,
    }
    assert {(f["row"], f["code"]) for f in done.json["faults"]} >= {
        (3, "unknown_municipality"),
        (4, "choice"),
    }
    assert set(done.json["faults"][0]) == {
        "file",
        "sheet",
        "row",
        "column",
        "value",
        "code",
        "message",
    }
    assert done.json["other_programmes"] == 0


def test_quarantined_rows_are_told_and_give_exit_code_1(empty: Desk, faulty: Path) -> None:
    done = empty("import", faulty, "--sender", SENDER)
    assert done.code == 1
    assert "foretag.csv, Företag, rad 4, Storlek ”jätte”: " in done.out
    assert "2 rader väntar på rättning; resten är mottaget." in done.err
    assert f's3metrics quarantine --sender "{SENDER}" -o' in done.err


def test_check_changes_nothing(empty: Desk, faulty: Path) -> None:
    with empty.unchanged():
        first = empty("import", faulty, "--sender", SENDER, "--check")
    assert first.code == 1
    assert "Ingenting har ändrats" in first.out
    empty("import", *FILES, "--sender", SENDER)
    with empty.unchanged():
        later = empty("import", faulty, "--sender", SENDER, "--check", "--json")
    assert later.json["delivery"] is None
    # Four companies stand. The list lacks one, and changes the name of another; a faulty row of a
    # company that stands withdraws nothing.
    assert later.json["sheets"]["Företag"]["withdrawn"] == 1
    assert later.json["sheets"]["Företag"]["changed"] == 1
    assert len(empty("deliveries", "--format", "json").json) == 1


def test_the_same_again_is_unchanged(empty: Desk) -> None:
    empty("import", *FILES, "--sender", SENDER)
    # That the sender has confirmed its lists is remembered beside the database.
    with empty.unchanged(but="s3.confirmed"):
        again = empty("import", *FILES, "--sender", SENDER)
    assert again.code == 0
    assert again.out.startswith("Oförändrat: Matsamordnaren har redan levererat precis det här")
    with empty.unchanged(but="s3.confirmed"):
        told = empty("import", *FILES, "--sender", SENDER, "--json")
    assert (told.code, told.json["unchanged"]) == (0, True)


def test_an_unfilled_template_is_no_list(empty: Desk, tmp_path: Path) -> None:
    template = tmp_path / "mall.xlsx"
    assert empty("template", "-o", template).code == 0
    done = empty("import", template, "--sender", SENDER)
    assert done.code == 0
    assert done.out.startswith("Oförändrat: det finns ingen ifylld lista i leveransen")
    assert not empty.database.exists()


def test_a_shrunken_list_must_be_confirmed(empty: Desk, tmp_path: Path) -> None:
    whole, part = companies(tmp_path, 20), companies(tmp_path, 10)
    empty("import", whole, "--sender", SENDER)
    with empty.unchanged():
        refused = empty("import", part, "--sender", SENDER)
    assert (refused.code, refused.out) == (2, "")
    assert "Företag: 10 av 20 rader" in refused.err
    done = empty("import", part, "--sender", SENDER, "--confirm-withdrawals", "--json")
    assert done.code == 0
    assert done.json["sheets"]["Företag"]["withdrawn"] == 10


def test_text_is_cut_at_fifty_faults_and_json_is_not(empty: Desk, tmp_path: Path) -> None:
    many = companies(tmp_path, 60, municipality="Ingenstans")
    text = empty("import", many, "--sender", SENDER, "--check")
    assert text.out.count("rad ") == 50
    assert "Fel, raderna väntar på rättning (60):" in text.out
    assert "… och 10 till; --json visar alla." in text.out
    told = empty("import", many, "--sender", SENDER, "--check", "--json")
    assert len(told.json["faults"]) == 60


def test_no_personal_number_is_ever_printed(empty: Desk, faulty: Path, tmp_path: Path) -> None:
    hidden = shutil.copy(WORLD / "bakgrund.csv", tmp_path / f"{PERSON}.csv")
    folder = tmp_path / "mapp"
    folder.mkdir()
    shutil.copy(hidden, folder)
    shutil.copy(WORLD / "bakgrund.csv", folder)
    workbook = tmp_path / "q.xlsx"
    calls = [
        empty("import", faulty, "--sender", f"Firma {PERSON}", "--check"),
        empty("import", faulty, "--sender", f"Firma {PERSON}"),
        empty("import", faulty, "--sender", f"Firma {PERSON}", "--json"),
        empty("import", *FILES, "--sender", SENDER),
        empty("import", hidden, "--sender", SENDER),
        empty("import", folder, "--sender", "Ösamordnaren"),
        empty("import", folder, "--sender", "Ösamordnaren", "--json"),
        empty("import", f"finns-inte-{PERSON}.csv", "--sender", SENDER),
        empty("compute", PERSON),
        empty("compute", "smes_reached", "--area", PERSON),
        empty("entities", "smes_reached", "--cell", f"area={PERSON}"),
        empty("quarantine", "--sender", PERSON),
        empty("quarantine", "-o", workbook),
        *(
            empty(*call, "--format", format_)
            for call in (("deliveries",), ("quarantine",), ("entities", "smes_reached"))
            for format_ in ("table", "csv", "json")
        ),
    ]
    for done in calls:
        assert not WRITTEN.search(done.out + done.err), (done.out + done.err)[:2000]
    assert "personnummer·" in calls[1].out
    assert "personnummer·" in calls[-1].out
    cells = [
        str(cell)
        for tab in load_workbook(workbook)
        for row in tab.iter_rows(values_only=True)
        for cell in row
    ]
    assert not any(WRITTEN.search(cell) for cell in cells)


def test_deliveries_in_three_looks(desk: Desk) -> None:
    table, rows, told = (desk("deliveries", "--format", f) for f in ("table", "csv", "json"))
    shown = [(r["Leverans"], r["Avsändare"], r["Blad"], r["Lästa"], r["Nya"]) for r in table.table]
    assert shown == [
        (r["delivery"], r["sender"], r["sheet"], r["read"], r["added"]) for r in rows.csv
    ]
    (delivery,) = told.json
    assert {title: c["read"] for title, c in delivery["sheets"].items()} == {
        r["sheet"]: int(r["read"]) for r in rows.csv
    }
    assert [file["name"] for file in delivery["files"]] == [path.name for path in FILES]


def test_quarantine_as_a_file_to_send_back(empty: Desk, faulty: Path, tmp_path: Path) -> None:
    empty("import", faulty, "--sender", SENDER)
    shutil.copy(faulty, other := tmp_path / "Företag.csv")
    empty("import", other, "--sender", "Ösamordnaren")
    both, one = tmp_path / "both.xlsx", tmp_path / "one.xlsx"
    done = empty("quarantine", "-o", both)
    assert (done.code, done.out) == (0, "")
    assert "4 rader som väntar på rättning står nu i" in done.err
    assert "Filen har rader från Matsamordnaren och Ösamordnaren." in done.err
    empty("quarantine", "-o", one, "--sender", "ösamordnaren")
    assert _senders(both) == {"Matsamordnaren", "Ösamordnaren"}
    assert _senders(one) == {"Ösamordnaren"}
    listed = empty("quarantine", "--sender", "Ösamordnaren", "--format", "csv")
    assert {row["row"] for row in listed.csv} == {"3", "4"}


def _senders(path: Path) -> set[object]:
    (tab,) = (tab for tab in load_workbook(path) if tab.title == "Företag")
    rows = list(tab.iter_rows(values_only=True))
    at = rows[0].index("Avsändare")
    return {row[at] for row in rows[1:]}


def test_an_empty_quarantine_keeps_its_heading(desk: Desk) -> None:
    done = desk("quarantine", "--format", "csv")
    assert (done.code, done.out) == (
        0,
        "delivery,sender,file,sheet,row,column,value,code,message\n",
    )
    assert "Inga rader." in done.err
    assert desk("quarantine", "--format", "json").json == []


def test_project_bank_counts_other_programmes(empty: Desk, tmp_path: Path) -> None:
    listed = tmp_path / "projektbanken.csv"
    listed.write_text(
        "arende_id;projektnamn;stodmottagare;beviljat_belopp_sek;projekt_start;projekt_slut;lan;"
        "kommuner;programomrade;insatsomrade\n"
        "1;Åk tåg;Kalmar kommun;368714;2016-09-01;2017-05-31;Kalmar;Kalmar;Småland med öarna;"
        "Tekniskt stöd\n"
        "2;Annat;Annan;1;2016-09-01;2017-05-31;Skåne;Lund;Skåne-Blekinge;Tekniskt stöd\n",
        encoding="utf-8",
    )
    call = ("import", listed, "--sender", "Tillväxtverket", "--format", "project-bank")
    place = ("--db", empty.database, "--programme", PROJECT_BANK_PROGRAMME)
    told = run(*place, *call, "--check", "--json")
    assert (told.code, told.json["other_programmes"]) == (0, 1)
    assert {title: c["accepted"] for title, c in told.json["sheets"].items()} == {
        "Insatser": 1,
        "Finansiering": 1,
    }
    assert "Rader som gäller andra program: 1." in run(*place, *call).out
