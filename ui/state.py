"""What a reader has chosen. The one module that touches the session's state and the URL.

The URL is the truth. Each run reads it, gives the controls their values from it and writes it
back with every value named; a control's change is written into it before the run. So a link, the
back button and a click do the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from s3metrics.words import LANGUAGES
from ui import codec
from ui.codec import Clock, Problem, View

CHOICES = (
    "indicator",
    "by",
    "costs_by",
    "paid_by",
    "theme",
    "compare",
    "measure",
    "map",
    "grain",
    "panels",
    "overlap",
    "part",
    "group",
    "initiative",
    "flow",
    "trend",
    "since",
    "since_date",
    "report",
    "handout",
    "bridge_from",
    "bridge_to",
    "sheet",
    "column",
    "ask",
    "sql",
    "given",
    "only",
    "time",
    "totals",
    *("find", "order", "falling"),  # of an answer's table
    "shown",
    *("draw", "x", "y", "split"),  # of its chart
    "saved",
)
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


def clock() -> str:
    """The reader's clock: `now` or an edition's name, as the URL has it once it has been read."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return codec.NOW
    return st.query_params.get("clock") or codec.NOW


def read_clock(editions: Iterable[str]) -> tuple[str, list[Problem]]:
    """The clock that the URL names, of those there are; the URL then names it."""
    found, problems = codec.read_clock(_given(), editions)
    if st.query_params.get("clock") != found:
        st.query_params["clock"] = found
    return found, problems


def read(at: Clock) -> tuple[View, list[Problem]]:
    """The view that the URL describes; the URL then names all of it. Once in each run."""
    given = _given()
    view, problems = codec.read_at(given, at, CHOICES)
    own = {name: value for name, value in given.items() if name in CHOICES}
    _publish({**codec.write(view), **own})
    st.session_state[_BOUND] = {}
    return view, problems


def read_choices(names: Collection[str]) -> list[Problem]:
    """For pages without a view: the URL names the language and the choices in `names`, and no more;
    what else it names is told. Once in each run."""
    given = _given()
    own = {name: value for name, value in given.items() if name in names or name == "lang"}
    problems = [Problem(name=name, value="") for name in given if name not in own]
    if own.get("lang", language()) != language():
        problems.append(Problem(name="lang", value=own["lang"], allowed=LANGUAGES))
    _publish({**own, "lang": language()})
    st.session_state[_BOUND] = {}
    return problems


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


def clock_changed() -> None:
    """The clock's callback: what was a period by the one clock need not be one by the other."""
    changed("period", "from", "to")


def choice(name: str, options: Sequence[str], default: str) -> tuple[str, Problem | None]:
    """A page's own choice as the URL has it, and what is wrong if it names something else."""
    given = st.query_params.get(name)
    if given is None or given in options:
        return given or default, None
    # Written over, so that the message comes once.
    st.query_params[name] = default
    return default, Problem(name=name, value=given, allowed=tuple(options))


def text(name: str) -> str:
    """A page's own text as the URL has it, unread; empty where it has none."""
    return st.query_params.get(name) or ""


def write(values: Mapping[str, str | None]) -> None:
    """Several of a page's own choices into the URL at once; None takes one away."""
    params = {key: given for key, given in st.query_params.to_dict().items() if key not in values}
    _publish({**params, **{name: given for name, given in values.items() if given}})


def draft(name: str, value: str) -> str:
    """The key of a field that starts as `value` and is then the reader's, until that changes.

    For what is written in peace and enters the URL by a button.
    """
    key = f"draft:{name}"
    if key not in st.session_state or kept(f"from:{key}") != value:
        st.session_state[key] = value
        keep(f"from:{key}", value)
    return key


def drafted(name: str) -> str:
    """What the field of `draft` holds now."""
    return str(st.session_state.get(f"draft:{name}") or "")


def day(name: str, first: date, last: date, default: date) -> tuple[date, Problem | None]:
    """As `choice`, for a day that may be any from the first to the last."""
    given = st.query_params.get(name)
    if given is None:
        return default, None
    try:
        found = date.fromisoformat(given)
    except ValueError:
        found = None
    if found is not None and first <= found <= last:
        return found, None
    st.query_params[name] = default.isoformat()
    return default, Problem(name=name, value=given, allowed=(f"{first}–{last}",))


def choose(name: str, value: str | None) -> None:
    """Writes a page's own choice into the URL, or takes it away; for marks and buttons."""
    write({name: value})


def several(
    name: str, options: Sequence[str], default: Sequence[str]
) -> tuple[tuple[str, ...], Problem | None]:
    """As `choice`, for a choice of several; what the URL names and there is not is left out."""
    given = st.query_params.get(name)
    if given is None:
        return tuple(default), None
    words = [word for word in given.split(",") if word]
    stray = next((word for word in words if word not in options), None)
    known = tuple(word for word in dict.fromkeys(words) if word in options)
    if stray is None:
        return known, None
    st.query_params[name] = ",".join(known)
    return known, Problem(name=name, value=stray, allowed=tuple(options))


def follow(name: str, value: Any) -> str:
    """The key of a second control for the parameter `name`, now `value`; the first is bound."""
    key = f"{name}:second:{language()}"
    st.session_state[key] = value
    return key


def lead(name: str, write: Callable[[Any], str] = str) -> None:
    """The second control's callback: its value into the URL, where the first one takes it from."""
    value = st.session_state.get(f"{name}:second:{language()}")
    _publish({**st.query_params.to_dict(), name: write(value)})


def link(view: View) -> dict[str, str]:
    """The parameters that carry a view to another page."""
    return codec.write(view)


def link_now(view: View) -> dict[str, str]:
    """The parameters that carry a view, but for its edition and period, to what is known now."""
    left_out = ("period", "from", "to")
    given = {name: value for name, value in codec.write(view).items() if name not in left_out}
    return {**given, "clock": codec.NOW}


def keep(name: str, value: Any) -> None:
    """Remembers something for this visitor until it is taken."""
    st.session_state.setdefault(_KEPT, {})[name] = value


def kept(name: str) -> Any:
    """What was kept under a name, or None."""
    return st.session_state.get(_KEPT, {}).get(name)


def click(key: str) -> None:
    """A chart's callback: keeps the mark that was clicked until `clicked` takes it."""
    points = st.session_state[key]["selection"]["points"]
    # The second click on a mark takes the choice back, as Plotly sees it; the reader asks again.
    last = f"last:{key}"
    mark = (points[0]["curve_number"], points[0]["point_index"]) if points else kept(last)
    keep(last, mark)
    keep(key, mark)


def clicked(key: str) -> tuple[int, int] | None:
    """The series and mark that have just been clicked in a chart; None in any other run."""
    mark: tuple[int, int] | None = kept(key)
    keep(key, None)
    return mark


def as_dates(value: Any) -> str:
    """A date control's value as the URL writes it."""
    return value.isoformat() if isinstance(value, date) else ""


def as_list(value: Iterable[str]) -> str:
    """A multiple choice's value as the URL writes it."""
    return codec.write_list(value)


def _given() -> dict[str, str]:
    return {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}


def _publish(params: Mapping[str, str]) -> None:
    if st.query_params.to_dict() != dict(params):
        st.query_params.from_dict(params)
