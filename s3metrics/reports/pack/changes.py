"""What changed since the last edition: the same figures at two clocks.

A figure moves for two reasons, which are told apart: the time that it covers is longer, and more is
known of the time that it covered before. The second is the figure to the old last day as known now,
less what was reported; the first is the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from s3metrics.editions.bridge import REASONS, BridgedFigure, Reason, difference
from s3metrics.editions.clock import Clock
from s3metrics.editions.model import Span
from s3metrics.engine.result import Cell as EngineCell
from s3metrics.engine.result import Result
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.reports.pack.asking import Asking, AsOf
from s3metrics.reports.pack.headlines import HEADLINES
from s3metrics.reports.pack.model import Cell, Column, Kind, Section, Table
from s3metrics.reports.pack.tables import text
from s3metrics.reports.pack.wording import NONE, Wording


@dataclass(frozen=True, kw_only=True)
class Change:
    """One figure at two clocks."""

    indicator: Indicator
    before: EngineCell
    relearned: EngineCell
    """To the same day as `before`, as known at the later clock."""
    now: EngineCell

    @property
    def by_knowledge(self) -> Decimal | None:
        """Late, corrected and withdrawn rows of the time that was covered before."""
        return difference(self.before, self.relearned)

    @property
    def by_time(self) -> Decimal | None:
        """What the time since has added."""
        return difference(self.relearned, self.now)


def since_last_edition(asking: Asking, since: AsOf) -> Section:
    """The section; `since` names the earlier clock, None the edition before this one."""
    words = asking.words
    title = words.say("Ändrat sedan förra utgåvan", "Changed since the last edition")
    earlier = since if since is not None else _edition_before(asking)
    if earlier is None:
        nothing = words.say(
            "Ingen tidigare utgåva är förseglad, så det finns inget att jämföra med.",
            "No earlier edition is sealed, so there is nothing to compare with.",
        )
        return Section(title=title, sentences=(nothing,))
    then = asking.source.at(earlier)
    until = then.today if then.edition else asking.to
    name = (
        words.say(f"utgåva {then.edition.name}", f"edition {then.edition.name}")
        if then.edition
        else words.say(f"leverans {then.delivery}", f"delivery {then.delivery}")
    )
    if since is not None:
        title = words.say(f"Ändrat sedan {name}", f"Changed since {name}")
    changes = list(changes_of(asking, earlier, until))
    reasons = _reasons(asking, then, [change.indicator.id for change, _ in changes])
    return Section(
        title=title,
        starts_page=True,
        sentences=tuple(_sentences(words, name, until, asking.to)),
        tables=(_table(asking, name, changes, until, reasons),),
    )


def _edition_before(asking: Asking) -> str | None:
    """The edition that was sealed last before the one shown, or last of all."""
    own = asking.clock.edition
    found = [e for e in asking.source.editions() if own is None or e.sealed_at < own.sealed_at]
    return max(found, key=lambda e: e.sealed_at).name if found else None


def changes_of(asking: Asking, earlier: AsOf, until: date) -> Iterator[tuple[Change, Result]]:
    """Each figure of a target and each headline at both clocks, with the figure as it is now."""
    names = dict.fromkeys([*(t.indicator.id for t in asking.targets()), *HEADLINES])
    for name in names:
        now = asking.figure(name)
        yield (
            Change(
                indicator=now.indicator,
                before=asking.figure_at(name, until, earlier).total,
                relearned=asking.figure_at(name, until, asking.as_of).total,
                now=now.total,
            ),
            now,
        )


def _reasons(asking: Asking, then: Clock, names: list[str]) -> dict[str, str]:
    """Indicator → why more is known of the earlier time, where a bridge can tell it."""
    now = asking.clock
    is_bridged = now.edition is not None or asking.as_of is None
    if then.edition is None or not is_bridged or now.delivery < then.edition.as_of:
        return {}
    other = now.edition.name if now.edition else None
    bridged = asking.source.bridge(then.edition.name, other, indicators=names)
    return {
        figure.indicator: ", ".join(_parts(asking.words, figure))
        for figure in bridged
        if figure.span == Span.ACCUMULATED
    }


def _parts(words: Wording, figure: BridgedFigure) -> Iterator[str]:
    """`sent inkomna rader +3`; the time that has been added is told by itself.

    One reason alone needs no number, and one too small for the shown decimals is left out.
    """
    indicator = CATALOGUE[figure.indicator]
    told = [
        (words.of(REASONS[part.reason]), signed(words, indicator, part.change))
        for part in figure.parts
        if part.reason is not Reason.PERIOD and part.change is not None
    ]
    there = [(name, moved) for name, moved in told if any(c in "123456789" for c in moved)]
    for name, moved in there:
        reason = f"{name[:1].lower()}{name[1:]}"
        yield reason if len(there) == 1 else f"{reason} {moved}"


def _sentences(words: Wording, name: str, until: date, to: date) -> Iterator[str]:
    yield words.say(
        f"Jämfört med {name}, som räknar till {until}. ”Rättat” är vad sena, rättade och "
        "återkallade rader gör med samma tid: samma siffra till samma dag, som känd nu, minus den "
        "som gällde då.",
        f"Compared with {name}, which counts to {until}. “Corrected” is what late, corrected and "
        "withdrawn rows do to the same time: the same figure to the same day, as known now, less "
        "the one that held then.",
    )
    if until != to:
        yield words.say(
            f"”Ny tid” är vad tiden från {until} till {to} har tillfört.",
            f"“New time” is what the time from {until} to {to} has added.",
        )
    yield words.say(
        "Andelars ändring står i procentenheter (p.e.).",
        "Changes of shares are in percentage points (pp).",
    )


def _table(
    asking: Asking,
    name: str,
    changes: Iterable[tuple[Change, Result]],
    until: date,
    reasons: Mapping[str, str],
) -> Table:
    words = asking.words
    has_new_time = until != asking.to
    rows, receipts = [], []
    for change, result in changes:
        receipts.append(result.receipt.code)
        now = change.indicator
        moved = [Cell(text=signed(words, now, change.by_knowledge), note=reasons.get(now.id, ""))]
        if has_new_time:
            moved.append(text(signed(words, now, change.by_time)))
        rows.append(
            (
                Cell(text=asking.label(result), note=result.receipt.code),
                text(words.cell(change.indicator, change.before)),
                *moved,
                text(words.cell(change.indicator, change.now)),
            )
        )
    return Table(
        title=words.say("Siffrorna då och nu", "The figures then and now"),
        columns=(
            Column(heading=words.say("Siffra", "Figure"), kind=Kind.TEXT, weight=2.2),
            Column(heading=f"{name[:1].upper()}{name[1:]}, {words.say('till', 'to')} {until}"),
            Column(heading=words.say("Rättat", "Corrected"), weight=3),
            *([Column(heading=words.say("Ny tid", "New time"))] if has_new_time else []),
            Column(heading=words.say("Nu, till", "Now, to") + f" {asking.to}"),
        ),
        rows=tuple(rows),
        receipts=tuple(receipts),
        has_codes_in_rows=True,
    )


def signed(words: Wording, indicator: Indicator, change: Decimal | None) -> str:
    """A difference with its sign; of a share in percentage points."""
    if change is None:
        return NONE
    if not change:
        return "0"
    sign = "+" if change > 0 else ""
    if indicator.is_share:
        points = words.number(change * 100, indicator.decimals)
        return f"{sign}{points}\u00a0{words.say('p.e.', 'pp')}"
    return f"{sign}{words.number(change, indicator.decimals)}"
