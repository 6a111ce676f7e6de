"""Certificates and decisions on de minimis aid: mostly in order, some missing, some too late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from s3metrics.sample.dice import Dice
from s3metrics.sample.participations import Participation
from s3metrics.sample.records import Record, Records, Row, Verbatim
from s3metrics.sample.setting import Setting


def play_certificates(
    setting: Setting, participations: Iterable[Participation], records: Records
) -> None:
    """The coordinators' lists of certificates, one line per company and initiative with aid."""
    recipe = setting.recipe.certificates
    described = {(r.sender, _orgnr(r)): r for r in records.of("company") if _is_legible(r)}
    for first in _first_aid(participations):
        initiative, company = first.initiative, first.company
        sender = initiative.area.coordinator.name
        record = described.get((sender, company.orgnr))
        dice = setting.dice("certificates", initiative.id, company.orgnr)
        if record is None or dice.chance(recipe.missing):
            continue
        row: Row = {
            "initiative_id": initiative.id,
            "orgnr": company.orgnr,
            **_dates(setting, first.day, dice),
        }
        # Nobody writes down the papers of a company that is not in the list yet.
        records.add("certificate", sender, (max(first.day, record.known_from), row))


def _first_aid(participations: Iterable[Participation]) -> Iterable[Participation]:
    """The first support with a value of each company in each initiative."""
    first: dict[tuple[str, str], Participation] = {}
    for one in sorted(participations, key=lambda p: p.day):
        if one.is_support and one.value_sek:
            first.setdefault((one.initiative.id, one.company.orgnr), one)
    return first.values()


def _dates(setting: Setting, day: date, dice: Dice) -> Row:
    recipe = setting.recipe.certificates
    decided = day - timedelta(days=dice.within(recipe.decided_days_before))
    certified = decided - timedelta(days=dice.within(recipe.certified_days_before))
    if dice.chance(recipe.late):
        decided = day + timedelta(days=dice.within(recipe.decided_days_before))
    other = dice.within(recipe.other_aid_sek) // 1000 * 1000 if dice.chance(recipe.other) else 0
    start = setting.programme.period.start
    return {
        "certificate_date": max(start, certified),
        "decision_date": None if dice.chance(recipe.undecided) else max(start, decided),
        "other_aid_sek": Decimal(other),
    }


def _orgnr(record: Record) -> str:
    row = record.versions[0][1] or {}
    return str(row.get("orgnr"))


def _is_legible(record: Record) -> bool:
    """False where a line has ever been mistyped: who reads it could not tell whose it is."""
    return not any(
        isinstance(cell, Verbatim)
        for _, row in record.versions
        if row is not None
        for cell in row.values()
    )
