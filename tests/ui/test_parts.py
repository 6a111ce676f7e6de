"""The parts that pages are made of: numbers, periods, charts, files, foreign texts."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import combinations

import openpyxl
import pandas as pd
import pytest

from s3metrics.engine.result import Cell, Status
from s3metrics.indicators import find_indicator
from s3metrics.platform import load_programme
from ui import codec
from ui.drawing import charts, exports, tables, template
from ui.periods import is_partial, presets
from ui.wording import numbers
from ui.wording.plain import plain

NBSP = "\u00a0"
TODAY = date(2025, 11, 24)
PROGRAMME = load_programme()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 kr"),
        (-1234, f"\u22121{NBSP}234 kr"),
        (961_000, f"961{NBSP}000 kr"),
        (999_999, f"999{NBSP}999 kr"),
        (Decimal("8000000.0000"), "8,0 mnkr"),
        (25_000_000, "25,0 mnkr"),
        (11_660_209.78, "11,7 mnkr"),
        (1_234_500_000, f"1{NBSP}234,5 mnkr"),
    ],
)
def test_money(value: object, text: str) -> None:
    assert numbers.money(value) == text


def test_numbers_in_swedish() -> None:
    assert numbers.count(1234) == f"1{NBSP}234"
    assert numbers.count(Decimal("1234.5000")) == f"1{NBSP}234,5"
    assert numbers.decimal(1.580125) == "1,58"
    assert numbers.share(0.3875781) == f"38,8{NBSP}%"
    assert numbers.day(date(2026, 10, 28)) == "28 oktober 2026"


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Status.NOT_REPORTED, "ej rapporterat"),
        (Status.NOT_APPLICABLE, "ej tillämpligt"),
        (Status.SUPPRESSED, "dolt"),
        (Status.UNKNOWN, "okänt"),
    ],
)
def test_kinds_of_empty_are_told_apart(status: Status, text: str) -> None:
    indicator = find_indicator("smes_reached")
    assert numbers.cell(indicator, Cell(None, None, None, status)) == text
    assert numbers.cell(indicator, Cell(0, None, None, Status.ZERO)) == "0"


def test_presets_have_begun_and_lie_in_the_programme() -> None:
    found = presets(PROGRAMME, TODAY)
    assert [p.id for p in found] == [
        "so_far",
        "P4",
        "P3",
        "P2",
        "P1",
        "2025-H2",
        "2025-H1",
        "2024-H2",
        "2024-H1",
        "2025-Q4",
        "2025-Q3",
        "2025-Q2",
        "2025-Q1",
        "2024-Q4",
        "2024-Q3",
        "2024-Q2",
    ]
    assert (found[0].from_, found[0].to) == (date(2024, 4, 1), TODAY)
    spans = {p.id: (p.from_, p.to) for p in found}
    assert spans["2024-H1"] == (date(2024, 4, 1), date(2024, 6, 30))
    assert spans["2025-Q4"] == (date(2025, 10, 1), date(2025, 12, 31))
    assert spans["2025-Q1"] == (date(2025, 1, 1), date(2025, 3, 31))


def test_no_preset_of_an_edition_reaches_beyond_it() -> None:
    last = date(2025, 9, 30)
    found = codec.Clock(code="2025-P3", programme=PROGRAMME, today=last).presets
    assert {p.id: p.to for p in found if p.id in ("so_far", "P3", "2025-H2", "2025-Q3")} == {
        "so_far": last,
        "P3": last,
        "2025-H2": last,
        "2025-Q3": last,
    }
    assert "2025-Q4" not in [p.id for p in found]


def test_presets_before_and_after_the_programme() -> None:
    before = presets(PROGRAMME, date(2024, 1, 1))
    assert (before[0].from_, before[0].to) == (date(2024, 4, 1), date(2024, 4, 1))
    after = presets(PROGRAMME, date(2030, 5, 1))
    assert after[0].to == date(2030, 5, 1)
    assert "2029-H1" in [p.id for p in after]
    assert not [p.id for p in after if p.id.startswith("2030")]


def test_period_that_is_cut_is_known() -> None:
    start, end = date(2025, 1, 1), date(2025, 5, 31)
    cut = [m for m in ("2025-Q1", "2025-Q2") if is_partial(m, "quarter", start, end, PROGRAMME)]
    assert cut == ["2025-Q2"]


def test_view_is_read_as_it_was_written() -> None:
    given = {
        "clock": "now",
        "from": "2025-01-01",
        "to": "2025-06-30",
        "period": "2025-H1",
        "area": "digital",
        "county": "09,07",
        "size": "mikro",
        "lang": "en",
    }
    view, problems = codec.read(given, PROGRAMME, TODAY)
    assert not problems
    assert codec.write(view) == given
    assert view.selection.counties == ("07", "09")


def test_several_faults_of_an_address_are_all_told() -> None:
    given = {"area": "livsmedel,xyz", "size": "s", "to": "2025-13-01"}
    view, problems = codec.read(given, PROGRAMME, TODAY)
    assert [p.name for p in problems] == ["area", "size", "to"]
    assert view.areas == ("livsmedel",)


FRAME = pd.DataFrame(
    [("<b>A</b>", "SMF", 3.0, "3", False), ("B", "SMF", None, "ej rapporterat", True)],
    columns=list(tables.SERIES_COLUMNS),
)


def test_chart_marks_carry_texts_and_what_is_missing_a_word() -> None:
    trace = charts.bars(FRAME).data[0]
    assert list(trace.text) == ["3", "ej rapporterat"]
    assert list(trace.x) == [3.0, 0]
    assert list(trace.y) == ["&lt;b&gt;A&lt;/b&gt;", "B"]
    assert list(trace.marker.pattern.shape) == ["", "/"]


def test_columns_stand_and_an_empty_frame_makes_a_chart() -> None:
    assert charts.columns(FRAME).data[0].orientation == "v"
    assert not charts.bars(FRAME.iloc[:0]).data


@pytest.mark.parametrize("colour", charts.COLOURS)
@pytest.mark.parametrize("ground", ["#ffffff", "#10151c"])
def test_marks_stand_out_from_both_grounds(colour: str, ground: str) -> None:
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


# How the three colour blindnesses see linear red, green and blue (Machado and others, 2009).
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TOLD_APART = 20
"""Distance in CIELAB; at 2 one begins to see a difference."""


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_first_four_series_are_told_apart_by_all(blindness: str) -> None:
    seen = [_lab(colour, blindness) for colour in charts.COLOURS[:4]]
    assert min(math.dist(one, other) for one, other in combinations(seen, 2)) >= TOLD_APART


def test_two_series_are_told_apart_on_a_grey_print_and_more_have_hatches() -> None:
    one, other = (_lab(colour, "none")[0] for colour in charts.COLOURS[:2])
    assert abs(one - other) >= 15
    shapes = [template.shape_of(place, 4) for place in range(4)]
    # Blue and ochre are told apart by their lightness; each of the others has a hatch of its own.
    assert len(set(shapes)) == 3
    assert [template.shape_of(place, 2) for place in range(2)] == ["", ""]
    assert template.UNFINISHED not in template.SHAPES


def test_scale_goes_from_light_to_dark() -> None:
    light = [_luminance(colour) for _place, colour in template.SCALE]
    assert light == sorted(light, reverse=True)


def _lab(colour: str, blindness: str) -> tuple[float, float, float]:
    """CIELAB of a colour as it is seen."""
    given = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in given]
    seen = [
        min(max(sum(w * p for w, p in zip(row, linear, strict=True)), 0), 1)
        for row in BLINDNESS[blindness]
    ]
    rows = ((0.4125, 0.3576, 0.1804), (0.2127, 0.7152, 0.0722), (0.0193, 0.1192, 0.9503))
    white = (0.9505, 1.0, 1.0888)
    x, y, z = (
        math.cbrt(v) if v > 0.008856 else 7.787 * v + 16 / 116
        for v in (
            sum(w * p for w, p in zip(row, seen, strict=True)) / of
            for row, of in zip(rows, white, strict=True)
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_names_that_read_alike_are_told_apart() -> None:
    assert tables._told_apart(["Totalt", "A*", "Totalt"]) == ["Totalt", "A\\*", "Totalt \\(2\\)"]


TABLE = pd.DataFrame(
    {"Namn": ["Åsa; AB", "=1+1"], "Värde": [Decimal("1234.5000"), None], "Kod": ["06", "07"]},
    dtype=object,
)


def test_csv_opens_in_a_swedish_excel() -> None:
    content = exports.as_csv(TABLE, ["Kvitto X."])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == [
        "Namn;Värde;Kod",
        '"Åsa; AB";1234,5;06',
        "'=1+1;;07",
        '""',
        "Kvitto X.",
        "",
    ]


def test_workbook_keeps_numbers_as_numbers_and_texts_as_texts() -> None:
    tab = openpyxl.load_workbook(BytesIO(exports.as_xlsx(TABLE, ["Kvitto X."]))).active
    assert tab is not None
    assert [cell.value for cell in tab[2]] == ["Åsa; AB", 1234.5, "06"]
    assert (tab["A3"].value, tab["A3"].data_type) == ("=1+1", "s")
    assert tab["A5"].value == "Kvitto X."


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://example.com/a.png)",
        "[a](b)",
        "*b*",
        "`c`",
        "<i>",
        ":red[x]",
        "$x$",
        "# h",
        "www.example.com",
        "a\nb",
    ],
)
def test_foreign_text_is_shown_as_it_stands(text: str) -> None:
    shown = plain(text)
    assert shown.replace("\\", "").replace("\u2060", "").replace("  \n", "\n") == text
    assert "](" not in shown
    assert "http:" not in shown
