"""What surrounds every page: menu, selection, language, header, footer, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from s3metrics.errors import UserError
from s3metrics.indicators import find_indicator
from s3metrics.indicators.sentences import sentence
from s3metrics.ledger.reader import Delivery
from s3metrics.reports.assets import EU_EMBLEM
from ui import clocks, data, pages, selection, state
from ui.codec import Clock, Problem, View
from ui.i18n import _, _n, of
from ui.opened import receipts
from ui.wording import numbers
from ui.wording.plain import plain

ASSETS = Path(__file__).resolve().parent / "assets"
_LANGUAGES = {"sv": "Svenska", "en": "English"}
_EMBLEM_WIDTH = 54


class Finished(Exception):
    """The page has said all that it can; the footer follows."""


def run(page: Callable[[], None]) -> None:
    """A page with what ends it: its faults in words, and the footer."""
    try:
        page()
    except Finished:
        pass
    except UserError as error:
        st.error(plain(of(error.text)), icon=":material/error:")
    _footer()


def start(page_id: str) -> View:
    """Menu, selection and header of a page; the view that it shows.

    Raises Finished when the reader may not see the page or there is nothing to show yet.
    """
    entry = pages.page(page_id)
    platform = data.platform()
    code, wrong_clock = state.read_clock(edition.name for edition in data.editions())
    clock = data.clock(code)
    view, problems = state.read(clock)
    title = _title(entry, clock)
    st.set_page_config(page_title=f"{title} – {of(clock.programme.name)}")
    _sidebar(entry, clock, view)
    _header(entry, title, clock, view)
    tell(*wrong_clock, *problems)
    if not pages.may_see(entry, pages.roles()):
        st.error(_("Den här sidan är inte öppen för din roll."), icon=":material/lock:")
        raise Finished
    if entry.needs_data and not platform.has_data:
        _nothing_yet(view)
        raise Finished
    return view


def tell_sample() -> None:
    """That what is shown has been invented, where it has."""
    if data.is_sample():
        st.warning(
            _(
                "**Exempeldata – inga riktiga uppgifter.** Företag, belopp och leveranser är "
                "påhittade."
            ),
            icon=":material/science:",
        )


def how_counted(*indicators: str) -> None:
    """The rules of the figures on the page, each in a sentence."""
    with st.expander(_("Så räknas siffrorna"), icon=":material/calculate:"):
        for name in indicators:
            found = find_indicator(name)
            note = f" {of(found.note)}" if found.note else ""
            st.markdown(f"**{of(found.label)}.** {sentence(found, state.language())}{note}")
        st.caption(
            _(
                "Totaler räknas om från enskilda företag och insatser och är aldrig summor av "
                "delarna. Varje siffra kan öppnas: bakom den står raderna med fil, blad och rad."
            )
        )


def _title(entry: pages.Page, clock: Clock) -> str:
    """The page's; that of an edition says so."""
    if not (clock.is_edition and entry.has_selection):
        return _(entry.title)
    return _("{title} · utgåva {edition}").format(title=_(entry.title), edition=clock.code)


def _sidebar(entry: pages.Page, clock: Clock, view: View) -> None:
    with st.sidebar:
        st.markdown(f"**{of(clock.programme.name)}**")
        for other in pages.PAGES:
            if pages.may_see(other, pages.roles()):
                st.page_link(
                    other.file,
                    label=_(other.title),
                    icon=other.icon,
                    width="stretch",
                    query_params=state.link(view),
                )
        st.divider()
        if entry.has_selection and data.platform().has_data:
            clocks.control(view)
            if entry.confines:
                selection.controls(clock, view)
            st.divider()
        if data.platform().has_data:
            receipts.search()
        choose_language(view.language)


def choose_language(language: str) -> None:
    """The switch between the languages, `language` being the reader's."""
    st.segmented_control(
        "Språk / Language",
        list(_LANGUAGES),
        format_func=_LANGUAGES.__getitem__,
        required=True,
        key=state.bind("lang", language),
        on_change=state.changed,
    )


def _header(entry: pages.Page, title: str, clock: Clock, view: View) -> None:
    tell_sample()
    if clock.is_edition and entry.has_selection:
        clocks.banner(entry, view)
    st.title(title, anchor=False)
    # A heading, so that none is skipped between the title and a chart's.
    st.header(_(entry.question), anchor=False)
    if not data.platform().has_data:
        return
    if entry.has_selection and entry.confines:
        st.markdown(f":material/filter_alt: {selection.in_words(clock.programme, view)}")
    if entry.has_status and not (clock.is_edition and entry.has_selection):
        st.caption(_status())


def _status() -> str:
    latest = data.deliveries()[0]
    waiting = len(data.quarantine())
    told = _("Senaste leverans: nr {number} från {sender}, {day}.").format(
        number=latest.delivery,
        sender=plain(latest.sender),
        day=numbers.day(latest.received_at.date()),
    )
    oldest = _oldest_list()
    if oldest is not None:
        told += " " + _(
            "Äldst är listan från {sender}, {day}: det som hänt senare är inte fullständigt."
        ).format(sender=plain(oldest.sender), day=numbers.day(oldest.received_at.date()))
    if not waiting:
        return " ".join((told, _("Inga rader väntar på rättning.")))
    rows = _n("{n} rad väntar på rättning.", "{n} rader väntar på rättning.", waiting)
    return f"{told} {rows.format(n=numbers.count(waiting))}"


def _oldest_list() -> Delivery | None:
    """The latest delivery of the listed sender who has been silent longest, of several."""
    programme = data.platform().programme
    latest: dict[str, Delivery] = {}
    for delivery in data.deliveries():
        if programme.sender(delivery.sender) is not None:
            latest.setdefault(delivery.sender, delivery)
    if len(latest) < 2:
        return None
    return min(latest.values(), key=lambda delivery: delivery.received_at)


def tell(*problems: Problem | None) -> None:
    """What is wrong with the address, if anything, each in a sentence."""
    for problem in filter(None, problems):
        st.warning(problem_text(problem), icon=":material/link_off:")


def problem_text(problem: Problem) -> str:
    """What is wrong with a parameter of the address, and what is shown instead."""
    if problem.name == "from" and problem.value and not problem.allowed:
        return _(
            "Länkens period slutar innan den börjar ({value}). I stället visas programmet hittills."
        ).format(value=plain(problem.value))
    if not problem.allowed:
        hint = _(" Menade du ”{name}”?").format(name=problem.nearest) if problem.nearest else ""
        told = _("Länken innehåller ”{name}”, som inte betyder något här.")
        return told.format(name=plain(problem.name)) + hint
    told = _("Länkens värde ”{value}” för ”{name}” finns inte och har utelämnats. Det som finns: ")
    hint = _(" Menade du ”{name}”?").format(name=problem.nearest) if problem.nearest else ""
    listed = ", ".join(problem.allowed)
    return f"{told.format(value=plain(problem.value), name=problem.name)}{listed}.{hint}"


def _nothing_yet(view: View) -> None:
    st.info(
        _(
            "**Det finns inga leveranser ännu.** Sidan visar siffror så snart den första listan "
            "har tagits emot. Lämna en leverans här, eller bygg exempelprogrammet med kommandot "
            "`s3metrics demo`."
        ),
        icon=":material/inbox:",
    )
    deliveries = pages.page("deliveries")
    if pages.may_see(deliveries, pages.roles()):
        st.page_link(
            deliveries.file,
            label=_("Till leveranserna"),
            icon=deliveries.icon,
            query_params=state.link(view),
        )


def _footer() -> None:
    st.divider()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.image(str(EU_EMBLEM), width=_EMBLEM_WIDTH, alt=_("EU:s flagga"))
        st.markdown(_("Medfinansieras av Europeiska unionen"), width="content")
