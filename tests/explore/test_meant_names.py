"""What people call a table or a column leads to its name, and what is no word for one to none."""

from __future__ import annotations

import pytest

from s3metrics.explore.meant_names import meant_column, meant_table
from s3metrics.explore.refusals import Kind, QueryError
from s3metrics.explore.tables import table_docs
from s3metrics.platform import Platform


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("företag", "company"),
        ("Foretag", "company"),
        ("companies", "company"),
        ("insatser", "initiative"),
        ("deltaganden", "participation"),
        ("deltagande", "participation"),
        ("particpation", "participation"),
        ("SMF som nåtts", "indicator_smes_reached"),
        ("qwrty", None),
    ],
)
def test_the_table_that_was_meant(given: str, name: str | None) -> None:
    assert meant_table(given, table_docs()) == name


@pytest.mark.parametrize(
    ("given", "query", "name"),
    [
        ("kommun", "SELECT kommun FROM company", "municipality"),
        ("storlek", "SELECT storlek FROM company", "size"),
        ("storlek, namn", "SELECT * FROM company", "size_name"),
        ("företag", "SELECT företag FROM participation", "company"),
        # A heading of the sheet that is not the column's label.
        ("organisationsnummer", "SELECT organisationsnummer FROM company", "company"),
        ("timmar", "SELECT timmar FROM COMPANY JOIN Participation USING (company)", "hours"),
        # Not a column of the table that the query names.
        ("timmar", "SELECT timmar FROM company", None),
        ("countty", "SELECT countty FROM company", "county"),
        ("qwrty", "SELECT qwrty FROM company", None),
    ],
)
def test_the_column_that_was_meant(given: str, query: str, name: str | None) -> None:
    assert meant_column(given, query, (), table_docs()) == name


def test_a_name_that_the_query_has_made_is_meant_only_where_it_is_near() -> None:
    query = "SELECT antalt FROM (SELECT count(*) AS antalet FROM company)"
    assert meant_column("antalt", query, ("antalet",), table_docs()) == "antalet"
    assert meant_column("län", "SELECT 1", ("file", "sheet"), ()) is None


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("FROM företag", "Tabellen ”företag” finns inte (rad 1, tecken 6). Menade du ”company”?"),
        (
            "SELECT c.kommun FROM company c",
            "Kolumnen ”kommun” finns inte (rad 1, tecken 8). Menade du ”municipality”?",
        ),
    ],
)
def test_it_is_asked_under_the_query(sample_platform: Platform, query: str, told: str) -> None:
    with pytest.raises(QueryError) as caught:
        sample_platform.sql(query)
    assert (caught.value.kind, caught.value.text.sv) == (Kind.UNKNOWN, told)
