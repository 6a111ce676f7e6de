"""Importing a large list with every check, against a pydantic model row by row."""

from __future__ import annotations

import csv
import io
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError
from stdnum import luhn

from bench.deliveries import csv_file
from bench.draw import Counts, macros
from bench.generate import bench_folder, connect
from bench.timing import Measure, milliseconds, seconds
from s3metrics.intake.check import CheckedSheet, check_sheet
from s3metrics.intake.files import open_files
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.delivery import DeliveryReport, Sending
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.ledger import Ledger
from s3metrics.ledger.places import Places
from s3metrics.platform import Platform, load_programme

_LEAST_TIMES_FASTER = 5.0
_BAD = ("2025-13-41", "rådgivningar", "-8", "5560360794", "P-finns-inte")
"""One in a hundred rows has one of these in the column where it is wrong."""


def _without_hyphen(value: str) -> str:
    return value.strip().replace("-", "")


def _fits(value: str) -> str:
    if not luhn.is_valid(value):
        raise ValueError("the check digit does not fit")
    return value


def _nothing(value: str) -> str | None:
    return value.replace(",", ".") or None


NotNegative = Annotated[Decimal, Field(ge=0)]


class Row(BaseModel):
    """A participation as the sheet declares it, written as pydantic's documentation advises."""

    initiative_id: Annotated[str, Field(min_length=1)]
    orgnr: Annotated[
        str,
        BeforeValidator(_without_hyphen),
        Field(pattern=r"^\d{10}$"),
        AfterValidator(_fits),
    ]
    date: date
    support: Literal["kontakt", "radgivning", "bidrag", "finansiellt"]
    hours: Annotated[NotNegative | None, BeforeValidator(_nothing)]
    value_sek: Annotated[NotNegative | None, BeforeValidator(_nothing)]


def large_list(rows: int, repetitions: int) -> Iterator[Measure]:
    """A csv file of `rows`, one per cent of them bad, taken with every check and published.

    The second line is the same without the figures' own tables, which a delivery keeps current.
    """
    bench_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="imports-", dir=bench_folder()) as name:
        file, others = _files(rows, Path(name) / "scratch.duckdb")
        times: dict[str, list[float]] = {"import": [], "checks": [], "ledger": [], "pydantic": []}
        for repetition in range(repetitions):
            platform, bare = (_opened(Path(name) / f"{n}.duckdb", others) for n in ("a", "b"))
            checked: list[CheckedSheet] = []
            steps = {
                "import": partial(_take, platform, file, rows),
                "checks": partial(_check, bare, file, checked),
                "ledger": partial(_store, bare, checked, rows),
                "pydantic": partial(_validate, file, rows),
            }
            for step, work in steps.items():
                times[step].append(seconds(work, repetition))
            for left in Path(name).iterdir():
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    taken = {step: statistics.median(found) for step, found in times.items()}
    bar = _LEAST_TIMES_FASTER if rows >= 1_000_000 else None
    yield Measure(
        group="import",
        what=f"{rows:,} rows of csv against pydantic",
        unit="× faster",
        ratio=taken["pydantic"] / taken["import"],
        bar=bar,
        is_least=True,
        detail=f"{milliseconds(taken['import'])} with quarantine, ledger, publication and kept "
        f"figures; pydantic {milliseconds(taken['pydantic'])}",
    )
    yield Measure(
        group="import",
        what="the same, figures not kept",
        unit="× faster",
        ratio=taken["pydantic"] / (taken["checks"] + taken["ledger"]),
        is_least=True,
        detail=f"reading and checking {milliseconds(taken['checks'])}, references, keys, "
        f"quarantine, ledger and publication {milliseconds(taken['ledger'])}",
    )


def _opened(path: Path, others: list[NamedBytes]) -> Platform:
    platform = Platform.open(path)
    platform.deliver(others, "bench")
    return platform


def _check(platform: Platform, file: NamedBytes, found: list[CheckedSheet], _: int) -> None:
    identity = Identity.open(platform.places.secret)
    for raw in open_files([file]).sheets:
        found.append(check_sheet(raw, platform.programme, identity))


def _store(platform: Platform, checked: list[CheckedSheet], rows: int, _: int) -> None:
    sending = Sending(
        sender="bench",
        received_at=datetime(2026, 1, 1),
        format="s3",
        programme_sha256=platform.programme.sha256,
        software_version="bench",
    )
    ledger = Ledger(platform.places, Identity.open(platform.places.secret))
    _expect(ledger.deliver(checked, sending), rows)


def _take(platform: Platform, file: NamedBytes, rows: int, _repetition: int) -> None:
    _expect(platform.deliver([file], "bench"), rows)


def _expect(report: DeliveryReport, rows: int) -> None:
    counts = report.tables["participation"]
    if counts.read != rows or not rows // 100 <= counts.quarantined <= rows // 90:
        raise AssertionError(f"Not taken as it should be: {counts}")


def _validate(file: NamedBytes, rows: int, _repetition: int) -> None:
    """Every row as a model, or its faults; no references, no keys and no ledger after it."""
    reader = csv.DictReader(io.StringIO(file.content.decode()), delimiter=";")
    good, faults = [], []
    for row in reader:
        try:
            good.append(Row.model_validate(row))
        except ValidationError as error:
            faults.append(error.errors(include_url=False))
    if len(good) + len(faults) != rows or len(faults) * 125 != rows:
        raise AssertionError(f"{len(faults)} faulty rows of {rows}")


def _files(rows: int, scratch: Path) -> tuple[NamedBytes, list[NamedBytes]]:
    """The large list, and the lists that it refers to."""
    counts = Counts(rows / 20_000)
    connection = connect(Places(scratch))
    try:
        for statement in macros(load_programme(), counts):
            connection.execute(statement)

        def lines(sql: str) -> list[str]:
            return [row[0] for row in connection.execute(sql).fetchall()]

        companies = lines(
            "SELECT company_orgnr(c) || ';Företag ' || c || ';' || company_town(c) || ';' || "
            f"company_size(c, 3) FROM range({counts.companies}) r(c)"
        )
        initiatives = lines(
            "SELECT initiative_id(j) || ';Insats ' || j || ';' || area(j) || ';' || actor_orgnr(0) "
            f"|| ';' || DATE '2024-04-01' + start_day(j) || ';pagaende' "
            f"FROM range({counts.initiatives}) r(j)"
        )
        actor = lines("SELECT actor_orgnr(0) || ';Aktör 0;region;06'")
        bad = [f"i % 500 = {n * 100}" for n in range(5)]
        participations = lines(
            f"SELECT CASE WHEN {bad[4]} THEN '{_BAD[4]}' ELSE initiative_id(j) END || ';' || "
            f"CASE WHEN {bad[3]} THEN '{_BAD[3]}' ELSE company_orgnr(company(i, j)) END || ';' || "
            # A day of its own number keeps keys apart without looking at the other rows.
            f"CASE WHEN {bad[0]} THEN '{_BAD[0]}' "
            "ELSE (DATE '2024-04-01' + (i % 970)::INTEGER)::TEXT END || ';' || "
            f"CASE WHEN {bad[1]} THEN '{_BAD[1]}' ELSE support_word(support(i)) END || ';' || "
            f"CASE WHEN {bad[2]} THEN '{_BAD[2]}' ELSE coalesce(hours(i)::TEXT, '') END || ';' || "
            "coalesce(value_sek(i, support(i))::TEXT, '') "
            f"FROM (SELECT i, initiative(i) AS j FROM range({rows}) r(i))"
        )
    finally:
        connection.close()
    return (
        csv_file("deltaganden", ",".join(Row.model_fields).replace(",", ";"), participations),
        [
            csv_file("aktorer", "orgnr;name;kind;county", actor),
            csv_file("foretag", "orgnr;name;municipality;size", companies),
            csv_file(
                "insatser", "initiative_id;title;area;principal;start_date;status", initiatives
            ),
        ],
    )
