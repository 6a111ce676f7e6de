"""The parameters of a query: the names after `$` that are neither in a text nor in a comment."""

from __future__ import annotations

from itertools import pairwise

from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import TokenType

_MOST_LETTERS = 100_000
"""Of a longer text no parameters are looked for: it is refused where it is run."""


def parameters_in(sql: str) -> tuple[str, ...]:
    """The names in the order in which they first stand; none of a text that is no SQL."""
    if len(sql) > _MOST_LETTERS or "$" not in sql:
        return ()
    try:
        tokens = DuckDB().tokenize(sql)
    except TokenError:
        return ()
    found = [
        name.text
        for mark, name in pairwise(tokens)
        if mark.token_type is TokenType.PARAMETER and name.text.isidentifier()
    ]
    return tuple(dict.fromkeys(found))
