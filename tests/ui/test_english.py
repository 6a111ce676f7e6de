"""A reader who asks for English reads no Swedish sentence, whatever goes wrong.

Names are data and stay as they are: of companies, initiatives, municipalities, senders, and of the
sheets and headings, which are what stands in the file that the reader sends.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from s3metrics import codes
from s3metrics.intake.sources import NamedBytes
from s3metrics.sheets import SHEETS
from tests import chain_world
from tests.ui import swedish, world
from tests.ui.conftest import PROJECT, Opened
from tests.ui.test_deliveries import ONE
from tests.ui.test_pages import CATALOGUE_PAGE, DELIVERIES, OVERVIEW, said
from tests.ui.test_report import REPORT
from ui import state
from ui.pages import PAGES

OWN_NAMES = (
    "Språk / Language",
    "S3 Platform Småland and the Islands",
    "Tillväxtverket",
    "Min ansökan",
    "DOS-lagen",
    "Trä i tiden",
    "Provköket",
    "Trätiden",
    "Externa tjänster",
)
ENTRIES = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.id)


def names() -> Iterator[str]:
    """What is called the same in both languages."""
    yield from OWN_NAMES
    for county in codes.COUNTIES:
        yield from (county.name, county.short)
    yield from (municipality.name for municipality in codes.MUNICIPALITIES)
    for sheet in SHEETS:
        yield from (sheet.title, *(column.heading for column in sheet.columns))
    for text in (world.COMPANIES, world.INITIATIVES, world.FUNDING, world.BOOKINGS):
        yield from (cell for line in text.splitlines()[1:] for cell in line.split(";"))
    for table in chain_world.TABLES.values():
        yield from (cell.strip() for line in table.splitlines()[2:] for cell in line.split("|"))
    programme = tomllib.loads((PROJECT / "data" / "programme.toml").read_text(encoding="utf-8"))
    yield from _named(programme)


def _named(part: Any) -> Iterator[str]:
    """The organisations that the programme file names."""
    entries = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in entries:
        if isinstance(value, dict | list):
            yield from _named(value)
        elif key == "name":
            yield str(value)


def _values(part: Any) -> Iterator[str]:
    """Every text that a programme file holds, and its keys."""
    if isinstance(part, dict):
        yield from part
    if isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _values(inner)
    elif isinstance(part, str):
        yield part


NAMES = tuple(names())


def left_of(app: AppTest) -> list[str]:
    return swedish.swedish(swedish.spoken(app), NAMES)


def told(app: AppTest) -> str:
    """What the page says, after it has been seen to be English."""
    assert not app.exception, app.exception
    assert left_of(app) == []
    return said(app).replace("\u2060", "")


def test_swedish_is_seen_and_names_are_not() -> None:
    sentences = [
        "Ingen siffra har visats.",
        "The unit is kronor och öre.",
        "There is no area “livsmedell”.",
        "IUC i Kalmar Län AB has delivered Företag.",
        "Växjö, Kronobergs län",
    ]
    assert swedish.swedish(sentences, NAMES) == sentences[:2]


@ENTRIES
@pytest.mark.usefixtures("database")
def test_a_page_is_english(open_page: Opened, entry: object) -> None:
    told(open_page(entry.file, lang="en"))  # type: ignore[attr-defined]


@ENTRIES
@pytest.mark.usefixtures("chain")
def test_a_page_of_the_whole_chain_is_english(open_page: Opened, entry: object) -> None:
    told(open_page(entry.file, lang="en"))  # type: ignore[attr-defined]


@ENTRIES
@pytest.mark.usefixtures("empty")
def test_a_page_without_data_is_english(open_page: Opened, entry: object) -> None:
    told(open_page(entry.file, lang="en"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("file", "params", "message"),
    [
        (None, {"area": "livsmedell"}, "Did you mean"),
        (None, {"county": "01"}, "does not exist"),
        (None, {"from_": "yesterday"}, "does not exist"),
        (None, {"from_": "2025-06-01", "to": "2025-01-01"}, "ends before"),
        (None, {"period": "P99"}, "does not exist"),
        (None, {"clock": "2019-H1"}, "does not exist"),
        (None, {"aera": "livsmedel"}, "means nothing here"),
        ("pages/areas/counties.py", {"indicator": "smes"}, "does not exist"),
        ("pages/areas/counties.py", {"by": "x"}, ""),
        (REPORT, {"report": "P99"}, "does not exist"),
        ("pages/areas/crossing.py", {"part": "initiative", "initiative": "LIV-99"}, ""),
    ],
)
@pytest.mark.usefixtures("database")
def test_a_bad_address_is_told_in_english(
    open_page: Opened, file: str | None, params: dict[str, str], message: str
) -> None:
    assert message in told(open_page(file, as_it_comes=True, lang="en", **params))


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("K4QPT-7XA2M", "No figure has been shown with the code “K4QPT-7XA2M”"),
        ("XXX", "“XXX” is no receipt code."),
    ],
)
@pytest.mark.usefixtures("database")
def test_an_unknown_receipt_is_told_in_english(open_page: Opened, code: str, message: str) -> None:
    app = open_page(OVERVIEW, as_it_comes=True, lang="en")
    app.sidebar.text_input[0].set_value(code)
    next(b for b in app.sidebar.button if b.label == "Search").click().run()
    assert message in told(app)


def offered(app: AppTest, *files: NamedBytes) -> AppTest:
    app.main.file_uploader[0].set_value([(f.name, f.content, "text/csv") for f in files])
    box = next(box for box in app.main.selectbox if box.label == "Sender")
    box.set_value(world.FOOD)
    return app.run()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("foretag.xlsx", b"not a workbook", "is no workbook"),
        ("foretag.csv", b"", "is empty (0 bytes)"),
        ("foretag.csv", b"\n\n", "holds only blank rows"),
        ("foretag.csv", b"a;b\n1;2\n", "lacks headings"),
        ("foretag.csv", b'Namn;Kommun\n"x;1\n', "a quotation mark opens but is never closed"),
        ("foretagg.csv", b"a;b\n1;2\n", "Did you mean “foretag”?"),
        ("lista.zip", b"PK\x03\x04", "is damaged or incomplete"),
    ],
)
@pytest.mark.usefixtures("database")
def test_an_unusable_file_is_told_in_english(
    open_page: Opened, name: str, content: bytes, message: str
) -> None:
    app = offered(open_page(DELIVERIES, lang="en"), NamedBytes(name=name, content=content))
    assert message in told(app)


FAULTY = (
    "Organisationsnummer;Namn;Kommun;Storlek;Startår;Kundtyp\n"
    "5560360793;A;Vaxjoo;jatte;1998,5;x\n"
    "556036-0794;B;Malmö;;1;\n"
    ";C;Kalmar;liten;x;\n"
)
FAULTY_ROWS = (
    "Insats-id;Organisationsnummer;Datum;Stöd;Timmar;Kommun\n"
    f"LIV-01;{world.ALFA};2019-02-01;radgivning;-4;Oslo\n"
    f"LIV-99;{world.number(77)};31/3 2025;kram;fyra;\n"
    f"LIV-01;{world.ALFA};2025-02-01;radgivning;1,00005;\n"
    f"LIV-01;{world.ALFA};2025-02-01;radgivning;1;\n"
)


@pytest.mark.usefixtures("own_database")
def test_faults_of_a_delivery_are_english_before_and_after(open_page: Opened) -> None:
    files = [world.file("foretag", FAULTY), world.file("deltaganden", FAULTY_ROWS)]
    app = offered(open_page(DELIVERIES, lang="en"), *files)
    told(app)
    checked = _cells(app)
    for part in (
        "is no municipality. Did you mean “Växjö”?",
        "is none of the choices.",
        "is no year.",
        "The check digit of the organisation number is wrong",
        "must be filled in on every row",
        "is outside the programme's counties",
        "is outside the programme's time",
        "is negative",
        "is no date that can be read",
        "is no column of the sheet Företag",
    ):
        assert part in checked, part
    for box in app.main.checkbox:
        box.check()
    app.run()
    next(b for b in app.main.button if b.label == "Let the delivery take effect").click().run()
    told(app)
    waiting = _cells(open_page(DELIVERIES, lang="en"))
    assert "is no municipality. Did you mean “Växjö”?" in waiting
    assert "The same key (" in waiting or "is not in the sheet" in waiting


@pytest.mark.usefixtures("own_database")
def test_withdrawals_are_told_in_english(open_page: Opened) -> None:
    app = offered(open_page(DELIVERIES, lang="en"), world.file("deltaganden", ONE))
    assert "withdraws 5 rows" in told(app)


def _cells(app: AppTest) -> str:
    return "\n".join(swedish.spoken(app)).replace("\\", "")


@pytest.mark.usefixtures("own_database")
def test_a_refused_sealing_is_told_in_english(
    open_page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What formats a control's choices is asked outside the page too, where nobody has a language.
    monkeypatch.setattr(state, "language", lambda: "en")
    app = open_page(REPORT, lang="en", report="P2")
    button = next(b for b in app.button if b.label == "Seal")
    button.click().run()
    told(app)
    next(field for field in app.text_input if field.label == "Name of the edition").set_value("!")
    app.text_area[0].set_value("Good enough.")
    next(b for b in app.button if b.label == "Seal").click().run()
    assert "An edition cannot be called “!”." in told(app)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("source", ["broken.toml", "no_toml", "missing"])
def test_a_broken_programme_file_is_told_in_english(
    open_page: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str
) -> None:
    path = PROJECT / "tests" / "programmes" / source
    if source == "no_toml":
        path = tmp_path / "programme.toml"
        path.write_text("id = 06\n", encoding="utf-8")
    monkeypatch.setenv("S3METRICS_PROGRAMME", str(path))
    app = open_page(CATALOGUE_PAGE, lang="en")
    texts = [text for error in app.error for text in error.value.split("\n")]
    given = _values(tomllib.loads(path.read_text("utf-8"))) if source == "broken.toml" else ()
    assert swedish.swedish(texts, (*NAMES, *given, str(path))) == []
    assert "cannot be used:" in app.error[0].value.replace("\\", "")
