"""How people fare over the weeks, as a share of the worst there could be: 0 is well, 1 the worst the form can say."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

type Shape = Callable[[float], float]


@dataclass(frozen=True)
class Course:
    """One person's course: how it runs over the weeks, how restless it is, and how often a week is left out."""

    name: str
    shape: Shape
    restless: float = 0.045
    skips: float = 0.07


def settling(start: float, end: float, weeks: float) -> Shape:
    """From start towards end: half of the way is done after this many weeks."""
    return lambda week: end + (start - end) * 0.5 ** (week / weeks)


def straight(start: float, end: float, weeks: float) -> Shape:
    """From start to end in a straight line over this many weeks, then level."""
    return lambda week: start + (end - start) * min(1.0, week / weeks)


def dipping(start: float, low: float, end: float, turn: float) -> Shape:
    """Better at first, then a setback at week `turn` that does not pass."""
    return lambda week: start + (low - start) * min(1.0, week / turn) if week < turn else end


RESPONDER = Course("responder", settling(0.62, 0.2, 5))
SLOW = Course("slow", straight(0.6, 0.33, 34))
STEADY = Course("steady", straight(0.5, 0.48, 30), restless=0.05)
MILD = Course("mild", settling(0.32, 0.18, 9))
WORSE = Course("worse", straight(0.4, 0.7, 22))
SETBACK = Course("setback", dipping(0.44, 0.3, 0.66, 14))
RESTLESS = Course("restless", straight(0.55, 0.45, 30), restless=0.09, skips=0.12)
FADING = Course("fading", straight(0.58, 0.5, 20), skips=0.2)

# What one share of the worst means on each form: total = lowest + (base + slope * share) of the way to the highest.
STRETCH: dict[str, tuple[float, float]] = {
    "csi-4": (0.0, 1.0),
    "csi-16": (0.0, 1.0),
    "phq-9": (-0.06, 0.9),
    "gad-7": (-0.05, 1.0),
    "k6": (-0.02, 0.8),
    "core-10": (-0.02, 0.75),
    "pcl-5": (-0.02, 0.85),
    "audit-c": (0.08, 0.45),
    "scs-sf": (0.12, 0.8),
}


def shares(course: Course, weeks: list[float], chance: Random, lift: float = 0.0) -> list[float]:
    """The share at each of these weeks: the shape, with a restlessness that lingers from one time to the next."""
    found, drift = [], 0.0
    for week in weeks:
        drift = 0.55 * drift + chance.gauss(0, course.restless)
        found.append(min(0.97, max(0.02, course.shape(week) + lift + drift)))
    return found
