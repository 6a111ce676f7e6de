"""What an auditor asks of an indicator, answered from its entry and its rule.

A ratio is answered for its numerator and its denominator, where they differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3metrics.indicators import answers
from s3metrics.indicators.model import (
    TIME,
    Change,
    Count,
    Direction,
    Indicator,
    Is,
    Median,
    Plain,
    Population,
    Ratio,
    Source,
    Sum,
    Unit,
)
from s3metrics.indicators.phrases import Phrases
from s3metrics.indicators.wording import (
    APART,
    COMPANIES,
    PARTICIPATIONS,
    code_words,
    kind_of_company,
)
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text

Facet = tuple[str, str]
"""A question and its answer."""
Part = Plain | Population


def facets(indicator: Indicator, language: str = "sv") -> list[Facet]:
    """Questions and answers in the order in which one asks them, "sv" or "en"."""
    return list(_Facets(indicator, language).all())


class _Facets(Phrases):
    def __init__(self, indicator: Indicator, language: str) -> None:
        super().__init__(language)
        self._indicator = indicator

    def all(self) -> Iterator[Facet]:
        of_parts: tuple[tuple[str, str, Callable[[Part], str]], ...] = (
            ("Vad räknas?", "What is counted?", self._unit),
            ("Vad är ett och samma?", "What is one and the same?", self._identity),
            ("Var räknas det bara en gång?", "Where does it count once only?", self._once),
            ("Vilket datum avgör?", "Which date decides?", self._date),
            ("Vilka rader räknas?", "Which rows count?", self._rows_that_count),
            ("Var räknas det?", "Where is it counted?", self._places),
        )
        for swedish, english, answer in of_parts:
            yield self.say(swedish, english), self._of_each_part(answer)
        yield self.say("Blir delarna totalen?", "Do the parts add up?"), self._additivity()
        yield self.say("Hur avrundas det?", "How is it rounded?"), self._rounding()
        yield self.say("Hur kan det vara tomt?", "How can it be empty?"), self._kinds_of_empty()
        yield self.say("Vilka blad kommer det ur?", "Which sheets is it from?"), self._sheets()
        yield self.say("Vad är bättre?", "Which way is better?"), self._direction()
        yield self.say("EU-kod?", "EU code?"), self._indicator.eu_code or self.say("ingen", "none")
        yield self.say("Version?", "Version?"), self._version()
        yield (
            self.say("Vem svarar för definitionen?", "Who answers for the definition?"),
            self.of(self._indicator.owner),
        )

    def _of_each_part(self, answer: Callable[[Part], str]) -> str:
        told = [answer(part) for part in self._indicator.parts]
        if len(set(told)) == 1:
            return told[0]
        return self.say(
            f"Täljare: {told[0]}. Nämnare: {told[1]}",
            f"Numerator: {told[0]}. Denominator: {told[1]}",
        )

    # Of each part

    def _unit(self, part: Part) -> str:
        if isinstance(part, Population):
            return self.of(answers.POPULATION)
        if isinstance(part, Count):
            return self._counted(part.unit, part)
        column = self._column(part)
        if isinstance(part, Sum):
            return self.say(f"summan av {column}", f"the sum of {column}")
        who = self._counted(part.unit, part)
        if isinstance(part, Change):
            return self.say(
                f"medelvärdet, över {who}, av {column}: sista minus första",
                f"the mean, over {who}, of {column}: last minus first",
            )
        return self.say(
            f"medianen, över {who}, av {column}", f"the median, over {who}, of {column}"
        )

    def _counted(self, unit: Unit, part: Plain) -> str:
        if unit is Unit.ROW:
            return self.say(
                f"rader i bladet {self._sheet(part)}", f"rows of sheet {self._sheet(part)}"
            )
        if unit is not Unit.COMPANY:
            return self.of(answers.COUNTED[unit])
        return self.of(answers.COMPANIES[kind_of_company(part.rows.flags)])

    def _identity(self, part: Part) -> str:
        if isinstance(part, Population):
            return self._row_key("context")
        if isinstance(part, Sum) or part.unit is Unit.ROW:
            return self._row_key(part.rows.source.tables[0])
        return self.of(answers.IDENTITIES[part.unit])

    def _row_key(self, table: str) -> str:
        sheet = sheet_for_table(table)
        if not sheet.key:
            return self.say("raden: två lika rader är två", "the row: two equal rows are two")
        names = [
            sheet.by_name[name].heading if self.language == "sv" else name for name in sheet.key
        ]
        return self.say("raden: ", "the row: ") + self.listed(names)

    def _once(self, part: Part) -> str:
        told = [self.of(answers.once(part))]
        if isinstance(part, Count) and part.at_least is not None:
            told.append(self.of(answers.JUDGED_ON_THE_WHOLE))
        if isinstance(part, Count) and part.is_latest:
            told.append(self.of(answers.LATEST))
        if isinstance(part, Count) and part.also is not None:
            told.append(self.of(answers.IN_THE_SAME_CELL))
        return "; ".join(told)

    def _date(self, part: Part) -> str:
        if isinstance(part, Population):
            return self.of(answers.LATEST_YEAR)
        return self.of(answers.date_of(part.rows)) + self.of(answers.PERIODS[part.rows.period])

    def _rows_that_count(self, part: Part) -> str:
        if isinstance(part, Population):
            return self.of(answers.POPULATION_ROWS)
        told = [self.of(text) for text in answers.conditions(part.rows)]
        told += [self._code(part.rows.source, code) for code in part.rows.codes]
        told += [
            self.say(f"inte: {self.of(text)}", f"not: {self.of(text)}")
            for text in answers.exclusions(part.rows)
        ]
        if isinstance(part, Count) and part.at_least is not None:
            apart = self.of(APART[part.at_least.column])
            number = part.at_least.number
            told.append(
                self.say(
                    f"enhetens rader hör till minst {number} olika {apart}",
                    f"the unit's rows belong to at least {number} different {apart}",
                )
            )
        return "; ".join(told) or self.say("alla", "all")

    def _code(self, source: Source, code: Is) -> str:
        """The rows' kind, source, form, …, as a condition of its own."""
        sheet = sheet_for_table(source.tables[0])
        name = sheet.by_name[code.column].heading if self.language == "sv" else code.column
        is_it = self.say("är", "is")
        is_not = self.say("är inte", "is not")
        words = code_words(source, code, self.language)
        return f"{name} {is_not if code.is_negated else is_it} {words}"

    def _places(self, part: Part) -> str:
        told = [
            f"{self.of(answers.DIMENSIONS[dimension])}: {self.of(answers.place(part, dimension))}"
            for dimension in self._indicator.breakdowns
            if dimension not in TIME
        ]
        if any(dimension in TIME for dimension in self._indicator.breakdowns):
            told.append(self.say("tid: datumet ovan", "time: the date above"))
        return "; ".join(told)

    # Of the whole

    def _additivity(self) -> str:
        if not isinstance(self._indicator.rule, Count | Sum):
            return self.of(answers.NEVER_ADDS_UP)
        has = self._indicator.breakdowns
        adding = [d for d in has if self._indicator.adds_up(d)]
        others = [d for d in has if not self._indicator.adds_up(d)]
        told = []
        if adding:
            told.append(self.say("ja: ", "yes: ") + self._dimensions(adding))
        if others:
            told.append(
                self.say("nej: ", "no: ")
                + self._dimensions(others)
                + self.say(" (överlappet redovisas)", " (the overlap is told)")
            )
        return "; ".join(told)

    def _dimensions(self, dimensions: list[str]) -> str:
        names = [self.of(answers.DIMENSIONS[d]) for d in dimensions if d not in TIME]
        if any(d in TIME for d in dimensions):
            names.append(self.say("tid", "time"))
        return self.listed(names)

    def _rounding(self) -> str:
        many = self._indicator.decimals
        number = {
            0: self.say("till heltal", "to whole numbers"),
            1: self.say("till en decimal", "to one decimal"),
        }.get(many, self.say(f"till {many} decimaler", f"to {many} decimals"))
        kind = self.say("i procent ", "as per cent ") if self._indicator.is_share else ""
        return self.say(
            f"{kind}{number}, bara när det visas; i filer står värdet oavrundat",
            f"{kind}{number}, only when shown; files hold the value as it is",
        )

    def _kinds_of_empty(self) -> str:
        parts = self._indicator.parts
        found = [answers.ZERO, answers.NOT_REPORTED]
        if not isinstance(self._indicator.rule, Count | Sum):
            is_ratio = isinstance(self._indicator.rule, Ratio)
            found.append(answers.NOT_APPLICABLE if is_ratio else answers.NOTHING_MEASURED)
        if any(isinstance(part, Sum) and answers.may_be_unstated(part) for part in parts):
            found.append(answers.UNSTATED)
        if any(isinstance(part, Population) for part in parts):
            found.append(answers.NO_POPULATION)
        if any(self._tells_of_companies(part) for part in parts):
            found.append(answers.SUPPRESSED)
        return "; ".join(self.of(text) for text in found)

    @staticmethod
    def _tells_of_companies(part: Part) -> bool:
        if isinstance(part, Population):
            return False
        if isinstance(part, Sum) or part.unit is Unit.ROW:
            return part.rows.source in PARTICIPATIONS or "is_supported" in part.rows.flags
        return part.unit in COMPANIES

    def _sheets(self) -> str:
        return self.listed(sheet_for_table(table).title for table in self._indicator.tables)

    def _direction(self) -> str:
        return self.of(
            {
                Direction.MORE: Text("mer", "more"),
                Direction.LESS: Text("mindre", "less"),
                Direction.NEITHER: Text("varken mer eller mindre", "neither more nor less"),
            }[self._indicator.direction]
        )

    def _version(self) -> str:
        later = self._indicator.replaced_by
        ended = self.say(f", ersatt av {later}", f", replaced by {later}") if later else ""
        return f"{self._indicator.version}{ended}"

    def _sheet(self, part: Plain) -> str:
        return sheet_for_table(part.rows.source.tables[0]).title

    def _column(self, part: Sum | Change | Median) -> str:
        if isinstance(part, Median):
            return self.of(answers.LEAD_DAYS)
        sheet = sheet_for_table(part.rows.source.tables[0])
        heading = sheet.by_name[part.column].heading if self.language == "sv" else part.column
        return self.say(f"{heading} i bladet {sheet.title}", f"{heading} of sheet {sheet.title}")
