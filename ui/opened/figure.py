"""A figure on its card: what it is, its value or why there is none, and the way to its rows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from s3metrics.engine.result import Cell, Status
from s3metrics.indicators.model import Period, Population, Ratio
from s3metrics.indicators.sentences import sentence
from ui import data, state
from ui.codec import View
from ui.data import Figure
from ui.i18n import _, of
from ui.opened import behind
from ui.wording import labels, numbers, sentences, standing


def row(view: View, *indicators: str, columns: int = 3, has_target: bool = False) -> None:
    """Cards side by side, and below each other where there is no room."""
    for start in range(0, len(indicators), columns):
        part = indicators[start : start + columns]
        for place, name in zip(st.columns(columns), part, strict=False):
            with place:
                card(view, name, has_target=has_target)


def card(view: View, indicator: str, *, has_target: bool = False) -> None:
    """One indicator for the view's selection; with its target where that is asked for."""
    figure = data.figure(indicator, view.selection)
    found, definition = figure.total, figure.indicator
    with st.container(border=True, height="stretch", gap="xsmall"):
        # The metric's own label is cut off where it is too long for its line.
        st.markdown(of(definition.label), help=sentence(definition, state.language()))
        st.metric(of(definition.label), _value(figure), label_visibility="collapsed")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            st.caption("  \n".join(_lines(figure, view)), width="stretch")
            if found.status is not Status.NOT_REPORTED:
                behind.opener(figure, f"{indicator}:{figure.receipt}")
        if has_target:
            standing.show(view, definition)


def _value(figure: Figure) -> str:
    if figure.total.value is None:
        return labels.upper(numbers.empty(figure.total.status))
    return numbers.cell(figure.indicator, figure.total)


def _lines(figure: Figure, view: View) -> Sequence[str]:
    """What belongs to the value: its unit or two counts, why it is empty, what it leaves out."""
    found = figure.total
    lines = [_companion(figure, view) or _basis(figure), why_empty(found)]
    lines += [_ceiling(figure), _elapsed(figure), _timeless(figure), sentences.ignored(figure)]
    return [line for line in lines if line]


def _basis(figure: Figure) -> str:
    """The two counts of a ratio, the whole sum of a rounded one, else the unit."""
    found, definition = figure.total, figure.indicator
    if counts := numbers.counts(definition, found):
        if definition.is_share:
            return counts
        return _("{unit}: {counts}").format(unit=labels.upper(of(definition.unit)), counts=counts)
    if definition.is_money and found.value is not None:
        return numbers.exact_money(found.value)
    return of(definition.unit)


def why_empty(found: Cell) -> str:
    """The kinds of empty in a sentence each; nothing for a figure that is there."""
    threshold = data.programme().rules.suppression_threshold
    return {
        Status.ZERO: _("Inga i det som har levererats."),
        Status.NOT_REPORTED: _("Ingen avsändare har lämnat bladet för det valda."),
        Status.NOT_APPLICABLE: _("Det finns inget att dela med."),
        Status.SUPPRESSED: _("Dolt: färre än {n} företag.").format(n=threshold),
        Status.UNKNOWN: _("Det som behövs för att räkna är inte känt."),
    }.get(found.status, "")


_COMPANIONS = {"cross_county_initiatives": "cross_county_share"}
"""A count and the share that is read together with it."""


def _companion(figure: Figure, view: View) -> str:
    name = _COMPANIONS.get(figure.indicator.id)
    share = data.figure(name, view.selection) if name else None
    # A share that cannot be confined as the count is would be of something else.
    if share is None or share.total.value is None or share.ignored != figure.ignored:
        return ""
    return _("{counts} {unit}, {share}").format(
        counts=numbers.counts(share.indicator, share.total),
        unit=of(figure.indicator.unit),
        share=numbers.cell(share.indicator, share.total),
    )


def _ceiling(figure: Figure) -> str:
    """The EU share beside the programme's ceiling."""
    ceiling = data.programme().eu_share_ceiling
    value = figure.total.value
    if figure.indicator.id != "eu_share" or ceiling is None or value is None:
        return ""
    if value > ceiling:
        words = _("Över programmets tak på {ceiling}.")
    elif value < ceiling:
        words = _("Under programmets tak på {ceiling}.")
    else:
        words = _("Vid programmets tak på {ceiling}.")
    return words.format(ceiling=numbers.share(ceiling))


def _elapsed(figure: Figure) -> str:
    """What is spent beside the time that has gone."""
    if figure.indicator.id != "burn_rate" or figure.total.value is None:
        return ""
    return _("{share} av programtiden har gått.").format(share=numbers.share(data.elapsed_share()))


def _timeless(figure: Figure) -> str:
    rule = figure.indicator.rule
    parts = (rule.numerator, rule.denominator) if isinstance(rule, Ratio) else (rule,)
    periods = {part.rows.period for part in parts if not isinstance(part, Population)}
    return _("Som beslutat, oavsett period.") if periods == {Period.NONE} else ""
