"""Random programmes of a few dozen companies, reported period by period, with late corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from s3metrics.engine.selection import Selection
from s3metrics.indicators import CATALOGUE
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.places import PROJECT, Places
from s3metrics.platform import Platform
from s3metrics.programme import load
from tests.editions.attacker import Shown
from tests.recount.orgnr import with_check_digit
from tests.soundness.drawing import csv_bytes

TODAY = date(2025, 12, 31)
PROGRAMME = load(PROJECT / "data" / "programme.toml")
PROGRAMME = PROGRAMME.model_copy(update={"senders": ()})
PERIODS = [period for period in PROGRAMME.reporting_periods if period.end < TODAY]
MUNICIPALITIES = ("0680", "0682", "0662", "0780", "0765", "0880", "0840", "0980")
OUTSIDE = "0180"
AREAS = PROGRAMME.area_ids
SUPPORTS = ("radgivning",) * 5 + ("bidrag", "finansiellt", "kontakt")
SIZES = ("mikro",) * 4 + ("liten",) * 3 + ("medel", "stor", "okand")
OUTCOMES = {
    "produktinnovation": None,
    "egen_utveckling": None,
    "forskningssamverkan": None,
    "arbetstillfallen": (0.5, 1, 2, 3),
    "privat_investering": (1000, 25000, 400000),
    "innovationsgrad": (1, 2, 3, 4, 5),
}
Row = dict[str, object]


class Town:
    """The partners' lists as they grow, and the platform that takes them in."""

    def __init__(self, folder: Path, random: Random, companies: int, participations: int) -> None:
        self.platform = Platform(Places(folder / "s3.duckdb"), PROGRAMME, lambda: TODAY)
        self._random = random
        self._number = participations
        self._companies = [self._company(number) for number in range(companies)]
        self._initiatives: list[Row] = [
            {
                "initiative_id": f"I{number}",
                "area": AREAS[number % len(AREAS)],
                "principal": random.choice(("Campus", "IUC")),
            }
            for number in range(2 * len(AREAS))
        ]
        self._participations: list[Row] = []
        self._outcomes: list[Row] = []
        self.sealed: list[str] = []

    def live_through(self, number: int) -> None:
        """A period passes: what happened in it, and what is told late of the ones before."""
        period = PERIODS[number]
        for _ in range(self._number):
            self._participate(period.start, period.end)
        for _ in range(self._random.randint(0, 3) if number else 0):
            self._participate(PERIODS[0].start, period.start - timedelta(days=1))
        self.correct()
        self.seal(f"E{number + 1}", period.id)

    def correct(self) -> None:
        """A company is described otherwise, a row is gone, another has other hours."""
        if self._participations and self._random.random() < 0.7:
            self._participations.remove(self._random.choice(self._participations))
            self._random.choice(self._participations)["hours"] = self._random.randint(1, 40)
            self._random.choice(self._companies)["size"] = self._random.choice(SIZES)
        self._deliver()

    def seal(self, name: str, period: str, replaces: str | None = None) -> None:
        """In the order of time."""
        self.platform.seal(name, period, replaces=replaces, reason="Prov.")
        self.sealed.append(name)

    def shown(self) -> list[Shown]:
        """All that the public sees, the editions in the order of sealing."""
        return [shown_of(self.platform, name) for name in self.sealed]

    def _company(self, number: int) -> Row:
        choose = self._random.choice
        return {
            "orgnr": with_check_digit(f"5599{number:05}"),
            "municipality": choose((*MUNICIPALITIES[:3], *MUNICIPALITIES, OUTSIDE)),
            "size": choose(SIZES),
            "founded_year": choose(("2015", "2023", "")),
        }

    def _participate(self, first: date, last: date) -> None:
        choose = self._random.choice
        orgnr = choose(self._companies)["orgnr"]
        day = first + timedelta(days=self._random.randint(0, (last - first).days))
        row: Row = {
            "initiative_id": choose(self._initiatives)["initiative_id"],
            "orgnr": orgnr,
            "date": day.isoformat(),
            "support": choose(SUPPORTS),
            "hours": choose((1, 2, 4, 7.5, "")),
            "municipality": choose(("", "", "", choose(MUNICIPALITIES))),
        }
        key = [row[name] for name in ("initiative_id", "orgnr", "date", "support")]
        if any(
            [one[name] for name in ("initiative_id", "orgnr", "date", "support")] == key
            for one in self._participations
        ):
            return
        self._participations.append(row)
        if self._random.random() < 0.4:
            kind = choose(list(OUTCOMES))
            self._outcomes.append(
                {
                    "orgnr": orgnr,
                    "date": (day + timedelta(days=len(self._outcomes) % 60)).isoformat(),
                    "kind": kind,
                    "value": choose(OUTCOMES[kind] or ("",)),
                }
            )

    def _deliver(self) -> None:
        tables = {
            "aktorer": (
                "actor",
                [
                    {"orgnr": "Campus", "county": "07", "kind": "larosate"},
                    {"orgnr": "IUC", "county": "08", "kind": "iuc"},
                ],
            ),
            "foretag": ("company", self._companies),
            "insatser": ("initiative", self._initiatives),
            "deltaganden": ("participation", self._participations),
            "resultat": ("outcome", self._outcomes),
        }
        sources = [
            NamedBytes(name=f"{file}.csv", content=csv_bytes(table, _texts(rows)))
            for file, (table, rows) in tables.items()
            if rows
        ]
        day = datetime(2024, 4, 1) + timedelta(
            days=len(self.platform.deliveries()) if self.platform.has_data else 0
        )
        report = self.platform.deliver(sources, "A", confirm_withdrawals=True, received_at=day)
        assert not report.has_quarantined, report.faults


def shown_of(platform: Platform, name: str) -> Shown:
    """Every fixed table of an edition, as `compute` gives it to everybody."""
    edition = platform.edition(name)
    tables = {}
    for indicator, span, by in platform.public_tables(name):
        start = edition.period_start if span == "period" else edition.programme_start
        selection = Selection(from_=start, to=edition.period_end)
        result = platform.compute(indicator, selection, by, name, public=True)
        tables[indicator, span.value, by] = result.cells
    assert {indicator for indicator, _, _ in tables} == set(CATALOGUE)
    return Shown(edition, tables)


def _texts(rows: Sequence[Row]) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for row in rows]
