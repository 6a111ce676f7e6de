"""A bare Streamlit app: what `bench.ui_mirror` has recorded of each page, drawn from constants.

It reads its recording from the file that `S3METRICS_BENCH_RECORDING` names, once. Frames and
figures are made once, too: what is left of each run is Streamlit's own work.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

RECORDING = "S3METRICS_BENCH_RECORDING"
COUNTY = "county:sv"
"""The key of the control that the bench changes, in the dashboard as in the bare app."""

Call = dict[str, Any]
"""`{"call": a function of streamlit, "with": its arguments, "in": the calls within it}`."""


def show() -> None:
    """The page that the reader has opened, for the counties chosen in its sidebar."""
    recorded = _recorded(os.environ[RECORDING])
    st.set_page_config(layout="wide", initial_sidebar_state="auto")
    listed = {
        page["path"]: st.Page(
            partial(_draw_page, page["states"], recorded["counties"]),
            title=page["title"],
            url_path=page["path"],
            default=not page["path"],
        )
        for page in recorded["pages"]
    }
    st.session_state["pages"] = listed
    st.navigation(list(listed.values()), position="hidden").run()


@st.cache_resource(show_spinner=False)
def _recorded(file: str) -> dict[str, Any]:
    recorded: dict[str, Any] = json.loads(Path(file).read_text(encoding="utf-8"))
    for page in recorded["pages"]:
        for state in page["states"].values():
            for calls in state.values():
                _prepare(calls)
    return recorded


def _prepare(calls: Sequence[Call]) -> None:
    """Puts frames and figures in the place of what they are made from."""
    for call in calls:
        given = call["with"]
        if call["call"] in ("table", "dataframe"):
            frame = pd.DataFrame(**given["data"])
            given |= {"data": frame, "hide_index": list(frame.index) == list(range(len(frame)))}
        if call["call"] == "plotly_chart":
            given["figure_or_data"] = go.Figure(given["figure_or_data"])
        _prepare(call.get("in", ()))


def _draw_page(states: dict[str, dict[str, list[Call]]], codes: dict[str, str]) -> None:
    chosen = sorted(codes[label] for label in st.session_state.get(COUNTY, ()))
    state = states[",".join(chosen)]
    with st.sidebar:
        _draw(state["sidebar"])
    _draw(state["main"])


def _draw(calls: Sequence[Call]) -> None:
    for call in calls:
        name, given = call["call"], call["with"]
        if name == "columns":
            for place, column in zip(st.columns(**given), call["in"], strict=True):
                with place:
                    _draw(column["in"])
        elif "in" in call:
            function: Callable[..., Any] = getattr(st, name)
            with function(**given):
                _draw(call["in"])
        elif name == "page_link":
            page = st.session_state["pages"][given["page"]]
            st.page_link(**{**given, "page": page})
        else:
            getattr(st, name)(**given)
