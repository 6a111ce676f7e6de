"""What each page draws, written down once, so that a bare app can draw the same with constants.

    python -m bench.ui_mirror FILE 06 06,07    every page as opened, and for these counties

A recording is a tree of calls of Streamlit's own functions with finished arguments: the same
elements in the same order, nested alike, of the same kind, with the same texts, marks and rows.
What it leaves out is all that the dashboard computes.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from bench.ui_bare import COUNTY, Call
from s3metrics.platform import load_programme
from ui import codec
from ui.pages import PAGES, Page
from ui.wording import labels

PROJECT = Path(__file__).resolve().parent.parent
_SECONDS = 120


class Unrecorded(Exception):
    """A page draws a kind of element that the bare app cannot mirror yet."""


def record(states: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Every page as it is opened, and then for each choice of counties (codes).

    Returns `{"counties": {label: code}, "pages": [{"id", "title", "path", "states": {choice:
    {"main": [call], "sidebar": [call]}}}]}`; a choice is its counties' codes with commas between.
    """
    pages = [
        {
            "id": entry.id,
            "title": entry.title,
            "path": entry.path,
            "states": dict(_page(entry, states if entry.confines and entry.has_selection else ())),
        }
        for entry in PAGES
    ]
    programme = load_programme(os.environ.get("S3METRICS_PROGRAMME"))
    labelled = labels.members("county", codec.members("county", programme), programme)
    return {"counties": {label: code for code, label in labelled.items()}, "pages": pages}


def _page(
    entry: Page, states: Sequence[Sequence[str]]
) -> Iterator[tuple[str, dict[str, list[Call]]]]:
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=_SECONDS)
    app.run().switch_page(entry.file).run()
    yield "", _drawn(entry, app)
    for codes in states:
        # Chosen as a reader does: what a page draws may hang on what has been chosen before.
        app.multiselect(key=COUNTY).set_value(list(codes)).run()
        yield ",".join(codes), _drawn(entry, app)


def _drawn(entry: Page, app: AppTest) -> dict[str, list[Call]]:
    if app.exception:
        raise Unrecorded(f"{entry.file} ends in an exception: {app.exception[0].value}")
    return {"main": _within(app.main), "sidebar": _within(app.sidebar)}


def _within(block: Any) -> list[Call]:
    return [_call(child) for _at, child in sorted(block.children.items())]


def _call(node: Any) -> Call:
    if node.type == "flex_container":
        return _container(node)
    if node.type in _BLOCKS:
        name, arguments = _BLOCKS[node.type](node.proto)
        return {"call": name, "with": arguments, "in": _within(node)}
    if node.type not in _ELEMENTS:
        raise Unrecorded(f"no way to mirror an element of the kind {node.type}")
    name, arguments = _ELEMENTS[node.type](node)
    return {"call": name, "with": arguments}


def _container(node: Any) -> Call:
    children = _within(node)
    if children and all(child["call"] == "column" for child in children):
        weights = [child["with"]["weight"] for child in children]
        return {"call": "columns", "with": {"spec": weights}, "in": children}
    flex = node.proto.flex_container
    is_horizontal = flex.direction == flex.Direction.HORIZONTAL
    arguments = {"border": flex.border, "horizontal": is_horizontal}
    return {"call": "container", "with": arguments, "in": children}


def _key(proto: Any) -> str | None:
    """The key that the dashboard gave a control: what follows the digest in its id."""
    key = proto.id.partition("-")[2].partition("-")[2]
    return None if key in ("", "None") else key


_BLOCKS: Mapping[str, Callable[[Any], tuple[str, dict[str, Any]]]] = {
    "column": lambda p: ("column", {"weight": p.weight}),
    "expander": lambda p: (
        "expander",
        {
            "label": p.label,
            "icon": p.icon or None,
            "expanded": p.expanded,
            **({"key": _key(p), "on_change": "rerun"} if p.id else {}),
        },
    ),
    "form": lambda p: ("form", {"key": p.form.form_id, "border": p.form.border}),
}


def _text(name: str) -> Callable[[Any], tuple[str, dict[str, Any]]]:
    return lambda node: (name, {"body": node.proto.body, "help": node.proto.help or None})


def _heading(name: str) -> Callable[[Any], tuple[str, dict[str, Any]]]:
    return lambda node: (name, {"body": node.proto.body, "anchor": False})


def _alert(name: str) -> Callable[[Any], tuple[str, dict[str, Any]]]:
    return lambda node: (name, {"body": node.proto.body, "icon": node.proto.icon or None})


def _button(node: Any) -> tuple[str, dict[str, Any]]:
    proto = node.proto
    shown = {"label": proto.label, "icon": proto.icon or None, "help": proto.help or None}
    shown |= {"type": proto.type, "disabled": proto.disabled}
    if proto.is_form_submitter:
        return "form_submit_button", shown
    return "button", {**shown, "key": _key(proto)}


def _download(node: Any) -> tuple[str, dict[str, Any]]:
    proto = node.proto
    shown = {"label": proto.label, "icon": proto.icon or None, "help": proto.help or None}
    return "download_button", {
        **shown,
        "data": "",
        "key": _key(proto),
        "disabled": proto.disabled,
        "on_click": "ignore",
    }


def _page_link(node: Any) -> tuple[str, dict[str, Any]]:
    proto = node.proto
    return "page_link", {
        "page": proto.page,
        "label": proto.label,
        "icon": proto.icon or None,
        "help": proto.help or None,
        "query_params": dict(parse_qsl(proto.query_string)),
    }


def _chosen(name: str, **more: Any) -> Callable[[Any], tuple[str, dict[str, Any]]]:
    """A choice of one: the option that the page has chosen."""

    def call(node: Any) -> tuple[str, dict[str, Any]]:
        proto = node.proto
        options = list(proto.options)
        value = getattr(proto, "raw_value", "") or None
        index = options.index(value) if value in options else None
        if index is None and proto.HasField("default"):
            index = proto.default
        return name, {
            "label": proto.label,
            "options": options,
            "index": index,
            "key": _key(proto),
            **more,
        }

    return call


def _button_group(node: Any) -> tuple[str, dict[str, Any]]:
    proto = node.proto
    several = proto.click_mode == proto.ClickMode.MULTI_SELECT
    options = [option.content for option in proto.options]
    chosen = list(proto.raw_values) or [options[at] for at in proto.default]
    return "pills" if proto.style == proto.Style.PILLS else "segmented_control", {
        "label": proto.label,
        "options": options,
        "selection_mode": "multi" if several else "single",
        "default": chosen if several else next(iter(chosen), None),
        "required": proto.required,
        "key": _key(proto),
    }


def _multiselect(node: Any) -> tuple[str, dict[str, Any]]:
    proto = node.proto
    # Without a default: what the bench chooses is the control's own.
    return "multiselect", {
        "label": proto.label,
        "options": list(proto.options),
        "placeholder": proto.placeholder or None,
        "key": _key(proto),
    }


def _field(name: str) -> Callable[[Any], tuple[str, dict[str, Any]]]:
    return lambda node: (
        name,
        {"label": node.proto.label, "value": node.proto.default, "key": _key(node.proto)},
    )


def _day(node: Any) -> tuple[str, dict[str, Any]]:
    value = node.value.isoformat() if node.value else None
    return "date_input", {"label": node.proto.label, "value": value, "key": _key(node.proto)}


def _chart(node: Any) -> tuple[str, dict[str, Any]]:
    proto = node.proto
    return "plotly_chart", {
        "figure_or_data": json.loads(proto.spec),
        "config": json.loads(proto.config or "{}"),
        "on_select": "rerun" if proto.selection_mode else "ignore",
        "key": _key(proto),
    }


def _frame(name: str) -> Callable[[Any], tuple[str, dict[str, Any]]]:
    return lambda node: (name, {"data": json.loads(node.value.to_json(orient="split"))})


def _metric(node: Any) -> tuple[str, dict[str, Any]]:
    label = {"label": node.proto.label, "label_visibility": "collapsed"}
    return "metric", {**label, "value": node.proto.body, "delta": node.proto.delta or None}


def _uploader(node: Any) -> tuple[str, dict[str, Any]]:
    return "file_uploader", {
        "label": node.proto.label,
        "type": list(node.proto.type),
        "accept_multiple_files": node.proto.multiple_files,
        "key": _key(node.proto),
    }


_ELEMENTS: Mapping[str, Callable[[Any], tuple[str, dict[str, Any]]]] = {
    "title": _heading("title"),
    "header": _heading("header"),
    "subheader": _heading("subheader"),
    "markdown": _text("markdown"),
    "caption": _text("caption"),
    "code": lambda node: ("code", {"body": node.value, "language": node.proto.language}),
    "html": lambda node: ("html", {"body": node.proto.body}),
    "divider": lambda node: ("divider", {}),
    "warning": _alert("warning"),
    "info": _alert("info"),
    "error": _alert("error"),
    "success": _alert("success"),
    "metric": _metric,
    "progress": lambda node: ("progress", {"value": node.proto.value, "text": node.proto.text}),
    "button": _button,
    "download_button": _download,
    "page_link": _page_link,
    "selectbox": _chosen("selectbox"),
    "radio": _chosen("radio"),
    "button_group": _button_group,
    "multiselect": _multiselect,
    "text_input": _field("text_input"),
    "text_area": _field("text_area"),
    "toggle": _field("toggle"),
    "date_input": _day,
    "file_uploader": _uploader,
    "plotly_chart": _chart,
    "table": _frame("table"),
    "dataframe": _frame("dataframe"),
    "image": lambda node: ("image", {"image": node.proto.imgs[0].url, "width": 54}),
}


if __name__ == "__main__":
    given = [choice.split(",") for choice in sys.argv[2:]]
    Path(sys.argv[1]).write_text(json.dumps(record(given)), encoding="utf-8")
