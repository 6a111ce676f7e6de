"""`snapshot`: the tables as files for Power BI, Excel and other programs."""

from __future__ import annotations

from pathlib import Path

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.options import as_of_option
from s3metrics.cli.out import tell, tell_sample, write
from s3metrics.cli.values import counted, rows


@click.command(
    cls=Command,
    help="Skriv tabellerna som filer: Parquet per tabell, en DuckDB-fil med svenska namn, ett "
    "datalexikon och en text som säger vad det är. Utan personnummer, e-post och anteckningar. En "
    "tidigare ögonblicksbild i mappen ersätts; annat i den skrivs aldrig över.",
    short_help="Skriv tabellerna som filer för Power BI och Excel.",
)
@click.argument("folder", metavar="MAPP", help="Mappen som skrivs; den görs om den inte finns.")
@as_of_option
def snapshot(folder: str, as_of: str | None) -> int:
    """The folder's path to stdout; what was written to stderr."""
    platform = opened()
    written = platform.snapshot(Path(folder), as_of)
    write(str(written.folder))
    tell_sample(platform)
    tables = counted(written.tables, "tabell", "tabeller")
    tell(f"{tables} med {rows(written.rows)} är skrivna. Läs LÄSMIG.txt där först.")
    return 0
