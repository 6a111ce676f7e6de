"""What is missing behind a figure: lists, rows in quarantine, unknown particulars, and bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from s3metrics.engine.bounds import Bounds, bounds_of, rows_wait
from s3metrics.engine.context import PopulationRow, populations
from s3metrics.engine.counting import Counter, parts_of
from s3metrics.engine.reported import TABLES_OF_AN_AREA, expected_tables
from s3metrics.engine.selection import Scope
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators.model import Count, Indicator, Is, Plain, Rows, Source, Sum, Unit
from s3metrics.ledger.reader import WaitingRows
from s3metrics.programme import Programme
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.sheets import sheet_for_table
from s3metrics.words import LANGUAGES, Text, name_key

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine


class Delivered(StrEnum):
    """How far a sender's list reaches."""

    YES = "delivered"
    """The last list came on the period's last day or later."""
    BEFORE_END = "before_period_end"
    """The last list came before the period had ended: what happened after it is not there."""
    MISSING = "missing"
    """Expected by the programme file, and never delivered."""


@dataclass(frozen=True, kw_only=True)
class SenderCoverage:
    """One sender's list of one table that the figure needs."""

    table: str
    sender: str
    is_listed: bool
    """The programme file expects the list of this sender."""
    last_delivery: int | None
    last_date: date | None
    """The day the list last came with something new in it, in UTC."""
    status: Delivered

    @property
    def sentence(self) -> Text:
        """What people read."""
        sheet = sheet_for_table(self.table).title
        if self.status is Delivered.MISSING:
            return Text(
                f"{self.sender} har inte levererat {sheet}.",
                f"{self.sender} has not delivered {sheet}.",
            )
        if self.status is Delivered.BEFORE_END:
            return Text(
                f"{self.sender} levererade {sheet} senast {self.last_date}, innan perioden var "
                "slut.",
                f"{self.sender} last delivered {sheet} on {self.last_date}, before the period "
                "had ended.",
            )
        return Text(
            f"{self.sender} levererade {sheet} senast {self.last_date}.",
            f"{self.sender} last delivered {sheet} on {self.last_date}.",
        )


@dataclass(frozen=True, kw_only=True)
class UnknownCount:
    """Something that is not known behind the figure, and of how many."""

    id: str
    """`unknown_size`, `without_hours`, `founded_year`, `principal_county`, or
    `municipalities_without_companies`."""
    count: int
    sentence: Text


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Everything that is missing behind one figure, for its whole selection."""

    indicator: str
    period_end: date
    senders: tuple[SenderCoverage, ...]
    waiting: tuple[WaitingRows, ...]
    """Rows in quarantine of the tables that the figure needs."""
    unknown: tuple[UnknownCount, ...]
    bounds: Bounds
    population: tuple[PopulationRow, ...] = ()
    """The population rows of the latest year, for figures that divide by them."""

    @property
    def is_complete(self) -> bool:
        """Nothing is missing that is known to be missing, and the figure could be no other."""
        late = any(sender.status is not Delivered.YES for sender in self.senders)
        unknown = any(one.count for one in self.unknown)
        return not (late or self.waiting or unknown or self.bounds.is_open)

    @property
    def sentences(self) -> tuple[Text, ...]:
        """What is missing, a sentence each: lists, rows, particulars, then the bounds."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Text]:
        for sender in self.senders:
            if sender.status is not Delivered.YES:
                yield sender.sentence
        for rows in self.waiting:
            waits = rows_wait(rows.rows, rows.table)
            yield Text(f"{waits.sv}, från {rows.sender}.", f"{waits.en}, from {rows.sender}.")
        for one in self.unknown:
            if one.count:
                yield one.sentence
        yield from self._about_population()
        yield from self.bounds.sentences

    def _about_population(self) -> Iterator[Text]:
        for year in sorted({row.year for row in self.population}):
            of_year = [row.source for row in self.population if row.year == year]
            sources = ", ".join(dict.fromkeys(of_year))
            yield Text(
                f"Antalet företag avser {year}. Källa: {sources}.",
                f"The number of companies is that of {year}. Source: {sources}.",
            )

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "indicator": self.indicator,
            "period_end": self.period_end.isoformat(),
            "is_complete": self.is_complete,
            "senders": [
                {
                    "table": one.table,
                    "sender": one.sender,
                    "is_listed": one.is_listed,
                    "last_delivery": one.last_delivery,
                    "last_date": one.last_date.isoformat() if one.last_date else None,
                    "status": one.status.value,
                }
                for one in self.senders
            ],
            "quarantined": [
                {
                    "table": rows.table,
                    "sender": rows.sender,
                    "rows": rows.rows,
                    "by_code": {code.value: count for code, count in rows.by_code.items()},
                }
                for rows in self.waiting
            ],
            "unknown": [{"id": one.id, "count": one.count} for one in self.unknown],
            "population": [row.as_json() for row in self.population],
            "bounds": self.bounds.as_json(),
            "sentences": [
                {language: text.of(language) for language in LANGUAGES} for text in self.sentences
            ],
        }


def coverage_of(engine: Engine, indicator: Indicator, scope: Scope, as_of: int) -> Coverage:
    """What is missing behind the indicator's figure of the whole selection."""
    tables = tables_of(indicator)
    senders = tuple(senders_behind(engine, tables, scope, as_of))
    waiting = tuple(rows for rows in engine.reader.waiting(as_of) if rows.table in tables)
    is_late = any(one.is_listed and one.status is not Delivered.YES for one in senders)
    counter = Counter(engine, scope, as_of)
    population: tuple[PopulationRow, ...] = ()
    unknown = list(_unknown(counter, indicator))
    if Source.POPULATION in indicator.sources:
        population = tuple(row for row in populations(engine, as_of) if row.is_latest)
        unknown.extend(_counties_in_part(engine.programme, scope, population))
    return Coverage(
        indicator=indicator.id,
        period_end=scope.to,
        senders=senders,
        waiting=waiting,
        unknown=tuple(unknown),
        bounds=replace(
            bounds_of(counter, indicator, _per_table(waiting)), is_beside_late_lists=is_late
        ),
        population=population,
    )


def _counties_in_part(
    programme: Programme, scope: Scope, population: Sequence[PopulationRow]
) -> Iterator[UnknownCount]:
    """Counties that are the sum of their municipalities, of which some have no row."""
    if scope.members("municipality"):
        return
    for county in programme.counties:
        there = {row.municipality for row in population if row.county == county.id}
        of_county = [m for m in programme.municipalities if m.county == county.id]
        is_chosen = county.id in (scope.members("county") or programme.county_ids)
        if is_chosen and there and None not in there and len(there) < len(of_county):
            yield UnknownCount(
                id="municipalities_without_companies",
                count=len(of_county) - len(there),
                sentence=Text(
                    f"Antalet företag i {county.name} är summan av {len(there)} av länets "
                    f"{len(of_county)} kommuner; de övriga har ingen uppgift.",
                    f"The number of companies in {county.name} is the sum of {len(there)} of its "
                    f"{len(of_county)} municipalities; the others have no figure.",
                ),
            )


def tables_of(indicator: Indicator) -> tuple[str, ...]:
    """The partners' tables that the figure is computed from, also those a flag depends on."""
    also = [s for part in parts_of(indicator.rule) for s in part.rows.also_needs]
    found = [t for source in (*indicator.sources, *also) for t in SOURCES[source].needs]
    return tuple(dict.fromkeys(found))


def _per_table(waiting: Sequence[WaitingRows]) -> dict[str, int]:
    found: dict[str, int] = {}
    for rows in waiting:
        found[rows.table] = found.get(rows.table, 0) + rows.rows
    return found


def senders_behind(
    engine: Engine, tables: Sequence[str], scope: Scope, as_of: int
) -> Iterator[SenderCoverage]:
    """Everyone expected to deliver one of the tables for the selection, and those who have."""
    programme = engine.programme
    last: dict[tuple[str, str], tuple[str, int, date]] = {}
    for delivery in engine.reader.deliveries():
        if delivery.delivery <= as_of:
            for one in delivery.tables:
                day = delivery.received_at.date()
                last.setdefault(
                    (one.table, name_key(delivery.sender)),
                    (delivery.sender, delivery.delivery, day),
                )
    for table in tables:
        listed = {
            name_key(sender.name): sender.name
            for sender in programme.senders
            if table in expected_tables(sender)
            and (
                table not in TABLES_OF_AN_AREA
                or not scope.members("area")
                or set(scope.members("area")) & set(sender.areas or programme.area_ids)
            )
        }
        silent = {name_key(s.name) for s in programme.senders if table in expected_tables(s)}
        # A listed sender who is silent about this selection's areas is not behind its figure.
        others = {
            key: name for (t, key), (name, _, _) in last.items() if t == table and key not in silent
        }
        for key, name in {**listed, **others}.items():
            found = last.get((table, key))
            came = found[2] if found else None
            yield SenderCoverage(
                table=table,
                sender=name,
                is_listed=key in listed,
                last_delivery=found[1] if found else None,
                last_date=came,
                status=_status(came, scope.to),
            )


def _status(day: date | None, period_end: date) -> Delivered:
    if day is None:
        return Delivered.MISSING
    return Delivered.YES if day >= period_end else Delivered.BEFORE_END


def _unknown(counter: Counter, indicator: Indicator) -> Iterator[UnknownCount]:
    """Of the part that counts participations, or else of that which counts results."""
    by_source = {part.rows.source: part for part in reversed(parts_of(indicator.rule))}
    for source in (Source.PARTICIPATION, Source.PAIR):
        if source in by_source:
            yield from _of_participations(counter, by_source[source])
            return
    if Source.OUTCOME in by_source:
        yield _unknown_size(counter, by_source[Source.OUTCOME])


def _of_participations(counter: Counter, part: Plain) -> Iterator[UnknownCount]:
    yield _unknown_size(counter, part)
    hours = counter.measured(Sum(rows=_plain_participations(part), column="hours"))
    lacking = hours.rows - hours.known
    yield UnknownCount(
        id="without_hours",
        count=lacking,
        sentence=Text(
            f"{lacking} deltaganden bakom siffran saknar timmar.",
            f"{lacking} participations behind the figure have no hours.",
        ),
    )
    if "is_new_enterprise" in part.rows.flags:
        yield _founded_year(counter, part)
    if "is_across_border" in part.rows.flags:
        yield _principal_county(counter, part)


def _unknown_size(counter: Counter, part: Plain) -> UnknownCount:
    flags = tuple(f for f in part.rows.flags if f != "is_sme")
    unknown = Is(column="size", values=(UNKNOWN_MEMBER,))
    rows = replace(part.rows, flags=flags, codes=(*part.rows.codes, unknown))
    if part.rows.source is Source.PAIR:
        rows = replace(rows, source=Source.PARTICIPATION)
    at_least = None
    if isinstance(part, Count) and part.unit is Unit.COMPANY:
        at_least = part.at_least
    rule = Count(rows=rows, unit=Unit.COMPANY, at_least=at_least)
    count = counter.with_unknown_sizes().count(rule)
    return UnknownCount(
        id="unknown_size",
        count=count,
        sentence=Text(
            f"{count} företag som annars uppfyller regeln är av okänd storlek.",
            f"{count} companies that otherwise satisfy the rule are of unknown size.",
        ),
    )


def _founded_year(counter: Counter, part: Plain) -> UnknownCount:
    flags = tuple(f for f in part.rows.flags if f != "is_new_enterprise")
    rows = replace(part.rows, flags=flags, lacking=("has_founded_year",))
    count = counter.count(Count(rows=rows, unit=Unit.COMPANY))
    return UnknownCount(
        id="founded_year",
        count=count,
        sentence=Text(
            f"{count} företag som fått stöd har inget känt startår.",
            f"{count} companies supported have no known founding year.",
        ),
    )


def _principal_county(counter: Counter, part: Plain) -> UnknownCount:
    flags = tuple(f for f in part.rows.flags if f != "is_across_border")
    rows = replace(part.rows, flags=flags, lacking=("has_principal_county",))
    count = counter.count(Count(rows=rows, unit=Unit.COMPANY))
    return UnknownCount(
        id="principal_county",
        count=count,
        sentence=Text(
            f"{count} SMF har nåtts av en insats vars huvudmans län är okänt.",
            f"{count} SMEs were reached by an initiative whose principal's county is unknown.",
        ),
    )


def _plain_participations(part: Plain) -> Rows:
    """The part's participations as rows, also where it counts pairs of counties."""
    if part.rows.source is Source.PAIR:
        return replace(part.rows, source=Source.PARTICIPATION)
    return part.rows
