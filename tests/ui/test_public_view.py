"""The public view without a browser: what everybody may see, and that nothing else is there."""

from __future__ import annotations

import csv
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.testing.v1 import AppTest

from s3metrics.engine.result import Status
from s3metrics.indicators import CATALOGUE
from s3metrics.platform import Platform
from tests.ui import world
from tests.ui.conftest import Opened
from tests.ui.test_pages import said
from ui.pages import PAGES
from ui.public.pages import PUBLIC_PAGES, SWITCH

EDITION = "2025-H1"
COMPANIES = ("Alfa", "Beta", "Gamma", "Delta", world.ALFA, world.BETA)


@pytest.fixture(scope="module")
def sealed_database(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small programme with an edition; not to be written to."""
    folder = tmp_path_factory.mktemp("public") / "world"
    shutil.copytree(built.parent, folder)
    platform = Platform.open(folder / built.name, today=lambda: world.TODAY)
    platform.seal(EDITION, "P2", reason="Prov.")
    return folder / built.name


@pytest.fixture
def sealed(database: Path, sealed_database: Path, monkeypatch: pytest.MonkeyPatch) -> Platform:
    """That edition, and the dashboard showing the public view."""
    assert database != sealed_database
    monkeypatch.setenv("S3METRICS_DB", str(sealed_database))
    monkeypatch.setenv(SWITCH, "1")
    return Platform.open(sealed_database, today=lambda: world.TODAY)


def everything(app: AppTest) -> str:
    """All that a reader is told, tables and choices with it."""
    tables = [str(table.value.to_csv()) for table in app.table]
    boxes = [" ".join(box.options) for box in app.selectbox]
    texts = [e.value for kind in (app.title, app.header, app.subheader) for e in kind]
    return "\n".join((said(app), *texts, *tables, *boxes))


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_shows_a_sealed_table_with_its_definition(open_page: Opened, language: str) -> None:
    app = open_page(lang=language, indicator="smes_reached", by="county")
    table = app.table[0].value
    assert len(table) > 3
    hidden = {"sv": "dolt", "en": "suppressed"}[language]
    assert hidden in set(table.iloc[:, -1])
    told = {
        "sv": "Dolt: siffran gäller färre än 3 företag",
        "en": "Suppressed: the figure is about fewer than 3 companies",
    }
    assert told[language] in said(app)
    assert not set(COMPANIES) & set(everything(app).split())


def test_shows_what_the_command_line_shows(open_page: Opened, sealed: Platform) -> None:
    for indicator in ("smes_reached", "initiatives", "reach_share"):
        app = open_page(indicator=indicator, by="county", span="accumulated")
        result = sealed.compute(indicator, by=("county",), public=True)
        shown = list(app.table[0].value.iloc[:, 1])
        hidden = [cell.status is Status.SUPPRESSED for cell in result.cells.values()]
        assert sorted(text == "dolt" for text in shown) == sorted(hidden), indicator


@pytest.mark.usefixtures("sealed")
def test_only_the_public_pages_exist(open_page: Opened) -> None:
    app = open_page()
    assert app.title[0].value == PUBLIC_PAGES[0].title
    for entry in PAGES:
        with pytest.raises((ValueError, StreamlitAPIException)):
            app.switch_page(entry.file).run()


@pytest.mark.usefixtures("sealed")
def test_registers_no_other_address(open_page: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    registered: list[str] = []
    navigation = st.navigation

    def recording(pages: Any, **named: Any) -> Any:
        registered.extend(page.url_path for page in pages)
        return navigation(pages, **named)

    monkeypatch.setattr(st, "navigation", recording)
    open_page()
    assert registered == [page.path for page in PUBLIC_PAGES]


def test_offers_no_filter_no_row_and_no_receipt(open_page: Opened, sealed: Platform) -> None:
    before = (sealed.places.database.parent / "s3.receipts").exists()
    app = open_page(indicator="smes_reached", by="area")
    assert [box.label for box in app.selectbox] == ["Indikator", "Fördelat"]
    assert not app.multiselect and not app.text_input and not app.date_input
    assert not app.metric and not app.button
    code = sealed.sealed(EDITION).tables["smes_reached", "accumulated", ("area",)].receipt.code  # type: ignore[index]
    assert code not in everything(app)
    assert (sealed.places.database.parent / "s3.receipts").exists() == before


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("name", ["county", "area", "from", "to", "clock", "size", "report"])
def test_parameters_of_the_other_pages_mean_nothing(open_page: Opened, name: str) -> None:
    app = open_page(**{name: "07"})
    assert f"Länken innehåller ”{name}”, som inte betyder något här." in said(app)
    assert name not in app.query_params


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize(
    ("name", "value"),
    [("edition", "2026-H1"), ("indicator", "smes_reach"), ("by", "funder"), ("lang", "fi")],
)
def test_what_is_not_there_is_told(open_page: Opened, name: str, value: str) -> None:
    params = {"indicator": "funding_decided"} if name == "by" else {}
    app = open_page(**params, **{name: value})
    if name != "edition":  # with a single edition there is nothing to choose
        assert f"Länkens värde ”{value}” för ”{name}” finns inte" in said(app)
    assert len(app.table) == 1


@pytest.mark.usefixtures("database")
def test_says_so_where_nothing_is_sealed(
    open_page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "1")
    app = open_page()
    assert "Inget har rapporterats än." in said(app)
    assert not app.table


def test_file_hides_the_same_cells(
    open_page: Opened, sealed: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: list[Any] = []
    monkeypatch.setattr(st, "download_button", lambda _label, *, data, **_named: files.append(data))
    app = open_page(indicator="smes_reached", by="county", span="accumulated")
    lines = list(csv.reader(StringIO(files[-1]().decode("utf-8-sig")), delimiter=";"))
    head, rows = lines[0], lines[1 : lines.index([""])]
    assert head == ["Län", "SMF som nåtts", "Täljare", "Nämnare", "Anmärkning"]
    shown = list(app.table[0].value.iloc[:, 1])
    assert [row[-1] or row[1] for row in rows] == shown
    assert all(row[1:4] == ["", "", ""] for row in rows if row[-1] == "dolt")
    assert any(row[-1] == "dolt" for row in rows)
    assert any(f"Utgåva {EDITION}" in "".join(line) for line in lines)
    assert sealed.edition(EDITION).name == EDITION


@pytest.mark.usefixtures("sealed")
def test_about_tells_the_rule_and_every_definition() -> None:
    def page() -> None:
        from ui.public import about

        about.show()

    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception, app.exception
    assert "färre än 3 företag" in said(app)
    for indicator in CATALOGUE.values():
        assert f"**{indicator.label.sv}.**" in said(app)
