"""The bounds hold: whatever the waiting rows and the unknown particulars turn out to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from s3metrics.engine.bounds import Bounds
from s3metrics.engine.selection import Selection
from s3metrics.indicators import CATALOGUE
from s3metrics.platform import Platform
from tests.small_world import ACTORS, DEFAULT, deliver, open_platform, programme

INITIATIVES = """
initiative_id | title | area      | principal | start_date | status   | counties | needs
I1            | Ett   | livsmedel | Campus    | 2025-01-01 | pagaende | 07,08    | B1
I2            | Två   | industri  | IUC       | 2025-01-01 | pagaende | 08       |
"""


def world(folder: Path, **tables: str) -> Platform:
    platform = open_platform(folder)
    deliver(platform, on=date(2025, 12, 31), aktorer=ACTORS, insatser=INITIATIVES, **tables)
    return platform


def parts(bounds: Bounds) -> dict[str, tuple[int, int]]:
    return {part.id: (part.up, part.down) for part in bounds.parts}


COMPANIES = """
orgnr   | name  | municipality | size  | founded_year
Alfa    | Alfa  | Växjö        | liten | 2024
Beta    | Beta  | Kalmar       | okand |
Gamma   | Gamma | Kalmar       | mikro |
Delta   | Delta | Kalmar       | stor  | 1990
"""
PARTICIPATIONS = """
initiative_id | orgnr | date       | support    | hours
I1            | Alfa  | 2025-02-01 | radgivning | 10
I1            | Beta  | 2025-02-01 | radgivning | 3
I2            | Gamma | 2025-03-01 | radgivning | 7
I2            | Delta | 2025-03-01 | radgivning | 7
"""
WAITING = """
I1 | Zeta  | 2025-03-01 | radgivning | 7
I2 | Gamma | 2025-13-01 | bidrag     | 7
"""


def test_unknown_sizes_and_waiting_rows_add(tmp_path: Path) -> None:
    platform = world(tmp_path, foretag=COMPANIES, deltaganden=PARTICIPATIONS + WAITING)
    # Alfa and Gamma; Beta if it is small; two rows that wait.
    bounds = platform.coverage("smes_reached").bounds
    assert (bounds.lower, bounds.upper) == (2, 5)
    assert parts(bounds) == {"unknown_size": (1, 0), "waiting_participation": (2, 0)}
    assert [text.sv for text in bounds.sentences] == [
        "Är företagen av okänd storlek små nog tillkommer 1.",
        "2 rader i Deltaganden väntar på rättning; varje sådan rad kan lägga till en.",
    ]
    # Who is first may change: an earlier participation may wait.
    first = platform.coverage("smes_new").bounds
    assert (first.lower, first.upper) == (0, 5)
    # Only Alfa was new; the years of Beta and Gamma are unknown.
    new = platform.coverage("new_enterprises").bounds
    assert (new.lower, new.upper) == (1, 5)
    assert parts(new) == {"founded_year": (2, 0), "waiting_participation": (2, 0)}
    # Every size counts.
    assert platform.coverage("enterprises_supported").bounds.upper == 6
    rows = platform.coverage("participations").bounds
    assert (rows.lower, rows.upper) == (4, 6)


def test_a_company_that_waits_may_add_or_remove_itself(tmp_path: Path) -> None:
    platform = world(tmp_path, foretag=COMPANIES, deltaganden=PARTICIPATIONS)
    faulty = COMPANIES.replace("Alfa  | Växjö ", "Alfa  | Ankeborg ")
    deliver(platform, on=date(2025, 12, 31), foretag=faulty)
    # Alfa is still known by its earlier wording, and may turn out to be large, or elsewhere.
    assert platform.compute("smes_reached").total.value == 2
    bounds = platform.coverage("smes_reached").bounds
    assert (bounds.lower, bounds.upper) == (1, 4)
    assert parts(bounds)["waiting_company"] == (1, 1)
    # It could take any number of participations with it.
    rows = platform.coverage("participations").bounds
    assert (rows.lower, rows.upper) == (None, 4)
    assert rows.why_no_lower is not None and "Företag" in rows.why_no_lower.sv
    hours = platform.coverage("support_hours").bounds
    assert (hours.lower, hours.upper) == (None, None)


def test_an_initiative_that_waits_matters_where_its_area_does(tmp_path: Path) -> None:
    platform = world(tmp_path, foretag=COMPANIES, deltaganden=PARTICIPATIONS)
    faulty = INITIATIVES.replace("| livsmedel |", "| livsmedell |")
    deliver(platform, on=date(2025, 12, 31), insatser=faulty)
    whole = platform.coverage("smes_reached").bounds
    assert (whole.lower, whole.upper) == (2, 3)
    of_food = platform.coverage("smes_reached", Selection(areas=("livsmedel",))).bounds
    # I1 may leave the area; no more than all SMEs reached, and Beta, can be of it.
    assert (of_food.lower, of_food.upper, of_food.capped_at) == (None, 3, 3)
    initiatives = platform.coverage("initiatives").bounds
    assert (initiatives.lower, initiatives.upper) == (1, 3)


def test_sums_are_open_upwards_while_an_amount_is_missing(tmp_path: Path) -> None:
    platform = world(tmp_path, foretag=COMPANIES, deltaganden=PARTICIPATIONS + WAITING)
    hours = platform.coverage("support_hours").bounds
    assert (hours.lower, hours.upper) == (27, None)
    assert hours.why_no_upper is not None and "övre gräns" in hours.why_no_upper.sv
    deliver(
        platform,
        on=date(2025, 12, 31),
        ekonomi="""
initiative_id | date       | kind     | amount_sek
I1            | 2025-03-01 | kostnad  | 1000
I1            | 2025-03-01 | kostnad  | ettusen
""",
        finansiering="""
initiative_id | funder | source | form    | budget_sek
I1            | IUC    | eruf   | kontant | 100
I1            | Campus | region | kontant | 300
""",
    )
    costs = platform.coverage("costs").bounds
    # A correction may lie below zero.
    assert (costs.lower, costs.upper) == (None, None)
    decided = platform.coverage("funding_decided").bounds
    assert (decided.lower, decided.upper) == (400, 400)
    leverage = platform.coverage("leverage").bounds
    assert (leverage.lower, leverage.upper) == (3.0, 3.0)
    assert platform.coverage("burn_rate").bounds.upper is None


def test_a_share_is_bounded_by_its_two_numbers(tmp_path: Path) -> None:
    platform = world(tmp_path, foretag=COMPANIES, deltaganden=PARTICIPATIONS + WAITING)
    deliver(
        platform,
        on=date(2025, 12, 31),
        bakgrund="county | year | companies | source\n"
        + "\n".join(f"{county} | 2024 | 25 | SCB" for county in DEFAULT.county_ids),
    )
    bounds = platform.coverage("reach_share").bounds
    assert (bounds.lower, bounds.upper) == (0.02, 0.05)


def test_missing_hours_may_reach_the_minimum(tmp_path: Path) -> None:
    strict = programme(rules=DEFAULT.rules.model_copy(update={"minimum_hours": 8}))
    platform = open_platform(tmp_path, strict)
    unmeasured = PARTICIPATIONS.replace("radgivning | 7", "radgivning |  ")
    deliver(
        platform,
        on=date(2025, 12, 31),
        aktorer=ACTORS,
        insatser=INITIATIVES,
        foretag=COMPANIES,
        deltaganden=unmeasured,
    )
    # Alfa has ten hours; Gamma's are missing; Beta's three are too few, whatever its size.
    bounds = platform.coverage("smes_reached").bounds
    assert (bounds.lower, bounds.upper) == (1, 2)
    assert parts(bounds) == {"unmeasured": (1, 0)}


def test_a_principal_of_unknown_county_may_lie_across_the_border(tmp_path: Path) -> None:
    platform = world(tmp_path, foretag=COMPANIES, deltaganden=PARTICIPATIONS)
    # Campus lies in Kronoberg: Beta and no SME else was reached from there in Kalmar.
    assert platform.compute("smes_across_border").total.value == 0
    assert platform.coverage("smes_across_border").bounds.upper == 1
    nobody = INITIATIVES.replace("IUC   ", "Nobody")
    deliver(platform, on=date(2025, 12, 31), insatser=nobody)
    bounds = platform.coverage("smes_across_border").bounds
    # Beta if it is small, and Gamma if I2's principal lies elsewhere.
    assert (bounds.lower, bounds.upper) == (0, 2)
    assert parts(bounds) == {"unknown_size": (1, 0), "principal_county": (1, 0)}


def test_what_nobody_delivered_has_no_bounds(tmp_path: Path) -> None:
    platform = world(tmp_path, foretag=COMPANIES)
    bounds = platform.coverage("smes_reached").bounds
    assert (bounds.lower, bounds.upper) == (None, None)
    assert bounds.why_no_upper is not None
    assert bounds.as_json()["why_no_upper"]["sv"].startswith("Ingen har levererat")


# Whatever comes: a world with a fault in every list, then what its rows may have meant.

_PLACES = ("Växjö", "Kalmar", "Jönköping", "Karlskrona")
_SIZES = ("mikro", "liten", "stor")
_AREAS = ("livsmedel", "industri", "digital")
_SUPPORTS = ("kontakt", "radgivning", "bidrag")
_NAMES = ("Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta")


class _Lists:
    """Whole lists; `faulty` holds rows as they came, and `meant` as they are corrected."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.known = [self.company(name) for name in _NAMES[:5]]
        self.initiatives = [self.initiative(f"I{n}") for n in (1, 2, 3)]
        self.rows = list(dict.fromkeys(self.participation(_NAMES[:5]) for _ in range(9)))
        self.outcomes = list(dict.fromkeys(self.outcome(_NAMES[:5]) for _ in range(4)))
        self.needs = [self.need(f"B{n}") for n in (1, 2)]

    def company(self, name: str, *, is_known: bool = False) -> tuple[str, ...]:
        pick = self.random.choice
        sizes = _SIZES if is_known else (*_SIZES, "okand")
        year = pick(("2024", "2010")) if is_known else pick(("2024", "2010", ""))
        return (name, name, pick(_PLACES), pick(sizes), year)

    def initiative(self, id_: str) -> tuple[str, ...]:
        pick = self.random.choice
        return (
            id_,
            id_,
            pick(_AREAS),
            pick(_AREAS),
            pick(("Campus", "IUC", "Nobody")),
            pick(("2024-06-01", "2025-05-01")),
            pick(("pagaende", "pagaende", "avbruten")),
            pick(("07", "07,08", "")),
            pick(("B1", "B2", "B1,B2", "")),
        )

    def participation(self, names: tuple[str, ...]) -> tuple[str, ...]:
        pick = self.random.choice
        day = pick(("2024-07-01", "2025-02-01", "2025-06-01"))
        key = (pick(("I1", "I2", "I3")), pick(names), day, pick(_SUPPORTS))
        # The same key always has the same particulars.
        own = Random(repr(key))
        return (*key, own.choice(("5", "12", "")), own.choice(("", "", *_PLACES)))

    def outcome(self, names: tuple[str, ...]) -> tuple[str, ...]:
        pick = self.random.choice
        kinds = ("produktinnovation", "egen_utveckling", "arbetstillfallen", "innovationsgrad")
        return (pick(names), pick(("2025-03-01", "2025-07-01")), pick(kinds), "2")

    def need(self, id_: str) -> tuple[str, ...]:
        return (id_, id_, self.random.choice(_AREAS), "07", "2025-01-15", "identifierat")


_HEADINGS = {
    "foretag": "orgnr | name | municipality | size | founded_year",
    "insatser": "initiative_id | title | area | other_areas | principal | start_date | status | "
    "counties | needs",
    "deltaganden": "initiative_id | orgnr | date | support | hours | municipality",
    "resultat": "orgnr | date | kind | value",
    "behov": "need_id | title | area | county | date | status",
}


def _drawn(**tables: list[tuple[str, ...]]) -> dict[str, str]:
    return {
        name: "\n".join([_HEADINGS[name], *(" | ".join(row) for row in rows)])
        for name, rows in tables.items()
    }


def _spoiled(row: tuple[str, ...], at: int) -> tuple[str, ...]:
    return (*row[:at], "Ankeborg", *row[at + 1 :])


def _questions() -> Iterator[tuple[str, Selection]]:
    for indicator in CATALOGUE.values():
        yield indicator.id, Selection()
        year = {"from_": date(2025, 1, 1), "to": date(2025, 12, 31)}
        if "area" in indicator.breakdowns:
            yield indicator.id, Selection(areas=("livsmedel",), **year)
        if "county" in indicator.breakdowns:
            yield indicator.id, Selection(counties=("07",), **year)
        if "size" in indicator.breakdowns:
            yield indicator.id, Selection(sizes=("mikro",), **year)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_comes_in_lies_between_the_bounds(tmp_path: Path, seed: int) -> None:
    lists = _Lists(Random(seed))
    minimum = {"minimum_hours": 8} if seed % 3 == 0 else {}
    rules = DEFAULT.rules.model_copy(update=minimum)
    platform = open_platform(tmp_path, programme(rules=rules))
    common = {"aktorer": ACTORS}
    deliver(
        platform,
        on=date(2025, 12, 31),
        **common,
        **_drawn(
            foretag=lists.known,
            insatser=lists.initiatives,
            deltaganden=lists.rows,
            resultat=lists.outcomes,
            behov=lists.needs,
        ),
    )
    new = [lists.participation(_NAMES) for _ in range(3)]
    waits = [row for row in dict.fromkeys(new) if row[:4] not in {r[:4] for r in lists.rows}]
    more = [row for row in dict.fromkeys([lists.outcome(_NAMES)]) if row not in lists.outcomes]
    # In every list something waits; now and then a company or an initiative that is known.
    bad_company, bad_initiative = seed % 2 == 0, seed % 4 >= 2
    companies = [_spoiled(lists.known[0], 2), *lists.known[1:]] if bad_company else lists.known
    initiatives = (
        [_spoiled(lists.initiatives[0], 2), *lists.initiatives[1:]]
        if bad_initiative
        else lists.initiatives
    )
    report = deliver(
        platform,
        on=date(2025, 12, 31),
        **_drawn(
            foretag=companies,
            insatser=initiatives,
            # The first row stood before: it stays by its earlier wording until it is corrected.
            deltaganden=[
                _spoiled(lists.rows[0], 4),
                *lists.rows[1:],
                *(_spoiled(row, 2) for row in waits),
            ],
            resultat=[
                _spoiled(lists.outcomes[0], 3),
                *lists.outcomes[1:],
                *(_spoiled(row, 1) for row in more),
            ],
            behov=[
                _spoiled(lists.needs[0], 2),
                *lists.needs[1:],
                _spoiled(lists.need("B3"), 4),
            ],
        ),
    )
    assert report.has_quarantined
    asked = list(_questions())
    then = [platform.coverage(name, selection) for name, selection in asked]
    random = Random(1000 + seed)
    for _ in range(3):
        lists.random = random
        deliver(
            platform,
            on=date(2025, 12, 31),
            **_drawn(
                foretag=[
                    *_corrected(lists, bad_company),
                    lists.company("Zeta", is_known=True),
                ],
                insatser=[
                    lists.initiative("I1") if bad_initiative else lists.initiatives[0],
                    *lists.initiatives[1:],
                ],
                deltaganden=[
                    _placed_anew(lists, lists.rows[0]),
                    *(_measured(lists, row) for row in (*lists.rows[1:], *waits)),
                ],
                resultat=[(*lists.outcomes[0][:3], "1"), *lists.outcomes[1:], *more],
                behov=[lists.need("B1"), *lists.needs[1:], lists.need("B3")],
            ),
        )
        for (name, selection), told in zip(asked, then, strict=True):
            _assert_between(platform, name, selection, told.bounds)
    # And what was told then is told of then, whatever has come since.
    for (name, selection), told in zip(asked, then, strict=True):
        assert platform.coverage(name, selection, as_of=report.delivery) == told, name


def _measured(lists: _Lists, row: tuple[str, ...]) -> tuple[str, ...]:
    """With the hours that were missing."""
    return (*row[:4], row[4] or lists.random.choice(("3", "20")), *row[5:])


def _placed_anew(lists: _Lists, row: tuple[str, ...]) -> tuple[str, ...]:
    """With other hours, and of another workplace."""
    return (*row[:4], lists.random.choice(("3", "20")), lists.random.choice(_PLACES))


def _corrected(lists: _Lists, bad_company: bool) -> Iterator[tuple[str, ...]]:
    """What was unknown becomes known, the first company may have meant anything."""
    for index, row in enumerate(lists.known):
        if index == 0 and bad_company:
            yield lists.company(row[0], is_known=True)
            continue
        size = lists.random.choice(_SIZES) if row[3] == "okand" else row[3]
        yield (*row[:3], size, row[4] or lists.random.choice(("2024", "2010")))


def _assert_between(platform: Platform, name: str, selection: Selection, bound: Bounds) -> None:
    cell = platform.compute(name, selection).total
    if cell.value is None:
        return
    value: Any = float(cell.value)
    told = (name, selection, value, bound.lower, bound.upper, parts(bound))
    assert bound.lower is None or float(bound.lower) <= value + 1e-9, told
    assert bound.upper is None or value <= float(bound.upper) + 1e-9, told
