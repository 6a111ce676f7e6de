"""What must hold for the project as a whole, whatever it computes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")

OUR_OWN = {"s3metrics", "ui", "pages", "tools", "bench", "tests", "dashboard"}

# pydantic tells to import its errors from its core, whose version it pins itself.
BROUGHT_WITH = {"pydantic_core"}

IMPORT_ALL = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted({"streamlit", "ui", "pages", "dashboard"} & set(sys.modules)))
"""

# One letter of each in brackets, so that this file does not match itself.
FORBIDDEN = {
    "a package registry's host": re.compile(
        r"(py[p]i\.org|pythonhosted\.or[g]|registry\.npm[j]s|deb\.debian\.or[g])", re.IGNORECASE
    ),
    "an index address": re.compile(r"--(extra-)?index-url|--find-link[s]|\bindex[-_]url\s*="),
    "a path of somebody's machine": re.compile(
        r"(?<![\w.\-])/(roo[t]|wor[k]|home/\w+|Users/\w+|opt/\w+)/|\b[A-Z]:\\Users\\"
    ),
}


def test_no_module_of_s3metrics_loads_a_face() -> None:
    modules = _modules()
    assert "s3metrics.words" in modules
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *modules], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_no_python_file_lies_directly_in_pages() -> None:
    # Until st.navigation has run, Streamlit serves pages/*.py alone: without frame or login.
    assert list((PROJECT / "pages").glob("*.py")) == []


def test_repository_names_no_registry_and_no_machine() -> None:
    faults = [
        f"{path.relative_to(PROJECT)}:{number}: {what}: {line.strip()[:120]}"
        for path in _files_in_git()
        for number, line in enumerate(_lines(path), start=1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("see /ro", "ot/.venv"), ("open C:", "\\Users\\anna"), ("pip --find", "-links here")],
)
def test_the_search_finds_what_it_looks_for(before: str, after: str) -> None:
    # In two halves, so that this file does not match itself.
    assert any(pattern.search(before + after) for pattern in FORBIDDEN.values())


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_everything_with_its_hash(name: str) -> None:
    for entry in _entries(name):
        specifiers = list(Requirement(entry.split(" --hash")[0]).specifier)
        assert [s.operator for s in specifiers] == ["=="], entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize(
    ("name", "groups"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "test"))]
)
def test_lock_holds_what_the_project_asks_for(name: str, groups: tuple[str, ...]) -> None:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = list(declared["project"]["dependencies"])
    for group in groups:
        asked += declared["dependency-groups"][group]
    pinned = _pins(name)
    for text in asked:
        wanted = Requirement(text)
        versions = pinned.get(canonicalize_name(wanted.name), set())
        assert versions, f"{name} lacks {wanted.name}: run make lock"
        assert all(v in wanted.specifier for v in versions), f"{name}: {text}: run make lock"


@pytest.mark.parametrize(
    ("folders", "groups"),
    [
        (("s3metrics", "ui", "pages", "dashboard.py"), ()),
        (("tests", "bench", "tools"), ("build", "test")),
    ],
)
def test_what_is_imported_is_asked_for(folders: tuple[str, ...], groups: tuple[str, ...]) -> None:
    # A package that lies in somebody's environment by chance is not there on a new machine.
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = list(declared["project"]["dependencies"])
    for group in groups:
        asked += declared["dependency-groups"][group]
    there = {canonicalize_name(Requirement(text).name) for text in asked}
    brought = packages_distributions()
    faults = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in _files_in_git()
        if path.suffix == ".py" and path.relative_to(PROJECT).parts[0] in folders
        for name in sorted(_imports(path) - sys.stdlib_module_names - OUR_OWN - BROUGHT_WITH)
        if not there & {canonicalize_name(one) for one in brought.get(name, ())}
    ]
    assert faults == []


def test_tests_run_on_the_versions_that_people_run() -> None:
    for_people, for_tests = (_pins(name) for name in LOCKS)
    assert {name: for_tests.get(name) for name in for_people} == for_people


def _modules() -> list[str]:
    """Every module of s3metrics by its files; `__main__` would run the command line."""
    files = (PROJECT / "s3metrics").rglob("*.py")
    names = [".".join(file.relative_to(PROJECT).with_suffix("").parts) for file in files]
    return sorted(n.removesuffix(".__init__") for n in names if not n.endswith(".__main__"))


def _files_in_git() -> list[Path]:
    """Every file that is or would be committed."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        pytest.skip("not a git checkout: nothing to commit, nothing to look through")
    return [path for name in done.stdout.split("\0") if (path := PROJECT / name).is_file()]


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8", errors="ignore").splitlines()


def _imports(path: Path) -> set[str]:
    """The packages that a file imports, anywhere in it."""
    nodes = list(ast.walk(ast.parse(path.read_bytes())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.split(".")[0] for name in (*plain, *filter(None, parts))}


def _entries(name: str) -> list[str]:
    """The lock's entries, one a line, without its comments."""
    text = (PROJECT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [re.sub(r"\s+", " ", line.split("#")[0]).strip() for line in text.splitlines()]
    return [line for line in lines if line]


def _pins(name: str) -> dict[str, set[str]]:
    """Name → the versions pinned (more than one where they depend on the Python version)."""
    pins: dict[str, set[str]] = {}
    for entry in _entries(name):
        pinned = Requirement(entry.split(" --hash")[0])
        versions = {s.version for s in pinned.specifier}
        pins.setdefault(canonicalize_name(pinned.name), set()).update(versions)
    return pins
