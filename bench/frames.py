"""What pandas and polars start from, and how each makes rows of it that figures can count.

They start where the engine starts: from the ledger's tables with their text keys, as known now,
already in memory. What a figure needs besides is theirs to do, by joins, in the time that counts;
figures that are asked together share it. The engine does that part at delivery: that is the point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from s3metrics.programme import Programme

Counts = dict[tuple[str, str], int]
"""(area, county) → figure, with `*` for all; cells without anything may be left out."""

_SUPPORTS = ("kontakt", "bidrag", "finansiellt", "radgivning")
"""In the order of their codes: the last tie between first participations."""
_SMALL = ("mikro", "liten", "medel")

_TABLES = {
    "participations": "SELECT orgnr, initiative_id, date, support, municipality "
    "FROM ledger.participation WHERE withdrawn_by IS NULL",
    "companies": "SELECT orgnr, municipality AS seat, size FROM ledger.company "
    "WHERE withdrawn_by IS NULL",
    "initiatives": "SELECT initiative_id, area, status, start_date, end_date "
    "FROM ledger.initiative WHERE withdrawn_by IS NULL ORDER BY initiative_id",
}


@dataclass(frozen=True)
class LoadedTables:
    """The ledger's rows as known now, by table, for each library in its own memory."""

    pandas: Mapping[str, pd.DataFrame]
    polars: Mapping[str, pl.DataFrame]
    areas: tuple[str, ...]
    counties: tuple[str, ...]

    @classmethod
    def of(cls, cursor: duckdb.DuckDBPyConnection, programme: Programme) -> LoadedTables:
        """Of the ledger that the cursor reads."""
        return cls(
            {name: cursor.execute(select).df() for name, select in _TABLES.items()},
            {
                name: pl.DataFrame(cursor.sql(select).to_arrow_table())
                for name, select in _TABLES.items()
            },
            programme.area_ids,
            programme.county_ids,
        )

    def county_of(self, municipality: str) -> int:
        """The place of its county in the programme file; -1 outside."""
        county = municipality[:2]
        return self.counties.index(county) if county in self.counties else -1


@dataclass(frozen=True)
class Frames:
    """Supporting participations inside the counties, coded into small integers.

    Columns: `company`, `initiative` (its row in `initiatives`), `area`, `county`, `date`, `is_sme`,
    `is_first`; for polars the initiative's own columns, too.
    """

    pandas: pd.DataFrame
    polars: pl.DataFrame
    initiatives: pd.DataFrame
    areas: tuple[str, ...]
    counties: tuple[str, ...]

    def named(self, counts: Mapping[tuple[int, int], int]) -> Counts:
        """Cells by their members' names; -1 is `*`."""
        areas, counties = (*self.areas, "*"), (*self.counties, "*")
        return {(areas[a], counties[c]): int(n) for (a, c), n in counts.items() if n}


def by_pandas(tables: LoadedTables, end: date) -> Frames:
    """The rows up to a day, made by pandas."""
    towns = tables.pandas["companies"]["seat"]
    companies = tables.pandas["companies"][["orgnr"]].assign(
        company=np.arange(len(towns), dtype=np.int32),
        home=_counties_of(tables, towns).fillna(-1).astype(np.int8),
        is_sme=tables.pandas["companies"]["size"].isin(_SMALL),
    )
    initiatives = _initiatives(tables)
    rows = tables.pandas["participations"]
    rows = rows[(rows["date"] <= pd.Timestamp(end)) & (rows["support"] != "kontakt")]
    rows = rows.merge(companies, on="orgnr").merge(
        initiatives[["initiative_id", "initiative", "area"]], on="initiative_id"
    )
    county = _counties_of(tables, rows["municipality"]).fillna(rows["home"]).astype(np.int8)
    rows = rows.assign(county=county)[county >= 0]
    support = rows["support"].map({word: i for i, word in enumerate(_SUPPORTS)}).to_numpy(np.int64)
    day = rows["date"].to_numpy("datetime64[D]").astype(np.int64)
    order = pd.Series((day << 34) + (rows["initiative"].to_numpy(np.int64) << 2) + support)
    first = order == order.groupby(rows["company"].to_numpy()).transform("min")
    columns = ["company", "initiative", "area", "county", "date", "is_sme"]
    found = rows[columns].assign(is_first=first.to_numpy())
    return Frames(found, pl.DataFrame(), initiatives, tables.areas, tables.counties)


def _initiatives(tables: LoadedTables) -> pd.DataFrame:
    found = tables.pandas["initiatives"]
    return found.assign(
        initiative=np.arange(len(found), dtype=np.int32),
        area=found["area"].map({area: i for i, area in enumerate(tables.areas)}).astype(np.int8),
        is_active=found["status"] != "avbruten",
    )


def _counties_of(tables: LoadedTables, towns: pd.Series) -> pd.Series:
    return towns.map({town: tables.county_of(town) for town in towns.dropna().unique()})


def by_polars(tables: LoadedTables, end: date) -> Frames:
    """The rows up to a day, made by polars."""
    seats = tables.polars["companies"].lazy()
    companies = seats.with_row_index("company").select(
        "orgnr",
        "company",
        _county(tables, "seat").fill_null(-1).alias("home"),
        pl.col("size").is_in(_SMALL).alias("is_sme"),
    )
    numbers = {area: i for i, area in enumerate(tables.areas)}
    initiatives = (
        tables.polars["initiatives"]
        .lazy()
        .with_row_index("initiative")
        .with_columns(
            pl.col("area").replace_strict(numbers, return_dtype=pl.Int8),
            (pl.col("status") != "avbruten").alias("is_active"),
        )
    )
    support = pl.col("support").replace_strict(
        {word: i for i, word in enumerate(_SUPPORTS)}, return_dtype=pl.Int64
    )
    day = pl.col("date").cast(pl.Int32).cast(pl.Int64)
    order = day * 2**34 + pl.col("initiative").cast(pl.Int64) * 4 + support
    rows = (
        tables.polars["participations"]
        .lazy()
        .filter(pl.col("date") <= end, pl.col("support") != "kontakt")
        .join(companies, on="orgnr")
        .join(initiatives, on="initiative_id")
        .with_columns(_county(tables, "municipality").fill_null(pl.col("home")).alias("county"))
        .filter(pl.col("county") >= 0)
        .with_columns(order.alias("order"))
        .with_columns((pl.col("order") == pl.col("order").min().over("company")).alias("is_first"))
        .select(
            pl.col("company").cast(pl.Int32),
            pl.col("initiative").cast(pl.Int32),
            *("area", "county", "date", "is_sme", "is_first"),
            *("is_active", "start_date", "end_date"),
        )
        .collect()
    )
    return Frames(pd.DataFrame(), rows, _initiatives(tables), tables.areas, tables.counties)


def _county(tables: LoadedTables, town: str) -> pl.Expr:
    places = {county: i for i, county in enumerate(tables.counties)}
    found = pl.col(town).str.slice(0, 2).replace_strict(places, default=-1, return_dtype=pl.Int8)
    return pl.when(pl.col(town).is_not_null()).then(found)


PREPARED: Mapping[str, Callable[[LoadedTables, date], Frames]] = {
    "pandas": by_pandas,
    "polars": by_polars,
}
"""Library → how it prepares its rows."""
