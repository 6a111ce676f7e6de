"""The list of participants: one line per company supported in the period.

A sole trader's number is a personal identity number. It is shown shortened, as everywhere, unless
the numbers are given in clear: only the vault can give them, and who asks it is logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from s3metrics import codes
from s3metrics.engine.members import label
from s3metrics.engine.participants import Participant, participants
from s3metrics.ledger.identity import is_person_key, shown
from s3metrics.programme import Programme
from s3metrics.programme.fields import ParticipantColumn
from s3metrics.reports.asking import Asked
from s3metrics.reports.tables import Column, Kind, Table, Value

COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column(name="orgnr", heading="Organisationsnummer", width=20),
        Column(name="name", heading="Företag", kind=Kind.LONG, width=34),
        Column(name="contact_email", heading="E-post", kind=Kind.LONG, width=34),
        Column(name="municipality", heading="Kommun", width=18),
        Column(name="county", heading="Län", width=18),
        Column(name="size", heading="Storlek", width=10),
        Column(name="sni", heading="SNI", width=10),
        Column(name="areas", heading="Områden", kind=Kind.LONG, width=26),
        Column(name="initiatives", heading="Insatser", kind=Kind.LONG, width=20),
        Column(name="first_date", heading="Första stöd i perioden", kind=Kind.DATE, width=13),
        Column(name="last_date", heading="Senaste stöd i perioden", kind=Kind.DATE, width=13),
        Column(name="participations", heading="Deltaganden", kind=Kind.WHOLE, width=14),
        Column(name="hours", heading="Timmar", kind=Kind.DECIMAL, width=10),
        Column(name="value_sek", heading="Stödets värde SEK", kind=Kind.MONEY, width=14),
        Column(name="certificate_date", heading="Intyg", kind=Kind.DATE, width=12),
        Column(name="decision_date", heading="Beslut", kind=Kind.DATE, width=12),
        Column(name="note", heading="Anteckning", kind=Kind.LONG, width=30),
    )
}
"""Every column that the programme file can name; a sensitive note is in none."""

USUAL = tuple(name for name in get_args(ParticipantColumn) if name not in {"sni", "note"})
"""The columns where the programme file names none."""


@dataclass(frozen=True)
class People:
    """The table, and how many of its numbers are persons'."""

    table: Table
    persons: int


def participants_of(asked: Asked) -> list[Participant]:
    """The companies of the list, by name."""
    clock = asked.clock
    return participants(clock.engine, clock.delivery, asked.period.start, asked.end)


def participant_table(asked: Asked, clear: Mapping[str, str] | None = None) -> People:
    """One line per company that `enterprises_supported` counts in the period.

    `clear` holds the vault's numbers by key; without it a person's number is shortened.
    """
    names = asked.programme.participant_columns or USUAL
    found = participants_of(asked)
    rows = [tuple(_cell(one, name, asked.programme, clear) for name in names) for one in found]
    persons = sum(is_person_key(one.orgnr) for one in found)
    about = (
        "Företag som fått stöd under perioden: lika många som indikatorn RCO01 för perioden. "
        "Deltaganden utanför programmets län räknas inte."
    )
    hidden = (
        "Enskilda firmors nummer visas förkortade; de tas fram ur valvet med "
        "--with-personal-numbers, och det loggas."
        if clear is None
        else f"Innehåller {persons} personnummer i klartext: hantera filen som personuppgifter."
    )
    return People(
        Table(
            id="deltagare",
            title="Deltagare",
            about="Företagen som fått stöd under perioden.",
            notes=(about, *([hidden] if persons else [])),
            columns=tuple(COLUMNS[name] for name in names),
            rows=rows,
        ),
        persons,
    )


def _cell(
    one: Participant, name: str, programme: Programme, clear: Mapping[str, str] | None
) -> Value:
    if name == "orgnr":
        number = clear.get(one.orgnr) if clear else None
        return number or shown(one.orgnr)
    if name == "municipality":
        return codes.municipality_by_code(one.municipality).name if one.municipality else None
    if name == "county":
        return _county(one.municipality)
    if name == "size":
        return label("size", one.size, programme).sv
    if name == "areas":
        return "; ".join(label("area", area, programme).sv for area in one.areas)
    if name == "initiatives":
        return "; ".join(one.initiatives)
    value: Value = getattr(one, name)
    return value


def _county(municipality: str | None) -> str | None:
    if municipality is None:
        return None
    return codes.county_by_code(codes.municipality_by_code(municipality).county).name
