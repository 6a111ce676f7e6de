"""An answer as files, each with its stamp: what it is not, query, as-of, time and limits."""

from __future__ import annotations

import streamlit as st

from s3metrics.explore.answer import Answer
from s3metrics.explore.answer_files import as_parquet, as_plain_csv, stamp_lines
from ui.drawing import exports
from ui.explore import cells
from ui.explore.telling import Told
from ui.i18n import _, of

_NAME = "ej-officiell-fraga"


def show(told: Told, answer: Answer) -> None:
    """Four files; made when they are asked for. Those for spreadsheets have the page's words."""
    facts = [of(line) for line in stamp_lines(answer)]
    st.markdown("**" + _("Ladda ned") + "**")
    with st.container(horizontal=True):
        for label, ending, mime, make in (
            (
                _("CSV för Excel"),
                "csv",
                "text/csv",
                lambda: exports.as_csv(cells.for_files(told.table, told.titles), facts),
            ),
            (
                _("Excel"),
                "xlsx",
                exports.XLSX,
                lambda: exports.as_xlsx(cells.for_files(told.table, told.titles), facts),
            ),
            (_("CSV för program"), "plain.csv", "text/csv", lambda: as_plain_csv(answer)),
            (
                _("Parquet"),
                "parquet",
                "application/vnd.apache.parquet",
                lambda: as_parquet(answer),
            ),
        ):
            st.download_button(
                label,
                data=make,
                file_name=f"{_NAME}.{ending}",
                mime=mime,
                key=f"explore:file:{ending}",
                on_click="ignore",
                icon=":material/download:",
            )
    st.caption(_("Varje fil säger att den inte är officiell, med fråga, tidpunkt och gränser."))
