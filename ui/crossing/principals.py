"""Who works with whom: principals, the areas they work in, and the counties they reach."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from s3metrics.engine.register import Principal
from s3metrics.programme import Programme
from ui import data, register
from ui.codec import View
from ui.drawing import chart, charts, listing, tables
from ui.drawing.listing import Column
from ui.i18n import N_, _
from ui.wording import labels, numbers, sentences

TITLE = N_("Huvudmän och län")


@listing.framed
def show(view: View) -> None:
    """Companies per principal, those from other counties than its own beside them, as a table."""
    programme = data.programme()
    found = register.of(view).principals(view.selection)
    title = _("Företag som fått stöd, per huvudman")
    unit = _("Antal företag till och med {day}, i insatser aktiva under perioden").format(
        day=numbers.day(view.to)
    )
    note = register.ignored(view, "area", "county")
    listing.heading(title, register.caption(unit, note))
    if not found:
        register.empty(view, "initiative", _("Inga huvudmän med aktiva insatser i det valda."))
        return
    chart.draw(charts.bars(_marks(found)), _told(found), "huvudman")
    st.markdown(
        _(
            "I tabellen står antalet företag från varje län; ● är huvudmannens eget län. Ett "
            "företag kan finnas i flera län och hos flera huvudmän."
        )
    )
    columns = _columns(programme)
    listing.table(found, columns, title)
    listing.files(found, columns, "huvudman", register.facts(view, note), has_picture=True)


def _marks(found: Sequence[Principal]) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for one in found:
        rows.append(
            (one.name, _("Alla företag"), one.companies, numbers.count(one.companies), False)
        )
    for one in found:
        number = one.across if one.county else None
        text = _("hemlänet okänt") if number is None else numbers.count(number)
        rows.append((one.name, _("Från annat län än huvudmannens"), number, text, False))
    return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))


def _told(found: Sequence[Principal]) -> str:
    most = max(one.companies for one in found)
    if not most:
        return _("Ingen av huvudmännens insatser har stött något företag ännu.")
    top = [one.name for one in found if one.companies == most]
    told = _("Flest företag: {names} ({n}).").format(
        names=sentences.in_words(top), n=numbers.count(most)
    )
    home = [one.name for one in found if one.county and one.companies and not one.across]
    if home:
        return (
            told
            + " "
            + _("Bara företag från det egna länet: {names}.").format(names=sentences.in_words(home))
        )
    widest = max(len(one.reached) for one in found)
    return (
        told
        + " "
        + _("{n} av {all} når företag i {counties} län.").format(
            n=numbers.count(sum(len(one.reached) == widest for one in found)),
            all=numbers.count(len(found)),
            counties=numbers.count(widest),
        )
    )


def _columns(programme: Programme) -> list[Column[Principal]]:
    def areas(one: Principal) -> str:
        return ", ".join(
            f"{labels.member('area', area, programme)} {numbers.count(n)}"
            for area, n in one.by_area.items()
        )

    def home(one: Principal) -> str:
        return labels.member("county", one.county, programme) if one.county else _("okänt")

    return [
        Column(heading=_("Huvudman"), value=lambda one: one.name),
        Column(
            heading=labels.dimension("principal_kind"),
            value=lambda one: labels.member("principal_kind", one.kind, programme),
            is_for_files=True,
        ),
        Column(heading=_("Hemlän"), value=home, is_for_files=True),
        Column(heading=_("Antal företag"), value=lambda one: one.companies),
        Column(
            heading=_("Från annat län"),
            value=lambda one: one.across if one.county else None,
            text=lambda one: numbers.count(one.across) if one.county else _("okänt"),
        ),
        *(_in_county(county, programme) for county in programme.county_ids),
        Column(heading=_("Insatser per område"), value=areas),
        Column(
            heading=_("Insats-id"),
            value=lambda one: ", ".join(one.initiatives),
            is_for_files=True,
        ),
    ]


def _in_county(county: str, programme: Programme) -> Column[Principal]:
    def text(one: Principal) -> str:
        number = one.reached.get(county, 0)
        words = numbers.count(number) if number else "–"
        return f"● {words}" if one.county == county else words

    return Column(
        heading=labels.member("county", county, programme),
        value=lambda one: one.reached.get(county, 0),
        text=text,
    )
