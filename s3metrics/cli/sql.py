"""`sql`: a query in the sandbox."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click
import pyarrow as pa

from s3metrics.cli.base import Command, opened
from s3metrics.cli.files import output_option, write_workbook
from s3metrics.cli.listing import Column, Listing
from s3metrics.cli.options import as_of_option, format_option
from s3metrics.cli.out import tell, tell_sample, write, write_json
from s3metrics.cli.values import rows as in_rows
from s3metrics.errors import WrongCall
from s3metrics.explore.answer import Answer, as_json_value, distinct, is_number
from s3metrics.explore.answer_files import as_parquet
from s3metrics.explore.limits import Limits
from s3metrics.words import Text

SUFFIXES = (".csv", ".json", ".parquet")
DONE = 0
_STDIN = "-"


def _parameters(_: click.Context, __: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name.isidentifier():
            raise WrongCall(
                Text(
                    f"--param är ”{pair}”. Skriv namn=värde, till exempel lan=09 för $lan i "
                    "frågan.",
                    f"--param is “{pair}”. Write name=value, for instance county=09 for $county "
                    "in the query.",
                )
            )
        if name in found:
            raise WrongCall(
                Text(
                    f"--param nämner ”{name}” två gånger. Ange ett värde.",
                    f"--param names “{name}” twice. Give one value.",
                )
            )
        found[name] = value
    return found


def _within(kind: type[int] | type[float], least: float, most: float) -> Any:
    """A number of that kind, between both."""

    def checked(_: click.Context, parameter: click.Parameter, given: str) -> float:
        with suppress(ValueError):
            if least <= (number := kind(given)) <= most:
                return number
        name = parameter.opts[0]
        return _refuse(name, given, f"{least:g}", f"{most:.0f}")

    return checked


def _refuse(name: str, given: str, least: str, most: str) -> NoReturn:
    raise WrongCall(
        Text(
            f"{name} är ”{given}”. Ange ett tal från {least} till {most}.",
            f"{name} is “{given}”. Give a number from {least} to {most}.",
        )
    )


@click.command(
    cls=Command,
    help="Ställ en egen fråga i SQL på tabellerna i docs/explore.md, i en avskild process som bara "
    "kan läsa en kopia. Svaret är inte officiell statistik, vilket står i stderr och i filen. "
    "Frågan är ett ord i anropet, eller - för stdin. Blir svaret för stort utelämnas rader, och "
    "det sägs. Vad en fråga får kosta står i docs/sandbox.md.",
    short_help="Ställ en egen fråga i SQL; svaret är inte officiellt.",
)
@click.argument("query", metavar="FRÅGA", help="SQL, till exempel: SELECT count(*) FROM company")
@click.option(
    "--param",
    "parameters",
    metavar="NAMN=VÄRDE",
    multiple=True,
    callback=_parameters,
    help="Värdet för $NAMN i frågan, som text; upprepas för flera.",
)
@as_of_option
@click.option(
    "--limit-rows",
    metavar="ANTAL",
    callback=_within(int, 1, 1_000_000),
    default=str(Limits.rows),
    help=f"Högst så många rader i svaret. Utelämnad: {Limits.rows}.",
)
@click.option(
    "--seconds",
    metavar="SEKUNDER",
    callback=_within(float, 0.1, 600),
    default=f"{Limits.seconds:g}",
    help=f"Så länge får frågan räkna. Utelämnad: {Limits.seconds:g}.",
)
@output_option(
    "Filen som skrivs i stället för svaret på skärmen. csv: bara svaret, och stämpeln i FIL.csv."
    "stamp.json bredvid. json och parquet: stämpeln i filen.",
    is_required=False,
    suffixes=SUFFIXES,
)
@format_option
def sql(
    query: str,
    parameters: dict[str, str],
    as_of: str | None,
    limit_rows: int,
    seconds: float,
    target: Path | None,
    format_: str,
) -> int:
    """The answer to stdout or a file; what it is, and whether it is cut, to stderr."""
    text = _from_stdin() if query == _STDIN else query
    platform = opened()
    limits = replace(Limits(), rows=limit_rows, seconds=seconds)
    answer = platform.sql(text, as_of=as_of, parameters=parameters, limits=limits)
    if target is not None:
        _write_file(target, answer)
    elif format_ == "json":
        write_json(_as_json(answer))
    else:
        listing = _listing(answer.table)
        write(listing.as_csv() if format_ == "csv" else listing.as_table())
    _tell_about(answer, target)
    tell_sample(platform)
    return DONE


def _from_stdin() -> str:
    """As utf-8; what is none is refused with its place where the text is read."""
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape")


def _tell_about(answer: Answer, target: Path | None) -> None:
    count = answer.table.num_rows
    if target is not None:
        tell(f"Svaret är skrivet till {target}: {in_rows(count)}.")
    elif count == 0:
        tell("Inga rader.")
    if answer.is_cut:
        tell(
            f"Svaret är avkortat: här är de första {count} raderna, och det finns fler. Höj "
            "--limit-rows, eller räkna i stället för att lista."
        )
    tell(answer.stamp.sentence.sv)


def _write_file(target: Path, answer: Answer) -> None:
    suffix = target.suffix.lower()
    if suffix == ".csv":
        text = _listing(answer.table).as_csv() + "\n"
        write_workbook(target, lambda content: content.write(text.encode("utf-8")))
        stamp = target.with_name(f"{target.name}.stamp.json")
        write_workbook(stamp, lambda content: content.write(_text(_about(answer)).encode("utf-8")))
    elif suffix == ".json":
        text = _text(_as_json(answer))
        write_workbook(target, lambda content: content.write(text.encode("utf-8")))
    else:
        write_workbook(target, lambda content: content.write(as_parquet(answer)))


def _listing(table: pa.Table) -> Listing:
    """Columns by their number within, as a query may name two of them alike."""
    columns = [
        Column(name=name, heading=name, is_number=is_number(table.schema.field(number).type))
        for number, name in enumerate(distinct(table.column_names))
    ]
    names = [column.name for column in columns]
    values = [map(_cell, column.to_pylist()) for column in table.columns]
    return Listing(
        columns=columns,
        rows=[dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)],
    )


def _cell(value: Any) -> Any:
    """Lists and structures as JSON; all else as it is."""
    if isinstance(value, dict | list | tuple):
        return json.dumps(as_json_value(value), ensure_ascii=False)
    return value.hex() if isinstance(value, bytes) else value


def _as_json(answer: Answer) -> dict[str, Any]:
    names = distinct(answer.table.column_names)
    columns = [map(as_json_value, column.to_pylist()) for column in answer.table.columns]
    return {
        **_about(answer),
        "rows": [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)],
    }


def _about(answer: Answer) -> dict[str, Any]:
    return {**answer.stamp.as_json(), "is_cut": answer.is_cut}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
