"""The reporting page, for somebody who never opens a terminal: check, seal, explain, compare."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from s3metrics.intake.sources import NamedBytes
from s3metrics.platform import Platform
from tests.ui import world
from tests.ui.conftest import Opened, all_opened
from tests.ui.test_pages import said

REPORT = "pages/reporting/report.py"
LATER = f"{world.PARTICIPATIONS}LIV-01;{world.GAMMA};2025-03-02;radgivning;2;\n"
FILED = "Indikator;Värde;Ackumulerat\nsmes_reached;2;nej\nsmes_reached;3;ja\n"


def opened(database: Path) -> Platform:
    return Platform.open(database, today=lambda: world.TODAY)


def button(app: AppTest, label: str) -> None:
    next(one for one in app.button if one.label == label).click()
    app.run()
    assert not app.exception, app.exception


def tables(app: AppTest) -> list[list[list[str]]]:
    return [table.value.astype(str).to_numpy().tolist() for table in app.table]


def test_it_says_what_is_open_and_whose_it_is(open_page: Opened, platform: Platform) -> None:
    app = open_page(REPORT, report="P2")
    is_open = [item for item in platform.preflight("P2") if item.is_open]
    assert f"{len(is_open)} punkter är öppna." in said(app)
    told = {(row[0], row[1]) for row in tables(app)[0]}
    assert {(item.owner.sv, item.sentence.sv) for item in is_open} == {
        (owner.replace("\\", ""), what.replace("\\", "")) for owner, what in told
    }


def test_sealing_needs_a_reason_and_then_freezes_the_period(
    open_page: Opened, own_database: Path
) -> None:
    app = open_page(REPORT, report="P2")
    button(app, "Försegla")
    assert "Skriv ett skäl" in said(app)
    assert opened(own_database).editions() == []
    app.text_area[0].set_value("Underlaget räcker.")
    button(app, "Försegla")
    (edition,) = opened(own_database).editions()
    assert (edition.name, edition.period, edition.reason) == ("P2", "P2", "Underlaget räcker.")
    assert edition.sha256 in said(app)
    # The page goes on to offer a correction, and to check what has been sealed.
    assert "Ersätter utgåva P2." in said(app)
    button(app, "Kontrollera utgåva P2")
    assert "Utgåva P2 stämmer" in said(app)


def test_a_period_that_is_not_over_cannot_be_sealed(open_page: Opened, database: Path) -> None:
    app = open_page(REPORT, report="P4")
    assert "Perioden pågår till 31 mars 2026" in said(app)
    assert "Försegla" not in {one.label for one in app.button}


@pytest.fixture
def sealed(own_database: Path) -> Path:
    platform = opened(own_database)
    platform.seal("P2", "P2", reason="Prov")
    platform.deliver([NamedBytes(name="deltaganden.csv", content=LATER.encode())], world.FOOD)
    return own_database


def test_the_bridge_explains_a_figure_and_opens_its_part(open_page: Opened, sealed: Path) -> None:
    app = open_page(REPORT, report="P2")
    rows = [row for table in tables(app) for row in table]
    assert ["SMF som nåtts, perioden", "2", "3", "1 fler", "Sent inkomna rader"] in rows
    assert ["Sent inkomna rader", "2", "3", "1 fler"] in rows
    text = said(app)
    assert "SMF som nåtts, perioden: 2 rapporterades, nu är det 3 (1 fler)." in text
    button(app, "Öppna: sent inkomna rader")
    all_opened(app)
    assert "Räknas nu (1):" in said(app)
    assert "Gamma AB" in said(app)


def test_what_was_filed_is_compared_without_tolerance(open_page: Opened, sealed: Path) -> None:
    platform = opened(sealed)
    platform.file_values(NamedBytes(name="min.csv", content=FILED.encode()), edition="P2")
    app = open_page(REPORT, report="P2")
    assert "1 av 2 inskrivna värden skiljer sig från utgåva P2." in said(app)
    rows = [row for table in tables(app) for row in table]
    assert ["SMF som nåtts", "Perioden", "2", "2", "0", ""] in rows
    assert ["SMF som nåtts", "Ackumulerat", "3", "2", "1", ""] in rows


def test_a_bridge_to_an_edition_names_it(open_page: Opened, sealed: Path) -> None:
    opened(sealed).seal("P2b", "P2", replaces="P2", reason="Prov")
    app = open_page(REPORT, report="P2", bridge_from="P2", bridge_to="P2b")
    text = said(app)
    assert "SMF som nåtts, perioden: 2 rapporterades, i utgåva P2b är det 3 (1 fler)." in text
    assert "nu är det" not in text


def test_one_filed_value_is_told_as_one(open_page: Opened, sealed: Path) -> None:
    platform = opened(sealed)
    one = NamedBytes(name="min.csv", content="Indikator;Värde\nsmes_reached;2\n".encode())
    platform.file_values(one, edition="P2")
    assert "Det inskrivna värdet är exakt det som förseglades." in said(
        open_page(REPORT, report="P2")
    )
