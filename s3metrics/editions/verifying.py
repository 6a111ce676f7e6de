"""Verifying an edition: its seal, and every figure counted again from the partners' rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from s3metrics import __version__
from s3metrics.editions.canonical import canonical_bytes, seal_of
from s3metrics.editions.definitions import change_of
from s3metrics.editions.exact import text_of, texts_of
from s3metrics.editions.fingerprints import DELIVERIES, fingerprints
from s3metrics.editions.model import Edition, Sealed, SealedTable, Span, sealed_codes
from s3metrics.engine.engine import Engine
from s3metrics.engine.result import Overlap, Result
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.indicators import CATALOGUE
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text, listed

_FIELDS = ("value", "numerator", "denominator", "status")


class Cause(StrEnum):
    """The likeliest reason why a figure is another when it is counted again."""

    DEFINITION = "definition"
    PROGRAMME_FILE = "programme_file"
    SEALED_TABLE = "sealed_table"
    LEDGER_ROWS = "ledger_rows"
    DELIVERIES = "deliveries"
    """Moves no figure: who handed in what, and when."""
    SOFTWARE = "software"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that is not as it was sealed, whatever figures it moves."""

    cause: Cause
    sentence: Text


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One sealed number that comes out otherwise."""

    indicator: str
    span: Span
    cell: Mapping[str, str]
    """Dimension → member; `*` for all of it."""
    field: str
    """`value`, `numerator`, `denominator`, `status`, `cell` (there or not), or `overlap` and the
    dimension whose parts overlap."""
    sealed: str | None
    recomputed: str | None
    cause: Cause
    why: Text

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            **vars(self),
            "span": self.span.value,
            "cell": dict(self.cell),
            "cause": self.cause.value,
            "why": self.why.sv,
        }


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What came of it."""

    edition: Edition
    sha256: str
    """Of the canonical form of what the database holds now."""
    figures: int
    """How many sealed cells were counted again."""
    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...]

    @property
    def is_exact(self) -> bool:
        """True when the seal is whole and every figure is the same."""
        return not self.findings and not self.differences

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "edition": self.edition.name,
            "exact": self.is_exact,
            "sealed_sha256": self.edition.sha256,
            "sha256": self.sha256,
            "figures": self.figures,
            "findings": [
                {"cause": one.cause.value, "sentence": one.sentence.sv} for one in self.findings
            ],
            "differences": [one.as_json() for one in self.differences],
        }


def verify(
    sealed: Sealed, codes: Sequence[str], engine: Engine | None, programme: Finding | None
) -> Verification:
    """Compares all that an edition holds with what comes out now, cell by cell.

    `codes` are those that stand in the database, in order. `engine` counts from the partners'
    rows under the edition's programme file; None where that file is gone, and `programme` then
    says so.
    """
    sha256 = seal_of(canonical_bytes(sealed))
    findings = [programme] if programme else []
    if sha256 != sealed.edition.sha256:
        findings.append(_broken_seal(sealed.edition, sha256))
    elif codes != sealed_codes(sealed):
        findings.append(_other_codes(sealed.edition))
    if engine is None:
        return Verification(
            edition=sealed.edition,
            sha256=sha256,
            figures=0,
            findings=tuple(findings),
            differences=(),
        )
    changed = _changed_tables(sealed.edition, engine)
    if rows := [table for table in changed if table not in DELIVERIES]:
        findings.append(_changed_rows(rows))
    if len(rows) < len(changed):
        findings.append(_changed_deliveries())
    judge = _Judge(sealed, findings)
    return Verification(
        edition=sealed.edition,
        sha256=sha256,
        figures=sum(len(table.cells) for table in sealed.tables.values()),
        findings=tuple(findings),
        differences=tuple(
            difference
            for table in sealed.tables.values()
            for difference in judge.compared(table, _counted(engine, sealed.edition, table))
        ),
    )


def _counted(engine: Engine, edition: Edition, table: SealedTable) -> Result | None:
    """The table counted now, or None where the indicator or its breakdown is gone."""
    indicator = CATALOGUE.get(table.indicator)
    if indicator is None:
        return None
    start = edition.period_start if table.span is Span.PERIOD else edition.programme_start
    try:
        return engine.compute(
            indicator,
            Selection(from_=start, to=edition.period_end),
            table.by,
            edition.as_of,
            edition.period_end,
        )
    except WrongCall:
        return None


class _Judge:
    def __init__(self, sealed: Sealed, findings: list[Finding]) -> None:
        self._sealed = sealed
        self._found = {finding.cause: finding.sentence for finding in findings}

    def compared(self, table: SealedTable, counted: Result | None) -> Iterator[Difference]:
        """Every difference between a sealed table and what was counted."""
        cause, why = self._likeliest(table)

        def difference(cell: Mapping[str, str], field: str, *numbers: str | None) -> Difference:
            sealed, recomputed = numbers
            return Difference(
                indicator=table.indicator,
                span=table.span,
                cell=cell,
                field=field,
                sealed=sealed,
                recomputed=recomputed,
                cause=cause,
                why=why,
            )

        cells = counted.cells if counted else {}
        for members in dict.fromkeys((*table.cells, *cells)):
            cell = dict(zip(table.by, members, strict=True))
            then, now = table.cells.get(members), cells.get(members)
            if then is None or now is None:
                told = ("finns" if one else "finns inte" for one in (then, now))
                yield difference(cell, "cell", *told)
                continue
            for field, *numbers in zip(_FIELDS, texts_of(then), texts_of(now), strict=True):
                if numbers[0] != numbers[1]:
                    yield difference(cell, str(field), *numbers)
        if counted:
            for dimension, told_then, told_now, cell in _overlaps(table.overlap, counted.overlap):
                yield difference(cell, f"overlap {dimension}", told_then, told_now)

    def _likeliest(self, table: SealedTable) -> tuple[Cause, Text]:
        definition = self._sealed.definitions.get(table.indicator)
        change = change_of(definition) if definition else None
        if change is not None:
            return Cause.DEFINITION, Text(f"{_capital(change.sv)}.", f"{_capital(change.en)}.")
        for cause in (Cause.SEALED_TABLE, Cause.PROGRAMME_FILE, Cause.LEDGER_ROWS):
            if cause in self._found:
                return cause, self._found[cause]
        then = self._sealed.edition.software_version
        return Cause.SOFTWARE, Text(
            f"Definition, programfil, utgåva och rader är som de var: programmet räknar "
            f"annorlunda (version {then} då, {__version__} nu).",
            f"Definition, programme file, edition and rows are as they were: the program counts "
            f"otherwise (version {then} then, {__version__} now).",
        )


def _overlaps(
    then: Mapping[str, list[Overlap]], now: Mapping[str, list[Overlap]]
) -> Iterator[tuple[str, str | None, str | None, dict[str, str]]]:
    for dimension in dict.fromkeys((*then, *now)):
        sides = [
            {tuple(one.members.items()): _told(one) for one in side.get(dimension, ())}
            for side in (then, now)
        ]
        for members in dict.fromkeys((*sides[0], *sides[1])):
            told = [side.get(members) for side in sides]
            if told[0] != told[1]:
                yield dimension, told[0], told[1], dict(members)


def _told(overlap: Overlap) -> str:
    parts = ", ".join(f"{units} i {parts}" for parts, units in overlap.units_in_parts.items())
    return f"{text_of(overlap.parts_sum)} − {text_of(overlap.total)} ({parts})"


def _changed_tables(edition: Edition, engine: Engine) -> list[str]:
    now = fingerprints(engine.reader, edition.as_of)
    # An edition sealed before the deliveries had fingerprints is not asked for them.
    return [table for table, then in edition.ledger_rows.items() if now.get(table) != then]


def _broken_seal(edition: Edition, sha256: str) -> Finding:
    return Finding(
        cause=Cause.SEALED_TABLE,
        sentence=Text(
            f"Det som utgåvan {edition.name} innehåller har ändrats sedan den förseglades: "
            f"förseglingen är {edition.sha256}, innehållets SHA-256 är {sha256}.",
            f"What the edition {edition.name} holds has been changed since it was sealed: the "
            f"seal is {edition.sha256}, the SHA-256 of what it holds is {sha256}.",
        ),
    )


def _other_codes(edition: Edition) -> Finding:
    return Finding(
        cause=Cause.SEALED_TABLE,
        sentence=Text(
            f"Rader eller kvittokoder i utgåvan {edition.name} har ändrats sedan den förseglades.",
            f"Rows or receipt codes of the edition {edition.name} have been changed since it was "
            "sealed.",
        ),
    )


def _changed_rows(tables: list[str]) -> Finding:
    titles = [sheet_for_table(table).title for table in tables]
    return Finding(
        cause=Cause.LEDGER_ROWS,
        sentence=Text(
            f"Rader i {listed(titles)} har ändrats i databasen utan någon leverans.",
            f"Rows of {listed(titles, 'and')} have been changed in the database without any "
            "delivery.",
        ),
    )


def _changed_deliveries() -> Finding:
    return Finding(
        cause=Cause.DELIVERIES,
        sentence=Text(
            "Leveransernas avsändare, filnamn eller mottagningsdatum har ändrats i databasen sedan "
            "utgåvan förseglades. Siffrorna räknas som förut, men deras kvitton säger något annat.",
            "The deliveries' senders, file names or dates of receipt have been changed in the "
            "database since the edition was sealed. The figures are counted as before, but their "
            "receipts say something else.",
        ),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
