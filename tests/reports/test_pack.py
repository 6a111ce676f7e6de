"""What the pack says is what the platform computes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3metrics import codes
from s3metrics.engine.query import ALL
from s3metrics.engine.selection import Selection
from s3metrics.errors import LedgerError, WrongCall
from s3metrics.platform import Platform
from s3metrics.programme import County, Party, load
from s3metrics.reports.pack import changes, pack
from s3metrics.reports.pack.asking import Asking, members
from s3metrics.reports.pack.content import content_of
from s3metrics.reports.pack.model import Cell, Pack, Section, Table
from s3metrics.reports.pack.plane import scale
from s3metrics.reports.pack.wording import Wording
from tests import small_world
from tests.reports import pack_world

SV = Wording("sv")


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    return pack_world.sealed_and_corrected(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def swedish(platform: Platform) -> Pack:
    return content_of(platform, None, "sv", None)


def section(of: Pack, title: str) -> Section:
    return next(one for one in of.sections if one.title == title)


def table(of: Pack, title: str) -> Table:
    return next(t for one in of.sections for t in one.tables if t.title == title)


def column(of: Table, heading: str) -> list[Cell]:
    at = [one.heading for one in of.columns].index(heading)
    return [row[at] for row in of.rows]


def test_headlines_are_the_platform_s_figures_and_targets(
    platform: Platform, swedish: Pack
) -> None:
    whole = [t for t in platform.targets() if t.area is None and t.county is None]
    shown = table(swedish, "Siffror och mål för programmet")
    assert len(whole) > 10
    for status, row in zip(whole, shown.rows, strict=False):
        result = platform.compute(status.indicator.id)
        assert row[0].text == status.indicator.label.sv
        assert row[0].note == result.receipt.code
        assert row[1].text == SV.cell(status.indicator, result.total)
        assert row[2].text == SV.figure(status.indicator, status.target or 0)


def test_the_standings_of_all_targets_are_told_as_words_and_numbers(
    platform: Platform, swedish: Pack
) -> None:
    whole = [t for t in platform.targets() if t.area is None and t.county is None]
    (said,) = [s for s in swedish.sections[0].sentences if s.startswith("Programmets ")]
    parts = re.findall(r"(i\stakt|nått|efter|inget\släge|inget\smål) (\d+)", said)
    assert sum(int(number) for _, number in parts) == len(whole)


def test_every_cell_of_area_and_county_is_there_with_computed_totals(
    platform: Platform, swedish: Pack
) -> None:
    result = platform.compute("smes_reached", by=("area", "county"))
    shown = table(swedish, "SMF som nåtts per område och län")
    counties, areas = members(result, "county"), members(result, "area")
    assert [one.heading for one in shown.columns[1 : 1 + len(counties)]] == [
        SV.member("county", code, platform.programme) for code in counties
    ]
    for area, row in zip([*areas, ALL], shown.rows, strict=False):
        assert [cell.text for cell in row[1 : 2 + len(counties)]] == [
            SV.cell(result.indicator, result.cell(area=area, county=county))
            for county in [*counties, ALL]
        ]


def test_parts_less_overlap_are_the_total(swedish: Pack) -> None:
    shown = table(swedish, "SMF som nåtts per område och län")
    overlaps = []
    for row in shown.rows[:-1]:
        *parts, total, overlap = (int(cell.text) for cell in row[1:])
        assert sum(parts) - overlap == total
        overlaps.append(overlap)
    for values in list(zip(*shown.rows, strict=True))[1:-1]:
        *parts, total, overlap = (int(cell.text) for cell in values)
        assert sum(parts) - overlap == total
        overlaps.append(overlap)
    # Else the test would hold of a table that tells no overlap at all.
    assert any(overlaps)


def test_pairs_of_counties_are_told_both_ways(platform: Platform, swedish: Pack) -> None:
    result = platform.compute("county_pairs", by=("county_a", "county_b"))
    shown = table(swedish, "Par av län")
    codes_ = sorted(platform.programme.county_ids)
    for i, first in enumerate(codes_):
        for j, second in enumerate(codes_):
            one, other = sorted((first, second))
            wanted = "–" if i == j else str(result.cell(county_a=one, county_b=other).value)
            assert shown.rows[i][1 + j].text == wanted
    assert result.total.value


def test_kinds_of_financing_add_up_to_what_is_decided(platform: Platform, swedish: Pack) -> None:
    shown = table(swedish, "Slag av finansiering")
    decided = [_number(cell.text) for cell in column(shown, "Beslutat, kr")]
    assert {row[0].text: value for row, value in zip(shown.rows, decided, strict=True)} == {
        "EU-stöd (ERUF)": 400_000,
        "Offentlig kontant": 500_000,
        "Privat kontant": 8_000,
        "Offentligt bidrag i annat än pengar": 60_000,
        "Privat bidrag i annat än pengar": 70_000,  # and 50 öre, which are not shown
        "Slag ej angivet": 900,
        "Totalt": 1_038_900,
    }
    assert platform.compute("funding_decided").total.value == Decimal("1038900.50")


def _number(text: str) -> int:
    return int(text.replace("\u00a0", ""))


def test_the_eu_share_stands_beside_its_ceiling(platform: Platform, swedish: Pack) -> None:
    row = next(
        row
        for row in table(swedish, "Sammanfattning").rows
        if row[0].text == "EU-andel av beslutad finansiering"
    )
    assert (row[1].mark, row[2].text) == (0.4, "andel, högst 40\u00a0%")
    assert row[1].share == pytest.approx(float(platform.compute("eu_share").total.value))


# What changed since


def test_changes_add_up_and_are_told_apart(platform: Platform) -> None:
    asking = Asking(platform, None, SV)
    then = platform.at("2025-P3")
    found = list(changes.changes_of(asking, "2025-P3", then.today))
    by_name = {change.indicator.id: change for change, _ in found}
    for change, _ in found:
        if change.by_knowledge is not None and change.by_time is not None:
            whole = Decimal(str(change.now.value)) - Decimal(str(change.before.value))
            assert change.by_knowledge + change.by_time == whole
    reached = by_name["smes_reached"]
    # Four companies came late and one turned out to be large; the time since has brought six.
    assert (reached.by_knowledge, reached.by_time) == (Decimal(3), Decimal(6))


def test_reasons_of_a_change_come_from_the_bridge(platform: Platform, swedish: Pack) -> None:
    shown = table(swedish, "Siffrorna då och nu")
    row = next(row for row in shown.rows if row[0].text == "SMF som nåtts")
    assert [cell.text for cell in row[1:]] == ["34", "+3", "+6", "43"]
    assert row[2].note == "företag med ny storlek \u22121, sent inkomna rader +4"


def test_an_edition_is_compared_with_the_one_before(platform: Platform) -> None:
    told = section(content_of(platform, "2025-P3", "sv", None), "Ändrat sedan förra utgåvan")
    assert "Ingen tidigare utgåva är förseglad" in told.sentences[0]
    assert not told.tables


def test_a_delivery_can_be_compared_with_too(platform: Platform) -> None:
    told = section(content_of(platform, None, "sv", 1), "Ändrat sedan leverans 1")
    row = next(row for row in told.tables[0].rows if row[0].text == "SMF som nåtts")
    assert [cell.text for cell in row[1:]] == ["40", "+3", "43"]


# Clocks and receipts


def test_an_edition_shows_what_was_reported(platform: Platform) -> None:
    content = content_of(platform, "2025-p3", "sv", None)
    assert content.clock.startswith("Som rapporterat i utgåva 2025-P3, förseglad")
    shown = table(content, "Siffror och mål för programmet")
    assert shown.rows[0][1].text == "34"
    sealed = platform.compute("smes_reached", as_of="2025-P3")
    assert sealed.is_sealed
    assert shown.rows[0][0].note == sealed.receipt.code


def test_codes_in_the_pack_open_their_figures(platform: Platform, swedish: Pack) -> None:
    codes_ = {code for one in swedish.sections for t in one.tables for code in t.receipts}
    assert len(codes_) > 40
    for code in sorted(codes_)[:5]:
        assert platform.reopen(code).is_same


def test_every_figure_shown_is_defined(swedish: Pack) -> None:
    defined = {row[0].text for row in table(swedish, "Definitioner och kvitton").rows}
    shown = {row[0].text for row in table(swedish, "Siffror och mål för programmet").rows}
    assert shown <= defined


# Languages, kinds of empty, other programmes


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts_of(getattr(value, one.name))


def test_the_english_pack_says_nothing_in_swedish(platform: Platform, swedish: Pack) -> None:
    english = content_of(platform, None, "en", None)
    names = {funder.name for funder in platform.programme.funders}
    names |= {"Bolaget AB", "Fonden", "Region", "Region Kronoberg", pack_world.MARKUP}
    # Words of the program, which nobody reads.
    names |= {"text", "number", "bar", "heat", "good", "poor"}
    same = set(texts_of(swedish)) & set(texts_of(english)) - names
    words = {one for one in same if re.search(r"[a-zåäö]{3}", one)}
    assert words == set()


def test_numbers_are_written_as_the_language_writes_them(platform: Platform) -> None:
    assert SV.number(Decimal("-1234567.5"), 1) == "\u22121\u00a0234\u00a0567,5"
    assert Wording("en").number(Decimal("1234567.5"), 1) == "1,234,567.5"
    assert SV.share(Decimal("0.388")) == "38,8\u00a0%"


def test_what_is_not_reported_is_not_zero(tmp_path: Path) -> None:
    given = {name: text for name, text in pack_world.tables().items() if name != "ekonomi"}
    content = content_of(pack_world.filled(tmp_path / "db", **given), None, "sv", None)
    costs = next(row for row in table(content, "Sammanfattning").rows if row[0].text == "Kostnader")
    assert costs[1].text == "ej rapporterat"
    per_area = column(table(content, "Per område"), "Kostnader, kr")
    assert {cell.text for cell in per_area} == {"ej rapporterat"}


def test_a_programme_of_one_county_has_no_pairs(tmp_path: Path) -> None:
    one = load(Path(__file__).parents[1] / "programmes" / "one_county.toml")
    given = {
        "aktorer": "orgnr | name | kind | county | publicly_funded\nIUC | IUC | iuc | 24 | ja\n",
        "insatser": "initiative_id | title | area | principal | start_date | status | counties\n"
        "I1 | Ett | gruvnaring | IUC | 2025-01-01 | pagaende | 24\n",
    }
    content = content_of(pack_world.filled(tmp_path / "db", one, **given), None, "sv", None)
    told = section(content, "Över gränserna")
    assert "Programmet har ett enda län" in told.sentences[1]
    assert "Par av län" not in {t.title for t in told.tables}
    assert content.sample == ""


def test_many_counties_stand_in_several_tables_and_each_cell_once(tmp_path: Path) -> None:
    counties = tuple(
        County(id=c.code, name=c.name, nuts3="SE000", region=Party(name=c.name))
        for c in codes.COUNTIES
    )
    programme = small_world.programme(counties=counties, targets=())
    platform = pack_world.filled(tmp_path / "db", programme)
    content = content_of(platform, None, "sv", None)
    shown = [t for t in section(content, "Områden och län").tables if "område och län" in t.title]
    headings = [one.heading for t in shown for one in t.columns]
    assert len(shown) == 3
    for county in counties:
        assert headings.count(county.name) == 1
    assert headings.count("Totalt") == 1


def test_without_deliveries_there_is_nothing_to_pack(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="Det finns ingen databas"):
        pack(small_world.open_platform(tmp_path))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"lang": "se"}, "Språket är ”se”. Tillåtet är sv eller en."),
        ({"format": "ppt"}, "Formatet är ”ppt”. Menade du ”pptx”? Tillåtet är pdf eller pptx."),
        ({"as_of": "2024-P9"}, "Utgåvan ”2024-P9” finns inte."),
        ({"since": "99"}, "Leverans 99 finns inte."),
    ],
)
def test_wrong_calls_are_told(platform: Platform, given: dict[str, str], sentence: str) -> None:
    with pytest.raises(WrongCall) as error:
        pack(platform, **given)
    assert str(error.value).startswith(sentence)


# Trends


def test_a_trend_is_recomputed_at_each_quarter(platform: Platform, swedish: Pack) -> None:
    trend = section(swedish, "Läget").trends[0]
    assert trend.table is not None and trend.drawing is not None
    days = [row[0].text.removesuffix("\u00a0*") for row in trend.table.rows]
    assert days[0] == "2024-06-30"
    assert days[-1] == "2026-02-10"
    for day, value in zip(days, trend.series[0].values, strict=True):
        result = platform.compute("smes_reached", Selection(to=small_world.date.fromisoformat(day)))
        assert value == result.total.value
    goals = {
        t.target
        for t in platform.targets()
        if t.indicator.id == "smes_reached" and not (t.area or t.county)
    }
    assert [mark.text for mark in trend.drawing.marks] == [
        f"Mål {SV.number(goal)}" for goal in sorted(goals)
    ]


@given(st.floats(min_value=0.001, max_value=1e15))
def test_steps_are_even_and_reach_the_top(top: float) -> None:
    steps = scale(top)
    assert steps[0] == 0
    assert steps[-1] >= Decimal(str(top))
    assert steps[-2] < Decimal(str(top))
    assert 2 <= len(steps) <= 8
    assert len({after - before for before, after in pairwise(steps)}) == 1
