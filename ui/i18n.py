"""Texts in the reader's language: Swedish is the source, English a gettext catalogue.

The catalogue is compiled in memory when it is first needed; no compiled file can be out of date.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages import mofile, pofile

from s3metrics.words import Text
from ui import state

CATALOGUES = Path(__file__).resolve().parent.parent / "locales"
DOMAIN = "s3metrics"


def _(text: str) -> str:
    """The text in the reader's language."""
    found = _catalogue(state.language())
    return text if found is None else found.gettext(text)


def _n(one: str, many: str, number: int) -> str:
    """The form of a text that fits the number."""
    found = _catalogue(state.language())
    if found is None:
        return one if number == 1 else many
    return found.ngettext(one, many, number)


def _p(context: str, text: str) -> str:
    """A text whose translation depends on the context: `Län` is one county or several."""
    found = _catalogue(state.language())
    return text if found is None else found.pgettext(context, text)


def N_(text: str) -> str:
    """Marks a text that is translated where it is shown."""
    return text


def of(text: Text) -> str:
    """A text of the core in the reader's language."""
    return text.of(state.language())


@cache
def _catalogue(language: str) -> GNUTranslations | None:
    path = CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if language == "sv":
        return None
    compiled = BytesIO()
    with path.open("rb") as source:
        mofile.write_mo(compiled, pofile.read_po(source, locale=language, domain=DOMAIN))
    compiled.seek(0)
    return GNUTranslations(compiled)
