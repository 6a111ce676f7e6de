"""The forecast by hand, and when there is none."""

from __future__ import annotations

from datetime import date
from math import sqrt

import pytest

from s3metrics.targets.backtest import Record, backtest
from s3metrics.targets.forecast import Growth, forecast, why_none
from s3metrics.targets.history import quarter_ends, quarters_between

ON = date(2026, 12, 31)
ENDS = tuple(quarter_ends(date(2024, 4, 1), date(2026, 12, 31)))


def growth(*additions: float, **changes: object) -> Growth:
    values = [0.0]
    for addition in additions:
        values.append(values[-1] + addition)
    settings = {"is_count": True, **changes}
    return Growth(ends=ENDS[: len(additions)], values=tuple(values), **settings)  # type: ignore[arg-type]


def test_by_hand() -> None:
    # 10, 30, 10, 30: mean 20, variance 400/3; two quarters ahead: 2 + 4/4 = 3.
    made = forecast(growth(10, 30, 10, 30), 2, ON)
    assert made is not None
    half = 1.6377 * sqrt(400 / 3 * 3)
    assert made.value == 120
    assert (made.lower, made.upper) == pytest.approx((120 - half, 120 + half))
    assert half == pytest.approx(32.754)
    assert (made.date, made.level) == (ON, 0.8)


def test_only_the_last_four_quarters_make_the_pace() -> None:
    early, late = (
        forecast(growth(900, 10, 30, 10, 30), 1, ON),
        forecast(growth(10, 30, 10, 30), 1, ON),
    )
    assert early is not None and late is not None
    assert early.value - 980 == late.value - 80 == 20


def test_even_quarters_are_no_certainty() -> None:
    made = forecast(growth(20, 20, 20, 20), 4, ON)
    assert made is not None
    # Counts vary at least as independent events: variance 20, not 0; 4 + 16/4 = 8.
    assert made.upper - made.value == pytest.approx(1.6377 * sqrt(20 * 8))


def test_a_count_cannot_decline_and_corrections_can() -> None:
    held = forecast(growth(0, 40, 0.5, 0.5), 1, ON)
    assert held is not None and held.lower == held.value - 10.25 == 41
    money = growth(100, 10, 900, 5, is_count=False, can_decline=True)
    assert (made := forecast(money, 1, ON)) is not None
    assert made.lower < money.last


def test_a_known_whole_is_never_passed() -> None:
    made = forecast(growth(5, 5, 5, 5, whole=22), 4, ON)
    assert made is not None
    assert (made.value, made.upper) == (22, 22)


@pytest.mark.parametrize(
    ("additions", "is_count", "why"),
    [
        ((20, 20, 20), True, "3 hela rapporterade kvartal"),
        ((20, 0, 0, 20), True, "färre än 3 av de senaste 4"),
        ((3, 3, 3, 0), True, "färre än 10 nya"),
        ((0.3, 0.3, 0.3, 0), False, None),
        ((4, 3, 3, 0), True, None),
    ],
)
def test_nothing_is_shown_where_the_data_do_not_carry_it(
    additions: tuple[float, ...], is_count: bool, why: str | None
) -> None:
    found = growth(*additions, is_count=is_count)
    reason = why_none(found)
    assert (forecast(found, 4, ON) is None) is (why is not None)
    assert (reason is None) if why is None else (reason is not None and why in reason.sv)


def test_no_forecast_of_a_day_that_has_passed() -> None:
    assert forecast(growth(20, 20, 20, 20), 0, ON) is None


def test_backtest_knows_only_what_was_known_then() -> None:
    # Even growth: every forecast from the fourth quarter on is exact.
    trials = list(backtest(growth(20, 20, 20, 20, 20, 20)))
    assert [(t.made_after, t.ahead, t.forecast, t.came) for t in trials] == [
        (4, 1, 100, 100),
        (4, 2, 120, 120),
        (5, 1, 120, 120),
    ]
    record = Record.of(trials)
    assert record == Record(trials=3, coverage=1, mean_error_share=0, mean_absolute_error_share=0)
    # What came after does not leak into the forecast.
    (surprised,) = backtest(growth(20, 20, 20, 20, 500))
    assert (surprised.forecast, surprised.is_inside) == (100, False)
    assert surprised.error_share == pytest.approx((100 - 580) / 580)
    assert Record.of([]) is None


def test_calendar() -> None:
    assert ENDS[:4] == (
        date(2024, 6, 30),
        date(2024, 9, 30),
        date(2024, 12, 31),
        date(2025, 3, 31),
    )
    assert list(quarter_ends(date(2024, 2, 15), date(2024, 9, 29))) == [
        date(2024, 3, 31),
        date(2024, 6, 30),
    ]


@pytest.mark.parametrize(
    ("start", "end", "quarters"),
    [
        (date(2025, 9, 30), date(2027, 3, 31), 6),
        (date(2025, 6, 30), date(2026, 6, 30), 4),
        (date(2025, 9, 30), date(2025, 12, 31), 1),
        # 30 of the 90 days of the begun quarter.
        (date(2025, 9, 30), date(2026, 1, 30), 1 + 30 / 90),
        # 29 March 2029 lacks two days of its quarter.
        (date(2028, 12, 31), date(2029, 3, 29), 88 / 90),
    ],
)
def test_quarters_between(start: date, end: date, quarters: float) -> None:
    assert quarters_between(start, end) == pytest.approx(quarters, abs=1e-12)
