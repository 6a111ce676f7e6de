"""The sample's deliveries: the whole programme is played first, then cut at a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from s3metrics.intake.sources import NamedBytes
from s3metrics.programme import Programme
from s3metrics.sample.background import record_actors, record_context
from s3metrics.sample.certificates import play_certificates
from s3metrics.sample.files import Table, files_of
from s3metrics.sample.initiatives import plan_initiatives, record_initiatives
from s3metrics.sample.money import play_money
from s3metrics.sample.needs import play_needs
from s3metrics.sample.participations import Reach
from s3metrics.sample.recipe import Recipe, load_recipe
from s3metrics.sample.records import Records
from s3metrics.sample.results import play_outcomes, play_solutions
from s3metrics.sample.schedule import Occasion
from s3metrics.sample.setting import Setting
from s3metrics.sample.slips import Clerks
from s3metrics.sample.writing import Writer
from s3metrics.sheets import SHEETS


@dataclass(frozen=True, kw_only=True)
class SampleDelivery:
    """A delivery as it would have come in."""

    sender: str
    received_at: datetime
    """In UTC."""
    files: list[NamedBytes]
    note: str
    """One Swedish sentence: what the delivery tells about."""


def sample_deliveries(
    programme: Programme, today: date, recipe: Recipe | None = None
) -> Iterator[SampleDelivery]:
    """The deliveries from the programme's start to `today`, in order of time.

    The same programme and day give the same bytes, and a later day only adds deliveries at the
    end. Everything in them is invented; names of companies begin with ”Exempel”.
    """
    setting = Setting(programme, recipe or load_recipe())
    records = play(setting)
    writers = _writers(setting)
    for occasion in setting.schedule.occasions:
        if occasion.received_at.date() > today:
            return
        tables = tables_on(setting, records, occasion)
        if tables:
            yield _delivery(occasion, tables, writers[occasion.sender])


def play(setting: Setting) -> Records:
    """Everybody's lists through the whole programme."""
    records = Records()
    initiatives = plan_initiatives(setting)
    play_needs(setting, initiatives, records)
    record_initiatives(initiatives, records)
    participations = Reach(setting, initiatives).play()
    Clerks(setting, records).write(participations)
    play_certificates(setting, participations, records)
    play_money(setting, initiatives, records)
    play_outcomes(setting, participations, records)
    play_solutions(setting, records)
    record_actors(setting, initiatives, records)
    record_context(setting, records)
    return records


def tables_on(setting: Setting, records: Records, occasion: Occasion) -> list[Table]:
    """The sheets of a delivery: each with the sender's whole list, empty ones left out."""
    missing = _undelivered(setting)
    tables = [
        (sheet, records.list_on(occasion.sender, sheet.table, occasion.cut))
        for sheet in SHEETS
        if (occasion.sender, sheet.table) != missing
    ]
    return [(sheet, rows) for sheet, rows in tables if rows]


def _undelivered(setting: Setting) -> tuple[str, str]:
    """Sender and table of the sheet that is expected and never comes."""
    reporting = setting.recipe.reporting
    by_id = {area.id: area for area in setting.areas}
    area = by_id.get(reporting.undelivered_area, setting.areas[-1])
    return area.coordinator.name, reporting.undelivered_sheet


def _writers(setting: Setting) -> dict[str, Writer]:
    styles = setting.recipe.styles
    return {
        sender: Writer(setting.programme, styles[index % len(styles)])
        for index, sender in enumerate(setting.schedule.senders)
    }


def _delivery(occasion: Occasion, tables: list[Table], writer: Writer) -> SampleDelivery:
    return SampleDelivery(
        sender=occasion.sender,
        received_at=occasion.received_at,
        files=files_of(tables, writer, stem=f"s3-rapport-{occasion.cut}", at=occasion.received_at),
        note=f"Exempeldata: läget {occasion.cut}.",
    )
