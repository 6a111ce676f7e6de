"""Initiatives: the timeline, counties open and reached, pairs, principals, one initiative."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from s3metrics.platform import Platform
from tests import chain_world
from tests.ui.conftest import Opened
from tests.ui.test_pages import metrics, said

PAGE = "pages/areas/crossing.py"
pytestmark = pytest.mark.usefixtures("chain")


def charts(app: AppTest) -> list[dict[str, Any]]:
    """The Plotly figures of a page, as the browser gets them."""
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def table(app: AppTest, column: str) -> Any:
    """The first table that has the column, Markdown's escapes taken away."""
    frames = [_unescaped(one.value) for one in [*app.table, *app.dataframe]]
    return next(frame for frame in frames if column in frame.columns)


def _unescaped(frame: pd.DataFrame) -> pd.DataFrame:
    def bare(cell: Any) -> Any:
        return cell.replace("\\", "") if isinstance(cell, str) else cell

    return frame.map(bare).rename(index=bare, columns=bare)


def test_cards_are_the_engines(open_page: Opened, chain: Platform) -> None:
    shown = metrics(open_page(PAGE))
    assert shown["Aktiva insatser"] == "2" == str(chain.compute("initiatives").total.value)
    assert shown["Länsöverskridande insatser"] == "1"
    assert shown["Insatser öppna i flera län"] == "2"


def test_timeline_draws_every_initiative_with_open_ends_and_today(open_page: Opened) -> None:
    app = open_page(PAGE)
    chart = charts(app)[0]
    bars = {trace["name"]: trace for trace in chart["data"]}
    assert list(bars) == ["Planerad", "Pågående", "Avbruten", "inget slutdatum"]
    assert bars["Pågående"]["base"] == ["2025-01-01", "2025-03-01"]
    # Lyftet has no end: to the programme's last day. Smaken: 122 days, both ends counted.
    days = [length / 86_400_000 for length in bars["Pågående"]["x"]]
    assert days == [1549, 122]
    assert bars["inget slutdatum"]["y"] == [bars["Pågående"]["y"][0]]
    assert bars["Avbruten"]["marker"]["pattern"]["shape"] == ["x"]
    lines = [shape["x0"] for shape in chart["layout"]["shapes"]]
    assert lines == ["2025-12-31", "2029-03-29"]
    labels = chart["layout"]["yaxis"]["ticktext"]
    assert labels == [
        "<b>Trä och skog</b>",
        "Trätiden",
        "<b>Livsmedel</b>",
        "Lyftet",
        "Smaken",
        "<b>Industriell utveckling</b>",
        "Avbrottet",
    ]
    told = said(app)
    assert "4 insatser (planerad 1, pågående 2, avbruten 1)." in told
    assert "1 saknar slutdatum." in told
    assert "1 står som pågående fast slutdatumet har passerat." in told


def test_timeline_in_another_order(open_page: Opened) -> None:
    labels = charts(open_page(PAGE, group="principal"))[0]["layout"]["yaxis"]["ticktext"]
    assert labels[:4] == ["<b>Campus Växjö</b>", "Lyftet", "Avbrottet", "<b>IUC Kalmar</b>"]


def test_pairs_are_the_figures_cells(open_page: Opened, chain: Platform) -> None:
    app = open_page(PAGE)
    found = table(app, "Gotlands län")
    result = chain.compute("county_pairs", by=("county_a", "county_b"))
    assert found.loc["Kronobergs län", "Kalmar län"] == 1
    assert found.loc["Kalmar län", "Kronobergs län"] == 1
    assert found.loc["Gotlands län", "Kalmar län"] == 1
    assert result.cell(county_a="08", county_b="09").value == 1
    assert found.loc["Jönköpings län", "Kalmar län"] == 0
    assert "Flest gemensamma insatser: Kronobergs län med Kalmar län" in said(app)


def test_pair_opens_to_its_rows(open_page: Opened) -> None:
    app = open_page(PAGE)
    box = next(box for box in app.main.selectbox if box.label == "Par av län")
    box.set_value(("08", "09")).run()
    next(b for b in app.main.button if b.key == "open:county-pairs").click().run()
    assert not app.exception
    assert "1 insats i 2 rader: antalet insats stämmer med siffran." in said(app)


def test_counties_declared_against_real(open_page: Opened) -> None:
    app = open_page(PAGE, part="counties")
    marks = {trace["name"]: trace["x"] for trace in charts(app)[1]["data"]}
    # Jönköping, Kronoberg, Kalmar, Gotland, of the two initiatives active in the period.
    assert marks["Öppna i länet"] == [0, 1, 2, 1]
    assert marks["Har nått länet"] == [0, 1, 2, 1]
    found = table(app, "Gotlands län").set_index("Insats")
    assert found.loc["Lyftet (LIV-01)", "Gotlands län"] == "◆ nådd, ej öppen (1)"
    assert found.loc["Lyftet (LIV-01)", "Kalmar län"] == "● nådd (1)"
    assert found.loc["Smaken (LIV-02)", "Gotlands län"] == "○ bara öppen"
    assert found.loc["Smaken (LIV-02)", "Kronobergs län"] == "–"
    told = "2 av 2 aktiva insatser är öppna i minst två län, 1 har nått företag i minst två."
    assert told in said(app)


def test_principals_and_whom_they_reach(open_page: Opened) -> None:
    app = open_page(PAGE, part="principals")
    found = table(app, "Från annat län").set_index("Huvudman")
    assert found.loc["Campus Växjö", "Antal företag"] == "3"
    assert found.loc["Campus Växjö", "Från annat län"] == "2"
    assert found.loc["Campus Växjö", "Kronobergs län"] == "● 1"
    assert found.loc["IUC Kalmar", "Kalmar län"] == "● 2"
    assert found.loc["IUC Kalmar", "Insatser per område"] == "Livsmedel 1"
    assert "Bara företag från det egna länet: IUC Kalmar." in said(app)


def test_one_initiatives_own_page(open_page: Opened) -> None:
    app = open_page(PAGE, initiative="LIV-01")
    assert "Lyftet" in [header.value for header in app.header]
    assert metrics(app) == {
        "Beslutat": "1,1 mnkr",
        "Inbetalt": "150\u00a0000 kr",
        "Kostnader": "240\u00a0000 kr",
        "Företag som fått stöd": "3",
    }
    companies = table(app, "Företagets namn")
    assert sorted(companies["Företagets namn"]) == ["Alfa AB", "Alfa AB", "Beta AB", "Gamma AB"]
    assert set(companies["Blad"]) == {"Deltaganden"}
    assert sorted(companies["Rad"]) == ["2", "3", "4", "5"]
    money = table(app, "Inbetalt").set_index("Finansiär")
    assert money.loc["Region Kronoberg", "Inbetalt"] == "150\u00a0000 kr"
    told = said(app)
    assert "från 1 januari 2025, inget slutdatum" in told
    assert "Huvudman: Campus Växjö (lärosäte, Kronobergs län)" in told
    assert "3 resultat, hos 1 företag, som knyts till insatsen." in told


def test_initiative_without_rows_says_which_kind_of_empty(open_page: Opened) -> None:
    told = said(open_page(PAGE, initiative="TRA-01"))
    assert "Insatsen har inte börjat vid periodens slut." in told
    assert "Insatsen nämner 1 behov som ingen leverans beskriver: B99." in told
    assert "Inga rader om insatsen i bladet Finansiering, som har levererats." in told


def test_sole_traders_number_is_nowhere_on_the_page(open_page: Opened) -> None:
    app = open_page(PAGE, initiative="LIV-02")
    companies = table(app, "Företagets namn").set_index("Företagets namn")
    assert companies.loc["Delta firma", "Organisationsnummer"].startswith("personnummer·")
    everything = "".join(str(one.value) for one in [*app.table, *app.dataframe]) + said(app)
    assert chain_world.PERSON not in everything
    assert chain_world.PERSON[:6] not in everything


def test_unknown_initiative_gives_a_message_and_all_of_them(open_page: Opened) -> None:
    app = open_page(PAGE, initiative="LIV-1", as_it_comes=True)
    told = said(app)
    assert "Insatsen ”LIV-1” finns inte i det som har levererats." in told
    assert "Menade du ”" in told
    assert metrics(app)["Aktiva insatser"] == "2"


def test_opening_and_leaving_an_initiative_stands_in_the_address(open_page: Opened) -> None:
    app = open_page(PAGE)
    next(box for box in app.main.selectbox if box.label == "Öppna en insats").select("LIV-02").run()
    assert app.query_params["initiative"] in ("LIV-02", ["LIV-02"])
    assert "Smaken" in [header.value for header in app.header]
    next(b for b in app.main.button if b.label == "Till alla insatser").click().run()
    assert not app.exception
    assert "Smaken" not in [header.value for header in app.header]
    assert app.query_params.get("initiative", ["all"]) in ("all", ["all"])


def test_selection_without_initiatives_says_so(open_page: Opened) -> None:
    app = open_page(PAGE, area="digital")
    assert "Inga insatser i det valda." in said(app)


def test_what_cannot_be_confined_says_so(open_page: Opened) -> None:
    assert "Kan inte avgränsas efter storlek: visar helheten." in said(open_page(PAGE, size="stor"))


def test_bad_part_and_order_give_messages(open_page: Opened) -> None:
    told = said(open_page(PAGE, part="parr", group="area2", as_it_comes=True))
    assert "”parr” för ”part” finns inte" in told
    assert "”area2” för ”group” finns inte" in told
