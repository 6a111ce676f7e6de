"""The two clocks in the frame: what is known now, or what an edition reported."""

from __future__ import annotations

import streamlit as st

from s3metrics.editions.model import Edition
from ui import data, pages, state
from ui.codec import NOW, View
from ui.i18n import _
from ui.wording import numbers
from ui.wording.plain import plain


def control(view: View) -> None:
    """Now, or one of the editions; nothing to choose where none has been sealed."""
    names = {NOW: _("Det som är känt nu")}
    for edition in data.editions():
        names[edition.name] = _label(edition)
    if len(names) == 1:
        return
    st.selectbox(
        _("Tidpunkt"),
        list(names),
        format_func=names.__getitem__,
        key=state.bind("clock", view.clock),
        on_change=state.clock_changed,
        help=_("En utgåva visar siffrorna så som de rapporterades. De ändras inte."),
    )


def banner(entry: pages.Page, view: View) -> None:
    """That the page shows an edition, what that means, and the way back."""
    edition = shown(view.clock)
    told = [
        _("**Utgåva {name}: så som det rapporterades.**").format(name=plain(edition.name)),
        _(
            "Perioden slutar {end}. Siffrorna förseglades {sealed} efter leverans {number} och "
            "ändras inte; det som kommit in sedan dess syns inte här."
        ).format(
            end=numbers.day(edition.period_end),
            sealed=numbers.day(edition.sealed_at.date()),
            number=edition.as_of,
        ),
    ]
    if edition.replaced_by:
        told.append(
            _("Utgåvan är ersatt av {name}.").format(name=plain(edition.replaced_by)),
        )
    with st.container(gap="xsmall"):
        st.info(" ".join(told), icon=":material/lock_clock:")
        st.page_link(
            entry.file,
            label=_("Visa det som är känt nu"),
            icon=":material/update:",
            query_params=state.link_now(view),
        )


def shown(code: str) -> Edition:
    """The edition of that name; KeyError where there is none."""
    return {edition.name: edition for edition in data.editions()}[code]


def in_words(code: str) -> str:
    """What a file says of the clock that its figures were computed by; nothing for now."""
    if code == NOW:
        return ""
    if code.isdigit():
        return _("Så som det var känt efter leverans {number}.").format(number=code)
    edition = shown(code)
    return _("Utgåva {name}: så som det rapporterades, förseglat {day}.").format(
        name=edition.name, day=numbers.day(edition.sealed_at.date())
    )


def _label(edition: Edition) -> str:
    name = _("Utgåva {name}").format(name=edition.name)
    return _("{edition} (ersatt)").format(edition=name) if edition.replaced_by else name
