"""The area lead's pages, on the small programme with the companies that there are.

Livsmedel reaches Alfa (Växjö, liten; also served in Kalmar) and Beta (Kalmar, mikro). Kronoberg has
400 micro and 100 small companies, Kalmar 800 and Jönköping none known; Växjö has 250.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from s3metrics.platform import Platform
from tests.ui import world
from tests.ui.conftest import Opened
from tests.ui.test_pages import COUNTIES, metrics, said

AREA = "pages/areas/area.py"
COMPARE = "pages/areas/compare.py"
BACKGROUND = """Län;Kommun;Storlek;År;Antal företag;Källa
07;;mikro;2024;400;SCB
07;;liten;2024;100;SCB
07;0780;;2024;250;SCB
08;;;2024;800;SCB
"""


@pytest.fixture
def background(own_database: Path) -> Platform:
    """The small programme with the sheet Bakgrund."""
    platform = Platform.open(own_database, today=lambda: world.TODAY)
    platform.deliver([world.file("bakgrund", BACKGROUND)], "Region Kalmar län")
    return platform


def tables(app: AppTest) -> list:
    return [table.value for table in app.table]


def button(app: AppTest, label: str) -> AppTest:
    next(one for one in app.main.button if one.label == label).click().run()
    assert not app.exception, app.exception
    return app


@pytest.mark.usefixtures("background")
def test_an_area_is_chosen_large_and_stands_in_the_selection(open_page: Opened) -> None:
    app = open_page(AREA, as_it_comes=True)
    assert metrics(app)["SMF som nåtts"] == "2"
    pills = next(one for one in app.main.get("button_group") if one.label == "Mitt område")
    pills.set_value("tra_skog").run()
    assert not app.exception
    assert app.query_params["area"] in ("tra_skog", ["tra_skog"])
    # Nobody who speaks for that area has delivered its participations.
    assert metrics(app)["SMF som nåtts"] == "Ej rapporterat"
    assert "Trä och skog" in said(app)


@pytest.mark.usefixtures("background")
def test_white_spots_are_named_county_by_county(open_page: Opened) -> None:
    text = said(open_page(AREA, as_it_comes=True, area="livsmedel", county="07"))
    assert "I 7 av 8 kommuner har ingen SMF nåtts" in text
    assert "Högst: Växjö (1)." in text
    listed = next(line for line in text.splitlines() if line.startswith("- Kronobergs län:"))
    names = "Uppvidinge, Lessebo, Tingsryd, Alvesta, Älmhult, Markaryd, Ljungby"
    assert listed == f"- Kronobergs län: {names}"


@pytest.mark.usefixtures("background")
def test_the_maps_rates_travel_with_their_counts(open_page: Opened) -> None:
    app = open_page(AREA, as_it_comes=True, area="livsmedel", county="07", map="per_thousand")
    assert "Högst: Växjö (4,0 · 1 av 250)." in said(app)


@pytest.mark.usefixtures("background")
def test_an_area_of_which_nothing_is_delivered_has_no_white_spots(open_page: Opened) -> None:
    text = said(open_page(AREA, as_it_comes=True, area="digital"))
    assert "Uppgift saknas för alla kommuner" in text
    assert "har ingen SMF nåtts" not in text


def test_the_map_has_its_table(open_page: Opened, background: Platform) -> None:
    app = open_page(AREA, area="livsmedel")
    table = next(t for t in tables(app) if "SMF i kommunen" in t.columns)
    assert len(table) == len(background.programme.municipalities) + 1
    reached, companies, rate = table.loc["Växjö"]
    assert (reached, companies, rate) == (1, 250, 4.0)
    assert table.loc["Kalmar"].iloc[0] == 2
    assert table["SMF som nåtts"].sum() == 1 + 2 + 2  # the total is not their sum


@pytest.mark.usefixtures("background")
def test_a_municipality_opens_to_its_figures_areas_and_rows(open_page: Opened) -> None:
    app = open_page(AREA, as_it_comes=True, area="livsmedel")
    box = next(box for box in app.main.selectbox if box.label == "Kommun")
    box.select("0780").run()
    button(app, "Öppna kommunen")
    figures, areas = tables(app)
    assert figures.loc["SMF som nåtts"].tolist() == [1, 4.0]
    assert figures.loc["Företag som fått stöd", "Värde"] == 2
    assert areas["SMF som nåtts"].dropna().to_dict() == {"Livsmedel": 1}
    assert "1 företag i 1 rad: antalet företag stämmer med siffran." in said(app)
    assert app.dataframe[0].value["Namn"].tolist() == ["Alfa AB"]


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("value", "Högst: Kalmar län (2). Lägst: Jönköpings län och Gotlands län (0)."),
        (
            "per_thousand",
            "Högst: Kalmar län (2,5 · 2 av 800). Lägst: Kronobergs län (2,0 · 1 av 500). "
            "Uppgift saknas: Jönköpings län och Gotlands län.",
        ),
        (
            "of_target",
            "Högst: Kalmar län (0,7\u00a0% · 2 av 300). "
            "Lägst: Jönköpings län (0,0\u00a0% · 0 av 380).",
        ),
    ],
)
@pytest.mark.usefixtures("background")
def test_counties_side_by_side(open_page: Opened, measure: str, told: str) -> None:
    counties = "06,07,08,09" if measure != "of_target" else "06,08"
    app = open_page(COMPARE, as_it_comes=True, measure=measure, compare=counties)
    assert told in said(app)


@pytest.mark.usefixtures("background")
def test_the_comparison_has_every_measure_in_one_table(open_page: Opened) -> None:
    app = open_page(COMPARE, compare="07,08", indicator="smes_reached")
    table = next(t for t in tables(app) if "Andel av målet" in t.columns)
    assert table.loc["Kronobergs län"].tolist() == [1, 500, 2.0, 280, pytest.approx(1 / 280)]
    assert table.loc["Kalmar län"].tolist() == [2, 800, 2.5, 300, pytest.approx(2 / 300)]
    assert "Antalet SMF: SCB, 2024." not in said(app)  # it is of the other measure
    assert "Antalet SMF: SCB, 2024." in said(open_page(COMPARE, measure="per_thousand"))


@pytest.mark.usefixtures("background")
def test_targets_are_of_the_whole_whatever_is_selected(open_page: Opened) -> None:
    app = open_page(COMPARE, as_it_comes=True, measure="of_target", area="tra_skog")
    text = said(app)
    assert "Högst: Kalmar län (0,7\u00a0% · 2 av 300)." in text
    assert "Mål räknas från programmets start till i dag, oavsett urval." in text
    assert "Exempel, inte ur något beslut" in text


@pytest.mark.usefixtures("background")
def test_what_cannot_be_compared_says_why(open_page: Opened) -> None:
    def told(**params: str) -> str:
        app = open_page(COMPARE, as_it_comes=True, **params)
        return "\n".join(info.value for info in app.info)

    assert "är redan en andel" in told(indicator="need_conversion", measure="per_thousand")
    assert "inget mål per län för deltaganden" not in told(measure="of_target")
    assert "inget mål per län för stödtimmar" in told(
        indicator="support_hours", measure="of_target"
    )
    assert "Välj två till fyra län att jämföra." in told(compare="07")
    assert "kan inte delas upp på tid" in told(indicator="initiatives")


@pytest.mark.usefixtures("background")
def test_a_county_that_is_not_there_gives_a_message(open_page: Opened) -> None:
    app = open_page(COMPARE, as_it_comes=True, compare="07,08,01")
    assert "”01” för ”compare” finns inte" in said(app)
    assert "Högst: Kalmar län (2). Lägst: Kronobergs län (1)." in said(app)


@pytest.mark.usefixtures("background")
def test_one_county_has_nothing_to_compare_with(
    open_page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S3METRICS_PROGRAMME", "tests/programmes/one_county.toml")
    app = open_page(COMPARE, as_it_comes=True)
    assert any("det finns inget att jämföra med" in info.value for info in app.info)
    assert open_page(AREA).title[0].value == "Mitt område"


@pytest.mark.usefixtures("background")
def test_over_time_each_county_has_its_own_chart_and_the_table_all(open_page: Opened) -> None:
    app = open_page(COMPARE, grain="half_year", compare="07,08", county="07,08")
    text = said(app)
    assert "Kronobergs län 2025, första halvåret (1)" in text
    assert "Kalmar län 2025, första halvåret (2)" in text
    table = next(t for t in tables(app) if "2025, första halvåret" in t.index)
    # Alfa in both counties: the total is 2, the counties' sum 3.
    assert table.loc["2025, första halvåret"].tolist() == [1, 2, 2, 1]
    assert table.loc["2025, andra halvåret", "Kalmar län"] == 1


@pytest.mark.usefixtures("background")
def test_the_overlap_opens_to_the_companies_in_several_counties(open_page: Opened) -> None:
    app = open_page(COUNTIES)
    text = said(app)
    assert "1 företag räknas i mer än ett län (1 i två)." in text
    table = next(t for t in tables(app) if "Antal delar" in t.columns)
    assert table.loc["Kronoberg \\+ Kalmar"].tolist() == [2, 1]
    assert table.loc["Kalmar"].tolist() == [1, 1]
    box = next(box for box in app.main.selectbox if box.label == "Kombination")
    box.select("Kronoberg + Kalmar").run()
    opened = [b for b in app.main.button if b.label == "Öppna raderna bakom"]
    opened[-1].click().run()
    assert not app.exception
    assert "1 företag i 2 rader: antalet företag stämmer med siffran." in said(app)
    assert app.dataframe[0].value["Namn"].tolist() == ["Alfa AB"]


@pytest.mark.usefixtures("background")
def test_sizes_that_are_not_reached(open_page: Opened) -> None:
    text = said(open_page(AREA, county="07"))
    assert "Högst: Liten (10,0 · 1 av 100)." in text
    assert "Uppgift saknas: Medel." in text
    assert "mikro i Kronobergs län och medel i Kronobergs län" in text


@pytest.mark.usefixtures("background")
def test_in_english(open_page: Opened) -> None:
    text = said(open_page(AREA, lang="en", area="livsmedel", county="07,08"))
    assert "no SME has been reached: white spots" in text
    assert "Number of SMEs: SCB, 2024." in text
    assert "- Kalmar County:" in text
    text = said(open_page(COMPARE, lang="en", measure="per_thousand", compare="07,08"))
    assert "Highest: Kalmar County (2.5 · 2 of 800)." in text
