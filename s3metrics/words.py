"""Words: texts in two languages, folded comparison, and the nearest match for an error message."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LANGUAGES = ("sv", "en")
_SKIPPED = re.compile(r"[\s_\-\u2010-\u2015\u00a0\u202f]+")


@dataclass(frozen=True)
class Text:
    """The same text in Swedish and English; both are required."""

    sv: str
    en: str

    def __str__(self) -> str:
        return self.sv

    def of(self, language: str) -> str:
        """The text in `language` ("sv" or "en")."""
        return self.en if language == "en" else self.sv


def fold(text: str) -> str:
    """The form in which words are compared: no case, no å ä ö é, no `_`, hyphen or blank.

    >>> fold("Rådgivning ") == fold("radgivning")
    True
    """
    bare = text.casefold()
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SKIPPED.sub("", bare)


def nearest(given: str, allowed: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """The allowed word closest to what was given, or None when nothing is as like as `likeness`.

    `likeness` is difflib's ratio, 0–1.
    """
    by_fold = {fold(word): word for word in allowed}
    hits = difflib.get_close_matches(fold(given), by_fold, n=1, cutoff=likeness)
    return by_fold[hits[0]] if hits else None


def did_you_mean(given: str, allowed: Iterable[str], *, likeness: float = 0.6) -> str:
    """` Menade du ”X”?` with a leading blank, or an empty text."""
    hit = nearest(given, allowed, likeness=likeness)
    return f" Menade du ”{hit}”?" if hit else ""


def listed(words: Iterable[str], conjunction: str = "och") -> str:
    """`a, b och c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"
