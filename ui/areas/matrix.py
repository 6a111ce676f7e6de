"""Two breakdowns as a table: every cell, the totals and what lies in several parts."""

from __future__ import annotations

import streamlit as st

from ui import data
from ui.codec import View
from ui.drawing import exports, tables
from ui.i18n import _
from ui.opened import behind
from ui.wording import sentences
from ui.wording.plain import plain


@st.fragment
def show(view: View, indicator: str, by: tuple[str, str]) -> None:
    """The table with its sentences, files and the way to a cell's rows."""
    figure = data.figure(indicator, view.selection, by, with_overlap=True)
    programme = data.programme()
    with st.container(border=True):
        heading = st.container(gap="xsmall")
        heading.subheader(sentences.title(figure), anchor=False)
        heading.caption(
            _("{unit}. Ju starkare färg, desto högre värde.").format(
                unit=sentences.unit_line(figure)
            )
        )
        tables.draw(tables.matrix(figure, programme), sentences.title(figure))
        for dimension in reversed(by):
            if told := sentences.overlap(figure, dimension):
                st.markdown(plain(told))
        key = f"{indicator}-{'-'.join(by)}"
        behind.cell_opener(figure, key)
        with st.expander(_("Filer"), icon=":material/download:"):
            exports.downloads(
                key,
                lambda: tables.values([figure], programme),
                tables.facts([figure], programme),
                key,
            )
