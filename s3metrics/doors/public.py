"""What everybody may see: sealed editions' fixed tables, with what would tell of too few hidden."""

from __future__ import annotations

from collections.abc import Sequence

from s3metrics.doors.base import Base
from s3metrics.editions.model import Edition, Sealed, TableKey
from s3metrics.editions.public.board import Board
from s3metrics.editions.public.counting import companies_behind
from s3metrics.editions.public.pattern import Decided, Pattern
from s3metrics.editions.public.serving import as_public, checked, public_tables, standing
from s3metrics.editions.public.storing import read_patterns
from s3metrics.engine.engine import Engine
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.indicators import Indicator
from s3metrics.words import Text


class Public(Base):
    """The door for public figures."""

    _patterns: tuple[int, dict[str, Pattern]] = (-1, {})
    """(data version, edition → its pattern)."""

    def public_edition(self) -> Edition:
        """The edition that public figures come from unless another is asked for: of those that
        have not been replaced, the one of the latest period. Raises WrongCall without any."""
        return standing(self._editions_of(self.engine()) if self.has_data else ())

    def public_tables(self, name: str) -> list[TableKey]:
        """The fixed tables of an edition that everybody may see. Raises WrongCall for an edition
        that does not exist."""
        clock = self.at(name)
        assert clock.edition is not None, "a name is an edition's"
        return public_tables(self._sealed_in(self.engine(), clock.edition))

    def _compute_public(
        self, indicator: Indicator, selection: Selection, by: Sequence[str], as_of: int | str | None
    ) -> Result:
        if as_of is not None and str(as_of).isdigit():
            raise WrongCall(
                Text(
                    "Offentliga siffror visas bara ur förseglade utgåvor, inte per leverans "
                    f"{as_of}. Ange en utgåva, eller utelämna tidpunkten för den senaste som "
                    "gäller.",
                    "Public figures are shown from sealed editions only, not per delivery "
                    f"{as_of}. Give an edition, or leave out the point in time for the latest that "
                    "stands.",
                )
            )
        name = self.public_edition().name if as_of is None else str(as_of)
        clock = self.at(name)
        assert clock.edition is not None, "a name is an edition's"
        sealed = self._sealed_in(self.engine(), clock.edition)
        wanted = checked(sealed, indicator, selection, tuple(by))
        result = clock.engine.compute(indicator, wanted, tuple(by), clock.delivery, clock.today)
        return as_public(result, self._public_patterns()[clock.edition.name], sealed)

    def _public_patterns(self) -> dict[str, Pattern]:
        """Edition → what is hidden of it; decided now where it was sealed before that was kept."""
        engine = self.engine()
        version, found = self._patterns
        if version != engine.reader.data_version:
            all_editions = self._editions_of(engine)
            found = read_patterns(engine.reader, all_editions)
            if len(found) < len(all_editions):
                decided = self._decided(engine)
                found = {one.board.edition.name: one.pattern for one in decided}
            self._patterns = (engine.reader.data_version, found)
        return found

    def _decided(self, engine: Engine, new: Sealed | None = None) -> list[Decided]:
        """Every edition in the order of sealing, `new` last, each with what is hidden of it."""
        # Only who seals needs the solver, which takes half a second to load.
        from s3metrics.editions.public.complementary import decide

        known = read_patterns(engine.reader, self._editions_of(engine))
        decided: list[Decided] = []
        sealed = [self._sealed_in(engine, edition) for edition in self._editions_of(engine)]
        for one in (*sealed, *([new] if new else [])):
            under = self._engine_under(engine, one.edition.programme_sha256)
            pattern = known.get(one.edition.name)
            behind = pattern.behind if pattern else companies_behind(under, one)
            board = Board(one, behind, under.programme)
            threshold = under.programme.rules.suppression_threshold
            decided.append(
                Decided.of(board, pattern) if pattern else decide(board, decided, threshold)
            )
        return decided
