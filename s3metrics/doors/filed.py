"""Filed values in, and held against what was sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from s3metrics.doors.editions import Editions
from s3metrics.editions.filed import (
    Comparison,
    FiledReport,
    FiledValue,
    added_by,
    compare,
    filed_values,
    write_filed,
)
from s3metrics.editions.filed_sheet import read_filed
from s3metrics.errors import UnusableFile, WrongCall
from s3metrics.intake.files import open_table
from s3metrics.intake.sources import Source
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.ledger import Ledger
from s3metrics.programme.names import no_period
from s3metrics.words import Text, fold


class Filed(Editions):
    """The door for what was typed into the application."""

    def file_values(
        self, source: Source, *, edition: str | None = None, period: str | None = None
    ) -> FiledReport:
        """Keeps the values of a file that are new; rows with a fault are told and left out.

        `edition` or `period` names the reporting period of rows that name none. Raises
        UnusableFile, or WrongCall for an edition or period that does not exist.
        """
        reader = self.engine().reader
        of = self._period(edition, period)
        identity = Identity.open(self.places.secret)
        try:
            raw = open_table(source)
            file = replace(raw.file, name=identity.mask(raw.file.name))
            raw = replace(raw, file=file, sheet=identity.mask(raw.sheet))
            found = read_filed(raw, self.programme, identity, of)
        except UnusableFile as error:
            # A personal number can hide in the name of a file or a tab.
            raise UnusableFile(error.text.each(identity.mask)) from error
        known = filed_values(reader)
        report = added_by(found, known)
        if not report.is_unchanged:
            now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
            Ledger(self.places, identity).write(
                lambda connection: write_filed(connection, found, known, now)
            )
        return report

    def filed_values(self, period: str | None = None) -> list[FiledValue]:
        """What was filed, of one reporting period or of all; the latest word on each figure."""
        return filed_values(self.engine().reader, period)

    def filed(self, edition: str) -> list[Comparison]:
        """What was filed for the edition's period, beside what was sealed. Raises WrongCall."""
        sealed = self.sealed(edition)
        return compare(sealed, self.filed_values(sealed.edition.period))

    def _period(self, edition: str | None, period: str | None) -> str | None:
        if edition is not None and period is not None:
            raise WrongCall(
                Text(
                    "Ange utgåvan eller perioden, inte båda: utgåvan har sin period.",
                    "Give the edition or the period, not both: the edition has its period.",
                )
            )
        if edition is not None:
            return self.edition(edition).period
        if period is None:
            return None
        names = [one.id for one in self.programme.reporting_periods]
        for name in names:
            if fold(name) == fold(period):
                return name
        raise WrongCall(no_period(period, names))
