"""The lists beside the figures, on a world that can be counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from s3metrics.engine.register import Lead, Register
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.platform import Platform
from tests import chain_world, small_world


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    database = chain_world.build(tmp_path_factory.mktemp("chain"))
    return Platform.open(database, today=lambda: chain_world.TODAY)


@pytest.fixture
def register(platform: Platform) -> Register:
    return platform.register()


def test_initiatives_hold_what_partners_say_and_whom_they_have_reached(register: Register) -> None:
    found = {one.id: one for one in register.initiatives()}
    assert list(found) == ["LIV-01", "IND-01", "LIV-02", "TRA-01"]
    lyftet = found["LIV-01"]
    assert lyftet.principal == "Campus Växjö"
    assert lyftet.principal_county == "07"
    assert (lyftet.start_date, lyftet.end_date) == (date(2025, 1, 1), None)
    assert lyftet.declared == ("07", "08")
    assert lyftet.reached == {"07": 1, "08": 1, "09": 1}
    assert lyftet.companies == 3
    assert lyftet.decided_sek == Decimal(1_100_000)
    # The booking of 2026 lies after today.
    assert (lyftet.costs_sek, lyftet.paid_sek) == (Decimal(240_000), Decimal(150_000))
    assert found["LIV-02"].reached == {"08": 2}
    assert (found["TRA-01"].decided_sek, found["TRA-01"].companies) == (None, 0)


def test_initiatives_count_as_the_figures_do(platform: Platform, register: Register) -> None:
    found = register.initiatives()
    counted = [one.id for one in found if one.is_counted]
    assert counted == ["LIV-01", "LIV-02"]
    assert platform.compute("initiatives").total.value == 2
    across = [one for one in found if one.is_counted and one.is_across]
    assert platform.compute("cross_county_initiatives").total.value == len(across) == 1
    decided = sum(one.decided_sek or 0 for one in found if one.is_active)
    assert platform.compute("funding_decided").total.value == decided == 1_600_000
    assert [one.id for one in found if one.is_overdue] == ["LIV-02"]


def test_a_county_shows_what_is_open_there_or_reaches_it(register: Register) -> None:
    gotland = register.initiatives(Selection(counties=("09",)))
    assert [one.id for one in gotland] == ["LIV-01", "LIV-02"]
    assert [one.id for one in register.initiatives(Selection(areas=("tra_skog",)))] == ["TRA-01"]


def test_earlier_days_know_less(register: Register) -> None:
    selection = Selection(to=date(2025, 3, 5))
    lyftet = register.initiative("LIV-01", selection)
    assert lyftet.reached == {"07": 1, "08": 1}
    assert lyftet.costs_sek is None


def test_unknown_initiative_names_the_nearest(register: Register) -> None:
    with pytest.raises(WrongCall, match="”LIV-03” finns inte"):
        register.initiative("LIV-03")
    with pytest.raises(WrongCall):
        register.rows_of("LIV-03")


def test_one_initiative_opens_to_its_rows(register: Register) -> None:
    found = register.rows_of("LIV-01")
    assert {table: len(rows) for table, rows in found.rows.items()} == {
        "initiative": 1,
        "need": 1,
        "participation": 4,
        "funding": 3,
        "booking": 4,
        "outcome": 3,
    }
    first = found.rows["participation"][0]
    assert (first.name, first.source.file, first.source.row) == ("Alfa AB", "deltaganden.csv", 2)
    assert first.source.delivery == 1
    assert found.companies_with_outcomes == 1
    assert [(one.funder, one.decided_sek, one.paid_sek) for one in found.money] == [
        ("Region Kronoberg", Decimal(600_000), Decimal(150_000)),
        ("Tillväxtverket (ERUF)", Decimal(400_000), None),
        ("Deltagande företag", Decimal(100_000), None),
    ]
    assert list(found.costs.values()) == [Decimal(240_000)]
    assert found.not_reported == frozenset()
    assert register.rows_of("TRA-01").needs_unknown == ("B99",)


def test_a_sole_traders_number_is_masked(register: Register) -> None:
    rows = register.rows_of("LIV-02").rows["participation"]
    shown = [row.source.cells["orgnr"] for row in rows if row.name == "Delta firma"]
    assert len(shown) == 1
    assert shown[0].startswith("personnummer·")
    assert chain_world.PERSON not in repr(register.rows_of("LIV-02"))


def test_principals_and_the_counties_they_reach(platform: Platform, register: Register) -> None:
    campus, iuc = register.principals()
    assert (campus.name, campus.county, campus.companies, campus.across) == (
        "Campus Växjö",
        "07",
        3,
        2,
    )
    assert campus.reached == {"07": 1, "08": 1, "09": 1}
    # The planned and the aborted initiatives are not active in the period.
    assert (campus.initiatives, iuc.initiatives) == (("LIV-01",), ("LIV-02",))
    assert (iuc.companies, iuc.across, iuc.reached) == (2, 0, {"08": 2})
    assert iuc.by_area == {"livsmedel": 1}
    public = sum(one.is_public for one in register.principals())
    assert platform.compute("actors_active").total.value == public == 2
    (only,) = register.principals(Selection(counties=("09",), areas=("livsmedel",)))[:1]
    assert (only.name, only.companies) == ("Campus Växjö", 1)


def test_needs_are_those_of_the_figure(platform: Platform, register: Register) -> None:
    found = register.needs()
    assert [one.id for one in found] == ["B1", "B3", "B2", "B4"]
    assert platform.compute("needs_identified").total.value == len(found) == 4
    assert [one.id for one in found if one.is_met] == ["B1", "B2"]
    assert platform.compute("needs_met").total.value == 2
    by_id = {one.id: one for one in found}
    # Named by an aborted initiative only: not met.
    assert (by_id["B3"].initiatives, by_id["B3"].lead_days) == (("IND-01",), None)
    assert (by_id["B1"].lead_days, by_id["B2"].lead_days) == (60, 28)
    assert by_id["B4"].days_waiting == 91
    assert by_id["B4"].source.row == 5
    assert [one.id for one in register.needs(Selection(counties=("08",)))] == ["B2"]


def test_solutions_stand_where_they_had_come(platform: Platform, register: Register) -> None:
    first, second = register.solutions()
    assert (first.id, first.step, first.is_adopted) == ("S1", "ordinarie_budget", True)
    assert first.steps_left == ("i_drift",)
    assert list(first.steps) == ["ide", "testad", "ordinarie_budget"]
    assert first.receiver == "Region Kronoberg"
    # Its step of 2026 lies after today.
    assert (second.id, second.step) == ("S2", "ide")
    adopted = sum(one.is_adopted for one in register.solutions())
    assert platform.compute("solutions_adopted").total.value == adopted == 1
    (later,) = register.solutions(Selection(to=date(2026, 6, 30), areas=("industri",)))
    assert (later.step, later.steps_left) == ("i_drift", ())


def test_levels_are_those_of_the_mean(platform: Platform, register: Register) -> None:
    found = {one.name: (one.first, one.last) for one in register.levels()}
    assert found == {"Alfa AB": (2, 4), "Beta AB": (3, 2)}
    cell = platform.compute("innovation_level_change").total
    assert (cell.denominator, cell.value) == (2, 0.5)
    assert [one.name for one in register.levels(Selection(counties=("08",)))] == ["Beta AB"]
    assert [one.name for one in register.levels(Selection(sizes=("liten",)))] == ["Alfa AB"]


def test_lead_times_are_medians_of_whole_ways(register: Register) -> None:
    times = {time.lead: time for time in register.lead_times()}
    # 41 days from 1 January to 11 February, 10 from 1 March to 11 March.
    assert [unit.days for unit in times[Lead.START_TO_SUPPORT].units] == [41, 10]
    assert times[Lead.START_TO_SUPPORT].median_days == 25.5
    # Alfa 11 February – 1 June, Beta 1 March – 21 March.
    assert [unit.days for unit in times[Lead.SUPPORT_TO_INNOVATION].units] == [110, 20]
    assert times[Lead.IDEA_TO_ADOPTED].median_days == 200
    nothing = register.lead_times(Selection(areas=("digital",)))
    assert {t.lead: t.median_days for t in nothing}[Lead.IDEA_TO_ADOPTED] is None


def test_not_delivered_is_told_from_none(tmp_path: Path) -> None:
    programme = small_world.programme(
        senders=(small_world.sender("A", "Insatser", "Behov", areas=("tra_skog",)),)
    )
    platform = small_world.open_platform(tmp_path, programme)
    small_world.deliver(platform, "A", insatser=chain_world.TABLES["insatser"])
    register = platform.register()
    assert register.lacks("need")
    assert not register.lacks("initiative")
    assert register.rows_of("TRA-01").not_reported >= {"need", "participation"}
