"""The platform as its faces use it: deliveries in, figures out, for one database and programme."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from s3metrics import __version__
from s3metrics.engine.coding import Coding
from s3metrics.engine.context import PopulationRow, populations
from s3metrics.engine.coverage import Coverage
from s3metrics.engine.engine import Engine
from s3metrics.engine.entities import Entities
from s3metrics.engine.kept import keep
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.errors import ProgrammeError, UnusableFile, WrongCall
from s3metrics.indicators import CATALOGUE, find_indicator
from s3metrics.intake.check import CheckedSheet, check_sheet
from s3metrics.intake.files import open_any_table, open_files
from s3metrics.intake.project_bank import read_project_bank
from s3metrics.intake.sources import Source
from s3metrics.ledger import publishing, reader
from s3metrics.ledger.delivery import DeliveryReport, Sending
from s3metrics.ledger.identity import Identity, SecretTakenError
from s3metrics.ledger.ledger import Ledger, throw_away_copy
from s3metrics.ledger.places import PROJECT, Places
from s3metrics.programme import Programme, check_names, load
from s3metrics.sheets import SHEETS, QuarantinedRow
from s3metrics.targets import TargetStatus, evaluate_targets, status_of
from s3metrics.targets.history import History, Place, place_of
from s3metrics.words import did_you_mean, listed

FORMATS = ("s3", "project-bank")
_NO_SELECTION = Selection()


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a delivery would change: its report, and figures before and after."""

    report: DeliveryReport
    figures: tuple[tuple[str, Result | None, Result], ...]
    """(indicator id, as it is now, as it would be); None before there is any data."""


class Platform:
    """One database under one programme file. Safe to share between threads."""

    def __init__(self, places: Places, programme: Programme, today: Callable[[], date]) -> None:
        self.places = places
        self.programme = programme
        self._today = today
        self._engine: Engine | None = None
        self._targets: tuple[tuple[Engine, int, date], list[TargetStatus]] | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        db: Path | str | None = None,
        programme: Path | str | None = None,
        *,
        today: Callable[[], date] = date.today,
    ) -> Platform:
        """Opens `db` (default `S3METRICS_DB` or `data/s3.duckdb`, need not exist yet) under
        `programme` (default `S3METRICS_PROGRAMME` or `data/programme.toml`).

        Raises ProgrammeError with every fault of the programme file.
        """
        return cls(Places.of(db), load_programme(programme), today)

    @property
    def today(self) -> date:
        """The day that "today" means here."""
        return self._today()

    # Deliveries

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

    # Figures

    def compute(
        self,
        indicator: str,
        selection: Selection = _NO_SELECTION,
        by: Sequence[str] = (),
        as_of: int | str | None = None,
        *,
        public: bool = False,
        alternatives: bool = False,
    ) -> Result:
        """A figure in every level of its breakdown, as of a delivery (default: the latest).

        With `alternatives` the same cells under the other rules that apply stand beside it.

        Raises WrongCall for what does not exist, and for public figures, which are only served
        from sealed editions; LedgerError when there is no data.
        """
        if public:
            raise WrongCall(
                "Offentliga siffror visas bara ur förseglade utgåvor, och ingen utgåva är "
                "förseglad. Utelämna --public."
            )
        engine = self.engine()
        return engine.compute(
            find_indicator(indicator),
            selection,
            tuple(by),
            self._as_of(engine, as_of),
            self.today,
            alternatives=alternatives,
        )

    def coverage(
        self,
        indicator: str,
        selection: Selection = _NO_SELECTION,
        as_of: int | str | None = None,
    ) -> Coverage:
        """What is missing behind the figure of the whole selection. Raises as `compute`."""
        engine = self.engine()
        return engine.coverage(
            find_indicator(indicator), selection, self._as_of(engine, as_of), self.today
        )

    def targets(self, as_of: int | str | None = None) -> list[TargetStatus]:
        """Every target of the programme file, in its order: standing, pace and forecast."""
        engine = self.engine()
        key = (engine, self._as_of(engine, as_of), self.today)
        if self._targets is None or self._targets[0] != key:
            self._targets = (key, evaluate_targets(*key))
        return list(self._targets[1])

    def targets_of(
        self, indicator: str, area: str | None = None, county: str | None = None
    ) -> list[TargetStatus]:
        """The targets of one figure, of the programme or of an area or county, by id or name.

        Without any in the programme file: its value, pace and forecast, as `no_target`. Raises
        WrongCall for an area or county that the programme lacks.
        """
        wanted, engine = find_indicator(indicator), self.engine()
        place = place_of(engine, area, county)
        found = [
            status
            for status in self.targets()
            if (status.indicator, Place(status.area, status.county)) == (wanted, place)
        ]
        if found:
            return found
        history = History(engine, engine.reader.last_delivery, self.today)
        return [status_of(history, wanted, place, None)]

    def populations(self, as_of: int | str | None = None) -> list[PopulationRow]:
        """The companies there are, as partners have delivered them, with source and year."""
        engine = self.engine()
        return list(populations(engine, self._as_of(engine, as_of)))

    def entities(
        self,
        indicator: str,
        selection: Selection = _NO_SELECTION,
        cell: Mapping[str, str] | None = None,
        as_of: int | str | None = None,
    ) -> Entities:
        """The units and rows behind one cell of a figure. Raises as `compute`."""
        engine = self.engine()
        return engine.entities(
            find_indicator(indicator), selection, cell or {}, self._as_of(engine, as_of), self.today
        )

    def engine(self) -> Engine:
        """The engine over the newest published version."""
        newest = publishing.newest(self.places)
        if self.places.exists and (newest is None or publishing.is_stale(self.places)):
            Ledger(self.places, Identity.open(self.places.secret)).publish_if_stale()
            newest = publishing.newest(self.places)
        with self._lock:
            if self._engine is None or newest is None or self._is_older(newest[0]):
                self._engine = Engine(reader.open_newest(self.places), self.programme)
            return self._engine

    def _is_older(self, version: int) -> bool:
        return self._engine is not None and self._engine.reader.data_version != version

    # The ledger's own tables

    @property
    def has_data(self) -> bool:
        """True once something has been delivered."""
        return self.places.exists or publishing.newest(self.places) is not None

    @property
    def data_version(self) -> int:
        """Changes whenever a figure may have changed."""
        return self.engine().reader.data_version

    @property
    def is_sample(self) -> bool:
        """True when the data are the invented sample programme's."""
        return self.engine().reader.is_sample

    def deliveries(self) -> list[reader.Delivery]:
        """Every delivery that took effect, the latest first."""
        return self.engine().reader.deliveries()

    def quarantine(self) -> list[QuarantinedRow]:
        """The rows that wait for correction."""
        return self.engine().reader.quarantine()

    # How it is done

    def _ledger(self, places: Places, identity: Identity) -> Ledger:
        coding = Coding(self.programme)
        return Ledger(places, identity, after_take=lambda connection: keep(connection, coding))

    def _as_of(self, engine: Engine, given: int | str | None) -> int:
        last = engine.reader.last_delivery
        if given is None:
            return last
        number = int(given) if str(given).isdigit() else None
        if number is None:
            raise WrongCall(
                f"Utgåvan ”{given}” finns inte. Ange numret på en leverans, 1–{last}, eller "
                "utelämna tidpunkten för det som är känt nu."
            )
        if not 1 <= number <= last:
            raise WrongCall(f"Leverans {number} finns inte. Ange ett nummer mellan 1 och {last}.")
        return number

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
        report.notes = notes
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
                    result = copy.compute(find_indicator(name), _NO_SELECTION, (), last, self.today)
                    figures[name] = result
                copy.reader.close()
        report.delivery = None
        report.is_check = True
        report.notes = notes
        return report, figures

    def _checked(
        self, identity: Identity, sources: Sequence[Source], format_: str
    ) -> tuple[list[CheckedSheet], int, list[str]]:
        """The checked sheets, the rows of other programmes, and notes for the sender."""
        if format_ == "project-bank":
            table = open_any_table(sources)
            return *read_project_bank(table, self.programme, identity, self.today), []
        if format_ != "s3":
            raise WrongCall(
                f"Formatet ”{format_}” finns inte.{did_you_mean(format_, FORMATS)} "
                f"Tillåtet är {listed(FORMATS, 'eller')}."
            )
        opened = open_files(sources)
        checked = [check_sheet(raw, self.programme, identity) for raw in opened.sheets]
        notes = [*opened.notes, *(note for sheet in checked for note in sheet.notes)]
        incoming = [sheet for sheet in checked if not sheet.is_untouched]
        return incoming, 0, [identity.mask(note) for note in notes]

    def _read(
        self,
        identity: Identity,
        sources: Sequence[Source],
        sender: str,
        format_: str,
        is_confirmed: bool,
        received_at: datetime | None,
    ) -> tuple[list[CheckedSheet], Sending, list[str]]:
        name = identity.mask(sender.strip())
        if not name:
            raise WrongCall("Avsändaren är tom. Ange vem som levererar (--sender).")
        try:
            incoming, others, notes = self._checked(identity, sources, format_)
        except UnusableFile as error:
            # A personal number can hide in the name of a file.
            raise UnusableFile(identity.mask(str(error))) from error
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
        told = [identity.mask(note) for note in notes]
        return [_masked(sheet, identity) for sheet in incoming], sending, told


def _empty_report(sending: Sending, notes: list[str]) -> DeliveryReport:
    """Of a template that nobody filled in: no list came, so none changes."""
    return DeliveryReport(delivery=None, sender=sending.sender, is_unchanged=True, notes=notes)


def _masked(sheet: CheckedSheet, identity: Identity) -> CheckedSheet:
    """A personal number can hide in the name of a file or a tab, too."""
    file, tab = identity.mask(sheet.file.name), identity.mask(sheet.sheet)
    if (file, tab) == (sheet.file.name, sheet.sheet):
        return sheet
    faults = [replace(fault, file=file, sheet=tab) for fault in sheet.faults]
    return replace(sheet, file=replace(sheet.file, name=file), sheet=tab, faults=faults)


def load_programme(path: Path | str | None = None) -> Programme:
    """The programme file, its names checked against the sheets and the catalogue."""
    given = path or os.environ.get("S3METRICS_PROGRAMME") or PROJECT / "data" / "programme.toml"
    programme = load(Path(given))
    words = [word for sheet in SHEETS for word in (sheet.title, sheet.table)]
    faults = check_names(programme, words, CATALOGUE)
    if faults:
        raise ProgrammeError(str(given), faults)
    return programme
