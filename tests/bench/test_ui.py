"""The bare app shows what the pages show, and the browser's watch counts what it is to count."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest

from bench import ui, ui_mirror
from bench.ui_bare import COUNTY, RECORDING
from bench.ui_browser import WATCH, Seen, launched
from tests.ui import world
from ui.pages import PAGES

PROJECT = Path(__file__).resolve().parents[2]
LONG_SECONDS = 60
BARE = "from bench.ui_bare import show\n\nshow()\n"


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Every page of the small programme, as opened and for Kronoberg; the bare app reads it."""
    monkeypatch.setenv("S3METRICS_DB", str(world.build(tmp_path)))
    monkeypatch.setenv("S3METRICS_TODAY", world.TODAY.isoformat())
    monkeypatch.delenv("S3METRICS_PROGRAMME", raising=False)
    found = ui_mirror.record([("07",)])
    (tmp_path / "recording.json").write_text(json.dumps(found), encoding="utf-8")
    monkeypatch.setenv(RECORDING, str(tmp_path / "recording.json"))
    return found


def kinds(node: Any) -> Counter[str]:
    """How many elements and blocks of each kind there are below a node of AppTest."""
    below = getattr(node, "children", {}).values()
    return sum(map(kinds, below), Counter([node.type]))


@pytest.mark.usefixtures("recorded")
def test_bare_app_shows_the_same_elements_as_the_page_before_and_after_a_choice() -> None:
    page = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=LONG_SECONDS).run()
    bare = AppTest.from_string(BARE, default_timeout=LONG_SECONDS).run()
    values = []
    for counties in ([], ["07"]):
        page.multiselect(key=COUNTY).set_value(counties).run()
        bare.multiselect(key=COUNTY).set_value(["Kronobergs län"] if counties else []).run()
        assert not page.exception and not bare.exception
        for place in ("main", "sidebar"):
            assert kinds(getattr(bare, place)) == kinds(getattr(page, place))
        values.append([metric.value for metric in bare.metric])
        assert values[-1] == [metric.value for metric in page.metric]
    assert values[0] != values[1]


def test_every_page_is_recorded_with_its_charts_and_tables(recorded: dict[str, Any]) -> None:
    assert [page["id"] for page in recorded["pages"]] == [entry.id for entry in PAGES]
    for entry, page in zip(PAGES, recorded["pages"], strict=True):
        assert list(page["states"]) == ["", "07"][: 1 + (entry.has_selection and entry.confines)]
    flat = json.dumps(recorded["pages"])
    for call in ("plotly_chart", "table", "metric", "expander", "multiselect"):
        assert f'"call": "{call}"' in flat


def test_no_ratio_where_page_and_bare_app_differ() -> None:
    seen = {
        name: Seen(first=0, drawn=1, shown={"stPlotlyChart": 2, "rows": rows}, redrawn={})
        for name, rows in (("page", 13), ("bare", 12))
    }
    with pytest.raises(ui.Differs, match=r"overview: {'rows': \(13, 12\)}"):
        ui._compare("overview", seen)


def test_every_selection_that_is_walked_to_is_recorded() -> None:
    assert len(ui.states()) == len(set(ui.states()))
    walked = {",".join(sorted(walk[:n])) for walk in ui.WALKS for n in (1, 2, 3)}
    assert len(walked) == 12
    assert walked <= set(ui.states())


@pytest.mark.browser
def test_only_what_an_action_touches_is_counted_as_drawn_again() -> None:
    chart = '<div data-testid="stPlotlyChart"><svg class="main-svg"></svg></div>'
    with launched() as browser:
        page: Page = browser.new_page()
        page.add_init_script(WATCH)
        page.goto("data:text/html,<body></body>")
        page.evaluate(
            """(body) => {
                document.body.innerHTML = `<div data-testid="stMain">${body}</div>`;
                const [own] = document.querySelectorAll("svg");
                document.querySelector("button").onclick = () => own.append("drawn");
            }""",
            f"<button>turn</button>{chart}{chart}",
        )
        page.get_by_role("button").click()
        page.wait_for_function("() => __watch.changed > __watch.began")
        assert page.evaluate("() => __watch.redrawn()")["stPlotlyChart"] == 1
        assert page.evaluate("() => __watch.shown()")["stPlotlyChart"] == 2
