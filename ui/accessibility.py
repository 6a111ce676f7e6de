"""The accessibility statement that the Act on Accessibility of Digital Public Services asks for."""

from __future__ import annotations

import streamlit as st

from ui import data
from ui.i18n import _, of


def show() -> None:
    """How accessible the pages are, what is lacking, how it was tested and whom to tell."""
    st.markdown(
        _(
            "Det här är tillgänglighetsredogörelsen för uppföljningen av {programme}. Sidorna ska "
            "uppfylla lagen om tillgänglighet till digital offentlig service (DOS-lagen, "
            "2018:1937) och därmed WCAG 2.1 på nivå AA."
        ).format(programme=of(data.platform().programme.name))
    )
    for title, lines in (
        (_("Hur tillgängliga är sidorna?"), _standing()),
        (_("Det som brister"), _shortcomings()),
        (_("Det som hjälper"), _helps()),
        (_("Hur vi har prövat"), _tests()),
        (_("Säg till om något inte fungerar"), _feedback()),
    ):
        st.subheader(title, anchor=False)
        st.markdown("\n".join(lines))


def _standing() -> list[str]:
    return [
        _(
            "Sidorna är delvis förenliga med lagen. Vi känner till bristerna nedan och inga andra, "
            "men ingen utomstående har granskat sidorna."
        )
    ]


def _shortcomings() -> list[str]:
    return [
        _(
            "- Ett fåtal texter i verktyget som sidorna är byggda med finns bara på engelska, även "
            "när sidan är på svenska: till exempel menyn i de långa listornas kolumnrubriker "
            "(WCAG 3.1.2 Språk för delar)."
        ),
        _(
            "- De långa listorna med rader bakom en siffra ritas som en bild av en tabell. Det går "
            "att gå i dem med piltangenterna, men skärmläsare läser dem sämre än vanliga tabeller "
            "(WCAG 1.3.1 Information och relationer). Samma rader finns att ladda ned."
        ),
        _(
            "- Staplar, punkter och kartor kan klickas men inte nås med tangentbordet. Allt som de "
            "öppnar nås också med menyerna och knapparna under diagrammet."
        ),
        _(
            "- Flikar och rutor som öppnas anger inte alltid att innehållet på sidan har bytts "
            "(WCAG 4.1.3 Statusmeddelanden)."
        ),
    ]


def _helps() -> list[str]:
    return [
        _("- Varje diagram har en mening som säger vad det visar, och en tabell med alla värden."),
        _("- Färg är aldrig det enda som skiljer: det finns ord, tecken eller mönster också."),
        _("- Allt går att göra utan mus, och sidorna finns i ljust och mörkt utseende."),
        _("- Texten kan förstoras till det dubbla, och sidorna går att läsa på en telefon."),
    ]


def _tests() -> list[str]:
    return [
        _(
            "Varje ändring prövas automatiskt: verktyget axe-core går igenom varje sida på svenska "
            "och engelska, i ljust och mörkt utseende, utan att hitta något fel. Språk, "
            "tangentbord och smala skärmar prövas för sig, liksom färgernas kontrast och att de "
            "skiljs åt vid färgblindhet. Automatiska prov hittar bara en del av bristerna. Sidorna "
            "har inte prövats av personer med funktionsnedsättning eller med skärmläsare."
        )
    ]


def _feedback() -> list[str]:
    return [
        _(
            "Hör av dig till programmets projektkontor, så rättar vi felet eller ger dig "
            "uppgifterna på ett annat sätt. Är du inte nöjd med svaret kan du anmäla det till "
            "myndigheten som har tillsyn över lagen; när redogörelsen skrevs var det Myndigheten "
            "för digital förvaltning (Digg)."
        )
    ]
