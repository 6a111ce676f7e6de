"""What bounds are: the lowest and the highest, what makes the difference, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from s3metrics.engine.values import plain
from s3metrics.sheets import sheet_for_table
from s3metrics.words import LANGUAGES, Text

_BESIDE_LATE_LISTS = Text(
    "Gränserna gäller det som har levererats; listor som saknas eller är äldre än periodens slut "
    "kan ändra siffran hur mycket som helst.",
    "The bounds concern what has been delivered; lists that are missing or older than the "
    "period's end may change the figure by any amount.",
)


@dataclass(frozen=True, kw_only=True)
class BoundPart:
    """How much one thing that is missing could add or remove."""

    id: str
    up: int
    """The most that it could add."""
    down: int
    """The most that it could remove."""
    sentence: Text


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The lowest and highest a figure could be, with what makes the difference."""

    lower: Any = None
    upper: Any = None
    parts: tuple[BoundPart, ...] = ()
    """Of a count: `lower` = value − all `down` (not below 0), `upper` = value + all `up`, but for
    `capped_at`."""
    capped_at: Any = None
    """The figure cannot be higher than this, whatever the parts add up to."""
    why_no_lower: Text | None = None
    why_no_upper: Text | None = None
    is_beside_late_lists: bool = False
    """True when an expected list is missing or late, which no bound can tell of."""

    @property
    def is_open(self) -> bool:
        """The figure could be another than it is."""
        return bool(self.why_no_lower or self.why_no_upper or self.lower != self.upper)

    @property
    def sentences(self) -> tuple[Text, ...]:
        """The parts, the reasons for what has no bound, and what the bounds do not cover."""
        reasons = [why for why in (self.why_no_lower, self.why_no_upper) if why]
        late = [_BESIDE_LATE_LISTS] if self.is_beside_late_lists else []
        parts = [part.sentence for part in self.parts]
        return tuple(dict.fromkeys([*parts, *reasons, *late]))

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "lower": plain(self.lower),
            "upper": plain(self.upper),
            "capped_at": plain(self.capped_at),
            "parts": [{"id": p.id, "up": p.up, "down": p.down} for p in self.parts],
            "why_no_lower": _both(self.why_no_lower),
            "why_no_upper": _both(self.why_no_upper),
            "is_beside_late_lists": self.is_beside_late_lists,
        }


def rows_wait(rows: int, table: str) -> Text:
    """`1 rad i Företag väntar på rättning`, without a full stop."""
    sheet = sheet_for_table(table).title
    return Text(
        f"{rows} {'rad' if rows == 1 else 'rader'} i {sheet} väntar på rättning",
        f"{rows} {'row' if rows == 1 else 'rows'} of {sheet} {'waits' if rows == 1 else 'wait'} "
        "for correction",
    )


def _both(text: Text | None) -> dict[str, str] | None:
    return {language: text.of(language) for language in LANGUAGES} if text else None
