"""The worked examples: a few drawn rows per indicator, and the figures that they give.

Each is run in the tests through the real intake, and printed in docs/indicators.md. A file holds
`sv:` and `en:` (one sentence each), `by:`, `selection:`, then each table's name with its drawing,
and `expected` with the figures'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from s3metrics.words import Text

FOLDER = Path(__file__).parent / "examples"
EXPECTED = "expected"


@dataclass(frozen=True, kw_only=True)
class WorkedExample:
    """One example as it is drawn: every cell a text."""

    text: Text
    by: tuple[str, ...]
    tables: Mapping[str, list[dict[str, str]]]
    """Table → its rows, by English column name."""
    expected: list[dict[str, str]]
    """The figures: the breakdowns, value and status; of a ratio its two counts, too."""


@cache
def worked_example(indicator: str) -> WorkedExample:
    """The example of an indicator. Raises FileNotFoundError for one that has none."""
    said, drawings = split((FOLDER / f"{indicator}.txt").read_text("utf-8"))
    return WorkedExample(
        text=Text(said["sv"], said["en"]),
        by=tuple(word.strip() for word in said.get("by", "").split(",") if word.strip()),
        tables={name: drawn_rows(text) for name, text in drawings.items() if name != EXPECTED},
        expected=drawn_rows(drawings[EXPECTED]),
    )


def split(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """`word: rest` lines, and drawings by the name that stands above them."""
    said: dict[str, str] = {}
    drawings: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("|"):
            drawings[name].append(line)
        elif ":" in line:
            word, rest = line.split(":", 1)
            said[word.strip()] = rest.strip()
        elif line.strip():
            name = line.strip()
            drawings[name] = []
    return said, {name: "\n".join(lines) for name, lines in drawings.items()}


def drawn_rows(drawing: str) -> list[dict[str, str]]:
    """The rows of one drawing, by heading."""
    lines = [
        [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        for line in drawing.splitlines()
    ]
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[1:]]
