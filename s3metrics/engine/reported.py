"""Who has delivered which table: what keeps "none" apart from "nobody has said"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from s3metrics.ledger.reader import Reader
from s3metrics.programme import Programme, Sender
from s3metrics.sheets import sheet_for_title
from s3metrics.words import name_key

TABLES_OF_AN_AREA = frozenset(
    {"initiative", "participation", "funding", "booking", "need", "solution"}
)
"""Tables whose rows have an area, of their own or through their initiative."""


@dataclass(frozen=True)
class Reported:
    """The lists delivered by an as-of point."""

    senders_of: dict[str, frozenset[str]]
    """Table → names (`name_key`) of the senders who have delivered it."""
    programme: Programme

    @classmethod
    def at(cls, reader: Reader, programme: Programme, as_of: int) -> Reported:
        """What had been delivered at `as_of`."""
        senders: dict[str, set[str]] = {}
        for sender, table in reader.delivered(as_of):
            senders.setdefault(table, set()).add(name_key(sender))
        return cls({table: frozenset(names) for table, names in senders.items()}, programme)

    def lacks(self, table: str, areas: Sequence[str]) -> bool:
        """True when nobody has delivered the table for any of the areas (none given: all areas).

        An unlisted sender speaks for every area. An area for which the programme file expects
        the table of nobody is reported as soon as anybody has delivered it.
        """
        delivered = self.senders_of.get(table, frozenset())
        if not delivered:
            return True
        if table not in TABLES_OF_AN_AREA:
            return False
        return all(self._lacks(table, area, delivered) for area in areas or self.programme.area_ids)

    def _lacks(self, table: str, area: str, delivered: frozenset[str]) -> bool:
        speakers = {name for name, (areas, _) in self._expected.items() if area in areas}
        is_expected = any(table in self._expected[name][1] for name in speakers)
        strangers = delivered - self._expected.keys()
        return is_expected and not strangers and not delivered & speakers

    @cached_property
    def _expected(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """`name_key` of a listed sender → the areas it speaks for and the tables expected."""
        return {
            name_key(sender.name): (
                frozenset(sender.areas or self.programme.area_ids),
                frozenset(expected_tables(sender)),
            )
            for sender in self.programme.senders
        }


def expected_tables(sender: Sender) -> set[str]:
    """The tables that the programme file expects of a sender."""
    sheets = map(sheet_for_title, sender.sheets)
    return {sheet.table for sheet in sheets if sheet is not None}
