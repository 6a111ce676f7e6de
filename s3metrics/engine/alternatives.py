"""A figure under the other defensible rules, counted by the engine like any figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from s3metrics.engine.cells import Cell, cell_rows
from s3metrics.engine.query import ALL
from s3metrics.engine.values import plain
from s3metrics.indicators.alternatives import Alternative
from s3metrics.words import LANGUAGES, Text

Members = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AlternativeFigure:
    """The same cells as the figure's own, under another rule.

    It has no receipt: what is reported is always the figure under the indicator's own rule.
    """

    id: str
    label: Text
    sentence: Text
    """The other rule, in one sentence."""
    unit: Text
    by: tuple[str, ...]
    cells: Mapping[Members, Cell]
    """As `Result.cells`."""

    @classmethod
    def of(
        cls, alternative: Alternative, by: tuple[str, ...], cells: Mapping[Members, Cell]
    ) -> AlternativeFigure:
        """The alternative with its cells."""
        return cls(
            id=alternative.id,
            label=alternative.label,
            sentence=alternative.sentence,
            unit=alternative.indicator.unit,
            by=by,
            cells=cells,
        )

    @property
    def total(self) -> Cell:
        """The cell of all members."""
        return self.cells[tuple(ALL for _ in self.by)]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The cells as rows: the breakdowns, then value, numerator, denominator, status."""
        return cell_rows(self.by, self.cells)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "id": self.id,
            "label": {language: self.label.of(language) for language in LANGUAGES},
            "rule": {language: self.sentence.of(language) for language in LANGUAGES},
            "unit": {language: self.unit.of(language) for language in LANGUAGES},
            "rows": [{name: plain(value) for name, value in row.items()} for row in self.rows],
        }
