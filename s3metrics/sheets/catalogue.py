"""The declarations of the sheets. Order: a sheet stands after those it refers to."""

from __future__ import annotations

from s3metrics.sheets.model import Column, Kind, Sheet
from s3metrics.words import Text, fold


def _orgnr(help_sv: str, help_en: str, *, refers_to: str | None = None, example: str) -> Column:
    return Column(
        name="orgnr",
        heading="Organisationsnummer",
        kind=Kind.ORGNR,
        is_required=True,
        refers_to=refers_to,
        example=example,
        help=Text(help_sv, help_en),
    )


def _initiative(*, is_required: bool = True) -> Column:
    return Column(
        name="initiative_id",
        heading="Insats-id",
        kind=Kind.ID,
        is_required=is_required,
        refers_to="initiative",
        example="EXEMPEL-1",
        help=Text("Insatsens id i bladet Insatser.", "The initiative's id in the sheet Insatser."),
    )


_EXAMPLE_ACTOR = "212000-0142"
_EXAMPLE_COMPANY = "556036-0793"

ACTOR = Sheet(
    title="Aktörer",
    table="actor",
    key=("orgnr",),
    is_shared=True,
    help=Text(
        "Organisationer som leder, finansierar eller medverkar.",
        "Organisations that lead, fund or take part.",
    ),
    columns=(
        _orgnr(
            "Tio siffror, med eller utan bindestreck.",
            "Ten digits, with or without hyphen.",
            example=_EXAMPLE_ACTOR,
        ),
        Column(
            name="name",
            heading="Namn",
            kind=Kind.TEXT,
            is_required=True,
            example="Exempelaktören",
            help=Text("Organisationens namn.", "The organisation's name."),
        ),
        Column(
            name="kind",
            heading="Typ",
            kind=Kind.CHOICE,
            choices="actor_kind",
            is_required=True,
            example="ovrig",
            help=Text("Slag av aktör.", "Kind of actor."),
        ),
        Column(
            name="county",
            heading="Län",
            kind=Kind.COUNTY,
            example="07",
            help=Text("Länet där aktören hör hemma.", "The county where the actor belongs."),
        ),
        Column(
            name="publicly_funded",
            heading="Offentligt finansierad",
            kind=Kind.BOOL,
            example="ja",
            help=Text("ja eller nej.", "ja (yes) or nej (no)."),
        ),
    ),
)

COMPANY = Sheet(
    title="Företag",
    table="company",
    key=("orgnr",),
    is_shared=True,
    help=Text(
        "Företag som nåtts, med uppgifterna vid första deltagandet.",
        "Companies reached, with their particulars at entry.",
    ),
    columns=(
        _orgnr(
            "Tio siffror. En enskild firmas är ett personnummer, som aldrig lagras i klartext.",
            "Ten digits. A sole trader's is a personal identity number, never stored in clear.",
            example=_EXAMPLE_COMPANY,
        ),
        Column(
            name="name",
            heading="Namn",
            kind=Kind.TEXT,
            is_required=True,
            example="Exempelföretaget AB",
            help=Text("Företagets namn.", "The company's name."),
        ),
        Column(
            name="municipality",
            heading="Kommun",
            kind=Kind.MUNICIPALITY,
            is_required=True,
            example="Ljungby",
            help=Text(
                "Kommunens kod eller namn; vilken som helst av Sveriges 290.",
                "The municipality's code or name; any of Sweden's 290.",
            ),
        ),
        Column(
            name="size",
            heading="Storlek",
            kind=Kind.CHOICE,
            choices="size",
            is_required=True,
            example="liten",
            help=Text(
                "Storleksklass när företaget kom in: mikro under 10, liten under 50, medel under "
                "250 anställda.",
                "Size class at entry: micro under 10, small under 50, medium under 250 employees.",
            ),
        ),
        Column(
            name="sni",
            heading="SNI",
            kind=Kind.ID,
            example="16.231",
            help=Text("Näringsgren enligt SNI.", "Industry by the Swedish SNI code."),
        ),
        Column(
            name="founded_year",
            heading="Startår",
            kind=Kind.YEAR,
            example=2019,
            help=Text("Året då företaget startade.", "The year the company started."),
        ),
        Column(
            name="group_orgnr",
            heading="Koncern",
            kind=Kind.ORGNR,
            example="",
            help=Text("Koncernmoderns organisationsnummer.", "The parent's organisation number."),
        ),
        Column(
            name="contact_email",
            heading="Kontakt e-post",
            kind=Kind.TEXT,
            is_contact=True,
            example="namn@foretaget.example",
            help=Text(
                "Företagets e-post; visas bara i deltagarlistan till Tillväxtverket.",
                "The company's e-mail; shown in the list of participants for the agency alone.",
            ),
        ),
        Column(
            name="note",
            heading="Anteckning",
            kind=Kind.TEXT,
            withheld_by="note_is_sensitive",
            help=Text("Egen anteckning.", "A note of your own."),
        ),
        Column(
            name="note_is_sensitive",
            heading="Känslig",
            kind=Kind.BOOL,
            help=Text(
                "ja när anteckningen rör företagets affärer: den visas då aldrig i sidor och "
                "filer.",
                "ja (yes) when the note is about the company's business: it is then never shown in "
                "pages and files.",
            ),
        ),
    ),
)

NEED = Sheet(
    title="Behov",
    table="need",
    key=("need_id",),
    help=Text(
        "Behov som identifierats tillsammans med företag, akademi och offentlig sektor.",
        "Needs identified together with companies, academia and the public sector.",
    ),
    columns=(
        Column(
            name="need_id",
            heading="Behov-id",
            kind=Kind.ID,
            is_required=True,
            example="EXEMPEL-B1",
            help=Text("Behovets id, eget val.", "The need's id, your own choice."),
        ),
        Column(
            name="title",
            heading="Titel",
            kind=Kind.TEXT,
            is_required=True,
            example="Exempel på behov",
            help=Text("Vad behovet gäller.", "What the need is about."),
        ),
        Column(
            name="area",
            heading="Område",
            kind=Kind.AREA,
            is_required=True,
            example="tra_skog",
            help=Text("Kunskapsområdet.", "The knowledge area."),
        ),
        Column(
            name="county",
            heading="Län",
            kind=Kind.COUNTY,
            is_required=True,
            example="07",
            help=Text("Länet där behovet lyftes.", "The county where the need was raised."),
        ),
        Column(
            name="date",
            heading="Datum",
            kind=Kind.DATE,
            is_required=True,
            example="2025-02-03",
            help=Text("När behovet identifierades.", "When the need was identified."),
        ),
        Column(
            name="raised_by",
            heading="Lyft av",
            kind=Kind.CHOICE,
            choices="raised_by",
            example="foretag",
            help=Text("Vem som lyfte behovet.", "Who raised the need."),
        ),
        Column(
            name="status",
            heading="Status",
            kind=Kind.CHOICE,
            choices="need_status",
            is_required=True,
            example="identifierat",
            help=Text("Hur långt behovet har kommit.", "How far the need has come."),
        ),
    ),
)

INITIATIVE = Sheet(
    title="Insatser",
    table="initiative",
    key=("initiative_id",),
    help=Text(
        "Insatser: projekt, program och aktiviteter som är öppna för företagen.",
        "Initiatives: projects, programmes and activities open to the companies.",
    ),
    columns=(
        Column(
            name="initiative_id",
            heading="Insats-id",
            kind=Kind.ID,
            is_required=True,
            example="EXEMPEL-1",
            help=Text("Insatsens id, eget val.", "The initiative's id, your own choice."),
        ),
        Column(
            name="title",
            heading="Titel",
            kind=Kind.TEXT,
            is_required=True,
            example="Exempel på insats",
            help=Text("Insatsens namn.", "The initiative's name."),
        ),
        Column(
            name="area",
            heading="Område",
            kind=Kind.AREA,
            is_required=True,
            example="tra_skog",
            help=Text("Kunskapsområdet som insatsen räknas till.", "The area it is counted in."),
        ),
        Column(
            name="other_areas",
            heading="Fler områden",
            kind=Kind.AREA,
            is_list=True,
            example="industri; digital",
            help=Text("Andra områden som insatsen berör.", "Other areas that it touches."),
        ),
        Column(
            name="principal",
            heading="Huvudman",
            kind=Kind.ORGNR_OR_NAME,
            is_required=True,
            example=_EXAMPLE_ACTOR,
            help=Text(
                "Huvudmannens organisationsnummer eller namn.",
                "The principal's organisation number or name.",
            ),
        ),
        Column(
            name="start_date",
            heading="Start",
            kind=Kind.DATE,
            is_required=True,
            example="2025-02-01",
            help=Text("Första dagen.", "The first day."),
        ),
        Column(
            name="end_date",
            heading="Slut",
            kind=Kind.DATE,
            example="2026-01-31",
            help=Text("Sista dagen; tom om den inte är känd.", "The last day; empty if unknown."),
        ),
        Column(
            name="status",
            heading="Status",
            kind=Kind.CHOICE,
            choices="initiative_status",
            is_required=True,
            example="pagaende",
            help=Text("Insatsens läge.", "The initiative's state."),
        ),
        Column(
            name="kind",
            heading="Typ",
            kind=Kind.TEXT,
            example="Innovationscheckar",
            help=Text("Slag av insats, fritt.", "Kind of initiative, in your own words."),
        ),
        Column(
            name="counties",
            heading="Län",
            kind=Kind.COUNTY,
            is_list=True,
            example="07; 08",
            help=Text("Länen där insatsen är öppen.", "The counties where it is open."),
        ),
        Column(
            name="needs",
            heading="Behov",
            kind=Kind.ID,
            is_list=True,
            example="EXEMPEL-B1",
            help=Text("Behoven som insatsen svarar mot.", "The needs that it answers."),
        ),
    ),
)

PARTICIPATION = Sheet(
    title="Deltaganden",
    table="participation",
    key=("initiative_id", "orgnr", "date", "support"),
    help=Text(
        "Ett företags deltagande i en insats; en rad per tillfälle.",
        "A company's participation in an initiative; one row each time.",
    ),
    columns=(
        _initiative(),
        _orgnr(
            "Företagets nummer i bladet Företag.",
            "The company's number in the sheet Företag.",
            refers_to="company",
            example=_EXAMPLE_COMPANY,
        ),
        Column(
            name="date",
            heading="Datum",
            kind=Kind.DATE,
            is_required=True,
            example="2025-03-31",
            help=Text("När det ägde rum eller började.", "When it took place or began."),
        ),
        Column(
            name="support",
            heading="Stöd",
            kind=Kind.CHOICE,
            choices="support",
            is_required=True,
            example="radgivning",
            help=Text(
                "Slag av stöd; en kontakt är inget stöd.", "Kind of support; a contact is none."
            ),
        ),
        Column(
            name="hours",
            heading="Timmar",
            kind=Kind.DECIMAL,
            example=7.5,
            help=Text("Timmar som företaget fick.", "Hours that the company received."),
        ),
        Column(
            name="value_sek",
            heading="Värde SEK",
            kind=Kind.DECIMAL,
            example=6000,
            help=Text("Stödets värde i kronor.", "The support's value in SEK."),
        ),
        Column(
            name="municipality",
            heading="Kommun",
            kind=Kind.MUNICIPALITY,
            example="",
            help=Text(
                "Arbetsställets kommun, om den är en annan än företagets.",
                "The workplace's municipality, where it is not the company's own.",
            ),
        ),
    ),
)

CERTIFICATE = Sheet(
    title="Stödintyg",
    table="certificate",
    key=("initiative_id", "orgnr"),
    help=Text(
        "Försumbart stöd: företagets intyg och beslutet; en rad per företag och insats.",
        "De minimis aid: the company's certificate and the decision; one row per company and "
        "initiative.",
    ),
    columns=(
        _initiative(),
        _orgnr(
            "Företagets nummer i bladet Företag.",
            "The company's number in the sheet Företag.",
            refers_to="company",
            example=_EXAMPLE_COMPANY,
        ),
        Column(
            name="certificate_date",
            heading="Intyg",
            kind=Kind.DATE,
            example="2025-03-03",
            help=Text(
                "Dagen då företaget intygade vilket försumbart stöd det har fått.",
                "The day on which the company certified what de minimis aid it has received.",
            ),
        ),
        Column(
            name="decision_date",
            heading="Beslut",
            kind=Kind.DATE,
            example="2025-03-10",
            help=Text(
                "Dagen för beslutet; det ska komma före stödet.",
                "The day of the decision; it must come before the support.",
            ),
        ),
        Column(
            name="other_aid_sek",
            heading="Annat stöd SEK",
            kind=Kind.DECIMAL,
            example=0,
            help=Text(
                "Försumbart stöd från andra under de tre åren, enligt intyget, i kronor.",
                "De minimis aid from others in the three years, as certified, in SEK.",
            ),
        ),
    ),
)

FUNDING = Sheet(
    title="Finansiering",
    table="funding",
    key=("initiative_id", "funder", "source", "form"),
    help=Text("Beslutad finansiering per insats.", "Decided funding per initiative."),
    columns=(
        _initiative(),
        Column(
            name="funder",
            heading="Finansiär",
            kind=Kind.ORGNR_OR_NAME,
            is_required=True,
            example=_EXAMPLE_ACTOR,
            help=Text(
                "Finansiärens organisationsnummer eller namn.",
                "The funder's organisation number or name.",
            ),
        ),
        Column(
            name="source",
            heading="Källa",
            kind=Kind.CHOICE,
            choices="source",
            is_required=True,
            example="region",
            help=Text("Var pengarna kommer från.", "Where the money comes from."),
        ),
        Column(
            name="form",
            heading="Form",
            kind=Kind.CHOICE,
            choices="form",
            is_required=True,
            example="kontant",
            help=Text("Kontant eller annat än pengar.", "Cash or in kind."),
        ),
        Column(
            name="budget_sek",
            heading="Budget SEK",
            kind=Kind.DECIMAL,
            is_required=True,
            example=250000,
            help=Text("Beslutat belopp i kronor.", "Decided amount in SEK."),
        ),
    ),
)

BOOKING = Sheet(
    title="Ekonomi",
    table="booking",
    key=(),
    help=Text(
        "Kostnader och inbetalningar; varje rad är en bokning, även om två är lika.",
        "Costs and payments in; each row is a booking, even when two are equal.",
    ),
    columns=(
        _initiative(),
        Column(
            name="date",
            heading="Datum",
            kind=Kind.DATE,
            is_required=True,
            example="2025-04-30",
            help=Text("Bokföringsdag.", "Booking date."),
        ),
        Column(
            name="kind",
            heading="Slag",
            kind=Kind.CHOICE,
            choices="booking_kind",
            is_required=True,
            example="kostnad",
            help=Text("Kostnad eller inbetalning.", "Cost or payment in."),
        ),
        Column(
            name="amount_sek",
            heading="Belopp SEK",
            kind=Kind.DECIMAL,
            is_required=True,
            may_be_negative=True,
            example=18500.5,
            help=Text("Kronor; negativt är en rättelse.", "SEK; negative is a correction."),
        ),
        Column(
            name="funder",
            heading="Finansiär",
            kind=Kind.ORGNR_OR_NAME,
            example="",
            help=Text("Vem som betalade in.", "Who paid in."),
        ),
        Column(
            name="cost_category",
            heading="Kostnadsslag",
            kind=Kind.TEXT,
            example="Externa tjänster",
            help=Text("Slag av kostnad.", "Category of the cost."),
        ),
        Column(
            name="form",
            heading="Form",
            kind=Kind.CHOICE,
            choices="form",
            help=Text(
                "Av en inbetalning: kontant eller annat än pengar, där bladet Finansiering inte "
                "säger det.",
                "Of a payment in: cash or in kind, where the sheet Finansiering does not tell.",
            ),
        ),
    ),
)

OUTCOME = Sheet(
    title="Resultat",
    table="outcome",
    key=("orgnr", "date", "kind", "initiative_id"),
    help=Text("Vad företagen åstadkommit.", "What the companies have achieved."),
    columns=(
        _orgnr(
            "Företagets nummer i bladet Företag.",
            "The company's number in the sheet Företag.",
            refers_to="company",
            example=_EXAMPLE_COMPANY,
        ),
        Column(
            name="date",
            heading="Datum",
            kind=Kind.DATE,
            is_required=True,
            example="2025-11-15",
            help=Text("När resultatet nåddes eller mättes.", "When it was reached or measured."),
        ),
        Column(
            name="kind",
            heading="Slag",
            kind=Kind.CHOICE,
            choices="outcome_kind",
            is_required=True,
            example="produktinnovation",
            help=Text("Slag av resultat.", "Kind of result."),
        ),
        Column(
            name="value",
            heading="Värde",
            kind=Kind.DECIMAL,
            example="",
            help=Text(
                "Årsarbetskrafter, kronor, eller 1–5 för innovationsgrad.",
                "Annual FTE, SEK, or 1–5 for degree of innovation.",
            ),
        ),
        _initiative(is_required=False),
        Column(
            name="evidence",
            heading="Underlag",
            kind=Kind.TEXT,
            example="Enkät november 2025",
            help=Text("Vad uppgiften bygger på.", "What it rests on."),
        ),
    ),
)

SOLUTION = Sheet(
    title="Lösningar",
    table="solution",
    key=("solution_id", "step"),
    help=Text(
        "Lösningar på väg in i ordinarie verksamhet; en rad per steg.",
        "Solutions on their way into ordinary work; one row per step.",
    ),
    columns=(
        Column(
            name="solution_id",
            heading="Lösning-id",
            kind=Kind.ID,
            is_required=True,
            example="EXEMPEL-L1",
            help=Text("Lösningens id, eget val.", "The solution's id, your own choice."),
        ),
        Column(
            name="title",
            heading="Titel",
            kind=Kind.TEXT,
            is_required=True,
            example="Exempel på lösning",
            help=Text("Vad lösningen är.", "What the solution is."),
        ),
        Column(
            name="area",
            heading="Område",
            kind=Kind.AREA,
            is_required=True,
            example="tra_skog",
            help=Text("Kunskapsområdet.", "The knowledge area."),
        ),
        Column(
            name="step",
            heading="Steg",
            kind=Kind.CHOICE,
            choices="solution_step",
            is_required=True,
            example="testad",
            help=Text("Steget på överlämningsstegen.", "The step of the handover ladder."),
        ),
        Column(
            name="date",
            heading="Datum",
            kind=Kind.DATE,
            is_required=True,
            example="2025-12-01",
            help=Text("När steget nåddes.", "When the step was reached."),
        ),
        Column(
            name="receiver",
            heading="Mottagare",
            kind=Kind.TEXT,
            example="Region Kronoberg",
            help=Text("Vem som tar över.", "Who takes over."),
        ),
        Column(
            name="evidence",
            heading="Underlag",
            kind=Kind.TEXT,
            example="Protokoll 2025-12-01",
            help=Text("Vad uppgiften bygger på.", "What it rests on."),
        ),
    ),
)

CONTEXT = Sheet(
    title="Bakgrund",
    table="context",
    key=("county", "municipality", "size", "year"),
    help=Text(
        "Antal företag i länet eller kommunen: nämnaren när räckvidd räknas som andel.",
        "Number of companies in the county or municipality: the denominator of reach.",
    ),
    columns=(
        Column(
            name="county",
            heading="Län",
            kind=Kind.COUNTY,
            is_required=True,
            example="07",
            help=Text("Länet.", "The county."),
        ),
        Column(
            name="municipality",
            heading="Kommun",
            kind=Kind.MUNICIPALITY,
            example="",
            help=Text("Tom när raden gäller hela länet.", "Empty when it is the whole county."),
        ),
        Column(
            name="size",
            heading="Storlek",
            kind=Kind.CHOICE,
            choices="size",
            example="mikro",
            help=Text("Storleksklass; tom när alla avses.", "Size class; empty for all."),
        ),
        Column(
            name="year",
            heading="År",
            kind=Kind.YEAR,
            is_required=True,
            example=2024,
            help=Text("Året som antalet gäller.", "The year of the number."),
        ),
        Column(
            name="companies",
            heading="Antal företag",
            kind=Kind.INTEGER,
            is_required=True,
            example=1500,
            help=Text("Antal företag.", "Number of companies."),
        ),
        Column(
            name="source",
            heading="Källa",
            kind=Kind.TEXT,
            is_required=True,
            example="SCB Företagsdatabasen",
            help=Text("Var antalet kommer från.", "Where the number comes from."),
        ),
    ),
)

SHEETS: tuple[Sheet, ...] = (
    ACTOR,
    COMPANY,
    NEED,
    INITIATIVE,
    PARTICIPATION,
    CERTIFICATE,
    FUNDING,
    BOOKING,
    OUTCOME,
    SOLUTION,
    CONTEXT,
)

_BY_TABLE = {sheet.table: sheet for sheet in SHEETS}
_BY_WORD = {fold(word): sheet for sheet in SHEETS for word in (sheet.title, sheet.table)}


def sheet_for_table(table: str) -> Sheet:
    """The sheet stored in `table`; KeyError for another name."""
    return _BY_TABLE[table]


def sheet_for_title(title: str) -> Sheet | None:
    """The sheet that a tab or a csv file's stem names (Swedish or table name), or None."""
    return _BY_WORD.get(fold(title))
