"""Round steps for the scale and sensible days for the time axis."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, floor, log10

from ampersand.core.charts.model import Words
from ampersand.core.charts.text import width

SPACE = 10
LEFT = 28
LONG = 330
Place = tuple[float, str]


@lru_cache(maxsize=256)
def value_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 (times a power of ten) between low and high, at most `most` of them."""
    size = 10.0 ** floor(log10((high - low) / most))
    for factor in (1, 2, 5, 10, 20):
        step = size * factor
        first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
        if last - first < most:
            return tuple(round(number * step, 10) for number in range(first, last + 1))
    return (low, high)


def _months(first: date, last: date, step: int) -> Iterator[date]:
    number = first.year * 12 + first.month - 1 + (first.day > 1)
    number += -number % step
    while (on := date(number // 12, number % 12 + 1, 1)) <= last:
        yield on
        number += step


def _places(labels: Sequence[tuple[date, str]], first: date, unit: float, end: float) -> list[Place] | None:
    """Where the middles of the labels stand, none over the left or right end; nothing if two would touch."""
    places: list[Place] = []
    edge = float(-SPACE - LEFT)
    for on, text in labels:
        half = width(text) / 2
        middle = min(max((on - first).days * unit, half - LEFT), end - half)
        if middle - half < edge + SPACE:
            return None
        edge = middle + half
        places.append((middle, text))
    return places


def _plans(first: date, last: date, days: Sequence[date], words: Words) -> Iterator[list[tuple[date, str]]]:
    span = (last - first).days
    if span <= LONG:
        if len(days) <= 7:
            yield [(on, words.day(on)) for on in days]
        for weeks in (1, 2, 3, 4, 6, 8, 12):
            if span // (weeks * 7) < 9:
                ticks = [first + timedelta(days=gone) for gone in range(0, span + 1, weeks * 7)]
                yield [(on, words.day(on)) for on in ticks]
    for step in (1, 2, 3, 4, 6, 12, 24, 60, 120):
        starts = list(_months(first, last, step))
        if len(starts) <= 13:
            yield [
                (on, words.month_year(on) if number == 0 or on.month == 1 else words.month(on))
                for number, on in enumerate(starts)
            ]


def date_ticks(first: date, last: date, days: Sequence[date], room: float, end: float, words: Words) -> Sequence[Place]:
    """The days to name under a chart, as distance from the first day and text.

    They are the days of the answers if they fit, else weeks from the first, else months. `room` lies between the
    first and the last day; `end` is how far from the first day a label may reach.
    """
    unit = room / max(1, (last - first).days)
    for labels in _plans(first, last, days, words):
        places = _places(labels, first, unit, end)
        if places:
            return places
    return _places([(first, words.month_year(first))], first, unit, end) or ()
