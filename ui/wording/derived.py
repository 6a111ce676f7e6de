"""What is made of a figure: per 1 000 SMEs, against the counties' targets, who lies in several.

Kept by the figure's receipt, which names what was asked, and by the data that it was asked of.
"""

from __future__ import annotations

import streamlit as st

from s3metrics.engine.entities import Entities
from s3metrics.engine.rates import Rates
from s3metrics.engine.shared import Parts, Shared
from s3metrics.targets import TargetStatus
from ui import data
from ui.codec import NOW
from ui.data import Figure

_KEPT = 500
_KEPT_LISTS = 50

Source = tuple[str, int]


def rates(figure: Figure) -> Rates:
    """The figure per 1 000 SMEs, by its own breakdown. Raises WrongCall as `Platform`."""
    return _rates(_source(), figure.receipt, figure)


def shared(figure: Figure, dimension: str) -> Shared:
    """How many of a figure's units lie in which parts of a breakdown."""
    return _shared(_source(), figure.receipt, dimension, figure)


def shared_entities(figure: Figure, dimension: str, parts: Parts) -> Entities:
    """The units that lie in exactly these parts (none named: in several), and their rows."""
    return _shared_entities(_source(), figure.receipt, dimension, parts, figure)


def county_targets(figure: Figure) -> dict[str, TargetStatus]:
    """County → its next target for the figure's indicator; the platform keeps what it weighed."""
    return data.platform().county_targets(figure.indicator.id, _as_of(figure))


def _as_of(figure: Figure) -> str | None:
    return None if figure.clock == NOW else figure.clock


def _source() -> Source:
    platform = data.platform()
    return str(platform.places.database), platform.data_version


# The receipt is the key; `_figure`, for its underscore, is not.
@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _rates(source: Source, receipt: str, _figure: Figure) -> Rates:
    asked = (_figure.indicator.id, _figure.selection, _figure.by)
    return data.platform().per_thousand(*asked, _as_of(_figure))


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _shared(source: Source, receipt: str, dimension: str, _figure: Figure) -> Shared:
    asked = (_figure.indicator.id, _figure.selection, dimension)
    return data.platform().shared(*asked, _as_of(_figure))


@st.cache_data(show_spinner=False, max_entries=_KEPT_LISTS)
def _shared_entities(
    source: Source, receipt: str, dimension: str, parts: Parts, _figure: Figure
) -> Entities:
    asked = (_figure.indicator.id, _figure.selection, dimension, parts)
    return data.platform().shared_entities(*asked, _as_of(_figure))
