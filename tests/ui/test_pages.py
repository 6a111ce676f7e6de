"""Every page, with the figures it shows compared with the engine's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from s3metrics.engine.selection import Selection
from s3metrics.indicators import CATALOGUE, find_indicator
from s3metrics.platform import Platform
from tests.ui import world
from tests.ui.conftest import Opened
from ui.pages import PAGES

NBSP = "\u00a0"
OVERVIEW = "pages/steering/overview.py"
COUNTIES = "pages/areas/counties.py"
FUNDING = "pages/reporting/funding.py"
DELIVERIES = "pages/reporting/deliveries.py"
CATALOGUE_PAGE = "pages/analysis/catalogue.py"


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def said(app: AppTest) -> str:
    """All text of the page, Markdown's escapes taken away."""
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    return "\n".join(str(e.value).replace("\\", "") for kind in kinds for e in kind)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
@pytest.mark.usefixtures("database")
def test_page_opens(open_page: Opened, page: object, language: str) -> None:
    entry = next(entry for entry in PAGES if entry is page)
    app = open_page(entry.file, lang=language)
    assert [title.value == entry.title for title in app.title] == [language == "sv"]
    assert ("Exempeldata" if language == "sv" else "Sample data") in app.warning[0].value
    union = "Europeiska unionen" if language == "sv" else "European Union"
    assert union in said(app)


def test_overview_shows_the_engines_figures(open_page: Opened, platform: Platform) -> None:
    shown = metrics(open_page(OVERVIEW))
    assert shown == {
        "SMF som nåtts": "2",
        "Nya SMF": "2",
        "Företag som fått stöd": "3",
        "Länsöverskridande insatser": "1",
        "SMF med produkt- eller processinnovation": "Ej rapporterat",
        "Nya arbetstillfällen": "Ej rapporterat",
        "Identifierade behov": "Ej rapporterat",
        "Stödjande deltaganden": "5",
        "Beslutad finansiering": f"1,2{NBSP}mnkr".replace(NBSP, " "),
        "Kostnader": f"150{NBSP}000 kr",
        "Upparbetat av beslutad finansiering": f"12,5{NBSP}%",
        "Kostnad per SMF som nåtts": f"75{NBSP}000 kr",
    }
    for name in ("smes_reached", "smes_new", "enterprises_supported", "participations"):
        label = find_indicator(name).label.sv
        assert shown[label] == str(platform.compute(name).total.value)


@pytest.mark.usefixtures("database")
def test_overview_in_english(open_page: Opened) -> None:
    shown = metrics(open_page(OVERVIEW, lang="en"))
    assert shown["SMEs reached"] == "2"
    assert shown["Funding decided"] == "SEK 1.2 million"
    assert shown["Spent of funding decided"] == "12.5%"


def test_selection_of_the_address_decides_the_figures(
    open_page: Opened, platform: Platform
) -> None:
    app = open_page(OVERVIEW, county="07", from_="2025-01-01", to="2025-06-30")
    selection = Selection(
        counties=("07",),
        from_=world.date(2025, 1, 1),
        to=world.date(2025, 6, 30),
    )
    expected = platform.compute("smes_reached", selection).total.value
    assert metrics(app)["SMF som nåtts"] == str(expected) == "1"
    assert "Kronobergs län" in said(app)


@pytest.mark.usefixtures("database")
def test_indicator_without_the_selected_breakdown_is_the_wholes_and_says_so(
    open_page: Opened,
) -> None:
    app = open_page(OVERVIEW, county="07")
    assert metrics(app)["Kostnader"] == f"150{NBSP}000 kr"
    assert "Kan inte avgränsas efter län: visar helheten." in said(app)


@pytest.mark.usefixtures("database")
def test_share_stands_beside_its_count_only_where_it_is_of_the_same(open_page: Opened) -> None:
    assert "1 av 2 insatser, 50,0" in said(open_page(OVERVIEW))
    # The share has no counties: beside one county's count it would be of something else.
    assert not re.search(r"\d av \d+ insatser, ", said(open_page(OVERVIEW, county="08")))


@pytest.mark.usefixtures("database")
def test_figure_opens_to_as_many_units_as_it_says(open_page: Opened) -> None:
    app = open_page(OVERVIEW)
    next(button for button in app.button if button.label == "Öppna").click().run()
    assert not app.exception
    assert "2 företag i 4 rader: antalet företag stämmer med siffran." in said(app)
    units, rows = app.dataframe[0].value, app.dataframe[1].value
    assert sorted(units["Namn"]) == ["Alfa AB", "Beta *bröd* AB"]
    assert set(rows["Blad"]) == {"Deltaganden"}
    assert sorted(rows["Rad"]) == [2, 3, 4, 6]
    assert "Rådgivning" in set(rows["Stöd"])


def test_matrix_holds_every_cell_the_totals_and_the_overlap(
    open_page: Opened, platform: Platform
) -> None:
    app = open_page(COUNTIES)
    table = app.table[0].value
    result = platform.compute("smes_reached", by=("area", "county"))
    assert table.loc["Livsmedel", "Kalmar län"] == 2
    assert table.loc["Livsmedel", "Totalt"] == result.cell(area="livsmedel").value == 2
    assert table.loc["Totalt", "Totalt"] == result.total.value
    assert table.loc["Livsmedel", "Överlapp"] == 1
    told = "1 företag räknas i mer än ett län (1 i två). Länens summa, 3, är därför 1 större"
    assert told in said(app)


@pytest.mark.usefixtures("database")
def test_matrix_of_another_indicator_stands_in_the_address(open_page: Opened) -> None:
    app = open_page(COUNTIES)
    box = next(box for box in app.main.selectbox if box.label == "Indikator")
    box.select("participations").run()
    assert not app.exception
    assert app.query_params["indicator"] in ("participations", ["participations"])
    # Participations add up: nothing overlaps, and no column says so.
    assert "Överlapp" not in app.table[0].value.columns


def test_funding_is_shown_by_its_sources(open_page: Opened, platform: Platform) -> None:
    app = open_page(FUNDING, part="divided")
    assert metrics(app)["EU-andel av beslutad finansiering"] == f"33,3{NBSP}%"
    assert "Under programmets tak på 40,0" in said(app)
    table = next(t.value for t in app.table if "Region" in t.value.index)
    result = platform.compute("funding_decided", by=("source",))
    assert table.loc["Region", "Beslutad finansiering"] == float(result.cell(source="region").value)
    assert table.iloc[-1, 0] == 1_200_000


@pytest.mark.usefixtures("database")
def test_funding_by_another_breakdown(open_page: Opened) -> None:
    app = open_page(FUNDING, part="divided")
    by = next(c for c in app.main.segmented_control if c.label == "Fördelat på")
    by.set_value("funder").run()
    assert not app.exception
    assert any("Region Kronoberg" in table.value.index for table in app.table)


@pytest.mark.usefixtures("database")
def test_catalogue_lists_every_indicator(open_page: Opened) -> None:
    app = open_page(CATALOGUE_PAGE)
    assert [entry.value for entry in app.subheader] == [
        entry.label.sv for entry in CATALOGUE.values()
    ]
    assert "EU-kod: RCO01" in said(app)


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_without_data_a_page_says_what_to_do(open_page: Opened, page: object) -> None:
    entry = next(entry for entry in PAGES if entry is page)
    app = open_page(entry.file)
    if entry.needs_data:
        assert "Det finns inga leveranser ännu" in said(app)
        assert "s3metrics demo" in said(app)
    assert not app.metric


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"area": "livsmedell"}, "”livsmedell” för ”area” finns inte"),
        ({"area": "livsmedell"}, "Menade du ”livsmedel”?"),
        ({"county": "01"}, "”01” för ”county” finns inte"),
        ({"size": "jättestor"}, "”jättestor” för ”size” finns inte"),
        ({"from_": "igår"}, "”igår” för ”from” finns inte"),
        ({"to": "2031-01-01"}, "”2031-01-01” för ”to” finns inte"),
        ({"from_": "2025-06-01", "to": "2025-01-01"}, "slutar innan den börjar"),
        ({"period": "P99"}, "”P99” för ”period” finns inte"),
        ({"lang": "fi"}, "”fi” för ”lang” finns inte"),
        ({"aera": "livsmedel"}, "Länken innehåller ”aera”"),
        ({"area": "![x](http://example.com/x.png)"}, "finns inte och har utelämnats"),
    ],
)
@pytest.mark.usefixtures("database")
def test_bad_parameter_gives_a_message(
    open_page: Opened, params: dict[str, str], message: str
) -> None:
    app = open_page(as_it_comes=True, **params)
    assert message in said(app).replace("\u2060", "")
    assert metrics(app)["SMF som nåtts"] == "2"


@pytest.mark.usefixtures("database")
def test_markdown_of_others_is_not_read(open_page: Opened) -> None:
    app = open_page(as_it_comes=True, area="![x](http://example.com/x.png)")
    text = "".join(warning.value for warning in app.warning)
    assert "](" not in text
    assert "http:" not in text


def test_broken_programme_file_is_told_in_words(
    database: Path, open_page: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert database.exists()
    broken = tmp_path / "broken.toml"
    broken.write_text('id = "x"\n', encoding="utf-8")
    monkeypatch.setenv("S3METRICS_PROGRAMME", str(broken))
    app = open_page()
    assert "kan inte användas" in said(app)
