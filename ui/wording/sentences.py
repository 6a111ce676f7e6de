"""Sentences made from figures: what a chart shows, and what lies in several parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from s3metrics.engine.result import Overlap
from s3metrics.indicators.model import TIME, Count, Indicator, Unit
from s3metrics.programme import Programme
from s3metrics.words import listed
from ui.data import Figure
from ui.drawing import tables
from ui.i18n import _, _n, of
from ui.wording import labels, numbers

_MOST_NAMED = 4
"""Members that a sentence names one by one."""


def extremes(figure: Figure, programme: Programme) -> str:
    """Where one breakdown is highest and lowest, and what is missing."""
    by = figure.by[0]
    names = {code: tables.label(figure, code, programme) for code in figure.members(by)}
    cells = {code: figure.cell(**{by: code}) for code in figure.members(by)}
    there = {code: cell.value for code, cell in cells.items() if cell.value is not None}
    if not any(there.values()):
        return _("Ingenting att visa för det här urvalet.")
    if len(there) == 1:
        return f"{_named(figure, there, max(there.values()), names)}."
    told = [_("Högst: {member}.").format(member=_named(figure, there, max(there.values()), names))]
    some = [value for value in there.values() if value]
    if by not in TIME and min(some) != max(some):
        told.append(_("Lägst: {member}.").format(member=_named(figure, there, min(some), names)))
    none = [names[code] for code, value in there.items() if not value]
    if len(none) > _MOST_NAMED:
        told.append(_("Noll: {n} av {all}.").format(n=len(none), all=len(there)))
    elif none:
        told.append(_("Noll: {members}.").format(members=in_words(none)))
    missing = [names[code] for code in cells if code not in there]
    if missing:
        told.append(_("Uppgift saknas: {members}.").format(members=in_words(missing)))
    return " ".join(told)


def _named(figure: Figure, values: Mapping[str, Any], value: Any, names: Mapping[str, str]) -> str:
    """All members with this value, and the value."""
    members = [names[code] for code, found in values.items() if found == value]
    return f"{in_words(members)} ({numbers.figure(figure.indicator, value)})"


def crossed(figure: Figure, programme: Programme) -> str:
    """Where two breakdowns together are highest, and where there is nothing."""
    first, second = figure.by

    def named(one: str, other: str) -> str:
        return _("{member} i {other}").format(
            member=labels.member(first, one, programme),
            other=labels.member(second, other, programme),
        )

    cells = {
        (one, other): figure.cell(**{first: one, second: other})
        for one in figure.members(first)
        for other in figure.members(second)
    }
    there = {pair: cell.value for pair, cell in cells.items() if cell.value}
    if not there:
        return _("Ingenting att visa för det här urvalet.")
    top = max(there, key=there.__getitem__)
    told = _("Högst: {member}.").format(
        member=f"{named(*top)} ({numbers.figure(figure.indicator, there[top])})"
    )
    none = [named(*pair) for pair, cell in cells.items() if cell.value == 0]
    if none and len(none) <= _MOST_NAMED:
        told += " " + _("Noll: {members}.").format(members=in_words(none))
    return told


def overlap(figure: Figure, dimension: str) -> str:
    """How much the parts exceed the whole and why; empty where they do not.

    ”20 företag räknas i mer än ett län (19 i två, 1 i tre). Länens summa, 486, är därför 21 större
    än totalen, 465.”
    """
    found = figure.overlap_at(dimension)
    if found is None or not found.overlap:
        return ""
    indicator = figure.indicator
    told = _("{parts} summa, {sum}, är därför {overlap} större än totalen, {total}.").format(
        parts=labels.parts_of(dimension),
        sum=numbers.figure(indicator, found.parts_sum),
        overlap=numbers.figure(indicator, found.overlap),
        total=numbers.figure(indicator, found.total),
    )
    return f"{_in_several(indicator, found, dimension)} {told}"


def _in_several(indicator: Indicator, found: Overlap, dimension: str) -> str:
    units = sum(found.units_in_parts.values())
    times = [
        _("{n} i {parts}").format(n=numbers.count(n), parts=_number_word(parts))
        for parts, n in found.units_in_parts.items()
    ]
    words = _n(
        "{n} {unit} räknas i {several} ({times}).",
        "{n} {unit} räknas i {several} ({times}).",
        units,
    )
    return words.format(
        n=numbers.count(units),
        unit=_unit(indicator, units),
        several=labels.several(dimension),
        times=", ".join(times),
    )


def _number_word(number: int) -> str:
    words = {2: _("två"), 3: _("tre"), 4: _("fyra"), 5: _("fem"), 6: _("sex"), 7: _("sju")}
    return words.get(number) or str(number)


def _unit(indicator: Indicator, number: int) -> str:
    """What lies in several parts; of money it is the initiatives that it belongs to."""
    rule = indicator.rule
    return unit(rule.unit if isinstance(rule, Count) else Unit.INITIATIVE, number)


def unit(kind: Unit, number: int) -> str:
    """What is counted, in the form that fits the number."""
    return {
        Unit.COMPANY: lambda: _n("företag", "företag", number),
        Unit.INITIATIVE: lambda: _n("insats", "insatser", number),
        Unit.MUNICIPALITY: lambda: _n("kommun", "kommuner", number),
        Unit.NEED: lambda: _n("behov", "behov", number),
        Unit.ACTOR: lambda: _n("aktör", "aktörer", number),
        Unit.SOLUTION: lambda: _n("lösning", "lösningar", number),
        Unit.ROW: lambda: _n("rad", "rader", number),
    }[kind]()


def ignored(figure: Figure) -> str:
    """That a figure is the whole's although the selection is narrower; empty where it is not."""
    if not figure.ignored:
        return ""
    names = in_words([labels.lower(labels.dimension(name)) for name in figure.ignored])
    return _("Kan inte avgränsas efter {dimensions}: visar helheten.").format(dimensions=names)


def title(figure: Figure) -> str:
    """A chart's subject: `SMF som nåtts per kvartal`."""
    return f"{of(figure.indicator.label)} {labels.per(*figure.by)}"


def side_by_side(figure: Figure) -> str:
    """A chart's subject where the second breakdown stands in groups: `… en stapel per län`."""
    first, second = figure.by
    return _("{label} {per_first}, en stapel per {second}").format(
        label=of(figure.indicator.label),
        second=labels.lower(labels.dimension(second)),
        per_first=labels.per(first),
    )


def unit_line(figure: Figure) -> str:
    """What a chart's marks count: `Antal företag`."""
    indicator = figure.indicator
    if indicator.is_money or indicator.is_share or not isinstance(indicator.rule, Count):
        return labels.upper(of(indicator.unit))
    return _("Antal {unit}").format(unit=of(indicator.unit))


def in_words(words: list[str]) -> str:
    """`a, b och c`."""
    return listed(words, _("och"))
