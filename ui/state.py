"""What a reader has chosen. The one module that touches the session's state and the URL.

The URL is the truth. Each run reads it, gives the controls their values from it and writes it
back with every value named; a control's change is written into it before the run. So a link, the
back button and a click do the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from s3metrics.programme import Programme
from s3metrics.words import LANGUAGES
from ui import codec
from ui.codec import Problem, View

CHOICES = ("indicator", "by", "costs_by", "paid_by", "theme")
"""The names of the pages' own choices; they stand in the URL of their page only."""

_BOUND = "bound"
_KEPT = "kept"


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A control whose value stands in the URL."""

    key: str
    write: Callable[[Any], str]


def language() -> str:
    """The reader's language; Swedish until another is chosen."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return LANGUAGES[0]
    given = st.query_params.get("lang", LANGUAGES[0])
    return given if given in LANGUAGES else LANGUAGES[0]


def read(programme: Programme, today: date) -> tuple[View, list[Problem]]:
    """The view that the URL describes; the URL then names all of it. Once in each run."""
    given = {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}
    view, problems = codec.read(given, programme, today, CHOICES)
    own = {name: value for name, value in given.items() if name in CHOICES}
    _publish({**codec.write(view), **own})
    st.session_state[_BOUND] = {}
    return view, problems


def bind(name: str, value: Any, write: Callable[[Any], str] = str) -> str:
    """The key of a control that shows the URL's parameter `name`, now `value`.

    The language is part of it: Streamlit remembers a choice by the label it showed.
    """
    key = f"{name}:{language()}"
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    st.session_state.setdefault(_BOUND, {})[name] = Bound(key=key, write=write)
    return key


def changed(*dropped: str) -> None:
    """A control's callback: all bound controls into the URL, without the parameters dropped.

    All of them, since a second click may come before the first one's URL has reached the browser.
    """
    params = {name: st.query_params[name] for name in st.query_params if name not in dropped}
    bound: Mapping[str, Bound] = st.session_state.get(_BOUND, {})
    for name, control in bound.items():
        value = st.session_state.get(control.key)
        if name not in dropped and value is not None:
            params[name] = control.write(value)
    _publish(params)


def period_changed(own: str) -> None:
    """The period's callback: a preset brings its dates, one's `own` keeps those that were."""
    control: Bound | None = st.session_state.get(_BOUND, {}).get("period")
    is_own = control is not None and st.session_state.get(control.key) == own
    changed(*(() if is_own else ("from", "to")))


def choice(name: str, options: Sequence[str], default: str) -> tuple[str, Problem | None]:
    """A page's own choice as the URL has it, and what is wrong if it names something else."""
    given = st.query_params.get(name)
    if given is None or given in options:
        return given or default, None
    # Written over, so that the message comes once.
    st.query_params[name] = default
    return default, Problem(name=name, value=given, allowed=tuple(options))


def link(view: View) -> dict[str, str]:
    """The parameters that carry a view to another page."""
    return codec.write(view)


def keep(name: str, value: Any) -> None:
    """Remembers something for this visitor until it is taken."""
    st.session_state.setdefault(_KEPT, {})[name] = value


def kept(name: str) -> Any:
    """What was kept under a name, or None."""
    return st.session_state.get(_KEPT, {}).get(name)


def as_dates(value: Any) -> str:
    """A date control's value as the URL writes it."""
    return value.isoformat() if isinstance(value, date) else ""


def as_list(value: Iterable[str]) -> str:
    """A multiple choice's value as the URL writes it."""
    return codec.write_list(value)


def _publish(params: Mapping[str, str]) -> None:
    if st.query_params.to_dict() != dict(params):
        st.query_params.from_dict(params)
