"""The two clocks: what is known now, and an edition that stays as it was reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3metrics.intake.sources import NamedBytes
from s3metrics.platform import Platform
from tests.ui import world
from tests.ui.conftest import Opened
from tests.ui.test_pages import COUNTIES, OVERVIEW, metrics, said
from tests.ui.test_selection import parameter
from ui import codec

EDITION = "Våren 2025"
LATER = f"{world.PARTICIPATIONS}LIV-01;{world.GAMMA};2025-03-02;radgivning;2;\n"
"""Gamma has had advice within the edition's period, and it came in after the edition was sealed."""


@pytest.fixture
def sealed(own_database: Path) -> Path:
    """P2 (to 31 March 2025) sealed, and after that one more SME reached within it."""
    platform = Platform.open(own_database, today=lambda: world.TODAY)
    platform.seal(EDITION, "P2", reason="Prov")
    late = [NamedBytes(name="deltaganden.csv", content=LATER.encode())]
    platform.deliver(late, world.FOOD)
    return own_database


@pytest.mark.usefixtures("sealed")
def test_edition_shows_what_was_reported_and_says_so(open_page: Opened) -> None:
    now = open_page(OVERVIEW, as_it_comes=True)
    assert metrics(now)["SMF som nåtts"] == "3"
    then = open_page(OVERVIEW, as_it_comes=True, clock=EDITION)
    assert metrics(then)["SMF som nåtts"] == "2"
    assert then.title[0].value == f"Översikt · utgåva {EDITION}"
    assert f"**Utgåva {EDITION}: så som det rapporterades.**" in said(then)
    assert "Perioden slutar 31 mars 2025." in said(then)
    assert "Senaste leverans" not in said(then)


@pytest.mark.usefixtures("sealed")
def test_period_of_an_edition_ends_with_it(open_page: Opened) -> None:
    app = open_page(as_it_comes=True, clock=EDITION, to="2025-11-24")
    assert parameter(app.query_params, "to") == "2025-03-31"
    assert "”2025-11-24” för ”to” finns inte" in said(app)


@pytest.mark.usefixtures("sealed")
def test_clock_is_chosen_in_the_frame_and_follows_the_reader(open_page: Opened) -> None:
    app = open_page(OVERVIEW, as_it_comes=True, period="2025-H2")
    box = next(box for box in app.sidebar.selectbox if box.label == "Tidpunkt")
    box.select(EDITION).run()
    assert not app.exception
    assert parameter(app.query_params, "clock") == EDITION
    # The second half-year is none of an edition that ends in March.
    assert parameter(app.query_params, "period") == "so_far"
    assert metrics(app)["SMF som nåtts"] == "2"
    links = [str(link.proto) for link in app.sidebar.page_link]
    assert all("clock=" in link for link in links)
    assert next(link.label for link in app.main.page_link) == "Visa det som är känt nu"


@pytest.mark.usefixtures("sealed")
def test_another_page_shows_the_same_edition(open_page: Opened) -> None:
    table = open_page(COUNTIES, clock=EDITION).table[0].value
    assert table.loc["Totalt", "Totalt"] == 2
    assert open_page(COUNTIES).table[0].value.loc["Totalt", "Totalt"] == 3


@pytest.mark.usefixtures("sealed")
def test_clock_that_there_is_not_gives_a_message(open_page: Opened) -> None:
    app = open_page(as_it_comes=True, clock="Varen 2025")
    assert "”Varen 2025” för ”clock” finns inte" in said(app)
    assert f"Menade du ”{EDITION}”?" in said(app)
    assert parameter(app.query_params, "clock") == "now"
    assert metrics(app)["SMF som nåtts"] == "3"


@pytest.mark.usefixtures("sealed")
def test_changes_are_told_since_the_edition(open_page: Opened) -> None:
    app = open_page(OVERVIEW, as_it_comes=True)
    table = app.table[0].value
    assert list(table.loc["SMF som nåtts"]) == [1, 2, 3]
    assert f"sedan utgåva {EDITION}." in said(app)


@pytest.mark.usefixtures("database")
def test_without_editions_there_is_no_clock_to_choose(open_page: Opened) -> None:
    app = open_page(OVERVIEW, as_it_comes=True)
    assert "Tidpunkt" not in [box.label for box in app.sidebar.selectbox]


def test_edition_in_a_files_facts(sealed: Path, open_page: Opened) -> None:
    assert sealed.exists()
    app = open_page(OVERVIEW, as_it_comes=True, clock=EDITION)
    next(button for button in app.main.button if button.label == "Öppna").click().run()
    assert f"Utgåva {EDITION}: så som det rapporterades" in said(app)


def test_clock_is_read_from_the_address() -> None:
    assert codec.read_clock({}, ["A"]) == ("now", [])
    assert codec.read_clock({"clock": "A"}, ["A"]) == ("A", [])
    found, (problem,) = codec.read_clock({"clock": "B"}, ["A"])
    assert found == "now"
    assert problem.allowed == ("now", "A")
