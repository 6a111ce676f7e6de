"""Cells written so plainly that their value can be told for a whole column at once.

Each of these accepts only forms of which the column's parser provably makes the same value
without anything to tell; every other cell, faulty ones above all, is the parser's. They set no
rule of their own: a test holds them against the parsers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from s3metrics.intake.texts import Bytes, bytes_at, lengths_of

_LETTER = "!-~ÅÄÖåäöÉéÜü"
_TEXT = f"^[{_LETTER}](?:[ {_LETTER}]*[{_LETTER}])?$"
"""Composed characters that everybody can see, without blanks outside: nothing to clean."""
_TEN_DIGITS = "(?:[0-9][^0-9]*){10}"
"""Fewer are no personal identity number, however they are written."""
_UNSIGNED = "^[0-9]{1,9}(?:[.,][0-9]{1,4})?$"
_SIGNED = f"^-?{_UNSIGNED[1:]}"
"""Nothing to round, not too large, and too short for a personal identity number."""
_AMOUNT = pa.decimal128(18, 4)

_ZERO = ord("0")
_DASH = ord("-")
_LUHN = np.array([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]])
"""What a digit counts, at odd and at even places from the right."""


class Plain(NamedTuple):
    """What could be told of a column's distinct cells."""

    values: pa.Array
    """One per cell; meaningless where the cell is not plain."""
    is_plain: npt.NDArray[np.bool_]


PlainCells = Callable[[pa.StringArray], Plain]


def plain_texts(cells: pa.StringArray) -> Plain:
    """Texts that are taken as they stand, ids and names."""
    return Plain(cells, _matches(cells, _TEXT) & ~_matches(cells, _TEN_DIGITS))


def plain_amounts(*, may_be_negative: bool) -> PlainCells:
    """Numbers of up to nine digits and four decimals, without blanks, as decimal128(18, 4)."""
    form = _SIGNED if may_be_negative else _UNSIGNED

    def read(cells: pa.StringArray) -> Plain:
        is_plain = _matches(cells, form)
        numbers = pc.if_else(pa.array(is_plain), pc.replace_substring(cells, ",", "."), "0")
        return Plain(pc.cast(numbers, _AMOUNT), is_plain)

    return read


def plain_orgnrs(cells: pa.StringArray) -> Plain:
    """Valid numbers of organisations, ten digits with or without hyphen; never a person's."""
    lengths = lengths_of(cells)
    is_plain = np.zeros(len(cells), dtype=np.bool_)
    digits = np.zeros((len(cells), 10), dtype=np.uint8)
    for length in (10, 11):
        rows = np.flatnonzero(lengths == length)
        written = bytes_at(cells, rows, length)
        if length == 11:
            has_dash = np.flatnonzero(written[:, 6] == _DASH)
            rows, written = rows[has_dash], np.delete(written[has_dash], 6, axis=1)
        digits[rows] = written
        is_plain[rows] = _is_organisation(written)
    texts = np.full_like(digits, _ZERO)
    texts[is_plain] = digits[is_plain]
    offsets = np.arange(0, 10 * len(cells) + 1, 10, dtype=np.int32)
    values = pa.StringArray.from_buffers(len(cells), pa.py_buffer(offsets), pa.py_buffer(texts))
    return Plain(values, is_plain)


def _is_organisation(written: Bytes) -> npt.NDArray[np.bool_]:
    """Per row of ten bytes: digits, the third at least 2, and the check digit fits."""
    are_digits = ((written >= _ZERO) & (written <= ord("9"))).all(axis=1)
    digits = np.zeros_like(written)
    digits[are_digits] = written[are_digits] - _ZERO
    total = _LUHN[0][digits[:, 1::2]].sum(axis=1) + _LUHN[1][digits[:, 0::2]].sum(axis=1)
    fits: npt.NDArray[np.bool_] = are_digits & (digits[:, 2] >= 2) & (total % 10 == 0)
    return fits


def _matches(cells: pa.StringArray, pattern: str) -> npt.NDArray[np.bool_]:
    found = pc.match_substring_regex(cells, pattern).to_numpy(zero_copy_only=False)
    return np.asarray(found, dtype=np.bool_)
