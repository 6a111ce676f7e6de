"""A delivery by hand: files in, what they would change, and only then the effect.

What is checked is what is delivered: the button belongs to the fingerprint of the files, sender,
format and data version that the check was made for. When any of them changes it is another
button, and a click on the old one does nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from s3metrics.errors import RefusedDelivery, UserError
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.senders import same_sender
from s3metrics.platform import FORMATS
from s3metrics.words import nearest
from ui import data, state
from ui.data import Preview
from ui.i18n import _, of
from ui.office import report
from ui.wording.plain import plain

_TYPES = ("xlsx", "csv", "zip")
_DONE, _ROUND = "delivered", "upload_round"
COMPARED = (
    "smes_reached",
    "enterprises_supported",
    "participations",
    "initiatives",
    "cross_county_initiatives",
    "funding_decided",
    "funding_paid",
    "costs",
)
"""The figures that a check compares."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What somebody wants to deliver."""

    files: tuple[NamedBytes, ...]
    sender: str
    format: str

    @property
    def fingerprint(self) -> str:
        """Another one for other files, another sender or data that have changed meanwhile."""
        platform = data.platform()
        version = platform.data_version if platform.has_data else 0
        files = ((file.name, file.ref.sha256) for file in self.files)
        text = repr((self.sender, self.format, version, *files))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def form() -> None:
    """Files, sender and format; below them the check, and the button that takes effect."""
    _tell_done()
    offer = _ask()
    if not offer.files or not offer.sender:
        st.caption(_("Välj avsändare och filer, så visas vad leveransen skulle ändra."))
        return
    try:
        _check(offer)
    except UserError as error:
        st.error(plain(of(error.text)), icon=":material/error:")


def _ask() -> Offer:
    language = state.language()
    left, right = st.columns([3, 2])
    with left:
        uploaded = st.file_uploader(
            _("Filer: arbetsbok (xlsx), csv eller zip"),
            type=_TYPES,
            accept_multiple_files=True,
            key=f"files:{state.kept(_ROUND) or 0}:{language}",
        )
    with right:
        sender = st.selectbox(
            _("Avsändare"),
            [sender.name for sender in data.platform().programme.senders],
            index=None,
            accept_new_options=True,
            placeholder=_("Välj eller skriv ett namn"),
            key=f"sender:{language}",
        )
        formats = {name: _format(name) for name in FORMATS}
        format_ = st.radio(
            _("Format"), list(formats), format_func=formats.__getitem__, key=f"format:{language}"
        )
    files = tuple(NamedBytes(name=file.name, content=file.getvalue()) for file in uploaded)
    return Offer(files=files, sender=(sender or "").strip(), format=format_)


def _format(name: str) -> str:
    if name == "project-bank":
        return _("Projektbankens förteckning över insatser")
    return _("Programmets mall")


def _check(offer: Offer) -> None:
    if unknown := _unknown_sender(offer.sender):
        st.warning(plain(unknown), icon=":material/person_search:")
    preview, refusal = _previewed(offer)
    st.header(_("Kontroll: det här skulle leveransen ändra"), anchor=False)
    report.preview(preview)
    if preview.report.is_unchanged:
        return
    is_confirmed = refusal is None
    if refusal is not None:
        st.warning(refusal, icon=":material/playlist_remove:")
        is_confirmed = st.checkbox(
            _("Jag bekräftar att raderna som saknas ska dras tillbaka"),
            key=f"confirm:{offer.fingerprint}",
        )
    st.markdown(_("Ingenting har ändrats än."))
    if st.button(
        _("Låt leveransen gälla"),
        type="primary",
        disabled=not is_confirmed,
        key=f"deliver:{offer.fingerprint}",
        icon=":material/check:",
    ):
        _deliver(offer, is_confirmed=refusal is not None)


def _unknown_sender(sender: str) -> str:
    """That nobody of this name is known: Enter in the list of senders adds a half-written name."""
    listed = {entry.name for entry in data.platform().programme.senders}
    known = listed | {delivery.sender for delivery in data.deliveries()}
    if not known or same_sender(sender, known) in known:
        return ""
    told = _(
        "”{sender}” står inte i programfilen och har inte levererat förut. Rader under ett nytt "
        "namn ersätter inga som har kommit under ett annat."
    ).format(sender=sender)
    name = nearest(sender, known)
    return told + (_(" Menade du ”{name}”?").format(name=name) if name else "")


def _previewed(offer: Offer) -> tuple[Preview, str | None]:
    """The check, and why the delivery must be confirmed if it must."""
    with st.spinner(_("Kontrollerar leveransen …")):
        try:
            return _preview(offer, is_confirmed=False), None
        except RefusedDelivery:
            preview = _preview(offer, is_confirmed=True)
    return preview, report.withdrawals(preview.report)


def _preview(offer: Offer, *, is_confirmed: bool) -> Preview:
    return data.preview(
        offer.files, offer.sender, offer.format, COMPARED, is_confirmed=is_confirmed
    )


def _deliver(offer: Offer, *, is_confirmed: bool) -> None:
    with st.spinner(_("Tar emot leveransen …")):
        done = data.platform().deliver(
            offer.files, offer.sender, format=offer.format, confirm_withdrawals=is_confirmed
        )
    state.keep(_DONE, done)
    # A new uploader: the same files are not offered once more.
    state.keep(_ROUND, (state.kept(_ROUND) or 0) + 1)
    st.rerun()


def _tell_done() -> None:
    done = state.kept(_DONE)
    if done is None:
        return
    with st.container(border=True):
        report.taken(done)
        if st.button(_("Stäng rapporten"), key="close-report"):
            state.keep(_DONE, None)
            st.rerun()


__all__: Sequence[str] = ("COMPARED", "Offer", "form")
