"""Needs, results and handover: the chain, unmet needs, lead times, levels, the ladder."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3metrics.platform import Platform
from tests.ui.conftest import Opened
from tests.ui.test_crossing import charts, table
from tests.ui.test_pages import said

PAGE = "pages/steering/handover.py"
pytestmark = pytest.mark.usefixtures("chain")


def test_chain_shows_each_step_in_its_unit(open_page: Opened, chain: Platform) -> None:
    app = open_page(PAGE)
    chart = charts(app)[0]
    assert [trace["text"][0] for trace in chart["data"]] == [
        "4 behov",
        "2 behov (50,0\u00a0%)",
        "2 insatser",
        "4 företag",
        "2 företag (50,0\u00a0%)",
        "1 lösning",
    ]
    # Each as long as its share of the largest of its own unit.
    assert [trace["x"][0] for trace in chart["data"]] == [1, 0.5, 1, 1, 0.5, 1]
    assert chain.compute("smes_reached").total.value == 4
    assert chain.compute("smes_innovating").total.value == 2
    steps = table(app, "Andel av steget före")
    assert steps.loc["Identifierade behov", "Antal"] == 4
    told = said(app)
    assert "2 av 4 behov har fått en insats (50,0" in told
    assert "Enheterna skiljer sig" in told


def test_step_opens_to_its_rows(open_page: Opened) -> None:
    app = open_page(PAGE)
    next(b for b in app.main.button if b.key == "open:step:needs_met").click().run()
    assert not app.exception
    assert "2 behov i 2 rader: antalet behov stämmer med siffran." in said(app)


def test_needs_without_an_initiative_are_listed_with_their_rows(open_page: Opened) -> None:
    app = open_page(PAGE, part="needs")
    found = table(app, "Dagar i väntan").set_index("Behov")
    assert list(found.index) == ["Nya maskiner (B3)", "Nya besökare (B4)"]
    assert found.loc["Nya maskiner (B3)", "Dagar i väntan"] == "355"
    assert found.loc["Nya besökare (B4)", "Läge"] == "Avskrivet"
    assert found.loc["Nya maskiner (B3)", "Fil"] == "behov.csv"
    told = said(app)
    assert "2 av 4 behov saknar insats." in told
    assert "1 av dem är avskrivet." in told
    assert "Det som väntat längst har väntat 355 dagar." in told


def test_lead_times_with_what_they_are_measured_on(open_page: Opened) -> None:
    app = open_page(PAGE, part="leads")
    assert charts(app)[1]["data"][0]["text"] == ["44 dagar", "25,5 dagar", "65 dagar", "200 dagar"]
    texts = table(app, "Median")
    assert list(texts["Median"]) == [44, 25.5, 65, 200]
    found = table(app, "Antal dagar").set_index("Namn")
    assert found.loc["Lyftet", "Antal dagar"] == "41"
    assert "Längst tar det från lösningens idé till ordinarie verksamhet: 200 dagar" in said(app)


def test_levels_first_and_last(open_page: Opened, chain: Platform) -> None:
    app = open_page(PAGE, part="levels")
    first, last = charts(app)[1]["data"]
    assert (first["y"], last["y"]) == ([0, 1, 1, 0, 0], [0, 1, 0, 1, 0])
    matrix = table(app, "Sist 4")
    assert matrix.loc["2", "Sist 4"] == 1
    assert matrix.loc["3", "Sist 2"] == 1
    assert matrix.to_numpy().sum() == 2
    told = said(app)
    assert "1 av 2 företag har höjt sin innovationsgrad, 1 har sänkt den." in told
    assert chain.compute("innovation_level_change").total.value == 0.5
    assert "förändringen +0,50 steg på en femgradig skala" in told


def test_ladder_tells_what_is_left(open_page: Opened) -> None:
    app = open_page(PAGE)
    found = table(app, "Återstår").set_index("Lösning")
    assert found.loc["Provköket (S1)", "Har nått"] == "I ordinarie budget"
    assert found.loc["Provköket (S1)", "Återstår"] == "i drift"
    assert found.loc["Kameran (S2)", "Återstår"].startswith("testad, godkänd")
    told = said(app)
    assert "1 av 2 lösningar finns i ordinarie budget eller drift, 0 av dem i drift." in told
    # 31 December 2025 to 29 March 2029.
    assert (
        "1 återstår att föra över, 1 184 dagar före programmets slut.".replace(" 184", "\u00a0184")
        in told
    )
    rows = next(f.value for f in app.dataframe if "Steg" in f.value.columns)
    assert list(rows["Rad"]) == ["2", "3", "4", "5"]


def test_nothing_to_show_says_which_kind_of_empty(open_page: Opened) -> None:
    assert "Inga behov alls." in said(open_page(PAGE, part="needs", area="digital"))
    assert "Inga lösningar i det valda." in said(open_page(PAGE, area="digital"))
    told = said(open_page(PAGE, part="levels", county="06"))
    assert "Inget företag i det valda har mätts två gånger." in told


def test_not_reported_is_not_none(
    open_page: Opened, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S3METRICS_DB", str(built))
    told = said(open_page(PAGE))
    assert "Ej rapporterat: ingen avsändare har lämnat bladet Lösningar för det valda." in told
