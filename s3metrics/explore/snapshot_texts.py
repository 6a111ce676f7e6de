"""What a snapshot says of itself, in Swedish."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from s3metrics.explore.tables_model import TableDoc

_WIDTH = 96
_SAMPLE = "EXEMPELDATA – inga riktiga uppgifter."
_MONEY = (
    "Belopp är exakta decimaltal i kronor. Datum är datum. Ja och nej är true och false. Tomt "
    "betyder okänt eller inte sagt, aldrig noll. Koden okand är en del som andra."
)
_SUMS = (
    "Företag får inte läggas ihop över län, områden eller kvartal: samma företag kan vara i flera. "
    "Räkna olika företag (count distinct) eller ta siffran ur indicator_…, där varje nivå är "
    "räknad. Välj där en uppdelning i kolumnen breakdown och summera aldrig över flera."
)
_PERSONS = (
    "Här finns inga personnummer, e-postadresser, anteckningar eller rader i karantän. En enskild "
    "firmas nummer är ersatt av ett löpnummer, enskild-1 och så vidare. Företagens namn finns med: "
    "lägg inte mappen där andra än projektets medarbetare läser."
)


def as_of_sentence(stamp: Mapping[str, Any]) -> str:
    """As of when the snapshot is, and what it may be taken for."""
    if stamp["edition"]:
        return (
            f"Som känt i utgåvan {stamp['edition']} (efter leverans {stamp['delivery']}, till och "
            f"med {stamp['today']}). I indicator_… står siffrorna som de rapporterades där de "
            "förseglades; allt annat, och allt som räknas ur tabellerna, är inte officiell "
            "statistik."
        )
    return (
        f"Som känt efter leverans {stamp['delivery']}, till och med {stamp['today']}. Inte "
        "officiell statistik: det officiella är det som rapporterats i en utgåva."
    )


def readme(stamp: Mapping[str, Any], docs: tuple[TableDoc, ...]) -> str:
    """The text beside the files."""
    tables = "\n".join(f"  {d.name:28} {d.label.sv}" for d in docs if d.indicator is None)
    figures = sum(1 for d in docs if d.indicator is not None)
    parts = [
        f"Ögonblicksbild: {stamp['programme']}",
        *([_SAMPLE] if stamp["is_sample"] else []),
        as_of_sentence(stamp),
        f"Skriven {stamp['written_at']} av s3metrics {stamp['software_version']}, dataversion "
        f"{stamp['data_version']}, programfil {stamp['programme_sha256'][:12]}. Samma uppgifter "
        "står i snapshot.json och i tabellen about.",
        "FILERNA",
        "parquet/ har en fil per tabell, med de engelska namnen. s3metrics.duckdb har samma "
        "tabeller, och i schemat svenska vyer med svenska namn på tabeller och kolumner. "
        "datalexikon.xlsx och datalexikon.csv säger vad varje kolumn betyder, varifrån den kommer "
        "och vilken regel som gäller.",
        "Power BI: Hämta data – Parquet, eller ODBC mot s3metrics.duckdb. Excel: Data – Hämta data "
        "– Från fil – Från Parquet, eller ODBC. Python: pandas.read_parquet, "
        "polars.read_parquet eller duckdb.connect.",
        "ATT TÄNKA PÅ",
        _SUMS,
        _MONEY,
        _PERSONS,
        "TABELLERNA",
    ]
    text = "\n\n".join(textwrap.fill(part, _WIDTH) for part in parts)
    ending = f"{figures} indikatorer: indicator_… (namnen står i tabellen indicator)"
    return f"{text}\n\n{tables}\n  {ending}\n"
