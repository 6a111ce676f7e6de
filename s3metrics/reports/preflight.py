"""The check before a period is sealed: what is missing, whose it is, and what it could move.

Nothing here stops anybody. A seal with open items needs a reason, which the edition keeps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from s3metrics.editions.model import Edition
from s3metrics.engine.aid import AidRow, open_aid
from s3metrics.engine.cells import Status
from s3metrics.engine.coverage import Delivered, SenderCoverage, senders_behind
from s3metrics.engine.entities import SourceRow
from s3metrics.engine.gaps import Gap, rows_of_gap
from s3metrics.engine.reported import expected_tables
from s3metrics.engine.selection import resolve
from s3metrics.indicators import Indicator
from s3metrics.ledger.confirmed import Confirmation
from s3metrics.reports import item_texts as texts
from s3metrics.reports.asking import Asked
from s3metrics.reports.effects import Effects
from s3metrics.reports.items import Effect, Item, ItemKind, Place, Severity
from s3metrics.sheets import SHEETS
from s3metrics.words import fold, name_key


def preflight(asked: Asked, confirmed: Sequence[Confirmation] = ()) -> list[Item]:
    """Every item of the period at the clock, by kind in the order of `ItemKind`.

    `confirmed` are the lists that came again unchanged: an old list that its sender has confirmed
    after the period's end is not old.
    """
    effects = Effects(asked)
    found = [
        *_lists(asked, effects, confirmed),
        *_quarantined(asked, effects),
        *_gaps(asked, effects),
        *_de_minimis(asked),
        *_without_value(asked, effects),
    ]
    order = list(ItemKind)
    return sorted(found, key=lambda item: (order.index(item.kind), item.id))


def _lists(asked: Asked, effects: Effects, confirmed: Sequence[Confirmation]) -> Iterator[Item]:
    clock, programme = asked.clock, asked.programme
    scope = resolve(asked.selection(is_period=True), programme, clock.today)
    expected = {table for sender in programme.senders for table in expected_tables(sender)}
    tables = [sheet.table for sheet in SHEETS if sheet.table in expected]
    again = {
        (one.table, name_key(one.sender))
        for one in confirmed
        if one.received_at.date() >= asked.end and _was_known(one, clock.edition)
    }
    for one in senders_behind(clock.engine, tables, scope, clock.delivery):
        is_late = one.is_listed and one.status is not Delivered.YES
        if not is_late or (one.last_date and (one.table, name_key(one.sender)) in again):
            continue
        yield _list_item(one, effects)


def _was_known(one: Confirmation, edition: Edition | None) -> bool:
    """False for what came after the seal: an edition's report stays the same file."""
    # A seal's time is to the second.
    return edition is None or one.received_at.replace(microsecond=0) <= edition.sealed_at


def _list_item(one: SenderCoverage, effects: Effects) -> Item:
    is_missing = one.status is Delivered.MISSING
    kind = ItemKind.LIST_MISSING if is_missing else ItemKind.LIST_OLD
    return Item(
        id=_id(kind, one.table, one.sender),
        kind=kind,
        sentence=one.sentence,
        sender=one.sender,
        effects=effects.of_list(one.table),
    )


def _quarantined(asked: Asked, effects: Effects) -> Iterator[Item]:
    reader = asked.clock.engine.reader
    places = defaultdict(list)
    for row in reader.quarantine(asked.clock.delivery):
        place = Place(sender=row.sender, file=row.file, sheet=row.sheet, row=row.row)
        places[row.table, row.sender].append(place)
    for one in reader.waiting(asked.clock.delivery):
        yield Item(
            id=_id(ItemKind.QUARANTINED, one.table, one.sender),
            kind=ItemKind.QUARANTINED,
            sentence=texts.quarantined(one),
            sender=one.sender,
            effects=effects.of_rows(one.table, one.rows),
            places=tuple(places[one.table, one.sender]),
        )


def _gaps(asked: Asked, effects: Effects) -> Iterator[Item]:
    clock = asked.clock
    for gap in Gap:
        rows = rows_of_gap(clock.engine, gap, clock.delivery, asked.period.start, asked.end)
        for sender, own in _by_sender(rows):
            kind = ItemKind[gap.name]
            is_office = gap in {Gap.NO_FUNDING, Gap.NO_COFINANCING}
            yield Item(
                id=_id(kind, own[0].table, sender),
                kind=kind,
                severity=Severity.NOTE if gap is Gap.OUTSIDE_AREA else Severity.OPEN,
                sentence=texts.gap(gap, own),
                # Whose list names the initiative need not be who pays for it.
                sender=None if is_office else sender,
                effects=_effects_of_gap(gap, own, effects),
                places=tuple(map(Place.of, own)),
            )


def _effects_of_gap(gap: Gap, rows: Sequence[SourceRow], effects: Effects) -> tuple[Effect, ...]:
    if gap is Gap.UNKNOWN_SIZE:
        return effects.of_unknown_sizes(len(rows))
    if gap in {Gap.OUTSIDE_PERIOD, Gap.OUTSIDE_AREA}:
        return effects.of_rows("participation", len(rows))
    return effects.of_funding()


def _de_minimis(asked: Asked) -> Iterator[Item]:
    found = asked.aid
    if found is None:
        return
    for group in found.groups:
        if group.is_over:
            own = [row.source for row in found.rows if row.group == group.group]
            kind = ItemKind.DE_MINIMIS_CEILING
            yield Item(
                id=_id(kind, "participation", group.group),
                kind=kind,
                sentence=texts.over_ceiling(group),
                sender=None,
                places=tuple(map(Place.of, own)),
            )
    not_in_order = list(open_aid(found))
    late = [row for row in not_in_order if row.state.is_late]
    lacking = [row for row in not_in_order if not row.state.is_late]
    yield from _papers(ItemKind.DE_MINIMIS_PAPERS, lacking)
    yield from _papers(ItemKind.DE_MINIMIS_BEFORE_DECISION, late)


def _papers(kind: ItemKind, rows: Iterable[AidRow]) -> Iterator[Item]:
    """One item per sender, opening to the first row of each company and initiative."""
    for sender, own in _by_sender(row.source for row in rows):
        yield Item(
            id=_id(kind, "certificate", sender),
            kind=kind,
            sentence=texts.papers(kind, len(own)),
            sender=sender,
            places=tuple(map(Place.of, own)),
        )


def _without_value(asked: Asked, effects: Effects) -> Iterator[Item]:
    for indicator in asked.decision_indicators:
        status = _missing(asked, indicator)
        if status is None:
            continue
        kind = ItemKind.NO_VALUE
        yield Item(
            id=f"{kind}:{indicator.id}",
            kind=kind,
            sentence=texts.without_value(indicator, status),
            sender=None,
            effects=effects.of_itself(indicator),
        )


def _missing(asked: Asked, indicator: Indicator) -> Status | None:
    now, total = asked.in_period(indicator.id), asked.accumulated(indicator.id)
    for result in (now, total):
        if result is not None and result.total.value is None:
            return result.total.status
    return None


def _by_sender(rows: Iterable[SourceRow]) -> list[tuple[str, list[SourceRow]]]:
    found = defaultdict(list)
    for row in rows:
        found[row.sender].append(row)
    return sorted(found.items())


def _id(kind: ItemKind, table: str, whose: str) -> str:
    return f"{kind}:{table}:{fold(whose)}"
