"""Reading editions from a published version."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from s3metrics.editions.exact import cell_of, number_of
from s3metrics.editions.model import Definition, Edition, Sealed, SealedTable, Span, TableKey
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.result import Overlap
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.ledger.reader import Reader
from s3metrics.words import Text, all_of, did_you_mean, fold


def editions(reader: Reader) -> tuple[Edition, ...]:
    """Every edition, in the order in which they were sealed; none in a database without any."""
    if not reader.has_table("edition"):
        return ()
    cursor = reader.cursor()
    rows: dict[str, dict[str, tuple[int, int]]] = {}
    for name, table, count, fingerprint in cursor.execute(
        "SELECT edition, table_name, row_count, fingerprint FROM ledger.edition_rows ORDER BY ALL"
    ).fetchall():
        rows.setdefault(name, {})[table] = (count, int(fingerprint))
    found = cursor.execute(
        "SELECT edition, period, period_start, period_end, sealed_at, as_of, programme_sha256, "
        "programme_start, software_version, replaces, reason, open_items, is_sample, sha256 "
        "FROM ledger.edition ORDER BY number"
    ).fetchall()
    replaced = {row[9]: row[0] for row in found if row[9] is not None}
    return tuple(_edition(row, replaced.get(row[0]), rows.get(row[0], {})) for row in found)


def _edition(
    row: tuple[Any, ...], replaced_by: str | None, ledger_rows: dict[str, tuple[int, int]]
) -> Edition:
    name, period, start, end, sealed_at, as_of, programme, first, software, *rest = row
    replaces, reason, open_items, is_sample, sha256 = rest
    return Edition(
        name=name,
        period=period,
        period_start=start,
        period_end=end,
        sealed_at=sealed_at,
        as_of=as_of,
        programme_sha256=programme,
        programme_start=first,
        software_version=software,
        replaces=replaces,
        replaced_by=replaced_by,
        reason=reason,
        open_items=tuple(open_items),
        is_sample=is_sample,
        ledger_rows=ledger_rows,
        sha256=sha256,
    )


def find_edition(found: Sequence[Edition], name: str) -> Edition:
    """The edition of that name, in any case. Raises WrongCall, with the nearest."""
    for edition in found:
        if fold(edition.name) == fold(name):
            return edition
    raise WrongCall(no_edition(name, [edition.name for edition in found]))


def no_edition(given: str, names: Sequence[str]) -> Text:
    """That there is no edition of that name, with the nearest and with those that there are."""
    hint, all_names = did_you_mean(given, names), all_of(names)
    there = (
        Text(f"Det finns {all_names.sv}.", f"There are {all_names.en}.")
        if names
        else Text("Ingen utgåva är förseglad än.", "No edition has been sealed yet.")
    )
    return Text(
        f"Utgåvan ”{given}” finns inte.{hint.sv} {there.sv}",
        f"There is no edition “{given}”.{hint.en} {there.en}",
    )


def read_sealed(reader: Reader, edition: Edition) -> Sealed:
    """Everything that the edition holds, as it stands in the database."""
    definitions = {one.indicator: one for one in _definitions(reader, edition)}
    overlaps = _overlaps(reader, edition)
    tables: dict[TableKey, SealedTable] = {}
    for span, indicator, breakdown, members, value, above, below, status in (
        reader.cursor()
        .execute(
            "SELECT span, indicator, breakdown, members, value, numerator, denominator, status "
            "FROM ledger.edition_figure WHERE edition = ? ORDER BY place",
            [edition.name],
        )
        .fetchall()
    ):
        key = (indicator, Span(span), tuple(breakdown))
        if key not in tables:
            version = definitions[indicator].version if indicator in definitions else 0
            tables[key] = SealedTable(
                span=key[1],
                indicator=indicator,
                by=key[2],
                cells={},
                overlap=overlaps.get(key, {}),
                receipt=sealed_receipt(edition, indicator, version, key[1], key[2]),
            )
        tables[key].cells[tuple(members)] = cell_of((value, above, below, status))
    return Sealed(edition, definitions, tables)


def stored_codes(reader: Reader, edition: Edition) -> list[str]:
    """The code of every stored figure, as it stands in the database, in order of the codes."""
    rows = (
        reader.cursor()
        .execute(
            "SELECT receipt FROM ledger.edition_figure WHERE edition = ? ORDER BY receipt",
            [edition.name],
        )
        .fetchall()
    )
    return [row[0] for row in rows]


def sealed_receipt(
    edition: Edition, indicator: str, version: int, span: Span, by: tuple[str, ...]
) -> Receipt:
    """The receipt of a sealed table."""
    start = edition.period_start if span is Span.PERIOD else edition.programme_start
    return Receipt(
        indicator=indicator,
        version=version,
        by=by,
        selection=Selection(from_=start, to=edition.period_end).as_json(),
        as_of=edition.name,
        programme_sha256=edition.programme_sha256,
        software_version=edition.software_version,
    )


def _definitions(reader: Reader, edition: Edition) -> Iterator[Definition]:
    for indicator, version, sha256, *texts in (
        reader.cursor()
        .execute(
            "SELECT indicator, version, sha256, label_sv, label_en, unit_sv, unit_en, "
            "sentence_sv, sentence_en FROM ledger.edition_definition WHERE edition = ? "
            "ORDER BY place",
            [edition.name],
        )
        .fetchall()
    ):
        label, unit, sentence = (Text(*texts[at : at + 2]) for at in (0, 2, 4))
        yield Definition(
            indicator=indicator,
            version=version,
            sha256=sha256,
            label=label,
            unit=unit,
            sentence=sentence,
        )


def _overlaps(reader: Reader, edition: Edition) -> dict[TableKey, dict[str, list[Overlap]]]:
    found: dict[TableKey, dict[str, list[Overlap]]] = {}
    for span, indicator, breakdown, dimension, members, parts, total, overlap, units in (
        reader.cursor()
        .execute(
            "SELECT span, indicator, breakdown, dimension, members, sum_of_parts, total, overlap, "
            "units_in_parts FROM ledger.edition_overlap WHERE edition = ? ORDER BY place",
            [edition.name],
        )
        .fetchall()
    ):
        others = [name for name in breakdown if name != dimension]
        of_table = found.setdefault((indicator, Span(span), tuple(breakdown)), {})
        of_table.setdefault(dimension, []).append(
            Overlap(
                members=dict(zip(others, members, strict=True)),
                parts_sum=number_of(parts),
                total=number_of(total),
                overlap=number_of(overlap),
                units_in_parts={int(k): v for k, v in json.loads(units).items()},
            )
        )
    return found
