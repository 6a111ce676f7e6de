"""Deliveries: files in, what they would change, and what has come."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

import duckdb

from s3metrics import __version__
from s3metrics.doors.figures import Figures
from s3metrics.engine.coding import Coding
from s3metrics.engine.engine import Engine
from s3metrics.engine.kept import keep
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.errors import UnusableFile, WrongCall
from s3metrics.indicators import find_indicator
from s3metrics.intake.check import CheckedSheet, check_sheet
from s3metrics.intake.files import open_any_table, open_files
from s3metrics.intake.project_bank import read_project_bank
from s3metrics.intake.sources import Source
from s3metrics.ledger import reader
from s3metrics.ledger.confirmed import Confirmation, confirmations
from s3metrics.ledger.delivery import DeliveryReport, Sending
from s3metrics.ledger.identity import Identity, SecretTakenError
from s3metrics.ledger.ledger import Ledger, throw_away_copy
from s3metrics.ledger.places import Places
from s3metrics.ledger.programmes import keep_programme
from s3metrics.sheets import QuarantinedRow
from s3metrics.words import Text, any_of, did_you_mean

FORMATS = ("s3", "project-bank")


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a delivery would change: its report, and figures before and after."""

    report: DeliveryReport
    figures: tuple[tuple[str, Result | None, Result], ...]
    """(indicator id, as it is now, as it would be); None before there is any data."""


class Deliveries(Figures):
    """The door for partners' files."""

    def deliver(
        self,
        sources: Sequence[Source],
        sender: str,
        *,
        format: str = "s3",
        check: bool = False,
        confirm_withdrawals: bool = False,
        received_at: datetime | None = None,
        is_sample: bool = False,
    ) -> DeliveryReport:
        """Takes a delivery, or, with `check`, says what would happen and changes nothing.

        Raises UnusableFile, RefusedDelivery or WrongCall; the database is untouched then.
        """
        if check:
            return self._try(sources, sender, format, confirm_withdrawals, ())[0]
        given = (sources, sender, format, confirm_withdrawals, received_at)
        try:
            return self._take(*given, is_sample=is_sample)
        except SecretTakenError:
            # Two first deliveries at once: the other's secret is the one that counts.
            return self._take(*given, is_sample=is_sample)

    def preview(
        self,
        sources: Sequence[Source],
        sender: str,
        indicators: Sequence[str],
        *,
        format: str = "s3",
        confirm_withdrawals: bool = False,
    ) -> Preview:
        """What the delivery would change, in rows and in figures; nothing is changed."""
        report, after = self._try(sources, sender, format, confirm_withdrawals, indicators)
        before = {name: self.compute(name) for name in indicators} if self.has_data else {}
        return Preview(
            report=report,
            figures=tuple((name, before.get(name), result) for name, result in after.items()),
        )

    def deliveries(self) -> list[reader.Delivery]:
        """Every delivery that took effect, the latest first."""
        return self.engine().reader.deliveries()

    def quarantine(self) -> list[QuarantinedRow]:
        """The rows that wait for correction."""
        return self.engine().reader.quarantine()

    def confirmations(self) -> list[Confirmation]:
        """Every list that came again unchanged, the earliest first."""
        return confirmations(self.places)

    def _ledger(self, places: Places, identity: Identity) -> Ledger:
        coding = Coding(self.programme)

        def after_take(connection: duckdb.DuckDBPyConnection) -> None:
            keep(connection, coding)
            keep_programme(connection, self.programme)

        listed = [sender.name for sender in self.programme.senders]
        return Ledger(places, identity, after_take=after_take, listed=listed)

    def _take(
        self,
        sources: Sequence[Source],
        sender: str,
        format_: str,
        is_confirmed: bool,
        received_at: datetime | None,
        *,
        is_sample: bool,
    ) -> DeliveryReport:
        identity = Identity.open(self.places.secret)
        incoming, sending, notes = self._read(
            identity, sources, sender, format_, is_confirmed, received_at
        )
        if not incoming:
            return _empty_report(sending, notes)
        report = self._ledger(self.places, identity).deliver(incoming, sending, is_sample=is_sample)
        report.notes = [*_about_sender(identity.mask(sender), report.sender), *notes]
        return report

    def _try(
        self,
        sources: Sequence[Source],
        sender: str,
        format_: str,
        is_confirmed: bool,
        indicators: Sequence[str],
    ) -> tuple[DeliveryReport, dict[str, Result]]:
        """The delivery taken into a copy that is thrown away."""
        identity = Identity.open(self.places.secret)
        incoming, sending, notes = self._read(
            identity, sources, sender, format_, is_confirmed, None
        )
        with tempfile.TemporaryDirectory(prefix="s3metrics-") as folder:
            places = Places(Path(folder) / "copy.duckdb")
            if self.has_data:
                places = throw_away_copy(self.engine().reader.path, Path(folder))
            if not incoming:
                return _empty_report(sending, notes), {}
            report = self._ledger(places, identity).deliver(incoming, sending)
            figures: dict[str, Result] = {}
            if indicators:
                copy = Engine(reader.open_newest(places), self.programme)
                last = copy.reader.last_delivery
                for name in indicators:
                    result = copy.compute(find_indicator(name), Selection(), (), last, self.today)
                    figures[name] = result
                copy.reader.close()
        report.delivery = None
        report.is_check = True
        report.notes = [*_about_sender(identity.mask(sender), report.sender), *notes]
        return report, figures

    def _checked(
        self, identity: Identity, sources: Sequence[Source], format_: str
    ) -> tuple[list[CheckedSheet], int, list[Text]]:
        """The checked sheets, the rows of other programmes, and notes for the sender."""
        if format_ == "project-bank":
            table = open_any_table(sources)
            return *read_project_bank(table, self.programme, identity, self.today), []
        if format_ != "s3":
            hint, allowed = did_you_mean(format_, FORMATS), any_of(FORMATS)
            raise WrongCall(
                Text(
                    f"Formatet ”{format_}” finns inte.{hint.sv} Tillåtet är {allowed.sv}.",
                    f"There is no format “{format_}”.{hint.en} Allowed: {allowed.en}.",
                )
            )
        opened = open_files(sources)
        checked = [check_sheet(raw, self.programme, identity) for raw in opened.sheets]
        notes = [*opened.notes, *(note for sheet in checked for note in sheet.notes)]
        incoming = [sheet for sheet in checked if not sheet.is_untouched]
        return incoming, 0, [note.each(identity.mask) for note in notes]

    def _read(
        self,
        identity: Identity,
        sources: Sequence[Source],
        sender: str,
        format_: str,
        is_confirmed: bool,
        received_at: datetime | None,
    ) -> tuple[list[CheckedSheet], Sending, list[Text]]:
        name = identity.mask(sender.strip())
        if not name:
            raise WrongCall(
                Text(
                    "Avsändaren är tom. Ange vem som levererar (--sender).",
                    "The sender is empty. Say who delivers (--sender).",
                )
            )
        try:
            incoming, others, notes = self._checked(identity, sources, format_)
        except UnusableFile as error:
            # A personal number can hide in the name of a file.
            raise UnusableFile(error.text.each(identity.mask)) from error
        sending = Sending(
            sender=name,
            received_at=(received_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None),
            format=format_,
            programme_sha256=self.programme.sha256,
            software_version=__version__,
            is_confirmed=is_confirmed,
            other_programmes=others,
        )
        # A personal number can hide in the name of a file, and a note tells the name.
        told = [note.each(identity.mask) for note in notes]
        return [_masked(sheet, identity) for sheet in incoming], sending, told


def _about_sender(given: str, taken: str) -> list[Text]:
    """That the name given is another's in another spelling; nothing where it is not."""
    given = given.strip()
    if normalize("NFC", given) == normalize("NFC", taken):
        return []
    return [
        Text(
            f"Avsändaren ”{given}” räknas som ”{taken}”.",
            f"The sender “{given}” counts as “{taken}”.",
        )
    ]


def _empty_report(sending: Sending, notes: list[Text]) -> DeliveryReport:
    """Of a template that nobody filled in: no list came, so none changes."""
    return DeliveryReport(delivery=None, sender=sending.sender, is_unchanged=True, notes=notes)


def _masked(sheet: CheckedSheet, identity: Identity) -> CheckedSheet:
    """A personal number can hide in the name of a file or a tab, too."""
    file, tab = identity.mask(sheet.file.name), identity.mask(sheet.sheet)
    if (file, tab) == (sheet.file.name, sheet.sheet):
        return sheet
    faults = [replace(fault, file=file, sheet=tab) for fault in sheet.faults]
    return replace(sheet, file=replace(sheet.file, name=file), sheet=tab, faults=faults)
