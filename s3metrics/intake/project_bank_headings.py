"""The headings of a public list of operations, in the spellings that are known."""

from __future__ import annotations

from dataclasses import dataclass

from s3metrics.errors import UnusableFile
from s3metrics.intake.raw import RawSheet
from s3metrics.intake.values import clipped, is_empty
from s3metrics.ledger.identity import Identity
from s3metrics.sheets import Code, Fault
from s3metrics.words import Text, all_of, did_you_mean, fold, in_quotes, joined

# Case, å ä ö, `_`, hyphens and blanks do not matter. The first spelling that is there counts:
# the portal calls the programme ”område”, another list may use that word for the priority.
_SPELLINGS: dict[str, tuple[str, ...]] = {
    "id": ("ärende-id", "ärendeid", "ärendenummer", "diarienummer", "projekt-id"),
    "title": ("projektnamn", "projekt_namn", "projekttitel", "projektets namn", "insatsens namn"),
    "principal": (
        "stödmottagare",
        "stödmottagare_namn",
        "stödmottagarens namn",
        "projektägare",
        "stödmottagare/projektägare",
    ),
    "amount": (
        "beviljat_belopp_sek",
        "beviljat belopp",
        "beviljat_eu_stöd",
        "beviljat_stöd",
        "beviljat EU-belopp",
        "EU-stöd",
    ),
    "start": ("projekt_start", "projekt_starttid", "projektstart", "startdatum", "starttid"),
    "end": ("projekt_slut", "projekt_sluttid", "projektslut", "slutdatum", "sluttid"),
    "counties": ("län", "län_namn", "länsnamn"),
    "programme": ("programområde", "program", "område"),
    "priority": ("insatsområde", "insats_område"),
    "orgnr": ("organisationsnummer", "orgnr", "org_nr", "stödmottagare_organisationsnummer"),
}
_OPTIONAL = frozenset(("orgnr",))
_UNUSED = frozenset(
    map(
        fold,
        (
            "kommuner",
            "kommun",
            "tematiskt mål",
            "tematiskt_mål_namn",
            "uppdateringsdatum",
            "uppdaterad",
            "källa",
            "projektbeskrivning",
            "beskrivning",
            "sammanfattning",
            "länk",
            "url",
        ),
    )
)
"""Columns of the list that the programme has no use for; leaving them out is no news."""
_RECOGNISED_BY = 3
"""A table with fewer of the headings is something else: a page of explanations beside the list."""


@dataclass(frozen=True)
class Place:
    """Where a column of the list stands."""

    position: int
    heading: str
    """As delivered."""


def find_places(raw: RawSheet) -> dict[str, Place] | None:
    """Meaning → place, or None for a table that is no list of operations.

    Raises UnusableFile, with every missing heading, where it is one but not a whole one.
    """
    by_fold: dict[str, list[int]] = {}
    for position, heading in enumerate(raw.header):
        by_fold.setdefault(fold(heading), []).append(position)
    places: dict[str, Place] = {}
    for meaning, spellings in _SPELLINGS.items():
        hit = next((by_fold[word] for word in map(fold, spellings) if word in by_fold), None)
        if hit is None:
            continue
        if len(hit) > 1:
            raise UnusableFile(_doubled(raw, hit))
        places[meaning] = Place(hit[0], raw.header[hit[0]])
    if len(places) < _RECOGNISED_BY:
        return None
    missing = [m for m in _SPELLINGS if m not in places and m not in _OPTIONAL]
    if missing:
        raise UnusableFile(_missing(raw, missing))
    return places


def unknown_headings(raw: RawSheet, identity: Identity) -> list[Fault]:
    """A warning for each column with content that is neither used nor known to be of no use."""
    known = {fold(word) for words in _SPELLINGS.values() for word in words} | _UNUSED
    read = all_of(words[0] for words in _SPELLINGS.values())
    return [
        Fault(
            file=raw.file.name,
            sheet=raw.sheet,
            row=raw.header_row,
            column=clipped(identity.mask(heading or f"kolumn {letters}")),
            value=clipped(identity.mask(heading)),
            code=Code.UNKNOWN_COLUMN,
            message=(
                Text(
                    f"Kolumn {letters} är ingen av dem som läses ur förteckningen, så det som står "
                    f"där tas inte med. Det som läses är {read.sv}.",
                    f"Column {letters} is none of those that are read from the list, so what "
                    f"stands there is not included. What is read is {read.en}.",
                )
            ),
        )
        for heading, letters, cells in zip(raw.header, raw.letters, raw.columns, strict=True)
        if fold(heading) not in known and not all(map(is_empty, cells))
    ]


def _doubled(raw: RawSheet, positions: list[int]) -> Text:
    letters = all_of(raw.letters[position] for position in positions)
    return Text(
        f"Rubriken ”{raw.header[positions[0]]}” står flera gånger i ”{raw.sheet}” i "
        f"{raw.file.name}: kolumn {letters.sv}. Behåll den som ska läsas.",
        f"The heading “{raw.header[positions[0]]}” stands several times in “{raw.sheet}” in "
        f"{raw.file.name}: columns {letters.en}. Keep the one that should be read.",
    )


def _missing(raw: RawSheet, missing: list[str]) -> Text:
    names = all_of(in_quotes(_SPELLINGS[meaning][0]) for meaning in missing)
    hints = {
        did_you_mean(_SPELLINGS[meaning][0], [h[:60] for h in raw.header if h])
        for meaning in missing
    }
    told = joined(sorted(hints, key=str), "")
    return Text(
        f"Förteckningen ”{raw.sheet}” i {raw.file.name} saknar rubriken {names.sv}. Rubrikerna "
        f"ska vara som projektbanken skriver dem.{told.sv}",
        f"The list “{raw.sheet}” in {raw.file.name} lacks the headings {names.en}. The "
        f"headings should be as the project bank writes them.{told.en}",
    )
