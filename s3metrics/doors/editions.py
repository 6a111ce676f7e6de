"""Editions: reporting periods sealed, listed, and read as they were reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from s3metrics.doors.public import Public
from s3metrics.editions import sealing
from s3metrics.editions.canonical import canonical_bytes
from s3metrics.editions.model import Edition, Sealed
from s3metrics.editions.public.storing import write_pattern
from s3metrics.editions.reading import find_edition, read_sealed, stored_codes
from s3metrics.editions.verifying import Cause, Finding, Verification, verify
from s3metrics.editions.writing import write_edition
from s3metrics.engine.engine import Engine
from s3metrics.errors import UserError, WrongCall
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.ledger import Ledger
from s3metrics.ledger.programmes import keep_programme, kept_programme
from s3metrics.ledger.reader import Reader
from s3metrics.programme import Programme
from s3metrics.words import Text


class Editions(Public):
    """The door for what has been reported."""

    def editions(self) -> list[Edition]:
        """Every sealed edition, the earliest first."""
        return list(self._editions_of(self.engine())) if self.has_data else []

    def edition(self, name: str) -> Edition:
        """The edition of that name, in any case. Raises WrongCall."""
        return find_edition(self._editions_of(self.engine()), name)

    def sealed(self, name: str) -> Sealed:
        """Everything that an edition holds, as it was reported. Raises WrongCall."""
        engine = self.engine()
        return self._sealed_in(engine, find_edition(self._editions_of(engine), name))

    def seal(
        self,
        name: str,
        period: str,
        *,
        replaces: str | None = None,
        reason: str | None = None,
        as_of: int | str | None = None,
        open_items: Sequence[str] = (),
        sealed_at: datetime | None = None,
    ) -> Edition:
        """Freezes every official figure of a reporting period, under the programme file in use.

        `as_of` is a delivery's number (default: the latest); `open_items` are sentences of the
        check before sealing, with which a `reason` is needed. Raises WrongCall where it cannot be
        sealed, LedgerError when there is no data.
        """
        if as_of is not None and not str(as_of).isdigit():
            raise WrongCall(
                Text(
                    f"En försegling utgår från en leverans, inte från ”{as_of}”. Ange numret på en "
                    "leverans, eller utelämna det för den senaste.",
                    f"A sealing starts from a delivery, not from “{as_of}”. Give the number of a "
                    "delivery, or leave it out for the latest.",
                )
            )
        clock = self.at(as_of)
        identity = Identity.open(self.places.secret)
        asked = sealing.Request(
            # An edition is printed and never changed: no personal number may get into it.
            name=identity.mask(name, only_valid=True),
            period=period,
            as_of=clock.delivery,
            replaces=replaces,
            reason=identity.mask(reason) if reason else None,
            open_items=tuple(open_items),
        )
        known = self.editions()
        request = sealing.check(asked, self.programme, known, self.today)
        sealed = sealing.seal(clock.engine, request, sealed_at)
        decided = self._decided(self.engine(), sealed)

        def write(connection: duckdb.DuckDBPyConnection) -> None:
            keep_programme(connection, self.programme)
            write_edition(connection, sealed, after=len(known))
            for one in decided:
                write_pattern(connection, one.board.edition.name, one.pattern)

        Ledger(self.places, identity).write(write)
        return sealed.edition

    def canonical(self, name: str) -> bytes:
        """The edition in the form that its seal is the SHA-256 of: see docs/editions.md."""
        return canonical_bytes(self.sealed(name))

    def verify(self, name: str) -> Verification:
        """Compares an edition with what its seal says and with what comes out of the partners'
        rows now, cell by cell. Raises WrongCall for an edition that does not exist."""
        newest = self.engine().reader
        edition = self.edition(name)
        # A reader of its own: everything is counted from the rows, and forgotten after.
        own = Reader(newest.data_version, newest.path)
        try:
            sealed = read_sealed(own, edition)
            found = self._sealed_programme(own, edition)
            codes = stored_codes(own, edition)
            if isinstance(found, Finding):
                return verify(sealed, codes, None, found)
            return verify(sealed, codes, Engine(own, found, may_use_kept=False), None)
        finally:
            own.close()

    def _sealed_programme(self, of: Reader, edition: Edition) -> Programme | Finding:
        if self.programme.sha256 == edition.programme_sha256:
            return self.programme
        try:
            return kept_programme(of, edition.programme_sha256)
        except UserError as error:
            return Finding(cause=Cause.PROGRAMME_FILE, sentence=error.text)
