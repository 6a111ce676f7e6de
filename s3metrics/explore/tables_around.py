"""The tables of needs, solutions and actors, and of the companies that there are."""

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
from s3metrics.ledger.known import known
from s3metrics.words import Text

_AREA = Text("Område", "Area")
_AREA_MEANING = Text("Kunskapsområdet", "The knowledge area")
_COUNTY = Text("Län", "County")

NEED = table(
    "need",
    Text("Behov", "Needs"),
    Text("Ett behov per rad", "One need per row"),
    (
        column(
            "need",
            "VARCHAR",
            Text("Behov", "Need"),
            Text("Behovets id", "The need's id"),
            sql=opened("n.need"),
            source=in_sheet("need", "need_id"),
        ),
        delivered("need", "title", "VARCHAR", sql=opened("n.title")),
        coded("area", "area", "n.area", _AREA, _AREA_MEANING, source=in_sheet("need", "area")),
        coded(
            "county",
            "county",
            "n.county",
            _COUNTY,
            Text(
                "Länet där behovet lyftes; okand utanför programmets län",
                "The county where it was raised; okand outside the programme's counties",
            ),
            source=in_sheet("need", "county"),
        ),
        delivered("need", "date", "DATE", sql="n.date"),
        coded(
            "raised_by",
            "raised_by",
            "n.raised_by",
            Text("Lyft av", "Raised by"),
            Text("Vem som lyfte behovet", "Who raised the need"),
            source=in_sheet("need", "raised_by"),
        ),
        coded(
            "status",
            "need_status",
            "n.status",
            Text("Status", "Status"),
            Text("Hur långt behovet har kommit", "How far the need has come"),
            source=in_sheet("need", "status"),
        ),
        flag(
            "is_met",
            Text("Har lett till insats", "Is met"),
            Text(
                "Nämns av en insats som inte är avbruten",
                "Named by an initiative that is not aborted",
            ),
            "n.is_met",
        ),
        column(
            "lead_days",
            "INTEGER",
            Text("Ledtid, dagar", "Lead time, days"),
            Text(
                "Dagar från behovets datum till den första sådana insatsens start; ibland under 0",
                "Days from the need's date to the first such initiative's start; may be negative",
            ),
            sql="n.lead_days",
        ),
        in_period("n.date", Text("Datumet ligger", "The date lies")),
        provenance("r"),
    ),
    rows="need n JOIN ledger.need r ON r.row_id = n.row_id",
    needs=("need",),
    order="1",
)

SOLUTION = table(
    "solution",
    Text("Lösningar", "Solutions"),
    Text(
        "Ett steg som en lösning har nått per rad", "One step that a solution has reached per row"
    ),
    (
        column(
            "solution",
            "VARCHAR",
            Text("Lösning", "Solution"),
            Text("Lösningens id", "The solution's id"),
            sql=opened("s.solution"),
            source=in_sheet("solution", "solution_id"),
        ),
        delivered("solution", "title", "VARCHAR", sql=opened("s.title")),
        coded("area", "area", "s.area", _AREA, _AREA_MEANING, source=in_sheet("solution", "area")),
        coded(
            "step",
            "solution_step",
            "s.step",
            Text("Steg", "Step"),
            Text("Steget på överlämningsstegen", "The step of the handover ladder"),
            source=in_sheet("solution", "step"),
        ),
        delivered("solution", "date", "DATE", sql="s.date"),
        delivered("solution", "receiver", "VARCHAR", sql=opened("s.receiver")),
        flag(
            "is_adopted",
            Text("Är införd", "Is adopted"),
            Text("Steget är ordinarie budget eller i drift", "Ordinary budget, or in operation"),
            "s.is_adopted",
        ),
        flag(
            "has_evidence",
            Text("Har underlag", "Has evidence"),
            Text("Det står vad uppgiften bygger på", "It says what it rests on"),
            "trim(coalesce(r.evidence, '')) <> ''",
        ),
        provenance("r"),
    ),
    rows="solution s JOIN ledger.solution r ON r.row_id = s.row_id",
    needs=("solution",),
    order="1, date",
)

ACTOR = table(
    "actor",
    Text("Aktörer", "Actors"),
    Text("En aktör per rad, så som den är känd", "One actor per row, as known"),
    (
        key(
            "actor",
            "a.orgnr",
            Text("Aktör", "Actor"),
            Text("Aktörens organisationsnummer", "The actor's organisation number"),
            source=in_sheet("actor", "orgnr"),
        ),
        delivered("actor", "name", "VARCHAR", sql=opened("a.name")),
        coded(
            "kind",
            "actor_kind",
            "a.kind",
            Text("Typ", "Kind"),
            Text("Slag av aktör", "Kind of actor"),
            source=in_sheet("actor", "kind"),
        ),
        coded(
            "county",
            "county",
            "a.county",
            _COUNTY,
            Text("Länet där aktören hör hemma", "The county where the actor belongs"),
            source=in_sheet("actor", "county"),
        ),
        flag(
            "is_public",
            Text("Offentligt finansierad", "Publicly funded"),
            Text("Aktören är offentligt finansierad", "The actor is publicly funded"),
            "a.publicly_funded",
        ),
        provenance("a"),
    ),
    rows=f"({known('actor')}) a",
    order="1",
)

CONTEXT = table(
    "context",
    Text("Bakgrund", "Context"),
    Text(
        "Antalet företag som finns, per län eller kommun, storlek och år",
        "The companies that there are, by county or municipality, size and year",
    ),
    (
        row_id("x"),
        coded("county", "county", "x.county", _COUNTY, Text("Länet", "The county")),
        coded(
            "municipality",
            "municipality",
            "x.municipality",
            Text("Kommun", "Municipality"),
            Text(
                "Kommunen; okand när raden gäller hela länet", "okand when it is the whole county"
            ),
            source=in_sheet("context", "municipality"),
        ),
        coded(
            "size",
            "size",
            "x.size",
            Text("Storlek", "Size"),
            Text("Storleksklassen; okand när alla avses", "The size class; okand when it is all"),
            source=in_sheet("context", "size"),
        ),
        delivered("context", "year", "INTEGER", sql="x.year"),
        delivered("context", "companies", "BIGINT", sql="x.companies"),
        delivered("context", "source", "VARCHAR", sql=opened("x.source")),
        flag(
            "is_denominator",
            Text("Är nämnare", "Is the denominator"),
            Text(
                "Raden räknas i nämnaren för räckvidd: senaste året, mikro till medel eller utan "
                "storlek",
                "The row counts in the denominator of reach: latest year, micro to medium or "
                "without size",
            ),
            "u.row_id IS NOT NULL",
        ),
        flag(
            "is_of_county",
            Text("Räknas i länets summa", "Counts in the county's sum"),
            Text(
                "Länets egen rad, eller kommunens där länet inte har någon egen",
                "The county's own row, or a municipality's where the county has none of its own",
            ),
            "u.is_county_level",
        ),
        provenance("x"),
    ),
    rows=f"({known('context')}) x LEFT JOIN population u ON u.row_id = x.row_id",
    needs=("population",),
    order="1",
)

AROUND_TABLES: tuple[Table, ...] = (NEED, SOLUTION, ACTOR, CONTEXT)
