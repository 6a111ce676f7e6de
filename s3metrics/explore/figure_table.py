"""A computed figure as a typed table, and the sentence that says what it is."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa

from s3metrics.engine.result import Cell, Result
from s3metrics.explore.tables_indicators import EXACT, QUOTIENT, WHOLE, part_types, value_type
from s3metrics.indicators.model import Indicator
from s3metrics.words import Text

ARROW = {WHOLE: pa.int64(), EXACT: pa.decimal128(38, 4), QUOTIENT: pa.float64()}
"""DuckDB's type of a value → Arrow's."""


def figure_table(result: Result) -> pa.Table:
    """The breakdowns in the order asked, then value, numerator, denominator, status."""
    members = {
        dimension: pa.array([cell[place] for cell in result.cells], pa.string())
        for place, dimension in enumerate(result.by)
    }
    return pa.table({**members, **measures(result.indicator, result.cells.values())})


def measures(indicator: Indicator, cells: Collection[Cell]) -> dict[str, pa.Array]:
    """The four columns of the cells, typed as the indicator's are."""
    above, below = part_types(indicator)
    return {
        "value": pa.array([c.value for c in cells], ARROW[value_type(indicator)]),
        "numerator": pa.array([c.numerator for c in cells], ARROW[above]),
        "denominator": pa.array([c.denominator for c in cells], ARROW[below]),
        "status": pa.array([c.status.value for c in cells], pa.string()),
    }


def figure_stamp(result: Result, *, is_sample: bool) -> Text:
    """The figure's name and unit, as of when it is, and its receipt."""
    indicator, receipt = result.indicator, result.receipt
    sample = Text("EXEMPELDATA. ", "SAMPLE DATA. ") if is_sample else Text("", "")
    return sample + Text(
        f"{indicator.label.sv} ({indicator.unit.sv}), {_as_of(result).sv}. Kvitto {receipt.code}.",
        f"{indicator.label.en} ({indicator.unit.en}), {_as_of(result).en}. Receipt {receipt.code}.",
    )


def _as_of(result: Result) -> Text:
    as_of = result.receipt.as_of
    if result.is_sealed:
        return Text(f"som rapporterat i {as_of}", f"as reported in {as_of}")
    if isinstance(as_of, str):
        return Text(
            f"räknat nu ur det som var känt i {as_of}",
            f"computed now from what was known in {as_of}",
        )
    return Text(
        f"som känt efter leverans {as_of}; inte rapporterat",
        f"as known after delivery {as_of}; not reported",
    )
