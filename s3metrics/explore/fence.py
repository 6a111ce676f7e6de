"""DuckDB as a worker opens it: the read-only copy, and no way out of it.

The order matters. Everything is opened first; then external access is turned off, then the local
file system (external access alone lets `COPY` in a CTE write over the open file), then the
configuration is locked.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "allow_unsigned_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "max_temp_directory_size": "0MB",
    "python_enable_replacements": "false",
    "temp_directory": "",
}
_CLOSING = (
    "SET GLOBAL TimeZone = 'UTC'",
    # Type, name and position of an error apart from its sentence.
    "SET GLOBAL errors_as_json = true",
    "SET GLOBAL enable_external_access = false",
    "SET GLOBAL disabled_filesystems = 'LocalFileSystem'",
    "SET GLOBAL lock_configuration = true",
)


class Fence:
    """The copy, opened and locked; one cursor per question."""

    def __init__(
        self, base: str, indicators: Mapping[str, str], memory_mib: int, threads: int
    ) -> None:
        limits = {"memory_limit": f"{memory_mib}MiB", "threads": str(threads)}
        # The copy is the main database, so that there is none that could be written to.
        self._connection = duckdb.connect(base, read_only=True, config=_SETTINGS | limits)
        self._views = []
        for number, (name, path) in enumerate(indicators.items()):
            alias = f"indicators_{number}"
            self._connection.execute(f"ATTACH {_text(path)} AS {alias} (READ_ONLY)")
            self._views.append(f"CREATE TEMP VIEW {_name(name)} AS FROM {alias}.main.{_name(name)}")
        for statement in _CLOSING:
            self._connection.execute(statement)
        self._state = self._observed()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A session of its own, in which the indicators have their names."""
        cursor = self._connection.cursor()
        for view in self._views:
            cursor.execute(view)
        return cursor

    @property
    def is_as_opened(self) -> bool:
        """False when a question has left something behind that the next one would meet."""
        try:
            return self._observed() == self._state
        except duckdb.Error:
            return False

    def _observed(self) -> list[tuple[object, ...]]:
        return self._connection.execute(
            "SELECT database_name, path, readonly FROM duckdb_databases() "
            "UNION ALL SELECT name, type, persistent FROM duckdb_secrets() ORDER BY ALL"
        ).fetchall()


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
