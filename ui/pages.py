"""The one list of pages: menu, frame, tests and links come from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from s3metrics.indicators import Indicator
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
    confines: bool = True
    """False: of the selection only the clock applies to it."""
    needs_data: bool = True
    """False: it works before anything has been delivered."""
    has_status: bool = True
    """False: it shows nothing that depends on what has been delivered."""
    shown: tuple[str, ...] = ()
    """The ids of the indicators that it always shows."""
    chosen_by: tuple[str, ...] = ()
    """Its reader chooses an indicator that has these breakdowns; none: there is no such choice."""

    def shows(self, indicator: Indicator) -> bool:
        """Whether an indicator is shown, or can be chosen, here."""
        is_chosen = bool(self.chosen_by) and set(self.chosen_by) <= set(indicator.breakdowns)
        return is_chosen or indicator.id in self.shown


PAGES = (
    Page(
        id="overview",
        file="pages/steering/overview.py",
        title=N_("Översikt"),
        question=N_("Når programmet företagen, över länsgränserna och inom budgeten?"),
        icon=":material/dashboard:",
        # The first page has the address of the dashboard itself, and no other.
        path="",
        roles=EVERYONE,
        shown=(
            "smes_reached",
            "cross_county_initiatives",
            "cross_county_share",
            "smes_innovating",
            "jobs_created",
            "needs_identified",
            "burn_rate",
            "smes_new",
            "enterprises_supported",
            "participations",
            "funding_decided",
            "costs",
            "cost_per_sme",
        ),
    ),
    Page(
        id="area",
        file="pages/areas/area.py",
        title=N_("Mitt område"),
        question=N_("Vilka når området, var i länen, och vilka nås inte?"),
        icon=":material/my_location:",
        path="mitt-omrade",
        roles=EVERYONE,
        shown=(
            "smes_reached",
            "smes_new",
            "municipalities_reached",
            "participations",
            "smes_across_border",
            "cross_county_initiatives",
            "cross_county_share",
        ),
    ),
    Page(
        id="counties",
        file="pages/areas/counties.py",
        title=N_("Områden och län"),
        question=N_("Vad händer i varje område och län, och vad räknas i flera av dem?"),
        icon=":material/grid_on:",
        path="omraden-och-lan",
        roles=EVERYONE,
        chosen_by=(
            "area",
            "county",
        ),
    ),
    Page(
        id="compare",
        file="pages/areas/compare.py",
        title=N_("Län mot län"),
        question=N_("Hur står sig länen mot varandra, mot sina mål och över tid?"),
        icon=":material/compare_arrows:",
        path="lan-mot-lan",
        roles=EVERYONE,
        chosen_by=("county",),
    ),
    Page(
        id="crossing",
        file="pages/areas/crossing.py",
        title=N_("Insatser"),
        question=N_("Vilka insatser pågår, vilka län når de och vilka arbetar tillsammans?"),
        icon=":material/hub:",
        path="insatser",
        roles=EVERYONE,
        shown=(
            "initiatives",
            "cross_county_initiatives",
            "cross_county_share",
            "cross_county_declared",
            "cross_area_initiatives",
            "county_pairs",
        ),
    ),
    Page(
        id="handover",
        file="pages/steering/handover.py",
        title=N_("Behov och resultat"),
        question=N_("Vad har behoven lett till, och vad har tagits över innan programmet är slut?"),
        icon=":material/conversion_path:",
        path="behov-och-resultat",
        roles=EVERYONE,
        shown=(
            "needs_identified",
            "needs_met",
            "need_conversion",
            "need_lead_time_days",
            "initiatives",
            "smes_reached",
            "smes_innovating",
            "innovation_share",
            "innovation_level_change",
            "solutions_adopted",
        ),
    ),
    Page(
        id="funding",
        file="pages/reporting/funding.py",
        title=N_("Finansiering"),
        question=N_("Varifrån kommer pengarna, vad är inbetalt och vad har de använts till?"),
        icon=":material/account_balance:",
        path="finansiering",
        roles=EVERYONE,
        shown=(
            "funding_decided",
            "funding_paid",
            "costs",
            "eu_share",
            "leverage",
            "burn_rate",
            "cost_per_sme",
        ),
    ),
    Page(
        id="report",
        file="pages/reporting/report.py",
        title=N_("Rapport"),
        question=N_("Är perioden klar att försegla, vad lämnas in, och vad har ändrats sedan?"),
        icon=":material/assignment_turned_in:",
        path="rapport",
        roles=frozenset({Role.OFFICE}),
        has_selection=False,
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
        id="explore",
        file="pages/analysis/explore.py",
        title=N_("Utforska"),
        question=N_("Vad säger uppgifterna om det som ingen sida svarar på?"),
        icon=":material/travel_explore:",
        path="utforska",
        roles=frozenset({Role.ANALYST}),
        confines=False,
    ),
    Page(
        id="quality",
        file="pages/analysis/quality.py",
        title=N_("Datakvalitet"),
        question=N_("Hur fullständiga är uppgifterna, och vad i dem bör någon fråga om?"),
        icon=":material/fact_check:",
        path="datakvalitet",
        roles=frozenset({Role.AREA_LEAD, Role.OFFICE, Role.ANALYST}),
        has_selection=False,
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
    Page(
        id="accessibility",
        file="pages/about/accessibility.py",
        title=N_("Tillgänglighet"),
        question=N_("Hur tillgängliga är sidorna, och vad brister?"),
        icon=":material/accessibility_new:",
        path="tillganglighet",
        roles=EVERYONE,
        has_selection=False,
        needs_data=False,
        has_status=False,
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
