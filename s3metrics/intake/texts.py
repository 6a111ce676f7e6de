"""A column of texts in Arrow's memory: a million cells without a million Python objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bytes = npt.NDArray[np.uint8]
_AT_A_TIME = 65_536


class Texts(Sequence[object]):
    """A column's raw cells, all of them texts; read as any sequence, and as Arrow where it counts.

    Cells become Python texts only when they are asked for.
    """

    __slots__ = ("arrow",)

    def __init__(self, arrow: pa.ChunkedArray) -> None:
        """`arrow` holds texts and no nulls: where nothing stands there is an empty text."""
        self.arrow = arrow

    def __len__(self) -> int:
        return len(self.arrow)

    @overload
    def __getitem__(self, index: int) -> object: ...

    @overload
    def __getitem__(self, index: slice) -> list[object]: ...

    def __getitem__(self, index: int | slice) -> object:
        if isinstance(index, slice):
            return self.arrow[index].to_pylist()
        return self.arrow[index].as_py()

    def __iter__(self) -> Iterator[object]:
        for start in range(0, len(self), _AT_A_TIME):
            yield from self.arrow.slice(start, _AT_A_TIME).to_pylist()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def as_texts(cells: Sequence[object]) -> Texts | None:
    """The cells as `Texts` where every one is a text that UTF-8 can hold, else None."""
    if isinstance(cells, Texts):
        return cells
    if set(map(type, cells)) != {str}:
        return None
    try:
        arrow = pa.array(cells, pa.string())
    except UnicodeEncodeError:
        # Half of a pair of surrogates: its fault is told by the parser.
        return None
    # More than 2 GiB of text come in pieces.
    return Texts(arrow if isinstance(arrow, pa.ChunkedArray) else pa.chunked_array([arrow]))


def picked(cells: Sequence[object], indices: Sequence[int]) -> list[object]:
    """The cells at those indices."""
    if isinstance(cells, Texts):
        taken: list[object] = cells.arrow.take(pa.array(indices, pa.int64())).to_pylist()
        return taken
    return [cells[index] for index in indices]


def bytes_at(cells: pa.StringArray, rows: npt.NDArray[np.int64], length: int) -> Bytes:
    """The first `length` bytes of each of those cells, one row each; none may be shorter."""
    _, offsets, data = cells.buffers()
    if data is None or not len(rows):
        return np.zeros((len(rows), length), dtype=np.uint8)
    starts = np.frombuffer(offsets, np.int32)[cells.offset :][rows]
    content: Bytes = np.frombuffer(data, np.uint8)
    places = starts[:, None] + np.arange(length, dtype=np.int64)
    return content.take(places)


def lengths_of(cells: pa.StringArray) -> npt.NDArray[np.int32]:
    """How many bytes each cell has."""
    if not len(cells):
        return np.zeros(0, dtype=np.int32)
    offsets = np.frombuffer(cells.buffers()[1], np.int32)
    return np.diff(offsets[cells.offset : cells.offset + len(cells) + 1])
