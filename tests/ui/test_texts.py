"""Every text of the pages in both languages."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parents[2]
ENGLISH = PROJECT / "locales" / "en" / "LC_MESSAGES" / "s3metrics.po"
MARKS = {"_": 1, "N_": 1, "_n": 2, "_p": 2}

Msgid = str | tuple[str, ...]


def sources() -> list[Path]:
    folders = [PROJECT / "ui", PROJECT / "pages"]
    return [PROJECT / "dashboard.py", *(f for d in folders for f in sorted(d.rglob("*.py")))]


def marked() -> dict[tuple[str | None, Msgid], str]:
    """(context, msgid) → where it stands, read from the syntax tree: f-strings hide nothing."""
    found: dict[tuple[str | None, Msgid], str] = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                count = MARKS.get(node.func.id, 0)
                words = [a.value for a in node.args[:count] if isinstance(a, ast.Constant)]
                if count and len(words) == count:
                    key = _key(node.func.id, tuple(words))
                    found.setdefault(key, f"{path.relative_to(PROJECT)}:{node.lineno}")
    return found


def _key(mark: str, words: tuple[str, ...]) -> tuple[str | None, Msgid]:
    if mark == "_p":
        return words[0], words[1]
    return None, words if mark == "_n" else words[0]


def translated() -> dict[tuple[str | None, Msgid], Message]:
    with ENGLISH.open("rb") as source:
        catalogue = read_po(source, locale="en")
    return {
        (message.context, tuple(m) if isinstance(m := message.id, tuple | list) else m): message
        for message in catalogue
        if message.id
    }


def test_every_text_has_an_english_translation() -> None:
    known = translated()
    missing = {key: place for key, place in marked().items() if key not in known}
    assert not missing, "\n".join(f'{place}: msgid "{key[1]}"' for key, place in missing.items())


def test_no_translation_is_left_over() -> None:
    assert set(translated()) <= set(marked())


@pytest.mark.parametrize("message", translated().values(), ids=lambda m: str(m.id)[:40])
def test_translation_is_whole(message: Message) -> None:
    given = [message.id] if isinstance(message.id, str) else list(message.id)
    told = [message.string] if isinstance(message.string, str) else list(message.string)
    assert all(told), f"{message.id} has no text"
    assert not message.fuzzy
    fields = {name for text in given for name in _fields(text)}
    assert all(_fields(text) <= fields for text in told)
    # A sentence stays one.
    assert [t.endswith(".") for t in given] == [t.endswith(".") for t in told]


def _fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_no_swedish_text_escapes_translation() -> None:
    """A literal with å, ä or ö outside the marks and the docstrings would stay Swedish."""
    escaped = []
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        excused = _marked_nodes(tree) | _docstrings(tree)
        escaped += [
            f"{path.relative_to(PROJECT)}:{node.lineno}: {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and set(node.value.lower()) & set("åäö")
            and id(node) not in excused
        ]
    # The switch itself stands in both languages.
    assert [line for line in escaped if "Språk / Language" not in line] == []


def _marked_nodes(tree: ast.AST) -> set[int]:
    return {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
        for argument in node.args
    }


def _docstrings(tree: ast.AST) -> set[int]:
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
