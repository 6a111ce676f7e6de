"""The nearest of very many keys: what `words.nearest` answers, without comparing with each."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from s3metrics.words import Text, fold, meant


class Candidates:
    """Keys that a misspelt one may have meant. Comparing two takes some 30 µs, and a list of
    misspelt keys against 20 000 takes minutes; how many characters two share bounds their
    likeness, and is counted for all at once.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_fold = {fold(word): word for word in words}
        self._folded = list(self._by_fold)
        self._lengths = np.array([len(word) for word in self._folded], dtype=np.int64)
        points = _points("".join(self._folded))
        self._alphabet, letters = np.unique(points, return_inverse=True)
        of_word = np.repeat(np.arange(len(self._folded)), self._lengths)
        cells = len(self._folded) * len(self._alphabet)
        counts = np.bincount(of_word * len(self._alphabet) + letters, minlength=cells)
        self._counts = counts.reshape(len(self._folded), len(self._alphabet))

    def did_you_mean(self, given: str, *, likeness: float = 0.6) -> Text:
        """` Menade du ”X”?` with a leading blank, or an empty text."""
        return meant(self.nearest(given, likeness=likeness))

    def nearest(self, given: str, *, likeness: float = 0.6) -> str | None:
        """The key closest to what was given, or None when nothing is as like as `likeness`."""
        word = fold(given)
        bounds = self._bounds(word)
        matcher = SequenceMatcher()
        matcher.set_seq2(word)
        best: tuple[float, str] | None = None
        for index in np.argsort(-bounds, kind="stable").tolist():
            if bounds[index] < (best[0] if best else likeness):
                break
            matcher.set_seq1(self._folded[index])
            found = (matcher.ratio(), self._folded[index])
            # Of equally like ones the last by alphabet, as difflib chooses.
            if found[0] >= likeness and (best is None or found > best):
                best = found
        return self._by_fold[best[1]] if best else None

    def slip_of(self, given: str) -> str | None:
        """The one key with one digit other than given, or two neighbours in the other order.

        None for several: a number that is nearly right may be anybody's.
        """
        word = fold(given)
        slips = {
            word[:at] + digit + word[at + 1 :] for at in range(len(word)) for digit in "0123456789"
        }
        slips |= {
            word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)
        }
        found = [slip for slip in slips - {word} if slip in self._by_fold]
        return self._by_fold[found[0]] if len(found) == 1 else None

    def _bounds(self, word: str) -> npt.NDArray[np.float64]:
        """Per key the most that difflib's ratio can be."""
        own = np.array([word.count(chr(point)) for point in self._alphabet.tolist()], np.int64)
        shared = np.minimum(self._counts, own).sum(axis=1)
        total = self._lengths + len(word)
        bounds: npt.NDArray[np.float64] = np.where(total, 2.0 * shared / np.maximum(total, 1), 1.0)
        return bounds


def _points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
