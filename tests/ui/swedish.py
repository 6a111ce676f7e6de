"""All that a page says, and the Swedish in it: for pages that a reader has asked for in English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

# Swedish words that no English sentence has; "man", "men", "under" and "för" spelt alike are left.
_COMMON = set(
    """
    och av att det ett som med till inte eller finns saknas ingen inga inget utan vid hos ur den har
    kan ska skulle blir alla varje andra bara redan sedan mellan efter innan ange skriv menade
    kontrollera raden rader kolumn siffran siffror utgåvan perioden leverans
    """.split()  # noqa: SIM905 (a list of words is read as a text)
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile("[åäöÅÄÖ]")
# What is an address, a name of an icon or machine-readable is not read by anybody.
_UNREAD = re.compile(r":material/\w+:|https?://\S+|`[^`]*`|data:\S+")
_SKIPPED_FIELDS = frozenset(
    {
        "id",
        "url",
        "page",
        "url_pathname",
        "form_id",
        "key",
        "page_script_hash",
        "element_id",
        "config",
    }
)


def spoken(app: AppTest) -> Iterator[str]:
    """Every text of the page: labels, helps, options, Markdown, tables, and what charts say."""
    for node in _nodes(app._tree):
        proto = getattr(node, "proto", None)
        if hasattr(proto, "ListFields"):
            yield from _texts(proto)
        value = getattr(node, "value", None) if not isinstance(node, Block) else None
        if isinstance(value, pd.DataFrame):
            yield from _of_table(value)


def swedish(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """The texts in which a Swedish word is left when the names have been taken out."""
    known = sorted({name for name in names if name}, key=len, reverse=True)
    own = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, known)) + r")(?!\w)")
    found: dict[str, None] = {}
    for text in texts:
        bare = own.sub(" ", _UNREAD.sub(" ", text.replace("\\", "").replace("\u2060", "")))
        words = _WORD.findall(bare)
        if any(_LETTERS.search(word) or word.casefold() in _COMMON for word in words):
            found[text] = None
    return list(found)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Block):
        for child in node.children.values():
            yield from _nodes(child)


def _texts(message: Any) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in _SKIPPED_FIELDS:
            continue
        values = value if field.is_repeated else [value]
        if field.message_type is not None:
            if field.message_type.GetOptions().map_entry:
                continue
            for inner in values:
                yield from _texts(inner)
        elif field.cpp_type == field.CPPTYPE_STRING and field.type == field.TYPE_STRING:
            for text in values:
                yield from _of_text(text, field.name)


def _of_text(text: str, field: str) -> Iterator[str]:
    if field in {"spec", "figure"}:
        yield from _of_json(json.loads(text))
    else:
        yield text


def _of_json(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"locale", "template"}:
                yield from _of_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner)


def _of_table(table: pd.DataFrame) -> Iterator[str]:
    for axis in (table.columns, table.index):
        yield from (str(name) for name in axis.names if name is not None)
        yield from (str(label) for label in axis.to_list())
    for _, column in table.items():
        yield from (str(cell) for cell in column if isinstance(cell, str))
