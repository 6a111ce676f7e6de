"""Other defensible rules for the same figure: what a reviewer would otherwise ask about.

Each alternative is the indicator with one thing of its rule changed, so it is counted by the same
engine and its sentence is made from the changed rule. An alternative that the tables cannot count
exactly is left out: who was first, who was new and who was reached across a border are settled
under the ordinary rule, so no alternative touches what those depend on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from s3metrics.indicators.model import Count, Indicator, Ratio, Rule, Source, Sum, Unit
from s3metrics.indicators.sentences import sentence
from s3metrics.words import LANGUAGES, Text

_SEAT_FLAGS = {"is_inside": "is_seat_inside", "is_outside": "is_seat_outside"}
_SETTLED_BY_SUPPORT = frozenset({"is_first", "is_new_enterprise"})
"""Flags that hold or not by a company's first supporting participation."""
_SETTLED_BY_PLACE = _SETTLED_BY_SUPPORT | {"is_across_border"}
"""Flags that hold or not by where the workplace lies."""


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """An indicator under another rule."""

    id: str
    label: Text
    indicator: Indicator
    """The same indicator with the other rule; its unit too, where that differs."""

    @property
    def sentence(self) -> Text:
        """The other rule in one sentence."""
        swedish, english = (sentence(self.indicator, language) for language in LANGUAGES)
        return Text(swedish, english)


def alternatives_of(indicator: Indicator) -> tuple[Alternative, ...]:
    """The alternatives that apply to the indicator, none for most that count no participations."""
    found = []
    for id_, label, change in _CHANGES:
        rule = _changed(indicator.rule, change)
        if rule is not None and rule != indicator.rule:
            changed = replace(indicator, rule=rule)
            if id_ == "per_initiative":
                changed = replace(changed, unit=_PAIRS, additive=())
            found.append(Alternative(id=id_, label=label, indicator=changed))
    return tuple(found)


_Part = Count | Sum
_PAIRS = Text("par av företag och insats", "pairs of company and initiative")


def _with_contacts(part: _Part) -> _Part | None:
    """Every participation counts, also contacts and those below the minimum of the rules.

    A figure of one kind of support holds no contacts, so it has no such alternative.
    """
    is_of_one_kind = any(code.column == "support" for code in part.rows.codes)
    if is_of_one_kind or _SETTLED_BY_SUPPORT & set(part.rows.flags):
        return None
    flags = tuple(flag for flag in part.rows.flags if flag != "is_supporting")
    return replace(part, rows=replace(part.rows, flags=flags))


def _by_seat(part: _Part) -> _Part | None:
    """County, municipality and inside or outside are those of the company, not the workplace."""
    if _SETTLED_BY_PLACE & set(part.rows.flags) or part.rows.source is not Source.PARTICIPATION:
        return None
    flags = tuple(_SEAT_FLAGS.get(flag, flag) for flag in part.rows.flags)
    seated = replace(part, rows=replace(part.rows, source=Source.SEAT, flags=flags))
    if isinstance(seated, Count) and seated.at_least and seated.at_least.column == "county":
        return replace(seated, at_least=replace(seated.at_least, column="seat_county"))
    return seated


def _with_unknown_sizes(part: _Part) -> _Part | None:
    """A company of unknown size counts as an SME."""
    flags = tuple("is_sme_or_unknown" if f == "is_sme" else f for f in part.rows.flags)
    return replace(part, rows=replace(part.rows, flags=flags))


def _per_initiative(part: _Part) -> _Part | None:
    """A company counts once in each initiative. Its first support lies in one, so is left out."""
    if not isinstance(part, Count) or part.unit is not Unit.COMPANY or part.at_least:
        return None
    if "is_first" in part.rows.flags:
        return None
    return replace(part, unit=Unit.COMPANY_INITIATIVE)


_Change = Callable[[_Part], _Part | None]
_CHANGES: tuple[tuple[str, Text, _Change], ...] = (
    (
        "contacts_included",
        Text("Kontakter räknas som stöd", "Contacts count as support"),
        _with_contacts,
    ),
    (
        "seat",
        Text("Företagets säte i stället för arbetsstället", "Company's seat, not the workplace"),
        _by_seat,
    ),
    (
        "unknown_sizes",
        Text("Okänd storlek räknas som SMF", "Unknown size counts as SME"),
        _with_unknown_sizes,
    ),
    (
        "per_initiative",
        Text("Per insats i stället för per företag", "Per initiative, not per company"),
        _per_initiative,
    ),
)


def _changed(rule: Rule, change: _Change) -> Rule | None:
    """The rule with the change in each part that counts participations; None where undefined."""
    if isinstance(rule, Ratio):
        return _changed_ratio(rule, change)
    if not isinstance(rule, Count | Sum) or not _is_of_participations(rule):
        return None
    return change(rule)


def _changed_ratio(rule: Ratio, change: _Change) -> Rule | None:
    """A ratio of pairs would be no share of companies; results are tied to the ordinary rule."""
    parts = [p for p in (rule.numerator, rule.denominator) if isinstance(p, Count | Sum)]
    if change is _per_initiative or any(part.rows.source is Source.OUTCOME for part in parts):
        return None
    changed = {part: change(part) for part in parts if _is_of_participations(part)}
    if None in changed.values():
        return None
    kept = {part: new for part, new in changed.items() if new is not None}
    below = rule.denominator
    return Ratio(
        numerator=kept.get(rule.numerator, rule.numerator),
        denominator=kept.get(below, below) if isinstance(below, Count | Sum) else below,
    )


def _is_of_participations(part: _Part) -> bool:
    return part.rows.source in {Source.PARTICIPATION, Source.PAIR}
