"""The five levels of a goal and the five plain questions. Protocol 4.3, rules 3 and 4; measures 2.13."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEVELS = (-2, -1, 0, 1, 2)
BASELINE = -1  # so that getting worse can be recorded
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Question:
    """One of the five plain questions that make a goal workable."""

    key: str
    words: str


QUESTIONS = (
    Question("seen", "Could a stranger see it happen?"),
    Question("counted", "How would we count it?"),
    Question("possible", "Is it possible in these weeks, with our life as it is?"),
    Question("wanted", "Do we both care?"),
    Question("when", "By when?"),
)


def problems(levels: Mapping[int, str]) -> dict[int, str]:
    """What is wrong with the words of each level: missing, too long, or the same as another's."""
    said = {level: " ".join(levels.get(level, "").split()) for level in LEVELS}
    found = {level: "missing" for level, text in said.items() if not text}
    found |= {level: "long" for level, text in said.items() if len(text) > LONGEST}
    for level, text in said.items():
        if text and any(text.casefold() == said[other].casefold() for other in LEVELS if other < level):
            found[level] = "same"
    return found


def revealed[P](ratings: Mapping[P, int], expected: frozenset[P]) -> Mapping[P, int]:
    """The ratings that may be shown: all of them once everyone has rated, none before. Protocol 4.3, rule 4."""
    for rating in ratings.values():
        if rating not in LEVELS:
            raise ValueError(f"a rating must be one of {LEVELS}, got {rating!r}")
    return dict(ratings) if expected and expected <= ratings.keys() else {}


def apart(ratings: Sequence[int]) -> int:
    """How many stones lie between the lowest and the highest rating."""
    return max(ratings) - min(ratings) if ratings else 0


def to_talk_about(ratings: Sequence[int]) -> bool:
    """Whether the ratings differ by two or more: a talking point, not an error. Protocol 4.3, rule 10."""
    return apart(ratings) >= 2
