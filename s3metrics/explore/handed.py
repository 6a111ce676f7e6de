"""Results as a notebook takes them: pandas, Arrow or polars, with what they are beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from importlib import import_module
from typing import Any

import pandas as pd
import pyarrow as pa

from s3metrics.errors import WrongCall
from s3metrics.words import Text, counted

_SHOWN_ROWS = 20
# With gaps pandas would turn whole numbers into floats, and yes and no into objects.
_NULLABLE = {
    pa.int64(): pd.Int64Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A table with what it is: how it came about, and what it may be taken for."""

    table: pa.Table
    stamp: Text
    """As of when, from what, and whether it is official, in a sentence or two."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """The receipt of a figure, or of a query all that its stamp holds; plain values."""

    def arrow(self) -> pa.Table:
        """The table; money and hours are exact decimals."""
        return self.table

    def df(self, *, exact: bool = True) -> pd.DataFrame:
        """As a pandas frame. Decimals are `decimal.Decimal`; with `exact=False` floats, which plot
        and average but do not add up to the öre. Whole numbers stay whole where some are missing.
        """
        table = self.table if exact else _in_floats(self.table)
        frame: pd.DataFrame = table.to_pandas(types_mapper=_NULLABLE.get)
        frame.attrs["stamp"] = self.stamp.sv
        return frame

    def pl(self) -> Any:
        """As a `polars.DataFrame`, decimals exact. Raises WrongCall where polars is not there."""
        try:
            # By name: the project does without it, and whoever has it may want it.
            polars = import_module("polars")
        except ImportError as error:
            raise WrongCall(
                Text(
                    "polars är inte installerat. Installera det med ”pip install polars”, eller "
                    "använd .df() eller .arrow().",
                    "polars is not installed. Install it with “pip install polars”, or use .df() "
                    "or .arrow().",
                )
            ) from error
        return polars.from_arrow(self.table)

    def rows(self) -> list[dict[str, Any]]:
        """The rows as plain Python values, by column."""
        rows: list[dict[str, Any]] = self.table.to_pylist()
        return rows

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __repr__(self) -> str:
        shown = self.table.slice(0, _SHOWN_ROWS).to_pandas(types_mapper=_NULLABLE.get)
        return f"{shown.to_string(index=False)}{self._more()}\n\n{self.stamp}"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.table.column_names)
        body = "".join(
            f"<tr>{''.join(_html_cell(value) for value in row.values())}</tr>"
            for row in self.table.slice(0, _SHOWN_ROWS).to_pylist()
        )
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<p>{escape(self._more())}</p><p><small>{escape(str(self.stamp))}</small></p>"
        )

    def _more(self) -> str:
        """How many rows are not shown, where some are not."""
        left = len(self) - _SHOWN_ROWS
        if left <= 0:
            return ""
        return f"\n… och {counted(left, Text('rad', 'row'), Text('rader', 'rows')).sv} till"


def _html_cell(value: Any) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f'<td style="text-align:right">{escape(_plain(value))}</td>'
    return f"<td>{escape(str(value))}</td>"


def _plain(value: int | float | Decimal) -> str:
    """A number without the zeros that its storage adds."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _in_floats(table: pa.Table) -> pa.Table:
    fields = [
        pa.field(f.name, pa.float64()) if pa.types.is_decimal(f.type) else f for f in table.schema
    ]
    return table.cast(pa.schema(fields))
