"""Numbers as the pure rules take them."""

from __future__ import annotations

import math
from numbers import Integral, Real


def finite(name: str, value: object) -> int | float:
    """The value itself when it is a finite number; ValueError with its name otherwise."""
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise ValueError(f"{name} must be a finite number, got {value!r}")
    return int(value) if isinstance(value, Integral) else float(value)
