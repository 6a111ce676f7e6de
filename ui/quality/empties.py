"""What is behind a share of filled-in rows: the rows without the value, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from s3metrics.explore.completeness import Completeness
from s3metrics.sheets import sheet_for_table
from ui import data, state
from ui.drawing import chart, listing
from ui.i18n import _, _n
from ui.opened import sheet_rows
from ui.wording import numbers
from ui.wording.plain import plain

Places = Mapping[tuple[str, str], Completeness]
"""(sender, code of the other choice) → the share that stands there."""


def opener(heading: str, found: Places, title: str, names: Mapping[str, str], name: str) -> None:
    """The rows behind a share that the reader chooses by its sender and one of `names` (code →
    words, under `title`). `name` is that of its files; no two headings on a page are alike."""

    def content() -> None:
        senders = list(dict.fromkeys(sender for sender, _code in found))
        with st.container(horizontal=True):
            sender = _choose(_("Avsändare"), {one: one for one in senders}, name)
            there = {code: word for code, word in names.items() if (sender, code) in found}
            code = _choose(title, there, name)
        _rows(heading, found[(sender, code)], name)

    chart.when_opened(heading, content, name, icon=":material/table_rows:")


def dialog(one: Completeness, name: str) -> None:
    """The rows behind one share, over the page."""
    heading = _("Raderna bakom stapeln")
    st.dialog(heading, width="large")(lambda: _rows(heading, one, name))()


def _rows(heading: str, one: Completeness, name: str) -> None:
    """How many rows there are, then each of them, and the list as files."""
    told = _told(one)
    st.markdown(plain(told))
    if one.filled == one.rows:
        return
    rows = data.platform().empty_rows(one)
    columns = sheet_rows.columns(one.table, rows, lambda row: row)
    listing.rows(rows, columns, f"{heading}. {told}")
    named = one.column.replace("_", "-")
    listing.files(rows, columns, f"{name}-{named}-{one.delivery}", (told,))


def _told(one: Completeness) -> str:
    sheet = sheet_for_table(one.table)
    empty = one.rows - one.filled
    words = _n(
        "{n} av {all} rad i bladet {sheet} saknar {column}, i listan från {sender} efter leverans "
        "{number}, {day}.",
        "{n} av {all} rader i bladet {sheet} saknar {column}, i listan från {sender} efter "
        "leverans {number}, {day}.",
        one.rows,
    )
    return words.format(
        n=numbers.count(empty),
        all=numbers.count(one.rows),
        sheet=sheet.title,
        column=sheet.by_name[one.column].heading,
        sender=one.sender,
        number=one.delivery,
        day=numbers.day(one.received),
    )


def _choose(title: str, names: Mapping[str, str], name: str) -> str:
    codes = list(names)
    return str(
        st.selectbox(
            title,
            codes,
            format_func=names.__getitem__,
            key=f"{name}:{title}:{state.language()}:{hash(tuple(codes))}",
            width=300,
        )
    )
