"""How many of each sender's rows have the optional columns filled in, now and over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pandas as pd
import streamlit as st

from s3metrics.explore.completeness import Completeness, latest
from s3metrics.sheets import SHEETS, Sheet
from ui import choosing, data
from ui.drawing import chart, exports, grid, panels, tables
from ui.i18n import _
from ui.quality import empties
from ui.wording import labels, numbers, sentences

_ALL_FILLED = 1.0


def show() -> None:
    """One sheet's columns sender by sender, and one of them over time."""
    found = _found(data.place(), data.platform().data_version)
    there = [sheet for sheet in SHEETS if any(one.table == sheet.table for one in found)]
    if not there:
        st.markdown(_("Inget blad med frivilliga kolumner har levererats."))
        return
    first = sorted(there, key=lambda sheet: sheet.table != "company")
    table = choosing.segmented("sheet", _("Blad"), {sheet.table: sheet.title for sheet in first})
    [sheet] = [sheet for sheet in there if sheet.table == table]
    of_sheet = [one for one in found if one.table == table]
    _now(sheet, latest(of_sheet))
    _over_time(sheet, of_sheet)


@lru_cache(maxsize=2)
def _found(place: data.Place, version: int) -> Sequence[Completeness]:
    return data.platform().completeness()


def _now(sheet: Sheet, found: Sequence[Completeness]) -> None:
    """A row for each sender, a column for each of the sheet's."""
    by_place = {(one.sender, one.column): one for one in found}
    senders = list(dict.fromkeys(one.sender for one in found))
    columns = {
        heading: [_filled(by_place.get((sender, name))) for sender in senders]
        for name, heading in _headings(sheet, found).items()
    }
    with st.container(border=True):
        title = _("Ifyllt i bladet {sheet}").format(sheet=sheet.title)
        st.subheader(title, anchor=False)
        st.caption(_("Andel av avsändarens rader i den senaste listan."))
        tables.draw(grid.shown(columns, pd.Index(senders, name=_("Avsändare"))), title)
        st.markdown(_told(sheet, found))
        exports.downloads(
            f"ifyllt-{sheet.title.lower()}", lambda: _file(sheet, found), (title,), "filled"
        )
        names = _telling_first(_headings(sheet, found))
        empties.opener(_("Raderna utan värde"), by_place, _("Kolumn"), names, "utan-varde")


def _filled(one: Completeness | None) -> tuple[float | None, str]:
    return (None, "–") if one is None else (one.share, numbers.share(one.share))


def _told(sheet: Sheet, found: Sequence[Completeness]) -> str:
    """Which columns are least filled in, all senders together."""
    shares = {
        heading: sum(one.filled for one in found if one.column == name)
        / sum(one.rows for one in found if one.column == name)
        for name, heading in _headings(sheet, found).items()
    }
    lowest = min(shares.values())
    if lowest == _ALL_FILLED:
        return _("Alla kolumner är ifyllda i alla rader.")
    names = [heading for heading, share in shares.items() if share == lowest]
    return _("Minst ifyllt: {columns} ({share}).").format(
        columns=sentences.in_words(names), share=numbers.share(lowest)
    )


@st.fragment
def _over_time(sheet: Sheet, found: Sequence[Completeness]) -> None:
    """One column, a panel for each sender: its last list of each quarter."""
    headings = _headings(sheet, found)
    with st.container(border=True):
        st.subheader(_("Ifyllt över tid i bladet {sheet}").format(sheet=sheet.title), anchor=False)
        st.caption(_("Andel av raderna i avsändarens sista lista varje kvartal."))
        column = choosing.segmented("column", _("Kolumn"), _telling_first(headings))
        last = {(one.sender, one.quarter): one for one in found if one.column == column}
        senders = list(dict.fromkeys(sender for sender, _quarter in last))
        quarters = sorted({quarter for _sender, quarter in last})

        def behind(series: int, mark: int) -> None:
            # Where the sender has no list there is no row behind.
            if one := last.get((senders[series], quarters[mark])):
                empties.dialog(one, "utan-varde-stapel")

        name = f"filled-{sheet.table}"
        chart.draw(panels.columns(_marks(last, quarters)), _told_change(last), name, behind)
        words = labels.members("quarter", reversed(quarters), data.programme())
        heading = _("Raderna utan värde, kvartal för kvartal")
        empties.opener(heading, last, _("Kvartal"), words, "utan-varde-kvartal")


def _marks(last: Mapping[tuple[str, str], Completeness], quarters: Sequence[str]) -> pd.DataFrame:
    programme = data.programme()
    rows = []
    for sender in dict.fromkeys(sender for sender, _quarter in last):
        for quarter in quarters:
            value, text = _filled(last.get((sender, quarter)))
            rows.append((labels.member("quarter", quarter, programme), sender, value, text, False))
    return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))


def _told_change(last: dict[tuple[str, str], Completeness]) -> str:
    """Each sender's first and last share."""
    told = []
    for sender in dict.fromkeys(sender for sender, _quarter in last):
        lists = [one for (who, _quarter), one in sorted(last.items()) if who == sender]
        first, newest = numbers.share(lists[0].share), numbers.share(lists[-1].share)
        told.append(
            f"{sender} {newest}"
            if first == newest
            else _("{sender} från {first} till {last}").format(
                sender=sender, first=first, last=newest
            )
        )
    return "; ".join(told) + "."


def _headings(sheet: Sheet, found: Sequence[Completeness]) -> dict[str, str]:
    there = {one.column for one in found}
    return {column.name: column.heading for column in sheet.columns if column.name in there}


def _telling_first(headings: Mapping[str, str]) -> dict[str, str]:
    """The industry before the others, where there is one."""
    return dict(sorted(headings.items(), key=lambda heading: heading[0] != "sni"))


def _file(sheet: Sheet, found: Sequence[Completeness]) -> pd.DataFrame:
    headings = _headings(sheet, found)
    return pd.DataFrame(
        [
            (one.sender, headings[one.column], one.delivery, one.rows, one.filled, one.share)
            for one in found
        ],
        columns=[
            _("Avsändare"),
            _("Kolumn"),
            _("Leverans"),
            _("Rader"),
            _("Ifyllda"),
            _("Andel"),
        ],
    )
