"""Sealing a reporting period: every official figure, computed once and kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from s3metrics import __version__
from s3metrics.editions.canonical import canonical_bytes, seal_of
from s3metrics.editions.definitions import definition_of
from s3metrics.editions.fingerprints import fingerprints
from s3metrics.editions.model import Edition, Sealed, SealedTable, Span
from s3metrics.editions.reading import no_edition, sealed_receipt
from s3metrics.engine.engine import Engine
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.programme import Programme, ReportingPeriod
from s3metrics.programme.names import no_period
from s3metrics.words import Text, fold

_NAME = re.compile(r"(?=.*[^\W\d_])[\w][\w.\- ]{0,39}")
_SHOWN_ITEMS = 3
_PAIRS = (("area", "county"), ("county_a", "county_b"))
"""Breakdowns that are sealed together, where an indicator has both."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be sealed."""

    name: str
    period: str
    as_of: int
    replaces: str | None = None
    reason: str | None = None
    open_items: tuple[str, ...] = ()


def check(request: Request, programme: Programme, known: Sequence[Edition], today: date) -> Request:
    """The request with names as they are written. Raises WrongCall for what cannot be sealed."""
    period = _period(request.period, programme)
    if period.end > today:
        raise WrongCall(
            Text(
                f"Perioden {period.id} slutar {period.end} och kan förseglas från den dagen; i dag "
                f"är {today}.",
                f"The period {period.id} ends on {period.end} and can be sealed from that day; "
                f"today is {today}.",
            )
        )
    name = request.name.strip()
    _check_name(name, known)
    replaced = _replaced(request.replaces, name, period, known)
    reason = (request.reason or "").strip() or None
    if request.open_items and reason is None:
        raise WrongCall(_open_items_left(request.open_items, period.id))
    return replace(
        request,
        name=name,
        period=period.id,
        replaces=replaced.name if replaced else None,
        reason=reason,
    )


def seal(engine: Engine, request: Request, sealed_at: datetime | None = None) -> Sealed:
    """Computes every table of a checked request, and seals them. Writes nothing."""
    programme = engine.programme
    period = programme.reporting_period(request.period)
    edition = Edition(
        name=request.name,
        period=period.id,
        period_start=period.start,
        period_end=period.end,
        sealed_at=(sealed_at or datetime.now(UTC))
        .astimezone(UTC)
        .replace(tzinfo=None, microsecond=0),
        as_of=request.as_of,
        programme_sha256=programme.sha256,
        programme_start=programme.period.start,
        software_version=__version__,
        replaces=request.replaces,
        replaced_by=None,
        reason=request.reason,
        open_items=request.open_items,
        is_sample=engine.reader.is_sample,
        ledger_rows=fingerprints(engine.reader, request.as_of),
        sha256="",
    )
    tables = [
        table
        for indicator in CATALOGUE.values()
        for table in computed_tables(engine, edition, indicator)
    ]
    sealed = Sealed(
        edition,
        {one.id: definition_of(one) for one in CATALOGUE.values()},
        {table.key: table for table in tables},
    )
    return replace(sealed, edition=replace(edition, sha256=seal_of(canonical_bytes(sealed))))


def computed_tables(
    engine: Engine, edition: Edition, indicator: Indicator
) -> Iterator[SealedTable]:
    """The fixed tables of one indicator, counted now from the rows known at the edition."""
    for span in Span:
        if span is Span.PERIOD and not indicator.has_period:
            continue
        start = edition.period_start if span is Span.PERIOD else edition.programme_start
        selection = Selection(from_=start, to=edition.period_end)
        for by in fixed_breakdowns(indicator):
            result = engine.compute(indicator, selection, by, edition.as_of, edition.period_end)
            yield SealedTable(
                span=span,
                indicator=indicator.id,
                by=by,
                cells=result.cells,
                overlap=result.overlap,
                receipt=sealed_receipt(edition, indicator.id, indicator.version, span, by),
            )


def fixed_breakdowns(indicator: Indicator) -> list[tuple[str, ...]]:
    """Of an edition: the total, each breakdown, and the pairs that are read together."""
    has = indicator.breakdowns
    pairs = [pair for pair in _PAIRS if set(pair) <= set(has)]
    return [(), *((dimension,) for dimension in has), *pairs]


def _period(given: str, programme: Programme) -> ReportingPeriod:
    by_id = {fold(period.id): period for period in programme.reporting_periods}
    found = by_id.get(fold(given))
    if found is None:
        names = [period.id for period in programme.reporting_periods]
        raise WrongCall(no_period(given, names))
    return found


def _open_items_left(items: Sequence[str], period: str) -> Text:
    """The items themselves are Swedish: as they are kept in the edition."""
    rest = len(items) - _SHOWN_ITEMS
    more = f" Och {rest} till." if rest > 0 else ""
    return Text(
        f"Kontrollen före förseglingen har {len(items)} öppna punkter. "
        f"{' '.join(items[:_SHOWN_ITEMS])}{more} Se dem med s3metrics preflight --period "
        f"{period}. Rätta dem, eller ange varför perioden förseglas ändå (--reason); skälet "
        "och punkterna sparas i utgåvan.",
        f"The check before sealing has {len(items)} open items. See them with s3metrics "
        f"preflight --period {period}. Correct them, or say why the period is sealed all the "
        "same (--reason); the reason and the items are kept in the edition.",
    )


def _check_name(name: str, known: Sequence[Edition]) -> None:
    if not _NAME.fullmatch(name):
        raise WrongCall(
            Text(
                f"Utgåvan kan inte heta ”{name}”. Ett namn börjar med en bokstav eller en siffra, "
                "har minst en bokstav, högst 40 tecken, och bara bokstäver, siffror, blanktecken, "
                "punkt och bindestreck; till exempel 2025-H1. (Bara siffror är en leverans.)",
                f"An edition cannot be called “{name}”. A name begins with a letter or a digit, "
                "has at least one letter, at most 40 characters, and only letters, digits, "
                "blanks, full stops and hyphens; for example 2025-H1. (Digits alone are a "
                "delivery.)",
            )
        )
    for edition in known:
        if fold(edition.name) == fold(name):
            raise WrongCall(
                Text(
                    f"Utgåvan {edition.name} är redan förseglad, och en utgåva ändras aldrig. En "
                    f"rättelse är en ny utgåva med ett eget namn: seal {name}b --period "
                    f"{edition.period} --replaces {edition.name}",
                    f"The edition {edition.name} is sealed already, and an edition never changes. "
                    f"A correction is a new edition with a name of its own: seal {name}b --period "
                    f"{edition.period} --replaces {edition.name}",
                )
            )


def _replaced(
    given: str | None, name: str, period: ReportingPeriod, known: Sequence[Edition]
) -> Edition | None:
    """The edition that is corrected. Raises WrongCall where that is not the period's standing one.

    Each period has one edition that stands, so that ”as reported” has one answer.
    """
    standing = {edition.period: edition for edition in known if edition.replaced_by is None}
    current = standing.get(period.id)
    if given is None:
        if current is not None:
            raise WrongCall(
                Text(
                    f"Perioden {period.id} är redan förseglad i utgåvan {current.name}. Är det här "
                    f"en rättelse av den: lägg till --replaces {current.name}",
                    f"The period {period.id} is sealed already, in the edition {current.name}. If "
                    f"this is a correction of it, add --replaces {current.name}",
                )
            )
        return None
    by_name = {fold(edition.name): edition for edition in known}
    found = by_name.get(fold(given))
    if found is None:
        names = [edition.name for edition in known]
        raise WrongCall(no_edition(given, names))
    if found.period != period.id:
        raise WrongCall(
            Text(
                f"Utgåvan {found.name} gäller perioden {found.period}, inte {period.id}. En "
                "rättelse ersätter en utgåva av samma period.",
                f"The edition {found.name} is of the period {found.period}, not {period.id}. A "
                "correction replaces an edition of the same period.",
            )
        )
    if current is not None and found.name != current.name:
        raise WrongCall(
            Text(
                f"Utgåvan {found.name} är redan ersatt. Den som gäller är {current.name}: lägg "
                f"till --replaces {current.name}",
                f"The edition {found.name} has been replaced already. The one that stands is "
                f"{current.name}: add --replaces {current.name}",
            )
        )
    return found
