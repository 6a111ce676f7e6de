"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from s3metrics.cli.arguments import day, one_of, words
from s3metrics.cli.listing import FORMATS
from s3metrics.engine.selection import Selection

Function = TypeVar("Function", bound=Callable[..., Any])


def indicator_argument(function: Function) -> Function:
    """The indicator's id, given to the function as `indicator`."""
    return click.argument(
        "indicator", metavar="INDIKATOR", help="Ett id ur ”s3metrics indicators”."
    )(function)


def format_option(function: Function) -> Function:
    """`--format table|csv|json`, given to the function as `format_`."""

    def checked(_: click.Context, parameter: click.Parameter, given: str) -> str:
        return one_of(parameter.opts[0], given, FORMATS)

    return click.option(
        "--format",
        "format_",
        metavar="|".join(FORMATS),
        default="table",
        callback=checked,
        help="table: för ögat (förval). csv: komma, decimalpunkt, utf-8. json: för program.",
    )(function)


def list_option(name: str, help: str, metavar: str) -> Callable[[Function], Function]:
    """An option with a comma-separated list; given twice, the lists are added up."""

    def split(_: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
        return words(parameter.opts[0], given)

    return click.option(name, metavar=metavar, multiple=True, callback=split, help=help)


def as_of_option(function: Function) -> Function:
    """`--as-of`, an edition's name or a delivery's number."""
    return click.option(
        "--as-of",
        metavar="UTGÅVA",
        help="Som det rapporterades i den utgåvan; eller numret på en leverans: det som var känt "
        "då. Utelämnad: det som är känt nu.",
    )(function)


def selection_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The period and what the figure is confined to, given to the function as `selection`."""

    @functools.wraps(function)
    def selecting(
        *,
        from_: str | None,
        to: str | None,
        area: tuple[str, ...],
        county: tuple[str, ...],
        municipality: tuple[str, ...],
        size: tuple[str, ...],
        **others: Any,
    ) -> Any:
        selection = Selection(
            from_=None if from_ is None else day("--from", from_),
            to=None if to is None else day("--to", to),
            areas=area,
            counties=county,
            municipalities=municipality,
            sizes=size,
        )
        return function(selection=selection, **others)

    decorators = (
        click.option(
            "--from",
            "from_",
            metavar="DATUM",
            help="Periodens första dag, 2025-03-31. Utelämnad: programmets första dag.",
        ),
        click.option("--to", metavar="DATUM", help="Periodens sista dag. Utelämnad: i dag."),
        list_option("--area", "Bara dessa områden: id eller namn.", "OMRÅDE,…"),
        list_option("--county", "Bara dessa län: kod eller namn.", "LÄN,…"),
        list_option("--municipality", "Bara dessa kommuner: kod eller namn.", "KOMMUN,…"),
        list_option("--size", "Bara dessa storlekar: mikro, liten, medel, stor.", "STORLEK,…"),
    )
    decorated: Callable[..., Any] = selecting
    for decorate in reversed(decorators):
        decorated = decorate(decorated)
    return decorated
