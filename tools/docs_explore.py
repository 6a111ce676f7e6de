"""The page for analysts: the tables and their columns from their declarations, and how to ask."""

from __future__ import annotations

from collections.abc import Iterator

from s3metrics.explore.limits import Limits
from s3metrics.explore.tables import TableDoc, table_docs
from s3metrics.indicators import CATALOGUE

HEAD = """# Egna frågor

*For analysts: the tables, clocks, limits and marks of ad hoc queries, and how to ask from a
notebook, Excel or Power BI.*

Genererad ur tabellernas deklarationer: `make docs`. Ändra i `s3metrics/explore/` eller
`tools/docs_explore.py`, inte här.

En fråga som ingen sida svarar på ställs på samma tabeller och regler som de officiella siffrorna:
på sidan *Utforska*, med `s3metrics sql`, från Python, eller i Power BI och Excel på en
ögonblicksbild. Vad som händer med en fråga som inte håller sig inom gränserna står i
[sandbox.md](sandbox.md).

## Vad man frågar på

Frågor går på en *kopia*: en fil som bara kan läsas, gjord av det som var känt vid en tidpunkt. I
den står enheterna (`company`, `participation`, `initiative` …) med det som räknereglerna avgör
redan avgjort, och siffrorna (`indicator_…`) så som `compute` räknar dem. En officiell siffra går
att räkna fram för hand:

```sql
SELECT county, count(DISTINCT company)
FROM participation
WHERE is_supporting AND is_inside AND is_sme AND is_in_period
GROUP BY county
```

är länens siffror i `smes_reached`; ett test håller 28 indikatorer mot sådana frågor. Per kvartal:
`JOIN calendar USING (date)` och gruppera på `quarter`.

Tänk på det här:

- Lägg aldrig ihop företag över län, områden eller kvartal: samma företag kan vara i flera. Räkna
  olika (`count(DISTINCT company)`), eller ta en rad ur `indicator_…`.
- Välj *en* uppdelning i `indicator_…`: `WHERE breakdown = 'county'`. Rader av flera uppdelningar
  räknar samma sak flera gånger. `*` är alla. Där står totalen, varje uppdelning och varje par av
  uppdelningar, med högst ett tidssteg.
- `initiative_county` är en rad per insats och län. Belopp som läggs ihop över länen räknas flera
  gånger, som `funding_decided` per län.
- Tomt är inte noll: det är okänt eller inte sagt. `okand` är en del som andra och har sitt antal.
  `status` skiljer `zero` från `not_reported`, `not_applicable` och `unknown`.
- Belopp är exakta decimaltal och stämmer på öret; medelvärden och kvoter är flyttal.

## Tidpunkten

Utan tidpunkt gäller det som är känt nu. `as_of` (`--as-of`) är numret på en leverans – det som var
känt då – eller en utgåva: det som var känt när den förseglades, under dess programfil, med dess
periods sista dag som ”i dag”. Siffror som förseglades står i `indicator_…` som de rapporterades,
även om regeln har ändrats sedan; enheterna är de som var kända då. `about` har en rad som säger
vilken tidpunkt det är.

En kopia hör till en dataversion, en leverans eller utgåva, en dag och en programfil. Den görs när
någon först frågar (exempelprogrammet: mindre än en sekund; en vy ungefär en kvarts sekund), av den
process som kommer först, och återanvänds av alla. De tre senaste dataversionernas kopior, högst
tolv tidpunkters, ligger kvar i `s3.explore/` bredvid databasen; den mappen kan alltid tas bort.

## Vad som inte finns med

Nycklarna till personnummer, e-postadresser, anteckningar (känsliga eller inte), fritexten
*Underlag*, stödintygen, rader i karantän, hemligheten och valvet. I namn och rubriker ersätts
e-postadresser och nycklar som stod i stället för ett personnummer.

En enskild firmas nummer är ersatt av ett löpnummer, `enskild-1`, `enskild-2` …, i den ordning som
databasen först hörde talas om dem. Numret går inte att räkna fram ur ett personnummer. Det gör
nyckeln i databasen för den som har hemligheten, och därför kopieras den aldrig. Numret är detsamma
i alla kopior av samma databas, så att en sparad fråga fortsätter att betyda samma sak och två
ögonblicksbilder går att jämföra; det säger bara att en firma kom efter en annan. Företagens *namn*
finns med, också enskilda firmors, som på sidorna.

## Märkt

Svar på egna frågor är inte officiell statistik. Det står i svaret och i filerna, med frågan,
parametrarna, tidpunkten, dataversionen och gränserna. Det officiella är det som `compute` svarar
och det som rapporterats i en utgåva.
"""

PYTHON = """
## Från Python

```python
import s3metrics

db = s3metrics.open()                    # S3METRICS_DB, annars data/s3.duckdb
db.compute("smes_reached", by="county")  # siffran med kvitto, samma som på sidorna
db.sql("SELECT * FROM initiative WHERE area = $area", parameters={"area": "livsmedel"})
db.entities("smes_reached", {"county": "08"})   # raderna bakom
db.indicators(); db.tables()             # vad som finns
```

Svar har `.df()` (pandas), `.arrow()`, `.pl()` (polars, om det är installerat), `.rows()` och
`.stamp`, meningen som säger vad det är; en siffra dessutom `.value` och `.receipt`. I pandas är
belopp `decimal.Decimal`, exakta; `.df(exact=False)` ger flyttal, som går att rita men inte stämmer
på öret. [example_notebook.py](example_notebook.py) är en anteckningsbok (marimo) med tre frågor;
testerna kör den.

## I Power BI, Excel och andra program

`s3metrics snapshot MAPP` skriver en ögonblicksbild, med `--as-of` av en annan tidpunkt än nu:

- `parquet/<tabell>.parquet`: en fil per tabell, engelska namn som här.
- `s3metrics.duckdb`: samma tabeller, och i schemat `svenska` vyer med svenska namn på tabeller och
  kolumner. Läses av DuckDB 1.2 och senare.
- `datalexikon.xlsx` och `datalexikon.csv`: varje kolumns betydelse, typ, källa och regel.
- `LÄSMIG.txt` och `snapshot.json`: vad det är, och som känt när.

Power BI: *Hämta data – Parquet*, eller ODBC mot `s3metrics.duckdb`. Excel: *Data – Hämta data –
Från fil – Från Parquet*. En tidigare ögonblicksbild i mappen ersätts. Ligger det något annat i
mappen skrivs inget, så spara egna filer bredvid; filer som är öppna i andra program stängs först.
"""

TABLES = """
## Tabellerna

Samma lista finns på sidan *Utforska*, i `db.tables()` och i ögonblicksbildens datalexikon. Svenska
namn är vyernas i ögonblicksbilden.
"""


def explore_page() -> str:
    """The whole of docs/explore.md."""
    docs = table_docs()
    units = [doc for doc in docs if doc.indicator is None]
    lines = [HEAD, *_limits(), PYTHON, TABLES, *_overview(units)]
    for doc in units:
        lines += _table(doc)
    lines += _figures([doc for doc in docs if doc.indicator is not None])
    return "\n".join(lines) + "\n"


def _limits() -> Iterator[str]:
    limits = Limits()
    yield "## Gränser"
    yield ""
    yield (
        f"En fråga får ta {limits.seconds:g} sekunder, {limits.memory_mib} MiB minne, "
        f"{limits.threads} tråd och {limits.query_characters // 1000}\u00a0000 tecken text; svaret "
        f"högst {limits.rows // 1000}\u00a0000 rader och {limits.result_mib} MiB. Blir svaret "
        "större är det avkortat, och det sägs. Det som är större hör hemma i en ögonblicksbild."
    )


def _overview(docs: list[TableDoc]) -> Iterator[str]:
    yield "| tabell | svenskt namn | innehåll |"
    yield "|---|---|---|"
    for doc in docs:
        told = f"{doc.meaning.sv} · *{doc.meaning.en}*"
        yield f"| [`{doc.name}`](#{doc.name}) | {doc.label.sv} | {told} |"
    yield f"| [`indicator_…`](#indicator_) | | siffrorna, {len(CATALOGUE)} vyer |"


def _table(doc: TableDoc) -> Iterator[str]:
    yield ""
    yield f"### {doc.name}"
    yield ""
    yield f"**{doc.label.sv}** · *{doc.label.en}*. {doc.meaning.sv}. *{doc.meaning.en}.*"
    yield ""
    yield from _columns(doc)


def _columns(doc: TableDoc) -> Iterator[str]:
    yield "| kolumn | svenskt namn | typ | betydelse | varifrån |"
    yield "|---|---|---|---|---|"
    for column in doc.columns:
        meaning = f"{column.meaning.sv} · *{column.meaning.en}*"
        words = (f"`{column.name}`", column.label.sv, column.type, meaning, column.source.sv)
        yield f"| {' | '.join(word.replace('|', chr(92) + '|') for word in words)} |"


def _figures(docs: list[TableDoc]) -> Iterator[str]:
    yield ""
    yield "### indicator_…"
    yield ""
    yield (
        "En vy per indikator: `breakdown`, en kolumn per uppdelning (och namnet, `county_name`), "
        "`value`, `numerator`, `denominator` och `status`. Vad var och en räknar står i "
        "[indicators.md](indicators.md). Så här ser den första ut:"
    )
    yield ""
    yield from _columns(docs[0])
    yield ""
    yield "| vy | uppdelningar | värdets typ |"
    yield "|---|---|---|"
    for doc in docs:
        indicator = CATALOGUE[doc.indicator or ""]
        (value,) = (column.type for column in doc.columns if column.name == "value")
        yield f"| `{doc.name}` | {', '.join(indicator.breakdowns)} | {value} |"
