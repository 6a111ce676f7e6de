"""The tables of what the rows refer to: the clock, code lists, days, targets, deliveries."""

from __future__ import annotations

from s3metrics.explore.columns import OF_CATALOGUE, OF_PROGRAMME, column
from s3metrics.explore.tables_model import Column, Table, table
from s3metrics.indicators.model import TIME
from s3metrics.words import Text

TIME_WORDS = {
    "month": Text("Månad", "Month"),
    "quarter": Text("Kvartal", "Quarter"),
    "half_year": Text("Halvår", "Half-year"),
    "year": Text("År", "Year"),
    "reporting_period": Text("Rapportperiod", "Reporting period"),
}


def _said(name: str, type_: str, sv: str, en: str, meaning_sv: str, meaning_en: str) -> Column:
    return column(name, type_, Text(sv, en), Text(meaning_sv, meaning_en), source=OF_PROGRAMME)


ABOUT = table(
    "about",
    Text("Om kopian", "About the copy"),
    Text("En enda rad: vad kopian är, och som känt när", "A single row: what the copy is"),
    (
        _said("programme", "VARCHAR", "Program", "Programme", "Programmets namn", "Its name"),
        _said(
            "period_start",
            "DATE",
            "Programmets första dag",
            "First day of the programme",
            "Härifrån räknas det som inget annat sägs om",
            "From here figures count unless told otherwise",
        ),
        _said(
            "today",
            "DATE",
            "Dagen som gäller",
            "The day that counts",
            "I dag, eller utgåvans sista dag: hit räknas det som inget annat sägs om",
            "Today, or the edition's last day: up to here figures count unless told otherwise",
        ),
        _said(
            "delivery",
            "INTEGER",
            "Leverans",
            "Delivery",
            "Den sista leveransen som räknas med",
            "The last delivery that counts",
        ),
        _said("edition", "VARCHAR", "Utgåva", "Edition", "Utgåvan; tom för nu", "Empty for now"),
        _said(
            "data_version",
            "INTEGER",
            "Dataversion",
            "Data version",
            "Ändras när en siffra kan ha ändrats",
            "Changes when a figure may have changed",
        ),
        _said(
            "is_sample",
            "BOOLEAN",
            "Exempeldata",
            "Sample data",
            "Uppgifterna är påhittade",
            "The data are invented",
        ),
        _said(
            "programme_sha256",
            "VARCHAR",
            "Programfilens SHA-256",
            "SHA-256 of the programme file",
            "Vilken programfil reglerna kommer ur",
            "Which programme file the rules come from",
        ),
        _said(
            "software_version",
            "VARCHAR",
            "Programversion",
            "Software version",
            "Vilken version av s3metrics som räknade",
            "Which version of s3metrics counted",
        ),
    ),
    rows="about_row",
)

CODE = table(
    "code",
    Text("Koder", "Codes"),
    Text("Vad koderna i de andra tabellerna heter", "The words for the codes of the other tables"),
    (
        _said("list", "VARCHAR", "Lista", "List", "Kodlistan, t.ex. size", "The list, as size"),
        _said("member", "VARCHAR", "Kod", "Code", "Koden", "The code"),
        _said("name", "VARCHAR", "Namn", "Name", "Det svenska ordet", "The Swedish word"),
        _said(
            "name_en", "VARCHAR", "Engelskt namn", "English name", "Det engelska ordet", "English"
        ),
        _said(
            "position",
            "INTEGER",
            "Ordning",
            "Position",
            "Platsen i listan",
            "The place in the list",
        ),
        _said(
            "is_of_programme",
            "BOOLEAN",
            "I programmet",
            "Of the programme",
            "Falskt för län och kommuner utanför programmet",
            "False for counties and municipalities outside the programme",
        ),
    ),
    rows="code",
    order="list, position",
)

CALENDAR = table(
    "calendar",
    Text("Kalender", "Calendar"),
    Text(
        "En rad per dag, med de perioder den ligger i; slå ihop med date",
        "One row per day, with the periods it lies in; join on date",
    ),
    (
        _said("date", "DATE", "Datum", "Date", "Dagen", "The day"),
        *(
            column(
                grain,
                "VARCHAR",
                TIME_WORDS[grain],
                Text(
                    f"{TIME_WORDS[grain].sv} som dagen ligger i",
                    f"{TIME_WORDS[grain].en} of the day",
                ),
                source=OF_PROGRAMME,
            )
            for grain in TIME
        ),
    ),
    rows="days",
    order="date",
)

TARGET = table(
    "target",
    Text("Mål", "Targets"),
    Text("Programmets mål, ett per rad", "The programme's targets, one per row"),
    (
        _said("indicator", "VARCHAR", "Indikator", "Indicator", "Indikatorns id", "Its id"),
        _said("area", "VARCHAR", "Område", "Area", "Området; * för alla", "The area; * for all"),
        _said("county", "VARCHAR", "Län", "County", "Länet; * för alla", "The county; * for all"),
        _said("date", "DATE", "Datum", "Date", "När målet ska nås", "When it is to be reached"),
        _said("value", "DECIMAL(18, 4)", "Värde", "Value", "Målvärdet", "The value to reach"),
        _said("source", "VARCHAR", "Källa", "Source", "Beslutet eller källan", "The decision"),
        _said("is_example", "BOOLEAN", "Exempel", "Example", "Målet är påhittat", "Invented"),
    ),
    rows="target_row",
    order="indicator, date",
)

INDICATOR = table(
    "indicator",
    Text("Indikatorer", "Indicators"),
    Text(
        "Katalogen över indikatorer; siffrorna står i vyerna indicator_…",
        "The catalogue of indicators; the figures are in the views indicator_…",
    ),
    tuple(
        column(name, type_, label, meaning, source=OF_CATALOGUE)
        for name, type_, label, meaning in (
            ("indicator", "VARCHAR", Text("Indikator", "Indicator"), Text("Id", "Id")),
            ("label", "VARCHAR", Text("Namn", "Name"), Text("Det svenska namnet", "Swedish name")),
            ("unit", "VARCHAR", Text("Enhet", "Unit"), Text("Vad värdet räknas i", "Its unit")),
            ("rule", "VARCHAR", Text("Regel", "Rule"), Text("Vad som räknas", "What is counted")),
            ("eu_code", "VARCHAR", Text("EU-kod", "EU code"), Text("RCO eller RCR", "RCO or RCR")),
            (
                "breakdowns",
                "VARCHAR",
                Text("Uppdelningar", "Breakdowns"),
                Text("Det som den kan delas upp på", "What it can be divided by"),
            ),
            (
                "additive",
                "VARCHAR",
                Text("Delar som går att summera", "Parts that add up"),
                Text(
                    "Uppdelningar vars delar blir totalen; de andra får inte summeras",
                    "Breakdowns whose parts are the total; the others must not be summed",
                ),
            ),
            ("version", "INTEGER", Text("Version", "Version"), Text("Av regeln", "Of the rule")),
        )
    ),
    rows="indicator_row",
)

LIST_TABLES: tuple[Table, ...] = (ABOUT, CODE, CALENDAR, TARGET, INDICATOR)
