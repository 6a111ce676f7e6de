"""The sentences of the check before sealing, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from babel.numbers import format_decimal

from s3metrics.engine.aid import AidGroup
from s3metrics.engine.cells import Status
from s3metrics.engine.entities import SourceRow
from s3metrics.engine.gaps import Gap
from s3metrics.indicators import Indicator
from s3metrics.ledger.reader import WaitingRows
from s3metrics.reports.items import ItemKind
from s3metrics.reports.tables import EMPTY_WORDS
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text, listed

_NAMED = 5

_GAPS: Mapping[Gap, tuple[Text, str]] = {
    Gap.UNKNOWN_SIZE: (
        Text(
            "Företag som fått stöd men är av okänd storlek, och därför inte räknas som SMF",
            "Companies supported but of unknown size, and so not counted as SMEs",
        ),
        "name",
    ),
    Gap.OUTSIDE_PERIOD: (
        Text(
            "Deltaganden daterade utanför programmets tid, i insatserna",
            "Participations dated outside the programme's time, in the initiatives",
        ),
        "initiative_id",
    ),
    Gap.OUTSIDE_AREA: (
        Text(
            "Deltaganden under perioden utanför programmets län, som bara räknas bland SMF utanför "
            "länen, i insatserna",
            "Participations in the period outside the programme's counties, only counted among "
            "SMEs outside them, in the initiatives",
        ),
        "initiative_id",
    ),
    Gap.NO_FUNDING: (
        Text(
            "Insatser som pågick under perioden och saknar finansiering",
            "Initiatives active in the period without funding",
        ),
        "initiative_id",
    ),
    Gap.NO_COFINANCING: (
        Text(
            "Insatser med EU-stöd som saknar medfinansiering",
            "Initiatives with EU support without co-financing",
        ),
        "initiative_id",
    ),
}
"""What each gap is, and the column by which its rows are named."""


def gap(kind: Gap, rows: Sequence[SourceRow]) -> Text:
    """How many rows, and the first names."""
    words, column = _GAPS[kind]
    names = list(dict.fromkeys(str(row.cells[column]) for row in rows))
    more, shown = len(names) - _NAMED, names[:_NAMED]
    sv = listed([*shown, *([f"{more} till"] if more > 0 else [])])
    en = listed([*shown, *([f"{more} more"] if more > 0 else [])], "and")
    return Text(f"{words.sv}: {sv} ({len(rows)}).", f"{words.en}: {en} ({len(rows)}).")


def quarantined(rows: WaitingRows) -> Text:
    """How many rows wait, and why."""
    sheet = sheet_for_table(rows.table).title
    codes = listed(f"{code.value} {count}" for code, count in rows.by_code.items())
    codes_en = listed((f"{code.value} {count}" for code, count in rows.by_code.items()), "and")
    return Text(
        f"{rows.rows} {'rad' if rows.rows == 1 else 'rader'} i {sheet} från {rows.sender} väntar "
        f"på rättning ({codes}).",
        f"{rows.rows} {'row' if rows.rows == 1 else 'rows'} of {sheet} from {rows.sender} "
        f"{'waits' if rows.rows == 1 else 'wait'} for correction ({codes_en}).",
    )


def over_ceiling(group: AidGroup) -> Text:
    """That a group has had more than the ceiling."""
    return Text(
        f"Koncernen {group.name} ({group.group}) hade {_sek(group.highest_sek, 'sv_SE')} kr i "
        f"försumbart stöd den {group.highest_on}, över taket {_sek(group.ceiling_sek, 'sv_SE')} "
        "kr.",
        f"The group {group.name} ({group.group}) had SEK {_sek(group.highest_sek, 'en_GB')} of de "
        f"minimis aid on {group.highest_on}, above the ceiling of SEK "
        f"{_sek(group.ceiling_sek, 'en_GB')}.",
    )


def papers(kind: ItemKind, count: int) -> Text:
    """That certificates or decisions are missing, or came too late."""
    if kind is ItemKind.DE_MINIMIS_BEFORE_DECISION:
        return Text(
            "Företag och insatser där stödet började före intyget eller beslutet om försumbart "
            f"stöd: {count}.",
            "Companies and initiatives where the support began before the certificate or decision "
            f"on de minimis aid: {count}.",
        )
    return Text(
        f"Företag och insatser med stöd där intyg eller beslut om försumbart stöd saknas: {count}.",
        "Companies and initiatives with support but without certificate or decision on de minimis "
        f"aid: {count}.",
    )


def without_value(indicator: Indicator, status: Status) -> Text:
    """That an indicator of the decision has no value."""
    return Text(
        f"Beslutets indikator {indicator.label.sv} har inget värde: {EMPTY_WORDS[status]}.",
        f"The decision's indicator {indicator.label.en} has no value: "
        f"{status.value.replace('_', ' ')}.",
    )


def _sek(amount: Decimal, locale: str) -> str:
    return str(format_decimal(amount, format="#,##0", locale=locale))
