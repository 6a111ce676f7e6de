"""The answer to a query, and the stamp that says what it is and is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

import pyarrow as pa

from s3metrics.explore.limits import Limits
from s3metrics.explore.swedish_time import swedish
from s3metrics.words import Text, whole


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """How an answer came about."""

    query: str
    parameters: Mapping[str, Any]
    delivery: int
    """The last delivery that counts."""
    edition: str | None
    """As reported in it; None: as known at the delivery."""
    data_version: int
    is_sample: bool
    run_at: datetime
    """In UTC."""
    limits: Limits
    is_official: bool = False

    @property
    def sentence(self) -> Text:
        """What it is not, as of when, and what it was held to."""
        sample = (
            Text(" Exempeldata: inga riktiga uppgifter.", " Sample data: nothing here is real.")
            if self.is_sample
            else Text("", "")
        )
        as_of = (
            Text(f"utgåvan {self.edition}", f"edition {self.edition}")
            if self.edition
            else Text(f"leverans {self.delivery}", f"delivery {self.delivery}")
        )
        time = f"{swedish(self.run_at):%Y-%m-%d %H:%M}"
        held, rows = self.limits, whole(self.limits.rows)
        return Text(
            f"Inte officiell statistik: en egen fråga, ställd {time} svensk tid på det som var "
            f"känt vid {as_of.sv}, med högst {rows.sv} rader, {held.seconds:g} s och "
            f"{held.memory_mib} MiB minne.{sample.sv}",
            f"Not official statistics: an ad hoc query, run {time} Swedish time on what was known "
            f"at {as_of.en}, with at most {rows.en} rows, {held.seconds:g} s and "
            f"{held.memory_mib} MiB of memory.{sample.en}",
        )

    def as_json(self) -> Mapping[str, Any]:
        """All of it, for programs."""
        return {
            "is_official": self.is_official,
            "sentence": {"sv": self.sentence.sv, "en": self.sentence.en},
            "query": self.query,
            "parameters": {name: as_json_value(given) for name, given in self.parameters.items()},
            "delivery": self.delivery,
            "edition": self.edition,
            "data_version": self.data_version,
            "is_sample": self.is_sample,
            "run_at": self.run_at.isoformat(timespec="seconds"),
            "limits": self.limits.as_json(),
        }


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Rows, and what they are."""

    table: pa.Table
    """Columns as the query names them, which may be twice the same.

    Intervals, unions and numbers of any length (BIGNUM) are text columns, as DuckDB writes them.
    So is a column with dates or times that Python cannot hold: outside the years 1–9999, infinite,
    24:00, or with parts of a microsecond (`holding.holdable`).
    """
    is_cut: bool
    """Whether rows were left out because of the limits on rows or size."""
    seconds: float
    """At work, the queue not counted."""
    stamp: Stamp


def distinct(names: Iterable[str], numbered: str = "{name}_{number}") -> list[str]:
    """The names, told apart: one that comes again gets the first number, from 2, that is free."""
    found: list[str] = []
    for name in names:
        told, number = name, 1
        while told in found:
            number += 1
            told = numbered.format(name=name, number=number)
        found.append(told)
    return found


def is_number(kind: pa.DataType) -> bool:
    """Whether a column holds numbers: to draw, and to align to the right."""
    is_whole = pa.types.is_integer(kind) or pa.types.is_decimal(kind)
    return bool(is_whole or pa.types.is_floating(kind))


def as_json_value(value: Any) -> Any:
    """A value of an answer or a parameter as JSON has it: exact decimals and dates as text."""
    if isinstance(value, Decimal | date):
        return str(value) if isinstance(value, Decimal) else value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return str(value)  # JSON has no word for it
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(name): as_json_value(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json_value(part) for part in value]
    return value.hex() if isinstance(value, bytes) else str(value)
