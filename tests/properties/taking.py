"""Random deliveries taken in by the real intake, and what the recount has to say about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from s3metrics.engine.selection import Selection as AskedSelection
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.ledger.places import PROJECT, Places
from s3metrics.platform import Platform
from s3metrics.programme import Programme, ReportingPeriod, Rules, Sender, load
from s3metrics.sheets import sheet_for_table
from tests.recount.delivered import KEYS, Delivery, csv_files
from tests.recount.model import Selection, Setting, World

DEFAULT = load(PROJECT / "data" / "programme.toml")
FUNDERS = tuple(funder.name for funder in DEFAULT.funders)
CATEGORIES = {category.name.sv: category.id for category in DEFAULT.cost_categories}
FIRST_DAY = datetime(2024, 4, 1)


def programme_of(setting: Setting) -> Programme:
    """The default programme with the setting's rules, periods and expected senders."""
    sheets = {table: sheet_for_table(table).title for table in KEYS}
    return DEFAULT.model_copy(
        update={
            "rules": Rules(
                minimum_hours=setting.minimum_hours,
                minimum_value_sek=setting.minimum_value_sek,
                new_enterprise_years=setting.new_enterprise_years,
                suppression_threshold=3,
            ),
            "reporting_periods": tuple(
                ReportingPeriod(id=name, start=start, end=end, due=end, example=False)
                for name, start, end in setting.reporting_periods
            ),
            "senders": tuple(
                Sender(
                    name=name,
                    areas=areas,
                    sheets=tuple(sheets[table] for table in tables or KEYS),
                )
                for name, areas, tables in setting.expected
            ),
        }
    )


def open_platform(folder: Path, setting: Setting) -> Platform:
    return Platform(Places(folder / "s3.duckdb"), programme_of(setting), lambda: setting.today)


def hand_in(platform: Platform, delivery: Delivery, files: Mapping[str, bytes]) -> DeliveryReport:
    """The files as one delivery; whole lists that shrink are confirmed."""
    sources = [NamedBytes(name=name, content=content) for name, content in files.items()]
    last = platform.engine().reader.last_delivery if platform.has_data else 0
    return platform.deliver(
        sources,
        delivery.sender,
        confirm_withdrawals=True,
        received_at=FIRST_DAY + timedelta(days=last),
    )


def files_of(delivery: Delivery) -> dict[str, bytes]:
    return {name: text.encode() for name, text in csv_files(delivery).items()}


def taken(folder: Path, setting: Setting, deliveries: Sequence[Delivery]) -> Platform:
    """A platform that has taken them all, none of their rows refused, read = accepted."""
    platform = open_platform(folder, setting)
    for number, delivery in enumerate(deliveries, start=1):
        report = hand_in(platform, delivery, files_of(delivery))
        assert (report.delivery, report.is_unchanged) == (number, False)
        assert not report.has_quarantined, report.faults
        for table, rows in delivery.tables.items():
            assert report.tables[table].read == report.tables[table].accepted == len(rows)
    return platform


def named(world: World) -> World:
    """The world with cost categories by their ids in the programme file, as figures show them."""
    rows = [
        {**row, "cost_category": CATEGORIES.get(row["cost_category"], row["cost_category"])}
        for row in world.rows("booking")
    ]
    return replace(world, tables={**world.tables, "booking": rows})


def counted_by(setting: Setting) -> Setting:
    """The setting with the members that the programme file always shows."""
    return replace(setting, funders=FUNDERS, cost_categories=tuple(CATEGORIES.values()))


def asked(selection: Selection) -> AskedSelection:
    """The recount's selection, as the engine takes it."""
    return AskedSelection(
        from_=selection.from_,
        to=selection.to,
        areas=selection.areas or (),
        counties=selection.counties or (),
        municipalities=selection.municipalities or (),
        sizes=selection.sizes or (),
    )


@dataclass(frozen=True)
class Figure:
    """One cell, comparable: numbers rounded far beyond what a wrong row could change."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    status: str


def comparable(number: object) -> Decimal | None:
    """Exact where it is exact; a float to nine decimals."""
    return None if number is None else round(Decimal(str(number)), 9).normalize() + 0


def figure(cell: object) -> Figure:
    """Of the engine's or the recount's cell."""
    return Figure(
        comparable(cell.value),  # type: ignore[attr-defined]
        comparable(cell.numerator),  # type: ignore[attr-defined]
        comparable(cell.denominator),  # type: ignore[attr-defined]
        str(cell.status),  # type: ignore[attr-defined]
    )
