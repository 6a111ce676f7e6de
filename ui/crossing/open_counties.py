"""Which counties the initiatives are open in, against those they have reached."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from s3metrics.engine.register import Initiative
from s3metrics.programme import Programme
from ui import data, register
from ui.codec import View
from ui.crossing import initiatives
from ui.drawing import chart, charts, listing, tables
from ui.drawing.listing import Column
from ui.i18n import N_, _, _n
from ui.wording import labels, numbers, sentences

TITLE = N_("Öppna och nådda län")


@listing.framed
def show(view: View) -> None:
    """Where the initiatives active in the period are open, and where they have supported anyone."""
    programme = data.programme()
    found = [one for one in register.of(view).initiatives(view.selection) if one.is_counted]
    unit = _("Antal insatser aktiva under perioden; nådda till och med {day}").format(
        day=numbers.day(view.to)
    )
    note = register.ignored(view, "area", "county")
    listing.heading(_("Öppna och nådda län per insats"), register.caption(unit, note))
    if not found:
        register.empty(view, "initiative", _("Inga aktiva insatser i det valda."))
        return
    rows = [
        (labels.member("county", county, programme), name, number, numbers.count(number), False)
        for name, holds in ((_("Öppna i länet"), _is_open), (_("Har nått länet"), _is_reached))
        for county in programme.county_ids
        for number in [sum(holds(one, county) for one in found)]
    ]
    marks = pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))
    chart.draw(charts.bars(marks), _told_counties(found, programme), "oppna-och-nadda-lan")
    st.markdown(
        _("● öppen och nådd (företag) · ○ öppen, inte nådd · ◆ nådd utan att vara öppen · – varken")
    )
    columns = [
        Column[Initiative](heading=_("Insats"), value=lambda one: f"{one.title} ({one.id})"),
        *(_reach(county, programme) for county in programme.county_ids),
    ]
    listing.table(found, columns, _("Öppna och nådda län per insats"))
    listing.files(
        found, initiatives.columns(programme), "lan", register.facts(view, note), has_picture=True
    )


def _is_open(one: Initiative, county: str) -> bool:
    return county in one.declared


def _is_reached(one: Initiative, county: str) -> bool:
    return county in one.reached


def reach_in(one: Initiative, county: str) -> str:
    """Open and reached, in a symbol and words: `● nådd (12)`."""
    number = one.reached.get(county)
    if number is None:
        return _("○ bara öppen") if county in one.declared else "–"
    words = _("● nådd ({n})") if county in one.declared else _("◆ nådd, ej öppen ({n})")
    return words.format(n=numbers.count(number))


def _reach(county: str, programme: Programme) -> Column[Initiative]:
    return Column(
        heading=labels.member("county", county, programme), value=lambda one: reach_in(one, county)
    )


def _told_counties(found: Sequence[Initiative], programme: Programme) -> str:
    """Across borders on paper and in fact, and where the paper is not true."""
    told = [
        _(
            "{declared} av {all} aktiva insatser är öppna i minst två län, {real} har nått "
            "företag i minst två."
        ).format(
            declared=numbers.count(sum(len(one.declared) > 1 for one in found)),
            all=numbers.count(len(found)),
            real=numbers.count(sum(one.is_across for one in found)),
        )
    ]
    short = {
        county: sum(_is_open(one, county) and not _is_reached(one, county) for one in found)
        for county in programme.county_ids
    }
    worst = max(short.values())
    if worst:
        names = [
            labels.member("county", county, programme) for county, n in short.items() if n == worst
        ]
        told.append(
            _n(
                "Störst är skillnaden i {counties}: {n} insats är öppen där utan att ha nått något "
                "företag.",
                "Störst är skillnaden i {counties}: {n} insatser är öppna där utan att ha nått "
                "något företag.",
                worst,
            ).format(counties=sentences.in_words(names), n=numbers.count(worst))
        )
    return " ".join(told)
