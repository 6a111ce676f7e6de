"""An answer's values as people read them, and as spreadsheets take them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

import pandas as pd
import pyarrow as pa

from s3metrics.explore.answer import distinct
from ui.i18n import _
from ui.wording import numbers

_WHOLE = (
    *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)),
    *("tinyint", "smallint", "integer", "bigint", "hugeint"),
)
"""Names of whole numbers: Arrow's and DuckDB's."""


def text(value: Any) -> str:
    """The value in the reader's language; days and times stay as queries write them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, int | Decimal) or (isinstance(value, float) and isfinite(value)):
        return numbers.full(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def kind(type_: str) -> str:
    """A column's type in a word, from Arrow's name or DuckDB's."""
    bare = re.split(r"[(\[<]", type_.lower())[0].strip()
    return {
        "string": _("text"),
        "large_string": _("text"),
        "varchar": _("text"),
        "date32": _("datum"),
        "date": _("datum"),
        "timestamp": _("tidpunkt"),
        "bool": _("sant eller falskt"),
        "boolean": _("sant eller falskt"),
        "decimal128": _("tal"),
        "decimal": _("tal"),
        "double": _("tal"),
        "float": _("tal"),
        "list": _("lista"),
        "null": _("inget"),
        **dict.fromkeys(_WHOLE, _("heltal")),
    }.get(bare, bare)


def is_plain(type_: pa.DataType) -> bool:
    """Whether a column holds values that can be put into an order: no lists, no structures."""
    return not pa.types.is_nested(type_)


def names(columns: Sequence[str]) -> list[str]:
    """The columns' names; one that comes again gets a number: `n (2)`."""
    return distinct(columns, "{name} ({number})")


def for_files(table: pa.Table, titles: Sequence[str]) -> pd.DataFrame:
    """The values under `titles` for CSV and Excel: numbers and days as such, the rest as text."""
    columns = [[_for_file(value) for value in column.to_pylist()] for column in table.columns]
    rows = list(zip(*columns, strict=True))
    return pd.DataFrame(rows, columns=list(titles), dtype=object)


def _for_file(value: Any) -> Any:
    is_kept = value is None or (
        isinstance(value, int | Decimal | str | date) and not isinstance(value, bool | datetime)
    )
    if is_kept or (isinstance(value, float) and isfinite(value)):
        return value
    return text(value)
