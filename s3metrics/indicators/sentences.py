"""The rule in one sentence, made from the rule itself, so that it cannot drift from it."""

from __future__ import annotations

from dataclasses import replace

from s3metrics.indicators.model import (
    Change,
    Count,
    Indicator,
    Is,
    Period,
    Plain,
    Population,
    Ratio,
    Rows,
    Source,
    Sum,
    Unit,
)
from s3metrics.words import Text, listed

_UNITS = {
    Unit.COMPANY: Text("företag", "companies"),
    Unit.INITIATIVE: Text("insatser", "initiatives"),
    Unit.MUNICIPALITY: Text("kommuner", "municipalities"),
    Unit.NEED: Text("behov", "needs"),
    Unit.ACTOR: Text("aktörer", "actors"),
    Unit.SOLUTION: Text("lösningar", "solutions"),
}
_SMES = Text("SMF", "SMEs")
_SMES_OR_UNKNOWN = Text("SMF och företag av okänd storlek", "SMEs and companies of unknown size")

_PERIODS = {
    Period.IN: Text("under perioden", "in the period"),
    Period.UP_TO: Text("till och med periodens slut", "up to the period's end"),
    Period.ACTIVE: Text(
        "som pågår någon dag under perioden och inte är avbrutna",
        "that run on some day of the period and are not aborted",
    ),
    Period.ACTIVE_UP_TO: Text("till och med periodens slut", "up to the period's end"),
    Period.NONE: Text("som de är beslutade, oavsett period", "as decided, whatever the period"),
}

# What a flag says of a participation, result, initiative … ; "" where the noun says it already.
_FLAGS = {
    "is_inside": Text("i programmets län", "in the programme's counties"),
    "is_outside": Text("utanför programmets län", "outside the programme's counties"),
    "is_seat_inside": Text(
        "av företag med säte i programmets län", "by companies seated in the programme's counties"
    ),
    "is_seat_outside": Text(
        "av företag med säte utanför programmets län",
        "by companies seated outside the programme's counties",
    ),
    "is_first": Text("som är det första företaget fått", "that is the company's first ever"),
    "is_new_enterprise": Text(
        "av företag som var nya när de först fick stöd",
        "by companies that were new when first supported",
    ),
    "is_across_border": Text(
        "i en insats vars huvudman hör hemma i ett annat län",
        "in an initiative whose principal belongs to another county",
    ),
    "is_declared_across": Text(
        "och är öppna i minst två av länen", "and are open in at least two of the counties"
    ),
    "is_cross_area": Text("och berör minst ett område till", "and touch at least one more area"),
    "initiative_is_active": Text(
        "för insatser som inte är avbrutna", "of initiatives that are not aborted"
    ),
    "is_supported": Text(
        "för företag som fått stöd senast samma dag",
        "of companies supported no later than the same day",
    ),
    "is_met": Text(
        "som minst en insats som inte är avbruten svarar mot",
        "that at least one initiative that is not aborted answers",
    ),
    "principal_is_public": Text("", ""),
    "is_adopted": Text(
        "som finns i ordinarie budget eller drift", "that are in ordinary budget or operation"
    ),
    "is_supporting": Text("", ""),
    "is_sme": Text("", ""),
    "is_sme_or_unknown": Text("", ""),
}

_CODES = {
    "bidrag": Text("bidrag", "grant"),
    "radgivning": Text("rådgivning", "advice"),
    "eruf": Text("ERUF", "ERDF"),
    "kostnad": Text("kostnader", "costs"),
    "inbetalning": Text("inbetalningar", "payments in"),
    "produktinnovation": Text("produktinnovation", "product innovation"),
    "processinnovation": Text("processinnovation", "process innovation"),
    "marknad_organisation": Text(
        "innovation i marknad eller organisation", "marketing or organisational innovation"
    ),
    "egen_utveckling": Text("egen utveckling", "in-house innovation"),
    "forskningssamverkan": Text("forskningssamverkan", "cooperation with research"),
    "arbetstillfallen": Text("nya arbetstillfällen", "jobs created"),
    "privat_investering": Text("privata investeringar", "private investment"),
    "innovationsgrad": Text("innovationsgrad", "degree of innovation"),
}

_APART = {
    "initiative": Text("insatser", "initiatives"),
    "area": Text("områden", "areas"),
    "county": Text("län", "counties"),
    "seat_county": Text("län", "counties"),
}


def sentence(indicator: Indicator, language: str = "sv") -> str:
    """The indicator's rule in one sentence, "sv" or "en"."""
    text = _Sentences(language).rule(indicator.rule)
    return f"{text[0].upper()}{text[1:]}."


class _Sentences:
    def __init__(self, language: str) -> None:
        self._language = language

    def rule(self, rule: Plain | Ratio) -> str:
        if isinstance(rule, Ratio):
            above, below = self.rule(rule.numerator), self._denominator(rule.denominator)
            return self._say(f"{above}, delat med {below}", f"{above}, divided by {below}")
        if isinstance(rule, Count):
            return self._count(rule)
        if isinstance(rule, Sum):
            return self._sum(rule)
        if isinstance(rule, Change):
            rows = self._rows(rule.rows)
            return self._say(
                f"medelvärdet, över SMF med minst två mätningar av {rows}, av den sista "
                "minus den första",
                f"the mean, over SMEs with at least two measurements of {rows}, of the last "
                "minus the first",
            )
        return self._say(
            f"medianen av antalet dagar från behovet till den tidigaste starten bland de insatser "
            f"som svarar mot det, för {self._rows(rule.rows)}",
            f"the median number of days from the need to the earliest start of an initiative that "
            f"answers it, for {self._rows(rule.rows)}",
        )

    def _denominator(self, rule: Count | Sum | Population) -> str:
        if isinstance(rule, Population):
            return self._say(
                "antalet mikro-, små och medelstora företag i bakgrundstabellens senaste år",
                "the number of micro, small and medium companies in the context table's latest "
                "year",
            )
        return self.rule(rule)

    def _count(self, rule: Count) -> str:
        rows = self._rows(rule.rows)
        if rule.unit is Unit.ROW:
            return self._say(f"antalet {rows}", f"the number of {rows}")
        text = self._say(
            f"antalet olika {self._unit(rule)}{self._link(rule)}{rows}",
            f"the number of distinct {self._unit(rule)}{self._link(rule)}{rows}",
        )
        if rule.at_least is not None:
            apart = self._of(_APART[rule.at_least.column])
            text += self._say(
                f", i minst {rule.at_least.number} olika {apart}",
                f", in at least {rule.at_least.number} different {apart}",
            )
        if rule.also is not None:
            also = self._rows(rule.also)
            text += self._say(
                f", som också har {also} i samma län och storlek",
                f", that also have {also} in the same county and size",
            )
        return text

    def _link(self, rule: Count) -> str:
        """How the unit hangs together with its rows."""
        if rule.rows.source in {Source.PARTICIPATION, Source.SEAT, Source.PAIR, Source.OUTCOME}:
            return self._say(" med ", " with ")
        return " "

    def _unit(self, rule: Count) -> str:
        if rule.unit is Unit.COMPANY_INITIATIVE:
            company = self._unit(replace(rule, unit=Unit.COMPANY))
            return self._say(f"par av {company} och insats", f"pairs of {company} and initiative")
        if rule.unit is Unit.COMPANY and "is_sme" in rule.rows.flags:
            return self._of(_SMES)
        if rule.unit is Unit.COMPANY and "is_sme_or_unknown" in rule.rows.flags:
            return self._of(_SMES_OR_UNKNOWN)
        if rule.unit is Unit.ACTOR:
            return self._say("offentligt finansierade aktörer", "publicly funded actors")
        unit = self._of(_UNITS[rule.unit])
        if rule.rows.period is Period.ACTIVE_UP_TO:
            return f"{unit} {self._of(_PERIODS[Period.ACTIVE])},"
        return unit

    def _sum(self, rule: Sum) -> str:
        rows = self._rows(rule.rows)
        if rule.column == "hours":
            return self._say(f"summan av timmarna i {rows}", f"the sum of hours of {rows}")
        return self._say(f"summan av {rows}", f"the sum of {rows}")

    def _rows(self, rows: Rows) -> str:
        """The qualifying rows: noun, what holds for them, when."""
        parts = [self._noun(rows)]
        parts += [self._of(_FLAGS[flag]) for flag in rows.flags]
        parts.append(self._of(_PERIODS[rows.period]))
        return " ".join(part for part in parts if part)

    def _noun(self, rows: Rows) -> str:
        codes = [self._codes(code) for code in rows.codes]
        if rows.source in {Source.PARTICIPATION, Source.SEAT, Source.PAIR}:
            noun = self._say("deltaganden", "participations")
            if "is_supporting" in rows.flags:
                noun = self._say(f"stödjande {noun}", f"supporting {noun}")
            kind = self._say(" av slaget ", " of the kind ") + codes[0] if codes else ""
            where = (
                self._say(" från båda länen i paret", " from both counties of the pair")
                if rows.source is Source.PAIR
                else ""
            )
            return f"{noun}{kind}{where}"
        if rows.source is Source.FUNDING:
            noun = self._say("beslutad finansiering", "decided funding")
            kind = self._say(" från ", " from ") + codes[0] if codes else ""
            return f"{noun}{kind}"
        if rows.source is Source.PRINCIPAL:
            return self._say("som är huvudmän för insatser", "that are principals of initiatives")
        if rows.source is Source.NEED:
            dated = self._say("identifierade", "identified")
            return dated
        if codes:
            return codes[0]
        return ""

    def _codes(self, code: Is) -> str:
        words = listed((self._of(_CODES[value]) for value in code.values), self._say("eller", "or"))
        return self._say(f"annat än {words}", f"other than {words}") if code.is_negated else words

    def _of(self, text: Text) -> str:
        return text.of(self._language)

    def _say(self, swedish: str, english: str) -> str:
        return english if self._language == "en" else swedish
