"""What the regions tell beside the money: the actors, and example numbers of companies."""

from __future__ import annotations

from datetime import date

from s3metrics.sample.dice import Dice
from s3metrics.sample.initiatives import Initiative
from s3metrics.sample.records import Records, Row
from s3metrics.sample.setting import Actor, Setting


def record_actors(setting: Setting, initiatives: list[Initiative], records: Records) -> None:
    """Each region tells of itself; an area's lead region tells of the principals too."""
    start = setting.programme.period.start
    for region in setting.regions:
        records.add("actor", region.name, (start, _actor_row(region)))
    told: set[tuple[str, str]] = set()
    for initiative in initiatives:
        sender = initiative.area.lead_region
        for actor in (initiative.area.coordinator, initiative.principal):
            if (sender, actor.orgnr) not in told:
                told.add((sender, actor.orgnr))
                records.add("actor", sender, (initiative.known_from, _actor_row(actor)))


def _actor_row(actor: Actor) -> Row:
    return {
        "orgnr": actor.orgnr,
        "name": actor.name,
        "kind": actor.kind,
        "county": actor.county,
        "publicly_funded": actor.publicly_funded,
    }


def record_context(setting: Setting, records: Records) -> None:
    """Example numbers of companies: of each municipality and county, per size class and year.

    A year's numbers come in the autumn after it; the year before the start is there at once.
    """
    period = setting.programme.period
    for region in setting.regions:
        dice = setting.dice("context", region.county)
        base = _base(setting, region.county, dice)
        for age, year in enumerate(range(period.start.year - 1, period.end.year)):
            growth = (1 + setting.recipe.context.yearly_growth) ** age
            known_from = max(period.start, date(year + 1, 9, 1)) if age else period.start
            for (municipality, size), companies in base.items():
                row = {
                    "county": region.county,
                    "municipality": municipality or None,
                    "size": size,
                    "year": year,
                    "companies": round(companies * growth),
                    "source": setting.recipe.context.source,
                }
                records.add("context", region.name, (known_from, row))


def _base(setting: Setting, county: str, dice: Dice) -> dict[tuple[str, str], int]:
    """Companies by municipality (empty: the whole county) and size class in the first year."""
    recipe = setting.recipe.context
    by_place = {
        (code, size): max(
            1,
            round(
                setting.municipality_weights[code]
                * rate
                * dice.between(1 - recipe.noise, 1 + recipe.noise)
            ),
        )
        for code in setting.places[county]
        for size, rate in recipe.per_thousand.items()
    }
    whole = {
        ("", size): sum(n for (_, other), n in by_place.items() if other == size)
        for size in recipe.per_thousand
    }
    return whole | by_place
