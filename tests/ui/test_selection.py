"""The selection: controls, address and links say the same."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Opened
from tests.ui.test_pages import COUNTIES, OVERVIEW, metrics, said

pytestmark = pytest.mark.usefixtures("database")


def parameter(params: object, name: str) -> str:
    value = params[name]  # type: ignore[index]
    return value if isinstance(value, str) else value[0]


def test_address_names_every_value(open_page: Opened) -> None:
    app = open_page()
    named = {name: parameter(app.query_params, name) for name in app.query_params}
    assert named == {
        "clock": "now",
        "from": "2024-04-01",
        "to": "2025-11-24",
        "period": "so_far",
        "area": "all",
        "county": "all",
        "size": "all",
        "lang": "sv",
    }


def test_controls_write_the_address(open_page: Opened) -> None:
    app = open_page()
    areas, counties, sizes = app.sidebar.multiselect
    counties.select("07").run()
    assert parameter(app.query_params, "county") == "07"
    assert metrics(app)["SMF som nåtts"] == "1"
    assert [areas.label, counties.label, sizes.label] == ["Områden", "Län", "Företagsstorlek"]


def test_preset_brings_its_dates_and_own_period_keeps_them(open_page: Opened) -> None:
    app = open_page()
    app.sidebar.selectbox[0].select("P3").run()
    assert parameter(app.query_params, "from") == "2025-04-01"
    assert parameter(app.query_params, "to") == "2025-09-30"
    app.sidebar.selectbox[0].select("custom").run()
    assert [d.value.isoformat() for d in app.sidebar.date_input] == ["2025-04-01", "2025-09-30"]
    app.sidebar.date_input[0].set_value("2025-07-01").run()
    assert not app.exception
    assert parameter(app.query_params, "from") == "2025-07-01"
    assert parameter(app.query_params, "period") == "custom"


def test_period_that_ends_before_it_begins_is_told(open_page: Opened) -> None:
    app = open_page(from_="2025-01-01", to="2025-02-01", period="custom")
    app.sidebar.date_input[0].set_value("2025-08-01").run()
    assert not app.exception
    assert "slutar innan den börjar" in said(app)


def test_dates_decide_whatever_the_period_is_called(open_page: Opened) -> None:
    app = open_page(period="so_far", from_="2024-04-01", to="2025-10-01")
    assert parameter(app.query_params, "period") == "custom"
    assert parameter(app.query_params, "to") == "2025-10-01"


def test_selection_survives_navigation(open_page: Opened) -> None:
    app = open_page(OVERVIEW, county="08", area="livsmedel")
    links = [link for link in app.sidebar.page_link if "omraden-och-lan" in str(link.proto)]
    assert links, "the menu has no link"
    text = str(links[0].proto)
    assert "county=08" in text
    assert "area=livsmedel" in text


def test_language_changes_every_text_and_nothing_else(open_page: Opened) -> None:
    app = open_page(OVERVIEW, county="08")
    switch = next(c for c in app.sidebar.segmented_control if "Language" in c.label)
    switch.set_value("en").run()
    assert not app.exception
    assert app.title[0].value == "Overview"
    assert parameter(app.query_params, "county") == "08"
    assert metrics(app)["SMEs reached"] == "2"


def test_a_pages_own_choice_is_checked(open_page: Opened) -> None:
    app = open_page(COUNTIES, as_it_comes=True, indicator="burn_rate")
    assert "”burn_rate” för ”indicator” finns inte" in said(app)
    assert "SMF som nåtts per område och län" in [entry.value for entry in app.subheader]
