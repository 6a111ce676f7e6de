"""The list of filed values: what was typed into the application, one indicator a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from s3metrics.editions.model import Span
from s3metrics.errors import UnusableFile
from s3metrics.indicators import CATALOGUE
from s3metrics.intake.check import CheckedSheet, check_sheet
from s3metrics.intake.headings import match_headings
from s3metrics.intake.raw import RawSheet
from s3metrics.ledger.identity import Identity
from s3metrics.programme import Programme
from s3metrics.sheets import Code, Column, Fault, Kind, Sheet
from s3metrics.words import Text, all_of, any_of, did_you_mean, fold

FILED = Sheet(
    title="Inlämnade värden",
    table="filed_value",
    key=("period", "indicator", "accumulated"),
    help=Text(
        "Det som har skrivits in i Min ansökan, ett värde per rad.",
        "What was typed into Min ansökan, one value a row.",
    ),
    columns=(
        Column(
            name="indicator",
            heading="Indikator",
            kind=Kind.TEXT,
            is_required=True,
            example="smes_reached",
            help=Text("Indikatorns id, namn eller EU-kod.", "The indicator's id, name or EU code."),
        ),
        Column(
            name="value",
            heading="Värde",
            kind=Kind.DECIMAL,
            is_required=True,
            may_be_negative=True,
            example=12,
            help=Text("Värdet som skrevs in; en andel som tal från 0 till 1.", "The value typed."),
        ),
        Column(
            name="accumulated",
            heading="Ackumulerat",
            kind=Kind.BOOL,
            example="nej",
            help=Text(
                "ja: från programmets start. nej eller tomt: för perioden.",
                "ja: from the programme's start. nej or empty: of the period.",
            ),
        ),
        Column(
            name="period",
            heading="Period",
            kind=Kind.TEXT,
            example="P1",
            help=Text(
                "Rapportperiodens id; tomt är den period som anges när filen läses in.",
                "The reporting period's id; empty is the one given when the file is read.",
            ),
        ),
        Column(
            name="explanation",
            heading="Förklaring",
            kind=Kind.TEXT,
            example="Avrundat i ansökan",
            help=Text(
                "Varför värdet är ett annat än det förseglade.",
                "Why the value is another than the sealed one.",
            ),
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class FiledRow:
    """One value of the file."""

    period: str
    indicator: str
    span: Span
    value: Decimal
    explanation: str | None
    row: int

    @property
    def key(self) -> tuple[str, str, Span]:
        """What it is a value of."""
        return self.period, self.indicator, self.span


@dataclass(frozen=True, kw_only=True)
class FiledList:
    """A file of filed values, checked. read = accepted + those with a fault."""

    checked: CheckedSheet
    read: int
    rows: tuple[FiledRow, ...]
    faults: tuple[Fault, ...]


def read_filed(
    raw: RawSheet, programme: Programme, identity: Identity, period: str | None
) -> FiledList:
    """Checks every row; `period` is that of rows that name none.

    Raises UnusableFile for a table without the two headings that it must have.
    """
    known = match_headings(raw, FILED).known
    missing = [column.heading for column in FILED.required if column.name not in known]
    if missing:
        lacking, headings = all_of(missing), all_of(column.heading for column in FILED.columns)
        raise UnusableFile(
            Text(
                f"Tabellen ”{raw.sheet}” i {raw.file.name} saknar {lacking.sv}. Rubrikerna är "
                f"{headings.sv}; {lacking.sv} måste finnas.",
                f"The table “{raw.sheet}” in {raw.file.name} lacks {lacking.en}. The headings are "
                f"{headings.en}; {lacking.en} must be there.",
            )
        )
    checked = check_sheet(replace(raw, table=FILED.table), programme, identity, FILED)
    return _Reading(checked, programme, period).result()


class _Reading:
    def __init__(self, checked: CheckedSheet, programme: Programme, period: str | None) -> None:
        self._checked = checked
        self._period = period
        self._periods = {fold(one.id): one.id for one in programme.reporting_periods}
        self._faults: list[Fault] = list(checked.faults)
        self._first: dict[tuple[str, str, Span], int] = {}

    def result(self) -> FiledList:
        """Every row judged."""
        entries = self._checked.rows.to_pylist()
        rows = [row for entry in entries if entry["is_valid"] and (row := self._row(entry))]
        return FiledList(
            checked=self._checked,
            read=len(entries),
            rows=tuple(rows),
            faults=tuple(sorted(self._faults, key=lambda fault: fault.row)),
        )

    def _row(self, entry: Mapping[str, Any]) -> FiledRow | None:
        number = int(entry["row_number"])
        indicator = self._indicator(number, entry["indicator"])
        period = self._period_of(number, entry["period"])
        if indicator is None or period is None:
            return None
        is_accumulated = entry["accumulated"] or not CATALOGUE[indicator].has_period
        row = FiledRow(
            period=period,
            indicator=indicator,
            span=Span.ACCUMULATED if is_accumulated else Span.PERIOD,
            value=entry["value"],
            explanation=entry["explanation"],
            row=number,
        )
        first = self._first.setdefault(row.key, number)
        if first != number:
            message = Text(
                f"Samma värde står redan på rad {first}. Behåll en av raderna.",
                f"The same value stands on row {first} already. Keep one of the rows.",
            )
            self._fault(number, "indicator", entry["indicator"], Code.DUPLICATE_KEY, message)
            return None
        return row

    def _indicator(self, number: int, given: str) -> str | None:
        found = _names().get(fold(given))
        if found is None:
            hint = did_you_mean(given, CATALOGUE)
            message = Text(
                f"Indikatorn ”{given}” finns inte.{hint.sv} Ange ett id, ett namn eller en "
                "EU-kod ur ”s3metrics indicators”.",
                f"There is no indicator “{given}”.{hint.en} Give an id, a name or an EU code "
                "from “s3metrics indicators”.",
            )
            self._fault(number, "indicator", given, Code.CHOICE, message)
        return found

    def _period_of(self, number: int, given: str | None) -> str | None:
        word = given or self._period or ""
        found = self._periods.get(fold(word))
        if found is None:
            names = list(self._periods.values())
            hint, one = did_you_mean(word, names), any_of(names)
            told = (
                Text(f"Perioden ”{word}” finns inte.", f"There is no period “{word}”.")
                if word
                else Text("Perioden saknas.", "The period is missing.")
            )
            how = Text(
                f" Ange {one.sv} i kolumnen Period, eller med --period eller --edition.",
                f" Give {one.en} in the column Period, or with --period or --edition.",
            )
            message = told + hint + how
            code = Code.CHOICE if word else Code.REQUIRED
            self._fault(number, "period", word, code, message)
        return found

    def _fault(self, row: int, column: str, value: str, code: Code, message: Text) -> None:
        self._faults.append(
            Fault(
                file=self._checked.file.name,
                sheet=self._checked.sheet,
                row=row,
                column=FILED.by_name[column].heading,
                value=value,
                code=code,
                message=message,
            )
        )


def _names() -> dict[str, str]:
    """Folded id, Swedish or English name, or EU code → id."""
    return {
        fold(word): one.id
        for one in CATALOGUE.values()
        for word in (one.label.en, one.label.sv, one.eu_code, one.id)
        if word
    }
