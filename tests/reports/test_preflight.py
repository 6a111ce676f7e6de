"""The check before sealing: nothing in a clean world, and each kind in a world that has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from s3metrics.errors import WrongCall
from s3metrics.platform import Platform
from s3metrics.reports.items import Item, ItemKind, Severity
from tests.cli.running import run
from tests.reports.world import (
    AFTER,
    BOOKINGS,
    CERTIFICATES,
    COMPANIES,
    FUNDING,
    INITIATIVES,
    PARTICIPATIONS,
    PERIOD,
    PERSON,
    programme,
    small_platform,
)
from tests.small_world import DEFAULT, deliver, sender

ALL_SHEETS = (
    "Aktörer",
    "Företag",
    "Behov",
    "Insatser",
    "Deltaganden",
    "Stödintyg",
    "Finansiering",
    "Ekonomi",
    "Resultat",
    "Lösningar",
    "Bakgrund",
)


@dataclass(frozen=True)
class Case:
    """A world with one thing wrong, and the item that must tell of it."""

    kind: ItemKind
    id: str
    owner: str
    says: tuple[str, str]
    figures: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Indicator → (lower, upper), of some of the figures that it must name."""
    tables: dict[str, str] = field(default_factory=dict)
    of: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    rows: int = 1
    severity: Severity = Severity.OPEN


OFFICE = "Projektkontoret"
LOW_CEILING = DEFAULT.rules.model_copy(update={"de_minimis_ceiling_eur": Decimal(4000)})
CASES = [
    Case(
        ItemKind.LIST_MISSING,
        "list_missing:need:a",
        "A",
        ("A har inte levererat Behov.", "A has not delivered Behov."),
        figures={"needs_identified": (None, None)},
        of={"senders": (sender("A", *ALL_SHEETS),)},
        without=("behov",),
        rows=0,
    ),
    Case(
        ItemKind.QUARANTINED,
        "quarantined:participation:a",
        "A",
        (
            "1 rad i Deltaganden från A väntar på rättning (unknown_reference 1).",
            "1 row of Deltaganden from A waits for correction (unknown_reference 1).",
        ),
        figures={"enterprises_supported": (3, 4), "participations": (4, 5)},
        tables={"deltaganden": f"{PARTICIPATIONS}I9 | Beta | 2025-06-02 | radgivning | 1 |\n"},
    ),
    Case(
        ItemKind.UNKNOWN_SIZE,
        "unknown_size:company:a",
        "A",
        (
            "Företag som fått stöd men är av okänd storlek, och därför inte räknas som SMF: "
            "Alfa (1).",
            "Companies supported but of unknown size, and so not counted as SMEs: Alfa (1).",
        ),
        figures={"smes_reached": (2, 3)},
        tables={"foretag": COMPANIES.replace("liten", "okand")},
    ),
    Case(
        ItemKind.OUTSIDE_PERIOD,
        "outside_period:participation:a",
        "A",
        (
            "Deltaganden daterade utanför programmets tid, i insatserna: I2 (1).",
            "Participations dated outside the programme's time, in the initiatives: I2 (1).",
        ),
        figures={"enterprises_supported": (3, 4)},
        tables={"deltaganden": f"{PARTICIPATIONS}I2 | Beta | 2015-06-02 | radgivning | 1 |\n"},
    ),
    Case(
        ItemKind.OUTSIDE_AREA,
        "outside_area:participation:a",
        "A",
        (
            "Deltaganden under perioden utanför programmets län, som bara räknas bland SMF utanför "
            "länen, i insatserna: I2 (1).",
            "Participations in the period outside the programme's counties, only counted among "
            "SMEs outside them, in the initiatives: I2 (1).",
        ),
        figures={"smes_reached": (2, 3)},
        tables={"foretag": COMPANIES.replace("Gotland", "Malmö")},
        severity=Severity.NOTE,
    ),
    Case(
        ItemKind.NO_FUNDING,
        "no_funding:initiative:a",
        OFFICE,
        (
            "Insatser som pågick under perioden och saknar finansiering: I3 (1).",
            "Initiatives active in the period without funding: I3 (1).",
        ),
        figures={"funding_decided": (None, None), "burn_rate": (None, None)},
        tables={
            "insatser": f"{INITIATIVES}I3 | Tre | livsmedel | IUC | 2024-05-01 | pagaende | |\n"
        },
    ),
    Case(
        ItemKind.NO_COFINANCING,
        "no_cofinancing:funding:a",
        OFFICE,
        (
            "Insatser med EU-stöd som saknar medfinansiering: I1 (1).",
            "Initiatives with EU support without co-financing: I1 (1).",
        ),
        figures={"eu_share": (None, None)},
        tables={
            "finansiering": "\n".join(
                line for line in FUNDING.splitlines() if "Kronoberg" not in line
            )
        },
    ),
    Case(
        ItemKind.DE_MINIMIS_CEILING,
        "de_minimis_ceiling:participation:5599000022",
        OFFICE,
        (
            "Koncernen Beta (559900-0022) hade 50\u00a0000 kr i försumbart stöd den 2025-06-01, "
            "över taket 45\u00a0600 kr.",
            "The group Beta (559900-0022) had SEK 50,000 of de minimis aid on 2025-06-01, above "
            "the ceiling of SEK 45,600.",
        ),
        of={"rules": LOW_CEILING},
    ),
    Case(
        ItemKind.DE_MINIMIS_PAPERS,
        "de_minimis_papers:certificate:a",
        "A",
        (
            "Företag och insatser med stöd där intyg eller beslut om försumbart stöd saknas: 2.",
            "Companies and initiatives with support but without certificate or decision on de "
            "minimis aid: 2.",
        ),
        tables={
            "stodintyg": CERTIFICATES.replace("2025-06-15", "").replace("2025-01-10", "          ")
        },
        rows=2,
    ),
    Case(
        ItemKind.DE_MINIMIS_BEFORE_DECISION,
        "de_minimis_before_decision:certificate:a",
        "A",
        (
            "Företag och insatser där stödet började före intyget eller beslutet om försumbart "
            "stöd: 1.",
            "Companies and initiatives where the support began before the certificate or decision "
            "on de minimis aid: 1.",
        ),
        tables={"stodintyg": CERTIFICATES.replace("2025-02-01", "2025-02-11")},
    ),
    Case(
        ItemKind.NO_VALUE,
        "no_value:jobs_created",
        OFFICE,
        (
            "Beslutets indikator Nya arbetstillfällen har inget värde: ej rapporterat.",
            "The decision's indicator Jobs created has no value: not reported.",
        ),
        figures={"jobs_created": (None, None)},
        of={"decision_indicators": ("jobs_created", "enterprises_supported")},
        without=("resultat",),
        rows=0,
    ),
]


def test_nothing_in_a_clean_world(tmp_path: Path) -> None:
    platform = small_platform(tmp_path, of=programme(senders=(sender("A", *ALL_SHEETS),)))
    assert platform.preflight(PERIOD) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind.value)
def test_each_kind_is_found(case: Case, tmp_path: Path) -> None:
    platform = small_platform(
        tmp_path, of=programme(**case.of), without=case.without, **case.tables
    )
    items = platform.preflight(PERIOD)
    # What is wrong in one way is told once, and nothing else with it.
    assert [item.kind for item in items] == [case.kind]
    (item,) = items
    assert (item.id, item.owner.sv, item.severity) == (case.id, case.owner, case.severity)
    assert (item.sentence.sv, item.sentence.en) == case.says
    assert len(item.places) == case.rows
    effects = {effect.indicator.id: (effect.lower, effect.upper) for effect in item.effects}
    assert {name: effects.get(name, "missing") for name in case.figures} == case.figures


def test_every_kind_has_its_world() -> None:
    assert {case.kind for case in CASES} | {ItemKind.LIST_OLD} == set(ItemKind)


def test_an_old_list_and_its_confirmation(tmp_path: Path) -> None:
    of = programme(senders=(sender("B", "Ekonomi"),))
    platform = small_platform(tmp_path, of=of, without=("ekonomi",))
    deliver(platform, "B", on=date(2025, 9, 29), ekonomi=BOOKINGS)
    (item,) = platform.preflight(PERIOD)
    assert (item.id, item.owner.sv) == ("list_old:booking:b", "B")
    assert "2025-09-29" in item.sentence.sv
    assert {effect.indicator.id for effect in item.effects} >= {"costs", "funding_paid"}
    # The same list again changes nothing, and says that nothing is missing.
    assert deliver(platform, "B", on=AFTER, ekonomi=BOOKINGS).is_unchanged
    assert platform.preflight(PERIOD) == []


def test_the_bounds_come_true(tmp_path: Path) -> None:
    """What waits is corrected; the figure then lies within what the item told."""
    wrong = f"{PARTICIPATIONS}I1 | {PERSON} | 2025-13-01 | radgivning | 1 |\n"
    platform = small_platform(tmp_path, deltaganden=wrong)
    (item,) = platform.preflight(PERIOD)
    told = {effect.indicator.id: effect for effect in item.effects}
    deliver(platform, on=AFTER, deltaganden=wrong.replace("2025-13-01", "2025-09-01"))
    moved = 0
    for name, effect in told.items():
        value = platform.compute(name, _accumulated()).total.value
        assert effect.lower is None or effect.lower <= value
        assert effect.upper is None or value <= effect.upper
        moved += value != effect.value
    assert moved
    assert platform.preflight(PERIOD) == []


def _accumulated() -> Any:
    from s3metrics.engine.selection import Selection

    return Selection(to=date(2025, 9, 30))


@pytest.fixture
def waiting(tmp_path: Path) -> Platform:
    rows = f"{PARTICIPATIONS}I9 | Beta | 2025-06-02 | radgivning | 1 |\n"
    return small_platform(tmp_path, deltaganden=rows)


def test_a_seal_with_open_items_needs_a_reason_which_is_kept(waiting: Platform) -> None:
    (item,) = waiting.preflight(PERIOD)
    with pytest.raises(WrongCall, match=r"väntar på rättning.*--reason"):
        waiting.seal("2025-H2", PERIOD)
    edition = waiting.seal("2025-H2", PERIOD, reason="Raden rättas till nästa period.")
    assert edition.open_items == (item.sentence.sv,)
    assert waiting.edition("2025-H2").reason == "Raden rättas till nästa period."


def test_a_seal_without_open_items_needs_none(tmp_path: Path) -> None:
    outside = small_platform(tmp_path, foretag=COMPANIES.replace("Gotland", "Malmö"))
    assert [item.severity for item in outside.preflight(PERIOD)] == [Severity.NOTE]
    assert outside.seal("2025-H2", PERIOD).open_items == ()


def test_the_command(waiting: Platform) -> None:
    call = ("--db", waiting.places.database, "preflight", "--period", "p3")
    table, json_ = run(*call), run(*call, "--json")
    assert (table.code, json_.code) == (1, 1)
    items = json_.json["items"]
    told = next(item for item in items if item["kind"] == "quarantined")
    assert told["owner"] == {"sv": "A", "en": "A"} and told["owner_is_sender"]
    assert told["rows"] == [
        {"sender": "A", "file": "deltaganden.csv", "sheet": "Deltaganden", "row": 7}
    ]
    supported = next(f for f in told["figures"] if f["indicator"] == "enterprises_supported")
    assert (supported["value"], supported["lower"], supported["upper"]) == (3, 3, 4)
    assert supported["sentence"]["en"] == (
        "Enterprises supported is 3 and may become between 3 and 4."
    )
    assert [row["Vad"] for row in table.table] == [item["sentence"]["sv"] for item in items]
    assert f"Öppna punkter: {json_.json['open']}" in table.err


def test_a_period_that_is_not_there(waiting: Platform) -> None:
    with pytest.raises(WrongCall, match=r"”P33” finns inte. Menade du ”P3”"):
        waiting.preflight("P33")


def test_items_are_told_in_order(tmp_path: Path) -> None:
    platform = small_platform(
        tmp_path, of=programme(senders=(sender("Z", "Behov"),)), without=("stodintyg",)
    )
    items: list[Item] = platform.preflight(PERIOD)
    order = list(ItemKind)
    assert [order.index(item.kind) for item in items] == sorted(
        order.index(item.kind) for item in items
    )
    assert len({item.id for item in items}) == len(items) == 2
