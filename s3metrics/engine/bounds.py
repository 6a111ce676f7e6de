"""The lowest and the highest that a figure could be if what has been delivered were complete.

Every particular that is unknown becomes known, and every row in quarantine is corrected and
accepted, whatever it says. A row that waits adds at most one unit, so counts have bounds:

- A participation, result, need or solution that waits is not in the figure; it can only add.
- A company or initiative that waits may already be known by an earlier wording, which counts
  until the row is corrected; so it can add or remove its own unit. Where it could move more than
  its own (all participations of a company, all companies of an initiative), the upper bound is the
  figure with the restrictions lifted that it could change, and there is no lower bound.
- Sums have no upper bound while a row waits or an amount is missing: it could be any number.
- A ratio's bounds are those of its two numbers against each other.

Lists that nobody has delivered are not in the bounds: nothing is known about them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from s3metrics.engine import population
from s3metrics.engine.counting import Counter, parts_of
from s3metrics.engine.reported import Reported
from s3metrics.engine.sources import SOURCES
from s3metrics.engine.values import plain
from s3metrics.indicators.model import (
    Count,
    Indicator,
    Is,
    Period,
    Plain,
    Population,
    Ratio,
    Rule,
    Source,
    Sum,
    Unit,
)
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.sheets import sheet_for_table
from s3metrics.words import LANGUAGES, Text, listed

_OF_PARTICIPATIONS = frozenset({Source.PARTICIPATION, Source.PAIR})


@dataclass(frozen=True, kw_only=True)
class BoundPart:
    """How much one thing that is missing could add or remove."""

    id: str
    up: int
    """The most that it could add."""
    down: int
    """The most that it could remove."""
    sentence: Text


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The lowest and highest a figure could be, with what makes the difference."""

    lower: Any = None
    upper: Any = None
    parts: tuple[BoundPart, ...] = ()
    """Of a count: `lower` = value − all `down` (not below 0), `upper` = value + all `up`, but for
    `capped_at`."""
    capped_at: Any = None
    """The figure cannot be higher than this, whatever the parts add up to."""
    why_no_lower: Text | None = None
    why_no_upper: Text | None = None
    is_beside_late_lists: bool = False
    """True when an expected list is missing or late, which no bound can tell of."""

    @property
    def sentences(self) -> tuple[Text, ...]:
        """The parts, the reasons for what has no bound, and what the bounds do not cover."""
        reasons = [why for why in (self.why_no_lower, self.why_no_upper) if why]
        late = [_BESIDE_LATE_LISTS] if self.is_beside_late_lists else []
        parts = [part.sentence for part in self.parts if part.up or part.down]
        return tuple(dict.fromkeys([*parts, *reasons, *late]))

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "lower": plain(self.lower),
            "upper": plain(self.upper),
            "capped_at": plain(self.capped_at),
            "parts": [
                {"id": part.id, "up": part.up, "down": part.down}
                for part in self.parts
                if part.up or part.down
            ],
            "why_no_lower": _both(self.why_no_lower),
            "why_no_upper": _both(self.why_no_upper),
            "is_beside_late_lists": self.is_beside_late_lists,
        }


_BESIDE_LATE_LISTS = Text(
    "Gränserna gäller det som har levererats; listor som saknas eller är äldre än periodens slut "
    "kan ändra siffran hur mycket som helst.",
    "The bounds concern what has been delivered; lists that are missing or older than the "
    "period's end may change the figure by any amount.",
)
_NOT_REPORTED = Text(
    "Ingen har levererat listorna som siffran räknas på, så den har inga gränser.",
    "Nobody has delivered the lists that the figure is counted from, so it has no bounds.",
)
_OPEN_SUM = Text(
    "Rader som väntar på rättning eller saknar uppgiften kan hålla vilket belopp eller antal som "
    "helst, så det finns ingen övre gräns.",
    "Rows that wait for correction or lack the particular may hold any amount, so there is no "
    "upper bound.",
)
_CORRECTIONS = Text(
    "Rader som väntar på rättning kan vara rättelser under noll, så det finns ingen undre gräns.",
    "Rows that wait for correction may be corrections below zero, so there is no lower bound.",
)
_MEAN = Text(
    "Ett medelvärde eller en median kan röra sig åt båda håll när rader väntar eller storlekar är "
    "okända, så det finns inga gränser.",
    "A mean or median may move both ways while rows wait or sizes are unknown, so it has no "
    "bounds.",
)
_NO_RATIO = Text(
    "Kvoten saknar en gräns därför att täljaren eller nämnaren gör det, eller nämnaren kan vara "
    "noll.",
    "The ratio lacks a bound because its numerator or denominator does, or the latter may be 0.",
)


def bounds_of(counter: Counter, indicator: Indicator, waiting: Mapping[str, int]) -> Bounds:
    """The bounds of the indicator's figure over the counter's scope.

    `waiting` holds the rows in quarantine per table.
    """
    if _is_unreported(counter, indicator):
        return Bounds(why_no_lower=_NOT_REPORTED, why_no_upper=_NOT_REPORTED)
    rule = indicator.rule
    if isinstance(rule, Ratio):
        return _of_ratio(counter, rule, waiting)
    return _of_plain(counter, rule, waiting)


def _of_plain(counter: Counter, rule: Plain, waiting: Mapping[str, int]) -> Bounds:
    if isinstance(rule, Count):
        return _CountBounds(counter, rule, waiting).bounds()
    if isinstance(rule, Sum):
        return _of_sum(counter, rule, waiting)
    value = counter.measured(rule).value
    if any(waiting.get(table) for table in _needs(rule)) or _has_unknown_sizes(counter, rule):
        return Bounds(why_no_lower=_MEAN, why_no_upper=_MEAN)
    return Bounds(lower=value, upper=value)


def _is_unreported(counter: Counter, indicator: Indicator) -> bool:
    reported = Reported.at(counter.engine.reader, counter.engine.programme, counter.as_of)
    areas = counter.scope.members("area")
    also = [s for part in parts_of(indicator.rule) for s in part.rows.also_needs]
    tables = {t for source in (*indicator.sources, *also) for t in SOURCES[source].needs}
    return any(reported.lacks(table, areas) for table in tables)


# Counts


@dataclass
class _CountBounds:
    counter: Counter
    rule: Count
    waiting: Mapping[str, int]
    parts: list[BoundPart] = field(default_factory=list)

    def bounds(self) -> Bounds:
        value = self.counter.count(self.rule)
        self._add_unknown(value)
        self._add_waiting()
        upper = value + sum(part.up for part in self.parts)
        lower = max(0, value - sum(part.down for part in self.parts))
        cap, why = self._cap(), self._why_no_lower()
        return Bounds(
            lower=None if why else lower,
            upper=upper if cap is None else min(upper, cap) if not why else cap,
            parts=tuple(self.parts),
            capped_at=cap,
            why_no_lower=why,
        )

    # What is unknown of rows that are there

    def _add_unknown(self, value: int) -> None:
        """Each in turn on top of those before, so that what the parts add up to is exact."""
        for id_, sentence, change in (
            ("unknown_size", _UNKNOWN_SIZE, self._with_unknown_sizes),
            ("unknown_area", _UNKNOWN_AREA, self._with_unknown_areas),
            ("unmeasured", _UNMEASURED, self._with_unmeasured),
            ("principal_county", _PRINCIPAL_COUNTY, None),
        ):
            if change is None:
                more = self._of_unknown_principals()
            else:
                change()
                more = self.counter.count(self.rule) - value
                value += more
            self._part(id_, sentence, up=more)
        self._part("founded_year", _FOUNDED_YEAR, up=self._of_unknown_age())
        self._part("second_area", _SECOND_AREA, up=self._of_unknown_second_area())
        self._add_of_initiatives(value)
        settled = self._settled_by_unmeasured()
        down = settled if "is_first" in self.rule.rows.flags else 0
        self._part("unmeasured_first", _UNMEASURED, up=settled, down=down)

    def _with_unknown_sizes(self) -> None:
        self.counter = self.counter.with_unknown_sizes()
        self.rule = _permissive(self.rule, "is_sme", "is_sme_or_unknown")

    def _with_unknown_areas(self) -> None:
        self.counter = self.counter.with_unknown_areas()

    def _with_unmeasured(self) -> None:
        """Participations that would support if hours or value, now missing, reach the minimum."""
        if not self._settled:
            self.rule = _permissive(self.rule, "is_supporting", "is_supporting_or_unknown")
        if self._has_minimum and self.rule.rows.source is Source.OUTCOME:
            self.rule = _without(self.rule, "is_supported")

    def _of_unknown_principals(self) -> int:
        """Units with a participation whose principal's county is unknown, and none across."""
        if "is_across_border" not in self.rule.rows.flags:
            return 0
        rows = self.rule.rows
        flags = tuple(flag for flag in rows.flags if flag != "is_across_border")
        unknown = replace(rows, flags=flags, lacking=("has_principal_county",))
        either = self.counter.count(replace(self.rule, rows=unknown))
        both = self.counter.count(replace(self.rule, rows=unknown, also=rows))
        return either - both

    def _of_unknown_age(self) -> int:
        if "is_new_enterprise" not in self.rule.rows.flags:
            return 0
        rule = _without(self.rule, "is_new_enterprise")
        return self.counter.count(
            replace(rule, rows=replace(rule.rows, lacking=("has_founded_year",)))
        )

    def _of_unknown_second_area(self) -> int:
        """Units with rows in an unknown area, which could be another than the one they have."""
        if self.rule.at_least is None or self.rule.at_least.column != "area":
            return 0
        unknown = Is(column="area", values=(UNKNOWN_MEMBER,))
        rows = replace(self.rule.rows, codes=(*self.rule.rows.codes, unknown))
        return self.counter.count(replace(self.rule, rows=rows, at_least=None))

    def _add_of_initiatives(self, value: int) -> None:
        """Initiatives without stated counties, and principals not marked as publicly funded."""
        if self.rule.rows.source not in {Source.INITIATIVE, Source.PRINCIPAL}:
            return
        if self.counter.scope.members("county"):
            self.counter = self.counter.with_unknown_counties()
            more = self.counter.count(self.rule) - value
            value += more
            self._part("unknown_county", _UNKNOWN_COUNTY, up=more)
        if "is_declared_across" in self.rule.rows.flags:
            nowhere = self.counter.selecting(counties=(UNKNOWN_MEMBER,))
            more = nowhere.count(_without(self.rule, "is_declared_across"))
            self._part("unknown_counties", _UNKNOWN_COUNTY, up=more)
        if "principal_is_public" in self.rule.rows.flags:
            more = self.counter.count(_without(self.rule, "principal_is_public")) - value
            self._part("not_marked_public", _NOT_MARKED_PUBLIC, up=more)

    def _settled_by_unmeasured(self) -> int:
        """Companies whose first support could be another, were missing hours or values known."""
        if not (self._settled and self._has_minimum):
            return 0
        flags = tuple(f for f in self.rule.rows.flags if f in {"is_inside", "is_sme_or_unknown"})
        rows = replace(
            self.rule.rows,
            flags=(*flags, "is_supporting_or_unknown"),
            lacking=("is_supporting",),
            period=Period.UP_TO,
        )
        anywhere = self.counter.selecting(areas=(), counties=(), municipalities=())
        return anywhere.count(Count(rows=rows, unit=Unit.COMPANY))

    @property
    def _settled(self) -> bool:
        return bool({"is_first", "is_new_enterprise"} & set(self.rule.rows.flags))

    @property
    def _has_minimum(self) -> bool:
        rules = self.counter.engine.programme.rules
        return bool(rules.minimum_hours or rules.minimum_value_sek)

    # Rows in quarantine

    def _add_waiting(self) -> None:
        is_first = "is_first" in self.rule.rows.flags
        for table, rows in self.waiting.items():
            if table in self._adding:
                down = rows if is_first or self._can_leave_area else 0
                self._wait(table, up=rows, down=down)
            elif table in self._owning:
                self._wait(table, up=rows, down=rows)

    @property
    def _adding(self) -> frozenset[str]:
        """Tables of which a row adds at most one unit."""
        if self.rule.rows.source is Source.OUTCOME:
            return frozenset({"outcome", "participation"})
        if self.rule.rows.source in _OF_PARTICIPATIONS:
            return frozenset({"participation"})
        return frozenset({SOURCES[self.rule.rows.source].ledger_table} - {"initiative"})

    @property
    def _can_leave_area(self) -> bool:
        """A solution lies where its latest step lies, and a step that waits may be later."""
        return self.rule.is_latest and bool(self.counter.scope.members("area"))

    @property
    def _owning(self) -> frozenset[str]:
        """Tables of which a row is a unit, known or new."""
        if self.rule.unit is Unit.COMPANY:
            return frozenset({"company"})
        if self.rule.unit is Unit.ACTOR:
            return frozenset({"actor", "initiative"})
        return frozenset({"initiative"}) if self.rule.unit is Unit.INITIATIVE else frozenset()

    @property
    def _moving(self) -> frozenset[str]:
        """Tables of which one row may move many units into the figure or out of it."""
        rows, found = self.rule.rows, set()
        if rows.source in _OF_PARTICIPATIONS and self.rule.unit is not Unit.COMPANY:
            found.add("company")
        is_by_area = bool(self.counter.scope.members("area"))
        is_apart = self.rule.at_least is not None and self.rule.at_least.column == "area"
        is_across = "is_across_border" in rows.flags
        if rows.source in _OF_PARTICIPATIONS and (is_by_area or is_apart or is_across):
            found.add("initiative")
        if self.rule.unit is Unit.INITIATIVE:
            found.discard("initiative")
        if is_across:
            found.add("actor")
        if "is_met" in rows.flags:
            found.add("initiative")
        return frozenset(table for table in found if self.waiting.get(table))

    def _cap(self) -> int | None:
        """The figure with everything lifted that the moving rows could change, or None."""
        caps = []
        if self.rule.unit is Unit.MUNICIPALITY:
            caps.append(len(self._municipalities()))
        if self._moving:
            new = sum(p.up for p in self.parts if p.id.startswith("waiting_"))
            caps.append(self._lifted() + new)
        return min(caps, default=None)

    def _lifted(self) -> int:
        rule, counter = self.rule, self.counter
        if "company" in self._moving:
            rule = _without(rule, "is_inside", "is_outside", "is_sme", "is_sme_or_unknown")
            counter = counter.selecting(counties=(), municipalities=(), sizes=())
            if rule.at_least is not None and rule.at_least.column == "county":
                rule = replace(rule, at_least=None)
            if rule.rows.source is Source.PAIR:
                rule = replace(rule, rows=replace(rule.rows, source=Source.PARTICIPATION))
        if {"initiative", "actor"} & self._moving:
            rule = _without(rule, "is_across_border", "is_met")
            counter = counter.selecting(areas=())
            if rule.at_least is not None and rule.at_least.column == "area":
                rule = replace(rule, at_least=None)
        return counter.count(rule)

    def _municipalities(self) -> list[str]:
        scope = self.counter.scope
        counties = scope.members("county")
        return [
            place.code
            for place in self.counter.engine.programme.municipalities
            if not counties or place.county in counties
        ]

    def _why_no_lower(self) -> Text | None:
        if not self._moving:
            return None
        titles = [sheet_for_table(table).title for table in sorted(self._moving)]
        sheets, english = listed(titles, "eller"), listed(titles, "or")
        return Text(
            f"En rad i {sheets} som väntar på rättning kan flytta många enheter på en gång, så det "
            "finns ingen undre gräns, och den övre är siffran utan de villkor som raden kan ändra.",
            f"A row of {english} that waits for correction may move many units at once, so there "
            "is no lower bound, and the upper is the figure without what the row could change.",
        )

    def _wait(self, table: str, *, up: int, down: int) -> None:
        waits = rows_wait(up, table)
        if down:
            text = Text(
                f"{waits.sv}; varje sådan rad kan lägga till eller ta bort en.",
                f"{waits.en}; each such row may add or remove one.",
            )
        else:
            text = Text(
                f"{waits.sv}; varje sådan rad kan lägga till en.",
                f"{waits.en}; each such row may add one.",
            )
        self.parts.append(BoundPart(id=f"waiting_{table}", up=up, down=down, sentence=text))

    def _part(self, id_: str, sentence: Text, *, up: int, down: int = 0) -> None:
        text = Text(sentence.sv.format(up), sentence.en.format(up))
        if up or down:
            self.parts.append(BoundPart(id=id_, up=up, down=down, sentence=text))


_UNKNOWN_SIZE = Text(
    "Är företagen av okänd storlek små nog tillkommer {0}.",
    "If the companies of unknown size are small enough, {0} are added.",
)
_UNKNOWN_AREA = Text(
    "Hör insatserna av okänt område hit tillkommer {0}.",
    "If the initiatives of unknown area belong here, {0} are added.",
)
_UNMEASURED = Text(
    "Når deltaganden utan timmar eller värde upp till minimigränsen kan {0} tillkomma.",
    "If participations without hours or value reach the minimum, {0} may be added.",
)
_PRINCIPAL_COUNTY = Text(
    "Hör huvudmän av okänt län hemma i ett annat län tillkommer {0}.",
    "If principals of unknown county belong to another county, {0} are added.",
)
_FOUNDED_YEAR = Text(
    "Var företagen utan startår nya tillkommer {0}.",
    "If the companies without founding year were new, {0} are added.",
)
_SECOND_AREA = Text(
    "Är de okända områdena ett andra område kan {0} tillkomma.",
    "If the unknown areas are a second area, {0} may be added.",
)
_UNKNOWN_COUNTY = Text(
    "Är insatserna utan angivna län öppna där tillkommer {0}.",
    "If the initiatives without stated counties are open there, {0} are added.",
)
_NOT_MARKED_PUBLIC = Text(
    "Är huvudmännen som inte är märkta så offentligt finansierade tillkommer {0}.",
    "If the principals not so marked are publicly funded, {0} are added.",
)


def _permissive(rule: Count, flag: str, wider: str) -> Count:
    """The rule with a flag that also holds for what is unknown."""

    def widened(flags: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(wider if one == flag else one for one in flags)

    changed = replace(rule, rows=replace(rule.rows, flags=widened(rule.rows.flags)))
    if rule.also is not None:
        changed = replace(changed, also=replace(rule.also, flags=widened(rule.also.flags)))
    return changed


def _without(rule: Count, *flags: str) -> Count:
    kept = tuple(flag for flag in rule.rows.flags if flag not in flags)
    return replace(rule, rows=replace(rule.rows, flags=kept))


# Sums, means, ratios


def _of_sum(counter: Counter, rule: Sum, waiting: Mapping[str, int]) -> Bounds:
    measured = counter.measured(rule)
    value = measured.value if measured.rows else 0
    source, is_by_area = rule.rows.source, bool(counter.scope.members("area"))
    own = waiting.get(SOURCES[source].ledger_table, 0)
    is_moved = _can_move_amounts(rule, waiting, is_by_area=is_by_area)
    has_unknown_areas = counter.with_unknown_areas().measured(rule).rows > measured.rows
    is_open = bool(
        own
        or is_moved
        or measured.known < measured.rows
        or _could_support(counter, rule)
        or has_unknown_areas
        or (source is Source.OUTCOME and waiting.get("participation"))
    )
    lower, why = value, None
    if source is Source.BOOKING and (own or is_moved or has_unknown_areas):
        lower, why = None, _CORRECTIONS
    elif is_moved:
        lower, why = None, _MOVED
    return Bounds(
        lower=lower,
        upper=None if is_open else value,
        why_no_lower=why,
        why_no_upper=_OPEN_SUM if is_open else None,
    )


_MOVED = Text(
    "Rader som väntar på rättning kan flytta belopp eller timmar ut ur siffran, så det finns ingen "
    "undre gräns.",
    "Rows that wait for correction may move amounts or hours out of the figure, so there is no "
    "lower bound.",
)


def _can_move_amounts(rule: Sum, waiting: Mapping[str, int], *, is_by_area: bool) -> bool:
    """A company or initiative that waits carries the amounts of its rows with it."""
    source = rule.rows.source
    has_companies = source in {Source.PARTICIPATION, Source.OUTCOME}
    has_initiatives = source is not Source.OUTCOME and (
        is_by_area or "initiative_is_active" in rule.rows.flags
    )
    return bool(
        (has_companies and waiting.get("company"))
        or (has_initiatives and waiting.get("initiative"))
    )


def _could_support(counter: Counter, rule: Sum) -> bool:
    """Some participation would support if its missing hours or value reach the minimum."""
    flags = rule.rows.flags
    if "is_supporting" in flags:
        wider = tuple("is_supporting_or_unknown" if f == "is_supporting" else f for f in flags)
        more = counter.measured(replace(rule, rows=replace(rule.rows, flags=wider)))
        return more.rows > counter.measured(rule).rows
    rules = counter.engine.programme.rules
    return "is_supported" in flags and bool(rules.minimum_hours or rules.minimum_value_sek)


def _has_unknown_sizes(counter: Counter, rule: Plain) -> bool:
    flags = tuple("is_sme_or_unknown" if f == "is_sme" else f for f in rule.rows.flags)
    wider = replace(rule, rows=replace(rule.rows, flags=flags))
    more = counter.with_unknown_sizes().with_unknown_areas().measured(wider)
    return more.rows > counter.measured(rule).rows


def _of_ratio(counter: Counter, rule: Ratio, waiting: Mapping[str, int]) -> Bounds:
    above = _of_plain(counter, rule.numerator, waiting)
    if isinstance(rule.denominator, Population):
        below = _of_population(counter, waiting)
    else:
        below = _of_plain(counter, rule.denominator, waiting)
    cap = 1.0 if _is_part_of_whole(rule) else None
    lower, upper = _quotient(above.lower, below.upper), _quotient(above.upper, below.lower)
    if upper is not None and cap is not None:
        upper = min(upper, cap)
    return Bounds(
        lower=lower,
        upper=upper,
        parts=above.parts,
        capped_at=cap,
        why_no_lower=_NO_RATIO if lower is None else None,
        why_no_upper=_NO_RATIO if upper is None else None,
    )


def _is_part_of_whole(rule: Ratio) -> bool:
    """Both count the same units, and whoever is in the numerator is in the denominator."""
    above, below = rule.numerator, rule.denominator
    return isinstance(above, Count) and isinstance(below, Count) and above.unit is below.unit


def _quotient(above: Any, below: Any) -> float | None:
    if above is None or not below:
        return None
    return float(Decimal(above) / Decimal(below))


def _of_population(counter: Counter, waiting: Mapping[str, int]) -> Bounds:
    found = population.companies(counter.engine, counter.scope, (), counter.as_of)[()]
    if waiting.get("context"):
        return Bounds()
    return Bounds(lower=found, upper=found)


def _needs(rule: Rule) -> tuple[str, ...]:
    sources = [s for part in parts_of(rule) for s in (part.rows.source, *part.rows.also_needs)]
    return tuple(dict.fromkeys(table for source in sources for table in SOURCES[source].needs))


def rows_wait(rows: int, table: str) -> Text:
    """`1 rad i Företag väntar på rättning`, without a full stop."""
    sheet = sheet_for_table(table).title
    return Text(
        f"{rows} {'rad' if rows == 1 else 'rader'} i {sheet} väntar på rättning",
        f"{rows} {'row' if rows == 1 else 'rows'} of {sheet} {'waits' if rows == 1 else 'wait'} "
        "for correction",
    )


def _both(text: Text | None) -> dict[str, str] | None:
    return {language: text.of(language) for language in LANGUAGES} if text else None
