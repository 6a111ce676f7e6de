"""Columns of values with their texts, as a table to look at and as one to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ui.drawing import tables
from ui.i18n import _

Columns = Mapping[str, Sequence[tuple[Any, str]]]
"""Title → the value and the text of each row; a value is a number, or None with a text for why."""


def shown(columns: Columns, index: pd.Index[str]) -> tables.Table:
    """The texts, aligned as the numbers they stand for; `index` names the rows."""
    values = {title: [value for value, _text in column] for title, column in columns.items()}
    texts = {title: [text for _value, text in column] for title, column in columns.items()}
    return tables.Table(
        pd.DataFrame(values, index=index, dtype=float), pd.DataFrame(texts, index=index)
    )


def file(
    columns: Columns, leading: Mapping[str, Sequence[Any]], statuses: Sequence[str] = ()
) -> pd.DataFrame:
    """The values behind the columns that name their rows, and which are kinds of empty."""
    content: dict[str, Sequence[Any]] = dict(leading)
    content |= {title: [value for value, _text in column] for title, column in columns.items()}
    if statuses:
        content[_("Status")] = statuses
    return pd.DataFrame(content, dtype=object)
