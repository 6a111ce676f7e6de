"""The same figure under other rules, in a world small enough to count by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from s3metrics.engine.selection import Selection
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.alternatives import alternatives_of
from s3metrics.indicators.model import Count, Ratio, Source
from s3metrics.indicators.sentences import sentence
from s3metrics.platform import Platform
from tests.small_world import ACTORS, deliver, open_platform

# Alfa has its seat in Växjö and was also helped at a workplace in Kalmar.
# Beta was only contacted. Gamma is of unknown size. Delta has its seat outside the counties but a
# workplace inside. Epsilon is large. Zeta sits in Kalmar; its workplace lies outside.
WORLD = {
    "aktorer": ACTORS,
    "foretag": """
orgnr   | name    | municipality | size  | founded_year
Alfa    | Alfa    | Växjö        | liten | 2024
Beta    | Beta    | Kalmar       | mikro |
Gamma   | Gamma   | Kalmar       | okand |
Delta   | Delta   | Karlskrona   | medel |
Epsilon | Epsilon | Växjö        | stor  |
Zeta    | Zeta    | Kalmar       | mikro |
""",
    "insatser": """
initiative_id | title | area      | principal | start_date | status
I1            | Ett   | livsmedel | Campus    | 2025-01-01 | pagaende
I2            | Två   | industri  | IUC       | 2025-01-01 | pagaende
""",
    "deltaganden": """
initiative_id | orgnr   | date       | support    | hours | municipality
I1            | Alfa    | 2025-02-01 | radgivning | 10    |
I2            | Alfa    | 2025-03-01 | radgivning | 20    | Kalmar
I1            | Beta    | 2025-02-01 | kontakt    | 1     |
I1            | Gamma   | 2025-02-01 | radgivning | 5     |
I1            | Delta   | 2025-02-01 | bidrag     |       | Växjö
I1            | Epsilon | 2025-02-01 | radgivning | 8     |
I2            | Epsilon | 2025-02-01 | radgivning | 8     |
I1            | Zeta    | 2025-02-01 | radgivning | 3     | Karlskrona
""",
    "bakgrund": """
county | year | companies | source
06     | 2024 | 100       | SCB
07     | 2024 | 200       | SCB
08     | 2024 | 300       | SCB
09     | 2024 | 400       | SCB
""",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    platform = open_platform(tmp_path_factory.mktemp("alternatives"))
    assert not deliver(platform, **WORLD).has_quarantined
    return platform


def under(world: Platform, indicator: str) -> dict[str, Any]:
    """Value under the own rule (`own`) and under each alternative."""
    result = world.compute(indicator, alternatives=True)
    assert result.alternatives is not None
    others = {other.id: other.total.value for other in result.alternatives}
    return {"own": result.total.value, **others}


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (
            # Alfa, Delta · + Beta · Alfa, Zeta (not Delta) · + Gamma · Alfa twice, Delta
            "smes_reached",
            {
                "own": 2,
                "contacts_included": 3,
                "seat": 2,
                "unknown_sizes": 3,
                "per_initiative": 3,
            },
        ),
        ("smes_new", {"own": 2, "unknown_sizes": 3}),
        (
            # Alfa, Gamma, Delta, Epsilon
            "enterprises_supported",
            {"own": 4, "contacts_included": 5, "seat": 4, "per_initiative": 6},
        ),
        ("enterprises_grants", {"own": 1, "seat": 0, "per_initiative": 1}),
        ("new_enterprises", {"own": 1, "per_initiative": 2}),
        ("companies_contacted", {"own": 5, "seat": 5, "per_initiative": 7}),
        (
            # Zeta's workplace · nobody else was contacted outside · Delta's seat
            "smes_outside",
            {
                "own": 1,
                "contacts_included": 1,
                "seat": 1,
                "unknown_sizes": 1,
                "per_initiative": 1,
            },
        ),
        ("participations", {"own": 6, "contacts_included": 7, "seat": 6}),
        ("support_hours", {"own": 51, "contacts_included": 52, "seat": 54}),
        (
            "smes_returning",
            {"own": 1, "contacts_included": 1, "seat": 1, "unknown_sizes": 1},
        ),
        (
            # Alfa in Kalmar by I2 is of IUC's own county; Delta in Växjö by I1 of Campus's.
            "smes_across_border",
            {"own": 0, "contacts_included": 1, "unknown_sizes": 1, "per_initiative": 0},
        ),
        (
            "reach_share",
            {"own": 0.002, "contacts_included": 0.003, "seat": 0.002, "unknown_sizes": 0.003},
        ),
        (
            # Växjö and Kalmar, by seat and by workplace
            "municipalities_reached",
            {"own": 2, "contacts_included": 2, "seat": 2, "unknown_sizes": 2},
        ),
        (
            # I1: Kronoberg and Kalmar (Gamma); I2: Kalmar (Alfa) and Kronoberg (Epsilon).
            # By seat I2 has Alfa and Epsilon, both of Kronoberg.
            "cross_county_initiatives",
            {"own": 2, "contacts_included": 2, "seat": 1},
        ),
        ("costs", {"own": None}),
        ("smes_innovating", {"own": None}),
    ],
)
def test_the_figure_under_each_rule(
    world: Platform, indicator: str, expected: dict[str, Any]
) -> None:
    assert under(world, indicator) == pytest.approx(expected)


def test_by_seat_the_cells_lie_in_the_seats_county(world: Platform) -> None:
    result = world.compute("smes_reached", by=("county",), alternatives=True)
    assert result.alternatives is not None
    seat = next(other for other in result.alternatives if other.id == "seat")
    # Alfa counts in both counties by workplace, in Kronoberg alone by seat; Zeta by seat.
    assert (result.cell(county="07").value, result.cell(county="08").value) == (2, 1)
    assert {row["county"]: row["value"] for row in seat.rows} == {
        "06": 0,
        "07": 1,
        "08": 1,
        "09": 0,
        "*": 2,
    }
    assert set(seat.cells) == set(result.cells)


def test_a_selection_is_by_the_same_rule(world: Platform) -> None:
    result = world.compute("smes_reached", Selection(counties=("08",)), alternatives=True)
    assert result.alternatives is not None
    values = {other.id: other.total.value for other in result.alternatives}
    assert (result.total.value, values["seat"], values["contacts_included"]) == (1, 1, 2)


def test_an_alternative_equals_its_rule_counted_as_an_indicator(world: Platform) -> None:
    engine = world.engine()
    for indicator in CATALOGUE.values():
        by = tuple(d for d in ("area", "county") if d in indicator.breakdowns)
        found = world.compute(indicator.id, by=by, alternatives=True).alternatives
        assert found is not None
        for alternative, other in zip(alternatives_of(indicator), found, strict=True):
            alone = engine.compute(alternative.indicator, Selection(), by, 1, world.today)
            assert alone.cells == other.cells, (indicator.id, other.id)


def test_sentences_differ_from_the_own_rule_and_between_alternatives() -> None:
    for indicator in CATALOGUE.values():
        for language in ("sv", "en"):
            told = [a.sentence.of(language) for a in alternatives_of(indicator)]
            assert len({*told, sentence(indicator, language)}) == len(told) + 1, indicator.id


def test_nothing_is_offered_that_hangs_on_who_was_first_or_on_the_border() -> None:
    offered = {i.id: {a.id for a in alternatives_of(i)} for i in CATALOGUE.values()}
    assert offered["smes_new"] == {"unknown_sizes"}
    assert offered["new_enterprises"] == {"per_initiative"}
    assert "seat" not in offered["smes_across_border"]
    assert "contacts_included" not in offered["enterprises_grants"]
    assert {i for i, others in offered.items() if others} == {
        i.id
        for i in CATALOGUE.values()
        if any(s in {Source.PARTICIPATION, Source.PAIR} for s in i.sources)
        and not (isinstance(i.rule, Ratio) and _counts_results(i.rule))
    }


def _counts_results(rule: Ratio) -> bool:
    return isinstance(rule.numerator, Count) and rule.numerator.rows.source is Source.OUTCOME


def test_only_what_is_asked_for(world: Platform) -> None:
    assert world.compute("smes_reached").alternatives is None
    assert "alternatives" not in world.compute("smes_reached").as_json()
    found = world.compute("smes_reached", alternatives=True).as_json()["alternatives"]
    assert [other["id"] for other in found] == [
        "contacts_included",
        "seat",
        "unknown_sizes",
        "per_initiative",
    ]
    assert found[0]["label"] == {
        "sv": "Kontakter räknas som stöd",
        "en": "Contacts count as support",
    }
    assert found[0]["rows"] == [
        {"value": 3, "numerator": None, "denominator": None, "status": "ok"}
    ]
    assert found[0]["unit"] == {"sv": "företag", "en": "companies"}
    first, *_ = alternatives_of(CATALOGUE["smes_reached"])
    assert found[0]["rule"] == {"sv": first.sentence.sv, "en": first.sentence.en}
    assert first.sentence.sv != first.sentence.en
    assert world.compute("initiatives", alternatives=True).as_json()["alternatives"] == []


def test_contacts_include_what_falls_below_the_minimum(tmp_path: Path) -> None:
    from tests.small_world import DEFAULT, programme

    strict = programme(rules=DEFAULT.rules.model_copy(update={"minimum_hours": 9}))
    platform = open_platform(tmp_path, strict)
    deliver(platform, **WORLD)
    assert under(platform, "smes_reached") == {
        "own": 1,
        "contacts_included": 3,
        "seat": 1,
        "unknown_sizes": 1,
        "per_initiative": 2,
    }
