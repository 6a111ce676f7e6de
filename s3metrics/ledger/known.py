"""What is known at a delivery: SQL over the ledger's tables, with `$as_of` a delivery number."""

from __future__ import annotations

from s3metrics.ledger.schema import quoted
from s3metrics.sheets import SHEETS, Sheet, sheet_for_table


def standing(alias: str = "") -> str:
    """The condition that a row had come and was not yet withdrawn."""
    dot = f"{alias}." if alias else ""
    return (
        f"{dot}brought_by <= $as_of AND ({dot}withdrawn_by IS NULL OR {dot}withdrawn_by > $as_of)"
    )


def known(table: str, confined_to: str | None = None) -> str:
    """A SELECT of the rows of `table` known at `$as_of`, one per key.

    `confined_to` is a SELECT of keys, to which a shared table or the initiatives are confined
    before anything else is looked at.

    Companies and actors: several senders may describe the same one, and the word of the sender
    whose list came last counts. Companies and initiatives that were withdrawn while rows still
    refer to them stay known, with their last wording.
    """
    sheet = sheet_for_table(table)
    if sheet.is_shared or table == "initiative":
        return _known_by_key(sheet, confined_to)
    return f"SELECT * FROM ledger.{quoted(table)} WHERE {standing()}"


def _known_by_key(sheet: Sheet, confined_to: str | None) -> str:
    key = quoted(sheet.key[0])
    confined = f" AND t.{key} IN ({confined_to})" if confined_to else ""
    references = _references(sheet.table, f"SELECT {key} FROM last_word WHERE NOT is_standing")
    stays = f"is_standing OR {key} IN ({references})" if references else "is_standing"
    # Materialized: the rows that may refer are looked through for the withdrawn ones alone, which
    # are few, and mostly none.
    return f"""
        WITH last_word AS MATERIALIZED (
            SELECT * EXCLUDE (rank) FROM (
                SELECT *, row_number() OVER (
                    PARTITION BY {key}
                    ORDER BY is_standing DESC,
                             CASE WHEN is_standing THEN last ELSE withdrawn_by END DESC,
                             brought_by DESC, row_id DESC
                ) AS rank
                FROM (
                    SELECT t.*, {standing("t")} AS is_standing, lists.last
                    FROM ledger.{quoted(sheet.table)} t
                    LEFT JOIN (
                        SELECT sender, max(delivery) AS last FROM ledger.delivered_table
                        WHERE table_name = '{sheet.table}' AND delivery <= $as_of GROUP BY sender
                    ) lists USING (sender)
                    WHERE t.brought_by <= $as_of{confined}
                )
            ) WHERE rank = 1
        )
        SELECT * EXCLUDE (is_standing, last) FROM last_word WHERE {stays}
    """


def _references(table: str, keys: str) -> str:
    """A SELECT of those of `keys` that rows known at `$as_of` refer to; empty if none can."""
    parts = [
        f"SELECT {quoted(column.name)} FROM ledger.{quoted(sheet.table)} "
        f"WHERE {standing()} AND {quoted(column.name)} IN ({keys})"
        for sheet in SHEETS
        for column in sheet.columns
        if column.refers_to == table
    ]
    return " UNION ALL ".join(parts)
