"""Saved queries: opened, saved as new or as the next version, restored, hidden."""

from __future__ import annotations

from typing import Any

import streamlit as st

from s3metrics.errors import UserError
from s3metrics.explore.queries import LONGEST, Draft, SavedQuery
from s3metrics.explore.swedish_time import swedish
from ui import data, state
from ui.explore import asked as asking
from ui.explore.asked import Asked
from ui.i18n import _, of
from ui.wording import numbers
from ui.wording.plain import plain

_DONE, _FAULT = "explore:saved", "explore:fault"


def listed() -> None:
    """The list beside the question."""
    queries = data.platform().queries()
    with st.expander(_("Sparade frågor"), icon=":material/bookmarks:"):
        if not queries:
            st.caption(_("Inga ännu. En fråga sparas under sitt svar."))
            return
        names = {query.id: query.name for query in queries}
        opened = state.text("saved")
        chosen = st.selectbox(
            _("Sparad fråga"),
            list(names),
            format_func=names.__getitem__,
            index=list(names).index(opened) if opened in names else 0,
            key=f"explore:chosen:{state.language()}:{len(names)}",
        )
        _one(chosen)


def _one(id_: str) -> None:
    versions = data.platform().query_versions(id_)
    latest = versions[0]
    st.markdown(_about(latest))
    if latest.description:
        st.markdown(plain(latest.description))
    with st.container(horizontal=True):
        st.button(
            _("Öppna frågan"),
            key=f"explore:open:{id_}",
            on_click=_open,
            args=(latest,),
            icon=":material/file_open:",
        )
        st.button(
            _("Dölj"),
            key=f"explore:hide:{id_}",
            on_click=_tried,
            args=("hide_query", id_),
            icon=":material/visibility_off:",
            help=_("Tar bort frågan ur listan. Versionerna finns kvar."),
        )
    if len(versions) > 1:
        _earlier(versions[1:])


def _earlier(versions: list[SavedQuery]) -> None:
    st.markdown("**" + _("Tidigare versioner") + "**")
    for query in versions:
        st.markdown(_about(query))
        st.code(query.sql, language=None, wrap_lines=True)
        with st.container(horizontal=True):
            st.button(
                _("Öppna version {n}").format(n=query.version),
                key=f"explore:open:{query.id}:{query.version}",
                on_click=_open,
                args=(query,),
            )
            st.button(
                _("Återställ version {n}").format(n=query.version),
                key=f"explore:restore:{query.id}:{query.version}",
                on_click=_restore,
                args=(query,),
                help=_("Sparar den en gång till, som den senaste versionen."),
            )


def _about(query: SavedQuery) -> str:
    told = _("Version {n}, {owner}, {day}.").format(
        n=query.version, owner=plain(query.owner), day=numbers.minute(swedish(query.saved_at))
    )
    if query.restored is None:
        return told
    return f"{told} {_('Återställd från version {n}.').format(n=query.restored)}"


def keep(asked: Asked) -> None:
    """Under the answer: what the query is to be called, whose it is and what it is for."""
    _tell()
    found = _opened_one()
    with st.expander(_("Spara frågan"), icon=":material/bookmark_add:"):
        with st.form("explore:save", border=False):
            name = st.text_input(
                _("Namn"),
                key=state.draft("save:name", found.name if found else ""),
                max_chars=LONGEST["name"],
            )
            owner = st.text_input(
                _("Ägare"),
                key=state.draft("save:owner", found.owner if found else ""),
                max_chars=LONGEST["owner"],
                help=_("Den som svarar på vad frågan mäter."),
            )
            st.text_area(
                _("Beskrivning"),
                key=state.draft("save:description", found.description if found else ""),
                max_chars=LONGEST["description"],
                height=90,
            )
            is_next = found is not None and st.checkbox(
                _("Spara som ny version av ”{name}”").format(name=plain(found.name)),
                value=True,
                key=f"explore:next:{found.id}",
            )
            is_asked = st.form_submit_button(_("Spara"), icon=":material/save:")
        if is_asked:
            _save(asked, name or "", owner or "", found.id if found and is_next else None)


def _save(asked: Asked, name: str, owner: str, id_: str | None) -> None:
    draft = Draft(
        name=name,
        owner=owner,
        description=state.drafted("save:description"),
        sql=asked.sql,
        parameters=dict(asked.parameters),
        chart=asking.chart(),
    )
    try:
        saved = data.platform().save_query(draft, id_)
    except UserError as error:
        st.error(plain(of(error.text)), icon=":material/error:")
        return
    state.keep(_DONE, saved)
    state.write({"saved": saved.id})
    st.rerun()


def _opened_one() -> SavedQuery | None:
    """The saved query that the address names, as it now stands."""
    id_ = state.text("saved")
    if not id_:
        return None
    try:
        return data.platform().query_versions(id_)[0]
    except UserError as error:
        st.warning(plain(of(error.text)), icon=":material/link_off:")
        state.write({"saved": None})
        return None


def _open(query: SavedQuery) -> None:
    asking.put(query.sql, query.parameters, query.chart, query.id)


def _restore(query: SavedQuery) -> None:
    _tried("restore_query", query.id, query.version)
    _open(query)


def _tried(door: str, *given: Any) -> None:
    """A callback's way through a door of the platform; a fault is told in the next run."""
    try:
        state.keep(_DONE, getattr(data.platform(), door)(*given))
    except UserError as error:
        state.keep(_FAULT, error)


def _tell() -> None:
    fault, done = state.kept(_FAULT), state.kept(_DONE)
    state.keep(_FAULT, None)
    state.keep(_DONE, None)
    if fault is not None:
        st.error(plain(of(fault.text)), icon=":material/error:")
    if isinstance(done, SavedQuery):
        words = (
            _("”{name}” är dold. Versionerna finns kvar.")
            if done.is_hidden
            else _("”{name}” är sparad som version {n}.")
        )
        st.success(words.format(name=plain(done.name), n=done.version), icon=":material/check:")
