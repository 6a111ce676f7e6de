"""The rules that keep pages small and the state in one place."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import streamlit.elements.lib.streamlit_plotly_theme as placeholders

from s3metrics.indicators import CATALOGUE
from tests.ui.conftest import Opened
from ui import data
from ui.drawing import charts
from ui.pages import EVERYONE, PAGES, Role, may_see, page

PROJECT = Path(__file__).resolve().parents[2]
MOST_LINES = 80
ENTRIES = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.id)


def test_list_and_folder_hold_the_same_pages() -> None:
    files = {str(f.relative_to(PROJECT)) for f in (PROJECT / "pages").rglob("*.py")}
    assert files == {entry.file for entry in PAGES}
    assert len({entry.path for entry in PAGES}) == len(PAGES)


@ENTRIES
def test_page_is_small_and_starts_inside_its_frame(entry: object) -> None:
    text = (PROJECT / entry.file).read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert len(text.splitlines()) <= MOST_LINES
    assert f'frame.start("{entry.id}")' in text  # type: ignore[attr-defined]


@ENTRIES
def test_page_holds_no_sql_no_arithmetic_and_no_state(entry: object) -> None:
    text = (PROJECT / entry.file).read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert not re.search(r"\bSELECT\b|session_state|query_params", text)
    assert not [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div)
    ]


def test_state_is_touched_in_one_module() -> None:
    touching = [
        f.relative_to(PROJECT).as_posix()
        for d in ("ui", "pages")
        for f in sorted((PROJECT / d).rglob("*.py"))
        if re.search(r"st\.(session_state|query_params)\b", f.read_text(encoding="utf-8"))
    ]
    assert touching == ["ui/state.py"]


def test_roles_decide_who_may_see_a_page() -> None:
    deliveries = page("deliveries")
    assert may_see(deliveries, frozenset({Role.OFFICE}))
    assert not may_see(deliveries, frozenset({Role.STEERING}))
    assert all(may_see(entry, EVERYONE) for entry in PAGES)


def test_charts_use_streamlits_own_stand_ins_for_the_themes_colours() -> None:
    assert placeholders.GRAY_90 == charts.INK
    assert placeholders.BG_COLOR == charts.GROUND


def test_the_catalogue_knows_where_indicators_are_shown(
    open_page: Opened, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page asks for when all of it is opened is what it says that it shows."""
    asked: set[str] = set()
    compute = data.figure

    def recording(indicator: str, *args: Any, **named: Any) -> data.Figure:
        asked.add(indicator)
        return compute(indicator, *args, **named)

    monkeypatch.setattr(data, "figure", recording)
    # Every page is reached by way of the first.
    open_page(PAGES[0].file)
    by_first = set(asked)
    assert by_first == set(PAGES[0].shown)
    for other in PAGES[1:]:
        asked.clear()
        open_page(other.file)
        told = {name for name, indicator in CATALOGUE.items() if other.shows(indicator)}
        assert asked - by_first <= told, other.id
        assert set(other.shown) <= set(CATALOGUE)
