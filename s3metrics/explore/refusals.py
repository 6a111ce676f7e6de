"""Why a question got no answer, in words for who asked: what, where, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from s3metrics.errors import UserError
from s3metrics.explore.framing import Header
from s3metrics.explore.limits import Limits
from s3metrics.explore.meant_names import meant_column, meant_table
from s3metrics.explore.tables_model import TableDoc
from s3metrics.words import Text, meant

Position = tuple[int, int]
"""(line, column), both from 1; the column in characters."""


class Kind(StrEnum):
    """What stood in the way."""

    SYNTAX = "syntax"
    """It is no SQL."""
    UNKNOWN = "unknown"
    """A table, column, function or parameter does not exist."""
    VALUE = "value"
    """It ran, and met a value that it cannot treat: text as a number, division by nothing."""
    REFUSED = "refused"
    """It does something else than ask for what is in the copy."""
    TIME = "time"
    MEMORY = "memory"
    SIZE = "size"
    """The question itself, or one row of its answer."""
    BUSY = "busy"
    """Others' questions ran all the while."""


class QueryError(UserError):
    """A question that got no answer."""

    def __init__(self, kind: Kind, text: Text, position: Position | None = None) -> None:
        self.kind = kind
        self.position = position
        super().__init__(text)


def refusal(
    header: Header, query: str, limits: Limits, tables: Sequence[TableDoc] = ()
) -> QueryError:
    """The error for what a worker said instead of an answer; `tables` are those there are."""
    status = header["status"]
    if status == "refused":
        return _refused(header, query)
    if status == "error":
        return _of_engine(header, query, limits, tables)
    if status == "size":
        return _row_too_large(limits)
    return out_of_memory(limits)


def overstayed(limits: Limits) -> QueryError:
    """It was still at work when its time was up."""
    return QueryError(
        Kind.TIME,
        Text(
            f"Frågan blev inte klar på {limits.seconds:g} s och avbröts. Begränsa den, till "
            "exempel med ett villkor på period eller län, eller räkna på färre rader.",
            f"The query was not done within {limits.seconds:g} s and was stopped. Narrow it, for "
            "instance by a condition on period or county, or count over fewer rows.",
        ),
    )


def out_of_memory(limits: Limits) -> QueryError:
    """It needed more memory than there is for it."""
    return QueryError(
        Kind.MEMORY,
        Text(
            f"Frågan behövde mer än {limits.memory_mib} MiB minne och avbröts. Välj färre kolumner "
            "eller rader, räkna i stället för att lista, eller sortera mindre på en gång.",
            f"The query needed more than {limits.memory_mib} MiB of memory and was stopped. Choose "
            "fewer columns or rows, count instead of listing, or sort less at once.",
        ),
    )


def stopped(limits: Limits, kind: Kind = Kind.MEMORY) -> QueryError:
    """The worker fell over it: nearly always for want of memory, or nested too deeply."""
    return QueryError(
        kind,
        Text(
            "Frågan fick databasmotorn att stanna: den är för djupt nästlad eller behöver mer än "
            f"{limits.memory_mib} MiB minne. Dela upp den i mindre frågor.",
            "The query made the database engine stop: it is nested too deeply or needs more than "
            f"{limits.memory_mib} MiB of memory. Split it into smaller queries.",
        ),
    )


def busy(limits: Limits) -> QueryError:
    """Its turn never came."""
    return QueryError(
        Kind.BUSY,
        Text(
            f"Andras frågor tog all tid: efter {limits.wait_seconds:g} s stod frågan ännu i kö. "
            "Försök igen om en stund.",
            f"Others' queries took all the time: after {limits.wait_seconds:g} s the query was "
            "still in the queue. Try again in a while.",
        ),
    )


def position_of(query: str, offset: int | None) -> Position | None:
    """Line and column of a byte of the text."""
    if offset is None:
        return None
    before = query.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")
    line_start = before.rfind("\n") + 1
    return before.count("\n") + 1, len(before) - line_start + 1


def _refused(header: Header, query: str) -> QueryError:
    position = position_of(query, header["position"])
    kind = _WHYS.get(header["why"], Kind.REFUSED)
    return QueryError(kind, _REFUSALS[header["why"]](header["name"]), position)


def _row_too_large(limits: Limits) -> QueryError:
    return QueryError(
        Kind.SIZE,
        Text(
            f"En enda rad i svaret är större än {limits.result_mib} MiB, som svaret får vara. "
            "Korta texterna eller listorna i den.",
            f"A single row of the answer is larger than the {limits.result_mib} MiB that an answer "
            "may be. Shorten the texts or lists in it.",
        ),
    )


def _of_engine(
    header: Header, query: str, limits: Limits, tables: Sequence[TableDoc]
) -> QueryError:
    kind = _KINDS.get(header["type"], Kind.VALUE)
    if lacking := _NO_COLUMN.search(header["message"]):
        # Of `table.column` the engine says the same in a sentence alone.
        header = {**header, "subtype": "COLUMN_NOT_FOUND", "name": lacking.group(1)}
    if header["subtype"] in _UNKNOWN:
        kind = Kind.UNKNOWN
    if any(words in header["message"] for words in _FENCED):
        kind = Kind.REFUSED
    if kind is Kind.MEMORY:
        return out_of_memory(limits)
    if header["message"].startswith(_TOO_DEEP):
        return stopped(limits, Kind.SIZE)
    if kind is Kind.REFUSED:
        return QueryError(kind, _OUTSIDE, position_of(query, header["position"]))
    position = position_of(query, header["position"])
    near = _near(header, query, tables) if kind is Kind.UNKNOWN else None
    return QueryError(kind, _sentence(kind, header, position, near), position)


def _near(header: Header, query: str, tables: Sequence[TableDoc]) -> str | None:
    """The name that was meant, as far as can be told."""
    candidates = [name.strip().strip('"') for name in header["candidates"].split(",")]
    if tables and header["what"] == "Table":
        # The engine would suggest tables of its own.
        return meant_table(header["name"], tables)
    if header["what"]:
        return candidates[0] or None
    return meant_column(header["name"], query, filter(None, candidates), tables)


def _sentence(kind: Kind, header: Header, position: Position | None, near: str | None) -> Text:
    """What is wrong, where, the nearest name, and the engine's own words, which are English."""
    where = _where(position)
    said = " ".join(header["message"].split("\nDid you mean")[0].split())
    if kind is Kind.UNKNOWN and header["name"]:
        name, what = header["name"], _WHAT.get(header["what"], _COLUMN)
        return (
            Text(
                f"{what.sv} ”{name}” finns inte{where.sv}.",
                f"{what.en} “{name}” does not exist{where.en}.",
            )
            + meant(near)
        )  # fmt: skip
    start = _STARTS[kind]
    return Text(
        f"{start.sv}{where.sv}. Databasmotorn säger: {said}",
        f"{start.en}{where.en}. The database engine says: {said}",
    )


def _where(position: Position | None) -> Text:
    if position is None:
        return Text("", "")
    line, column = position
    return Text(f" (rad {line}, tecken {column})", f" (line {line}, character {column})")


_COLUMN = Text("Kolumnen", "The column")
_WHAT = {
    "Table": Text("Tabellen", "The table"),
    "Scalar Function": Text("Funktionen", "The function"),
    "Aggregate Function": Text("Funktionen", "The function"),
    "Table Function": Text("Funktionen", "The function"),
    "Type": Text("Typen", "The type"),
    "Schema": Text("Schemat", "The schema"),
}
# What the engine says in the words of a mistaken value.
_FENCED = ("configuration has been locked", "in read-only mode", "requires the extension")
_TOO_DEEP = "Max expression depth"
_NO_COLUMN = re.compile(r'does not have a column named "([^"]+)"')
_UNKNOWN = {"COLUMN_NOT_FOUND", "MISSING_ENTRY"}
_STARTS = {
    Kind.SYNTAX: Text("Frågan går inte att läsa", "The query cannot be read"),
    Kind.UNKNOWN: Text("Frågan nämner något som inte finns", "The query names what is not there"),
    Kind.VALUE: Text("Frågan går inte att räkna ut", "The query cannot be worked out"),
}
_KINDS = {
    "Parser": Kind.SYNTAX,
    "Syntax": Kind.SYNTAX,
    "Binder": Kind.SYNTAX,
    "Catalog": Kind.UNKNOWN,
    "Out of Memory": Kind.MEMORY,
    "Permission": Kind.REFUSED,
    "IO": Kind.REFUSED,
    "HTTP": Kind.REFUSED,
}
_OUTSIDE = Text(
    "Frågan försöker läsa eller skriva utanför databasens kopia: filer, nät, tillägg. Det går inte "
    "härifrån. Fråga på tabellerna i listan.",
    "The query tries to read or write outside the copy of the database: files, network, "
    "extensions. That cannot be done from here. Query the tables in the list.",
)
_WHYS = {"empty": Kind.SYNTAX, "unbound": Kind.UNKNOWN, "unused": Kind.UNKNOWN}
_REFUSALS: Mapping[str, Callable[[str], Text]] = {
    "unbound": lambda name: Text(
        f"Frågan nämner ${name}, men {name} har inget värde. Ange ett.",
        f"The query names ${name}, but {name} has no value. Give one.",
    ),
    "unused": lambda name: Text(
        f"{name} har ett värde, men frågan nämner inte ${name}. Skriv ${name} där värdet ska stå, "
        "eller ta bort det.",
        f"{name} has a value, but the query does not name ${name}. Write ${name} where the value "
        "belongs, or leave it out.",
    ),
    "empty": lambda _: Text(
        "Frågan är tom. Skriv till exempel: SELECT count(*) FROM company",
        "The query is empty. Write for instance: SELECT count(*) FROM company",
    ),
    "several": lambda _: Text(
        "Här står flera frågor i rad. Ställ en i taget.",
        "There are several queries in a row here. Ask one at a time.",
    ),
    "statement": lambda name: Text(
        f"{name} är ingen fråga. Skriv något som börjar med SELECT, FROM, WITH, VALUES, DESCRIBE, "
        "SUMMARIZE, SHOW eller EXPLAIN; ingenting kan ändras härifrån.",
        f"{name} is no query. Write something that begins with SELECT, FROM, WITH, VALUES, "
        "DESCRIBE, SUMMARIZE, SHOW or EXPLAIN; nothing can be changed from here.",
    ),
    "function": lambda name: Text(
        f"{name} kör SQL ur en text, och går inte att använda här. Skriv frågan själv i stället.",
        f"{name} runs SQL from a text and cannot be used here. Write the query itself instead.",
    ),
}
