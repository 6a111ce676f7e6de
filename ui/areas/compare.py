"""Two to four counties side by side: a figure as it is, per 1 000 SMEs, and against its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from s3metrics.engine.rates import Rates, has_rate
from s3metrics.engine.selection import Selection
from s3metrics.indicators import find_indicator
from s3metrics.indicators.model import Ratio
from s3metrics.targets import TargetStatus
from ui import choosing, data, frame, state
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, charts, exports, grid, tables
from ui.i18n import _, _p, of
from ui.opened import behind
from ui.wording import derived, labels, numbers, per_smes, ranking, sentences

_FEWEST, _MOST = 2, 4


@st.fragment
def counties(view: View, indicator: str) -> None:
    """The counties that the reader chooses, by the measure that the reader chooses."""
    programme = data.programme()
    with st.container(border=True):
        heading = st.container(gap="xsmall")
        if len(programme.county_ids) < _FEWEST:
            heading.subheader(of(find_indicator(indicator).label), anchor=False)
            st.info(_("Programmet har ett län: det finns inget att jämföra med."))
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = _choose_counties(view)
            measure = choosing.segmented(
                "measure",
                _("Mått"),
                {
                    "value": _("Värde"),
                    "per_thousand": _("Per 1 000 SMF"),
                    "of_target": _("Andel av målet"),
                },
            )
        if not _FEWEST <= len(chosen) <= _MOST:
            st.info(_("Välj två till fyra län att jämföra."), icon=":material/compare_arrows:")
            return
        found = _compared(view, indicator, chosen)
        heading.subheader(found.title(measure), anchor=False)
        heading.caption(found.basis(measure))
        _draw(found, measure)
        chart.when_opened(
            _("Tabell, filer och rader"),
            lambda: _details(found),
            "compare",
            icon=":material/table_rows:",
        )


@dataclass(frozen=True, kw_only=True)
class Compared:
    """An indicator in the counties that are compared."""

    figure: Figure
    whole: Figure
    """From the programme's start, without further selection: what targets are of. To today, or to
    the last of the targets' dates once they all have passed."""
    rates: Rates | None
    """None where the figure is a level already."""
    targets: Mapping[str, TargetStatus]

    @property
    def members(self) -> list[str]:
        """The counties, in the programme's order."""
        return self.figure.members("county")

    @property
    def has_passed(self) -> bool:
        """The date of one of the targets lies behind."""
        return any(status.has_passed for status in self.targets.values())

    def behind(self, measure: str) -> Figure:
        """The figure whose rows are behind a mark."""
        return self.whole if measure == "of_target" else self.figure

    def title(self, measure: str) -> str:
        """The subject, with the measure."""
        words = {
            "value": _("{label}, län för län"),
            "per_thousand": _("{label} per 1 000 SMF i länet"),
            "of_target": _("{label}: hur mycket av länets mål som är nått"),
        }
        return words[measure].format(label=of(self.figure.indicator.label))

    def basis(self, measure: str) -> str:
        """Unit and source, and what the selection does not reach."""
        told = [sentences.unit_line(self.figure), sentences.ignored(self.figure)]
        if measure == "per_thousand" and self.rates is not None:
            told = [per_smes.basis(self.rates), sentences.ignored(self.figure)]
        if measure == "of_target":
            told = [
                per_smes.decisions(self.targets) if self.targets else "",
                _("Mål räknas från programmets start till i dag, oavsett urval."),
                _("Mål vars dag har passerat räknas till den dagen.") if self.has_passed else "",
            ]
        return " · ".join(filter(None, told))

    def text(self, measure: str, county: str) -> tuple[Any, str]:
        """Value and text of a mark; a ratio's with its two counts."""
        indicator, cell = self.figure.indicator, self.figure.cell(county=county)
        if measure == "per_thousand" and self.rates is not None:
            found = self.rates.cell(county=county)
            return found.value, per_smes.rate(indicator, found)
        if measure == "of_target":
            status = self.targets.get(county)
            return status.share_reached if status else None, per_smes.against(status)
        text = numbers.cell(indicator, cell)
        if isinstance(indicator.rule, Ratio) and (counts := numbers.counts(indicator, cell)):
            text = f"{text} · {counts}"
        return cell.value, text

    def marks(self, measure: str) -> pd.DataFrame:
        """A mark per county; columns as `tables.SERIES_COLUMNS`."""
        rows = []
        for county in self.members:
            value, text = self.text(measure, county)
            name = labels.member("county", county, data.programme())
            number = None if value is None else float(value)
            rows.append((name, self.title(measure), number, text, False))
        return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))


def _compared(view: View, indicator: str, chosen: Sequence[str]) -> Compared:
    asked = replace(view.selection, counties=tuple(sorted(chosen)))
    figure = data.figure(indicator, asked, ("county",))
    start, today = data.programme().period.start, data.clock().today
    found = derived.county_targets(figure)
    targets = {county: found[county] for county in figure.members("county") if county in found}
    last = max((status.value_to for status in targets.values()), default=max(today, start))
    so_far = Selection(from_=start, to=last, counties=asked.counties)
    return Compared(
        figure=figure,
        whole=data.figure(indicator, so_far, ("county",)),
        rates=derived.rates(figure) if has_rate(figure.indicator) else None,
        targets=targets,
    )


def _draw(found: Compared, measure: str) -> None:
    label = of(found.figure.indicator.label)
    if measure == "per_thousand" and found.rates is None:
        st.info(
            _(
                "{label} är redan en andel, ett medelvärde eller en median och ställs inte i "
                "relation till antalet SMF. Välj Värde."
            ).format(label=label)
        )
        return
    if measure == "of_target" and not found.targets:
        st.info(
            _("Programfilen har inget mål per län för {label}.").format(label=labels.lower(label))
        )
        return
    marks = found.marks(measure)
    source = found.behind(measure)
    chart.draw(
        charts.bars(marks.assign(text=marks["text"].map(per_smes.two_lines))),
        ranking.told(marks),
        f"{source.indicator.id}-{measure}",
        lambda _series, mark: behind.show(source, {"county": found.members[mark]}),
    )


def _details(found: Compared) -> None:
    programme = data.programme()
    place = labels.dimension("county")
    names = [labels.member("county", county, programme) for county in found.members]
    indicator = found.figure.indicator
    cells = [found.figure.cell(county=county) for county in found.members]
    columns: dict[str, Sequence[tuple[Any, str]]] = {
        of(indicator.label): [(cell.value, numbers.exact_cell(indicator, cell)) for cell in cells]
    }
    if isinstance(indicator.rule, Ratio):
        columns[_("Underlag")] = [(c.numerator, numbers.counts(indicator, c)) for c in cells]
    if found.rates is not None:
        rates = [found.rates.cell(county=county) for county in found.members]
        columns[_("SMF i länet")] = [(r.denominator, _companies(r.denominator)) for r in rates]
        columns[_("Per 1 000 SMF")] = [(r.value, per_smes.bare_rate(indicator, r)) for r in rates]
    if found.targets:
        statuses = [found.targets.get(county) for county in found.members]
        columns[_("Mål")] = [(s.target if s else None, _target(s)) for s in statuses]
        columns[_("Andel av målet")] = [
            (s.share_reached if s else None, per_smes.against(s)) for s in statuses
        ]
    tables.draw(grid.shown(columns, pd.Index(names, name=place)), found.title("value"))
    facts = tables.facts([found.figure], programme)
    facts += [per_smes.basis(found.rates)] if found.rates is not None else []
    facts += [found.basis("of_target")] if found.targets else []
    name = f"{indicator.id}-lan"

    leading = {_("{dimension} (kod)").format(dimension=place): found.members, place: names}
    exports.downloads(
        name,
        lambda: grid.file(columns, leading, [cell.status.value for cell in cells]),
        facts,
        name,
        has_picture=True,
    )
    behind.cell_opener(found.figure, name)


def _companies(companies: Any) -> str:
    return _("okänt") if companies is None else numbers.count(companies)


def _target(status: TargetStatus | None) -> str:
    if status is None or status.target is None:
        return _("inget mål")
    return numbers.figure(status.indicator, status.target)


def _choose_counties(view: View) -> tuple[str, ...]:
    programme = data.programme()
    own = view.counties if len(view.counties) >= _FEWEST else programme.county_ids
    chosen, problem = state.several("compare", programme.county_ids, own[:_MOST])
    frame.tell(problem)
    names = labels.members("county", programme.county_ids, programme)
    return tuple(
        st.pills(
            _p("several", "Län"),
            list(names),
            selection_mode="multi",
            wrap=True,
            format_func=names.__getitem__,
            key=state.bind("compare", list(chosen), ",".join),
            on_change=state.changed,
        )
    )
