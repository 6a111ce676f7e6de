"""What was typed into the application, held against what was sealed, without any tolerance."""

from __future__ import annotations

import streamlit as st

from s3metrics.editions.filed import Comparison, FiledReport
from s3metrics.editions.model import Span
from s3metrics.errors import UserError
from s3metrics.indicators import find_indicator
from s3metrics.intake.sources import NamedBytes
from s3metrics.programme import ReportingPeriod
from ui import data, state
from ui.drawing import listing
from ui.i18n import _, _n, of
from ui.office import reporting
from ui.wording import numbers
from ui.wording.plain import plain

_DONE, _ROUND = "filed", "filed_round"


def show(period: ReportingPeriod) -> None:
    """The values of the period's standing edition beside those filed, and the way to add some."""
    _tell_done()
    standing = [one for one in reporting.editions_of(period) if not one.replaced_by]
    if not standing:
        st.markdown(_("När perioden är förseglad kan det som skrevs in jämföras här."))
        return
    edition = standing[0].name
    compared = data.platform().filed(edition)
    if compared:
        _compare(compared, edition)
    else:
        st.markdown(_("Inga inskrivna värden har lästs in för perioden."))
    with st.expander(_("Läs in värden"), icon=":material/upload_file:"):
        _upload(edition)


def _compare(compared: list[Comparison], edition: str) -> None:
    differing = [one for one in compared if not one.is_same]
    if differing:
        told = _n(
            "{n} av {all} inskrivna värden skiljer sig från utgåva {name}.",
            "{n} av {all} inskrivna värden skiljer sig från utgåva {name}.",
            len(differing),
        )
        st.warning(
            told.format(n=len(differing), all=len(compared), name=plain(edition)),
            icon=":material/difference:",
        )
    else:
        st.success(
            _n(
                "Det inskrivna värdet är exakt det som förseglades.",
                "Alla {n} inskrivna värden är exakt de som förseglades.",
                len(compared),
            ).format(n=len(compared)),
            icon=":material/check_circle:",
        )
    spans = {Span.PERIOD: _("Perioden"), Span.ACCUMULATED: _("Ackumulerat")}
    columns: list[listing.Column[Comparison]] = [
        listing.Column(
            heading=_("Indikator"), value=lambda one: of(find_indicator(one.filed.indicator).label)
        ),
        listing.Column(heading=_("Avser"), value=lambda one: spans[one.filed.span]),
        listing.Column(heading=_("Inskrivet"), value=lambda one: one.filed.value),
        listing.Column(heading=_("Förseglat"), value=lambda one: one.sealed_value, text=_sealed),
        listing.Column(heading=_("Skillnad"), value=lambda one: one.difference),
        listing.Column(heading=_("Förklaring"), value=lambda one: one.filed.explanation),
    ]
    title = _("Inskrivet mot förseglat")
    listing.table(compared, columns, title)
    listing.files(compared, columns, f"inskrivet-{edition}", ())


def _sealed(one: Comparison) -> str:
    if one.sealed is None:
        return _("finns inte i utgåvan")
    if one.sealed_value is None:
        return numbers.empty(one.sealed.status)
    return listing.in_words(one.sealed_value)


def _upload(edition: str) -> None:
    st.markdown(
        _(
            "En arbetsbok eller csv med kolumnerna *Indikator*, *Värde*, *Ackumulerat*, *Period* "
            "och *Förklaring*."
        )
    )
    uploaded = st.file_uploader(
        _("Fil med inskrivna värden"),
        type=("xlsx", "csv"),
        key=f"filed:{state.kept(_ROUND) or 0}:{state.language()}",
    )
    if uploaded is None:
        return
    if st.button(_("Läs in"), type="primary", key="file-values", icon=":material/check:"):
        try:
            source = NamedBytes(name=uploaded.name, content=uploaded.getvalue())
            done = data.platform().file_values(source, edition=edition)
        except UserError as error:
            st.error(plain(of(error.text)), icon=":material/error:")
            return
        state.keep(_DONE, done)
        state.keep(_ROUND, (state.kept(_ROUND) or 0) + 1)
        st.rerun()


def _tell_done() -> None:
    done: FiledReport | None = state.kept(_DONE)
    if done is None:
        return
    state.keep(_DONE, None)
    st.success(
        _("Rader lästa: {read}. Nya värden: {added}.").format(read=done.read, added=done.added),
        icon=":material/check:",
    )
    for fault in done.faults:
        st.warning(
            _("Rad {row}, {column}: {message}").format(
                row=fault.row, column=plain(fault.column), message=plain(of(fault.message))
            ),
            icon=":material/report:",
        )
