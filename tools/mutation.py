"""Prints how many of mutmut's mutants the tests noticed, per module, and those they did not.

    python -m tools.mutation             the table
    python -m tools.mutation --survivors the changed lines of each survivor, too

Reads what `make mutation` left under mutants/.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
MUTANTS = PROJECT / "mutants"
SURVIVED, UNTESTED = "survived", "untested"
_BY_EXIT_CODE: Mapping[int | None, str] = {0: SURVIVED, 33: UNTESTED, None: UNTESTED}
"""mutmut's exit codes; any other is a test that failed, or one that ran out of time."""
_TIMED_OUT = {24, -24, 36, 152, 255}


def outcomes(mutants: Path) -> dict[str, dict[str, str]]:
    """Module file → mutant → `killed`, `timed out`, `survived` or `untested`."""
    found = {}
    for meta in sorted(mutants.glob("s3metrics/**/*.py.meta")):
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        if codes:
            name = meta.relative_to(mutants).with_suffix("").as_posix()
            found[name] = {mutant: _outcome(code) for mutant, code in codes.items()}
    return found


def _outcome(code: int | None) -> str:
    return _BY_EXIT_CODE.get(code, "timed out" if code in _TIMED_OUT else "killed")


def table(found: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """One line per module, and one for all of them."""
    columns = ("killed", "timed out", SURVIVED, UNTESTED)
    yield f"| module | mutants | {' | '.join(columns)} | score |"
    yield f"|---|---|{'---|' * len(columns)}---|"
    everything = [outcome for mutants in found.values() for outcome in mutants.values()]
    rows = {name: list(mutants.values()) for name, mutants in found.items()}
    for name, of_name in {**rows, "all": everything}.items():
        counts = Counter(of_name)
        noticed = counts["killed"] + counts["timed out"]
        cells = " | ".join(str(counts[column]) for column in columns)
        score = f"{100 * noticed / len(of_name):.1f} %"
        yield f"| {name.removeprefix('s3metrics/')} | {len(of_name)} | {cells} | {score} |"


def survivors(found: Mapping[str, Mapping[str, str]], mutants: Path) -> Iterator[str]:
    """The name of each survivor and its changed lines."""
    for name, of_name in found.items():
        lines = (mutants / name).read_text(encoding="utf-8").splitlines()
        functions = {
            node.name: lines[node.lineno - 1 : node.end_lineno]
            for node in ast.walk(ast.parse("\n".join(lines)))
            if isinstance(node, ast.FunctionDef)
        }
        for mutant, outcome in of_name.items():
            if outcome == SURVIVED:
                yield mutant
                changed = mutant.rpartition(".")[2]
                original = re.sub(r"\d+$", "orig", changed)
                yield from _difference(functions[original][1:], functions[changed][1:])


def _difference(before: list[str], after: list[str]) -> Iterator[str]:
    for line in list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]:
        if not line.startswith("@@") and "__mutmut_" not in line:
            yield f"    {line}"


def main() -> int:
    """The exit code: 1 where nothing has been run."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation")
    parser.add_argument("--survivors", action="store_true", help="the changed lines, too")
    asked = parser.parse_args()
    found = outcomes(MUTANTS)
    if not found:
        print("Nothing under mutants/: run make mutation.", file=sys.stderr)
        return 1
    print("\n".join(table(found)))
    if asked.survivors:
        print("\n".join(survivors(found, MUTANTS)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
