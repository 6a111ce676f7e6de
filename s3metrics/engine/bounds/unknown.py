"""What is unknown of rows that are there: how many units it could add or remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from s3metrics.engine.bounds.model import BoundPart
from s3metrics.engine.counting import Counter
from s3metrics.indicators.model import Count, Is, Period, Source, Unit
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.words import Text


@dataclass
class UnknownParts:
    """The parts of a count's bounds, and the rule and scope with all that is unknown let in."""

    counter: Counter
    rule: Count
    waiting: Mapping[str, int]
    """Rows in quarantine per table."""
    parts: list[BoundPart] = field(default_factory=list)

    def add_unknown(self, value: int) -> None:
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
        self._part("founded_year", _FOUNDED_YEAR, up=self.of_unknown_age())
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
        self.rule = _permissive(self.rule, "is_supported", "is_supported_or_unknown")

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

    def of_unknown_age(self) -> int:
        """Companies that would be new if the founding year that is missing were late enough."""
        if "is_new_enterprise" not in self.rule.rows.flags:
            return 0
        rule = without(self.rule, "is_new_enterprise")
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
        """Initiatives without stated counties, and principals not known to be publicly funded."""
        if self.rule.rows.source not in {Source.INITIATIVE, Source.PRINCIPAL}:
            return
        if self.counter.scope.members("county"):
            self.counter = self.counter.with_unknown_counties()
            more = self.counter.count(self.rule) - value
            value += more
            is_of_principals = self.rule.rows.source is Source.PRINCIPAL
            sentence = _HOME_OF_PRINCIPALS if is_of_principals else _UNKNOWN_COUNTY
            self._part("unknown_county", sentence, up=more)
        if "is_declared_across" in self.rule.rows.flags:
            nowhere = self.counter.selecting(counties=(UNKNOWN_MEMBER,))
            more = nowhere.count(without(self.rule, "is_declared_across"))
            self._part("unknown_counties", _UNKNOWN_COUNTY, up=more)
        if "principal_is_public" in self.rule.rows.flags:
            rule = _permissive(self.rule, "principal_is_public", "principal_is_public_or_unknown")
            self._part("unknown_public", _UNKNOWN_PUBLIC, up=self.counter.count(rule) - value)

    def _settled_by_unmeasured(self) -> int:
        """Companies whose first support could be another, were missing hours or values known.

        Where the rules have no minimum, none: whatever is not a contact supports.
        """
        if not self._settled:
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
_HOME_OF_PRINCIPALS = Text(
    "Hör huvudmännen av okänt län hemma där tillkommer {0}.",
    "If the principals of unknown county belong there, {0} are added.",
)
_UNKNOWN_PUBLIC = Text(
    "Om huvudmän vars finansiering inte har angetts är offentligt finansierade tillkommer {0}.",
    "If principals of whom that is not stated are publicly funded, {0} are added.",
)


def _permissive(rule: Count, flag: str, wider: str) -> Count:
    """The rule with a flag that also holds for what is unknown."""

    def widened(flags: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(wider if one == flag else one for one in flags)

    changed = replace(rule, rows=replace(rule.rows, flags=widened(rule.rows.flags)))
    if rule.also is not None:
        changed = replace(changed, also=replace(rule.also, flags=widened(rule.also.flags)))
    return changed


def without(rule: Count, *flags: str) -> Count:
    """The rule without some of its flags."""
    kept = tuple(flag for flag in rule.rows.flags if flag not in flags)
    return replace(rule, rows=replace(rule.rows, flags=kept))
