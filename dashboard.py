"""The dashboard: one list of pages, each inside the same frame.

streamlit run dashboard.py

Streamlit imports this file once as the server's application and then runs it for every reader.
"""

from __future__ import annotations

import streamlit as st

from ui import serving


def show() -> None:
    """The page that the reader has opened."""
    from ui import frame, pages
    from ui.i18n import _
    from ui.public import pages as public

    st.set_page_config(
        page_icon=str(frame.ASSETS / "icon.png"),
        layout="wide",
        initial_sidebar_state="auto",
    )
    if public.is_on():
        public.run()
        return
    listed = [
        st.Page(
            entry.file,
            title=_(entry.title),
            icon=entry.icon,
            url_path=entry.path,
            default=entry is pages.PAGES[0],
        )
        for entry in pages.PAGES
        if pages.may_see(entry, pages.roles())
    ]
    # The menu is the frame's own: its links carry the reader's selection from page to page.
    frame.run(st.navigation(listed, position="hidden").run)


if __name__ == "__main__":
    show()
else:
    serving.list_pages_ourselves()
    app = st.App(__file__, middleware=serving.MIDDLEWARE)
