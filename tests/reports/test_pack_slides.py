"""The slides: charts and tables that can be edited, and say what the platform computes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor

from s3metrics.engine.query import ALL
from s3metrics.engine.selection import Selection
from s3metrics.platform import Platform
from s3metrics.reports.pack import pack
from s3metrics.reports.pack.content import content_of
from s3metrics.reports.pack.model import Cell, Column, Kind, Pack, Table
from s3metrics.reports.pack.slide_layout import lay_out
from s3metrics.reports.pack.slide_tables import heat
from s3metrics.reports.pack.slide_text import AMBER, GROUND, INK, MUTED, TONES, WHITE
from s3metrics.reports.pack.slides import as_pptx
from tests.reports import pack_world


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    return pack_world.filled(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def content(platform: Platform) -> Pack:
    return content_of(platform, None, "sv", None)


@pytest.fixture(scope="module")
def made(platform: Platform) -> bytes:
    return pack(platform, format="pptx")


@pytest.fixture(scope="module")
def deck(made: bytes) -> Any:
    return Presentation(BytesIO(made))


def shapes_of(deck: Any, attribute: str) -> dict[str, list[Any]]:
    """Name of the frame → the charts or tables of that name, in order."""
    found: dict[str, list[Any]] = {}
    for slide in deck.slides:
        for shape in slide.shapes:
            if getattr(shape, attribute, False):
                found.setdefault(shape.name, []).append(shape)
    return found


def values_of(chart: Any) -> dict[str, list[Any]]:
    return {series.name: list(series.values) for series in chart.plots[0].series}


def test_bars_hold_the_figures(platform: Platform, deck: Any) -> None:
    charts = shapes_of(deck, "has_chart")
    for title, name, by in (
        ("SMF som nåtts per län", "smes_reached", "county"),
        ("Länsöverskridande insatser per område", "cross_county_initiatives", "area"),
        ("Beslutad finansiering per källa", "funding_decided", "source"),
        ("Kostnader per kostnadsslag", "costs", "cost_category"),
    ):
        result = platform.compute(name, by=(by,))
        wanted = [float(c.value) for (member,), c in result.cells.items() if member != ALL]
        [shape] = charts[title]
        assert values_of(shape.chart) == {result.indicator.label.sv: wanted}, title
        assert any(wanted)


def test_trends_hold_the_accumulated_figures(platform: Platform, content: Pack, deck: Any) -> None:
    trend = content.sections[0].trends[0]
    [shape] = shapes_of(deck, "has_chart")[trend.title]
    [values] = values_of(shape.chart).values()
    categories = list(shape.chart.plots[0].categories)
    assert categories[0] == "2024 kv\u00a02"
    at_year_end = platform.compute("smes_reached", Selection(to=date(2025, 12, 31))).total.value
    assert values[categories.index("2025 kv\u00a04")] == at_year_end


def test_a_chart_carries_its_workbook(made: bytes) -> None:
    with zipfile.ZipFile(BytesIO(made)) as file:
        books = [name for name in file.namelist() if name.endswith(".xlsx")]
        charts = [
            name for name in file.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)
        ]
    assert len(books) == len(charts) > 4


def test_tables_are_whole_and_of_real_cells(content: Pack, deck: Any) -> None:
    tables = shapes_of(deck, "has_table")
    for section in content.sections:
        for table in section.tables:
            parts = [shape.table for shape in tables[table.title]]
            heading = [column.heading for column in table.columns]
            assert all([cell.text for cell in part.rows[0].cells] == heading for part in parts)
            shown = [
                [cell.text for cell in row.cells] for part in parts for row in list(part.rows)[1:]
            ]
            assert shown == [[_shown(cell) for cell in row] for row in table.rows]


def _shown(cell: Cell) -> str:
    return "\n".join(filter(None, (cell.text, cell.note)))


def test_nothing_runs_off_a_slide(deck: Any) -> None:
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            height = shape.height
            if getattr(shape, "has_table", False):
                height = sum(row.height for row in shape.table.rows)
                assert shape.top + height <= deck.slide_height * 0.915, (number, shape.name)
            assert shape.left >= 0 and shape.top >= 0, (number, shape.name)
            assert shape.left + shape.width <= deck.slide_width, (number, shape.name)
            assert shape.top + height <= deck.slide_height, (number, shape.name)


def test_every_slide_has_a_title_of_its_own_and_says_its_clock(content: Pack, deck: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for slide in deck.slides:
        text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert content.clock in text
        assert content.eu_statement in text


def test_notes_hold_the_receipts(content: Pack, deck: Any) -> None:
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    for section in content.sections:
        for table in section.tables:
            assert all(code in notes for code in table.receipts), table.title


def test_pictures_charts_and_tables_have_words(content: Pack, deck: Any) -> None:
    described = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.shape_type in {13} or shape.has_chart or shape.has_table:
                words = shape._element.xpath(".//p:cNvPr")[0].get("descr")
                assert words, shape.name
                described.append(words)
    assert described.count(content.eu_alt) == len(deck.slides)


def test_text_knows_its_language(deck: Any) -> None:
    runs = [
        run
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert {run._r.rPr.get("lang") for run in runs} == {"sv-SE"}


def test_sample_data_are_labelled_on_every_slide(content: Pack) -> None:
    label = "EXEMPELDATA – inga riktiga uppgifter"
    deck = Presentation(BytesIO(as_pptx(replace(content, sample=label), date(2026, 2, 10))))
    for slide in deck.slides:
        assert label in [s.text_frame.text for s in slide.shapes if s.has_text_frame]


def test_the_same_content_makes_the_same_bytes(content: Pack, made: bytes) -> None:
    assert as_pptx(content, date(2026, 2, 10)) == made
    for name, moment in _moments(made):
        assert moment[:3] == (2026, 2, 10), name


def _moments(made: bytes) -> list[tuple[str, tuple[int, ...]]]:
    found = []
    with zipfile.ZipFile(BytesIO(made)) as file:
        for entry in file.infolist():
            found.append((entry.filename, entry.date_time))
            if entry.filename.endswith(".xlsx"):
                found += _moments(file.read(entry))
    return found


def test_a_programme_without_figures_has_no_empty_charts(platform: Platform, content: Pack) -> None:
    first = content.sections[0]
    assert all(chart.categories for chart in first.trends)
    bare = replace(content, sections=(replace(first, trends=(), tables=()),))
    deck = Presentation(BytesIO(as_pptx(bare, date(2026, 2, 10))))
    assert shapes_of(deck, "has_chart") == {}


def test_long_tables_go_on_over_slides_and_lose_no_row() -> None:
    rows = tuple((Cell(text=f"Rad {i}"), Cell(text="1\u00a0234")) for i in range(100))
    table = Table(
        title="Lång",
        columns=(Column(heading="Namn", kind=Kind.TEXT), Column(heading="Antal")),
        rows=rows,
    )
    layout, pages = lay_out(table, 800, [200, 380])
    assert [row for page in pages for row in page] == list(range(100))
    assert len(pages) > 3
    assert len(pages[0]) < len(pages[1])
    assert sum(layout.widths) == pytest.approx(800)


def test_wide_tables_shrink_before_numbers_break() -> None:
    columns = tuple(Column(heading=f"K{i}") for i in range(12))
    table = Table(title="Bred", columns=columns, rows=((Cell(text="98\u00a0765\u00a0432"),) * 12,))
    layout, _ = lay_out(table, 870, [380])
    assert layout.size < 14
    assert sum(layout.widths) == pytest.approx(870)
    assert max(layout.widths) - min(layout.widths) < 1


def test_numbers_can_be_read_on_every_heat_and_ground() -> None:
    grounds = [heat(step / 20) for step in range(21)]
    assert min(_contrast(INK, ground) for ground in grounds) >= 4.5
    for ground in (WHITE, GROUND):
        assert min(_contrast(ink, ground) for ink in (INK, MUTED, *TONES.values())) >= 4.5
    assert _contrast(INK, AMBER) >= 4.5


def _contrast(one: RGBColor, other: RGBColor) -> float:
    """As WCAG 2.1 defines it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: RGBColor) -> float:
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
