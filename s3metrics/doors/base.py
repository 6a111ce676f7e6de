"""What every door stands on: the files, the programme file, and engines over what is published."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Self

from s3metrics.doors.programme import load_programme
from s3metrics.editions.clock import Clock, EditionEngine
from s3metrics.editions.model import Edition, Sealed
from s3metrics.editions.reading import editions, read_sealed
from s3metrics.engine.engine import Engine
from s3metrics.errors import WrongCall
from s3metrics.ledger import publishing, reader
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.ledger import Ledger
from s3metrics.ledger.places import Places
from s3metrics.ledger.programmes import kept_programme
from s3metrics.programme import Programme
from s3metrics.words import NOTHING, Text, all_of, did_you_mean, fold


class Base:
    """One database under one programme file. Safe to share between threads."""

    def __init__(self, places: Places, programme: Programme, today: Callable[[], date]) -> None:
        self.places = places
        self.programme = programme
        self._today = today
        self._engine: Engine | None = None
        self._engines: dict[tuple[int, str], Engine] = {}
        """(data version, other programme file or edition) → an engine over that version."""
        self._sealed: dict[tuple[int, str], Sealed] = {}
        self._editions: tuple[int, tuple[Edition, ...]] = (-1, ())
        """(data version, its editions): asked for with every figure of an edition."""
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        db: Path | str | None = None,
        programme: Path | str | None = None,
        *,
        today: Callable[[], date] = date.today,
    ) -> Self:
        """Opens `db` (default `S3METRICS_DB` or `data/s3.duckdb`, need not exist yet) under
        `programme` (default `S3METRICS_PROGRAMME` or `data/programme.toml`).

        Raises ProgrammeError with every fault of the programme file.
        """
        return cls(Places.of(db), load_programme(programme), today)

    @property
    def today(self) -> date:
        """The day that "today" means here."""
        return self._today()

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

    def engine(self) -> Engine:
        """The engine over the newest published version, under the programme file in use."""
        newest = publishing.newest(self.places)
        if (newest is None or publishing.is_stale(self.places)) and self.places.exists:
            Ledger(self.places, Identity.open(self.places.secret)).publish_if_stale()
            newest = publishing.newest(self.places)
        with self._lock:
            if self._engine is None or newest is None or self._is_older(newest[0]):
                self._engine = Engine(reader.open_newest(self.places), self.programme)
                self._engines, self._sealed = {}, {}
            return self._engine

    def at(self, as_of: int | str | None = None) -> Clock:
        """The clock that `as_of` names: a delivery's number, an edition, or None for now.

        Raises WrongCall for what does not exist, LedgerError when there is no data or an
        edition's programme file is gone.
        """
        engine = self.engine()
        last = engine.reader.last_delivery
        if as_of is None:
            return Clock(engine=engine, delivery=last, today=self.today, edition=None)
        if str(as_of).isdigit():
            number = int(as_of)
            if not 1 <= number <= last:
                raise WrongCall(
                    Text(
                        f"Leverans {number} finns inte. Ange ett nummer mellan 1 och {last}.",
                        f"There is no delivery {number}. Give a number between 1 and {last}.",
                    )
                )
            return Clock(engine=engine, delivery=number, today=self.today, edition=None)
        edition = self._edition(engine, str(as_of))
        return Clock(
            engine=self._edition_engine(engine, edition),
            delivery=edition.as_of,
            today=edition.period_end,
            edition=edition,
        )

    def _editions_of(self, engine: Engine) -> tuple[Edition, ...]:
        version, found = self._editions
        if version != engine.reader.data_version:
            version, found = self._editions = (engine.reader.data_version, editions(engine.reader))
        return found

    def _edition(self, engine: Engine, name: str) -> Edition:
        found = self._editions_of(engine)
        for edition in found:
            if fold(edition.name) == fold(name):
                return edition
        names = [edition.name for edition in found]
        all_names = all_of(names)
        there = (
            Text(f" Utgåvorna är {all_names.sv}.", f" The editions are {all_names.en}.")
            if names
            else NOTHING
        )
        hint = did_you_mean(name, names)
        raise WrongCall(
            Text(
                f"Utgåvan ”{name}” finns inte.{hint.sv}{there.sv} Ange en utgåva eller numret på "
                f"en leverans, 1–{engine.reader.last_delivery}, eller utelämna tidpunkten för det "
                "som är känt nu.",
                f"There is no edition “{name}”.{hint.en}{there.en} Give an edition or the number "
                f"of a delivery, 1–{engine.reader.last_delivery}, or leave out the point in time "
                "for what is known now.",
            )
        )

    def _edition_engine(self, engine: Engine, edition: Edition) -> Engine:
        key = (engine.reader.data_version, f"edition {edition.name}")
        made = self._engines.get(key)
        if made is None:
            under = self._engine_under(engine, edition.programme_sha256)
            made = self._engines.setdefault(
                key, EditionEngine(under, self._sealed_in(engine, edition))
            )
        return made

    def _sealed_in(self, engine: Engine, edition: Edition) -> Sealed:
        key = (engine.reader.data_version, edition.name)
        if key not in self._sealed:
            self._sealed[key] = read_sealed(engine.reader, edition)
        return self._sealed[key]

    def _engine_under(self, engine: Engine, sha256: str) -> Engine:
        """The engine over the same published version under another programme file, of that hash."""
        if sha256 == self.programme.sha256:
            return engine
        key = (engine.reader.data_version, sha256)
        made = self._engines.get(key)
        if made is None:
            programme = self._programme_of(engine, sha256)
            made = Engine(engine.reader, programme, space=f"p{sha256[:16]}_")
            made = self._engines.setdefault(key, made)
        return made

    def _programme_of(self, engine: Engine, sha256: str) -> Programme:
        """A programme file that was in use once. Raises LedgerError, ProgrammeError."""
        return kept_programme(engine.reader, sha256)

    def _is_older(self, version: int) -> bool:
        return self._engine is not None and self._engine.reader.data_version != version
