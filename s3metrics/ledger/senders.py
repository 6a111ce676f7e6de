"""Who delivers: one sender under one name, however it is spelt."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from s3metrics.words import fold


def as_delivered(connection: duckdb.DuckDBPyConnection, given: str) -> str:
    """The name as the sender has delivered under it before, else as given.

    Under another spelling a list would stand beside the sender's own instead of replacing it, and
    bookings, which have no key, would count twice.
    """
    rows = connection.execute("SELECT sender FROM delivery ORDER BY delivery").fetchall()
    return same_sender(given, (sender for (sender,) in rows))


def same_sender(given: str, known: Iterable[str]) -> str:
    """The known name that is the same but for case, å ä ö, hyphens and blanks; else as given."""
    names = dict.fromkeys(known)
    if given in names:
        return given
    wanted = fold(given)
    return next((name for name in names if wanted and fold(name) == wanted), given)
