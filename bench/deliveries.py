"""Taking a small delivery into a large ledger, against the same into an empty one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from bench.draw import Counts, macros
from bench.generate import bench_folder, cached, connect
from bench.timing import Measure, medians, milliseconds
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.ledger.places import Places
from s3metrics.platform import Platform

ROWS = 1_000
COMPANIES = 250
INITIATIVES = 10

_LIMIT_SECONDS = 1.0


def small_into_large(scale: float, repetitions: int) -> Iterator[Measure]:
    """`ROWS` participations with their companies and initiatives, through to what is published.

    Half of the companies are in the large ledger already, so that their figures change. Every
    repetition comes from a sender of its own, into the same two ledgers.
    """
    bench_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deliveries-", dir=bench_folder()) as folder:
        large = Platform.open(_copied(cached(scale), Path(folder)).database)
        empty = Platform.open(Path(folder) / "empty.duckdb")
        files = _Files(large, scale)
        for platform in (large, empty):
            platform.deliver(files.actors(), "aktörer")

        def take(platform: Platform, repetition: int) -> None:
            sender = f"partner {repetition}"
            report = platform.deliver(files.lists(repetition), sender)
            _check(report)

        taken = medians(
            {"large": lambda r: take(large, r), "empty": lambda r: take(empty, r)}, repetitions
        )
        detail = f"{milliseconds(taken['large'])}, into an empty ledger "
        detail += milliseconds(taken["empty"])
        yield Measure(
            group=f"{scale:g}×",
            what=f"taking {ROWS:,} rows",
            unit="× an empty ledger",
            ratio=taken["large"] / taken["empty"],
            bar=2 if scale >= 100 else None,
            detail=detail,
        )
        yield Measure(
            group=f"{scale:g}×",
            what=f"taking {ROWS:,} rows, seconds",
            unit="s",
            ratio=taken["large"],
            bar=_LIMIT_SECONDS if scale >= 100 else None,
        )


class _Files:
    """Lists as a partner sends them."""

    def __init__(self, platform: Platform, scale: float) -> None:
        self._programme = platform.programme
        counts = Counts(scale)
        connection = connect(platform.places)
        try:
            for statement in macros(platform.programme, counts):
                connection.execute(statement)
            self._orgnr = [
                row[0]
                for row in connection.execute(
                    "SELECT company_orgnr(c * 7) FROM range($known) r(c) WHERE c * 7 < $all "
                    "UNION ALL SELECT company_orgnr($all + c) FROM range($new) r(c)",
                    {
                        "known": COMPANIES // 2,
                        "all": counts.companies,
                        "new": COMPANIES - COMPANIES // 2,
                    },
                ).fetchall()
            ]
            self._actor = connection.execute("SELECT actor_orgnr(0)").fetchall()[0][0]
        finally:
            connection.close()

    def actors(self) -> list[NamedBytes]:
        """One principal, so that both ledgers have been written to."""
        return [csv_file("aktorer", "orgnr;name;kind;county", [f"{self._actor};Aktör 0;region;06"])]

    def lists(self, number: int) -> list[NamedBytes]:
        """Companies, initiatives and participations; number by number other ids and days."""
        towns = [m.code for m in self._programme.municipalities]
        areas = self._programme.area_ids
        companies = [
            f"{orgnr};Företag {i};{towns[(i + number) % len(towns)]};liten"
            for i, orgnr in enumerate(self._orgnr)
        ]
        ids = [f"P{number}-{i}" for i in range(INITIATIVES)]
        initiatives = [
            f"{one};Insats {one};{areas[i % len(areas)]};{self._actor};2025-01-01;pagaende"
            for i, one in enumerate(ids)
        ]
        participations = [
            f"{ids[i % INITIATIVES]};{self._orgnr[i % len(self._orgnr)]};"
            f"{date(2025, 1, 1) + timedelta(days=i // INITIATIVES)};radgivning;8"
            for i in range(ROWS)
        ]
        return [
            csv_file("foretag", "orgnr;name;municipality;size", companies),
            csv_file(
                "insatser", "initiative_id;title;area;principal;start_date;status", initiatives
            ),
            csv_file("deltaganden", "initiative_id;orgnr;date;support;hours", participations),
        ]


def csv_file(name: str, heading: str, lines: Sequence[str]) -> NamedBytes:
    """A list as a file in memory."""
    content = "\n".join([heading, *lines, ""]).encode()
    return NamedBytes(name=f"{name}.csv", content=content)


def _check(report: DeliveryReport) -> None:
    counts = report.tables["participation"]
    if counts.added != ROWS or report.has_quarantined:
        raise AssertionError(f"The delivery was not taken whole: {report.faults[:3]}")


def _copied(source: Places, folder: Path) -> Places:
    target = Places(folder / "large.duckdb")
    shutil.copyfile(source.database, target.database)
    shutil.copyfile(source.secret, target.secret)
    shutil.copytree(source.published, target.published)
    return target
