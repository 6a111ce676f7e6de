"""The report to the agency, and the check before sealing."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from s3metrics.doors.deliveries import Deliveries
from s3metrics.doors.receipts import Receipts
from s3metrics.editions.model import Edition
from s3metrics.errors import LedgerError
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.lines import Lines
from s3metrics.ledger.vault import Vault
from s3metrics.reports.asking import Asked, asked_of
from s3metrics.reports.items import Item
from s3metrics.reports.preflight import preflight
from s3metrics.reports.report import Report, make_report
from s3metrics.words import Text, fold


@dataclass(frozen=True, kw_only=True)
class Handout:
    """A report as it leaves the house."""

    report: Report
    items: tuple[Item, ...]
    """What the check before sealing says of the period, as known at the same point."""


class Reports(Receipts, Deliveries):
    """The door for what is handed in."""

    def preflight(self, period: str, as_of: int | str | None = None) -> list[Item]:
        """What to settle or know before the period is sealed: see docs/report.md.

        Raises WrongCall for a period that the programme file lacks, else as `at`.
        """
        return self._items(asked_of(self.at(as_of), period))

    def report(
        self,
        period: str,
        edition: str | None = None,
        *,
        with_personal_numbers: bool = False,
        file_name: str = "",
        by: str | None = None,
    ) -> Handout:
        """The workbook for a reporting period: as reported in an edition, or as known now.

        With `with_personal_numbers` the list of participants shows sole traders' numbers in
        clear; who asked (`by`, else the system's user), when, and for which file is logged before
        anything is handed out. Raises WrongCall, and LedgerError where the log cannot be written.
        """
        asked = asked_of(self.at(edition), period)
        items = self._items(asked)
        clear = self._clear_numbers() if with_personal_numbers else None
        report = make_report(asked, items, clear)
        if clear is not None:
            self._log(asked, report, file_name, by)
        for result, cell in asked.shown:
            self.remember(result, cell)
        return Handout(report=report, items=tuple(items))

    def exports_with_personal_numbers(self) -> list[Mapping[str, Any]]:
        """Every time that numbers were handed out in clear, the earliest first."""
        return list(Lines(self.places.exports).entries())

    def seal(
        self,
        name: str,
        period: str,
        *,
        replaces: str | None = None,
        reason: str | None = None,
        as_of: int | str | None = None,
        open_items: Sequence[str] | None = None,
        sealed_at: datetime | None = None,
    ) -> Edition:
        """As the editions' own, after the check: what is open stands in the edition, with the
        `reason` that is then needed. `open_items` given are taken as they are, unchecked."""
        if open_items is None and self._can_be_checked(period, as_of):
            # What was checked is what is sealed, also when a delivery comes in between.
            as_of = self.at(as_of).delivery
            open_items = [one.sentence.sv for one in self.preflight(period, as_of) if one.is_open]
        return super().seal(
            name,
            period,
            replaces=replaces,
            reason=reason,
            as_of=as_of,
            open_items=tuple(open_items or ()),
            sealed_at=sealed_at,
        )

    def _can_be_checked(self, period: str, as_of: int | str | None) -> bool:
        """False where sealing itself has something to say first."""
        is_delivery = as_of is None or str(as_of).isdigit()
        ends = {fold(one.id): one.end for one in self.programme.reporting_periods}
        end = ends.get(fold(period))
        return is_delivery and end is not None and end <= self.today

    def _items(self, asked: Asked) -> list[Item]:
        return preflight(asked, self.confirmations())

    def _clear_numbers(self) -> Mapping[str, str]:
        return Vault(self.places.vault, Identity.open(self.places.secret)).clear_numbers()

    def _log(self, asked: Asked, report: Report, file_name: str, by: str | None) -> None:
        edition = asked.clock.edition
        entry = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "by": by or getpass.getuser(),
            "file": Identity.open(self.places.secret).mask(file_name),
            "sha256": hashlib.sha256(report.workbook).hexdigest(),
            "period": asked.period.id,
            "edition": edition.name if edition else None,
            "delivery": asked.clock.delivery,
            "persons": report.persons_in_clear,
        }
        try:
            Lines(self.places.exports).append(entry)
        except OSError as error:
            raise LedgerError(
                Text(
                    f"Det går inte att logga i {self.places.exports} ({error.strerror}), och utan "
                    "logg lämnas inga personnummer ut. Kontrollera att du får skriva i mappen.",
                    f"It is not possible to log in {self.places.exports} ({error.strerror}), and "
                    "without a log no personal identity numbers are handed out. Check that you "
                    "may write in the folder.",
                )
            ) from error
