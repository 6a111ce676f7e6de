"""The workbook's first page, and the open items that it was made with."""

from __future__ import annotations

from collections.abc import Sequence

from s3metrics.editions.model import Edition
from s3metrics.reports.asking import Asked
from s3metrics.reports.items import Item, effects_told
from s3metrics.reports.tables import Column, Kind, Table, Value
from s3metrics.reports.writing import EU_STATEMENT, SAMPLE_NOTICE


def cover_table(asked: Asked, tables: Sequence[Table], items: Sequence[Item]) -> Table:
    """What the report is about, and what each tab holds."""
    rows = [*_facts(asked, items), *((table.title, table.about) for table in tables)]
    return Table(
        id="om-rapporten",
        title="Om rapporten",
        about="Vad rapporten gäller, och vad bladen innehåller.",
        notes=(EU_STATEMENT,),
        columns=(
            Column(name="what", heading="Uppgift", width=30),
            Column(name="value", heading="Innehåll", kind=Kind.LONG, width=90),
        ),
        rows=rows,
    )


def _facts(asked: Asked, items: Sequence[Item]) -> list[tuple[Value, ...]]:
    programme, period, clock = asked.programme, asked.period, asked.clock
    open_items = sum(item.is_open for item in items)
    rows: list[tuple[Value, ...]] = [
        ("Program", programme.name.sv),
        ("Programmets tid", f"{programme.period.start} – {programme.period.end}"),
        ("Rapportperiod", f"{period.id}: {period.start} – {period.end}"),
        ("Ska skickas senast", period.due),
        ("Utgåva", _edition(clock.edition)),
        ("Känt till och med leverans", clock.delivery),
        ("Programfilens SHA-256", programme.sha256),
        ("Öppna punkter", open_items),
    ]
    if clock.edition is not None:
        rows += [
            ("Förseglad", f"{clock.edition.sealed_at:%Y-%m-%d %H:%M} UTC"),
            ("Försegling, SHA-256", clock.edition.sha256),
            ("Skäl", clock.edition.reason),
        ]
    if period.end > clock.today:
        rows.append(("Att veta", f"Rapportperioden är inte slut: den slutar {period.end}."))
    if period.example:
        rows.append(("Att veta", "Rapportperioden är ett exempel, inte ur beslutet."))
    if clock.engine.reader.is_sample:
        rows.append(("Att veta", SAMPLE_NOTICE))
    return rows


def _edition(edition: Edition | None) -> str:
    if edition is None:
        return "Ingen: siffrorna är som de är kända nu, och kan ändras"
    if edition.replaced_by:
        return f"{edition.name}, ersatt av {edition.replaced_by}"
    return f"{edition.name}, rättelse av {edition.replaces}" if edition.replaces else edition.name


def item_table(asked: Asked, items: Sequence[Item]) -> Table:
    """What the check before sealing found."""
    edition = asked.clock.edition
    known = f"var kända när utgåvan {edition.name} förseglades" if edition else "är kända nu"
    rows: list[tuple[Value, ...]] = [
        (
            "öppen" if item.is_open else "att veta",
            item.sentence.sv,
            item.owner.sv,
            effects_told(item.effects) or None,
            len(item.places) or None,
            item.id,
        )
        for item in items
    ]
    return Table(
        id="oppna-punkter",
        title="Öppna punkter",
        about="Vad kontrollen före försegling säger om perioden.",
        notes=(f"Vad kontrollen före försegling säger om perioden, som siffrorna {known}.",),
        columns=(
            Column(name="severity", heading="Läge", width=10),
            Column(name="what", heading="Vad", kind=Kind.LONG, width=60),
            Column(name="owner", heading="Vem kan rätta", kind=Kind.LONG, width=26),
            Column(name="figures", heading="Vad det gör med siffrorna", kind=Kind.LONG, width=70),
            Column(name="rows", heading="Rader", kind=Kind.WHOLE, width=8),
            Column(name="id", heading="Id", kind=Kind.LONG, width=24),
        ),
        rows=rows,
    )
