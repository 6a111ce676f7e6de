"""The tables of what has come in: deliveries, and the sheets of each."""

from __future__ import annotations

from s3metrics.explore.columns import OF_INTAKE, column, flag, opened
from s3metrics.explore.tables_model import Column, Table, table
from s3metrics.words import Text


def _counted(name: str, sv: str, en: str) -> Column:
    """A number of rows of one sheet of a delivery."""
    what = name.removesuffix("_rows")
    return column(
        name,
        "INTEGER",
        Text(sv, en),
        Text(f"Antal rader: {sv.lower()}", f"Number of rows: {en.lower()}"),
        sql=f"t.{what}",
        source=OF_INTAKE,
    )


DELIVERY = table(
    "delivery",
    Text("Leveranser", "Deliveries"),
    Text("En leverans per rad, till och med den som gäller", "One delivery per row"),
    (
        column(
            "delivery",
            "INTEGER",
            Text("Leverans", "Delivery"),
            Text("Leveransens nummer", "The delivery's number"),
            sql="d.delivery",
            source=OF_INTAKE,
        ),
        column(
            "sender",
            "VARCHAR",
            Text("Avsändare", "Sender"),
            Text("Den som lämnade den", "Who handed it in"),
            sql=opened("d.sender"),
            source=OF_INTAKE,
        ),
        column(
            "received_at",
            "TIMESTAMP",
            Text("Mottagen", "Received"),
            Text("När den togs emot, UTC", "When it was received, UTC"),
            sql="d.received_at",
            source=OF_INTAKE,
        ),
        column(
            "format",
            "VARCHAR",
            Text("Format", "Format"),
            Text("s3 eller project-bank", "s3 or project-bank"),
            sql="d.format",
            source=OF_INTAKE,
        ),
    ),
    rows="(SELECT * FROM ledger.delivery WHERE delivery <= $as_of) d",
    order="1",
)

DELIVERED_TABLE = table(
    "delivered_table",
    Text("Levererade blad", "Delivered sheets"),
    Text(
        "Ett blad i en leverans per rad, med antalet rader; de i karantän räknas men visas inte",
        "One sheet of a delivery per row, and its rows; those in quarantine are only counted",
    ),
    (
        column(
            "delivery",
            "INTEGER",
            Text("Leverans", "Delivery"),
            Text("Leveransens nummer", "The delivery's number"),
            sql="t.delivery",
            source=OF_INTAKE,
        ),
        column(
            "sender",
            "VARCHAR",
            Text("Avsändare", "Sender"),
            Text("Den som lämnade det", "Who handed it in"),
            sql=opened("t.sender"),
            source=OF_INTAKE,
        ),
        column(
            "table_name",
            "VARCHAR",
            Text("Tabell", "Table"),
            Text("Tabellen som bladet är", "The table of the sheet"),
            sql="t.table_name",
            source=OF_INTAKE,
        ),
        _counted("read_rows", "Lästa", "Read"),
        _counted("accepted_rows", "Godkända", "Accepted"),
        _counted("quarantined_rows", "I karantän", "Quarantined"),
        _counted("added_rows", "Nya", "Added"),
        _counted("changed_rows", "Ändrade", "Changed"),
        _counted("withdrawn_rows", "Återtagna", "Withdrawn"),
        flag(
            "is_latest",
            Text("Är den senaste", "Is the latest"),
            Text("Avsändarens senaste lista av tabellen", "The sender's latest list of the table"),
            "t.delivery = max(t.delivery) OVER (PARTITION BY t.sender, t.table_name)",
        ),
    ),
    rows="(SELECT * FROM ledger.delivered_table WHERE delivery <= $as_of) t",
    order="1, 3",
)

DELIVERY_TABLES: tuple[Table, ...] = (DELIVERY, DELIVERED_TABLE)
