"""The one list of pages: menu, frame, tests and links come from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ui.i18n import N_


class Role(StrEnum):
    """Who a page is made for."""

    STEERING = "steering"
    AREA_LEAD = "area_lead"
    OFFICE = "office"
    ANALYST = "analyst"


EVERYONE = frozenset(Role)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page."""

    id: str
    file: str
    title: str
    """The Swedish text; `_` gives the reader's."""
    question: str
    """What the page answers, in one sentence under its title."""
    icon: str
    path: str
    """Its address."""
    roles: frozenset[Role]
    has_selection: bool = True
    needs_data: bool = True
    """False: it works before anything has been delivered."""


PAGES = (
    Page(
        id="overview",
        file="pages/steering/overview.py",
        title=N_("Översikt"),
        question=N_("Når programmet företagen, över länsgränserna och inom budgeten?"),
        icon=":material/dashboard:",
        path="oversikt",
        roles=EVERYONE,
    ),
    Page(
        id="counties",
        file="pages/areas/counties.py",
        title=N_("Områden och län"),
        question=N_("Vad händer i varje område och län, och vad räknas i flera av dem?"),
        icon=":material/grid_on:",
        path="omraden-och-lan",
        roles=EVERYONE,
    ),
    Page(
        id="funding",
        file="pages/reporting/funding.py",
        title=N_("Finansiering"),
        question=N_("Varifrån kommer pengarna, vad är inbetalt och vad har de använts till?"),
        icon=":material/account_balance:",
        path="finansiering",
        roles=EVERYONE,
    ),
    Page(
        id="deliveries",
        file="pages/reporting/deliveries.py",
        title=N_("Leveranser"),
        question=N_("Vem har levererat vad, vad behöver rättas och vad ändrar nästa leverans?"),
        icon=":material/upload_file:",
        path="leveranser",
        roles=frozenset({Role.AREA_LEAD, Role.OFFICE}),
        has_selection=False,
        needs_data=False,
    ),
    Page(
        id="catalogue",
        file="pages/analysis/catalogue.py",
        title=N_("Indikatorer"),
        question=N_("Vad betyder siffrorna, och hur räknas de?"),
        icon=":material/menu_book:",
        path="indikatorer",
        roles=EVERYONE,
        has_selection=False,
        needs_data=False,
    ),
)


def page(id_: str) -> Page:
    """The page with this id; KeyError for another."""
    return {entry.id: entry for entry in PAGES}[id_]


def may_see(entry: Page, roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles may open a page."""
    return bool(entry.roles & roles)


def roles() -> frozenset[Role]:
    """The reader's roles: all of them, as long as the dashboard serves one machine unlogged."""
    return EVERYONE
