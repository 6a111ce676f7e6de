"""A snapshot for Power BI, Excel and other programs: the analysts' tables as files in a folder.

Parquet per table with the English names of queries, one DuckDB file with views under Swedish
names, a data dictionary and a text that says as of when. The folder is made beside its place and
put there whole; an earlier snapshot in that place is replaced, anything else is left alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from s3metrics import __version__
from s3metrics.editions.clock import Clock
from s3metrics.errors import WrongCall
from s3metrics.explore.copy import Copy, copy_of
from s3metrics.explore.dictionary import write_dictionary
from s3metrics.explore.snapshot_texts import readme
from s3metrics.explore.tables import table_docs
from s3metrics.explore.tables_model import TableDoc
from s3metrics.indicators import CATALOGUE
from s3metrics.ledger.places import Places
from s3metrics.ledger.schema import quoted, quoted_text
from s3metrics.words import Text, all_of

DATABASE = "s3metrics.duckdb"
PARQUET = "parquet"
STAMP = "snapshot.json"
README = "LÄSMIG.txt"
DICTIONARY = ("datalexikon.xlsx", "datalexikon.csv")
SWEDISH = "svenska"
"""The schema of the DuckDB file whose views have Swedish names."""
# Read by every DuckDB since 1.2: programs bring their own.
_STORAGE = "v1.2.0"


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What was written."""

    folder: Path
    tables: int
    rows: int
    """Of all tables together."""


def write_snapshot(clock: Clock, places: Places, folder: Path) -> Snapshot:
    """Writes the snapshot as known at a clock.

    Raises WrongCall for a folder that holds anything but an earlier snapshot, or that cannot be
    written.
    """
    target = Path(folder).expanduser().absolute().resolve()
    _check(target)
    copy = copy_of(clock, places, CATALOGUE)
    draft = target.with_name(f".{target.name}.{uuid4().hex[:8]}.tmp")
    try:
        draft.mkdir(parents=True)
        rows = _write(draft, copy, _stamp(clock))
        _put(draft, target)
    except OSError as error:
        raise WrongCall(_not_written(target, error.strerror or type(error).__name__)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Snapshot(folder=target, tables=len(table_docs()), rows=rows)


def _stamp(clock: Clock) -> dict[str, Any]:
    """What the snapshot is, for programs; by this file a folder is known as a snapshot."""
    return {
        "format": "s3metrics snapshot",
        "programme": clock.programme.name.sv,
        "as_of": clock.code or clock.delivery,
        "delivery": clock.delivery,
        "edition": clock.code,
        "today": clock.today.isoformat(),
        "data_version": clock.engine.reader.data_version,
        "is_sample": clock.engine.reader.is_sample,
        "is_official": False,
        "programme_sha256": clock.programme.sha256,
        "software_version": __version__,
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _write(draft: Path, copy: Copy, stamp: Mapping[str, Any]) -> int:
    docs = table_docs()
    (draft / PARQUET).mkdir()
    with _over(copy, draft / DATABASE) as connection:
        rows = sum(_write_table(connection, doc, draft) for doc in docs)
        connection.execute("CHECKPOINT snapshot")
    write_dictionary(docs, *(draft / name for name in DICTIONARY))
    (draft / README).write_text(readme(stamp, docs), encoding="utf-8-sig", newline="\r\n")
    content = {**stamp, "files": sorted(_files(draft) | {STAMP})}
    (draft / STAMP).write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    return rows


@contextmanager
def _over(copy: Copy, database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads the copy and writes the snapshot's database."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name, path in {"base": copy.base, **copy.indicators}.items():
            connection.execute(f"ATTACH {quoted_text(str(path))} AS {quoted(name)} (READ_ONLY)")
        connection.execute(
            f"ATTACH {quoted_text(str(database))} AS snapshot (STORAGE_VERSION '{_STORAGE}')"
        )
        connection.execute("USE snapshot")
        connection.execute(f"CREATE SCHEMA {SWEDISH}")
        yield connection


def _write_table(connection: duckdb.DuckDBPyConnection, doc: TableDoc, draft: Path) -> int:
    """One table in both forms, with its Swedish view; how many rows it has."""
    name, source = quoted(doc.name), f"{quoted(doc.indicator or 'base')}.{quoted(doc.name)}"
    connection.execute(f"CREATE TABLE main.{name} AS FROM {source}")
    labelled = ", ".join(f"{quoted(c.name)} AS {_named(c.label.sv)}" for c in doc.columns)
    view = f"{SWEDISH}.{_named(doc.label.sv)}"
    connection.execute(f"CREATE VIEW {view} AS SELECT {labelled} FROM main.{name}")
    connection.execute(f"COMMENT ON TABLE main.{name} IS {quoted_text(doc.meaning.sv)}")
    connection.execute(f"COMMENT ON VIEW {view} IS {quoted_text(doc.meaning.sv)}")
    for column in doc.columns:
        about = f"{name}.{quoted(column.name)} IS {quoted_text(column.meaning.sv)}"
        connection.execute(f"COMMENT ON COLUMN main.{about}")
    path = quoted_text(str(draft / PARQUET / f"{doc.name}.parquet"))
    connection.execute(f"COPY main.{name} TO {path} (FORMAT parquet, COMPRESSION zstd)")
    return int(connection.execute(f"SELECT count(*) FROM main.{name}").fetchall()[0][0])


def _named(label: str) -> str:
    """A label as SQL identifier."""
    return '"' + label.replace('"', '""') + '"'


def _files(folder: Path) -> set[str]:
    """The files under a folder, as paths from it."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}


def _check(target: Path) -> None:
    """Raises WrongCall unless the snapshot can be put there without taking anything away."""
    if not target.exists():
        return
    if not target.is_dir():
        raise WrongCall(
            Text(
                f"{target} är en fil. Ange en mapp för ögonblicksbilden.",
                f"{target} is a file. Name a folder for the snapshot.",
            )
        )
    stray = sorted(_files(target) - _own_files(target))
    if stray:
        shown = all_of([*stray[:3], *(["…"] if len(stray) > 3 else [])])
        raise WrongCall(
            Text(
                f"Mappen {target} innehåller annat än en ögonblicksbild: {shown.sv}. Den skrivs "
                "inte över. Ange en ny eller tom mapp, eller flytta undan det som är ditt.",
                f"The folder {target} holds something other than a snapshot: {shown.en}. It is not "
                "overwritten. Name a new or empty folder, or move away what is yours.",
            )
        )


def _own_files(target: Path) -> set[str]:
    """The files that an earlier snapshot says it has written there."""
    with suppress(OSError, ValueError, AttributeError, TypeError):
        content = json.loads((target / STAMP).read_text(encoding="utf-8"))
        if content.get("format") == "s3metrics snapshot":
            return set(content["files"])
    return set()


def _put(draft: Path, target: Path) -> None:
    """Puts the draft in its place; what was there comes back where that fails."""
    old = draft.with_suffix(".old")
    if target.exists():
        target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _not_written(target: Path, reason: str) -> Text:
    return Text(
        f"Ögonblicksbilden går inte att skriva i {target}: {reason}. Kontrollera att du får skriva "
        "i mappen ovanför, att det finns plats, och att ingen fil i den är öppen i ett annat "
        "program.",
        f"The snapshot cannot be written to {target}: {reason}. Check that you may write in the "
        "folder above, that there is room, and that none of its files is open in another program.",
    )
