"""Native charts: their figures can be edited where the slides are opened."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.slide import Slide
from pptx.util import Pt

from s3metrics.reports.pack.model import Chart, Number
from s3metrics.reports.pack.slide_text import BLUE, INK, Writer

_COLOURS = (BLUE, RGBColor(0xB4, 0x53, 0x09))
_GAP_PERCENT = 60
_LABELLED = 12
"""Bars that carry their numbers; more of them would run into each other."""


def add_chart(slide: Slide, chart: Chart, writer: Writer, place: tuple[int, int, int, int]) -> None:
    """A line chart of a trend, else bars; named and described for those who do not see it."""
    is_trend = chart.drawing is not None
    kind = XL_CHART_TYPE.LINE_MARKERS if is_trend else XL_CHART_TYPE.BAR_CLUSTERED
    data = CategoryChartData(number_format=_format(chart))
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series.name, [_plain(value) for value in series.values])
    shapes: Any = slide.shapes
    frame = shapes.add_chart(kind, *place, data)
    frame.name = chart.title
    writer.describe(frame, chart.alt)
    _dress(frame.chart, chart, is_trend=is_trend)


def _dress(drawn: Any, chart: Chart, *, is_trend: bool) -> None:
    drawn.font.size, drawn.font.color.rgb = Pt(13), INK
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.TOP
        drawn.legend.include_in_layout = False
    axis = drawn.value_axis
    axis.minimum_scale = 0 if _is_positive(chart) else None
    axis.format.line.fill.background()
    axis.major_gridlines.format.line.color.rgb = RGBColor(0xC9, 0xD1, 0xDB)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = _format(chart), False
    plot = drawn.plots[0]
    for series, colour in zip(plot.series, _COLOURS, strict=False):
        if is_trend:
            series.smooth = False
            series.format.line.color.rgb, series.format.line.width = colour, Pt(2.5)
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = colour
            series.marker.format.line.color.rgb = colour
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour
    if not is_trend:
        plot.gap_width = _GAP_PERCENT
        # The first category stands at the top, as in the table.
        drawn.category_axis.reverse_order = True
        plot.has_data_labels = len(chart.categories) <= _LABELLED
        if plot.has_data_labels:
            labels = plot.data_labels
            labels.show_value = True
            labels.number_format, labels.number_format_is_linked = _format(chart), False
            axis.visible = axis.has_major_gridlines = False


def _format(chart: Chart) -> str:
    places = f".{'0' * chart.decimals}" if chart.decimals else ""
    return f"0{places}%" if chart.is_share else f"#,##0{places}"


def _is_positive(chart: Chart) -> bool:
    return all(value is None or value >= 0 for one in chart.series for value in one.values)


def _plain(value: Number | None) -> int | float | None:
    """As the file holds it: there is no exact decimal in a spreadsheet."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value
