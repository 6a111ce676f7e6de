"""The report of a delivery, checked or taken: rows, figures, faults, what else to know."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from s3metrics.engine.result import Cell
from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.sheets import Fault, sheet_for_table
from ui.data import Before, Preview
from ui.drawing import tables
from ui.drawing.tables import Table
from ui.i18n import _, _n, of
from ui.office import faults as fault_list
from ui.wording import numbers
from ui.wording.plain import plain


def preview(found: Preview) -> None:
    """What a delivery would change."""
    report = found.report
    if report.is_unchanged:
        st.info(_("Listan är redan mottagen: ingenting skulle ändras."), icon=":material/done_all:")
    st.subheader(_("Rader"), anchor=False)
    _rows(report)
    st.subheader(_("Siffror"), anchor=False)
    _figures(found.figures)
    _more(report, "preview")


def taken(report: DeliveryReport) -> None:
    """What a delivery has changed."""
    if report.is_unchanged:
        st.info(_("Listan var redan mottagen: ingenting ändrades."), icon=":material/done_all:")
    else:
        st.success(
            _("Leverans nr {number} från {sender} gäller nu.").format(
                number=report.delivery, sender=plain(report.sender)
            ),
            icon=":material/check_circle:",
        )
    _rows(report)
    _more(report, "taken")


def withdrawals(report: DeliveryReport) -> str:
    """Which sheets would lose rows, as a question to confirm."""
    gone = [
        _n("{n} rad ur {sheet}", "{n} rader ur {sheet}", counts.withdrawn).format(
            n=numbers.count(counts.withdrawn), sheet=sheet_for_table(table).title
        )
        for table, counts in report.tables.items()
        if counts.withdrawn
    ]
    return _(
        "Leveransen drar tillbaka {rows}, eftersom de inte finns i den nya listan. En lista ska "
        "vara hela den aktuella listan. Har ni skickat en del av den: ta bort filen och lämna "
        "hela listan i stället."
    ).format(rows=", ".join(gone))


def _rows(report: DeliveryReport) -> None:
    counts = [
        {
            _("Lästa"): found.read,
            _("Godkända"): found.accepted,
            _("Att rätta"): found.quarantined,
            _("Nya"): found.added,
            _("Ändrade"): found.changed,
            _("Återtagna"): found.withdrawn,
        }
        for found in report.tables.values()
    ]
    if counts:
        titles = [sheet_for_table(name).title for name in report.tables]
        table = pd.DataFrame(counts, index=pd.Index(titles, name=_("Blad")))
        tables.draw(Table(table, table.map(numbers.count)), _("Rader per blad"))


def _figures(figures: tuple[Before, ...]) -> None:
    changed = [entry for entry in figures if entry.before != entry.after]
    if not changed:
        st.markdown(_("Ingen av översiktens siffror skulle ändras."))
        return
    index = pd.Index([of(entry.indicator.label) for entry in changed], name=_("Siffra"))
    values = [(_value(entry.before), _value(entry.after)) for entry in changed]
    texts = [(_text(entry, entry.before), _text(entry, entry.after)) for entry in changed]
    titles = [_("Nu"), _("Efter")]
    table = Table(
        pd.DataFrame(values, index, titles, dtype=float), pd.DataFrame(texts, index, titles)
    )
    tables.draw(table, _("Siffror före och efter"))


def _value(cell: Cell | None) -> float | None:
    return None if cell is None or cell.value is None else float(cell.value)


def _text(entry: Before, cell: Cell | None) -> str:
    return "" if cell is None else numbers.cell(entry.indicator, cell)


def _more(report: DeliveryReport, key: str) -> None:
    if report.other_programmes:
        st.markdown(
            _n(
                "{n} rad gäller ett annat program och är utelämnad.",
                "{n} rader gäller andra program och är utelämnade.",
                report.other_programmes,
            ).format(n=numbers.count(report.other_programmes))
        )
    for note in report.notes:
        st.info(plain(of(note)), icon=":material/info:")
    _faults(
        [f for f in report.faults if not f.is_warning], _("Fel: raderna väntar på rättning"), key
    )
    _faults(
        [f for f in report.faults if f.is_warning],
        _("Anmärkningar: raderna är godkända"),
        f"{key}-warnings",
    )
    _still_referred(report)
    _differences(report)


def _faults(faults: list[Fault], title: str, key: str) -> None:
    if not faults:
        return
    st.subheader(f"{title} ({numbers.count(len(faults))})", anchor=False)
    fault_list.draw(faults, title)
    fault_list.files(faults, title, f"fel-{key}")


def _still_referred(report: DeliveryReport) -> None:
    if report.still_referred:
        names = ", ".join(f"{item.name} ({item.key})" for item in report.still_referred)
        st.info(
            _("Återtagna, men kvar eftersom andra rader hänvisar till dem: {names}.").format(
                names=plain(names)
            ),
            icon=":material/link:",
        )


def _differences(report: DeliveryReport) -> None:
    if not report.differences:
        return
    st.subheader(_("Avsändarna säger olika"), anchor=False)
    rows = [
        {
            _("Namn"): item.name,
            _("Beteckning"): item.key,
            _("Uppgift"): item.column,
            _("Gäller"): item.counts,
            _("Enligt"): item.counts_sender,
            _("Annan uppgift"): item.other,
            _("Från"): item.other_sender,
        }
        for item in report.differences
    ]
    tables.draw_texts(rows, _("Avsändarna säger olika"))
