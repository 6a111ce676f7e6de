"""`demo`: the sample programme, delivered like any other."""

from __future__ import annotations

import shutil
from datetime import UTC
from pathlib import Path

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.out import SAMPLE_NOTICE, tell
from s3metrics.cli.values import counted, rows
from s3metrics.errors import WrongCall
from s3metrics.ledger.places import Places
from s3metrics.platform import Platform
from s3metrics.sample import SampleDelivery, SampleSeal, sample_deliveries, sample_seals
from s3metrics.words import Text

_REASON = "Exempeldata."


@click.command(
    cls=Command,
    help="Bygg exempelprogrammet: påhittade leveranser från programmets start till i dag, och de "
    "rapportperioder som hunnit förseglas. Samma dag ger alltid samma exempel; miljövariabeln "
    "S3METRICS_TODAY sätter dagen.",
)
def demo() -> int:
    """Builds the sample in a database without deliveries; 1 because rows of it wait."""
    platform = opened()
    _refuse_if_in_use(platform)
    tell(f"{SAMPLE_NOTICE}. Bygger exempelprogrammet i {platform.places.database}:")
    last = _build(platform)
    if not last:
        raise WrongCall(
            Text(
                f"Före {platform.programme.period.start} finns inga exempel att leverera: "
                f"programmet har just börjat, eller inte börjat, {platform.today}. Ange en senare "
                "dag med S3METRICS_TODAY.",
                f"Before {platform.programme.period.start} there are no examples to deliver: the "
                f"programme has only just begun, or not begun, on {platform.today}. Give a later "
                "day with S3METRICS_TODAY.",
            )
        )
    waiting = len(platform.quarantine())
    tell(f"Klart: {counted(last, 'leverans', 'leveranser')}.")
    if waiting:
        tell(f"{rows(waiting)} väntar på rättning, som i verkligheten: ”s3metrics quarantine”.")
    tell(_how_to_start(platform))
    return 1 if waiting else 0


def _build(platform: Platform) -> int:
    """Builds the sample beside its place and moves it there when it is whole; how many deliveries.

    A run that is broken off leaves no half sample to be taken for a whole one.
    """
    place = platform.places
    draft = Places(place.database.with_name(f"{place.database.stem}-bygge.duckdb"))
    _remove(draft)
    building = Platform(draft, platform.programme, lambda: platform.today)
    last = 0
    seals = sample_seals(platform.programme, platform.today)
    try:
        for last, delivery in enumerate(
            sample_deliveries(platform.programme, platform.today), start=1
        ):
            while last > 1 and seals and seals[0].sealed_at < delivery.received_at:
                _seal(building, seals.pop(0))
            _deliver(building, last, delivery)
        if last:
            for one in seals:
                _seal(building, one)
            # The database last: it is what tells that the sample is there.
            for made, final in zip(_parts(draft), _parts(place), strict=True):
                if made.exists():
                    made.replace(final)
    finally:
        _remove(draft)
    return last


def _parts(places: Places) -> tuple[Path, ...]:
    return (places.secret, places.vault, places.published, places.database)


def _remove(places: Places) -> None:
    for path in (*_parts(places), places.lock):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _how_to_start(platform: Platform) -> str:
    start = "”make run”, eller ”python -m streamlit run dashboard.py”"
    database = platform.places.database
    if database == Places.of().database:
        return f"Starta sidorna med {start}."
    return f"Starta sidorna: sätt S3METRICS_DB={database}, sedan {start}."


def _refuse_if_in_use(platform: Platform) -> None:
    if platform.has_data:
        database = platform.places.database
        raise WrongCall(
            Text(
                f"{database} har redan leveranser, och exempeldata blandas inte med dem. Ange en "
                f"annan databas med --db, eller flytta undan {database.stem}.* i "
                f"{database.parent}.",
                f"{database} has deliveries already, and sample data are not mixed with them. Give "
                f"another database with --db, or move {database.stem}.* in {database.parent} out "
                "of the way.",
            )
        )


def _seal(platform: Platform, one: SampleSeal) -> None:
    platform.seal(one.name, one.period, reason=_REASON, sealed_at=one.sealed_at)
    tell(f"      {one.sealed_at:%Y-%m-%d}  Perioden {one.period} förseglad som utgåvan {one.name}")


def _deliver(platform: Platform, number: int, delivery: SampleDelivery) -> None:
    report = platform.deliver(
        delivery.files,
        delivery.sender,
        received_at=delivery.received_at.astimezone(UTC).replace(tzinfo=None),
        is_sample=True,
    )
    accepted = sum(counts.accepted for counts in report.tables.values())
    waiting = sum(counts.quarantined for counts in report.tables.values())
    tell(
        f"{number:4}  {delivery.received_at:%Y-%m-%d}  {delivery.sender}: {rows(accepted)}"
        + (f", {waiting} i karantän" if waiting else "")
    )
