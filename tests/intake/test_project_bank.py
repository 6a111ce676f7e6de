"""A public list of operations: the real one where it lies beside the project, else an extract."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from s3metrics.errors import UnusableFile, WrongCall
from s3metrics.intake import CheckedSheet, open_any_table, read_project_bank
from s3metrics.intake.raw import RawSheet
from s3metrics.ledger.identity import Identity
from s3metrics.programme import load
from tests.intake.tables import PROGRAMMES, raw_table

REAL = (
    Path(__file__).parents[3] / "shared" / "real" / "project_bank_2014-2020_snapshot_2016-10-14.csv"
)
PROGRAMME = load(PROGRAMMES / "smaland_2014_2020.toml")
IDENTITY = Identity.ephemeral()
SNAPSHOT = dt.date(2016, 10, 14)
OURS = "Småland med öarna"
SMF = "Att öka konkurrenskraften hos SMF"
HEADER = (
    "arende_id", "projektnamn", "stodmottagare", "beviljat_belopp_sek", "projekt_start",
    "projekt_slut", "lan", "kommuner", "programomrade", "insatsomrade",
)  # fmt: skip
ROW = (
    "20200981", "Åk tåg", "Kalmar kommun", "368714", "2016-09-01", "2017-05-31",
    "Blekinge; Kalmar; Kronoberg", "Borgholm; Karlskrona", OURS, SMF,
)  # fmt: skip


def changed(**cells: object) -> tuple[object, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True))


def read(*tables: RawSheet, today: dt.date = SNAPSHOT) -> tuple[CheckedSheet, CheckedSheet, int]:
    (initiative, funding), others = read_project_bank(tables, PROGRAMME, IDENTITY, today)
    assert (initiative.table, funding.table) == ("initiative", "funding")
    return initiative, funding, others


def listed(*rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> RawSheet:
    return raw_table("", header, *rows)


def places(checked: CheckedSheet) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code.value) for fault in checked.faults]


@pytest.mark.real
def test_the_real_list_gives_the_known_figures() -> None:
    if not REAL.exists():
        pytest.skip("the public list does not lie beside the project; the extract is tested below")
    initiative, funding, others = read(*open_any_table([REAL]))
    rows = initiative.rows.to_pylist()
    assert (len(rows), others) == (29, 16)
    assert all(row["is_valid"] for row in rows)
    assert sum(funding.rows["budget_sek"].to_pylist()) == Decimal(202_622_500)
    assert Counter(row["area"] for row in rows) == {
        "smf": 13, "forskning_innovation": 8, "koldioxidsnal": 4, "ikt": 2, "tekniskt_stod": 2,
    }  # fmt: skip
    counties = Counter(county for row in rows for county in row["counties"])
    assert counties == {"08": 20, "07": 14, "06": 13, "09": 6, "10": 1}
    ours = set(PROGRAMME.county_ids)
    assert sum(len(ours & set(row["counties"])) >= 2 for row in rows) == 13
    assert "Företagsstöd 2015-2018" + " " * 51 + "2015/544-7051" in [row["title"] for row in rows]
    assert places(initiative) == [
        (5, "lan", "outside_area"),
        (22, "projekt_slut", "outside_period"),
        (45, "projekt_slut", "outside_period"),
        (46, "projekt_slut", "outside_period"),
    ]


def test_a_row_becomes_an_initiative_and_its_funding() -> None:
    initiative, funding, others = read(listed(ROW, changed(programomrade="Stockholm")))
    assert others == 1
    assert initiative.rows.to_pylist() == [
        {
            "row_number": 2,
            "is_valid": True,
            "initiative_id": "20200981",
            "title": "Åk tåg",
            "area": "smf",
            "other_areas": None,
            "principal": "Kalmar kommun",
            "start_date": dt.date(2016, 9, 1),
            "end_date": dt.date(2017, 5, 31),
            "status": "pagaende",
            "kind": SMF,
            "counties": ["10", "08", "07"],
            "needs": None,
        }
    ]
    assert funding.rows.to_pylist() == [
        {
            "row_number": 2,
            "is_valid": True,
            "initiative_id": "20200981",
            "funder": "Tillväxtverket (ERUF)",
            "source": "eruf",
            "form": "kontant",
            "budget_sek": Decimal(368714),
        }
    ]
    assert initiative.raw_rows([2])[0]["kommuner"] == "Borgholm; Karlskrona"
    assert initiative.notes == funding.notes == []
    assert initiative.file == funding.file == listed().file
    assert initiative.sheet == funding.sheet == listed().sheet


def test_row_numbers_stay_those_of_the_file() -> None:
    initiative, funding, _ = read(listed(changed(programomrade="Stockholm"), ROW))
    assert initiative.rows["row_number"].to_pylist() == [3]
    assert funding.rows["row_number"].to_pylist() == [3]


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("2016-10-13", "avslutad"),
        ("2016-10-14", "pagaende"),
        ("2016-10-15", "pagaende"),
        ("", "pagaende"),
    ],
)
def test_the_status_follows_the_end(end: str, status: str) -> None:
    initiative, _, _ = read(listed(changed(projekt_slut=end)))
    assert initiative.rows["status"].to_pylist() == [status]


def test_headings_and_values_as_the_portal_writes_them() -> None:
    header = (
        "Ärende-ID", "Projektnamn", "Stödmottagare", "Beviljat belopp", "projekt_starttid",
        "projekt_sluttid", "Län", "Kommuner", "Område", "Insatsområde",
    )  # fmt: skip
    row = changed(
        programomrade="SMÅLAND MED ÖARNA",
        lan="Kalmar, Kronoberg",
        projekt_start="2016-09-01 00:00:00",
        beviljat_belopp_sek="368 714,00",
    )
    initiative, funding, _ = read(listed(row, header=header))
    assert initiative.faults == funding.faults == []
    assert initiative.rows["counties"].to_pylist() == [["08", "07"]]
    assert funding.rows["budget_sek"].to_pylist() == [Decimal(368714)]


def test_an_unmapped_priority_is_kept_as_unknown_with_its_name() -> None:
    initiative, _, _ = read(
        listed(changed(insatsomrade="Något nytt"), changed(arende_id="2", insatsomrade=""))
    )
    assert initiative.rows["area"].to_pylist() == ["okand", "okand"]
    assert initiative.rows["kind"].to_pylist() == ["Något nytt", None]
    assert initiative.rows["is_valid"].to_pylist() == [True, True]


def test_a_fault_keeps_the_row_out_of_the_table_that_it_concerns() -> None:
    initiative, funding, _ = read(
        listed(
            changed(beviljat_belopp_sek="mycket"),
            changed(arende_id="2", projekt_start="hösten", projektnamn=""),
            changed(arende_id=""),
        )
    )
    assert [f for f in places(initiative) if f[2] != "outside_area"] == [
        (3, "projektnamn", "required"),
        (3, "projekt_start", "date"),
        (4, "arende_id", "required"),
    ]
    assert places(funding) == [(2, "beviljat_belopp_sek", "type"), (4, "arende_id", "required")]
    assert initiative.rows["is_valid"].to_pylist() == [True, False, False]
    assert funding.rows["is_valid"].to_pylist() == [False, True, False]


def test_a_row_that_names_no_programme_is_not_lost() -> None:
    initiative, funding, others = read(listed(ROW, changed(arende_id="2", programomrade=" ")))
    assert others == 0
    assert (3, "programomrade", "required") in places(initiative)
    assert initiative.rows["is_valid"].to_pylist() == [True, False]
    assert funding.rows["is_valid"].to_pylist() == [True, False]


def test_an_organisation_number_counts_before_the_name_and_a_person_is_masked() -> None:
    header = (*HEADER, "organisationsnummer")
    person = "640823-3234"
    initiative, _, _ = read(
        listed((*ROW, "212000-0142"), (*changed(arende_id="2"), person), header=header)
    )
    assert initiative.rows["principal"].to_pylist() == [
        "2120000142",
        IDENTITY.key("6408233234"),
    ]
    assert initiative.raw_rows([3])[0]["organisationsnummer"].startswith("personnummer·")


def test_a_mistyped_number_is_hidden_and_an_amount_is_not() -> None:
    header = (*HEADER, "organisationsnummer")
    row = (*changed(beviljat_belopp_sek="368714000"), "16408233234")
    initiative, _, _ = read(listed(row, header=header))
    shown = initiative.raw_rows([2])[0]
    assert shown["organisationsnummer"] == "•" * 11
    assert shown["beviljat_belopp_sek"] == "368714000"


def test_columns_of_no_use_are_passed_over_and_new_ones_told() -> None:
    header = (*HEADER, "kalla", "Nyhet")
    initiative, funding, _ = read(listed((*changed(lan="Kalmar"), "http://x", "y"), header=header))
    assert places(initiative) == [(1, "Nyhet", "unknown_column")]
    assert funding.faults == []


def test_a_missing_heading_is_named() -> None:
    header = tuple(h.replace("insatsomrade", "insatsomr") for h in HEADER)
    with pytest.raises(
        UnusableFile, match=r"saknar rubriken ”insatsområde”.*Menade du ”insatsomr”"
    ):
        read(listed(ROW, header=header))


def test_a_doubled_heading_is_refused() -> None:
    with pytest.raises(UnusableFile, match="står flera gånger"):
        read(listed((*ROW, "x"), header=(*HEADER, "Ärende-id")))


def test_a_page_beside_the_list_is_passed_over_but_a_list_must_be_there() -> None:
    page = listed(("Hämtad 2016",), header=("Om listan",))
    assert read(page, listed(ROW))[2] == 0
    with pytest.raises(UnusableFile, match="Ingen förteckning över insatser"):
        read_project_bank([page], PROGRAMME, IDENTITY, SNAPSHOT)


def test_the_others_of_all_lists_are_counted() -> None:
    lists = [listed(ROW, changed(programomrade=name)) for name in ("Stockholm", "Skåne")]
    sheets, others = read_project_bank(lists, PROGRAMME, IDENTITY, SNAPSHOT)
    assert ([sheet.rows.num_rows for sheet in sheets], others) == ([1, 1, 1, 1], 2)


def test_a_list_of_other_programmes_says_so() -> None:
    other = changed(programomrade="Stockholm")
    initiative, funding, others = read(listed(other, other))
    assert (initiative.rows.num_rows, funding.rows.num_rows, others) == (0, 0, 2)
    assert "Ingen rad" in initiative.notes[0].sv
    assert "2 rader hör till andra" in initiative.notes[0].sv
    assert funding.notes == []


def test_the_programme_file_must_say_how_the_list_is_read() -> None:
    programme = PROGRAMME.model_copy(update={"project_bank": None})
    with pytest.raises(WrongCall, match="project_bank"):
        read_project_bank([listed(ROW)], programme, IDENTITY, SNAPSHOT)
