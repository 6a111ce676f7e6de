"""Figures for the pages: computed by the platform, kept by codes for as long as the data stay.

A key is made of codes (place, data version, clock, indicator, selection, …), never of frames:
Streamlit hashes only a sample of a large frame, and a change in the rest goes unnoticed.

A page asks some two hundred times in a run. Streamlit's caches take a fifth of a millisecond each
time, for their hash of the key and their copy of the answer; Python's own take none. What is kept
is therefore shared by all readers and must not be changed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

import streamlit as st

from s3metrics.editions.model import Edition
from s3metrics.editions.reopening import Reopened
from s3metrics.engine.entities import Entities
from s3metrics.engine.query import ALL
from s3metrics.engine.selection import DIMENSIONS, Selection
from s3metrics.indicators import find_indicator
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.reader import Delivery
from s3metrics.platform import Platform
from s3metrics.programme import Programme
from s3metrics.sheets import QuarantinedRow
from s3metrics.targets import TargetStatus
from s3metrics.targets import flags as flagging
from s3metrics.targets.flags import Flag
from ui import state
from ui.codec import NOW, Clock
from ui.shapes import Before as Before
from ui.shapes import Figure as Figure
from ui.shapes import Preview as Preview

_KEPT_FIGURES = 2_000
_KEPT_LISTS = 50
_KEPT_PREVIEWS = 8
_FIELDS = {"area": "areas", "county": "counties", "municipality": "municipalities", "size": "sizes"}

Place = tuple[str | None, str | None, str | None]
At = tuple[int, str]
"""The data version and the clock's code."""


def platform() -> Platform:
    """The platform that the environment names. Raises ProgrammeError."""
    return _platform(place())


def clock(code: str | None = None) -> Clock:
    """What is known and in force by a clock, the reader's unless another is named."""
    code = code or state.clock()
    if code == NOW or not platform().has_data:
        return Clock(programme=platform().programme, today=platform().today)
    return _clock(place(), platform().data_version, code)


def programme() -> Programme:
    """The programme file in force by the reader's clock."""
    return clock().programme


def editions() -> list[Edition]:
    """What has been sealed, the latest first; none before there is any data."""
    if not platform().has_data:
        return []
    return _editions(place(), platform().data_version)


def is_sample() -> bool:
    """Whether what there is has been invented; False before there is any data."""
    return platform().has_data and platform().is_sample


def figure(
    indicator: str,
    selection: Selection,
    by: Sequence[str] = (),
    *,
    with_overlap: bool = False,
    clock: str | None = None,
) -> Figure:
    """An indicator for a selection; what it cannot be selected by is left out and told.

    By the reader's clock, or by another that `clock` names as `Figure.clock` does.
    """
    found = find_indicator(indicator)
    ignored = tuple(d for d in selection.dimensions if d not in found.breakdowns)
    start, end, lists = _key(selection)
    kept = tuple(
        () if name in ignored else codes for name, codes in zip(DIMENSIONS, lists, strict=True)
    )
    at = (platform().data_version, clock or state.clock())
    key = (start, end, kept)
    return _figure(place(), at, indicator, key, tuple(by), ignored, with_overlap)


def entities(
    indicator: str, selection: Selection, cell: Mapping[str, str], *, clock: str | None = None
) -> Entities:
    """The units and rows behind one cell of a figure."""
    key = tuple(sorted((name, code) for name, code in cell.items() if code != ALL))
    at = (platform().data_version, clock or state.clock())
    return _entities(place(), at, indicator, _key(selection), key)


def targets(clock: str | None = None) -> list[TargetStatus]:
    """Every target of the programme file in force by the clock: standing, pace and forecast."""
    return platform().targets(_as_of(clock or state.clock()))


def flags() -> list[Flag]:
    """What needs a decision, by the reader's clock."""
    return _flags(place(), (platform().data_version, state.clock()), clock().today)


def elapsed_share() -> Decimal:
    """The share of the programme's time that has passed by the reader's clock, 0–1."""
    at = clock()
    return flagging.elapsed_share(at.programme, at.today)


def reopen(code: str) -> Reopened:
    """The figure of a receipt's code. Raises UserError for a code that was never shown."""
    return platform().reopen(code)


def deliveries() -> list[Delivery]:
    """Every delivery, the latest first; none before there is any data."""
    if not platform().has_data:
        return []
    return _deliveries(place(), platform().data_version)


def quarantine() -> list[QuarantinedRow]:
    """The rows that wait for correction."""
    if not platform().has_data:
        return []
    return _quarantine(place(), platform().data_version)


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
        place(), version, names, sender, format_, tuple(indicators), is_confirmed, list(files)
    )


# Streamlit's cache behind Python's: of two readers who come first, one opens it.
@lru_cache(maxsize=_KEPT_LISTS)
@st.cache_resource(show_spinner=False)
def _platform(place: Place) -> Platform:
    db, programme, today = place
    fixed = date.fromisoformat(today) if today else None
    return Platform.open(db, programme, today=lambda: fixed or date.today())


def place() -> Place:
    """What decides which database, programme file and day the pages are about: part of each key."""
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


def _as_of(code: str) -> str | None:
    return None if code == NOW else code


@lru_cache(maxsize=_KEPT_LISTS)
def _clock(place: Place, version: int, code: str) -> Clock:
    found = _platform(place).at(_as_of(code))
    return Clock(code=code, programme=found.programme, today=found.today)


@lru_cache(maxsize=2)
def _editions(place: Place, version: int) -> list[Edition]:
    return _platform(place).editions()[::-1]


@lru_cache(maxsize=_KEPT_FIGURES)
def _figure(
    place: Place,
    at: At,
    indicator: str,
    key: Key,
    by: tuple[str, ...],
    ignored: tuple[str, ...],
    with_overlap: bool,
) -> Figure:
    result = _platform(place).compute(indicator, _selection(key), by, _as_of(at[1]))
    # Whatever page shows it names its receipt, and the code must open it again.
    _platform(place).remember(result)
    overlap = result.overlap if with_overlap else {}
    return Figure(
        indicator=result.indicator,
        by=result.by,
        cells=result.cells,
        selection=_selection(key),
        ignored=ignored,
        receipt=result.receipt.code,
        clock=at[1],
        note=result.note,
        overlap={name: tuple(entries) for name, entries in overlap.items()},
    )


@lru_cache(maxsize=_KEPT_LISTS)
def _flags(place: Place, at: At, today: date) -> list[Flag]:
    return _platform(place).flags(_as_of(at[1]))


@st.cache_data(show_spinner=False, max_entries=_KEPT_LISTS)
def _entities(
    place: Place, at: At, indicator: str, key: Key, cell: tuple[tuple[str, str], ...]
) -> Entities:
    return _platform(place).entities(indicator, _selection(key), dict(cell), _as_of(at[1]))


@lru_cache(maxsize=2)
def _deliveries(place: Place, version: int) -> list[Delivery]:
    return _platform(place).deliveries()


@lru_cache(maxsize=2)
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
