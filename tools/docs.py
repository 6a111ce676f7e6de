"""Writes the documentation that is generated from declarations, so that it cannot drift.

    python -m tools.docs           writes
    python -m tools.docs --check   changes nothing; exit code 1 and the difference where one drifted

A page is one entry in PAGES: the file, and the function that returns its whole text.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.docs_cli import cli_page
from tools.docs_explore import explore_page
from tools.docs_indicators import indicators_page
from tools.docs_sheets import sheets_page

PROJECT = Path(__file__).resolve().parents[1]
PAGES: Mapping[str, Callable[[], str]] = {
    "docs/cli.md": cli_page,
    "docs/explore.md": explore_page,
    "docs/indicators.md": indicators_page,
    "docs/sheets.md": sheets_page,
}
SHOWN_LINES = 20


def drift(pages: Mapping[str, Callable[[], str]], root: Path) -> dict[str, list[str]]:
    """The pages under `root` that differ from what is generated, each with its unified diff."""
    found = {}
    for name, generate in pages.items():
        path = root / name
        present = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = difflib.unified_diff(
            present.splitlines(), generate().splitlines(), name, "generated", lineterm="", n=1
        )
        if difference := list(lines):
            found[name] = difference
    return found


def write(pages: Mapping[str, Callable[[], str]], root: Path) -> list[str]:
    """Writes the pages that drifted; returns their names."""
    names = list(drift(pages, root))
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[name](), encoding="utf-8", newline="\n")
    return names


def main() -> int:
    """Writes or checks every page; 1 when a check found drift."""
    parser = argparse.ArgumentParser(prog="python -m tools.docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, report drift")
    if not parser.parse_args().check:
        names = write(PAGES, PROJECT)
        print(f"{len(PAGES)} generated pages, written: {', '.join(names) or 'none'}")
        return 0
    drifted = drift(PAGES, PROJECT)
    for name, difference in drifted.items():
        print(f"{name} is not what its declarations say; run: make docs", file=sys.stderr)
        print(*difference[:SHOWN_LINES], sep="\n", file=sys.stderr)
        if len(difference) > SHOWN_LINES:
            print(f"… {len(difference) - SHOWN_LINES} more lines", file=sys.stderr)
    print(f"{len(PAGES)} generated pages, {len(drifted)} drifted")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
