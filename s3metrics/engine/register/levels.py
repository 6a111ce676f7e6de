"""Companies' degree of innovation, first and last: what `innovation_level_change` is a mean of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from s3metrics.engine.entities import SourceRow
from s3metrics.engine.register.asking import Asking
from s3metrics.ledger.identity import shown


@dataclass(frozen=True, kw_only=True)
class Level:
    """One SME with at least two measurements since its first support."""

    id: str
    """Organisationsnummer; a person's is masked."""
    name: str
    first: Decimal
    last: Decimal
    first_date: date
    last_date: date
    sources: tuple[SourceRow, SourceRow]
    """The rows of the first and the last."""

    @property
    def change(self) -> Decimal:
        """Last − first, in steps."""
        return self.last - self.first


# The same rows, in the same order, as the indicator's rule.
_LEVELS = """
    SELECT k.orgnr, c.name,
           list(struct_pack(v := o.value, d := o.date, r := o.row_id)
                ORDER BY o.date, o.initiative) AS measured
    FROM outcome o
    JOIN company_number k USING (company)
    LEFT JOIN company c ON c.orgnr = k.orgnr
    WHERE o.kind = 'innovationsgrad' AND o.is_inside AND o.is_supported AND o.is_sme
      AND o.value IS NOT NULL AND o.date <= $to
      AND (len($counties) = 0 OR list_contains($counties, o.county))
      AND (len($sizes) = 0 OR list_contains($sizes, o.size))
    GROUP BY ALL HAVING count(*) >= 2
    ORDER BY c.name, k.orgnr
"""


def levels(asking: Asking) -> tuple[Level, ...]:
    """The SMEs behind `innovation_level_change`, by name; as many as its denominator says."""
    rows = asking.rows(
        _LEVELS,
        ("outcome", "company", "company_number"),
        to=asking.scope.to,
        counties=asking.coded("county"),
        sizes=asking.coded("size"),
    )
    places = asking.sources(
        "outcome", (end["r"] for *_, measured in rows for end in (measured[0], measured[-1]))
    )
    return tuple(_level(orgnr, name, measured, places) for orgnr, name, measured in rows)


def _level(
    orgnr: str, name: str | None, measured: list[dict[str, Any]], places: dict[int, SourceRow]
) -> Level:
    first, last = measured[0], measured[-1]
    return Level(
        id=shown(orgnr),
        name=name or shown(orgnr),
        first=first["v"],
        last=last["v"],
        first_date=first["d"],
        last_date=last["d"],
        sources=(places[first["r"]], places[last["r"]]),
    )
