"""What tables there are in the analysts' copy, which columns they have, and what these mean."""

from __future__ import annotations

from functools import cache

from s3metrics.explore.tables_around import AROUND_TABLES
from s3metrics.explore.tables_companies import COMPANY_TABLES
from s3metrics.explore.tables_deliveries import DELIVERY_TABLES
from s3metrics.explore.tables_indicators import indicator_doc
from s3metrics.explore.tables_initiatives import INITIATIVE_TABLES
from s3metrics.explore.tables_lists import LIST_TABLES
from s3metrics.explore.tables_model import ColumnDoc, Table, TableDoc
from s3metrics.explore.tables_money import MONEY_TABLES
from s3metrics.explore.tables_outcomes import OUTCOME
from s3metrics.indicators import CATALOGUE
from s3metrics.programme import Programme

UNIT_TABLES: tuple[Table, ...] = (
    *COMPANY_TABLES,
    OUTCOME,
    *INITIATIVE_TABLES,
    *MONEY_TABLES,
    *AROUND_TABLES,
    *LIST_TABLES,
    *DELIVERY_TABLES,
)
"""The tables of one row per thing, in the order in which they are shown."""


def table_docs(programme: Programme | None = None) -> tuple[TableDoc, ...]:
    """Every table that a query may read, the indicators' views last.

    They are the same under every programme file: it decides what stands in them.
    """
    return _docs()


@cache
def _docs() -> tuple[TableDoc, ...]:
    figures = (indicator_doc(indicator) for indicator in CATALOGUE.values())
    return (*(table.doc for table in UNIT_TABLES), *figures)


__all__ = ["UNIT_TABLES", "ColumnDoc", "TableDoc", "table_docs"]
