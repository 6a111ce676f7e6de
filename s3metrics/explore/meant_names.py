"""Which name of the tables somebody meant who wrote another: by a slip, or as people call it.

Tables and columns have English names; whoever thinks of them in Swedish writes `företag` or
`kommun`, to which no English name is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from s3metrics.explore.tables_model import ColumnDoc, TableDoc
from s3metrics.words import nearest


def meant_table(given: str, docs: Sequence[TableDoc]) -> str | None:
    """The table whose name, or label in either language, is nearest; None where none is near."""
    words = {word: doc.name for doc in docs for word in (doc.label.en, doc.label.sv)}
    return _meant(given, words | {doc.name: doc.name for doc in docs})


def meant_column(
    given: str, query: str, candidates: Iterable[str], docs: Sequence[TableDoc]
) -> str | None:
    """As `meant_table`, of the columns of the tables that the query names.

    A column's heading in its sheet is a word for it too. `candidates` are the engine's: names that
    the query may have made itself. What it calls nearest often is not near.
    """
    named = (doc for doc in docs if re.search(rf"\b{doc.name}\b", query, re.IGNORECASE))
    columns = [column for doc in named for column in doc.columns]
    words = {name: name for name in (*candidates, *(column.name for column in columns))}
    for said in (_labels, _headings):
        for column in columns:
            # A code and its name come from one heading: the first is meant.
            for word in said(column):
                words.setdefault(word, column.name)
    return _meant(given, words)


def _labels(column: ColumnDoc) -> tuple[str, ...]:
    return column.label.sv, column.label.en


def _headings(column: ColumnDoc) -> tuple[str, ...]:
    return tuple(filter(None, (column.source.sv.partition(", ")[2],)))


def _meant(given: str, words: dict[str, str]) -> str | None:
    found = nearest(given, words)
    return None if found is None else words[found]
