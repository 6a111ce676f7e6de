"""Funding: the flow, money against time, the EU's share, the four kinds, each area's money."""

from __future__ import annotations

import pytest

from s3metrics.platform import Platform
from tests.ui.conftest import Opened
from tests.ui.test_crossing import charts, table
from tests.ui.test_pages import metrics, said

PAGE = "pages/reporting/funding.py"
NBSP = "\u00a0"
pytestmark = pytest.mark.usefixtures("chain")


def test_cards_with_the_two_counts(open_page: Opened) -> None:
    app = open_page(PAGE)
    shown = metrics(app)
    assert shown["EU-andel av beslutad finansiering"] == f"56,2{NBSP}%"
    assert shown["Kostnad per SMF som nåtts"] == f"60{NBSP}000 kr"
    assert f"240{NBSP}000 kr delat med{NBSP}4" in said(app)


def test_money_follows_the_time(open_page: Opened, chain: Platform) -> None:
    app = open_page(PAGE)
    costs, paid, pace = charts(app)[0]["data"]
    assert costs["x"][-4:] == ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]
    assert costs["y"][-4:] == [200_000, 250_000, 240_000, 240_000]
    assert paid["y"][-4:] == [0, 150_000, 150_000, 150_000]
    assert pace["y"] == [0, 1_600_000]
    found = table(app, "Tid som gått")
    assert found.loc["31 dec. 2025", "Kostnader"] == 240_000
    # 639 of 1 823 days; 240 000 of 1 600 000.
    told = said(app)
    assert f"35,1{NBSP}% av programtiden har gått 31 december 2025." in told
    assert f"15,0{NBSP}% av det beslutade är förbrukat" in told
    assert "Förbrukningen ligger 20,1 procentenheter efter tiden." in told
    assert chain.compute("burn_rate").total.value == 0.15


def test_flow_goes_from_source_to_area_and_on(open_page: Opened, chain: Platform) -> None:
    app = open_page(PAGE, flow="initiative")
    sankey = charts(app)[1]["data"][0]
    labels = sankey["node"]["label"]
    flows = {
        (labels[a].split(",")[0], labels[b].split(",")[0]): value
        for a, b, value in zip(
            sankey["link"]["source"],
            sankey["link"]["target"],
            sankey["link"]["value"],
            strict=True,
        )
    }
    assert flows == {
        ("ERUF", "Livsmedel"): 900_000,
        ("Region", "Livsmedel"): 600_000,
        ("Privat", "Livsmedel"): 100_000,
        ("Livsmedel", "Lyftet"): 1_100_000,
        ("Livsmedel", "Smaken"): 500_000,
    }
    matrix = table(app, "Livsmedel")
    result = chain.compute("funding_decided", by=("source", "area"))
    assert matrix.loc["ERUF", "Livsmedel"] == result.cell(source="eruf", area="livsmedel").value
    # What is aborted is not decided: it flows nowhere.
    assert "Avbrottet" not in str(labels)
    assert f"Största källan är ERUF med 900{NBSP}000 kr (56,2{NBSP}%)." in said(app)


def test_eu_share_against_its_ceiling(open_page: Opened) -> None:
    app = open_page(PAGE, part="eu")
    chart = charts(app)[1]
    assert chart["layout"]["shapes"][0]["x0"] == 0.4
    told = said(app)
    assert f"EU står för 56,2{NBSP}% av det beslutade" in told
    assert f"Det är över programmets tak på 40,0{NBSP}%." in told
    assert "Över taket var för sig: Livsmedel." in told


def test_four_kinds_of_financing(open_page: Opened) -> None:
    app = open_page(PAGE, part="kinds")
    bars = charts(app)[1]["data"][0]
    assert bars["x"] == [1_500_000, 0, 0, 100_000]
    told = said(app)
    assert f"offentlig, kontant 93,8{NBSP}% och privat, annat än pengar 6,2{NBSP}%" in told
    assert "Ingen beslutad finansiering är privat, kontant och offentlig, annat än pengar." in told
    matrix = table(app, "Kontant")
    assert matrix.loc["Privat", "Annat än pengar"] == 100_000


def test_each_areas_money_with_its_two_counts(open_page: Opened) -> None:
    app = open_page(PAGE, part="areas")
    found = table(app, "Kostnad per SMF som nåtts")
    assert found.loc["Livsmedel", "Kostnad per SMF som nåtts"] == 60_000
    assert found.loc["Livsmedel", "Kostnad per SMF som nåtts: underlag"] == 240_000
    assert charts(app)[1]["data"][0]["text"][1] == f"60{NBSP}000 kr"


@pytest.mark.parametrize("part", ["flow", "kinds"])
def test_area_without_money_says_so(open_page: Opened, part: str) -> None:
    told = said(open_page(PAGE, part=part, area="digital"))
    assert "Ingen beslutad finansiering i det valda." in told
