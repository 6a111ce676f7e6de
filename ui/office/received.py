"""What has come in, what waits for correction, and the workbook to fill in."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import streamlit as st

from s3metrics.intake.quarantine_file import write_quarantine
from s3metrics.intake.template import write_template
from s3metrics.ledger.reader import Delivery
from s3metrics.sheets import QuarantinedRow, sheet_for_table
from s3metrics.words import name_key
from ui import data, state
from ui.drawing import tables
from ui.drawing.exports import XLSX
from ui.i18n import _, _n, of
from ui.office import faults
from ui.wording import numbers

_TALL = 380
_EVERYONE = ""


def template() -> None:
    """The empty workbook."""
    st.download_button(
        _("Ladda ned mallen"),
        data=_template,
        file_name="s3-mall.xlsx",
        mime=XLSX,
        on_click="ignore",
        icon=":material/description:",
    )


def _template() -> bytes:
    target = BytesIO()
    write_template(target, data.platform().programme)
    return target.getvalue()


def quarantine() -> None:
    """The rows that wait, for everyone or one sender, and the file to send back."""
    waiting = data.quarantine()
    if not waiting:
        st.markdown(_("Inga rader väntar på rättning."))
        return
    senders = sorted({row.sender for row in waiting})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {_EVERYONE: _("Alla avsändare")} | {sender: sender for sender in senders}
        sender = st.selectbox(
            _("Avsändare"),
            list(names),
            format_func=names.__getitem__,
            key=f"waiting:{state.language()}",
            width=380,
        )
        chosen = [row for row in waiting if sender in (_EVERYONE, row.sender)]
        st.download_button(
            _("Ladda ned filen att skicka tillbaka"),
            data=lambda: _quarantine_file(chosen),
            file_name="s3-att-ratta.xlsx",
            mime=XLSX,
            on_click="ignore",
            icon=":material/undo:",
            # The file of everybody's rows is nobody's to get.
            disabled=sender == _EVERYONE and len(senders) > 1,
            help=_("Välj avsändare: var och en får bara sina egna rader.")
            if sender == _EVERYONE and len(senders) > 1
            else None,
        )
    st.caption(
        _n("{n} rad väntar på rättning.", "{n} rader väntar på rättning.", len(chosen)).format(
            n=numbers.count(len(chosen))
        )
        + " "
        + _("Personnummer visas aldrig: fil, blad och rad säger var raden står.")
    )
    rows = [_waiting(row, has_sender=not sender) for row in chosen]
    tables.draw_texts(rows, _("Rader som väntar på rättning"))


def _quarantine_file(rows: list[QuarantinedRow]) -> bytes:
    target = BytesIO()
    write_quarantine(target, rows)
    return target.getvalue()


def _waiting(row: QuarantinedRow, *, has_sender: bool) -> dict[str, object]:
    sender = {_("Avsändare"): row.sender} if has_sender else {}
    return {
        **sender,
        _("Var raden står"): faults.place(row.file, sheet_for_table(row.table).title, row.row),
        _("Angivet"): faults.given(row.faults),
        _("Vad som är fel"): " ".join(of(fault.message) for fault in row.faults),
    }


def senders() -> None:
    """Who is expected to deliver what, and when each sender last did."""
    listed = data.platform().programme.senders
    latest: dict[str, Delivery] = {}
    for delivery in data.deliveries():
        latest.setdefault(name_key(delivery.sender), delivery)
    known = [*(sender.name for sender in listed), *(one.sender for one in latest.values())]
    names: dict[str, str] = {}
    for name in known:
        names.setdefault(name_key(name), name)
    if not names:
        st.markdown(_("Ingen har levererat ännu."))
        return
    waiting = data.quarantine()
    rows = [
        {
            _("Avsändare"): name,
            _("Senaste leverans"): _latest(latest.get(key)),
            _("Väntas lämna"): _expected(name),
            _("Att rätta"): sum(name_key(row.sender) == key for row in waiting),
        }
        for key, name in names.items()
    ]
    tables.draw_texts(rows, _("Avsändare och leveranser"))


def _latest(delivery: Delivery | None) -> str:
    if delivery is None:
        return _("ingen ännu")
    return _("nr {number}, {day}").format(
        number=delivery.delivery, day=numbers.short_day(delivery.received_at.date())
    )


def _expected(name: str) -> str:
    listed = data.platform().programme.sender(name)
    return ", ".join(listed.sheets) if listed else _("står inte i programfilen")


def log() -> None:
    """Every delivery that took effect, the latest first."""
    found = data.deliveries()
    if not found:
        st.markdown(_("Ingen har levererat ännu."))
        return
    st.dataframe(
        pd.DataFrame([_line(delivery) for delivery in found]),
        hide_index=True,
        height=min(_TALL, 40 + 36 * len(found)),
        alt=_("Alla leveranser"),
    )


def _line(delivery: Delivery) -> dict[str, object]:
    tables = delivery.tables
    return {
        _("Nr"): delivery.delivery,
        _("Mottagen (UTC)"): numbers.minute(delivery.received_at),
        _("Avsändare"): delivery.sender,
        _("Lästa"): sum(table.read for table in tables),
        _("Att rätta"): sum(table.quarantined for table in tables),
        _("Nya"): sum(table.added for table in tables),
        _("Ändrade"): sum(table.changed for table in tables),
        _("Återtagna"): sum(table.withdrawn for table in tables),
        _("Blad"): ", ".join(sheet_for_table(table.table).title for table in tables),
        _("Filer"): ", ".join(name for name, _sha256 in delivery.files),
    }
