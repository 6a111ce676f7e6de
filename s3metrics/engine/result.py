"""A figure and everything that travels with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import pandas as pd

from s3metrics.engine.query import ALL
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.values import plain
from s3metrics.indicators.model import Indicator

MEASURES = ("value", "numerator", "denominator", "status")
"""Reserved column names: no breakdown is called so."""


class Status(StrEnum):
    """A figure, or one of the kinds of empty, which are never mixed up."""

    OK = "ok"
    ZERO = "zero"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cell:
    """One figure: null for every kind of empty but zero, which is 0."""

    value: Any
    numerator: Any
    denominator: Any
    status: Status


@dataclass(frozen=True)
class Overlap:
    """What a breakdown's parts count more than once, for one member of the other dimensions."""

    members: dict[str, str]
    """The other dimensions' members, `*` for all; empty when there are none."""
    parts_sum: Any
    total: Any
    overlap: Any
    """parts_sum − total."""
    units_in_parts: dict[int, int]
    """Number of parts → how many units lie in so many; only 2 and more."""


@dataclass(frozen=True)
class Result:
    """Every level of a breakdown, with `*` for all, its overlap and its receipt."""

    indicator: Indicator
    by: tuple[str, ...]
    cells: dict[tuple[str, ...], Cell]
    receipt: Receipt
    find_overlap: Callable[[], dict[str, list[Overlap]]]

    @cached_property
    def overlap(self) -> dict[str, list[Overlap]]:
        """Per dimension whose parts do not add up; counted when first asked for."""
        return self.find_overlap()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The cells as rows: the breakdowns, then value, numerator, denominator, status."""
        return [
            {
                **dict(zip(self.by, members, strict=True)),
                "value": cell.value,
                "numerator": cell.numerator,
                "denominator": cell.denominator,
                "status": cell.status.value,
            }
            for members, cell in self.cells.items()
        ]

    def cell(self, **members: str) -> Cell:
        """One cell; a breakdown that is not named is `*`."""
        return self.cells[tuple(members.get(dimension, ALL) for dimension in self.by)]

    @property
    def total(self) -> Cell:
        """The cell of all members."""
        return self.cell()

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a small frame; columns as in `rows`, values as Python objects."""
        return pd.DataFrame(self.rows, columns=[*self.by, *MEASURES], dtype=object)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "indicator": self.indicator.id,
            "version": self.indicator.version,
            "selection": self.receipt.selection,
            "as_of": self.receipt.as_of,
            "receipt": self.receipt.as_json(),
            "rows": [{name: plain(value) for name, value in row.items()} for row in self.rows],
            "overlap": {
                dimension: [
                    {
                        **entry.members,
                        "sum_of_parts": plain(entry.parts_sum),
                        "total": plain(entry.total),
                        "overlap": plain(entry.overlap),
                        "units_in_parts": {str(k): v for k, v in entry.units_in_parts.items()},
                    }
                    for entry in entries
                ]
                for dimension, entries in self.overlap.items()
            }
            or None,
        }
