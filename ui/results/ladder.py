"""The handover ladder: how far each solution has come, and what is left before the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

import plotly.graph_objects as go

from s3metrics.engine.register import LADDER, Solution
from s3metrics.programme import Programme
from ui import data, register
from ui.codec import View
from ui.drawing import chart, listing, template, timeline
from ui.drawing.listing import Column
from ui.i18n import N_, _, _n
from ui.wording import labels, numbers

TITLE = N_("Överlämning")
_ROW_HEIGHT = 30
_SYMBOLS = ("circle-open", "diamond-open", "square-open", "square", "star")
"""From idea to operation: filled where the solution has left the programme."""


@listing.framed
def show(view: View) -> None:
    """Every solution along the years with the steps it has reached, and the steps it lacks."""
    programme = data.programme()
    found = register.of(view).solutions(view.selection)
    title = _("Lösningar på överlämningsstegen")
    unit = _("En rad per lösning, ett märke per steg; till och med {day}").format(
        day=numbers.day(view.to)
    )
    note = register.ignored(view, "area")
    listing.heading(title, register.caption(unit, note))
    if not found:
        register.empty(view, "solution", _("Inga lösningar i det valda."))
        return
    chart.draw(picture(found, programme, view.to), _told(found, programme, view.to), "overlamning")
    columns = _columns(programme)
    listing.table(found, columns, title)
    listing.files(found, columns, "overlamning", register.facts(view, note), has_picture=True)
    chart.when_opened(
        _("Raderna bakom"),
        lambda: _rows(found, register.facts(view, note)),
        "overlamning",
        icon=":material/table_rows:",
    )


def _rows(found: Sequence[Solution], facts: Sequence[str]) -> None:
    """Every step of every solution, with the row that says so."""
    steps = [(one, step) for one in found for step in one.steps]
    rows = [
        Column[tuple[Solution, str]](heading=_("Lösning"), value=lambda at: at[0].title),
        Column[tuple[Solution, str]](heading=_("Steg"), value=lambda at: step_name(at[1])),
        Column[tuple[Solution, str]](heading=_("Datum"), value=lambda at: at[0].steps[at[1]]),
        *listing.place_of(lambda at: at[0].sources[at[1]]),
    ]
    listing.rows(steps, rows, _("Raderna bakom"))
    listing.files(steps, rows, "overlamning-rader", facts)


def step_name(step: str) -> str:
    """A step of the ladder in words."""
    return labels.word("solution_step", step, data.programme())


def picture(found: Sequence[Solution], programme: Programme, to: date) -> go.Figure:
    """A line for each solution from its first step, dotted on to the programme's end."""
    end = programme.period.end
    figure = template.blank(
        height=_ROW_HEIGHT * (len(found) + 3) + template.LEGEND_HEIGHT * 2,
        has_legend=True,
        # At once: adding one by one makes Plotly check all of them again for each.
        shapes=[*_stretches(found, end), _end(to), _end(end)],
    )
    for place, step in enumerate(LADDER):
        figure.add_trace(_marks(found, step, _SYMBOLS[place % len(_SYMBOLS)], place))
    for place, (word, day) in enumerate(((_("periodens slut"), to), (_("programmets slut"), end))):
        _name_of_line(figure, word, day, len(found) + 0.7 * place)
    figure.update_yaxes(
        tickvals=list(range(len(found))),
        ticktext=[escape(timeline.short(one.title)) for one in found],
        range=[len(found) + 1.2, -0.7],
        showgrid=False,
        zeroline=False,
        ticks="",
        automargin=True,
    )
    start = min([programme.period.start, *(min(one.steps.values()) for one in found)])
    figure.update_xaxes(
        type="date",
        **timeline.YEARS,
        range=[f"{start.year}-01-01", max(end, to).isoformat()],
    )
    return figure


def _stretches(found: Sequence[Solution], end: date) -> Iterator[dict[str, object]]:
    """The lines behind the marks: what each solution has gone, and what it has left."""
    for place, one in enumerate(found):
        first, last = min(one.steps.values()), max(one.steps.values())
        yield _stretch(place, first, last, "solid")
        if one.steps_left:
            yield _stretch(place, last, max(end, last), "dot")


def _stretch(place: int, start: date, end: date, dash: str) -> dict[str, object]:
    return {
        "type": "line",
        "x0": start.isoformat(),
        "x1": end.isoformat(),
        "y0": place,
        "y1": place,
        "layer": "below",
        "line": {"color": template.MUTED, "width": 2, "dash": dash},
    }


def _end(day: date) -> dict[str, object]:
    """A line across all rows."""
    return {
        "type": "line",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": template.INK, "width": 1.5, "dash": "dot"},
    }


def _marks(found: Sequence[Solution], step: str, symbol: str, place: int) -> go.Scatter:
    reached = [(row, one) for row, one in enumerate(found) if step in one.steps]
    name = step_name(step)
    return go.Scatter(
        name=name,
        mode="markers",
        x=[one.steps[step].isoformat() for _row, one in reached],
        y=[row for row, _one in reached],
        customdata=[
            f"{escape(one.title)}<br>{escape(name)} {numbers.day(one.steps[step])}"
            for _row, one in reached
        ],
        hovertemplate="%{customdata}<extra></extra>",
        marker={
            "symbol": symbol,
            "size": 13,
            "color": template.COLOURS[place % len(template.COLOURS)],
            "line": {"width": 2.5, "color": template.COLOURS[place % len(template.COLOURS)]},
        },
        cliponaxis=False,
    )


def _name_of_line(figure: go.Figure, word: str, day: date, row: float) -> None:
    figure.add_annotation(
        x=day.isoformat(),
        y=row,
        text=escape(word),
        showarrow=False,
        xanchor="right",
        xshift=-4,
        font=template.TEXT,
    )


def _told(found: Sequence[Solution], programme: Programme, to: date) -> str:
    adopted = sum(one.is_adopted for one in found)
    done = sum(not one.steps_left for one in found)
    told = _(
        "{adopted} av {all} lösningar finns i ordinarie budget eller drift, {done} av dem i drift."
    ).format(
        adopted=numbers.count(adopted), all=numbers.count(len(found)), done=numbers.count(done)
    )
    left = len(found) - adopted
    days = (programme.period.end - to).days
    if not left or days < 0:
        return told
    return f"{told} " + _n(
        "{n} återstår att föra över, {days} före programmets slut.",
        "{n} återstår att föra över, {days} före programmets slut.",
        left,
    ).format(n=numbers.count(left), days=listing.days(days))


def _columns(programme: Programme) -> list[Column[Solution]]:
    def left(one: Solution) -> str:
        return ", ".join(labels.lower(step_name(step)) for step in one.steps_left) or _("inget")

    return [
        Column(heading=_("Lösning"), value=lambda one: f"{one.title} ({one.id})"),
        Column(
            heading=labels.dimension("area"),
            value=lambda one: labels.member("area", one.area, programme),
        ),
        Column(heading=_("Har nått"), value=lambda one: step_name(one.step)),
        Column(heading=_("Datum"), value=lambda one: one.steps[one.step]),
        Column(heading=_("Mottagare"), value=lambda one: one.receiver or "–"),
        Column(heading=_("Återstår"), value=left),
    ]
