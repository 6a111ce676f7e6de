"""The words for the rows by which units qualify, or that are summed: whose, where and when."""

from __future__ import annotations

from collections.abc import Iterable

from s3metrics.indicators import wording
from s3metrics.indicators.model import Period, Rows, Source, Unit
from s3metrics.indicators.wording import PARTICIPATIONS
from s3metrics.words import Text, listed


class Phrases:
    """Parts of sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def codes(self, rows: Rows) -> str:
        """`av slaget bidrag`; empty where any kind counts."""
        phrases = (wording.code_phrase(rows.source, code, self.language) for code in rows.codes)
        return " ".join(phrases)

    def listed(self, parts: Iterable[str]) -> str:
        """`a, b och c`."""
        return listed(parts, self.say("och", "and"))

    def of(self, text: Text) -> str:
        """The text in this language."""
        return text.of(self.language)

    def say(self, swedish: str, english: str) -> str:
        """The one that is in this language."""
        return english if self.language == "en" else swedish

    @property
    def having(self) -> str:
        """`med`, with the blank after it."""
        return self.say("med ", "with ")

    def company(self, flags: tuple[str, ...]) -> str:
        """What kind of company; what is not confined to a size says so, between commas."""
        return self.of(wording.COMPANY_KINDS[wording.kind_of_company(flags)])

    def seat(self, rows: Rows) -> str:
        """Where the companies themselves are; of results it is the company's place that counts."""
        flags = set(rows.flags)
        own = {"is_seat_inside"} | ({"is_inside"} if rows.source is Source.OUTCOME else set())
        away = {"is_seat_outside"} | ({"is_outside"} if rows.source is Source.OUTCOME else set())
        if flags & own:
            return self.say("säte i programmets län", "a seat in the programme's counties")
        if flags & away:
            return self.say(
                "säte utanför programmets län", "a seat outside the programme's counties"
            )
        return ""

    def rows(
        self,
        rows: Rows,
        *,
        of: Unit,
        is_plural: bool = False,
        is_first: bool = False,
        at_least: str | None = None,
    ) -> str:
        """Noun, kind, whose they are, place and period; then what else holds."""
        if rows.source in {Source.FUNDING, Source.BOOKING}:
            return self._money(rows)
        noun = self._noun_of_rows(rows, is_plural, is_first, at_least)
        whose = self._whose(rows, of)
        place = self.place(rows) if of is not Unit.MUNICIPALITY else ""
        when = self._when(rows, of) if not is_first else ""
        # What is said of companies can be long: the period comes before it, to stay by its noun.
        is_late = rows.source is Source.OUTCOME or (whose and self.seat(rows))
        parts = [noun, self.codes(rows), *([when, whose] if is_late else [whose, place, when])]
        told = " ".join(part for part in parts if part)
        return told + self._besides(rows, of) + ("" if of is not Unit.ROW else self.lacking(rows))

    def _noun_of_rows(
        self, rows: Rows, is_plural: bool, is_first: bool, at_least: str | None
    ) -> str:
        if rows.source is Source.OUTCOME:
            one, many = self.say("resultat", "result"), self.say("resultat", "results")
        else:
            one = self.say("deltagande", "participation")
            many = self.say("deltaganden", "participations")
        is_support = "is_supporting" in rows.flags
        kind = self.say("stödjande ", "supporting ") if is_support else ""
        is_many = is_plural or at_least is not None or rows.source is Source.PAIR
        noun = f"{kind}{many if is_many else one}"
        if rows.source in PARTICIPATIONS and not is_support and not rows.codes:
            contact = self.say("enbart kontakt", "a mere contact")
            contacts = self.say("enbart kontakter", "mere contacts")
            also = self.say("även", "even")
            noun += f" ({also} {contacts if is_many else contact})"
        if is_first:
            return self.say(f"första {noun}", f"first {noun}")
        if is_many:
            return f"{at_least} {noun}" if at_least else noun
        return self.say(f"minst ett {noun}", f"at least one {noun}")

    def _whose(self, rows: Rows, of: Unit) -> str:
        """Whose rows they are, where the units are no companies."""
        if of in wording.COMPANIES:
            return ""
        flags = set(rows.flags)
        seat = self.seat(rows)
        is_new = "is_new_enterprise" in flags
        if not seat and not is_new and not flags & {"is_sme", "is_sme_or_unknown"}:
            return ""
        kind = wording.kind_of_company(rows.flags)
        company = self.company(rows.flags) if kind else self.say("företag", "companies")
        held = f"{self.having}{seat}" if seat else ""
        new = self.of(wording.RELATIVE["is_new_enterprise"]) if is_new else ""
        whose = " ".join(part for part in (company, held, new) if part)
        is_result = rows.source is Source.OUTCOME
        return self.say(
            f"{'hos' if is_result else 'av'} {whose}", f"{'in' if is_result else 'by'} {whose}"
        )

    def place(self, rows: Rows) -> str:
        """Where the rows lie; of results the company says it, see `seat`."""
        if rows.source is Source.OUTCOME:
            return ""
        flags = set(rows.flags)
        if rows.source is Source.PAIR:
            return (
                self.say(
                    "i båda länen i ett par av programmets län",
                    "in both counties of a pair of the programme's counties",
                )
                if "is_inside" in flags
                else self.say("i båda länen i ett par av län", "in both counties of a pair")
            )
        if "is_inside" in flags:
            return self.say("i programmets län", "in the programme's counties")
        if "is_outside" in flags:
            return self.say("utanför programmets län", "outside the programme's counties")
        return ""

    def _when(self, rows: Rows, of: Unit) -> str:
        if of is Unit.INITIATIVE:
            return "" if rows.period is Period.ACTIVE else self.of(wording.PERIODS[rows.period])
        if rows.period is Period.ACTIVE:
            return self.of(wording.IN_AN_ACTIVE_ONE)
        when = self.of(wording.PERIODS[rows.period])
        if rows.period is Period.ACTIVE_UP_TO:
            return f"{when}, {self.of(wording.IN_AN_ACTIVE_ONE)}"
        return when

    def _besides(self, rows: Rows, of: Unit) -> str:
        told = ""
        if "is_across_border" in rows.flags:
            told += self.say(
                ", i en insats vars huvudman hör hemma i ett annat län än deltagandets",
                ", in an initiative whose principal belongs to another county than the "
                "participation's",
            )
        if "is_first" in rows.flags and of not in wording.COMPANIES:
            told += self.say(", som är företagets första", ", the company's first")
        if "is_supported" in rows.flags:
            told += self.say(
                ", tidigast samma dag som företagets första stöd",
                ", no earlier than the company's first support",
            )
        return told

    def lacking(self, rows: Rows) -> str:
        """What must not hold, in brackets at the end; empty where nothing must not."""
        clauses = [self.of(wording.CLAUSES[flag]) for flag in rows.lacking]
        if not clauses:
            return ""
        told = listed(clauses, self.say("eller", "or"))
        return self.say(f" (dock inte där {told})", f" (but not where {told})")

    def _money(self, rows: Rows) -> str:
        is_active = "initiative_is_active" in rows.flags
        to = self.say(
            "till insatser som inte är avbrutna", "for initiatives that are not cancelled"
        )
        when = self.of(wording.PERIODS[rows.period])
        if rows.source is Source.FUNDING:
            noun = self.say("beslutad finansiering", "decided funding")
            whose = to if is_active else self.say("till alla insatser", "for all initiatives")
            kind = self.codes(rows)
            told = " ".join(part for part in (noun, kind) if part)
            told = f"{told}, {when}," if rows.period is Period.NONE else f"{told} {when}"
            return f"{told} {whose}{self.lacking(rows)}"
        named = wording.booked(rows.codes[0]) if len(rows.codes) == 1 else None
        noun = self.of(named or wording.BOOKED)
        kind = "" if named else self.codes(rows)
        told = " ".join(part for part in (noun, kind, when) if part)
        also = self.say("även för avbrutna insatser", "including cancelled initiatives")
        return f"{told}, {to if is_active else also}{self.lacking(rows)}"
