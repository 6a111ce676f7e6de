"""Ways to write the headline figures in pandas and in polars, over prepared rows (see `frames`).

Of several ways to write a figure the fastest one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from bench.frames import Counts, Frames

FLAGS: Mapping[str, tuple[str, ...]] = {
    "smes_reached": ("is_sme",),
    "smes_new": ("is_sme", "is_first"),
    "enterprises_supported": (),
    "participations": (),
    "cross_county_initiatives": (),
}
"""The figures that are compared, each with the flags of the rows that qualify."""

Way = Callable[[Frames, str, date, date], Counts]


# pandas


def _qualifying(frames: Frames, figure: str, start: date, end: date) -> pd.Series:
    rows = frames.pandas
    chosen = rows["date"] <= pd.Timestamp(end)
    if figure != "cross_county_initiatives":
        chosen &= rows["date"] >= pd.Timestamp(start)
    for flag in FLAGS[figure]:
        chosen &= rows[flag]
    return chosen


def pandas_nunique(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """A filter, and `nunique` at every level."""
    of = frames.pandas.loc[_qualifying(frames, figure, start, end), ["company", "area", "county"]]
    found: dict[Any, int] = {(-1, -1): of["company"].nunique()}
    found |= {(a, -1): n for a, n in of.groupby("area")["company"].nunique().items()}
    found |= {(-1, c): n for c, n in of.groupby("county")["company"].nunique().items()}
    found |= dict(of.groupby(["area", "county"])["company"].nunique().items())
    return frames.named(found)


def pandas_dropped(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """Duplicates dropped once at the finest level, then again at every other."""
    of = frames.pandas.loc[
        _qualifying(frames, figure, start, end), ["company", "area", "county"]
    ].drop_duplicates()
    by_area, by_county = of[["company", "area"]], of[["company", "county"]]
    found: dict[Any, int] = {(-1, -1): of["company"].nunique()}
    found |= {(a, -1): n for a, n in by_area.drop_duplicates()["area"].value_counts().items()}
    found |= {(-1, c): n for c, n in by_county.drop_duplicates()["county"].value_counts().items()}
    found |= dict(of.groupby(["area", "county"]).size().items())
    return frames.named(found)


def pandas_packed(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """Company and cell packed into one number; pandas' `unique` of numbers is its fastest."""
    of = frames.pandas.loc[_qualifying(frames, figure, start, end), ["company", "area", "county"]]
    areas, counties = len(frames.areas), len(frames.counties)
    packed = of["company"].to_numpy(np.int64) * (areas * counties)
    packed += of["area"].to_numpy(np.int64) * counties + of["county"].to_numpy()
    return frames.named(_levels(pd.unique(packed), areas, counties))


def _levels(cells: np.ndarray, areas: int, counties: int) -> dict[tuple[int, int], int]:
    """Every level from the distinct packed numbers of unit, area and county."""
    finest = np.bincount(cells % (areas * counties), minlength=areas * counties)
    by_area = np.bincount(pd.unique(cells // counties) % areas, minlength=areas)
    of_county = cells // (areas * counties) * counties + cells % counties
    by_county = np.bincount(pd.unique(of_county) % counties, minlength=counties)
    found = {divmod(cell, counties): n for cell, n in enumerate(finest)}
    found |= {(a, -1): n for a, n in enumerate(by_area)}
    found |= {(-1, c): n for c, n in enumerate(by_county)}
    return found | {(-1, -1): len(pd.unique(cells // (areas * counties)))}


def pandas_rows(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """Rows add up: the finest level is counted, the others are summed."""
    of = frames.pandas.loc[_qualifying(frames, figure, start, end), ["area", "county"]]
    counties = len(frames.counties)
    cells = of["area"].to_numpy(np.int64) * counties + of["county"].to_numpy()
    return frames.named(
        _summed(np.bincount(cells, minlength=len(frames.areas) * counties), counties)
    )


def pandas_grouped_rows(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """The same by `groupby`."""
    of = frames.pandas.loc[_qualifying(frames, figure, start, end), ["area", "county"]]
    sizes = of.groupby(["area", "county"]).size()
    finest = np.zeros((len(frames.areas), len(frames.counties)), dtype=np.int64)
    areas, counties = (sizes.index.get_level_values(level) for level in ("area", "county"))
    finest[areas, counties] = sizes.to_numpy()
    return frames.named(_summed(finest.ravel(), len(frames.counties)))


def _summed(finest: np.ndarray, counties: int) -> dict[tuple[int, int], int]:
    square = finest.reshape(-1, counties)
    found = {(a, c): n for (a, c), n in np.ndenumerate(square)}
    found |= {(a, -1): n for a, n in enumerate(square.sum(axis=1))}
    found |= {(-1, c): n for c, n in enumerate(square.sum(axis=0))}
    return found | {(-1, -1): square.sum()}


def pandas_crossing(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """Distinct initiative and county, then initiatives with two of them."""
    of = frames.pandas.loc[_qualifying(frames, figure, start, end), ["initiative", "county"]]
    counties = len(frames.counties)
    pairs = pd.unique(of["initiative"].to_numpy(np.int64) * counties + of["county"].to_numpy())
    return frames.named(_crossing(frames, pairs, start, end))


def _crossing(
    frames: Frames, pairs: np.ndarray, start: date, end: date
) -> dict[tuple[int, int], int]:
    initiatives, counties = frames.initiatives, len(frames.counties)
    several = np.bincount(pairs // counties, minlength=len(initiatives)) >= 2
    several &= initiatives["is_active"].to_numpy()
    several &= (initiatives["start_date"] <= pd.Timestamp(end)).to_numpy()
    ends = initiatives["end_date"]
    several &= (ends.isna() | (ends >= pd.Timestamp(start))).to_numpy()
    pairs = pairs[several[pairs // counties]]
    area = initiatives["area"].to_numpy(np.int64)
    finest = np.bincount(
        area[pairs // counties] * counties + pairs % counties,
        minlength=len(frames.areas) * counties,
    )
    found = {divmod(cell, counties): n for cell, n in enumerate(finest)}
    found |= {(-1, c): n for c, n in enumerate(finest.reshape(-1, counties).sum(axis=0))}
    found |= {(a, -1): n for a, n in enumerate(np.bincount(area[several]))}
    return found | {(-1, -1): several.sum()}


# polars


def _lazy(frames: Frames, figure: str, start: date, end: date) -> pl.LazyFrame:
    conditions = [pl.col(flag) for flag in FLAGS[figure]] + [pl.col("date") <= end]
    if figure == "cross_county_initiatives":
        conditions += [
            pl.col("is_active"),
            pl.col("start_date") <= end,
            pl.col("end_date").is_null() | (pl.col("end_date") >= start),
        ]
    else:
        conditions.append(pl.col("date") >= start)
    return frames.polars.lazy().filter(*conditions)


def _collected(frames: Frames, levels: list[pl.LazyFrame]) -> Counts:
    """The four levels, run together: area and county, area, county, all."""
    finest, by_area, by_county, total = pl.collect_all(levels)
    found = {(a, c): n for a, c, n in finest.iter_rows()}
    found |= {(a, -1): n for a, n in by_area.iter_rows()}
    found |= {(-1, c): n for c, n in by_county.iter_rows()}
    return frames.named(found | {(-1, -1): total.item()})


def polars_n_unique(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """A filter, and `n_unique` at every level."""
    of = _lazy(frames, figure, start, end).select("company", "area", "county")
    count = pl.col("company").n_unique()
    return _collected(
        frames,
        [
            of.group_by("area", "county").agg(count),
            of.group_by("area").agg(count),
            of.group_by("county").agg(count),
            of.select(count),
        ],
    )


def polars_unique(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """Made unique once at the finest level, then again at every other."""
    of = _lazy(frames, figure, start, end).select("company", "area", "county").unique()
    of = of.collect().lazy()
    return _collected(
        frames,
        [
            of.group_by("area", "county").len(),
            of.select("company", "area").unique().group_by("area").len(),
            of.select("company", "county").unique().group_by("county").len(),
            of.select(pl.col("company").n_unique()),
        ],
    )


def polars_packed(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """Company and cell packed into one number."""
    areas, counties = len(frames.areas), len(frames.counties)
    cell = pl.col("area").cast(pl.Int64) * counties + pl.col("county")
    packed = pl.col("company").cast(pl.Int64) * (areas * counties) + cell
    of = _lazy(frames, figure, start, end).select(packed.unique().alias("cell")).collect()
    return frames.named(_levels(of["cell"].to_numpy(), areas, counties))


def polars_masks(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """One mask of cells per company, as the engine does it."""
    counties = len(frames.counties)
    cell = pl.col("area").cast(pl.Int64) * counties + pl.col("county")
    bit = pl.lit(2, pl.Int64).pow(cell).cast(pl.Int64)
    of = (
        _lazy(frames, figure, start, end)
        .group_by("company")
        .agg(bit.alias("mask").bitwise_or())
        .group_by("mask")
        .len()
        .collect()
    )
    masks, units = of["mask"].to_numpy(), of["len"].to_numpy()
    finest = np.array(
        [(masks >> cell) & 1 for cell in range(len(frames.areas) * counties)], dtype=bool
    ).reshape(len(frames.areas), counties, -1)
    found = {(a, c): units[finest[a, c]].sum() for a in range(len(finest)) for c in range(counties)}
    found |= {(a, -1): units[row.any(axis=0)].sum() for a, row in enumerate(finest)}
    found |= {(-1, c): units[finest[:, c].any(axis=0)].sum() for c in range(counties)}
    return frames.named(found | {(-1, -1): units.sum()})


def polars_rows(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """Rows add up: the finest level is counted, the others are summed."""
    sizes = _lazy(frames, figure, start, end).group_by("area", "county").len().collect()
    finest = np.zeros((len(frames.areas), len(frames.counties)), dtype=np.int64)
    for a, c, n in sizes.iter_rows():
        finest[a, c] = n
    return frames.named(_summed(finest.ravel(), len(frames.counties)))


def polars_crossing(frames: Frames, figure: str, start: date, end: date) -> Counts:
    """Distinct initiative and county, then initiatives with two of them."""
    counties = len(frames.counties)
    pair = pl.col("initiative").cast(pl.Int64) * counties + pl.col("county")
    of = _lazy(frames, figure, start, end).select(pair.unique().alias("pair")).collect()
    return frames.named(_crossing(frames, of["pair"].to_numpy(), start, end))


_DISTINCT = ("smes_reached", "smes_new", "enterprises_supported")
WAYS: Mapping[str, Mapping[str, tuple[Way, ...]]] = {
    "pandas": {
        **dict.fromkeys(_DISTINCT, (pandas_nunique, pandas_dropped, pandas_packed)),
        "participations": (pandas_grouped_rows, pandas_rows),
        "cross_county_initiatives": (pandas_crossing,),
    },
    "polars": {
        **dict.fromkeys(_DISTINCT, (polars_n_unique, polars_unique, polars_packed, polars_masks)),
        "participations": (polars_rows,),
        "cross_county_initiatives": (polars_crossing,),
    },
}
"""Library → figure → the ways to write it, the usual one first."""
