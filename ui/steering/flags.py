"""What needs a decision, in words, each with the way to where it is seen."""

from __future__ import annotations

import streamlit as st

from s3metrics.targets.flags import SPENDING_TOLERANCE, Flag, Kind
from ui import data, pages, state
from ui.codec import View, write_list
from ui.i18n import _, _n, of
from ui.wording import numbers
from ui.wording.plain import plain

_ICONS = {
    Kind.BEHIND_PACE: ":material/trending_down:",
    Kind.SPENDING: ":material/payments:",
    Kind.COUNTY_NOT_REACHED: ":material/location_off:",
    Kind.NO_CROSS_COUNTY: ":material/link_off:",
}
_SEEN_ON = {
    Kind.BEHIND_PACE: "counties",
    Kind.SPENDING: "funding",
    Kind.COUNTY_NOT_REACHED: "counties",
    Kind.NO_CROSS_COUNTY: "crossing",
}
"""The page where the flag's figure is seen."""


def show(view: View) -> None:
    """Every flag of the whole programme, and by which rules they are raised."""
    found = data.flags()
    with st.container(border=True):
        st.subheader(_("Kräver beslut"), anchor=False)
        if not found:
            st.markdown(_("Ingen av reglerna slår till."))
        else:
            count = len(found)
            told = _n("{n} sak, för hela programmet.", "{n} saker, för hela programmet.", count)
            st.caption(told.format(n=count))
        for flag in found:
            _flag(view, flag)
        with st.expander(_("Reglerna"), icon=":material/rule:"):
            st.markdown(_rules())


def _flag(view: View, flag: Flag) -> None:
    entry = pages.page(_SEEN_ON[flag.kind])
    with st.container(horizontal=True, gap="small", vertical_alignment="top", wrap=False):
        st.markdown(
            f"{_ICONS[flag.kind]} **{plain(of(flag.headline))}**  \n{plain(of(flag.told))}",
            width="stretch",
        )
        if pages.may_see(entry, pages.roles()):
            st.page_link(
                entry.file,
                label=_("Visa"),
                icon=":material/arrow_forward:",
                query_params=state.link(view) | _confined(flag),
                help=_("Se {page}").format(page=_(entry.title)),
            )


def _confined(flag: Flag) -> dict[str, str]:
    """The selection that shows what the flag is about, beside what it is compared with."""
    return {"area": write_list(flag.areas), "county": "all", "size": "all"}


def _rules() -> str:
    tolerance = numbers.count(100 * SPENDING_TOLERANCE)
    return "\n".join(
        (
            "- " + _("**Takten:** det senaste årets takt räcker inte till målet."),
            "- "
            + _(
                "**Pengarna:** den upparbetade andelen ligger mer än {tolerance} procentenheter "
                "från den andel av programtiden som har gått."
            ).format(tolerance=tolerance),
            "- " + _("**Länen:** i ett län har inget SMF fått stöd, av programmet eller området."),
            "- "
            + _("**Länsgränserna:** ingen av ett områdes insatser har gett stöd i minst två län."),
            "",
            _("Det som ingen har rapporterat slår inte till: det är okänt, inte lågt."),
        )
    )
