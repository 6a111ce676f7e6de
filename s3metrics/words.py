"""Words: texts in two languages, folded comparison, and the nearest match for an error message."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

LANGUAGES = ("sv", "en")
_UNSEEN = frozenset({"Cc", "Cf", "Pc", "Pd", "Zs"})
"""Unicode's categories of controls, formats, low lines, dashes and blanks."""
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

    def each(self, change: Callable[[str], str]) -> Text:
        """The text with the same change made in each language."""
        return Text(change(self.sv), change(self.en))

    def __add__(self, other: Text) -> Text:
        """Both texts, one after the other, in each language."""
        return Text(self.sv + other.sv, self.en + other.en)


NOTHING = Text("", "")


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


def name_key(name: str) -> str:
    """The form in which names of senders are compared: no case, blank, dash or invisible sign.

    Unlike `fold` it keeps å ä ö: Habo is not Håbo.

    >>> name_key("IUC i Kalmar-län") == name_key("iuc I kalmar län")
    True
    """
    bare = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in bare if unicodedata.category(c) not in _UNSEEN and c != "\u2212")


def nearest(given: str, allowed: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """The allowed word closest to what was given, or None when nothing is as like as `likeness`.

    `likeness` is difflib's ratio, 0–1.
    """
    by_fold = {fold(word): word for word in allowed}
    hits = difflib.get_close_matches(fold(given), by_fold, n=1, cutoff=likeness)
    return by_fold[hits[0]] if hits else None


def did_you_mean(given: str, allowed: Iterable[str], *, likeness: float = 0.6) -> Text:
    """` Menade du ”X”?` with a leading blank, or an empty text."""
    return meant(nearest(given, allowed, likeness=likeness))


def meant(word: str | None) -> Text:
    """The question whether that word was meant, with a leading blank; empty for None."""
    return Text(f" Menade du ”{word}”?", f" Did you mean “{word}”?") if word else NOTHING


def listed(words: Iterable[str], conjunction: str = "och") -> str:
    """`a, b och c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def all_of(words: Iterable[str | Text]) -> Text:
    """`a, b och c`; a plain word is the same in both languages."""
    sv, en = _in_both(words)
    return Text(listed(sv, "och"), listed(en, "and"))


def any_of(words: Iterable[str | Text]) -> Text:
    """`a, b eller c`; a plain word is the same in both languages."""
    sv, en = _in_both(words)
    return Text(listed(sv, "eller"), listed(en, "or"))


def joined(texts: Iterable[str | Text], between: str = " ") -> Text:
    """The texts with `between` between them, in each language."""
    sv, en = _in_both(texts)
    return Text(between.join(sv), between.join(en))


def in_quotes(word: str) -> Text:
    """The word within each language's own quotation marks."""
    return Text(f"”{word}”", f"“{word}”")


def whole(number: int) -> Text:
    """A whole number, its thousands apart: `100 000` with a blank that does not break, `100,000`.

    >>> whole(100_000).en
    '100,000'
    """
    english = f"{number:,}"
    return Text(english.replace(",", "\u00a0"), english)


def counted(number: int, one: Text, many: Text) -> Text:
    """A number with its noun, or whatever changes with it: `1 rad`, `1 000 rader`.

    >>> counted(1, Text("rad", "row"), Text("rader", "rows")).sv
    '1 rad'
    """
    digits, words = whole(number), one if number == 1 else many
    return Text(f"{digits.sv} {words.sv}", f"{digits.en} {words.en}")


def _in_both(words: Iterable[str | Text]) -> tuple[list[str], list[str]]:
    texts = [word if isinstance(word, Text) else Text(word, word) for word in words]
    return [text.sv for text in texts], [text.en for text in texts]
