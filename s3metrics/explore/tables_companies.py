"""The tables of companies: who they are, what they took part in, what they achieved."""

from __future__ import annotations

from s3metrics.explore.columns import (
    coded,
    column,
    delivered,
    flag,
    in_period,
    in_sheet,
    key,
    opened,
    provenance,
    row_id,
)
from s3metrics.explore.tables_model import Table, table
from s3metrics.words import Text

COMPANY_LABEL = Text("Företag", "Company")
COMPANY_MEANING = Text(
    "Företagets organisationsnummer; en enskild firmas är ersatt av ett löpnummer (enskild-1 …)",
    "The company's organisation number; a sole trader's is replaced by a running number "
    "(enskild-1 …)",
)
INITIATIVE_LABEL = Text("Insats", "Initiative")
INITIATIVE_MEANING = Text("Insatsens id", "The initiative's id")
COUNTY = Text("Län", "County")
_MUNICIPALITY = Text("Kommun", "Municipality")
SIZE = Text("Storlek", "Size")
SIZE_MEANING = Text(
    "Företagets storleksklass när det kom in; okand räknas inte som SMF",
    "The company's size class at entry; okand counts as no SME",
)
IS_SME = flag(
    "is_sme",
    Text("Är SMF", "Is an SME"),
    Text("Storleken är mikro, liten eller medel", "The size is mikro, liten or medel"),
)
_SEAT_COUNTY = "c.municipality[:2]"

COMPANY = table(
    "company",
    Text("Företag", "Companies"),
    Text(
        "Ett företag per rad, så som det är känt: det senast sända ordet gäller",
        "One company per row, as known: the latest word counts",
    ),
    (
        key(
            "company",
            "c.orgnr",
            COMPANY_LABEL,
            COMPANY_MEANING,
            source=in_sheet("company", "orgnr"),
        ),
        delivered("company", "name", "VARCHAR", sql=opened("c.name")),
        flag(
            "is_sole_trader",
            Text("Är enskild firma", "Is a sole trader"),
            Text(
                "Numret är en persons och visas inte", "The number is a person's and is not shown"
            ),
            "regexp_full_match(c.orgnr, 'p[0-9a-f]{24}')",
        ),
        coded(
            "municipality",
            "municipality",
            "c.municipality",
            _MUNICIPALITY,
            Text("Kommunen där företaget har sitt säte", "The municipality of its seat"),
            source=in_sheet("company", "municipality"),
        ),
        coded(
            "county",
            "county",
            _SEAT_COUNTY,
            COUNTY,
            Text("Länet där företaget har sitt säte", "The county of its seat"),
        ),
        flag(
            "is_inside",
            Text("Säte i programmets län", "Seat in the programme's counties"),
            Text("Sätet ligger i något av programmets län", "The seat is in one of its counties"),
            f"list_contains($county_codes, {_SEAT_COUNTY})",
        ),
        coded("size", "size", "c.size", SIZE, SIZE_MEANING, source=in_sheet("company", "size")),
        flag(
            "is_sme",
            IS_SME.doc.label,
            IS_SME.doc.meaning,
            "c.size IN ('mikro', 'liten', 'medel')",
        ),
        delivered("company", "sni", "VARCHAR", sql=opened("c.sni")),
        delivered("company", "founded_year", "INTEGER"),
        key(
            "group_company",
            "c.group_orgnr",
            Text("Koncern", "Group"),
            Text("Koncernmoderns organisationsnummer", "The parent's organisation number"),
            source=in_sheet("company", "group_orgnr"),
        ),
        column(
            "first_support_date",
            "DATE",
            Text("Första stödet", "First support"),
            Text(
                "Dagen för det första deltagandet som räknas som stöd i programmets län, någonsin",
                "The day of the first participation that counts as support inside the counties",
            ),
            sql="f.first_date",
        ),
        provenance("c"),
    ),
    rows="company c LEFT JOIN company_number n ON n.orgnr = c.orgnr "
    "LEFT JOIN first_support f ON f.company = n.company",
    needs=("company", "company_number", "first_support"),
    order="1",
)

PARTICIPATION = table(
    "participation",
    Text("Deltaganden", "Participations"),
    Text(
        "Ett deltagande per rad, placerat i den kommun, det län, det område och den storlek som "
        "siffrorna räknar det i",
        "One participation per row, in the municipality, county, area and size in which the "
        "figures count it",
    ),
    (
        row_id("p"),
        key(
            "company",
            "kc.orgnr",
            COMPANY_LABEL,
            COMPANY_MEANING,
            source=in_sheet("participation", "orgnr"),
        ),
        column(
            "initiative",
            "VARCHAR",
            INITIATIVE_LABEL,
            INITIATIVE_MEANING,
            sql=opened("ki.initiative_id"),
            source=in_sheet("participation", "initiative_id"),
        ),
        delivered("participation", "date", "DATE", sql="p.date"),
        coded(
            "support",
            "support",
            "p.support",
            Text("Stöd", "Support"),
            Text("Slag av stöd; en kontakt är inget stöd", "Kind of support; a contact is none"),
            source=in_sheet("participation", "support"),
            is_number=True,
        ),
        delivered("participation", "hours", "DECIMAL(18, 4)", sql="p.hours"),
        delivered("participation", "value_sek", "DECIMAL(18, 4)", sql="p.value_sek"),
        coded(
            "municipality",
            "municipality",
            "p.municipality",
            _MUNICIPALITY,
            Text(
                "Arbetsställets kommun om den är angiven, annars företagets",
                "The workplace's municipality where stated, else the company's",
            ),
            is_number=True,
        ),
        coded(
            "county",
            "county",
            "p.county",
            COUNTY,
            Text("Länet som kommunen ligger i", "The county of that municipality"),
            is_number=True,
        ),
        coded(
            "area",
            "area",
            "p.area",
            Text("Område", "Area"),
            Text("Insatsens kunskapsområde", "The initiative's knowledge area"),
            is_number=True,
        ),
        coded("size", "size", "p.size", SIZE, SIZE_MEANING, is_number=True),
        flag(
            "is_supporting",
            Text("Är stöd", "Is support"),
            Text(
                "Inte en kontakt, och når programfilens minsta timmar och värde",
                "No contact, and reaches the programme file's minimum hours and value",
            ),
            "p.is_supporting",
        ),
        flag(
            "is_inside",
            Text("I programmets län", "Inside the counties"),
            Text(
                "Länet är ett av programmets; annars räknas raden bara i smes_outside",
                "The county is one of the programme's; else only smes_outside counts the row",
            ),
            "p.is_inside",
        ),
        flag("is_sme", IS_SME.doc.label, IS_SME.doc.meaning, "p.is_sme"),
        in_period("p.date", Text("Datumet ligger", "The date lies")),
        flag(
            "is_first",
            Text("Är första stödet", "Is the first support"),
            Text(
                "Företagets första stöd i programmets län, någonsin; ett per företag",
                "The company's first supporting participation inside the counties; one per company",
            ),
            "p.is_first",
        ),
        flag(
            "is_new_enterprise",
            Text("Är nytt företag", "Is a new enterprise"),
            Text(
                "Företaget var nytt vid sitt första stöd, enligt programfilens antal år",
                "The company was new at its first support, by the programme file's years",
            ),
            "p.is_new_enterprise",
        ),
        flag(
            "is_across_border",
            Text("Över länsgräns", "Across a county border"),
            Text(
                "Insatsens huvudman hör hemma i ett annat län än deltagandets",
                "The initiative's principal belongs to another county than the participation's",
            ),
            "p.is_across_border",
        ),
        coded(
            "seat_county",
            "county",
            "p.seat_county",
            Text("Sätets län", "County of the seat"),
            Text("Länet där företaget har sitt säte", "The county of the company's seat"),
            is_number=True,
        ),
        provenance("r"),
    ),
    rows="participation p JOIN ledger.participation r ON r.row_id = p.row_id "
    "JOIN company_number kc ON kc.company = p.company "
    "JOIN initiative_number ki ON ki.initiative = p.initiative",
    needs=("participation", "company_number", "initiative_number"),
)

COMPANY_TABLES: tuple[Table, ...] = (COMPANY, PARTICIPATION)
