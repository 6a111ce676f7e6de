"""What leaves the house for a reporting period: the workbook, its csv twins, the pack."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import streamlit as st

from s3metrics.programme import ReportingPeriod
from ui import state
from ui.codec import NOW
from ui.drawing.exports import XLSX
from ui.i18n import _
from ui.office import reporting

_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def show(period: ReportingPeriod) -> None:
    """By which clock, and the files; each is made when it is asked for."""
    editions = reporting.editions_of(period)
    edition = reporting.choose_edition("handout", _("Siffrorna"), editions, has_now=True)
    stem = f"{period.id}-{edition}" if edition != NOW else f"{period.id}-kant-nu"
    if edition == NOW:
        st.caption(_("Inte förseglat: siffrorna kan bli andra med nästa leverans."))
    language = state.language()
    with st.container(horizontal=True):
        _button(
            _("Arbetsboken till Tillväxtverket"),
            f"rapport-{stem}.xlsx",
            XLSX,
            lambda: reporting.handout(period, edition).report.workbook,
        )
        _button(
            _("Samma som csv"),
            f"rapport-{stem}-csv.zip",
            "application/zip",
            lambda: _zipped(period, edition),
        )
        _button(
            _("Styrgruppens underlag (pdf)"),
            f"underlag-{stem}.pdf",
            "application/pdf",
            lambda: reporting.pack(edition, "pdf", language),
        )
        _button(
            _("Styrgruppens bildspel (pptx)"),
            f"underlag-{stem}.pptx",
            _PPTX,
            lambda: reporting.pack(edition, "pptx", language),
        )
    with st.expander(_("Deltagarlista med personnummer"), icon=":material/admin_panel_settings:"):
        _in_clear(period, edition, f"rapport-{stem}-personnummer.xlsx")


def _button(label: str, name: str, mime: str, content: Callable[[], bytes]) -> None:
    st.download_button(
        label,
        data=content,
        file_name=name,
        mime=mime,
        key=f"handout:{name}:{state.language()}",
        on_click="ignore",
        icon=":material/download:",
    )


def _zipped(period: ReportingPeriod, edition: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in reporting.handout(period, edition).report.twins().items():
            archive.writestr(name, content)
    return target.getvalue()


def _in_clear(period: ReportingPeriod, edition: str, name: str) -> None:
    st.markdown(
        _(
            "Enskilda firmors nummer är personnummer. De visas i klartext bara i den här filen, "
            "för Tillväxtverkets deltagarlista. Det loggas vem som hämtar den, och när."
        )
    )
    who = st.text_input(_("Ditt namn"), key=f"who:{state.language()}", width=300).strip()
    if not who:
        st.caption(_("Skriv ditt namn, så kan filen hämtas."))
        return
    _button(
        _("Arbetsboken med personnummer"),
        name,
        XLSX,
        lambda: reporting.handout(period, edition, by=who, file_name=name).report.workbook,
    )
