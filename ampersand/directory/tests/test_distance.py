"""Distances: true on the globe, across the date line and at the poles, and told as people tell them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.directory.rules.distance import box, chord, kilometres, point, rounded, squared, told_in_miles

latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)
PLACES = {"Utrecht": (52.09083, 5.12222), "Amsterdam": (52.37403, 4.88969), "Suva": (-18.1416, 178.4419)}


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (PLACES["Utrecht"], PLACES["Amsterdam"], 35.3),
        (PLACES["Suva"], (-18.14, -179.0), 270.3),
        ((90, 0), (-90, 0), 20015.1),
    ],
)
def test_known_distances(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert kilometres(chord(point(*one), point(*other))) == pytest.approx(km, rel=0.01)


@given(latitudes, longitudes, st.floats(0.5, 500), st.floats(0, 2 * math.pi), st.floats(0, 0.999))
def test_the_box_holds_everything_that_is_near(lat: float, lon: float, km: float, way: float, share: float) -> None:
    reach = math.degrees(km / 6371.0088) * share
    there = lat + reach * math.sin(way), lon + reach * math.cos(way) / max(0.01, math.cos(math.radians(lat)))
    there = there[0], (there[1] + 180) % 360 - 180
    if abs(there[0]) > 90 or chord(point(lat, lon), point(*there)) > squared(km):
        return
    around = box(lat, lon, km)
    assert around.south - 1e-9 <= there[0] <= around.north + 1e-9
    if around.west <= around.east:
        assert around.west - 1e-6 <= there[1] <= around.east + 1e-6
    else:
        assert there[1] >= around.west - 1e-6 or there[1] <= around.east + 1e-6


@pytest.mark.parametrize(
    ("km", "miles", "told"),
    [
        (0.4, False, 0),
        (1.2, False, 1),
        (9.4, False, 9),
        (9.6, False, 10),
        (13, False, 15),
        (1.2, True, 0),
        (10, True, 6),
    ],
)
def test_a_distance_is_told_in_round_numbers(km: float, miles: bool, told: int) -> None:
    assert rounded(km, miles=miles) == told


def test_miles_only_where_roads_are_measured_in_them() -> None:
    assert [told_in_miles(country) for country in ("US", "GB", "NL")] == [True, True, False]
