"""The lines of the four sections of the progress report, with their sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from s3metrics.words import Text


class Section(StrEnum):
    """The agency's four sections."""

    OVERALL = "overall"
    ORGANISATION = "organisation"
    ACTIVITIES = "activities"
    RESULTS = "results"


SECTIONS = {
    Section.OVERALL: Text("Övergripande uppgifter om projektet", "Overall particulars"),
    Section.ORGANISATION: Text("Arbetssätt och organisation", "Working methods and organisation"),
    Section.ACTIVITIES: Text("Aktiviteter", "Activities"),
    Section.RESULTS: Text("Projektets resultat", "Results of the project"),
}
"""What the agency calls them."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure of a section; `{now}` and `{total}` stand for its two numbers."""

    section: Section
    indicator: str
    both: Text
    """Of an indicator without a period of its own, only `{total}` is named."""


def _line(section: Section, indicator: str, sv: str, en: str) -> Line:
    return Line(section=section, indicator=indicator, both=Text(sv, en))


LINES = (
    _line(
        Section.OVERALL,
        "funding_decided",
        "Beslutad finansiering i programmets insatser är {total} kronor.",
        "Funding decided in the programme's initiatives is SEK {total}.",
    ),
    _line(
        Section.OVERALL,
        "costs",
        "Kostnaderna under perioden är {now} kronor, och {total} kronor sedan starten.",
        "Costs in the period are SEK {now}, and SEK {total} since the start.",
    ),
    _line(
        Section.OVERALL,
        "burn_rate",
        "Av den beslutade finansieringen är {total} upparbetat.",
        "Of the funding decided, {total} has been spent.",
    ),
    _line(
        Section.OVERALL,
        "eu_share",
        "EU-stödet är {total} av den beslutade finansieringen.",
        "EU support is {total} of the funding decided.",
    ),
    _line(
        Section.ORGANISATION,
        "actors_active",
        "Offentligt finansierade aktörer med pågående insatser under perioden: {now}; sedan "
        "starten {total}.",
        "Publicly funded actors with active initiatives in the period: {now}; since the start "
        "{total}.",
    ),
    _line(
        Section.ORGANISATION,
        "cross_county_initiatives",
        "Insatser med deltagande företag från minst två av länen: {now} av dem som pågick under "
        "perioden, {total} sedan starten.",
        "Initiatives with companies from at least two of the counties: {now} of those active in "
        "the period, {total} since the start.",
    ),
    _line(
        Section.ORGANISATION,
        "cross_area_initiatives",
        "Insatser som berör fler kunskapsområden än sitt eget: {now} under perioden, {total} sedan "
        "starten.",
        "Initiatives that touch more areas than their own: {now} in the period, {total} since the "
        "start.",
    ),
    _line(
        Section.ORGANISATION,
        "needs_identified",
        "Behov som identifierats tillsammans: {now} under perioden, {total} sedan starten.",
        "Needs identified together: {now} in the period, {total} since the start.",
    ),
    _line(
        Section.ORGANISATION,
        "need_conversion",
        "Av behoven som identifierats sedan starten har {total} lett till en insats.",
        "Of the needs identified since the start, {total} have led to an initiative.",
    ),
    _line(
        Section.ACTIVITIES,
        "initiatives",
        "Pågående insatser under perioden: {now}; sedan starten {total}.",
        "Active initiatives in the period: {now}; since the start {total}.",
    ),
    _line(
        Section.ACTIVITIES,
        "smes_reached",
        "Små och medelstora företag som fått stöd: {now} under perioden, {total} sedan starten.",
        "Small and medium-sized enterprises supported: {now} in the period, {total} since the "
        "start.",
    ),
    _line(
        Section.ACTIVITIES,
        "smes_new",
        "Av dem fick {now} sitt första stöd under perioden.",
        "Of them, {now} had their first support in the period.",
    ),
    _line(
        Section.ACTIVITIES,
        "participations",
        "Stödjande deltaganden: {now} under perioden, {total} sedan starten.",
        "Supporting participations: {now} in the period, {total} since the start.",
    ),
    _line(
        Section.ACTIVITIES,
        "support_hours",
        "Timmar som företagen fick: {now} under perioden, {total} sedan starten.",
        "Hours that the companies received: {now} in the period, {total} since the start.",
    ),
    _line(
        Section.RESULTS,
        "municipalities_reached",
        "Kommuner i programområdet där små och medelstora företag fått stöd: {now} under perioden, "
        "{total} sedan starten.",
        "Municipalities of the programme area where small and medium-sized enterprises were "
        "supported: {now} in the period, {total} since the start.",
    ),
    _line(
        Section.RESULTS,
        "reach_share",
        "Sedan starten har {total} av länens små och medelstora företag nåtts.",
        "Since the start, {total} of the counties' small and medium-sized enterprises have been "
        "reached.",
    ),
    _line(
        Section.RESULTS,
        "smes_across_border",
        "Små och medelstora företag som nåtts av en insats vars huvudman hör hemma i ett annat "
        "län: {now} under perioden, {total} sedan starten.",
        "Small and medium-sized enterprises reached by an initiative whose principal belongs to "
        "another county: {now} in the period, {total} since the start.",
    ),
    _line(
        Section.RESULTS,
        "smes_innovating",
        "Små och medelstora företag med stöd som infört en produkt- eller processinnovation: {now} "
        "under perioden, {total} sedan starten.",
        "Supported small and medium-sized enterprises that introduced a product or process "
        "innovation: {now} in the period, {total} since the start.",
    ),
    _line(
        Section.RESULTS,
        "jobs_created",
        "Nya arbetstillfällen i företag med stöd, i årsarbetskrafter: {now} under perioden, "
        "{total} sedan starten.",
        "New jobs in supported companies, in annual FTE: {now} in the period, {total} since the "
        "start.",
    ),
    _line(
        Section.RESULTS,
        "solutions_adopted",
        "Lösningar som tagits in i ordinarie verksamhet till och med perioden: {total}.",
        "Solutions taken into ordinary work up to the period's end: {total}.",
    ),
)
