"""Each text of the core says the same in both languages, with the same values in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from s3metrics import codes
from s3metrics.errors import ProgrammeError, WrongCall
from s3metrics.sheets import SHEETS
from s3metrics.words import Text, all_of, any_of, did_you_mean, in_quotes, joined
from tests.ui.swedish import swedish

PROJECT = Path(__file__).resolve().parents[1]
FILES = [f for d in ("s3metrics", "ui", "pages") for f in sorted((PROJECT / d).rglob("*.py"))]
# What is called the same in both languages, beside places, sheets and their headings.
NAMES = (
    "Tillväxtverket",
    "Min ansökan",
    "ärende-id",
    "projektnamn",
    "stödmottagare",
    "Write ja or nej",
    "Växjö",
    "Jönköpings län",
    "Språk",
    "Tekniskt stöd",
)


def _texts(path: Path) -> Iterator[tuple[int, ast.expr, ast.expr]]:
    """Line, Swedish and English of every `Text(sv, en)` that is written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_text = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if is_text and node.func.id in {"Text", "Help"}:  # type: ignore[attr-defined]
            given = [*node.args, *(k.value for k in node.keywords)]  # type: ignore[attr-defined]
            if len(given) == 2:
                yield node.lineno, given[0], given[1]


def _said(part: ast.expr) -> str:
    """The words of a text, each value in it as `0`."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    if isinstance(part, ast.JoinedStr):
        return "".join(
            str(piece.value) if isinstance(piece, ast.Constant) else "0" for piece in part.values
        )
    return ""


def _of_the_other(part: ast.expr, language: str) -> list[str]:
    """The values in a text that are taken in the other language."""
    return [
        ast.unparse(node)
        for node in ast.walk(part)
        if isinstance(node, ast.Attribute) and node.attr == language
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda f: f.relative_to(PROJECT).as_posix())
def test_the_english_is_english_and_each_language_keeps_to_itself(path: Path) -> None:
    names = [*NAMES, *(county.name for county in codes.COUNTIES)]
    names += [county.short for county in codes.COUNTIES]
    for sheet in SHEETS:
        names += [sheet.title, *(column.heading for column in sheet.columns)]
    for line, sv, en in _texts(path):
        assert not swedish([_said(en)], names), f"line {line}: {_said(en)}"
        assert not _of_the_other(sv, "en"), f"line {line}: English within the Swedish"
        assert not _of_the_other(en, "sv"), f"line {line}: Swedish within the English"


def test_an_error_is_swedish_where_nobody_asks_for_more() -> None:
    error = WrongCall(Text("Ange ett tal.", "Give a number."))
    assert str(error) == f"{error}" == "Ange ett tal."
    assert error.text.of("en") == "Give a number."


def test_every_fault_of_a_programme_file_is_told_in_both() -> None:
    error = ProgrammeError("p.toml", [Text("a", "b"), Text("c", "d")])
    assert str(error) == "Programfilen p.toml kan inte användas:\n  - a\n  - c"
    assert error.text.en == "The programme file p.toml cannot be used:\n  - b\n  - d"
    assert error.faults == (Text("a", "b"), Text("c", "d"))


def test_texts_are_put_together_in_each_language() -> None:
    quoted = [in_quotes("x"), "y", "z"]
    assert all_of(quoted) == Text("”x”, y och z", "“x”, y and z")
    assert any_of(quoted[:2]) == Text("”x” eller y", "“x” or y")
    assert joined(quoted, "; ") == Text("”x”; y; z", "“x”; y; z")
    assert Text("a", "b") + Text("c", "d") == Text("ac", "bd")
    assert Text("a", "b").each(str.upper) == Text("A", "B")
    assert did_you_mean("livsmdel", ["livsmedel"]).en == " Did you mean “livsmedel”?"
    assert did_you_mean("q", ["livsmedel"]) == Text("", "")


def test_nothing_else_than_a_text_is_raised() -> None:
    """mypy holds it too; this one tells the line."""
    kinds = {"UserError", "UnusableFile", "RefusedDelivery", "WrongCall", "LedgerError"}
    bare = [
        f"{path.relative_to(PROJECT)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in kinds
        and any(isinstance(given, ast.Constant | ast.JoinedStr) for given in node.args)
    ]
    assert bare == []
