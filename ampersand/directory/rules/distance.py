"""Distances on the Earth's surface, without trigonometry where a database must do the work.

Each place has a point on a sphere of radius 1. The square of the straight line between two points grows with the way
along the surface, so a database that only multiplies and adds can sort by the true distance.
"""

import math
from dataclasses import dataclass

EARTH = 6371.0088  # kilometres, mean radius (IUGG)
MILE = 1.609344  # kilometres
MILES_IN = frozenset({"US", "GB", "LR", "MM"})  # where roads are measured in miles

type Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees within which everything near lies; `west` is greater than `east` across the date line."""

    south: float
    north: float
    west: float
    east: float


def point(latitude: float, longitude: float) -> Point:
    """The point of a place in degrees on a sphere of radius 1."""
    lat, lon = math.radians(latitude), math.radians(longitude)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def chord(a: Point, b: Point) -> float:
    """The square of the straight line between two points, 0 to 4."""
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2


def kilometres(squared: float) -> float:
    """The way along the surface in kilometres for the square of a straight line."""
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(max(0.0, squared)) / 2))


def squared(km: float) -> float:
    """The square of the straight line for a way along the surface in kilometres, 0 to 20,015."""
    return (2 * math.sin(km / EARTH / 2)) ** 2


def told_in_miles(country: str) -> bool:
    """Whether distances in a country are told in miles."""
    return country in MILES_IN


def box(latitude: float, longitude: float, km: float) -> Box:
    """The box around everything within so many kilometres (0 to 20,000) of a place in degrees."""
    reach = math.degrees(km / EARTH)
    south, north = latitude - reach, latitude + reach
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)
    sideways = math.degrees(math.asin(min(1.0, math.sin(math.radians(reach)) / math.cos(math.radians(latitude)))))
    if sideways >= 180:
        return Box(south, north, -180.0, 180.0)
    return Box(south, north, _turned(longitude - sideways), _turned(longitude + sideways))


def rounded(km: float, *, miles: bool) -> int:
    """The distance as it is told: whole kilometres or miles, by fives from ten on; 0 is less than one."""
    told = km / MILE if miles else km
    if told < 1:
        return 0
    return round(told) if told < 9.5 else round(told / 5) * 5


def _turned(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
