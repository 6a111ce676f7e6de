"""The queries that analysts save, with every version."""

from __future__ import annotations

from s3metrics.doors.base import Base
from s3metrics.explore.queries import Draft, SavedQueries, SavedQuery


class Queries(Base):
    """The door for saved queries."""

    def queries(self) -> list[SavedQuery]:
        """The latest version of each query that is not hidden, by name."""
        return self._saved_queries.listed()

    def query_versions(self, id_: str) -> list[SavedQuery]:
        """Every version of a query, the latest first. Raises WrongCall for none."""
        return self._saved_queries.versions(id_)

    def save_query(self, draft: Draft, id_: str | None = None) -> SavedQuery:
        """A new query, or the next version of one. Raises WrongCall as `SavedQueries.save`."""
        return self._saved_queries.save(draft, id_)

    def restore_query(self, id_: str, version: int) -> SavedQuery:
        """An earlier version as the latest. Raises WrongCall where there is none."""
        return self._saved_queries.restore(id_, version)

    def hide_query(self, id_: str) -> SavedQuery:
        """Takes a query out of the list. Raises WrongCall where there is none."""
        return self._saved_queries.hide(id_)

    @property
    def _saved_queries(self) -> SavedQueries:
        return SavedQueries(self.places.queries)
