"""`targets`: how far each target has come, at what pace, and where it is heading."""

from __future__ import annotations

from typing import Any

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.listing import Column, Listing, Row
from s3metrics.cli.options import as_of_option, format_option
from s3metrics.cli.out import tell, tell_sample
from s3metrics.cli.values import NO_NUMBER, figure
from s3metrics.indicators import find_indicator
from s3metrics.targets import Standing, TargetStatus, texts

_STANDINGS = {
    Standing.REACHED: "nått",
    Standing.ON_COURSE: "i takt",
    Standing.BEHIND: "efter",
    Standing.NO_TARGET: "inget mål",
}


@click.command(
    cls=Command,
    help="Visa målen i programfilen: hur långt siffrorna har kommit, vilken takt som behövs och "
    "vilken som hålls, läget, och en prognos med ett intervall. Utan underlag visas ingenting.",
    short_help="Visa målen: läge, takt och prognos.",
)
@as_of_option
@format_option
@click.option("--json", "is_json", is_flag=True, help="Samma som --format json.")
def targets(as_of: str | None, format_: str, is_json: bool) -> int:
    """One row per target, in the programme file's order."""
    platform = opened()
    found = platform.targets(as_of)
    listing = Listing(columns=_COLUMNS, rows=[_row(status) for status in found])
    listing.write("json" if is_json else format_, lambda: [status.as_json() for status in found])
    tell_sample(platform)
    examples = sum(status.is_example for status in found)
    if examples:
        tell(f"{examples} av {len(found)} mål är exempel, ur inget beslut: märkta ”exempel”.")
    methods = dict.fromkeys(status.forecast.method.sv for status in found if status.forecast)
    for method in methods:
        tell(f"Prognos: {method}. Prövad på siffrornas egen historia i docs/targets.md.")
    return 0


def _row(status: TargetStatus) -> Row:
    forecast = status.forecast
    why = status.why_no_status or status.why_no_forecast
    return {
        "indicator": status.indicator.id,
        "where": status.where.sv,
        "area": status.area,
        "county": status.county,
        "date": status.date,
        "value": status.value.value,
        "value_status": status.value.status.value,
        "value_to": status.value_to,
        "value_now": status.value_now.value,
        "target": status.target,
        "share_reached": status.share_reached,
        "status": status.status.value if status.status else None,
        "pace_needed_per_month": status.pace_needed_per_month,
        "pace_held_per_month": status.pace_held_per_month,
        "pace_from": status.pace_from,
        "forecast": forecast.value if forecast else None,
        "forecast_lower": forecast.lower if forecast else None,
        "forecast_upper": forecast.upper if forecast else None,
        "example": status.is_example,
        "why": why.sv if why else None,
    }


def _number(name: str, heading: str, *, is_forecast: bool = False) -> Column:
    def shown(row: Row) -> str:
        value = row[name]
        if value is None:
            return NO_NUMBER
        indicator = find_indicator(row["indicator"])
        return texts.figure(indicator, texts.rounded(indicator, value) if is_forecast else value).sv

    return Column(name=name, heading=heading, show=shown, is_number=True)


def _share(row: Row) -> str:
    share: Any = row["share_reached"]
    return NO_NUMBER if share is None else f"{round(share * 100)} %"


_COLUMNS = (
    Column(name="indicator", heading="Indikator"),
    Column(name="where", heading="Var"),
    Column(name="area", heading="Område", is_in_table=False),
    Column(name="county", heading="Län", is_in_table=False),
    Column(name="date", heading="Till"),
    Column(
        name="value",
        heading="Värde",
        show=lambda row: figure(
            find_indicator(row["indicator"]), row["value"], row["value_status"]
        ),
        is_number=True,
    ),
    Column(name="value_status", heading="Värdets status", is_in_table=False),
    Column(name="value_to", heading="Värdet räknat till", is_in_table=False),
    Column(name="value_now", heading="Värde i dag", is_in_table=False),
    _number("target", "Mål"),
    Column(name="share_reached", heading="Nått", show=_share, is_number=True),
    Column(
        name="status",
        heading="Läge",
        show=lambda row: _STANDINGS[Standing(row["status"])] if row["status"] else NO_NUMBER,
    ),
    _number("pace_needed_per_month", "Behövs/mån"),
    _number("pace_held_per_month", "Hålls/mån"),
    Column(name="pace_from", heading="Takten räknad till"),
    _number("forecast", "Prognos", is_forecast=True),
    _number("forecast_lower", "Lägst", is_forecast=True),
    _number("forecast_upper", "Högst", is_forecast=True),
    Column(
        name="example", heading="Mål ur", show=lambda row: "exempel" if row["example"] else "beslut"
    ),
    Column(name="why", heading="Varför inget visas"),
)
