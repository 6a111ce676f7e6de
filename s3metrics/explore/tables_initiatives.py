"""The tables of initiatives: what they are, where they are open, and their money."""

from __future__ import annotations

from s3metrics.explore.columns import (
    coded,
    column,
    delivered,
    flag,
    in_sheet,
    key,
    opened,
    provenance,
)
from s3metrics.explore.tables_companies import INITIATIVE_LABEL, INITIATIVE_MEANING
from s3metrics.explore.tables_model import SETTLED, Column, Table, table
from s3metrics.words import Text

AREA = Text("Område", "Area")
AREA_MEANING = Text("Insatsens kunskapsområde", "The initiative's knowledge area")
IS_ACTIVE = Text("Insatsen är inte avbruten", "The initiative is not aborted")


def initiative_id(sql: str, table_name: str | None = None) -> Column:
    """The id that joins a table to `initiative`."""
    return column(
        "initiative",
        "VARCHAR",
        INITIATIVE_LABEL,
        INITIATIVE_MEANING,
        sql=opened(sql),
        source=in_sheet(table_name, "initiative_id") if table_name else SETTLED,
    )


INITIATIVE = table(
    "initiative",
    Text("Insatser", "Initiatives"),
    Text("En insats per rad, så som den är känd", "One initiative per row, as known"),
    (
        initiative_id("i.initiative", "initiative"),
        delivered("initiative", "title", "VARCHAR", sql=opened("i.title")),
        coded("area", "area", "i.area", AREA, AREA_MEANING, source=in_sheet("initiative", "area")),
        coded(
            "status",
            "initiative_status",
            "i.status",
            Text("Status", "Status"),
            Text("Insatsens läge", "The initiative's state"),
            source=in_sheet("initiative", "status"),
        ),
        delivered("initiative", "kind", "VARCHAR", sql=opened("r.kind")),
        delivered("initiative", "start_date", "DATE", sql="i.start_date"),
        delivered("initiative", "end_date", "DATE", sql="i.end_date"),
        flag("is_active", Text("Räknas", "Counts"), IS_ACTIVE, "i.is_active"),
        flag(
            "is_in_period",
            Text("Aktiv i perioden", "Active in the period"),
            Text(
                "Inte avbruten, och pågår någon dag från programmets första dag till och med den "
                "dag som gäller (se about)",
                "Not aborted, and runs on a day from the programme's first day to the day that "
                "counts (see about)",
            ),
            "i.is_active AND i.start_date <= $today AND coalesce(i.end_date, $today) >= $start",
        ),
        key(
            "principal",
            "i.principal",
            Text("Huvudman", "Principal"),
            Text(
                "Huvudmannens organisationsnummer, eller namnet där inget nummer är känt",
                "The principal's organisation number, or its name where no number is known",
            ),
            source=in_sheet("initiative", "principal"),
        ),
        column(
            "principal_name",
            "VARCHAR",
            Text("Huvudmannens namn", "Name of the principal"),
            Text("Namnet enligt bladet Aktörer", "The name by the sheet Aktörer"),
            sql=opened("a.name"),
            source=in_sheet("actor", "name"),
        ),
        coded(
            "principal_kind",
            "actor_kind",
            "i.principal_kind",
            Text("Typ av huvudman", "Kind of principal"),
            Text("Slag av aktör enligt bladet Aktörer", "Kind of actor by the sheet Aktörer"),
            source=in_sheet("actor", "kind"),
        ),
        coded(
            "principal_county",
            "county",
            "i.principal_county",
            Text("Huvudmannens län", "The principal's county"),
            Text("Länet enligt bladet Aktörer", "The county by the sheet Aktörer"),
            source=in_sheet("actor", "county"),
        ),
        flag(
            "is_declared_across",
            Text("Öppen i flera län", "Open in several counties"),
            Text("Öppen i minst två av programmets län", "Open in at least two of the counties"),
            "i.is_declared_across",
        ),
        flag(
            "is_cross_area",
            Text("Flera områden", "Several areas"),
            Text("Berör minst ett annat område", "Touches at least one other area"),
            "i.is_cross_area",
        ),
        provenance("r"),
    ),
    rows="initiative i JOIN ledger.initiative r ON r.row_id = i.row_id "
    "LEFT JOIN actor a ON a.orgnr = i.principal",
    needs=("initiative", "actor"),
    order="1",
)

INITIATIVE_COUNTY = table(
    "initiative_county",
    Text("Insatsernas län", "Counties of initiatives"),
    Text(
        "Länen där insatsen är öppen, en rad per insats och län; belopp som läggs ihop över länen "
        "räknas flera gånger",
        "The counties where it is open, one row per initiative and county; amounts summed over "
        "counties count several times",
    ),
    (
        initiative_id("c.initiative"),
        coded(
            "county",
            "county",
            "c.county",
            Text("Län", "County"),
            Text(
                "Ett av programmets län; okand där insatsen inte är öppen i något av dem",
                "One of the programme's counties; okand where it is open in none of them",
            ),
            source=in_sheet("initiative", "counties"),
        ),
    ),
    rows="initiative_county c",
    needs=("initiative_county",),
    order="1, 2",
)

INITIATIVE_AREA = table(
    "initiative_area",
    Text("Insatsernas områden", "Areas of initiatives"),
    Text(
        "Området som insatsen räknas i, och de andra som den berör",
        "The area in which it is counted, and the others that it touches",
    ),
    (
        initiative_id("x.initiative"),
        coded("area", "area", "x.area", AREA, Text("Kunskapsområdet", "The knowledge area")),
        flag(
            "is_counted",
            Text("Räknas här", "Counted here"),
            Text(
                "Området är det som insatsen räknas i; de andra berörs bara",
                "It is the area in which the initiative counts; the others are only touched",
            ),
            "x.is_counted",
        ),
    ),
    rows="(SELECT initiative, area, true AS is_counted FROM initiative UNION ALL "
    "SELECT initiative, unnest(other_areas), false FROM initiative) x",
    needs=("initiative",),
    order="1, 2",
)

INITIATIVE_NEED = table(
    "initiative_need",
    Text("Insatsernas behov", "Needs of initiatives"),
    Text(
        "Behoven som insatsen svarar mot, en rad per insats och behov",
        "The needs that it answers, one row per initiative and need",
    ),
    (
        initiative_id("x.initiative"),
        column(
            "need",
            "VARCHAR",
            Text("Behov", "Need"),
            Text("Behovets id", "The need's id"),
            sql=opened("x.need"),
            source=in_sheet("initiative", "needs"),
        ),
    ),
    rows="(SELECT initiative, unnest(needs) AS need FROM initiative) x",
    needs=("initiative",),
    order="1, 2",
)

INITIATIVE_TABLES: tuple[Table, ...] = (
    INITIATIVE,
    INITIATIVE_COUNTY,
    INITIATIVE_AREA,
    INITIATIVE_NEED,
)
