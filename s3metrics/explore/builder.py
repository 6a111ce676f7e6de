"""From choices to SQL: a measure of the catalogue, its breakdowns, time and chosen members.

The query reads the view `indicator_<id>`, whose rows are what `compute` answers. It filters and
sorts and never adds anything up, so a figure that it shows is the official one or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from s3metrics.engine.sources import is_time
from s3metrics.errors import WrongCall
from s3metrics.explore.indicator_views import TOTAL
from s3metrics.explore.tables_indicators import has_name, view_name
from s3metrics.explore.tables_lists import TIME_WORDS
from s3metrics.indicators import find_indicator
from s3metrics.indicators.answers import DIMENSIONS
from s3metrics.indicators.model import Change, Count, Indicator, Median, Ratio, Unit
from s3metrics.words import Text, all_of, did_you_mean

MOST_BREAKDOWNS = 2
"""Besides time: a view holds each pair of breakdowns, and each pair over time."""


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
    """With the rows of all members together, of whatever is not filtered."""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What the figures are divided by: chosen, filtered by, or time."""
        asked = (*self.by, *(name for name, members in self.only.items() if members))
        return tuple(dict.fromkeys((*asked, *((self.time,) if self.time else ()))))


def sql_of(question: Question) -> str:
    """The query, laid out for reading.

    Columns: each breakdown and its name, the value, of a quotient its two parts, the status.
    Raises WrongCall for what the measure cannot be divided by, or for too much at once.
    """
    indicator = find_indicator(question.indicator)
    _check(indicator, question)
    inner = [name for name in indicator.breakdowns if name in question.dimensions]
    shown = question.dimensions
    query = exp.select(*(column for name in shown for column in _columns(name)))
    query = query.select(*map(exp.column, _measures(indicator)))
    query = query.from_(exp.to_table(view_name(indicator)))
    query = query.where(_levels(question, inner))
    for name, members in question.only.items():
        if members:
            literals = [exp.Literal.string(member) for member in members]
            query = query.where(exp.column(name).isin(*literals))
    if shown:
        # Said outright, or the dialect would write what it takes for granted.
        order = [exp.Ordered(this=exp.column(name), nulls_first=False) for name in shown]
        query = query.order_by(*order)
    return query.sql(dialect="duckdb", pretty=True)


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


def _word(dimension: str) -> Text:
    """A breakdown inside a sentence."""
    said = TIME_WORDS.get(dimension) or DIMENSIONS[dimension]
    return said.each(lambda text: text[:1].lower() + text[1:])


def _columns(name: str) -> Iterator[exp.Column]:
    yield exp.column(name)
    if has_name(name):
        yield exp.column(f"{name}_name")


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
