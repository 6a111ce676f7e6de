"""The public view's own list of pages: where it is on, no other page exists."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ui import accessibility, data, frame, state
from ui.i18n import N_, _, of
from ui.public import about, figures

SWITCH = "S3METRICS_PUBLIC"


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """One page for everybody."""

    title: str
    """The Swedish text; `_` gives the reader's."""
    question: str
    icon: str
    path: str
    show: Callable[[], None]


PUBLIC_PAGES = (
    PublicPage(
        title=N_("Siffror"),
        question=N_("Vad har programmet rapporterat?"),
        icon=":material/table_view:",
        # The first page has the address of the dashboard itself, and no other.
        path="",
        show=figures.show,
    ),
    PublicPage(
        title=N_("Om siffrorna"),
        question=N_("Vad räknas, och varför är en del siffror dolda?"),
        icon=":material/help:",
        path="om-siffrorna",
        show=about.show,
    ),
    PublicPage(
        title=N_("Tillgänglighet"),
        question=N_("Hur tillgängliga är sidorna, och vad brister?"),
        icon=":material/accessibility_new:",
        path="tillganglighet",
        show=accessibility.show,
    ),
)


def is_on() -> bool:
    """Whether this server shows the public view, and that alone."""
    return os.environ.get(SWITCH, "") not in ("", "0")


def run() -> None:
    """The page that the reader has opened, inside the frame of the public view: no selection, no
    clock, no receipts, nothing that opens."""
    listed = [
        st.Page(
            page.show,
            title=_(page.title),
            icon=page.icon,
            url_path=page.path,
            default=page is PUBLIC_PAGES[0],
        )
        for page in PUBLIC_PAGES
    ]
    opened = st.navigation(listed, position="hidden")

    def drawn() -> None:
        problems = state.read_choices(figures.CHOICES if opened is listed[0] else ())
        programme = of(data.platform().programme.name)
        st.set_page_config(page_title=f"{opened.title} – {programme}")
        with st.sidebar:
            st.markdown(f"**{programme}**")
            for page in listed:
                st.page_link(page, width="stretch", query_params={"lang": state.language()})
            st.divider()
            frame.choose_language(state.language())
        frame.tell_sample()
        st.title(opened.title, anchor=False)
        st.header(_(PUBLIC_PAGES[listed.index(opened)].question), anchor=False)
        frame.tell(*problems)
        opened.run()

    frame.run(drawn)
