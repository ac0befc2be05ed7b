"""What a notebook hands in, checked: every ValueError says what was wrong and what was got."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from numbers import Integral, Real

type Number = int | float

LARGEST, SMALLEST = 1e150, 1e-150  # beyond them squares leave what a computer can count


def finite(name: str, value: object) -> Number:
    """The value itself when it is a finite number; ValueError with its name otherwise."""
    if type(value) is int and -LARGEST < value < LARGEST:
        return value
    if isinstance(value, bool) or not isinstance(value, Real) or not -LARGEST < _float(value) < LARGEST:
        raise ValueError(f"{name} must be a finite number, got {_short(value)}")
    return int(value) if isinstance(value, Integral) else float(value)


def above_zero(name: str, value: object) -> float:
    """A finite number above 0; ValueError with its name otherwise."""
    number = finite(name, value)
    if number < SMALLEST:
        raise ValueError(f"{name} must be above 0, got {value!r}")
    return float(number)


def yes_or_no(name: str, value: object) -> bool:
    """True or false said plainly; ValueError for anything that would only count as one of them."""
    if isinstance(value, Iterable) or value not in (True, False):
        raise ValueError(f"{name} must be True or False, got {_short(value)}")
    return bool(value)


def listed(name: str, value: object) -> list[object]:
    """Things in an order; ValueError with the name for text, a set, a mapping, or what is no list at all."""
    if isinstance(value, str | bytes | Mapping | Set) or not isinstance(value, Iterable):
        raise ValueError(f"{name} must be a list, got {_short(value)}")
    return list(value)


def two(name: str, what: str, value: object) -> tuple[object, object]:
    """A pair, described by `what`; ValueError with the name otherwise."""
    if isinstance(value, str | bytes | Mapping | Set) or not isinstance(value, Iterable):
        raise ValueError(f"{name} must be a {what} pair, got {_short(value)}")
    parts = list(value)
    if len(parts) != 2:
        raise ValueError(f"{name} must be a {what} pair, got {_short(value)}")
    return parts[0], parts[1]


def _float(value: Real) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _short(value: object) -> str:
    if isinstance(value, int) and not -LARGEST < value < LARGEST:
        return "a number too large to count with"
    written = repr(value)
    return written if len(written) <= 80 else written[:77] + "..."
