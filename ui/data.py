"""Figures for the pages: computed by the platform, kept by codes for as long as the data stay.

A key is made of codes (place, data version, indicator, selection, breakdown), never of frames:
Streamlit hashes only a sample of a large frame, and a change in the rest goes unnoticed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from s3metrics.engine.entities import Entities
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Cell, Overlap
from s3metrics.engine.selection import DIMENSIONS, Selection
from s3metrics.indicators import Indicator, find_indicator
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.ledger.reader import Delivery
from s3metrics.platform import Platform
from s3metrics.sheets import QuarantinedRow

_KEPT_FIGURES = 2_000
_KEPT_LISTS = 50
_KEPT_PREVIEWS = 8
_FIELDS = {"area": "areas", "county": "counties", "municipality": "municipalities", "size": "sizes"}

Place = tuple[str | None, str | None, str | None]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A result as pages show it: plain values that can be kept."""

    indicator: Indicator
    by: tuple[str, ...]
    cells: dict[tuple[str, ...], Cell]
    selection: Selection
    """What it was asked for, after what the indicator cannot be selected by was left out."""
    ignored: tuple[str, ...]
    """The dimensions that were left out: the figure is the whole's there."""
    receipt: str
    overlap: dict[str, tuple[Overlap, ...]]
    """Only where it was asked for."""

    def cell(self, **members: str) -> Cell:
        """One cell; a breakdown that is not named is `*`."""
        return self.cells[tuple(members.get(name, ALL) for name in self.by)]

    @property
    def total(self) -> Cell:
        """The cell of all members."""
        return self.cell()

    def members(self, dimension: str) -> list[str]:
        """The members of a breakdown in order, without the total."""
        at = self.by.index(dimension)
        return [code for code in dict.fromkeys(cell[at] for cell in self.cells) if code != ALL]

    def overlap_at(self, dimension: str, **members: str) -> Overlap | None:
        """What the parts of a breakdown count more than once, for one member of the others."""
        others = {name: members.get(name, ALL) for name in self.by if name != dimension}
        entries = self.overlap.get(dimension, ())
        return next((entry for entry in entries if entry.members == others), None)


@dataclass(frozen=True, kw_only=True)
class Before:
    """A figure before and after a delivery."""

    indicator: Indicator
    before: Cell | None
    after: Cell


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a delivery would change."""

    report: DeliveryReport
    figures: tuple[Before, ...]


def platform() -> Platform:
    """The platform that the environment names. Raises ProgrammeError."""
    return _platform(_place())


def is_sample() -> bool:
    """Whether what there is has been invented; False before there is any data."""
    return platform().has_data and platform().is_sample


def figure(
    indicator: str, selection: Selection, by: Sequence[str] = (), *, with_overlap: bool = False
) -> Figure:
    """An indicator for a selection; what it cannot be selected by is left out and told."""
    found = find_indicator(indicator)
    ignored = tuple(d for d in selection.dimensions if d not in found.breakdowns)
    start, end, lists = _key(selection)
    kept = tuple(
        () if name in ignored else codes for name, codes in zip(DIMENSIONS, lists, strict=True)
    )
    key, version = (start, end, kept), platform().data_version
    return _figure(_place(), version, indicator, key, tuple(by), ignored, with_overlap)


def entities(indicator: str, selection: Selection, cell: Mapping[str, str]) -> Entities:
    """The units and rows behind one cell of a figure."""
    key = tuple(sorted((name, code) for name, code in cell.items() if code != ALL))
    return _entities(_place(), platform().data_version, indicator, _key(selection), key)


def deliveries() -> list[Delivery]:
    """Every delivery, the latest first; none before there is any data."""
    if not platform().has_data:
        return []
    return _deliveries(_place(), platform().data_version)


def quarantine() -> list[QuarantinedRow]:
    """The rows that wait for correction."""
    if not platform().has_data:
        return []
    return _quarantine(_place(), platform().data_version)


def preview(
    files: Sequence[NamedBytes],
    sender: str,
    format_: str,
    indicators: Sequence[str],
    *,
    is_confirmed: bool,
) -> Preview:
    """What the delivery would change. Raises UserError as `Platform.preview`."""
    version = platform().data_version if platform().has_data else 0
    names = tuple((file.name, file.ref.sha256) for file in files)
    return _preview(
        _place(), version, names, sender, format_, tuple(indicators), is_confirmed, list(files)
    )


@st.cache_resource(show_spinner=False)
def _platform(place: Place) -> Platform:
    db, programme, today = place
    fixed = date.fromisoformat(today) if today else None
    return Platform.open(db, programme, today=lambda: fixed or date.today())


def _place() -> Place:
    names = ("S3METRICS_DB", "S3METRICS_PROGRAMME", "S3METRICS_TODAY")
    return os.environ.get(names[0]), os.environ.get(names[1]), os.environ.get(names[2])


Key = tuple[str, str, tuple[tuple[str, ...], ...]]


def _key(selection: Selection) -> Key:
    # The pages name both dates always: a figure that follows the clock could not be kept.
    if selection.from_ is None or selection.to is None:
        raise ValueError("a page's selection names its dates")
    lists = tuple(selection.members(name) for name in DIMENSIONS)
    return selection.from_.isoformat(), selection.to.isoformat(), lists


def _selection(key: Key) -> Selection:
    start, end, lists = key
    members = dict(zip(DIMENSIONS, lists, strict=True))
    return Selection(
        from_=date.fromisoformat(start),
        to=date.fromisoformat(end),
        **{_FIELDS[name]: codes for name, codes in members.items()},
    )


@st.cache_data(show_spinner=False, max_entries=_KEPT_FIGURES)
def _figure(
    place: Place,
    version: int,
    indicator: str,
    key: Key,
    by: tuple[str, ...],
    ignored: tuple[str, ...],
    with_overlap: bool,
) -> Figure:
    result = _platform(place).compute(indicator, _selection(key), by)
    overlap = result.overlap if with_overlap else {}
    return Figure(
        indicator=result.indicator,
        by=result.by,
        cells=result.cells,
        selection=_selection(key),
        ignored=ignored,
        receipt=result.receipt.code,
        overlap={name: tuple(entries) for name, entries in overlap.items()},
    )


@st.cache_data(show_spinner=False, max_entries=_KEPT_LISTS)
def _entities(
    place: Place, version: int, indicator: str, key: Key, cell: tuple[tuple[str, str], ...]
) -> Entities:
    return _platform(place).entities(indicator, _selection(key), dict(cell))


@st.cache_data(show_spinner=False, max_entries=2)
def _deliveries(place: Place, version: int) -> list[Delivery]:
    return _platform(place).deliveries()


@st.cache_data(show_spinner=False, max_entries=2)
def _quarantine(place: Place, version: int) -> list[QuarantinedRow]:
    return _platform(place).quarantine()


# The files' names and fingerprints are the key; `_files`, for its underscore, is not.
@st.cache_data(show_spinner=False, max_entries=_KEPT_PREVIEWS)
def _preview(
    place: Place,
    version: int,
    names: tuple[tuple[str, str], ...],
    sender: str,
    format_: str,
    indicators: tuple[str, ...],
    is_confirmed: bool,
    _files: list[NamedBytes],
) -> Preview:
    found = _platform(place).preview(
        _files, sender, indicators, format=format_, confirm_withdrawals=is_confirmed
    )
    return Preview(
        report=found.report,
        figures=tuple(
            Before(
                indicator=after.indicator,
                before=before.total if before else None,
                after=after.total,
            )
            for _name, before, after in found.figures
        ),
    )
