"""The words of the facets: what a part of a rule answers to each question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from s3metrics.indicators.model import (
    Count,
    Period,
    Plain,
    Population,
    Rows,
    Source,
    Sum,
    Unit,
)
from s3metrics.indicators.wording import CLAUSES
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text

COMPANIES: Mapping[str, Text] = {
    "": Text("olika företag, oavsett storlek", "distinct companies, whatever their size"),
    "is_sme": Text(
        "olika SMF: företag vars storlek vid inträdet är mikro, liten eller medel",
        "distinct SMEs: companies whose size at entry is micro, small or medium",
    ),
    "is_sme_or_unknown": Text(
        "olika företag vars storlek vid inträdet är mikro, liten, medel eller okänd",
        "distinct companies whose size at entry is micro, small, medium or unknown",
    ),
}
COUNTED: Mapping[Unit, Text] = {
    Unit.COMPANY_INITIATIVE: Text(
        "olika par av företag och insats", "distinct pairs of company and initiative"
    ),
    Unit.INITIATIVE: Text("olika insatser", "distinct initiatives"),
    Unit.MUNICIPALITY: Text("olika kommuner", "distinct municipalities"),
    Unit.NEED: Text("olika behov", "distinct needs"),
    Unit.ACTOR: Text("olika aktörer", "distinct actors"),
    Unit.SOLUTION: Text("olika lösningar", "distinct solutions"),
}
POPULATION = Text("antal företag i bladet Bakgrund", "the number of companies in sheet Bakgrund")
LEAD_DAYS = Text(
    "dagar från behovets datum till den tidigaste starten bland de ej avbrutna insatser som anger "
    "det",
    "days from the need's date to the earliest start among the initiatives not cancelled that "
    "name it",
)

IDENTITIES: Mapping[Unit, Text] = {
    Unit.COMPANY: Text(
        "organisationsnumret, dess sista tio siffror", "the orgnr, its last ten digits"
    ),
    Unit.COMPANY_INITIATIVE: Text("organisationsnummer och Insats-id", "orgnr and initiative_id"),
    Unit.INITIATIVE: Text("Insats-id", "initiative_id"),
    Unit.MUNICIPALITY: Text("kommunkoden", "the municipality code"),
    Unit.NEED: Text("Behov-id", "need_id"),
    Unit.ACTOR: Text(
        "organisationsnumret; en huvudman som anges med namn slås upp i bladet Aktörer",
        "the orgnr; a principal given by name is looked up in sheet Aktörer",
    ),
    Unit.SOLUTION: Text("Lösning-id", "solution_id"),
}

_ONCE = Text(
    "i varje cell och i varje total för sig; totalen räknas om, den summeras aldrig",
    "in each cell and in each total by itself; a total is computed, never summed",
)
_ONCE_ROW = Text("varje rad en gång i varje cell", "each row once in each cell")
_ONCE_FUNDING = Text(
    "varje rad en gång i varje cell; där insatsen är öppen i flera län står hela beloppet i vart "
    "och ett, men en gång i totalen",
    "each row once in each cell; where the initiative is open in several counties the whole "
    "amount stands in each, but once in the total",
)
_ONCE_VALUE = Text("ett värde per enhet i varje cell", "one value per unit in each cell")
_ONCE_POPULATION = Text(
    "länets egna rader om det har några, annars summan av kommunernas",
    "the county's own rows if it has any, else the sum of its municipalities'",
)
JUDGED_ON_THE_WHOLE = Text(
    "om enheten uppfyller villkoret prövas på hela programmet i perioden, sedan avgör urval och "
    "uppdelning var den räknas",
    "whether a unit qualifies is judged on the whole programme in the period, then selection and "
    "breakdown decide where it counts",
)
LATEST = Text(
    "av enhetens rader avgör den senaste var den räknas",
    "of a unit's rows the latest decides where it counts",
)
IN_THE_SAME_CELL = Text(
    "bara de som också finns i nämnarens samma cell",
    "only those that are also in the denominator's same cell",
)

PERIODS: Mapping[Period, Text] = {
    Period.IN: Text(
        ", som ligger i perioden, första och sista dagen inräknade",
        ", which lies in the period, first and last day included",
    ),
    Period.UP_TO: Text(
        ", som ligger senast på periodens sista dag; periodens början saknar betydelse",
        ", which lies no later than the last day of the period; its first does not matter",
    ),
    Period.ACTIVE: Text(
        "insatsens start, senast på periodens sista dag, och dess slut, om det finns något, "
        "tidigast på periodens första",
        "the initiative's start, no later than the last day of the period, and its end, if it "
        "has one, no earlier than the first",
    ),
    Period.ACTIVE_UP_TO: Text(
        ", senast på periodens sista dag; insatsens start ligger senast på periodens sista dag "
        "och dess slut, om det finns något, tidigast på periodens första",
        ", no later than the last day of the period; the initiative's start lies no later than "
        "that, and its end, if it has one, no earlier than the first day of the period",
    ),
    Period.NONE: Text("inget: det räknas som det är beslutat", "none: it counts as it is decided"),
}
_DATES: Mapping[Source, Text] = {
    Source.PARTICIPATION: Text("deltagandets datum", "the participation's date"),
    Source.SEAT: Text("deltagandets datum", "the participation's date"),
    Source.PAIR: Text("deltagandets datum", "the participation's date"),
    Source.INITIATIVE: Text("insatsens start", "the initiative's start"),
    Source.PRINCIPAL: Text("insatsens start", "the initiative's start"),
    Source.FUNDING: Text("beslutets datum", "the decision's date"),
    Source.BOOKING: Text("bokningens datum", "the booking's date"),
    Source.OUTCOME: Text("resultatets datum", "the result's date"),
    Source.NEED: Text("behovets datum", "the need's date"),
    Source.SOLUTION: Text("datumet för lösningens steg", "the date of the solution's step"),
}
LATEST_YEAR = Text(
    "det senaste år som någon sådan rad har", "the latest year that any such row has"
)

_OWN_PLACE = {
    "is_inside": Text(
        "företagets egen kommun ligger i programmets län",
        "the company's own municipality is in the programme's counties",
    ),
    "is_outside": Text(
        "företagets egen kommun ligger utanför programmets län",
        "the company's own municipality is outside the programme's counties",
    ),
}
_WORKPLACE = {
    "is_inside": Text(
        "deltagandets kommun, eller företagets om den inte är angiven, ligger i programmets län",
        "the participation's municipality, or the company's where it is not stated, is in the "
        "programme's counties",
    ),
    "is_outside": Text(
        "deltagandets kommun, eller företagets om den inte är angiven, ligger utanför "
        "programmets län",
        "the participation's municipality, or the company's where it is not stated, is outside "
        "the programme's counties",
    ),
}
_NOT_CANCELLED = Text("insatsen är inte avbruten", "the initiative is not cancelled")
_BOTH_COUNTIES = Text(
    "insatsen har sådana deltaganden från båda länen i paret",
    "the initiative has such participations from both counties of the pair",
)
_BOOKINGS = Text(
    "också avbrutna insatsers bokningar; negativa belopp är rättelser och dras av",
    "bookings of cancelled initiatives too; negative amounts are corrections and are deducted",
)
POPULATION_ROWS = Text(
    "storleken är mikro, liten eller medel, eller inte angiven",
    "the size is micro, small or medium, or not stated",
)

DIMENSIONS: Mapping[str, Text] = {
    "area": Text("område", "area"),
    "county": Text("län", "county"),
    "municipality": Text("kommun", "municipality"),
    "size": Text("storlek", "size"),
    "support": Text("slag av stöd", "kind of support"),
    "initiative_status": Text("insatsens status", "status of the initiative"),
    "principal_kind": Text("typ av huvudman", "kind of principal"),
    "kind": Text("typ av aktör", "kind of actor"),
    "county_a": Text("första länet i paret", "first county of the pair"),
    "county_b": Text("andra länet i paret", "second county of the pair"),
    "source": Text("källa", "source"),
    "form": Text("form", "form"),
    "funder": Text("finansiär", "funder"),
    "cost_category": Text("kostnadsslag", "cost category"),
    "raised_by": Text("lyft av", "raised by"),
}
_WHERE: Mapping[str, Text] = {
    "area": Text("insatsens", "the initiative's"),
    "county": Text(
        "deltagandets kommun om den är angiven, annars företagets",
        "the participation's municipality where stated, else the company's",
    ),
    "municipality": Text(
        "deltagandets om den är angiven, annars företagets",
        "the participation's where stated, else the company's",
    ),
    "size": Text("företagets vid inträdet", "the company's at entry"),
    "support": Text("deltagandets", "the participation's"),
    "initiative_status": Text("insatsens", "the initiative's"),
    "principal_kind": Text("huvudmannens i bladet Aktörer", "the principal's in sheet Aktörer"),
    "kind": Text("aktörens i bladet Aktörer", "the actor's in sheet Aktörer"),
    "county_a": Text("det med den lägre länskoden", "the one with the lower county code"),
    "county_b": Text("det med den högre länskoden", "the one with the higher county code"),
    "source": Text("finansieringens", "the funding's"),
    "form": Text("finansieringens", "the funding's"),
    "funder": Text("radens, med ett namn per finansiär", "the row's, by one name for each funder"),
    "cost_category": Text("kostnadens", "the cost's"),
    "raised_by": Text("behovets", "the need's"),
}
_OPEN = Text("varje län där insatsen är öppen", "each county in which the initiative is open")
_OWN = Text("företagets egen kommun", "the company's own municipality")
_WHERE_OF: Mapping[tuple[Source, str], Text] = {
    (Source.SEAT, "county"): _OWN,
    (Source.SEAT, "municipality"): _OWN,
    (Source.OUTCOME, "county"): _OWN,
    (Source.INITIATIVE, "county"): _OPEN,
    (Source.FUNDING, "county"): _OPEN,
    (Source.PRINCIPAL, "county"): Text("aktörens eget", "the actor's own"),
    (Source.NEED, "area"): Text("behovets", "the need's"),
    (Source.NEED, "county"): Text("behovets", "the need's"),
    (Source.SOLUTION, "area"): Text("lösningens", "the solution's"),
    (Source.POPULATION, "county"): Text("radens", "the row's"),
    (Source.POPULATION, "municipality"): Text("radens", "the row's"),
}

NEVER_ADDS_UP = Text(
    "nej: värdet räknas om i varje del och i totalen",
    "no: the value is computed anew in each part and in the total",
)
ZERO = Text("noll: rapporterat, men inget", "zero: reported, none")
NOT_REPORTED = Text(
    "ej rapporterat: ingen har levererat ett blad som behövs",
    "not reported: nobody has delivered a sheet that is needed",
)
NOT_APPLICABLE = Text("ej tillämpligt: nämnaren är noll", "not applicable: the denominator is zero")
NOTHING_MEASURED = Text(
    "ej tillämpligt: inget värde att räkna på", "not applicable: no value to compute from"
)
UNSTATED = Text(
    "okänt: det finns rader, men ingen av dem anger något värde",
    "unknown: there are rows, but none of them states a value",
)
NO_POPULATION = Text(
    "okänt: ett län eller en kommun har ingen rad från det senaste året",
    "unknown: a county or municipality has no row of the latest year",
)
SUPPRESSED = Text(
    "dolt: i offentliga utgåvor, när det gäller färre företag än programmets gräns",
    "suppressed: in public editions, where it tells of fewer companies than the programme's limit",
)


def once(part: Plain | Population) -> Text:
    """What counts once, and where."""
    if isinstance(part, Population):
        return _ONCE_POPULATION
    if isinstance(part, Sum) and part.rows.source is Source.FUNDING:
        return _ONCE_FUNDING
    if isinstance(part, Sum) or (isinstance(part, Count) and part.unit is Unit.ROW):
        return _ONCE_ROW
    return _ONCE if isinstance(part, Count) else _ONCE_VALUE


def date_of(rows: Rows) -> Text:
    """The date that a row lies by; none where it is the initiative's own, or no matter."""
    if rows.period in {Period.ACTIVE, Period.NONE}:
        return Text("", "")
    return _DATES[rows.source]


def conditions(rows: Rows) -> Iterator[Text]:
    """What must hold, a clause each, besides the kind and the date."""
    for flag in rows.flags:
        yield _clause(rows, flag)
    if rows.period in {Period.ACTIVE, Period.ACTIVE_UP_TO}:
        yield _NOT_CANCELLED
    if rows.source is Source.PAIR:
        yield _BOTH_COUNTIES
    if rows.source is Source.BOOKING and "initiative_is_active" not in rows.flags:
        yield _BOOKINGS


def exclusions(rows: Rows) -> Iterator[Text]:
    """What must not hold."""
    for flag in rows.lacking:
        yield _clause(rows, flag)


def _clause(rows: Rows, flag: str) -> Text:
    if flag in _WORKPLACE:
        return (_OWN_PLACE if rows.source is Source.OUTCOME else _WORKPLACE)[flag]
    return CLAUSES[flag]


def place(part: Plain | Population, dimension: str) -> Text:
    """Whose area, county, … decides."""
    source = Source.POPULATION if isinstance(part, Population) else part.rows.source
    return _WHERE_OF.get((source, dimension), _WHERE[dimension])


def may_be_unstated(part: Sum) -> bool:
    """True where partners may leave the summed column empty."""
    column = sheet_for_table(part.rows.source.tables[0]).by_name[part.column]
    return not column.is_required
