"""The chain from need to ordinary work as steps; each unit has a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from s3metrics.indicators.model import Count, Unit
from ui import data
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, listing, tables, template
from ui.i18n import N_, _, of
from ui.opened import behind
from ui.wording import labels, numbers, sentences

TITLE = N_("Kedjan från behov till ordinarie verksamhet")
STEPS = (
    "needs_identified",
    "needs_met",
    "initiatives",
    "smes_reached",
    "smes_innovating",
    "solutions_adopted",
)
SHARES = {"needs_met": "need_conversion", "smes_innovating": "innovation_share"}
"""A step and the share that it is of the step before it, each with its own rule."""
_ROW_HEIGHT, _GAP = 40, 0.55


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step as it is drawn."""

    label: str
    unit: str
    """What its number counts; steps of one unit share a scale."""
    value: float | None
    text: str
    """Finished, with the unit: `55 behov (53,9 %)`."""


@st.fragment
def show(view: View) -> None:
    """The steps, what each counts, and the way to the rows of each."""
    found = [data.figure(name, view.selection) for name in STEPS]
    shares = {name: data.figure(share, view.selection) for name, share in SHARES.items()}
    steps = [_step(figure, shares.get(figure.indicator.id)) for figure in found]
    with st.container(border=True):
        listing.heading(
            _(TITLE),
            _(
                "Enheterna skiljer sig: behov, insatser, företag och lösningar. En stapel jämförs "
                "bara med staplar av samma enhet."
            ),
        )
        chart.draw(
            picture(steps), _told(found, shares), "kedjan", lambda at, mark: _open(found, at, mark)
        )

        def details() -> None:
            tables.draw(_table(found, shares), _(TITLE))
            for figure in found:
                if told := sentences.ignored(figure):
                    st.caption(f"{of(figure.indicator.label)}: {told}")
            chart.files([*found, *shares.values()], "kedjan")
            _openers(found)

        chart.when_opened(
            _("Tabell, filer och rader"), details, "kedjan", icon=":material/table_rows:"
        )


def picture(steps: Sequence[Step]) -> go.Figure:
    """Lying bars, each as long as its share of the largest of its unit; a gap between units."""
    places: list[float] = []
    for at, step in enumerate(steps):
        is_new = at > 0 and step.unit != steps[at - 1].unit
        places.append((places[-1] + 1 + (_GAP if is_new else 0)) if places else 0.0)
    units = list(dict.fromkeys(step.unit for step in steps))
    largest = {u: max([s.value or 0.0 for s in steps if s.unit == u]) or 1.0 for u in units}
    figure = template.blank(height=_ROW_HEIGHT * (len(steps) + 2), bargap=0.3)
    for step, place in zip(steps, places, strict=True):
        colour = template.COLOURS[units.index(step.unit) % len(template.COLOURS)]
        figure.add_trace(
            go.Bar(
                orientation="h",
                x=[(step.value or 0) / largest[step.unit]],
                y=[place],
                width=0.72,
                text=[escape(step.text)],
                textposition="outside",
                textangle=0,
                constraintext="none",
                textfont=template.TEXT,
                cliponaxis=False,
                hovertemplate=f"{escape(step.label)}<br><b>%{{text}}</b><extra></extra>",
                marker={"color": colour},
            )
        )
    figure.update_xaxes(visible=False, range=[0, 1.75])
    figure.update_yaxes(
        tickvals=places,
        ticktext=[_wrapped(step.label) for step in steps],
        range=[places[-1] + 0.6, -0.6],
        showgrid=False,
        zeroline=False,
        ticks="",
        automargin=True,
    )
    return figure


def _wrapped(label: str) -> str:
    words, lines = label.split(), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > 22:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(escape(line) for line in lines)


def _step(figure: Figure, share: Figure | None) -> Step:
    found, indicator = figure.total, figure.indicator
    unit = _unit(indicator.rule)
    if found.value is None:
        text = numbers.empty(found.status)
    else:
        text = f"{numbers.count(found.value)} {sentences.unit(unit, int(found.value))}"
        # A share of something else than the two bars would be read as theirs.
        if share is not None and share.total.numerator == found.value:
            text += f" ({numbers.cell(share.indicator, share.total)})"
    return Step(
        label=of(indicator.label),
        unit=unit.value,
        value=None if found.value is None else float(found.value),
        text=text,
    )


def _unit(rule: object) -> Unit:
    return rule.unit if isinstance(rule, Count) else Unit.ROW


def _told(found: Sequence[Figure], shares: dict[str, Figure]) -> str:
    """The two shares with their counts, and how many solutions have been taken over."""
    met, innovating = shares["needs_met"], shares["smes_innovating"]
    told = []
    if met.total.value is not None:
        told.append(
            _("{counts} behov har fått en insats ({share}).").format(
                counts=numbers.counts(met.indicator, met.total),
                share=numbers.cell(met.indicator, met.total),
            )
        )
    if innovating.total.value is not None:
        told.append(
            _("{counts} nådda SMF har infört en innovation ({share}).").format(
                counts=numbers.counts(innovating.indicator, innovating.total),
                share=numbers.cell(innovating.indicator, innovating.total),
            )
        )
    adopted = found[-1].total
    if adopted.value is not None:
        number = int(adopted.value)
        told.append(
            f"{numbers.count(number)} {sentences.unit(Unit.SOLUTION, number)} "
            + _("finns i ordinarie verksamhet.")
        )
    return " ".join(told) or _("Ingenting att visa för det här urvalet.")


def _open(found: Sequence[Figure], series: int, _mark: int) -> None:
    behind.show(found[series], {})


def _table(found: Sequence[Figure], shares: dict[str, Figure]) -> tables.Table:
    names = [of(figure.indicator.label) for figure in found]
    index = pd.Index(names, name=_("Steg"))
    told, values = [], []
    for figure in found:
        share = shares.get(figure.indicator.id)
        basis = ""
        if share is not None and share.total.value is not None:
            counts = numbers.counts(share.indicator, share.total)
            basis = f"{numbers.cell(share.indicator, share.total)} ({counts})"
        is_there = figure.total.value is not None
        values.append((float(figure.total.value) if is_there else None, None, None))
        told.append(
            (
                numbers.cell(figure.indicator, figure.total),
                sentences.unit(_unit(figure.indicator.rule), 2),
                basis,
            )
        )
    titles = [_("Antal"), _("Enhet"), _("Andel av steget före")]
    return tables.Table(
        pd.DataFrame(values, index, titles, dtype=float), pd.DataFrame(told, index, titles)
    )


def _openers(found: Sequence[Figure]) -> None:
    """A button for each step: what is behind it."""
    with st.container(horizontal=True):
        for figure in found:
            label = labels.lower(of(figure.indicator.label))
            if st.button(
                _("Öppna {name}").format(name=label),
                key=f"open:step:{figure.indicator.id}",
                icon=":material/unfold_more:",
            ):
                behind.show(figure, {})
