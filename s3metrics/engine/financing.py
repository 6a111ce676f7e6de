"""The four kinds of financing that the managing authority asks for: who pays, and in which form.

Source: its handbook, one row per financier and kind. What stands under the source `ovrig` may be
either and is told apart from the four.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from s3metrics.codes import choices
from s3metrics.engine.cells import Cell, Status

_PRIVATE = ("privat",)
_UNSORTED = ("ovrig",)
_CASH = "kontant"


class Financing(StrEnum):
    """A kind of financing."""

    PUBLIC_CASH = "public_cash"
    PRIVATE_CASH = "private_cash"
    PUBLIC_IN_KIND = "public_in_kind"
    PRIVATE_IN_KIND = "private_in_kind"
    OTHER = "other"
    """The source says neither public nor private."""


@dataclass(frozen=True, kw_only=True)
class KindOfFinancing:
    """One kind, with the cells of the figure that it is made of."""

    kind: Financing
    value: Any
    """SEK; None where none of its cells holds a value."""
    status: Status
    members: tuple[tuple[str, str], ...]
    """(source, form) of each of its cells."""


def kind_of(source: str, form: str) -> Financing:
    """The kind that a row of funding is of."""
    if source in _UNSORTED or source not in choices("source"):
        return Financing.OTHER
    is_cash = form == _CASH
    if source in _PRIVATE:
        return Financing.PRIVATE_CASH if is_cash else Financing.PRIVATE_IN_KIND
    return Financing.PUBLIC_CASH if is_cash else Financing.PUBLIC_IN_KIND


def kinds_of(cells: Mapping[tuple[str, str], Cell]) -> tuple[KindOfFinancing, ...]:
    """`funding_decided` by (source, form), without totals, as kinds; the fifth if it holds any.

    The figure adds up over both, so that a kind is the sum of its cells.
    """
    found = [_kind(kind, cells) for kind in Financing]
    return tuple(one for one in found if one.kind is not Financing.OTHER or one.value)


def _kind(kind: Financing, cells: Mapping[tuple[str, str], Cell]) -> KindOfFinancing:
    members = tuple(place for place in cells if kind_of(*place) is kind)
    values = [cells[place].value for place in members if cells[place].value is not None]
    statuses = [cells[place].status for place in members]
    if values:
        value = sum(values)
        status = Status.OK if value else Status.ZERO
    else:
        value, status = None, statuses[0] if statuses else Status.NOT_REPORTED
    return KindOfFinancing(kind=kind, value=value, status=status, members=members)
