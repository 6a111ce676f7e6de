"""Receipts: figures that were shown are remembered by their codes, and codes open them again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property

from s3metrics.doors.editions import Editions
from s3metrics.editions.book import Book
from s3metrics.editions.codes import near, spellings
from s3metrics.editions.reopening import (
    Reopened,
    Shown,
    edition_of_code,
    known_codes,
    noted,
    reopened,
    shown_in,
)
from s3metrics.engine.engine import Engine
from s3metrics.engine.result import Result
from s3metrics.errors import UserError, WrongCall
from s3metrics.ledger.lines import Lines
from s3metrics.ledger.programmes import programme_of, programme_text
from s3metrics.programme import Programme
from s3metrics.words import NOTHING, Text, any_of


class Receipts(Editions):
    """The door for codes."""

    @cached_property
    def _book(self) -> Book:
        return Book(Lines(self.places.receipts))

    def remember(self, result: Result, cell: Mapping[str, str] | None = None) -> None:
        """To be called when a figure, or one cell of it, is shown or handed out with its code.

        Costs little and never fails: where the file cannot be written, the figure shows all the
        same, and its code opens nothing. An edition's sealed figures need no remembering.
        """
        if not result.is_sealed:
            with suppress(OSError):
                self._book.note(result, cell, self.programme)

    def reopen(self, code: str) -> Reopened:
        """The figure of a code, however the code is written, and what it is counted from.

        Raises WrongCall for a code that no figure was shown with, naming the nearest.
        """
        engine = self.engine()
        shown = next(filter(None, (self._shown(engine, one) for one in spellings(code))), None)
        if shown is None:
            raise WrongCall(self._unknown(engine, code))
        as_of = shown.edition.as_of if shown.edition else int(shown.receipt.as_of)
        delivery = {one.delivery: one for one in engine.reader.deliveries()}.get(as_of)
        if delivery is None:
            raise WrongCall(
                Text(
                    f"Siffran {shown.receipt.code} räknades efter leverans {as_of}, som inte finns "
                    "i den här databasen. Är den återställd från en äldre säkerhetskopia?",
                    f"The figure {shown.receipt.code} was counted after delivery {as_of}, which is "
                    "not in this database. Has it been restored from an older backup?",
                )
            )
        under: Engine | None = None
        why_not: Text | None = None
        try:
            under = self._engine_under(engine, shown.receipt.programme_sha256)
        except UserError as error:
            why_not = error.text
        programme = under.programme if under else self.programme
        return reopened(shown, delivery, under, programme, why_not)

    def _programme_of(self, engine: Engine, sha256: str) -> Programme:
        """Kept in the ledger, or with a figure that was shown under it."""
        if programme_text(engine.reader, sha256) is None:
            text = self._book.programme_text(sha256)
            if text is not None:
                return programme_of(text, sha256)
        return super()._programme_of(engine, sha256)

    def _shown(self, engine: Engine, code: str) -> Shown | None:
        name = edition_of_code(engine.reader, code)
        if name is not None:
            return shown_in(self.sealed(name), code)
        note = self._book.find(code)
        if note is None:
            return None
        as_of = note.receipt.as_of
        return noted(note, self.edition(as_of) if isinstance(as_of, str) else None)

    def _unknown(self, engine: Engine, code: str) -> Text:
        known = {*self._book.codes(), *known_codes(engine.reader)}
        close = near(code, known)
        any_close = any_of(close)
        asked = (
            Text(f" Menade du {any_close.sv}?", f" Did you mean {any_close.en}?")
            if close
            else NOTHING
        )
        return Text(
            f"Ingen siffra har visats med koden ”{code}” i den här databasen.{asked.sv} "
            "Kontrollera tecknen, och att databasen är den som siffran kom ur.",
            f"No figure has been shown with the code “{code}” in this database.{asked.en} "
            "Check the characters, and that the database is the one that the figure came "
            "from.",
        )
