"""The words that rules are told in. A part of a rule without words is a KeyError, never a gap."""

from __future__ import annotations

from collections.abc import Mapping

from s3metrics import codes
from s3metrics.indicators.model import Is, Period, Rows, Source, Unit
from s3metrics.words import Text

PARTICIPATIONS = frozenset({Source.PARTICIPATION, Source.SEAT, Source.PAIR})
"""The kinds of rows that are participations, wherever they are placed."""
COMPANIES = frozenset({Unit.COMPANY, Unit.COMPANY_INITIATIVE})

COMPANY_KINDS: Mapping[str, Text] = {
    "is_sme": Text("SMF", "SMEs"),
    "is_sme_or_unknown": Text(
        "SMF och företag av okänd storlek", "SMEs and companies of unknown size"
    ),
    "": Text("företag, oavsett storlek,", "companies, whatever their size,"),
}
ONE_COMPANY: Mapping[str, Text] = {
    "is_sme": Text("SMF", "SME"),
    "is_sme_or_unknown": Text(
        "SMF eller företag av okänd storlek", "SME or company of unknown size"
    ),
    "": Text("företag", "company"),
}

UNITS: Mapping[Unit, Text] = {
    Unit.INITIATIVE: Text("insatser", "initiatives"),
    Unit.MUNICIPALITY: Text("kommuner", "municipalities"),
    Unit.NEED: Text("behov", "needs"),
    Unit.ACTOR: Text("aktörer", "actors"),
    Unit.SOLUTION: Text("lösningar", "solutions"),
}
ONE: Mapping[Unit, Text] = {
    Unit.COMPANY: Text(
        "varje företag räknas en gång, efter organisationsnummer",
        "each company counts once, by organisation number",
    ),
    Unit.COMPANY_INITIATIVE: Text(
        "varje företag räknas en gång i varje insats",
        "each company counts once in each initiative",
    ),
    Unit.INITIATIVE: Text(
        "varje insats räknas en gång, efter insats-id",
        "each initiative counts once, by initiative id",
    ),
    Unit.MUNICIPALITY: Text(
        "varje kommun räknas en gång, efter kommunkod",
        "each municipality counts once, by municipality code",
    ),
    Unit.NEED: Text(
        "varje behov räknas en gång, efter behovs-id", "each need counts once, by need id"
    ),
    Unit.ACTOR: Text(
        "varje aktör räknas en gång, efter organisationsnummer",
        "each actor counts once, by organisation number",
    ),
    Unit.SOLUTION: Text(
        "varje lösning räknas en gång, efter lösnings-id",
        "each solution counts once, by solution id",
    ),
}
LATEST = Text(", där dess senaste rad hör hemma", ", where its latest row belongs")

PERIODS: Mapping[Period, Text] = {
    Period.IN: Text("under perioden", "during the period"),
    Period.UP_TO: Text("till och med periodens slut", "up to the end of the period"),
    Period.NONE: Text("oavsett period", "whatever the period"),
    Period.ACTIVE: Text("medan insatsen pågår", "while the initiative runs"),
    Period.ACTIVE_UP_TO: Text("till och med periodens slut", "up to the end of the period"),
}
ACTIVE = (
    Text("som inte är avbrutna", "that are not cancelled"),
    Text("som pågår någon dag under perioden", "that run on some day of the period"),
)
IN_AN_ACTIVE_ONE = Text(
    "i en insats som inte är avbruten och som pågår någon dag under perioden",
    "in an initiative that is not cancelled and that runs on some day of the period",
)

NUMBERS: Mapping[int, Text] = {
    1: Text("en", "one"),
    2: Text("två", "two"),
    3: Text("tre", "three"),
    4: Text("fyra", "four"),
}
APART: Mapping[str, Text] = {
    "initiative": Text("insatser", "initiatives"),
    "area": Text("områden", "areas"),
    "county": Text("län", "counties"),
    "seat_county": Text("län, efter företagens säte", "counties, by the companies' seats"),
}

_OF_COMPANIES = {"is_inside", "is_outside", "is_sme", "is_sme_or_unknown"}
_OF_SUPPORT = {"is_supporting", "is_first", "is_new_enterprise", "is_across_border"}
TOLD: Mapping[Source, frozenset[str]] = {
    Source.PARTICIPATION: frozenset(_OF_COMPANIES | _OF_SUPPORT),
    Source.SEAT: frozenset({*_OF_COMPANIES, *_OF_SUPPORT, "is_seat_inside", "is_seat_outside"}),
    Source.PAIR: frozenset(_OF_COMPANIES | _OF_SUPPORT),
    Source.OUTCOME: frozenset({*_OF_COMPANIES, "is_supported"}),
    Source.INITIATIVE: frozenset({"is_declared_across", "is_cross_area"}),
    Source.PRINCIPAL: frozenset({"principal_is_public"}),
    Source.FUNDING: frozenset({"initiative_is_active"}),
    Source.BOOKING: frozenset({"initiative_is_active"}),
    Source.NEED: frozenset({"is_met"}),
    Source.SOLUTION: frozenset({"is_adopted"}),
}
"""The flags that sentences have words for; another is an error, see `all_told`."""

RELATIVE: Mapping[str, Text] = {
    "is_declared_across": Text(
        "som är öppna i minst två av programmets län",
        "that are open in at least two of the programme's counties",
    ),
    "is_cross_area": Text(
        "som berör minst ett område utöver sitt eget",
        "that touch at least one area besides their own",
    ),
    "is_met": Text(
        "som anges av minst en insats som inte är avbruten",
        "that are named by at least one initiative that is not cancelled",
    ),
    "is_new_enterprise": Text(
        "som enligt programmets regel var nya när de först fick stöd",
        "that by the programme's rule were new when first supported",
    ),
}
"""What a flag says of the units themselves, as a relative clause."""

CLAUSES: Mapping[str, Text] = {
    "is_inside": Text("platsen ligger i programmets län", "the place is in one of the counties"),
    "is_outside": Text("platsen ligger utanför länen", "the place is outside the counties"),
    "is_seat_inside": Text(
        "företagets säte ligger i programmets län", "the company's seat is in one of the counties"
    ),
    "is_seat_outside": Text(
        "företagets säte ligger utanför länen", "the company's seat is outside the counties"
    ),
    "is_supporting": Text(
        "deltagandet räknas som stöd: det är ingen kontakt och når programmets minsta antal "
        "timmar och minsta värde, om sådana finns",
        "the participation counts as support: it is no contact and reaches the programme's "
        "minimum hours and value, if there are any",
    ),
    "is_sme": Text(
        "företagets storlek är mikro, liten eller medel",
        "the company's size is micro, small or medium",
    ),
    "is_sme_or_unknown": Text(
        "företagets storlek är mikro, liten, medel eller okänd",
        "the company's size is micro, small, medium or unknown",
    ),
    "is_first": Text(
        "deltagandet är företagets första stöd någonsin i programmets län; samma dag gäller "
        "lägsta insats-id, sedan slag av stöd",
        "the participation is the company's first support ever in the counties; on the same day "
        "the lowest initiative id decides, then the kind of support",
    ),
    "is_new_enterprise": Text(
        "året för företagets första stöd minus startåret är högst det antal år som programmet "
        "anger; utan startår räknas det inte",
        "the year of the company's first support minus its founding year is at most the number "
        "of years that the programme says; without a founding year it does not count",
    ),
    "is_across_border": Text(
        "huvudmannens län är ett annat än deltagandets; är det okänt räknas deltagandet inte",
        "the principal's county is another than the participation's; unknown does not count",
    ),
    "is_declared_across": Text(
        "insatsen är öppen i minst två av programmets län",
        "the initiative is open in at least two of the counties",
    ),
    "is_cross_area": Text(
        "insatsen anger minst ett område utöver sitt eget",
        "the initiative names at least one area besides its own",
    ),
    "initiative_is_active": Text("insatsen är inte avbruten", "the initiative is not cancelled"),
    "is_supported": Text(
        "företaget fick sitt första stöd i programmets län senast den dag resultatet nåddes",
        "the company was first supported in the counties no later than the day of the result",
    ),
    "is_met": Text(
        "minst en insats som inte är avbruten anger behovet",
        "at least one initiative that is not cancelled names the need",
    ),
    "principal_is_public": Text(
        "huvudmannen är offentligt finansierad enligt bladet Aktörer",
        "the principal is publicly funded according to the sheet Aktörer",
    ),
    "is_adopted": Text(
        "lösningen har nått steget ordinarie budget eller i drift",
        "the solution has reached the step ordinary budget or in operation",
    ),
}
"""What a flag says of a row, as a condition of its own."""

SUMMED: Mapping[str, Text] = {
    "hours": Text("timmarna", "the hours"),
    "value_sek": Text("värdena i kronor", "the values in SEK"),
    "budget_sek": Text("budgetarna", "the budgets"),
    "amount_sek": Text("beloppen", "the amounts"),
    "value": Text("värdena", "the values"),
}
LAST: Mapping[str, Text] = {
    "value": Text("värdet", "value"),
    "hours": Text("timtalet", "number of hours"),
}
MEDIAN: Mapping[str, Text] = {
    "lead_days": Text(
        "antalet dagar från behovets datum till den tidigaste starten bland dessa insatser",
        "the number of days from the need's date to the earliest start among those initiatives",
    ),
    **SUMMED,
}

_BOOKED: Mapping[str, Text] = {
    "kostnad": Text("bokförda kostnader", "booked costs"),
    "inbetalning": Text("bokförda inbetalningar", "booked incoming payments"),
}
BOOKED = Text("bokförda belopp", "booked amounts")
_CODE_LISTS = {
    (Source.PARTICIPATION, "support"): "support",
    (Source.SEAT, "support"): "support",
    (Source.PAIR, "support"): "support",
    (Source.FUNDING, "source"): "source",
    (Source.FUNDING, "form"): "form",
    (Source.BOOKING, "kind"): "booking_kind",
    (Source.OUTCOME, "kind"): "outcome_kind",
    (Source.SOLUTION, "step"): "solution_step",
    (Source.NEED, "raised_by"): "raised_by",
    (Source.NEED, "status"): "need_status",
    (Source.PRINCIPAL, "principal_kind"): "actor_kind",
}
_JOINED: Mapping[str, tuple[Text, Text]] = {
    "kind": (Text("av slaget", "of the kind"), Text("av annat slag än", "of another kind than")),
    "source": (Text("från", "from"), Text("från andra källor än", "from other sources than")),
    "form": (Text("i formen", "in the form"), Text("i annan form än", "in another form than")),
    "step": (Text("på steget", "at the step"), Text("på annat steg än", "at another step than")),
    "raised_by": (Text("lyfta av", "raised by"), Text("lyfta av andra än", "not raised by")),
    "status": (Text("med status", "of the status"), Text("med annan status än", "not of status")),
}
_JOINED = {**_JOINED, "support": _JOINED["kind"], "principal_kind": _JOINED["kind"]}


def kind_of_company(flags: tuple[str, ...]) -> str:
    """The flag that says which sizes count; empty where every size does."""
    return next((flag for flag in flags if flag in COMPANY_KINDS), "")


def all_told(rows: Rows) -> None:
    """Raises KeyError for a flag that no sentence could tell."""
    untold = {*rows.flags, *rows.lacking} - TOLD[rows.source]
    if untold:
        raise KeyError(f"no words for {', '.join(sorted(untold))} of {rows.source}")


def code_words(source: Source, code: Is, language: str) -> str:
    """`produktinnovation eller processinnovation`; names like ERUF keep their capitals."""
    words = codes.choices(_CODE_LISTS[source, code.column])
    names = [words[value].of(language) for value in code.values]
    told = [name if name.isupper() else name[:1].lower() + name[1:] for name in names]
    joint = " or " if language == "en" else " eller "
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])}{joint}{told[-1]}"


def code_phrase(source: Source, code: Is, language: str) -> str:
    """`av slaget bidrag`, `från andra källor än ERUF`."""
    joined = _JOINED[code.column][1 if code.is_negated else 0]
    return f"{joined.of(language)} {code_words(source, code, language)}"


def booked(code: Is) -> Text | None:
    """`bokförda kostnader`, where one kind of booking is asked for."""
    return _BOOKED[code.values[0]] if len(code.values) == 1 and not code.is_negated else None
