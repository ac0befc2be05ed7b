"""What a meeting could begin with: what more than one of them named, where they lie far apart, one thing of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ampersand.checkins.rules.lines import Line


@dataclass(frozen=True)
class Said[P: Hashable]:
    """What one person said in one check-in: numbers by line, the topic and words of their one thing, what is shown."""

    who: P
    numbers: Mapping[str, float]
    topic: str = ""
    words: str = ""
    shown: frozenset[str] = field(default_factory=frozenset)  # the lines that the others may see


@dataclass(frozen=True, slots=True)
class Named[P: Hashable]:
    """A topic that more than one of them named; `all_show` when each lets the others see it."""

    topic: str
    who: tuple[P, ...]
    all_show: bool


@dataclass(frozen=True)
class Apart[P: Hashable]:
    """A line on which they lie far apart; `all_show` when each lets the others see theirs."""

    line: Line
    numbers: Mapping[P, float]
    gap: float
    all_show: bool


def both_named[P: Hashable](said: Sequence[Said[P]], *, leave_out: Iterable[str] = ("other", "")) -> list[Named[P]]:
    """The topics that two or more named, in the order in which they were first named."""
    found: dict[str, list[Said[P]]] = {}
    for one in said:
        found.setdefault(one.topic, []).append(one)
    return [
        Named(topic, tuple(one.who for one in some), all("agenda" in one.shown for one in some))
        for topic, some in found.items()
        if len(some) > 1 and topic not in set(leave_out)
    ]


def far_apart[P: Hashable](lines: Iterable[Line], said: Sequence[Said[P]]) -> list[Apart[P]]:
    """The lines on which the answers lie as far apart as the line says or further, the widest first."""
    found = []
    for line in lines:
        given = [one for one in said if line.has_number and line.key in one.numbers]
        numbers = {one.who: one.numbers[line.key] for one in given}
        if len(numbers) < 2:
            continue
        gap = max(numbers.values()) - min(numbers.values())
        if gap >= line.apart:
            found.append(Apart(line, numbers, gap, all(line.key in one.shown for one in given)))
    return sorted(found, key=lambda one: -one.gap)
