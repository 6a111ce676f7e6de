"""What a careful analyst asks of the data before any figure: rows that are right one by one, and
odd together. Nothing here is a fault, and no figure is changed by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from s3metrics.editions.clock import Clock
from s3metrics.engine.entities import SourceRow, ledger_rows
from s3metrics.engine.facts_sql import folded
from s3metrics.errors import WrongCall
from s3metrics.ledger.known import known, standing
from s3metrics.words import Text, all_of, did_you_mean

# What tells apart neither companies nor their spellings: the form of the company.
_FORM = r"\b(ab|aktiebolag|handelsbolag|hb|kommanditbolag|kb|ek\.? ?för|ekonomisk förening)\b"
_NAME = folded(f"regexp_replace(lower(name), '{_FORM}', '', 'g')")
_SHORTEST_NAME = 8
"""Shorter names are too often one letter apart without being one."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question; the rows that answer it are of one of the ledger's tables."""

    id: str
    table: str
    heading: Text
    why: Text
    """What it may mean, and what to do."""
    select: str
    """SQL for the `row_id`s, with `$as_of` and, where needed, `$today`."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with the rows that answer it."""

    question: Question
    rows: tuple[SourceRow, ...]
    of: int
    """How many companies, initiatives or rows the table has, each once."""

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "question": self.question.id,
            "table": self.question.table,
            "count": len(self.rows),
            "of": self.of,
            "rows": [row.as_json() for row in self.rows],
        }


_COMPANIES, _INITIATIVES = known("company"), known("initiative")
_PARTICIPATIONS, _OUTCOMES, _NEEDS = known("participation"), known("outcome"), known("need")

QUESTIONS = (
    Question(
        id="company_without_sni",
        table="company",
        heading=Text("Företag utan SNI-kod", "Companies without an SNI code"),
        why=Text(
            "De går inte att fördela på näringsgren. Koden finns i SCB:s företagsregister.",
            "They cannot be told by industry. The code is in Statistics Sweden's business "
            "register.",
        ),
        select=f"SELECT row_id FROM ({_COMPANIES}) WHERE coalesce(trim(sni), '') = ''",
    ),
    Question(
        id="company_of_unknown_size",
        table="company",
        heading=Text("Företag av okänd storlek", "Companies of unknown size"),
        why=Text(
            "De räknas inte bland SMF förrän storleken är känd.",
            "They do not count among SMEs until their size is known.",
        ),
        select=f"SELECT row_id FROM ({_COMPANIES}) WHERE coalesce(size, 'okand') = 'okand'",
    ),
    Question(
        id="one_number_two_names",
        table="company",
        heading=Text("Samma nummer, olika namn", "One number, different names"),
        why=Text(
            "Avsändarna stavar olika, eller någon har skrivit fel nummer: då är två företag "
            "räknade som ett.",
            "The senders spell differently, or somebody wrote a wrong number: then two companies "
            "are counted as one.",
        ),
        select=f"SELECT row_id FROM ledger.company WHERE {standing()} "
        f"WINDOW one AS (PARTITION BY orgnr) "
        f"QUALIFY min({_NAME}) OVER one <> max({_NAME}) OVER one",
    ),
    Question(
        id="one_name_two_numbers",
        table="company",
        heading=Text("Nästan samma namn, olika nummer", "Nearly one name, different numbers"),
        why=Text(
            "Två företag i samma kommun vars namn skiljer högst en bokstav. Är de ett, räknas det "
            "två gånger.",
            "Two companies in one municipality whose names differ by one letter at most. If they "
            "are one, it counts twice.",
        ),
        select=f"""
            WITH named AS (
                SELECT row_id, orgnr, municipality, {_NAME} AS name FROM ({_COMPANIES})
            ), alike AS (
                SELECT a.row_id AS one, b.row_id AS other FROM named a JOIN named b
                ON a.municipality = b.municipality AND left(a.name, 4) = left(b.name, 4)
                AND a.orgnr < b.orgnr AND length(a.name) >= {_SHORTEST_NAME}
                AND levenshtein(a.name, b.name) <= 1
            )
            SELECT one AS row_id FROM alike UNION SELECT other FROM alike
        """,
    ),
    Question(
        id="support_without_hours",
        table="participation",
        heading=Text("Stöd utan timmar", "Support without hours"),
        why=Text(
            "Timmarna per företag blir för få, och rådgivning går inte att skilja från en kontakt.",
            "The hours per company come out too few, and advice cannot be told from a contact.",
        ),
        select=f"SELECT row_id FROM ({_PARTICIPATIONS}) "
        "WHERE support = 'radgivning' AND hours IS NULL",
    ),
    Question(
        id="unusual_hours",
        table="participation",
        heading=Text("Ovanligt många timmar", "Unusually many hours"),
        why=Text(
            "Mer än tre kvartilavstånd över tredje kvartilen bland minst 20 deltaganden av samma "
            "slag (Tukeys yttre gräns). Ofta ett tal för hela insatsen, eller minuter.",
            "More than three interquartile ranges above the third quartile among at least 20 "
            "participations of one kind (Tukey's outer fence). Often a number for the whole "
            "initiative, or minutes.",
        ),
        select=f"""
            WITH given AS (SELECT * FROM ({_PARTICIPATIONS}) WHERE hours IS NOT NULL),
            usual AS (
                SELECT support, quantile_cont(hours, 0.25) AS low,
                       quantile_cont(hours, 0.75) AS high
                FROM given GROUP BY support HAVING count(*) >= 20
            )
            SELECT row_id FROM given JOIN usual USING (support)
            WHERE hours > high + 3 * (high - low)
        """,
    ),
    Question(
        id="participation_outside_initiative",
        table="participation",
        heading=Text(
            "Deltaganden utanför insatsens tid", "Participations outside their initiative's time"
        ),
        why=Text(
            "Före insatsens start eller efter dess slut: fel datum, eller fel insats.",
            "Before the initiative's start or after its end: a wrong date, or a wrong initiative.",
        ),
        select=f"SELECT p.row_id FROM ({_PARTICIPATIONS}) p JOIN ({_INITIATIVES}) i "
        "USING (initiative_id) WHERE p.date < i.start_date OR p.date > i.end_date",
    ),
    Question(
        id="one_participant",
        table="initiative",
        heading=Text("Insatser med ett enda företag", "Initiatives with a single company"),
        why=Text(
            "Ett länsöverskridande arbete har fler. Listan kan vara påbörjad, eller stödet riktat "
            "till ett företag.",
            "Work across counties has more. The list may be unfinished, or the support meant for "
            "one company.",
        ),
        select=f"SELECT row_id FROM ({_INITIATIVES}) WHERE initiative_id IN (SELECT initiative_id "
        f"FROM ({_PARTICIPATIONS}) GROUP BY ALL HAVING min(orgnr) = max(orgnr))",
    ),
    Question(
        id="no_participant",
        table="initiative",
        heading=Text(
            "Insatser utan företag, ett kvartal efter start",
            "Initiatives without companies, a quarter after their start",
        ),
        why=Text(
            "Ingen deltagarlista har kommit, eller insatsen har inte kommit i gång.",
            "No list of participants has come, or the initiative has not got going.",
        ),
        select=f"SELECT row_id FROM ({_INITIATIVES}) WHERE status IN ('pagaende', 'avslutad') "
        "AND start_date < $today - INTERVAL 3 MONTH AND initiative_id NOT IN "
        f"(SELECT initiative_id FROM ({_PARTICIPATIONS}))",
    ),
    Question(
        id="ended_and_ongoing",
        table="initiative",
        heading=Text("Pågående efter sitt slutdatum", "Ongoing after their end date"),
        why=Text(
            "Slutdatumet eller läget är inte uppdaterat.",
            "The end date or the status has not been updated.",
        ),
        select=f"SELECT row_id FROM ({_INITIATIVES}) "
        "WHERE status = 'pagaende' AND end_date < $today",
    ),
    Question(
        id="result_before_support",
        table="outcome",
        heading=Text("Resultat före första stödet", "Results before the first support"),
        why=Text(
            "Ett resultat räknas för företag som fått stöd senast samma dag. Fel datum, eller ett "
            "resultat som programmet inte har bidragit till.",
            "A result counts for companies supported by that day. A wrong date, or a result to "
            "which the programme has not contributed.",
        ),
        select=f"""
            SELECT o.row_id FROM ({_OUTCOMES}) o LEFT JOIN (
                SELECT orgnr, min(date) AS first FROM ({_PARTICIPATIONS})
                WHERE support <> 'kontakt' GROUP BY orgnr
            ) s USING (orgnr)
            WHERE o.kind <> 'innovationsgrad' AND (s.first IS NULL OR o.date < s.first)
        """,
    ),
    Question(
        id="need_in_no_initiative",
        table="need",
        heading=Text(
            "Behov ”i insats” som ingen insats nämner", "Needs “in an initiative” that none names"
        ),
        why=Text(
            "Behovet räknas inte som mött. Skriv behovets id i insatsens rad.",
            "The need does not count as met. Write the need's id in the initiative's row.",
        ),
        select=f"SELECT row_id FROM ({_NEEDS}) WHERE status = 'insats' AND need_id NOT IN "
        f"(SELECT unnest(needs) FROM ({_INITIATIVES}) WHERE needs IS NOT NULL)",
    ),
)


def find_question(given: str) -> Question:
    """The question of this id. Raises WrongCall for none, with the nearest."""
    for question in QUESTIONS:
        if question.id == given:
            return question
    ids = [question.id for question in QUESTIONS]
    hint, there = did_you_mean(given, ids), all_of(ids)
    raise WrongCall(
        Text(
            f"Frågan ”{given}” finns inte.{hint.sv} Frågorna är {there.sv}.",
            f"There is no question “{given}”.{hint.en} The questions are {there.en}.",
        )
    )


def ask(clock: Clock, questions: Sequence[Question] = QUESTIONS) -> list[Asked]:
    """The questions, in their order, of what is known by the clock."""
    return [_ask(clock, question) for question in questions]


def _ask(clock: Clock, question: Question) -> Asked:
    values: Mapping[str, Any] = {"as_of": clock.delivery, "today": clock.today}
    named = {name: value for name, value in values.items() if f"${name}" in question.select}
    cursor = clock.engine.reader.cursor()
    ids = [row[0] for row in cursor.execute(question.select, named).fetchall()]
    of = cursor.execute(
        f"SELECT count(*) FROM ({known(question.table)})",
        {"as_of": clock.delivery},
    ).fetchall()[0][0]
    rows = ledger_rows(clock.engine, question.table, ids).values()
    return Asked(
        question=question,
        rows=tuple(sorted(rows, key=lambda row: (row.sender, row.file, row.sheet, row.row))),
        of=int(of),
    )
