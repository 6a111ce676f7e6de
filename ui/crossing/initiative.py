"""One initiative's own page: what is said of it, its counties, needs, companies, money, results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from s3metrics.engine.register import FunderMoney, Initiative, InitiativeRows, NamedRow
from s3metrics.programme import Programme
from s3metrics.sheets import sheet_for_table
from s3metrics.words import nearest
from ui import data, register, state
from ui.codec import ALL, View
from ui.crossing import initiatives, open_counties
from ui.drawing import listing, tables
from ui.drawing.listing import Column
from ui.drawing.tables import Table
from ui.i18n import _, _n
from ui.opened import sheet_rows
from ui.wording import labels, numbers
from ui.wording.plain import plain


def choose(view: View) -> Initiative | None:
    """The initiative that the address names or the reader chooses; None is all of them.

    One that no delivery holds gives a message, and all of them.
    """
    found = register.every_initiative(view)
    if not found:
        return None
    options = (ALL, *sorted(found, key=lambda id_: found[id_].title.casefold()))
    chosen, problem = state.choice("initiative", options, ALL)
    if problem:
        st.warning(_unknown(problem.value, found), icon=":material/link_off:")
    names = {ALL: _("Alla insatser")} | {id_: initiatives.named(found[id_]) for id_ in options[1:]}
    picked = st.selectbox(
        _("Öppna en insats"),
        options,
        format_func=names.__getitem__,
        key=state.bind("initiative", chosen),
        on_change=state.changed,
        width=460,
    )
    return found.get(str(picked))


def _unknown(given: str, found: Mapping[str, Initiative]) -> str:
    told = _("Insatsen ”{id}” finns inte i det som har levererats.").format(id=plain(given))
    if near := nearest(given, found):
        told += " " + _("Menade du ”{name}”?").format(name=plain(initiatives.named(found[near])))
    return told + " " + _("Välj en insats i listan; så länge visas alla.")


def show(view: View, one: Initiative) -> None:
    """Everything that partners have said of the initiative, up to the period's end."""
    programme = data.programme()
    rows = register.of(view).rows_of(one.id, view.selection)
    st.button(
        _("Till alla insatser"),
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=lambda: state.choose("initiative", None),
    )
    st.header(plain(one.title), anchor=False)
    st.markdown(plain(_facts(one, programme)))
    st.caption(
        _(
            "Deltaganden, pengar och resultat till och med {day}; urvalet i övrigt gäller inte."
        ).format(day=numbers.day(view.to))
    )
    _headlines(one, rows)
    _counties(one, programme)
    _needs(one, rows)
    _companies(view, one, rows)
    _money(one, rows)
    _results(rows)
    _section(rows, "initiative", _("Insatsen som den levererats"), "")


def _facts(one: Initiative, programme: Programme) -> str:
    home = one.principal_county
    county = labels.member("county", home, programme) if home else _("hemlän okänt")
    kind = labels.member("principal_kind", one.principal_kind, programme)
    others = ", ".join(labels.member("area", area, programme) for area in one.other_areas)
    lines = [
        f"{one.id} · {labels.member('area', one.area, programme)}"
        + (_(" (berör också {areas})").format(areas=others) if others else ""),
        f"{labels.word('initiative_status', one.status, programme)} · {initiatives.period(one)}"
        + (f" · {one.kind}" if one.kind else ""),
        _("Huvudman: {name} ({kind}, {county})").format(
            name=one.principal, kind=labels.lower(kind), county=county
        ),
    ]
    if one.is_overdue:
        lines.append(_("Står som pågående fast slutdatumet har passerat."))
    if not one.is_active:
        lines.append(_("Avbruten: beslutade pengar räknas inte i programmets siffror."))
    return "\n".join(lines)


def _headlines(one: Initiative, rows: InitiativeRows) -> None:
    shown = (
        (_("Beslutat"), one.decided_sek, "funding"),
        (_("Inbetalt"), one.paid_sek, "booking"),
        (_("Kostnader"), one.costs_sek, "booking"),
    )
    places = [*st.columns(2), *st.columns(2)]
    for place, (title, value, table) in zip(places, shown, strict=False):
        place.metric(title, _amount(value, table, rows), border=True)
    lacks = "participation" in rows.not_reported
    places[3].metric(
        _("Företag som fått stöd"),
        _("Ej rapporterat") if lacks else numbers.count(one.companies),
        border=True,
    )


def _amount(value: Any, table: str, rows: InitiativeRows) -> str:
    if value is not None:
        return numbers.money(value)
    return _("Ej rapporterat") if table in rows.not_reported else _("Inga")


def _counties(one: Initiative, programme: Programme) -> None:
    st.subheader(_("Län: öppen och nådd"), anchor=False)
    index = pd.Index(
        [labels.member("county", county, programme) for county in programme.county_ids],
        name=labels.dimension("county"),
    )
    reach = [open_counties.reach_in(one, county) for county in programme.county_ids]
    companies = [one.reached.get(county, 0) for county in programme.county_ids]
    texts = pd.DataFrame(
        {
            _("Antal företag"): [numbers.count(n) for n in companies],
            _("Öppen och nådd"): reach,
        },
        index=index,
    )
    values = pd.DataFrame(
        {_("Antal företag"): companies, _("Öppen och nådd"): [None] * len(reach)},
        index=index,
        dtype=float,
    )
    tables.draw(Table(values, texts), _("Län: öppen och nådd"))


def _needs(one: Initiative, rows: InitiativeRows) -> None:
    if rows.needs_unknown:
        told = _n(
            "Insatsen nämner {n} behov som ingen leverans beskriver: {needs}.",
            "Insatsen nämner {n} behov som ingen leverans beskriver: {needs}.",
            len(rows.needs_unknown),
        ).format(n=len(rows.needs_unknown), needs=", ".join(rows.needs_unknown))
    else:
        told = "" if one.needs else _("Insatsen nämner inget behov.")
    _section(rows, "need", _("Behov som insatsen möter"), told)


def _companies(view: View, one: Initiative, rows: InitiativeRows) -> None:
    number = len(rows.rows["participation"])
    told = ""
    if number:
        told = _n(
            "{n} deltagande; {companies} företag har fått stöd i programmets län.",
            "{n} deltaganden; {companies} företag har fått stöd i programmets län.",
            number,
        ).format(n=numbers.count(number), companies=numbers.count(one.companies))
    elif one.start_date > view.to:
        told = _("Insatsen har inte börjat vid periodens slut.")
    _section(rows, "participation", _("Deltagande företag"), told)


def _money(one: Initiative, rows: InitiativeRows) -> None:
    st.subheader(_("Pengar"), anchor=False)
    if rows.money:
        columns = [
            Column[FunderMoney](
                heading=labels.dimension("funder"), value=lambda f: f.funder or _("okänt")
            ),
            Column[FunderMoney](
                heading=_("Beslutat"),
                value=lambda f: f.decided_sek,
                text=lambda f: _sum(f.decided_sek),
            ),
            Column[FunderMoney](
                heading=_("Inbetalt"), value=lambda f: f.paid_sek, text=lambda f: _sum(f.paid_sek)
            ),
        ]
        listing.table(rows.money, columns, _("Pengar per finansiär"))
    if rows.costs:
        parts = [
            f"{_category(code)} {numbers.exact_money(amount)}"
            for code, amount in rows.costs.items()
        ]
        st.markdown(plain(_("Kostnader: {parts}.").format(parts=", ".join(parts))))
    _section(rows, "funding", _("Beslutad finansiering"), "", level=4)
    _section(rows, "booking", _("Kostnader och inbetalningar"), "", level=4)


def _sum(amount: Any) -> str:
    return "–" if amount is None else numbers.exact_money(amount)


def _category(code: str) -> str:
    return labels.word("cost_category", code, data.programme()) or _("utan kostnadsslag")


def _results(rows: InitiativeRows) -> None:
    number = len(rows.rows["outcome"])
    told = ""
    if number:
        told = _n(
            "{n} resultat, hos {companies} företag, som knyts till insatsen.",
            "{n} resultat, hos {companies} företag, som knyts till insatsen.",
            number,
        ).format(n=numbers.count(number), companies=numbers.count(rows.companies_with_outcomes))
    _section(rows, "outcome", _("Resultat hos företagen"), told)


def _section(rows: InitiativeRows, table: str, title: str, told: str, *, level: int = 3) -> None:
    """A heading, what to know, and the table's rows with file, sheet and row; or why none."""
    if level == 3:
        st.subheader(title, anchor=False)
    else:
        st.markdown(f"**{title}**")
    if told:
        st.markdown(plain(told))
    found = rows.rows[table]
    if not found:
        _none(rows, table, told)
        return
    columns = _content(table, found)
    listing.rows(found, columns, title)
    name = f"{rows.id}-{sheet_for_table(table).title.lower()}"
    listing.files(found, columns, name, (f"{title}, {rows.id}",))


def _none(rows: InitiativeRows, table: str, told: str) -> None:
    sheet = sheet_for_table(table).title
    if table in rows.not_reported:
        words = _("Ej rapporterat: ingen avsändare har lämnat bladet {sheet} för området.")
        st.info(words.format(sheet=sheet), icon=":material/inbox:")
    elif not told:
        st.markdown(
            _("Inga rader om insatsen i bladet {sheet}, som har levererats.").format(sheet=sheet)
        )


def _content(table: str, found: Sequence[NamedRow]) -> list[Column[NamedRow]]:
    """As `sheet_rows.columns`, without the initiative's own id; names first."""
    columns: list[Column[NamedRow]] = []
    if any(row.name for row in found):
        columns.append(Column(heading=_("Företagets namn"), value=lambda row: row.name))
    own = () if table == "initiative" else ("initiative_id",)
    return columns + sheet_rows.columns(table, found, lambda row: row.source, without=own)
