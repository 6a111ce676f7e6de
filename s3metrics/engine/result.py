"""A figure and everything that travels with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from s3metrics.engine.alternatives import AlternativeFigure
from s3metrics.engine.cells import Cell as Cell
from s3metrics.engine.cells import Status as Status
from s3metrics.engine.cells import cell_rows
from s3metrics.engine.coverage import Coverage
from s3metrics.engine.query import ALL
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.values import plain
from s3metrics.indicators.model import Indicator
from s3metrics.words import Text

MEASURES = ("value", "numerator", "denominator", "status")
"""Reserved column names: no breakdown is called so."""


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
    find_coverage: Callable[[], Coverage] | None = None
    alternatives: tuple[AlternativeFigure, ...] | None = None
    """The same cells under the other rules that apply; None where they were not asked for."""
    is_sealed: bool = False
    """True for what an edition holds, as it was reported; False for what is computed now."""
    note: Text | None = None
    """Of an edition, where the definition has changed since: by which one this was counted."""

    @cached_property
    def overlap(self) -> dict[str, list[Overlap]]:
        """Per dimension whose parts do not add up; counted when first asked for."""
        return self.find_overlap()

    @cached_property
    def coverage(self) -> Coverage | None:
        """What is missing behind the figure of the whole selection; found when first asked for.

        None only where a figure is no longer computed but kept.
        """
        return self.find_coverage() if self.find_coverage else None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The cells as rows: the breakdowns, then value, numerator, denominator, status."""
        return cell_rows(self.by, self.cells)

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
        content: dict[str, Any] = {
            "indicator": self.indicator.id,
            "version": self.receipt.version,
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
        if self.is_sealed:
            content["sealed"] = True
        if self.note is not None:
            content["note"] = {"sv": self.note.sv, "en": self.note.en}
        if self.alternatives is not None:
            content["alternatives"] = [other.as_json() for other in self.alternatives]
        return content
