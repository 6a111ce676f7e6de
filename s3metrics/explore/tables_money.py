"""The tables of money: decided, paid in and spent."""

from __future__ import annotations

from s3metrics.explore.columns import (
    coded,
    column,
    delivered,
    flag,
    in_period,
    in_sheet,
    opened,
    provenance,
    row_id,
)
from s3metrics.explore.tables_initiatives import AREA, AREA_MEANING, IS_ACTIVE, initiative_id
from s3metrics.explore.tables_model import Column, Table, table
from s3metrics.words import Text


def _funder(sql: str, table_name: str) -> Column:
    """The funder by name, as figures name it; a person's shortened key by the running number."""
    return column(
        "funder",
        "VARCHAR",
        Text("Finansiär", "Funder"),
        Text(
            "Finansiärens namn enligt programfilen eller bladet Aktörer, annars som det är skrivet",
            "The funder's name by the programme file or the sheet Aktörer, else as it is written",
        ),
        sql=f"coalesce(funder_person.stands_as, {opened(sql)}, 'okand')",
        source=in_sheet(table_name, "funder"),
        joins=(f"LEFT JOIN shown_person funder_person ON funder_person.shown = {sql}",),
    )


FUNDING = table(
    "funding",
    Text("Finansiering", "Funding"),
    Text("Beslutad finansiering, en post per rad", "Decided funding, one item per row"),
    (
        row_id("f"),
        initiative_id("f.initiative", "funding"),
        coded("area", "area", "f.area", AREA, AREA_MEANING),
        _funder("f.funder", "funding"),
        coded(
            "source",
            "source",
            "f.source",
            Text("Källa", "Source"),
            Text("Var pengarna kommer från", "Where the money comes from"),
            source=in_sheet("funding", "source"),
        ),
        coded(
            "form",
            "form",
            "f.form",
            Text("Form", "Form"),
            Text("Kontant eller annat än pengar", "Cash or in kind"),
            source=in_sheet("funding", "form"),
        ),
        delivered("funding", "budget_sek", "DECIMAL(18, 4)", sql="f.budget_sek"),
        flag("is_active", Text("Räknas", "Counts"), IS_ACTIVE, "f.initiative_is_active"),
        provenance("r"),
    ),
    rows="funding f JOIN ledger.funding r ON r.row_id = f.row_id",
    needs=("funding",),
    order="1",
)

BOOKING = table(
    "booking",
    Text("Ekonomi", "Bookings"),
    Text(
        "Kostnader och inbetalningar, en bokning per rad; avbrutna insatser räknas med",
        "Costs and payments in, one booking per row; those of aborted initiatives count",
    ),
    (
        row_id("b"),
        initiative_id("b.initiative", "booking"),
        coded("area", "area", "b.area", AREA, AREA_MEANING),
        delivered("booking", "date", "DATE", sql="b.date"),
        coded(
            "kind",
            "booking_kind",
            "b.kind",
            Text("Slag", "Kind"),
            Text("Kostnad eller inbetalning", "Cost or payment in"),
            source=in_sheet("booking", "kind"),
        ),
        delivered("booking", "amount_sek", "DECIMAL(18, 4)", sql="b.amount_sek"),
        _funder("b.funder", "booking"),
        coded(
            "cost_category",
            "cost_category",
            "b.cost_category",
            Text("Kostnadsslag", "Cost category"),
            Text(
                "Programfilens kostnadsslag där ordet passar, annars ordet som det är skrivet",
                "The programme file's category where the word fits, else the word as written",
            ),
            source=in_sheet("booking", "cost_category"),
        ),
        delivered("booking", "form", "VARCHAR", sql="r.form"),
        in_period("b.date", Text("Bokföringsdagen ligger", "The booking date lies")),
        provenance("r"),
    ),
    rows="booking b JOIN ledger.booking r ON r.row_id = b.row_id",
    needs=("booking",),
    order="1",
)

MONEY_TABLES: tuple[Table, ...] = (FUNDING, BOOKING)
