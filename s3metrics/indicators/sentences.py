"""The rule in one sentence, made from the rule itself, so that it cannot drift from it.

A sentence names the units (`SMF`), what holds for them (`som inte är avbrutna`), the rows by which
they qualify (`minst ett stödjande deltagande i programmets län under perioden`) and what makes two
of them one. Each part of a rule has its words in `wording`; none has words of its own indicator.
"""

from __future__ import annotations

from dataclasses import replace

from s3metrics.indicators import wording
from s3metrics.indicators.model import (
    Change,
    Count,
    Indicator,
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
from s3metrics.indicators.phrases import Phrases
from s3metrics.indicators.wording import PARTICIPATIONS
from s3metrics.words import Text


def sentence(indicator: Indicator, language: str = "sv") -> str:
    """The indicator's rule in one sentence, "sv" or "en".

    Raises KeyError where a part of the rule has no words.
    """
    for rows in indicator.all_rows:
        wording.all_told(rows)
    text = _Sentences(language, indicator.unit).rule(indicator.rule)
    return f"{text[0].upper()}{text[1:]}."


class _Sentences(Phrases):
    def __init__(self, language: str, unit: Text) -> None:
        super().__init__(language)
        self._sum_unit = unit

    def rule(self, rule: Rule) -> str:
        if isinstance(rule, Ratio):
            return self._ratio(rule)
        if isinstance(rule, Count):
            return f"{self._count(rule)}{self._identity(rule)}"
        if isinstance(rule, Sum):
            return self._sum(rule)
        return self._summary(rule)

    # A ratio: a share of what stands below it, or one figure divided by another

    def _ratio(self, rule: Ratio) -> str:
        if share := self._share(rule):
            return self.say(
                f"av {self._all(rule.denominator)}: andelen {share}",
                f"of {self._all(rule.denominator)}: the share {share}",
            )
        if same := self._same_sum(rule):
            return same
        divided = "delad" if isinstance(rule.numerator, Sum) else "delat"
        above, below = self._part(rule.numerator), self._part(rule.denominator, is_definite=True)
        return self.say(f"{above}, {divided} med {below}", f"{above}, divided by {below}")

    def _share(self, rule: Ratio) -> str:
        """What sets the numerator apart, where it counts some of the denominator's; else empty."""
        above, below = rule.numerator, rule.denominator
        if isinstance(above, Sum) and isinstance(below, Sum):
            return self._share_of_sum(above, below)
        if not isinstance(above, Count) or not isinstance(below, Count):
            return ""
        if Unit.ROW in {above.unit, below.unit}:
            return ""
        if above.at_least is not None and replace(above, at_least=None) == below:
            return self._spread(above, self.say("sådana deltaganden", "such participations"))
        if above.also is not None and self._noun(above) == self._noun(below):
            is_same = Count(rows=above.also, unit=above.unit) == below
            held = self.listed(part for part in (self.seat(above.rows), self._held(above)) if part)
            return f"{self.having}{held}{self._latest(above)}" if is_same else ""
        extra = [flag for flag in above.rows.flags if flag not in below.rows.flags]
        plain = replace(above.rows, flags=below.rows.flags, also_needs=below.rows.also_needs)
        if replace(above, rows=plain) != below or not set(extra) <= set(wording.RELATIVE):
            return ""
        return self.listed(self.of(wording.RELATIVE[flag]) for flag in extra)

    def _same_sum(self, rule: Ratio) -> str:
        """Two sums that differ in their codes only, the second in a few words; else empty."""
        above, below = rule.numerator, rule.denominator
        if not isinstance(above, Sum) or not isinstance(below, Sum) or not below.rows.codes:
            return ""
        if replace(above, rows=replace(above.rows, codes=below.rows.codes)) != below:
            return ""
        codes = self.codes(below.rows)
        return self.say(
            f"{self._sum(above)}, delad med motsvarande summa {codes}",
            f"{self._sum(above)}, divided by the same sum {codes}",
        )

    def _share_of_sum(self, above: Sum, below: Sum) -> str:
        if not above.rows.codes or replace(above, rows=replace(above.rows, codes=())) != below:
            return ""
        return self.codes(above.rows)

    def _all(self, rule: Count | Sum | Population) -> str:
        """What a share is a share of."""
        if isinstance(rule, Count):
            things = f"{self._things(rule)}{self._latest(rule)}"
            return self.say(f"alla {things}", f"all {things}")
        return self._summed(rule) if isinstance(rule, Sum) else self._part(rule)

    def _part(self, rule: Count | Sum | Population, *, is_definite: bool = False) -> str:
        if isinstance(rule, Population):
            return self.say(
                "antalet företag i bladet Bakgrund för det senaste året (mikro, små, "
                "medelstora eller utan angiven storlek)",
                "the number of companies in the sheet Bakgrund for its latest year (micro, small, "
                "medium or of no stated size)",
            )
        if isinstance(rule, Sum):
            return self._sum(rule, is_definite=is_definite)
        return f"{self._count(rule, is_definite=is_definite)}{self._latest(rule)}"

    # A count

    def _count(self, rule: Count, *, is_definite: bool = False) -> str:
        swedish = "antalet" if is_definite else "antal"
        english = "the number" if is_definite else "number"
        if rule.unit is Unit.ROW:
            rows = self.rows(rule.rows, is_plural=True, of=rule.unit)
            return self.say(f"{swedish} {rows}", f"{english} of {rows}")
        things = self._things(rule)
        if rule.unit is Unit.COMPANY_INITIATIVE:
            return self.say(f"{swedish} {things}", f"{english} of {things}")
        return self.say(f"{swedish} olika {things}", f"{english} of distinct {things}")

    def _identity(self, rule: Count) -> str:
        if rule.unit is Unit.ROW:
            return ""
        return f"; {self.of(wording.ONE[rule.unit])}{self._latest(rule)}"

    def _latest(self, rule: Count) -> str:
        return self.of(wording.LATEST) if rule.is_latest else ""

    def _things(self, rule: Count | Change | Median, at_least: str | None = None) -> str:
        """The units, what holds for them, and the rows by which they qualify."""
        noun, clauses, held = self._noun(rule), self._clauses(rule), self._held(rule, at_least)
        seat = self.seat(rule.rows) if rule.unit in wording.COMPANIES else ""
        if not clauses:
            having = self.listed(part for part in (seat, held) if part)
            told = f"{noun} {self.having}{having}" if having else noun
        else:
            if held:
                clauses.append(self.say(f"som har {held}", f"that have {held}"))
            based = f"{noun} {self.having}{seat}" if seat else noun
            told = f"{based} {self.listed(clauses)}"
        lacking = self.lacking(rule.rows)
        return told.rstrip(",") + lacking

    def _noun(self, rule: Count | Change | Median) -> str:
        flags = rule.rows.flags
        if rule.unit is Unit.COMPANY_INITIATIVE:
            company = self.of(wording.ONE_COMPANY[wording.kind_of_company(flags)])
            return self.say(f"par av {company} och insats", f"pairs of {company} and initiative")
        if rule.unit is Unit.COMPANY:
            return self.company(flags)
        noun = self.of(wording.UNITS[rule.unit])
        if "principal_is_public" in flags:
            return self.say(f"offentligt finansierade {noun}", f"publicly funded {noun}")
        if rule.rows.source not in {*PARTICIPATIONS, Source.OUTCOME} and rule.rows.codes:
            return f"{noun} {self.codes(rule.rows)}"
        if rule.unit is Unit.MUNICIPALITY and rule.rows.source is Source.SEAT:
            return self.say(f"{noun}, efter företagens säte,", f"{noun}, by the companies' seats,")
        if rule.unit is Unit.MUNICIPALITY:
            return " ".join(part for part in (noun, self.place(rule.rows)) if part)
        return noun

    def _clauses(self, rule: Count | Change | Median) -> list[str]:
        """What holds for the units, a relative clause each."""
        rows, found = rule.rows, []
        if rule.unit is Unit.INITIATIVE and rows.period in {Period.ACTIVE, Period.ACTIVE_UP_TO}:
            found += [self.of(clause) for clause in wording.ACTIVE]
        elif rows.source is Source.PRINCIPAL:
            found.append(self._leading(rows))
        elif dated := self._dated(rows):
            found.append(dated)
        is_company = rule.unit in wording.COMPANIES
        found += [
            self.of(wording.RELATIVE[flag])
            for flag in rows.flags
            if flag in wording.RELATIVE and (is_company or flag != "is_new_enterprise")
        ]
        if isinstance(rule, Count):
            if "is_first" in rows.flags and is_company:
                found.append(self._first(rows, rule.unit))
            if rule.at_least is not None:
                found.append(self._spread(rule, self.rows(rows, is_plural=True, of=rule.unit)))
            if rule.also is not None:
                also = self.rows(rule.also, of=rule.unit)
                found.append(self.say(f"som också har {also}", f"that also have {also}"))
        return found

    def _leading(self, rows: Rows) -> str:
        is_active = rows.period is Period.ACTIVE
        when = "" if is_active else f", {self.of(wording.PERIODS[rows.period])}"
        which = self.say(
            " som inte är avbruten och som pågår någon dag under perioden",
            " that is not cancelled and that runs on some day of the period",
        )
        told = which if is_active else when
        return self.say(
            f"som är huvudmän för minst en insats{told}",
            f"that are principals of at least one initiative{told}",
        )

    def _dated(self, rows: Rows) -> str:
        if rows.source not in {Source.NEED, Source.SOLUTION, Source.INITIATIVE}:
            return ""
        period = self.of(wording.PERIODS[rows.period])
        if rows.source is Source.NEED:
            return self.say(f"som identifierats {period}", f"that were identified {period}")
        if "is_adopted" in rows.flags:
            return self.say(
                f"som {period} nått ordinarie budget eller drift",
                f"that have reached an ordinary budget or operation {period}",
            )
        return self.say(f"som är daterade {period}", f"that are dated {period}")

    def _first(self, rows: Rows, unit: Unit) -> str:
        undated = self.rows(replace(rows, period=Period.NONE), of=unit, is_first=True)
        period = self.of(wording.PERIODS[rows.period])
        return self.say(f"vars {undated} infaller {period}", f"whose {undated} falls {period}")

    def _spread(self, rule: Count, rows: str) -> str:
        assert rule.at_least is not None
        number = rule.at_least.number
        many = self.of(wording.NUMBERS[number]) if number in wording.NUMBERS else str(number)
        apart = self.of(wording.APART[rule.at_least.column])
        return self.say(
            f"vars {rows} fördelar sig på minst {many} olika {apart}",
            f"whose {rows} are spread over at least {many} different {apart}",
        )

    def _held(self, rule: Count | Change | Median, at_least: str | None = None) -> str:
        """`minst ett stödjande deltagande …`; empty where a clause says it, or the unit is the row.

        The clause is that of a first participation, or of participations that are spread.
        """
        rows = rule.rows
        is_first = "is_first" in rows.flags and rule.unit in wording.COMPANIES
        is_spread = isinstance(rule, Count) and rule.at_least is not None
        if is_first or is_spread or rows.source not in {*PARTICIPATIONS, Source.OUTCOME}:
            return ""
        return self.rows(rows, of=rule.unit, at_least=at_least)

    # A sum, a mean, a median

    def _sum(self, rule: Sum, *, is_definite: bool = False) -> str:
        english = "the sum" if is_definite else "sum"
        return self.say(f"summan av {self._summed(rule)}", f"{english} of {self._summed(rule)}")

    def _summed(self, rule: Sum) -> str:
        rows = self.rows(rule.rows, is_plural=True, of=Unit.ROW)
        own = {Source.FUNDING: "budget_sek", Source.BOOKING: "amount_sek"}
        if own.get(rule.rows.source) == rule.column:
            return rows
        column = self.of(wording.SUMMED[rule.column])
        if rule.rows.source is Source.OUTCOME and rule.column == "value":
            column = f"{column} ({self.of(self._sum_unit)})"
        return self.say(f"{column} i {rows}", f"{column} of {rows}")

    def _summary(self, rule: Change | Median) -> str:
        if isinstance(rule, Median):
            things, column = self._things(rule), self.of(wording.MEDIAN[rule.column])
            return self.say(
                f"för {things}: medianen av {column}", f"for {things}: the median of {column}"
            )
        things = self._things(rule, self.say("minst två", "at least two"))
        column = self.of(wording.LAST[rule.column])
        return self.say(
            f"för {things}: medelvärdet av det sista {column} minus det första",
            f"for {things}: the mean of the last {column} minus the first",
        )
