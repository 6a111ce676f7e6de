"""All sentences as one text, and every rule with one of its parts changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.alternatives import alternatives_of
from s3metrics.indicators.model import (
    AtLeast,
    Change,
    Count,
    Is,
    Median,
    Period,
    Population,
    Ratio,
    Rows,
    Rule,
    Source,
    Sum,
    Unit,
)
from s3metrics.indicators.sentences import sentence
from s3metrics.indicators.wording import PARTICIPATIONS, TOLD

SNAPSHOT = Path(__file__).parent / "sentences.txt"

Mutants = Iterator[tuple[str, Rule]]

UNITS = {
    **dict.fromkeys(PARTICIPATIONS, (Unit.COMPANY, Unit.INITIATIVE, Unit.MUNICIPALITY, Unit.ROW)),
    Source.OUTCOME: (Unit.COMPANY, Unit.ROW),
    Source.INITIATIVE: (Unit.INITIATIVE,),
    Source.PRINCIPAL: (Unit.ACTOR,),
    Source.NEED: (Unit.NEED,),
    Source.SOLUTION: (Unit.SOLUTION,),
}
PERIODS = {
    **dict.fromkeys(PARTICIPATIONS, tuple(Period)),
    Source.INITIATIVE: (Period.ACTIVE, Period.IN, Period.NONE),
    Source.PRINCIPAL: (Period.ACTIVE, Period.IN, Period.NONE),
    Source.FUNDING: (Period.NONE, Period.IN),
}
ANY_PERIOD = (Period.IN, Period.UP_TO, Period.NONE)
OTHER_CODE = {
    "support": "finansiellt",
    "source": "privat",
    "form": "kontant",
    "kind": "innovationsgrad",
}


def all_sentences() -> str:
    """Every indicator and its alternatives, Swedish and English."""
    lines = []
    for indicator in CATALOGUE.values():
        lines += ["", indicator.id, *_both(indicator)]
        for other in alternatives_of(indicator):
            lines += [f"  {other.id}", *_both(other.indicator, "  ")]
    return "\n".join(lines).lstrip() + "\n"


def _both(indicator: Indicator, indent: str = "") -> list[str]:
    return [f"{indent}{lang}: {sentence(indicator, lang)}" for lang in ("sv", "en")]


def mutants(rule: Rule) -> Mutants:
    """What was changed, and the rule with that change alone."""
    if isinstance(rule, Ratio):
        yield from _of_ratio(rule)
        return
    for name, rows in mutated_rows(rule.rows):
        yield name, replace(rule, rows=rows)
    if isinstance(rule, Count):
        yield from _of_count(rule)
    elif isinstance(rule, Sum):
        for column in {"hours", "value_sek", "budget_sek", "amount_sek", "value"} - {rule.column}:
            yield f"column {column}", replace(rule, column=column)
    else:
        yield from _of_summary(rule)


def _of_ratio(rule: Ratio) -> Mutants:
    for name, above in mutants(rule.numerator):
        assert isinstance(above, Count | Sum)
        yield f"numerator: {name}", replace(rule, numerator=above)
    if isinstance(rule.denominator, Population):
        yield "denominator", replace(rule, denominator=rule.numerator)
        return
    yield "other denominator", replace(rule, denominator=Population())
    for name, below in mutants(rule.denominator):
        assert isinstance(below, Count | Sum)
        yield f"denominator: {name}", replace(rule, denominator=below)


def _of_count(rule: Count) -> Mutants:
    for unit in UNITS[rule.rows.source]:
        if unit is not rule.unit and not (unit is Unit.ROW and rule.at_least):
            yield f"unit {unit}", replace(rule, unit=unit)
    if rule.unit is Unit.ROW:
        return
    yield "is_latest", replace(rule, is_latest=not rule.is_latest)
    also = None if rule.also else Rows(source=Source.PARTICIPATION, flags=("is_supporting",))
    yield "also", replace(rule, also=also)
    if rule.at_least is not None:
        yield "no at_least", replace(rule, at_least=None)
        three = replace(rule.at_least, number=3)
        yield "at_least 3", replace(rule, at_least=three)
        column = "area" if rule.at_least.column == "initiative" else "initiative"
        yield f"at_least {column}", replace(rule, at_least=replace(rule.at_least, column=column))
    elif rule.rows.source in PARTICIPATIONS:
        yield "at_least", replace(rule, at_least=AtLeast(number=2, column="area"))


def _of_summary(rule: Change | Median) -> Mutants:
    if isinstance(rule, Change):
        yield "column", replace(rule, column="hours")
        yield "unit", replace(rule, unit=Unit.MUNICIPALITY)
        yield "median", Median(rows=rule.rows, unit=rule.unit, column=rule.column)
    else:
        yield "column", replace(rule, column="value")
        yield "unit", replace(rule, unit=Unit.SOLUTION)


def mutated_rows(rows: Rows) -> Iterator[tuple[str, Rows]]:
    """Rows with one flag, exclusion, code or period changed."""
    for flag in rows.flags:
        yield f"without {flag}", replace(rows, flags=tuple(f for f in rows.flags if f != flag))
    for flag in sorted(TOLD[rows.source] - set(rows.flags) - _said_already(rows)):
        yield f"with {flag}", replace(rows, flags=(*rows.flags, flag))
        yield f"lacking {flag}", replace(rows, lacking=(flag,))
    for period in PERIODS.get(rows.source, ANY_PERIOD):
        if period is not rows.period:
            yield f"period {period}", replace(rows, period=period)
    for place, code in enumerate(rows.codes):
        rest = (*rows.codes[:place], *rows.codes[place + 1 :])
        yield f"any {code.column}", replace(rows, codes=rest)
        negated = replace(code, is_negated=not code.is_negated)
        yield f"not {code.column}", replace(rows, codes=(*rest, negated))
        if rows.source is not Source.BOOKING:
            other = replace(code, values=(*code.values, OTHER_CODE[code.column]))
            yield f"also {code.column}", replace(rows, codes=(*rest, other))
    if rows.source is Source.PARTICIPATION and not rows.codes:
        coded = (Is(column="support", values=("bidrag",)),)
        yield "of one kind", replace(rows, codes=coded)


def _said_already(rows: Rows) -> set[str]:
    """Flags that would contradict, or add nothing to, those there are."""
    sizes = {"is_sme", "is_sme_or_unknown"}
    places = {"is_inside", "is_outside", "is_seat_inside", "is_seat_outside"}
    return {flag for group in (sizes, places) for flag in group if group & set(rows.flags)}


if __name__ == "__main__":
    SNAPSHOT.write_text(all_sentences(), encoding="utf-8")
