"""What the check before sealing finds: an item, whose it is, and what it does to which figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from s3metrics.engine.entities import SourceRow
from s3metrics.engine.values import plain
from s3metrics.indicators import Indicator
from s3metrics.words import LANGUAGES, Text, listed

PROJECT_OFFICE = Text("Projektkontoret", "The project office")
_SHOWN_ROWS = 200
_SHOWN_EFFECTS = 4


class ItemKind(StrEnum):
    """What is looked for."""

    LIST_MISSING = "list_missing"
    LIST_OLD = "list_old"
    QUARANTINED = "quarantined"
    UNKNOWN_SIZE = "unknown_size"
    OUTSIDE_PERIOD = "outside_period"
    OUTSIDE_AREA = "outside_area"
    NO_FUNDING = "no_funding"
    NO_COFINANCING = "no_cofinancing"
    DE_MINIMIS_CEILING = "de_minimis_ceiling"
    DE_MINIMIS_PAPERS = "de_minimis_papers"
    DE_MINIMIS_BEFORE_DECISION = "de_minimis_before_decision"
    NO_VALUE = "no_value"


class Severity(StrEnum):
    """Nothing stops a seal; with an open item it needs a reason."""

    OPEN = "open"
    NOTE = "note"
    """Good to know: counted as the rules say, and needs no reason."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a row stands in what was delivered."""

    sender: str
    file: str
    sheet: str
    row: int

    @classmethod
    def of(cls, row: SourceRow) -> Place:
        """The place of a row behind a figure."""
        return cls(sender=row.sender, file=row.file, sheet=row.sheet, row=row.row)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an item does to one figure, accumulated to the period's end."""

    indicator: Indicator
    value: Any
    lower: Any
    """The lowest that the figure could be if this item alone were settled; None: no bound."""
    upper: Any
    """The highest; None: no bound."""
    told: Text
    """What becomes of it, to be said after its name: `är 20 och kan bli …`."""

    @property
    def sentence(self) -> Text:
        """The figure's name and what becomes of it."""
        label = self.indicator.label
        return Text(f"{label.sv} {self.told.sv}.", f"{label.en} {self.told.en}.")

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "indicator": self.indicator.id,
            "value": plain(self.value),
            "lower": plain(self.lower),
            "upper": plain(self.upper),
            "sentence": _both(self.sentence),
        }


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to settle, or to know, before a period is sealed."""

    id: str
    """The same for the same thing every time: kind, table or initiative, and whose it is."""
    kind: ItemKind
    severity: Severity = Severity.OPEN
    sentence: Text
    sender: str | None
    """Who can settle it; None: the project office."""
    effects: tuple[Effect, ...] = ()
    places: tuple[Place, ...] = ()
    """The rows that it is about; none where it is about what is not there."""

    @property
    def owner(self) -> Text:
        """Who can settle it, in words."""
        return Text(self.sender, self.sender) if self.sender else PROJECT_OFFICE

    @property
    def is_open(self) -> bool:
        """True when a seal needs a reason because of it."""
        return self.severity is Severity.OPEN

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program; of very many rows, the first."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "severity": self.severity.value,
            "sentence": _both(self.sentence),
            "owner": _both(self.owner),
            "owner_is_sender": self.sender is not None,
            "figures": [effect.as_json() for effect in self.effects],
            "row_count": len(self.places),
            "rows": [vars(place) for place in self.places[:_SHOWN_ROWS]],
        }


def effects_told(effects: Sequence[Effect], language: str = "sv") -> str:
    """What an item does to the figures, short: alike effects in one sentence, then the first."""
    by_told: dict[Text, list[Effect]] = {}
    for effect in effects:
        by_told.setdefault(effect.told, []).append(effect)
    sentences = []
    for told, alike in list(by_told.items())[:_SHOWN_EFFECTS]:
        names = [one.indicator.label.of(language) for one in alike[:_SHOWN_EFFECTS]]
        if more := len(alike) - len(names):
            names.append(f"{more} till" if language == "sv" else f"{more} more")
        both = listed(names, "och" if language == "sv" else "and")
        sentences.append(f"{both} {told.of(language)}.")
    if more := len(by_told) - len(sentences):
        rest = ("Så också", "andra siffror") if language == "sv" else ("So do", "other figures")
        sentences.append(f"{rest[0]} {more} {rest[1]}.")
    return " ".join(sentences)


def _both(text: Text) -> dict[str, str]:
    return {language: text.of(language) for language in LANGUAGES}
