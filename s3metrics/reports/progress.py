"""Support for the four sections of the progress report (lägesrapport): figures and sentences.

Each line names an indicator and says in one sentence what it tells: of the period, and since the
start. Where a number is missing there is a sentence that says so, and none that claims something.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s3metrics.engine.cells import Cell, Status
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.reports.asking import Asked
from s3metrics.reports.progress_lines import LINES, SECTIONS, Line, Section
from s3metrics.reports.tables import EMPTY_WORDS, Column, Figure, Kind, Table, Value
from s3metrics.targets.texts import figure
from s3metrics.words import Text, listed


@dataclass(frozen=True, kw_only=True)
class Told:
    """A line with its figures."""

    section: Section
    indicator: Indicator
    now: Cell | None
    total: Cell
    sentence: Text
    now_code: str | None
    total_code: str | None
    """The receipts of the two figures."""


_WHOLE_COUNTY = "Hela länet"
_CODES = (
    Column(name="period_receipt", heading="Kvitto, denna period", width=14),
    Column(name="accumulated_receipt", heading="Kvitto, ackumulerat", width=14),
)


def told(asked: Asked) -> list[Told]:
    """Every line of the four sections, in order."""
    return [_told(asked, line) for line in LINES]


def geography(asked: Asked) -> Text:
    """How the target group was reached across the geography, in one sentence or two."""
    result = asked.in_period("smes_reached", ("county",))
    assert result is not None
    numbers, empty = [], []
    for county in asked.programme.counties:
        cell = result.cell(county=county.id)
        if cell.status is Status.OK:
            numbers.append((county.short, figure(result.indicator, cell.value)))
        elif cell.status is Status.ZERO:
            empty.append(county.short)
    sv = (
        "Små och medelstora företag med stöd per län under perioden: "
        f"{listed(f'{n} {v.sv}' for n, v in numbers)}."
    )
    en = (
        "Small and medium-sized enterprises supported by county in the period: "
        f"{listed((f'{n} {v.en}' for n, v in numbers), 'and')}."
    )
    if not numbers:
        sv, en = (
            "Inget län har små och medelstora företag med stöd under perioden.",
            "No county has small and medium-sized enterprises supported in the period.",
        )
    elif empty:
        sv += f" Inget sådant företag nåddes i {listed(empty)}."
        en += f" No such enterprise was reached in {listed(empty, 'and')}."
    overlap = next(iter(result.overlap.get("county", ())), None)
    if overlap is not None and overlap.overlap:
        more = figure(result.indicator, overlap.overlap)
        sv += f" Summan av länen är {more.sv} högre än totalen: ett företag kan nås i flera län."
        en += f" The counties' sum is {more.en} above the total: a company may be in several."
    return Text(sv, en)


def progress_table(asked: Asked) -> Table:
    """The four sections, a line per figure, and the geography under the results."""
    rows: list[tuple[Value, ...]] = [
        (SECTIONS[Section.OVERALL].sv, "Programmet", None, None, _overall(asked), None, None)
    ]
    section = None
    for one in told(asked):
        if one.section is Section.RESULTS and section is not Section.RESULTS:
            by_county = asked.code(asked.in_period("smes_reached", ("county",)))
            rows.append(
                (
                    SECTIONS[one.section].sv,
                    "Geografi",
                    None,
                    None,
                    geography(asked).sv,
                    by_county,
                    None,
                )
            )
        section = one.section
        rows.append(
            (
                SECTIONS[section].sv,
                one.indicator.label.sv,
                Figure.of(one.indicator, one.now) if one.now else None,
                Figure.of(one.indicator, one.total),
                one.sentence.sv,
                one.now_code,
                one.total_code,
            )
        )
    return Table(
        id="lagesrapport",
        title="Lägesrapport",
        about="Underlag till lägesrapportens fyra avsnitt: siffror och meningar.",
        notes=(
            "Underlag till lägesrapportens fyra avsnitt: siffror, och meningar att utgå från. "
            "Siffrorna per län och kommun står i bladet Geografi.",
        ),
        columns=(
            Column(name="section", heading="Avsnitt", kind=Kind.LONG, width=24),
            Column(name="figure", heading="Uppgift", kind=Kind.LONG, width=32),
            Column(name="period", heading="Denna period", kind=Kind.FIGURE, width=15),
            Column(name="accumulated", heading="Ackumulerat", kind=Kind.FIGURE, width=15),
            Column(name="sentence", heading="Mening", kind=Kind.LONG, width=70),
            *_CODES,
        ),
        rows=rows,
    )


def _overall(asked: Asked) -> str:
    programme, period = asked.programme, asked.period
    areas = listed(area.name.sv for area in programme.areas)
    return (
        f"{programme.name.sv} pågår {programme.period.start} – {programme.period.end}. Rapporten "
        f"gäller perioden {period.id}, {period.start} – {period.end}. Kunskapsområden: {areas}."
    )


def _told(asked: Asked, line: Line) -> Told:
    indicator = CATALOGUE[line.indicator]
    result, so_far = asked.in_period(line.indicator), asked.accumulated(line.indicator)
    now, total = result.total if result else None, so_far.total
    return Told(
        section=line.section,
        indicator=indicator,
        now=now,
        total=total,
        sentence=_sentence(indicator, line.both, now, total),
        now_code=asked.code(result),
        total_code=asked.code(so_far),
    )


def _sentence(indicator: Indicator, words: Text, now: Cell | None, total: Cell) -> Text:
    needed = [
        (name, cell)
        for name, cell in (("{now}", now), ("{total}", total))
        if name in words.sv and cell is not None
    ]
    missing = next((cell.status for _, cell in needed if cell.value is None), None)
    if missing is not None:
        return _lacking(indicator, missing)
    sv, en = words.sv, words.en
    for name, cell in needed:
        number = figure(indicator, cell.value)
        sv, en = sv.replace(name, number.sv), en.replace(name, number.en)
    return Text(sv, en)


def _lacking(indicator: Indicator, status: Status) -> Text:
    return Text(
        f"{indicator.label.sv}: {EMPTY_WORDS[status]}.",
        f"{indicator.label.en}: {status.value.replace('_', ' ')}.",
    )


def reached_by_place(asked: Asked) -> Iterator[tuple[Value, ...]]:
    """(county, municipality, this period, accumulated, share of all there, codes of the two), of
    SMEs reached: each county, then its municipalities."""
    reached, share_of = CATALOGUE["smes_reached"], CATALOGUE["reach_share"]
    now = asked.in_period("smes_reached", ("county", "municipality"))
    total = asked.accumulated("smes_reached", ("county", "municipality"))
    share = asked.accumulated("reach_share", ("county", "municipality"))
    assert now is not None
    for county in asked.programme.counties:
        here = [m for m in asked.programme.municipalities if m.county == county.id]
        for municipality in (None, *here):
            members = {"county": county.id}
            if municipality is not None:
                members["municipality"] = municipality.code
            yield (
                county.name,
                municipality.name if municipality else _WHOLE_COUNTY,
                Figure.of(reached, now.cell(**members)),
                Figure.of(reached, total.cell(**members)),
                Figure.of(share_of, share.cell(**members)),
                asked.code(now, **members),
                asked.code(total, **members),
            )


def geography_table(asked: Asked) -> Table:
    """SMEs reached per county and municipality."""
    rows = list(reached_by_place(asked))
    return Table(
        id="geografi",
        title="Geografi",
        about="Små och medelstora företag som fått stöd, per län och kommun.",
        notes=(
            "Små och medelstora företag som fått stöd, per län och kommun. Ett företag kan ha "
            "nåtts på flera ställen och räknas då en gång på vart och ett: delarna är fler än "
            "helheten.",
        ),
        columns=(
            Column(name="county", heading="Län", width=22),
            Column(name="municipality", heading="Kommun", width=22),
            Column(name="period", heading="Denna period", kind=Kind.FIGURE, width=16),
            Column(name="accumulated", heading="Ackumulerat", kind=Kind.FIGURE, width=16),
            Column(name="share", heading="Andel av företagen där", kind=Kind.FIGURE, width=18),
            *_CODES,
        ),
        rows=rows,
        is_bold={i: row[1] == _WHOLE_COUNTY for i, row in enumerate(rows)},
    )
