"""About the public figures: what is shown, why some are hidden, and what each indicator counts."""

from __future__ import annotations

import streamlit as st

from ui import data
from ui.i18n import _, of
from ui.public import data as public
from ui.public import words


def show() -> None:
    """The rules, and every indicator's definition as the edition that stands has it."""
    editions = public.editions()
    clock = data.clock(editions[0].name) if editions else data.clock()
    for title, lines in (
        (_("Det som visas"), _what()),
        (_("Det som är dolt"), [words.rule(clock.programme), *_hidden()]),
        (_("Tomma rutor"), _empty()),
    ):
        st.subheader(title, anchor=False)
        st.markdown("\n\n".join(lines))
    if not editions:
        return
    st.subheader(_("Så räknas siffrorna"), anchor=False)
    listed = dict.fromkeys(indicator for indicator, _span, _by in public.tables(editions[0]))
    for indicator in listed:
        found = public.definition(editions[0], indicator)
        st.markdown(f"**{of(found.label)}.** {of(found.sentence)}")


def _what() -> list[str]:
    return [
        _(
            "Här visas det som programmet har rapporterat. Varje rapportperiod förseglas i en "
            "utgåva, som aldrig ändras; en rättelse är en ny utgåva. Det som har kommit in sedan "
            "dess syns inte här."
        ),
        _(
            "Tabellerna är färdiga. Det går inte att välja egna perioder eller urval, för "
            "skillnaden mellan två urval kan avslöja ett enskilt företag. Inga företag nämns vid "
            "namn."
        ),
    ]


def _hidden() -> list[str]:
    return [
        _(
            "En dold siffra går inte heller att räkna fram ur de andra. Därför är också en del "
            "större siffror dolda: annars gav totalen minus de övriga svaret. Sidan säger inte "
            "vilken av orsakerna som gäller."
        ),
        _("Siffror om insatser och om deras pengar gäller inte företag och döljs inte."),
    ]


def _empty() -> list[str]:
    return [
        _(
            "Noll betyder att det har rapporterats och att det inte finns något. Ej rapporterat "
            "betyder att ingen har lämnat uppgiften. Ej tillämpligt betyder att det inte finns "
            "något att dela med. Okänt betyder att det saknas något för att räkna ut siffran."
        )
    ]
