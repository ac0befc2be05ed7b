"""Round steps for the scale and sensible days for the time axis."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, log10

from ampersand.core.charts.model import Words
from ampersand.core.charts.text import width

SPACE = 10
LONG = 330


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


def _fits(labels: Sequence[tuple[date, str]], unit: float) -> bool:
    edges = [((on - labels[0][0]).days * unit, width(text) / 2) for on, text in labels]
    return all(two - one >= half + other + SPACE for (one, half), (two, other) in pairwise(edges))


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


def date_ticks(
    first: date, last: date, days: Sequence[date], room: float, words: Words
) -> tuple[tuple[date, str], ...]:
    """The days to name under a chart: the days of the answers if they fit, else weeks from the first, else months."""
    unit = room / max(1, (last - first).days)
    for labels in _plans(first, last, days, words):
        if labels and _fits(labels, unit):
            return tuple(labels)
    return ((first, words.month_year(first)),)
