"""A query and its parameters in an address: plain while short, compressed when long.

Nothing here knows Streamlit.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

_PACKED = "~"
_MOST_PLAIN = 300
_MOST_PACKED = 6_000
"""Letters of an address that every browser, server and mail program carries."""
_MOST_VALUES = 500
_MOST_LETTERS = 200_000
"""Of an opened query: what is packed tighter is no query of ours."""


class BrokenLink(Exception):
    """The address holds what cannot be read as a query."""


def packed(text: str) -> str | None:
    """A text as it stands in an address; None where it is too long for one."""
    if len(text) <= _MOST_PLAIN and not text.startswith(_PACKED):
        return text
    done = _PACKED + base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    return done if len(done) <= _MOST_PACKED else None


def opened(given: str) -> str:
    """The text that `packed` made it from. Raises BrokenLink."""
    if not given.startswith(_PACKED):
        return given
    body = given.removeprefix(_PACKED)
    reader = zlib.decompressobj()
    try:
        content = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        text = reader.decompress(content, _MOST_LETTERS).decode()
    except (binascii.Error, zlib.error, ValueError) as error:
        raise BrokenLink from error
    # Half a link unpacks into half a query, without a word: its end must be there.
    if not reader.eof:
        raise BrokenLink
    return text


def written(values: Mapping[str, str]) -> str:
    """`municipality=V%C3%A4xj%C3%B6&size=mikro`."""
    return urlencode(values)


def values_of(given: str) -> dict[str, str]:
    """The values that `written` wrote, or none of a text that it did not write."""
    return dict(_pairs(given))


def filters_of(given: str) -> dict[str, tuple[str, ...]]:
    """`county=07&county=08` → county's members, in the order given."""
    found: dict[str, tuple[str, ...]] = {}
    for name, member in _pairs(given):
        found[name] = (*found.get(name, ()), member)
    return found


def written_filters(only: Mapping[str, tuple[str, ...]]) -> str:
    """What `filters_of` reads."""
    return urlencode([(name, member) for name, members in only.items() for member in members])


def _pairs(given: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(given, keep_blank_values=True, max_num_fields=_MOST_VALUES)
    except ValueError:
        return []
