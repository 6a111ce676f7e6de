"""Sealing a reporting period by hand: what has been sealed, and the form that seals."""

from __future__ import annotations

from functools import partial

import streamlit as st

from s3metrics.editions.model import Edition
from s3metrics.errors import UserError
from s3metrics.programme import ReportingPeriod
from s3metrics.reports.items import Item
from ui import data, state
from ui.drawing import listing
from ui.i18n import _, _n, of
from ui.office import reporting
from ui.wording import numbers
from ui.wording.plain import plain

_DONE = "sealed"


def show(period: ReportingPeriod, items: list[Item]) -> None:
    """The period's editions, and the form for the next one."""
    sealed = reporting.editions_of(period)
    _tell_done()
    if sealed:
        _list(sealed, period)
    else:
        st.markdown(_("Perioden {id} är inte förseglad än.").format(id=period.id))
    if period.end > data.platform().today:
        st.markdown(
            _("Perioden pågår till {day} och kan förseglas från den dagen.").format(
                day=numbers.day(period.end)
            )
        )
        return
    title = _("Försegla en rättelse") if sealed else _("Försegla perioden")
    with st.expander(title, icon=":material/lock:", expanded=not sealed):
        _form(period, next((one for one in sealed if not one.replaced_by), None), items)


def _list(sealed: list[Edition], period: ReportingPeriod) -> None:
    columns: list[listing.Column[Edition]] = [
        listing.Column(heading=_("Utgåva"), value=lambda one: one.name),
        listing.Column(heading=_("Förseglad"), value=lambda one: one.sealed_at.date()),
        listing.Column(heading=_("Efter leverans"), value=lambda one: one.as_of),
        listing.Column(heading=_("Ersätter"), value=lambda one: one.replaces),
        listing.Column(heading=_("Ersatt av"), value=lambda one: one.replaced_by),
        listing.Column(heading=_("Skäl"), value=lambda one: one.reason),
        listing.Column(heading=_("Öppna punkter"), value=lambda one: len(one.open_items) or None),
    ]
    listing.table(sealed, columns, _("Utgåvor av {id}").format(id=period.id))
    for edition in sealed:
        st.caption(
            _("Utgåva {name}, försegling (SHA-256): {sha256}").format(
                name=plain(edition.name), sha256=f"`{edition.sha256}`"
            )
        )
    with st.container(horizontal=True):
        for edition in sealed:
            _check_button(edition)
            st.download_button(
                _("Ladda ned utgåva {name}").format(name=edition.name),
                data=partial(data.platform().canonical, edition.name),
                file_name=f"utgava-{edition.name}.jsonl",
                mime="application/jsonl",
                key=f"canonical:{edition.name}",
                on_click="ignore",
                icon=":material/download:",
                help=_("I den form som förseglingen är SHA-256 av."),
            )


def _check_button(edition: Edition) -> None:
    label = _("Kontrollera utgåva {name}").format(name=edition.name)
    if not st.button(label, key=f"verify:{edition.name}", icon=":material/verified:"):
        return
    with st.spinner(_("Räknar om varje förseglad siffra …")):
        found = data.platform().verify(edition.name)
    language = state.language()
    if found.is_exact:
        st.success(
            _("Utgåva {name} stämmer: {n} celler är exakt som de förseglades.").format(
                name=plain(edition.name), n=numbers.count(found.figures)
            ),
            icon=":material/verified:",
        )
        return
    told = [finding.sentence.of(language) for finding in found.findings]
    differing = _n("{n} cell skiljer sig.", "{n} celler skiljer sig.", len(found.differences))
    told.append(differing.format(n=numbers.count(len(found.differences))))
    st.error(plain(" ".join(told)), icon=":material/gpp_bad:")


def _form(period: ReportingPeriod, standing: Edition | None, items: list[Item]) -> None:
    is_open = any(item.is_open for item in items)
    with st.form(f"seal:{period.id}:{state.language()}", border=False):
        name = st.text_input(
            _("Utgåvans namn"),
            value=_next_name(period),
            max_chars=40,
            width=300,
            key=f"seal-name:{period.id}:{data.platform().data_version}",
        )
        reason = st.text_area(
            _("Skäl") if is_open or standing else _("Skäl (frivilligt)"),
            help=_("Sparas i utgåvan, tillsammans med det som är öppet."),
            key=f"seal-reason:{period.id}:{data.platform().data_version}",
        )
        if standing:
            st.markdown(_("Ersätter utgåva {name}.").format(name=plain(standing.name)))
        st.markdown(
            _(
                "En förseglad utgåva ändras aldrig. Varje siffra, för perioden och ackumulerat, "
                "fryses som den är känd nu."
            )
        )
        is_pressed = st.form_submit_button(_("Försegla"), type="primary", icon=":material/lock:")
    if is_pressed:
        _seal(period, name, reason, standing, needs_reason=bool(is_open or standing))


def _seal(
    period: ReportingPeriod,
    name: str,
    reason: str,
    standing: Edition | None,
    *,
    needs_reason: bool,
) -> None:
    if needs_reason and not reason.strip():
        st.error(
            _("Skriv ett skäl: det finns öppna punkter, eller utgåvan rättar en tidigare."),
            icon=":material/error:",
        )
        return
    try:
        with st.spinner(_("Förseglar varje siffra …")):
            edition = data.platform().seal(
                name,
                period.id,
                reason=reason,
                replaces=standing.name if standing else None,
            )
    except UserError as error:
        st.error(plain(of(error.text)), icon=":material/error:")
        return
    state.keep(_DONE, edition)
    st.rerun()


def _tell_done() -> None:
    edition: Edition | None = state.kept(_DONE)
    if edition is None:
        return
    st.success(
        _(
            "Perioden {period} är förseglad som utgåva {name}. Spara förseglingen utanför "
            "databasen: {sha256}"
        ).format(
            period=plain(edition.period), name=plain(edition.name), sha256=f"`{edition.sha256}`"
        ),
        icon=":material/lock:",
    )
    state.keep(_DONE, None)


def _next_name(period: ReportingPeriod) -> str:
    """The period's own id, and for its corrections the id with the next letter."""
    taken = {edition.name.casefold() for edition in data.editions()}
    base = _("Period {id}").format(id=period.id) if period.id.isdigit() else period.id
    names = (base, *(f"{base}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"))
    return next((name for name in names if name.casefold() not in taken), base)
