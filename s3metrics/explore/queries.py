"""Saved queries: a name, an owner, what it is for, and every version that there has been.

Nothing is changed or removed: each save adds a line. A version's number is its line's place among
those of its query, so that two who save at once make two versions and lose none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from s3metrics.errors import WrongCall
from s3metrics.ledger.lines import Lines
from s3metrics.words import Text, fold

LONGEST = {"name": 80, "owner": 80, "description": 1_000, "sql": 100_000}
"""Letters."""
_REQUIRED = {
    "name": Text("ett namn", "a name"),
    "owner": Text("en ägare", "an owner"),
    "sql": Text("en fråga", "a query"),
}
_WORDS = {
    "name": Text("Namnet", "The name"),
    "owner": Text("Ägarens namn", "The owner's name"),
    "description": Text("Beskrivningen", "The description"),
    "sql": Text("Frågan", "The query"),
}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is saved of a query."""

    name: str
    owner: str
    description: str
    sql: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    chart: Mapping[str, str] = field(default_factory=dict)
    """How it was drawn: the page's own choices by name."""


@dataclass(frozen=True, kw_only=True)
class SavedQuery(Draft):
    """One version of a query."""

    id: str
    version: int
    """1 is the first."""
    saved_at: datetime
    """UTC."""
    restored: int | None = None
    """The version that this one brought back."""
    is_hidden: bool = False
    """Left out of the list; it can still be opened, and restored."""


class SavedQueries:
    """The saved queries of one database."""

    def __init__(self, path: Path) -> None:
        self._lines = Lines(path)

    def listed(self) -> list[SavedQuery]:
        """The latest version of each query that is not hidden, by name."""
        latest = [versions[-1] for versions in self._all().values()]
        shown = [query for query in latest if not query.is_hidden]
        return sorted(shown, key=lambda query: (fold(query.name), query.id))

    def versions(self, id_: str) -> list[SavedQuery]:
        """Every version, the latest first. Raises WrongCall for a query that there is not."""
        found = self._all().get(id_)
        if found is None:
            raise WrongCall(
                Text(
                    f"Den sparade frågan ”{id_}” finns inte. Välj en i listan över sparade frågor.",
                    f"There is no saved query “{id_}”. Choose one in the list of saved queries.",
                )
            )
        return found[::-1]

    def save(self, draft: Draft, id_: str | None = None) -> SavedQuery:
        """A new query, or with `id_` the next version of one.

        Raises WrongCall for what is missing or too long, and for a name that another query has.
        """
        draft = _tidied(draft)
        if id_ is not None:
            self.versions(id_)
        for other in self.listed():
            if other.id != id_ and fold(other.name) == fold(draft.name):
                raise WrongCall(
                    Text(
                        f"Det finns redan en fråga som heter ”{other.name}”, sparad av "
                        f"{other.owner}. Välj ett annat namn, eller öppna den och spara en ny "
                        "version.",
                        f"There is a query called “{other.name}” already, saved by "
                        f"{other.owner}. Choose another name, or open it and save a new version.",
                    )
                )
        return self._added(draft, id_ or uuid4().hex[:12])

    def restore(self, id_: str, version: int) -> SavedQuery:
        """An earlier version, saved once more as the latest. Raises WrongCall where it is not."""
        versions = self.versions(id_)
        found = next((query for query in versions if query.version == version), None)
        if found is None:
            raise WrongCall(
                Text(
                    f"Frågan har ingen version {version}. Den har version 1–{len(versions)}.",
                    f"The query has no version {version}. It has versions 1–{len(versions)}.",
                )
            )
        return self._added(found, id_, restored=version)

    def hide(self, id_: str) -> SavedQuery:
        """Takes a query out of the list; its versions stay, and restoring one shows it again."""
        return self._added(self.versions(id_)[0], id_, is_hidden=True)

    def _added(
        self, draft: Draft, id_: str, *, restored: int | None = None, is_hidden: bool = False
    ) -> SavedQuery:
        saved = SavedQuery(
            **_draft(draft),
            id=id_,
            version=0,
            saved_at=datetime.now(UTC).replace(microsecond=0),
            restored=restored,
            is_hidden=is_hidden,
        )
        entry = asdict(saved) | {"saved_at": saved.saved_at.isoformat()}
        del entry["version"]
        # What tells this line from one that somebody else writes at the same moment.
        entry["line"] = uuid4().hex
        self._lines.append(entry)
        lines = [line["line"] for line in self._entries() if line["id"] == id_]
        return replace(saved, version=lines.index(entry["line"]) + 1)

    def _all(self) -> dict[str, list[SavedQuery]]:
        found: dict[str, list[SavedQuery]] = {}
        for entry in self._entries():
            versions = found.setdefault(entry["id"], [])
            versions.append(_read(entry, len(versions) + 1))
        return found

    def _entries(self) -> list[dict[str, Any]]:
        return [entry for entry in self._lines.entries() if entry.keys() >= _KEYS]


_KEYS = {*Draft.__dataclass_fields__, "id", "saved_at", "restored", "is_hidden", "line"}


def _read(entry: Mapping[str, Any], version: int) -> SavedQuery:
    content = {name: entry[name] for name in _KEYS - {"line", "saved_at"}}
    return SavedQuery(
        **content, version=version, saved_at=datetime.fromisoformat(entry["saved_at"])
    )


def _draft(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in Draft.__dataclass_fields__}


def _tidied(draft: Draft) -> Draft:
    """Without blanks around. Raises WrongCall for what is missing or too long."""
    tidy = replace(draft, **{name: getattr(draft, name).strip() for name in LONGEST})
    for name, what in _REQUIRED.items():
        if not getattr(tidy, name):
            raise WrongCall(
                Text(
                    f"En sparad fråga behöver {what.sv}. Fyll i och spara igen.",
                    f"A saved query needs {what.en}. Fill it in and save again.",
                )
            )
    for name, most in LONGEST.items():
        length = len(getattr(tidy, name))
        if length > most:
            raise WrongCall(
                Text(
                    f"{_WORDS[name].sv} har {length} tecken. Högst {most} går att spara; korta "
                    "av och spara igen.",
                    f"{_WORDS[name].en} has {length} characters. At most {most} can be saved; "
                    "shorten and save again.",
                )
            )
    return tidy
