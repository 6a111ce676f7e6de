"""The borders and the builders of the map and of the small multiples."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from s3metrics import codes
from s3metrics.engine.result import Cell, Status
from s3metrics.platform import load_programme
from tests.small_world import DEFAULT
from ui.areas import white_spots
from ui.drawing import maps, panels, tables, template
from ui.drawing.boundaries import outlines

CODES = tuple(place.code for place in DEFAULT.municipalities)
COUNTIES = DEFAULT.county_ids


def cell(value: float | None, status: Status = Status.OK) -> Cell:
    return Cell(value, None, None, status)


def area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2


def test_every_municipality_and_county_of_sweden_has_borders() -> None:
    everywhere = tuple(place.code for place in codes.MUNICIPALITIES)
    assert set(outlines("kommun", everywhere)) == set(everywhere)
    counties = tuple(county.code for county in codes.COUNTIES)
    assert set(outlines("lan", counties)) == set(counties)
    assert outlines("kommun", ("9999",)) == {}


def test_a_degree_is_as_long_east_as_north() -> None:
    # Växjö's middle lies at 56.9 N, 14.8 E; the plane's unit is a degree north.
    x, y = outlines("kommun", CODES)["0780"].middle
    assert y == pytest.approx(56.9, abs=0.2)
    assert x == pytest.approx(14.8 * math.cos(math.radians(57.3)), abs=0.2)


def test_a_countys_municipalities_fill_it() -> None:
    places = outlines("kommun", CODES)
    for code, county in outlines("lan", COUNTIES).items():
        own = sum(area(r) for c, o in places.items() if c[:2] == code for r in o.rings)
        assert own == pytest.approx(sum(map(area, county.rings)), rel=0.02)


def test_points_that_are_clicked_lie_inside_and_are_nearest_to_their_own() -> None:
    shapes = outlines("kommun", CODES)
    for code, shape in shapes.items():
        low = np.min([ring.min(axis=0) for ring in shape.rings], axis=0)
        high = np.max([ring.max(axis=0) for ring in shape.rings], axis=0)
        assert len(shape.inside) >= 10, code
        assert (shape.inside >= low).all() and (shape.inside <= high).all()
        assert list(shape.middle) in shape.inside.tolist()


def test_the_map_tells_white_spots_from_missing_by_more_than_colour() -> None:
    cells = {"0780": cell(5), "0760": cell(0, Status.ZERO), "0880": cell(None, Status.NOT_REPORTED)}
    groups = white_spots.groups(cells)
    assert [(g.label, list(g.codes), g.hatch) for g in groups] == [
        ("5", ["0780"], ""),
        ("Vit fläck: ingen nådd", ["0760"], "x"),
        ("Uppgift saknas", ["0880"], "."),
    ]
    words = {code: maps.Words(text=f"<{code}>", hover=code) for code in cells}
    shapes = outlines("kommun", CODES)
    figure = maps.municipalities(groups, words, shapes, outlines("lan", COUNTIES))
    filled = [trace for trace in figure.data if trace.fill == "toself"]
    assert [trace.fillpattern.shape for trace in filled] == [None, "x", "."]
    assert all(trace.type == "scatter" for trace in figure.data)  # no WebGL, no base map
    # Texts of others stand as they are.
    assert set(figure.data[-2].text) == {"&lt;0780&gt;", "&lt;0760&gt;", "&lt;0880&gt;"}


def test_a_click_on_a_point_is_a_click_on_its_municipality() -> None:
    shapes = outlines("kommun", CODES)
    words = {code: maps.Words(text="1", hover="") for code in ("0780", "0880")}
    figure = maps.municipalities([], words, shapes, {})
    points, places = figure.data[-1], maps.clickable(words, shapes)
    assert list(points.customdata) == places
    at = places.index("0880")
    assert [points.x[at], points.y[at]] == shapes["0880"].inside[0].tolist()


def test_groups_hold_about_as_many_places_each_and_equal_values_together() -> None:
    values = [1, 1, 1, 2, 3, 5, 8, 100]
    groups = white_spots.groups({str(i): cell(value) for i, value in enumerate(values)})
    assert [(group.label, len(group.codes)) for group in groups] == [
        ("1–2", 4),
        ("3–5", 2),
        ("8–100", 2),
    ]
    assert [group.depth for group in groups] == sorted(group.depth for group in groups)


def test_small_multiples_share_their_scale() -> None:
    rows = [
        ("2025 kv\u00a01", "Kalmar län", 40.0, "40", False),
        ("2025 kv\u00a02", "Kalmar län", 10.0, "10", True),
        ("2025 kv\u00a01", "Gotlands <län>", 2.0, "2", False),
        ("2025 kv\u00a02", "Gotlands <län>", None, "–", True),
    ]
    figure = panels.columns(pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS)))
    first, second = figure.data
    assert (first.yaxis, second.yaxis) == ("y", "y2")
    assert list(figure.layout.yaxis.range) == list(figure.layout.yaxis2.range)
    assert figure.layout.yaxis.domain[0] > figure.layout.yaxis2.domain[1]
    assert list(second.y) == [2.0, 0.0]
    assert list(first.marker.pattern.shape) == ["", template.UNFINISHED]
    assert [note.text for note in figure.layout.annotations] == [
        "<b>Kalmar län</b>",
        "<b>Gotlands &lt;län&gt;</b>",
    ]


def test_another_programme_has_its_own_map() -> None:
    other = load_programme("tests/programmes/one_county.toml")
    places = tuple(place.code for place in other.municipalities)
    assert set(outlines("kommun", places)) == set(places)
