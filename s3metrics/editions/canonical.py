"""The canonical form of an edition: the very bytes that its seal is the SHA-256 of.

One JSON object a line, keys sorted, no blanks, UTF-8, line feeds, the lines in the order of their
bytes. See docs/editions.md for how to recompute it without this program.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from s3metrics.editions.exact import text_of, texts_of
from s3metrics.editions.model import Definition, Edition, Sealed, SealedTable

FORM = 1
"""Of this form; another one gets another number."""


def canonical_bytes(sealed: Sealed) -> bytes:
    """The file that `--export` writes."""
    lines = [_line(entry) for entry in _entries(sealed)]
    return b"".join(sorted(lines))


def seal_of(content: bytes) -> str:
    """The SHA-256 of a canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _line(entry: dict[str, Any]) -> bytes:
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _entries(sealed: Sealed) -> Iterator[dict[str, Any]]:
    yield _edition(sealed.edition)
    for definition in sealed.definitions.values():
        yield _definition(definition)
    for table in sealed.tables.values():
        yield from _figures(table)
        yield from _overlaps(table)


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "kind": "edition",
        "form": FORM,
        "edition": edition.name,
        "period": edition.period,
        "period_start": edition.period_start.isoformat(),
        "period_end": edition.period_end.isoformat(),
        "programme_start": edition.programme_start.isoformat(),
        "sealed_at": edition.sealed_at.isoformat(),
        "as_of": edition.as_of,
        "programme_sha256": edition.programme_sha256,
        "software_version": edition.software_version,
        "replaces": edition.replaces,
        "reason": edition.reason,
        "open_items": list(edition.open_items),
        "is_sample": edition.is_sample,
        "ledger_rows": {
            table: {"rows": rows, "fingerprint": str(fingerprint)}
            for table, (rows, fingerprint) in edition.ledger_rows.items()
        },
    }


def _definition(definition: Definition) -> dict[str, Any]:
    return {
        "kind": "definition",
        "indicator": definition.indicator,
        "version": definition.version,
        "definition_sha256": definition.sha256,
        "label": _both(definition.label),
        "unit": _both(definition.unit),
        "sentence": _both(definition.sentence),
    }


def _both(text: Any) -> dict[str, str]:
    return {"sv": text.sv, "en": text.en}


def _figures(table: SealedTable) -> Iterator[dict[str, Any]]:
    for members, cell in table.cells.items():
        value, numerator, denominator, status = texts_of(cell)
        yield {
            "kind": "figure",
            "indicator": table.indicator,
            "span": table.span.value,
            "breakdown": list(table.by),
            "members": list(members),
            "value": value,
            "numerator": numerator,
            "denominator": denominator,
            "status": status,
            "receipt": table.code_of(members),
        }


def _overlaps(table: SealedTable) -> Iterator[dict[str, Any]]:
    for dimension, overlaps in table.overlap.items():
        for overlap in overlaps:
            yield {
                "kind": "overlap",
                "indicator": table.indicator,
                "span": table.span.value,
                "breakdown": list(table.by),
                "dimension": dimension,
                "members": overlap.members,
                "sum_of_parts": text_of(overlap.parts_sum),
                "total": text_of(overlap.total),
                "overlap": text_of(overlap.overlap),
                "units_in_parts": {str(k): v for k, v in overlap.units_in_parts.items()},
            }
