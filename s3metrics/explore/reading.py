"""What a worker says of a question before it runs it, and of an error after.

The check is for good sentences only. It can be got round, and nothing depends on it: the fence is
the engine's settings and the operating system's limits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection

import duckdb

from s3metrics.explore.framing import Header

_ALLOWED = {
    duckdb.StatementType.SELECT,  # FROM first, VALUES, WITH, DESCRIBE, SHOW and SUMMARIZE too
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.MULTI,  # PIVOT: the engine asks for the values of the column first
}
_RUNS_TEXT = re.compile(r"\bjson_execute_serialized_sql\b", re.IGNORECASE)
_NAMED = re.compile(r"([A-Z][A-Za-z ]*) Error: ")
_MOST_MESSAGE = 1000


class Refused(Exception):
    """No question: `why` it is not, the statement or function `name`, at byte `position`."""

    def __init__(self, why: str, name: str = "", position: int | None = None) -> None:
        super().__init__(why)
        self.why, self.name, self.position = why, name, position


def only_statement(cursor: duckdb.DuckDBPyConnection, query: str, named: Collection[str]) -> None:
    """Raises Refused unless the text is one statement that asks, and its parameters are those
    named; duckdb.Error where it is no SQL."""
    statements = cursor.extract_statements(query)
    if not statements:
        raise Refused("empty")
    if len(statements) > 1:
        raise Refused("several", position=len(statements[0].query.encode()))
    kind = statements[0].type
    if kind not in _ALLOWED:
        raise Refused("statement", kind.name)
    runs_text = _RUNS_TEXT.search(query)
    if runs_text:
        raise Refused(
            "function", runs_text.group().lower(), len(query[: runs_text.start()].encode())
        )
    used = set(statements[0].named_parameters)
    for why, names in (("unbound", used - set(named)), ("unused", set(named) - used)):
        if names:
            raise Refused(why, min(names))


def described(error: Exception) -> Header:
    """The error as a header; positions are offsets in bytes.

    What goes wrong amidst the answer comes as another class with the engine's text in it, so that
    the text decides.
    """
    if isinstance(error, Refused):
        return {
            "status": "refused",
            "why": error.why,
            "name": error.name,
            "position": error.position,
        }
    message = str(error)
    said = _details(message)
    named = _NAMED.match(message)
    return {
        "status": "error",
        "type": said.get("exception_type") or (named.group(1) if named else type(error).__name__),
        "message": str(said.get("exception_message", message))[:_MOST_MESSAGE],
        "what": str(said.get("type", "")),
        "name": str(said.get("name", ""))[:_MOST_MESSAGE],
        "candidates": str(said.get("candidates", ""))[:_MOST_MESSAGE],
        "subtype": str(said.get("error_subtype", "")),
        "position": int(said["position"]) if "position" in said else None,
    }


def _details(message: str) -> dict[str, str]:
    """`Binder Error: {…}` → what stands in braces; nothing for an error that is a sentence."""
    start = message.find("{")
    try:
        found = json.loads(message[start:]) if start >= 0 else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
