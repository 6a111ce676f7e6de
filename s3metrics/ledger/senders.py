"""Who delivers: one sender under one name, however it is spelt."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from s3metrics.words import name_key


def as_delivered(
    connection: duckdb.DuckDBPyConnection, given: str, listed: Iterable[str] = ()
) -> str:
    """The name as the sender has delivered under it before, else as it is listed, else as given.

    Under another spelling a list would stand beside the sender's own instead of replacing it, and
    bookings, which have no key, would count twice.
    """
    rows = connection.execute("SELECT sender FROM delivery ORDER BY delivery").fetchall()
    delivered = [sender for (sender,) in rows]
    found = same_sender(given, delivered)
    return found if found in delivered else same_sender(given, listed)


def same_sender(given: str, known: Iterable[str]) -> str:
    """The first of the known names that is the same but for its spelling (`name_key`).

    As given where it is known just so, or none is the same.
    """
    names = dict.fromkeys(known)
    wanted = name_key(given)
    if given in names or not wanted:
        return given
    return next((name for name in names if name_key(name) == wanted), given)
