"""From choices to SQL: a measure of the catalogue, its breakdowns, time and chosen members.

The query reads the view `indicator_<id>`, whose rows are what `compute` answers. It filters and
sorts and never adds anything up, so a figure that it shows is the official one or none. Only two
breakdowns over time are counted from the rows (see `from_rows`), each cell by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from s3metrics.engine.sources import is_time
from s3metrics.errors import WrongCall
from s3metrics.explore.from_rows import can_count, columns_of, counted
from s3metrics.explore.indicator_views import TOTAL
from s3metrics.explore.tables_indicators import view_name
from s3metrics.explore.tables_lists import TIME_WORDS
from s3metrics.indicators import find_indicator
from s3metrics.indicators.answers import DIMENSIONS
from s3metrics.indicators.model import Change, Count, Indicator, Median, Ratio, Unit
from s3metrics.words import Text, all_of, did_you_mean

MOST_BREAKDOWNS = 2
"""Besides time."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What somebody who writes no SQL asks for."""

    indicator: str
    by: tuple[str, ...] = ()
    """Breakdowns, time not among them."""
    time: str | None = None
    """A grain of time."""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Breakdown → the members that are shown; each in a row of its own."""
    has_total: bool = False
    """With the rows of all members together, of whatever is not filtered. Not of two breakdowns
    over time."""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What the figures are divided by: chosen, filtered by, or time."""
        asked = (*self.by, *(name for name, members in self.only.items() if members))
        return tuple(dict.fromkeys((*asked, *((self.time,) if self.time else ()))))

    @property
    def is_from_rows(self) -> bool:
        """Whether it takes more than a view holds."""
        return len(self.dimensions) > MOST_BREAKDOWNS


def sql_of(question: Question) -> str:
    """The query, laid out for reading.

    Columns: each breakdown and its name, the value, of a quotient its two parts, the status.
    Raises WrongCall for what the measure cannot be divided by, or for too much at once.
    """
    indicator = find_indicator(question.indicator)
    _check(indicator, question)
    shown = question.dimensions
    filters = [
        exp.column(name).isin(*map(exp.Literal.string, members))
        for name, members in question.only.items()
        if members
    ]
    if question.is_from_rows:
        query = counted(indicator, shown, filters)
    else:
        query = _from_view(indicator, question).where(*filters)
    if shown:
        # Said outright, or the dialect would write what it takes for granted.
        order = [exp.Ordered(this=exp.column(name), nulls_first=False) for name in shown]
        query = query.order_by(*order)
    return query.sql(dialect="duckdb", pretty=True)


def _from_view(indicator: Indicator, question: Question) -> exp.Select:
    inner = [name for name in indicator.breakdowns if name in question.dimensions]
    query = exp.select(*(column for name in question.dimensions for column in columns_of(name)))
    query = query.select(*map(exp.column, _measures(indicator)))
    query = query.from_(exp.to_table(view_name(indicator)))
    return query.where(_levels(question, inner))


def not_summed(question: Question) -> Text | None:
    """Why several chosen members stand apart without a sum; None where none would mislead.

    None, too, where the parts of the breakdown add up to the total.
    """
    indicator = find_indicator(question.indicator)
    apart = [
        name
        for name, members in question.only.items()
        if len(members) > 1 and not indicator.adds_up(name)
    ]
    if not apart:
        return None
    names = all_of(_word(name) for name in apart)
    head = Text(
        f"De valda delarna ({names.sv}) står var för sig och läggs inte ihop: ",
        f"The chosen parts ({names.en}) stand apart and are not added up: ",
    )
    return head + _why(indicator)


def _why(indicator: Indicator) -> Text:
    rule = indicator.rule
    if isinstance(rule, Ratio | Change | Median):
        return Text(
            "en kvot eller ett medelvärde av flera delar är inte summan av delarnas.",
            "a ratio or a mean of several parts is not the sum of theirs.",
        )
    if isinstance(rule, Count) and rule.unit is Unit.COMPANY:
        return Text(
            "samma företag kan finnas i flera av dem och skulle räknas mer än en gång.",
            "the same company may be in several of them and would be counted more than once.",
        )
    return Text(
        "detsamma kan finnas i flera av dem och skulle räknas mer än en gång.",
        "the same thing may be in several of them and would be counted more than once.",
    )


def _check(indicator: Indicator, question: Question) -> None:
    for name in question.dimensions:
        if name not in indicator.breakdowns:
            hint = did_you_mean(name, indicator.breakdowns)
            there = all_of(_word(breakdown) for breakdown in indicator.breakdowns)
            raise WrongCall(
                Text(
                    f"{indicator.label.sv} kan inte delas upp på ”{name}”.{hint.sv} "
                    f"Det går på {there.sv}.",
                    f"{indicator.label.en} cannot be divided by “{name}”.{hint.en} "
                    f"It can by {there.en}.",
                )
            )
    plain = [name for name in question.dimensions if not is_time(name)]
    if len(plain) > MOST_BREAKDOWNS:
        raise WrongCall(
            Text(
                f"Siffran delas upp på högst {MOST_BREAKDOWNS} saker utöver tid; här är det "
                f"{len(plain)}. Ett urval räknas som en uppdelning, eftersom delarna visas var "
                "för sig. Ta bort en uppdelning eller ett urval.",
                f"The figure is divided by at most {MOST_BREAKDOWNS} things besides time; here "
                f"there are {len(plain)}. A filter is a breakdown, since its parts are shown "
                "apart. Remove a breakdown or a filter.",
            )
        )
    if question.is_from_rows and not can_count(indicator.rule):
        raise WrongCall(
            Text(
                f"{indicator.label.sv} har en regel som ser till mer än den enskilda raden, och "
                "kan inte delas upp på två saker över tid på en gång. Ta bort en uppdelning eller "
                "tiden.",
                f"{indicator.label.en} has a rule that looks at more than the single row, and "
                "cannot be divided by two things over time at once. Remove a breakdown or the "
                "time.",
            )
        )
    if question.is_from_rows and question.has_total:
        raise WrongCall(
            Text(
                "Två uppdelningar över tid visas utan totaler. Stäng av totalerna, eller ta bort "
                "en uppdelning.",
                "Two breakdowns over time are shown without totals. Turn the totals off, or "
                "remove a breakdown.",
            )
        )


def _word(dimension: str) -> Text:
    """A breakdown inside a sentence."""
    said = TIME_WORDS.get(dimension) or DIMENSIONS[dimension]
    return said.each(lambda text: text[:1].lower() + text[1:])


def _measures(indicator: Indicator) -> tuple[str, ...]:
    is_quotient = isinstance(indicator.rule, Ratio | Change)
    return ("value", *(("numerator", "denominator") if is_quotient else ()), "status")


def _levels(question: Question, inner: list[str]) -> exp.Expr:
    """The rows of exactly this breakdown; with totals, those of the levels above it too."""
    column = exp.column("breakdown")
    if not question.has_total:
        return column.eq(exp.Literal.string(",".join(inner) or TOTAL))
    kept = [name for name in inner if question.only.get(name)]
    levels: list[list[str]] = [[]]
    for name in inner:
        longer = [[*level, name] for level in levels]
        levels = longer if name in kept else [*levels, *longer]
    return column.isin(*(exp.Literal.string(",".join(level) or TOTAL) for level in levels))
