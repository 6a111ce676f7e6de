"""What a pack holds, whatever kind of file it becomes: finished texts, and shares to draw by.

A renderer places and draws; it neither computes nor words anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = int | float | Decimal


class Kind(StrEnum):
    """How a column of a table is drawn."""

    TEXT = "text"
    NUMBER = "number"
    BAR = "bar"
    """The number, and a bar as long as its share."""
    HEAT = "heat"
    """The number on a ground that is darker the larger its share."""
    CODE = "code"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table; `weight` is its width, compared with the others'."""

    heading: str
    kind: Kind = Kind.NUMBER
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a table."""

    text: str
    note: str = ""
    """In small type under the text: the two counts of a ratio, a receipt."""
    share: float | None = None
    """0–1: the length of its bar, the darkness of its ground."""
    mark: float | None = None
    """0–1: where on its bar a limit stands."""
    tone: str = ""
    """`good`, `poor` or nothing; the text says the same in words."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table, whole: a renderer may break it between rows, and then repeats its headings."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0
    """How many rows at the end are totals and what explains them."""
    notes: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()
    """The codes that open its figures."""
    has_codes_in_rows: bool = False
    """True where each row already shows its own code."""
    chart: Chart | None = None
    """Its bars as a chart, for files whose charts can be edited."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values of one name, one per category of the chart; None where there is none."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A place on an axis, 0–1, and what stands there."""

    at: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A line of a drawing: points as shares of its width and height, and its name."""

    name: str
    points: tuple[tuple[float, float], ...]
    partial: tuple[tuple[float, float], ...] = ()
    """Its end, where not all who should have delivered have: drawn apart."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A target, with its words."""

    at: tuple[float, float]
    text: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A trend, ready to draw: everything as shares of its width and height."""

    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...] = ()
    band: tuple[tuple[float, float], ...] = ()
    """The corners of what the forecast spans; empty without one."""
    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    partial_word: str = ""
    band_word: str = ""
    mark_word: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart by its figures, for files whose charts can be edited; a trend also as a drawing."""

    title: str
    alt: str
    """What one sees, in words, for those who do not see it."""
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    is_share: bool = False
    decimals: int = 0
    """Places that its numbers are shown with."""
    drawing: Drawing | None = None
    """Of a trend; None of bars, which stand in their table."""
    table: Table | None = None
    """The values of a trend, to stand beside it."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """A figure in large type, with how it stands and its trend."""

    label: str
    value: str
    unit: str
    standing: str
    tone: str
    receipt: str
    trend: Curve | None = None
    trend_alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with its sentences, charts and tables."""

    title: str
    sentences: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    trends: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    starts_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The steering group's pack."""

    language: str
    title: str
    programme: str
    clock: str
    """Which edition it shows, or what is known as of which delivery."""
    made: str
    sample: str
    """That the data are invented; empty where they are not."""
    eu_statement: str
    eu_alt: str
    page_of: str
    """`Sida {page} av {pages}`."""
    receipt_word: str
    sections: tuple[Section, ...]
