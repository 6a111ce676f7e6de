"""De minimis aid: worked cases at the edges, and against a recount in plain Python."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from s3metrics.engine.aid import Aid, CertificateState, aid, open_aid
from s3metrics.platform import Platform
from s3metrics.reports.de_minimis import STATES
from tests.properties.profile import examples
from tests.recount.orgnr import ORGNR
from tests.reports.test_workbook import opened, records
from tests.reports.world import PERIOD, programme, small_platform
from tests.small_world import ACTORS, DEFAULT, deliver, open_platform

COMPANIES = ("Alfa", "Beta", "Gamma", "Delta")
INITIATIVES = ("I1", "I2")
FIRST = date(2022, 1, 1)


@dataclass(frozen=True)
class Given:
    """One participation as drawn."""

    initiative: str
    company: str
    day: date
    support: str
    value: Decimal | None


@dataclass(frozen=True)
class World:
    """What is drawn; `other`: what the certificates tell of aid from others."""

    group_of: dict[str, str | None]
    given: tuple[Given, ...]
    papers: dict[tuple[str, str], tuple[date | None, date | None]]
    to: date
    years: int
    other: dict[tuple[str, str], int] = field(default_factory=dict)


days = st.integers(0, 1700).map(lambda n: FIRST + timedelta(days=n))
values = st.one_of(st.none(), st.just(Decimal(0)), st.decimals(1, 400, places=2, allow_nan=False))
participations = st.builds(
    Given,
    initiative=st.sampled_from(INITIATIVES),
    company=st.sampled_from(COMPANIES),
    day=days,
    support=st.sampled_from(("kontakt", "radgivning", "bidrag")),
    value=values,
)
worlds = st.builds(
    World,
    group_of=st.fixed_dictionaries(
        {name: st.sampled_from((None, "Alfa", "Delta", "Zeta")) for name in COMPANIES}
    ),
    given=st.lists(
        participations,
        min_size=1,
        max_size=12,
        unique_by=lambda one: (one.initiative, one.company, one.day, one.support),
    ).map(tuple),
    papers=st.dictionaries(
        st.tuples(st.sampled_from(INITIATIVES), st.sampled_from(COMPANIES)),
        st.tuples(st.none() | days, st.none() | days),
    ),
    to=days,
    years=st.integers(1, 3),
    other=st.dictionaries(
        st.tuples(st.sampled_from(INITIATIVES), st.sampled_from(COMPANIES)), st.integers(0, 999)
    ),
)


def found_in(folder: Path, world: World) -> Aid:
    """What the engine says of the world."""
    rules = DEFAULT.rules.model_copy(
        update={
            "de_minimis_years": world.years,
            "de_minimis_ceiling_eur": Decimal(50),
            "eur_sek_rate": Decimal("11.5"),
        }
    )
    platform = open_platform(folder, programme(rules=rules))
    deliver(platform, **_tables(world))
    clock = platform.at()
    found = aid(clock.engine, clock.delivery, world.to)
    assert found is not None
    return found


def _tables(world: World) -> dict[str, str]:
    companies = [
        f"{name} | {name} | Kalmar | liten | {ORGNR[group] if group else ''}"
        for name, group in world.group_of.items()
    ]
    initiatives = [
        f"{one} | {one} | livsmedel | IUC | 2022-01-01 | pagaende" for one in INITIATIVES
    ]
    given_rows = [
        f"{g.initiative} | {g.company} | {g.day} | {g.support} | "
        f"{'' if g.value is None else str(g.value).replace('.', ',')}"
        for g in world.given
    ]
    papers = [
        f"{initiative} | {company} | {certified or ''} | {decided or ''} | "
        f"{world.other.get((initiative, company), '')}"
        for (initiative, company), (certified, decided) in world.papers.items()
    ]
    return {
        "aktorer": ACTORS,
        "foretag": "\n".join(["orgnr | name | municipality | size | group_orgnr", *companies]),
        "insatser": "\n".join(
            ["initiative_id | title | area | principal | start_date | status", *initiatives]
        ),
        "deltaganden": "\n".join(
            ["initiative_id | orgnr | date | support | value_sek", *given_rows]
        ),
        "stodintyg": "\n".join(
            ["initiative_id | orgnr | Intyg | Beslut | Annat stöd SEK", *papers]
        ),
    }


def years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def recount(world: World) -> tuple[dict[str, tuple[Decimal, Decimal]], dict[object, str]]:
    """Group → (sum up to `to`, highest on any day); and the state of each company's papers."""
    counted = [
        one for one in world.given if one.support != "kontakt" and one.value and one.day <= world.to
    ]

    def group(one: Given) -> str:
        return world.group_of[one.company] or one.company

    def within(which: str, day: date) -> Decimal:
        start = years_before(day, world.years)
        return sum(
            (o.value or Decimal(0) for o in counted if group(o) == which and start < o.day <= day),
            Decimal(0),
        )

    sums = {}
    for which in {group(one) for one in counted}:
        highest = max(within(which, one.day) for one in counted if group(one) == which)
        sums[which] = (within(which, world.to), highest)
    states: dict[object, str] = {}
    first: dict[tuple[str, str], date] = defaultdict(lambda: date.max)
    for one in counted:
        key = (one.initiative, one.company)
        first[key] = min(first[key], one.day)
    for key, day in first.items():
        certified, decided = world.papers.get(key, (None, None))
        if certified is None:
            states[key] = "no_certificate"
        elif decided is None:
            states[key] = "no_decision"
        else:
            late = "before_certificate" if day < certified else "in_order"
            states[key] = "before_decision" if day < decided else late
    return sums, states


def others_aid(world: World) -> dict[str, int]:
    """Group → what the latest certificate within the years of each of its companies tells."""
    latest: dict[str, tuple[date, int]] = {}
    start = years_before(world.to, world.years)
    for (initiative, company), (certified, _) in world.papers.items():
        told = world.other.get((initiative, company))
        if certified is not None and told is not None and start < certified <= world.to:
            latest[company] = max(latest.get(company, (date.min, 0)), (certified, told))
    found: dict[str, int] = defaultdict(int)
    for company, (_, told) in latest.items():
        found[world.group_of[company] or company] += told
    return found


@examples(30)
@given(worlds)
def test_against_a_recount(world: World) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = found_in(Path(folder), world)
    sums, states = recount(world)
    shown = {_shown(name): both for name, both in sums.items()}
    assert {one.group: (one.sum_sek, one.highest_sek) for one in found.groups} == shown
    others = {_shown(group): told for group, told in others_aid(world).items()}
    assert {one.group: one.other_sek for one in found.groups} == {
        group: others.get(group, 0) for group in shown
    }
    assert {one.group for one in found.groups if one.is_over} == {
        group for group, (_, highest) in shown.items() if highest > 575
    }
    told = {(row.initiative, row.company): row.state.value for row in found.rows}
    assert told == {(i, _shown(c)): state for (i, c), state in states.items()}
    assert {(row.initiative, row.company) for row in open_aid(found)} == {
        key for key, state in told.items() if state != "in_order"
    }
    assert sum(row.value_sek for row in found.rows) == sum(
        one.value or 0 for one in world.given if one.support != "kontakt" and one.day <= world.to
    )


def _shown(name: str) -> str:
    return f"{ORGNR[name][:6]}-{ORGNR[name][6:]}"


def case(folder: Path, *given_rows: tuple[date, int], to: date, group: str | None = None) -> Aid:
    """Aid to Alfa in I1, and the papers of 1 January 2022."""
    rows = tuple(Given("I1", "Alfa", day, "bidrag", Decimal(value)) for day, value in given_rows)
    groups = {name: group if name in {"Alfa", "Beta"} else None for name in COMPANIES}
    papers = {("I1", "Alfa"): (FIRST, FIRST)}
    return found_in(folder, World(groups, rows, papers, to, 3))


def test_three_years_to_the_day(tmp_path: Path) -> None:
    first, last = date(2022, 3, 1), date(2025, 3, 1)
    (inside,) = case(tmp_path / "a", (first, 100), (last - timedelta(days=1), 10), to=last).groups
    assert (inside.sum_sek, inside.highest_sek) == (10, 110)
    (outside,) = case(tmp_path / "b", (first, 100), (last, 10), to=last).groups
    assert (outside.sum_sek, outside.highest_sek) == (10, 100)


def test_the_ceiling_itself_is_not_above_it(tmp_path: Path) -> None:
    day = date(2024, 6, 1)
    (at,) = case(tmp_path / "a", (day, 575), to=day).groups
    (above,) = case(tmp_path / "b", (day, 576), to=day).groups
    assert (at.is_over, at.left_sek) == (False, 0)
    assert (above.is_over, above.left_sek) == (True, 0)


def test_a_group_is_one(tmp_path: Path) -> None:
    world = World(
        {"Alfa": "Zeta", "Beta": "Zeta", "Gamma": None, "Delta": None},
        (
            Given("I1", "Alfa", date(2024, 1, 1), "bidrag", Decimal(100)),
            Given("I2", "Beta", date(2024, 2, 1), "bidrag", Decimal(200)),
            Given("I2", "Gamma", date(2024, 2, 1), "bidrag", Decimal(50)),
        ),
        {},
        date(2024, 12, 31),
        3,
    )
    found = found_in(tmp_path, world)
    assert [(g.group, g.companies, g.sum_sek) for g in found.groups] == [
        (_shown("Zeta"), 2, 300),
        (_shown("Gamma"), 1, 50),
    ]
    # A parent that nobody has delivered goes by the name of the company that came first.
    assert found.groups[0].name == "Alfa"


DRAWN = {
    "aktorer": ACTORS,
    "foretag": f"""
orgnr | name   | municipality | size  | group_orgnr
Alfa  | Lika   | Kalmar       | liten | {ORGNR["Zeta"]}
Beta  | Lika   | Kalmar       | liten | {ORGNR["Zeta"]}
Gamma | Gamma  | Kalmar       | liten |
Delta | Delta  | Kalmar       | liten |
Zeta  | Modern | Kalmar       | stor  |
""",
    "insatser": """
initiative_id | title | area      | principal | start_date | status
I1            | Ett   | livsmedel | IUC       | 2022-01-01 | pagaende
I2            | Två   | livsmedel | IUC       | 2022-01-01 | pagaende
""",
    "deltaganden": """
initiative_id | orgnr | date       | support    | value_sek
I1            | Beta  | 2022-02-01 | bidrag     | 300
I1            | Alfa  | 2024-03-01 | radgivning | 100
I1            | Alfa  | 2025-02-01 | bidrag     | 40
I1            | Gamma | 2024-05-01 | bidrag     | 140
I2            | Gamma | 2024-05-01 | bidrag     | 50
I2            | Delta | 2024-05-01 | kontakt    | 50
I2            | Delta | 2025-03-02 | bidrag     | 50
I1            | Gamma | 2024-06-01 | radgivning | 10
""",
    "stodintyg": """
initiative_id | orgnr | Intyg      | Beslut     | Annat stöd SEK
I1            | Alfa  | 2024-02-20 | 2024-02-25 | 7
I2            | Alfa  | 2022-03-01 |            | 1000
I1            | Beta  | 2022-03-02 | 2022-03-03 | 20
I1            | Gamma | 2024-04-20 |            | 5
I2            | Gamma | 2024-04-20 | 2024-05-02 | 3
""",
}


def drawn(folder: Path, **tables: str) -> Aid:
    rules = DEFAULT.rules.model_copy(
        update={"de_minimis_ceiling_eur": Decimal(30), "eur_sek_rate": Decimal(10)}
    )
    platform = open_platform(folder, programme(rules=rules))
    assert not deliver(platform, **(DRAWN | tables)).has_quarantined
    clock = platform.at()
    found = aid(clock.engine, clock.delivery, date(2025, 3, 1))
    assert found is not None
    return found


def test_what_is_told_of_each_group(tmp_path: Path) -> None:
    found = drawn(tmp_path).groups
    assert [(g.group, g.name, g.companies, g.sum_sek) for g in found] == [
        (_shown("Gamma"), "Gamma", 1, 200),
        # By the parent's own name.
        (_shown("Zeta"), "Modern", 2, 140),
    ]
    # Of Gamma's two certificates of one day the larger counts. Alfa's older one is out of the years
    # by a day, Beta's within them by a day.
    assert [g.other_sek for g in found] == [5, 27]
    # Zeta's 300 and 100 stood together in 2024; the 300 are out by 2025.
    highest = [(g.highest_sek, g.highest_on) for g in found]
    assert highest == [(200, date(2024, 6, 1)), (400, date(2024, 3, 1))]
    assert [(g.ceiling_sek, g.is_over, g.left_sek) for g in found] == [
        (300, False, 100),
        (300, True, 160),
    ]


def test_what_is_told_of_each_row(tmp_path: Path) -> None:
    found = drawn(tmp_path)
    gamma, alfa, beta = _shown("Gamma"), _shown("Alfa"), _shown("Beta")
    told = [
        (r.company, r.initiative, r.day.isoformat(), r.value_sek, r.group_sum_sek, r.source.row)
        for r in found.rows
    ]
    assert told == [
        (gamma, "I1", "2024-05-01", 140, 190, 5),
        (gamma, "I2", "2024-05-01", 50, 190, 6),
        (gamma, "I1", "2024-06-01", 10, 200, 9),
        (beta, "I1", "2022-02-01", 300, 300, 2),
        (alfa, "I1", "2024-03-01", 100, 400, 3),
        (alfa, "I1", "2025-02-01", 40, 140, 4),
    ]
    assert [(r.group, r.company_name) for r in found.rows] == [
        *[(gamma, "Gamma")] * 3,
        *[(_shown("Zeta"), "Lika")] * 3,
    ]
    assert [(r.certificate_date, r.decision_date, r.state.value) for r in found.rows] == [
        (date(2024, 4, 20), None, "no_decision"),
        (date(2024, 4, 20), date(2024, 5, 2), "before_decision"),
        (date(2024, 4, 20), None, "no_decision"),
        (date(2022, 3, 2), date(2022, 3, 3), "before_decision"),
        *[(date(2024, 2, 20), date(2024, 2, 25), "in_order")] * 2,
    ]
    # Once each, however many rows there are.
    assert [(row.company, row.initiative) for row in open_aid(found)] == [
        (gamma, "I1"),
        (gamma, "I2"),
        (beta, "I1"),
    ]


def test_the_order_of_certificates_does_not_matter(tmp_path: Path) -> None:
    heading, *rows = DRAWN["stodintyg"].strip().splitlines()
    turned = drawn(tmp_path, stodintyg="\n".join([heading, *reversed(rows)]))
    assert [group.other_sek for group in turned.groups] == [5, 27]


def test_support_on_the_day_of_the_decision_is_in_order(tmp_path: Path) -> None:
    (row,) = case(tmp_path, (FIRST, 100), to=FIRST).rows
    assert row.state is CertificateState.IN_ORDER


def test_the_certificate_must_come_before_the_support_too(tmp_path: Path) -> None:
    day, papers = date(2025, 4, 1), (date(2025, 9, 1), date(2025, 3, 1))
    rows = (Given("I1", "Alfa", day, "bidrag", Decimal(100)),)
    alone: dict[str, str | None] = dict.fromkeys(COMPANIES)
    for number, (certified, state) in enumerate(
        {
            papers[0]: CertificateState.BEFORE_CERTIFICATE,
            day + timedelta(days=1): CertificateState.BEFORE_CERTIFICATE,
            day: CertificateState.IN_ORDER,
        }.items()
    ):
        world = World(alone, rows, {("I1", "Alfa"): (certified, papers[1])}, date(2025, 12, 31), 3)
        found = found_in(tmp_path / str(number), world)
        assert [row.state for row in found.rows] == [state]
        assert len(list(open_aid(found))) == state.is_late
    assert STATES[CertificateState.IN_ORDER].sv == "Intyg och beslut senast den dag stödet började"


def test_other_aid_is_that_of_every_company_of_the_group(tmp_path: Path) -> None:
    day = date(2025, 4, 1)
    certified = {"Alfa": 100, "Beta": 2_500_000, "Gamma": 900_000, "Delta": 7}
    world = World(
        {"Alfa": "Gamma", "Beta": "Gamma", "Gamma": None, "Delta": None},
        (Given("I1", "Alfa", day, "bidrag", Decimal(100)),),
        {("I1", name): (day, day) for name in certified},
        date(2025, 12, 31),
        3,
        {("I1", name): told for name, told in certified.items()},
    )
    (group,) = found_in(tmp_path, world).groups
    assert (group.group, group.companies, group.other_sek) == (_shown("Gamma"), 1, 3_400_100)


def test_every_row_opens_to_its_file(tmp_path: Path) -> None:
    platform: Platform = small_platform(tmp_path)
    rows = records(opened(platform.report(PERIOD).report.workbook), "Försumbart stöd, rader")
    assert [(row["Fil"], row["Blad"], row["Rad"]) for row in rows] == [
        ("deltaganden.csv", "Deltaganden", number) for number in (2, 3, 4, 5)
    ]


def test_without_a_ceiling_nothing_is_followed(tmp_path: Path) -> None:
    rules = DEFAULT.rules.model_copy(update={"de_minimis_ceiling_eur": None})
    platform = small_platform(tmp_path, of=programme(rules=rules), without=("stodintyg",))
    assert platform.preflight(PERIOD) == []
    titles = opened(platform.report(PERIOD).report.workbook).sheetnames
    assert not [title for title in titles if "Försumbart" in title]
