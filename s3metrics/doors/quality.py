"""The data themselves: how complete they are, and what a careful analyst would ask of them."""

from __future__ import annotations

from s3metrics.doors.figures import AsOf, Figures
from s3metrics.engine.entities import SourceRow
from s3metrics.explore.completeness import Completeness, completeness, empty_rows
from s3metrics.explore.questions import QUESTIONS, Asked, ask, find_question


class Quality(Figures):
    """The door for the data's own profile."""

    def questions(self, as_of: AsOf = None, only: str | None = None) -> list[Asked]:
        """Every question, or one, with the rows that answer it.

        Raises WrongCall for a question that does not exist, else as `at`.
        """
        return ask(self.at(as_of), QUESTIONS if only is None else [find_question(only)])

    def completeness(self, as_of: AsOf = None) -> list[Completeness]:
        """Every optional column of every sender's lists, delivery by delivery. Raises as `at`."""
        return completeness(self.at(as_of))

    def empty_rows(self, one: Completeness) -> list[SourceRow]:
        """The rows behind one of `completeness`: those in which its column says nothing."""
        return empty_rows(self.at(one.delivery), one)
