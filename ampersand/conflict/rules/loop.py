"""The loop that two or more people get caught in: each one's half, its name, and changing it without losing a word.

Source: the negative cycle of emotion-focused couple therapy: what one does sets off what the other feels, and so on
round; the loop is the opponent, not one of the two (Johnson, Greenberg; wording ours).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LONGEST = 400
NAME, WORD = "name", "word"
HALF = ("does", "does_words", "feels", "feels_words", "exit")

type Parts = Mapping[str, str]


def key(person: object, part: str) -> str:
    """The name of one part of one person's half."""
    return f"{person}.{part}"


def half_of(parts: Parts, person: object) -> dict[str, str]:
    """One person's half: what they do, what they feel, each chosen or written, and what they can do instead."""
    return {part: parts.get(key(person, part), "") for part in HALF}


def keys(people: Iterable[object]) -> tuple[str, ...]:
    """Every part of a loop of these people."""
    return (NAME, WORD, *(key(person, part) for person in people for part in HALF))


def tidy(parts: Parts) -> dict[str, str]:
    """The same without space around the words and without what is empty; what is too long is cut."""
    return {name: text.strip()[:LONGEST] for name, text in parts.items() if text.strip()}


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of two changes at once: the parts, and those that both changed to different words."""

    parts: Parts
    clashes: tuple[str, ...]


def merge(base: Parts, theirs: Parts, mine: Parts) -> Merged:
    """Both changes together, part by part; where both changed one part differently, mine stands and it clashes."""
    found: dict[str, str] = {}
    clashes = []
    for name in dict.fromkeys((*base, *theirs, *mine)):
        was, now, want = base.get(name, ""), theirs.get(name, ""), mine.get(name, "")
        if want == was:
            found[name] = now
        else:
            found[name] = want
            if now not in (was, want):
                clashes.append(name)
    return Merged(tidy(found), tuple(clashes))


def is_drawn(parts: Parts, people: Sequence[object]) -> bool:
    """Whether there is a picture: at least two, and each has said what they do and what they feel."""
    return len(people) >= 2 and all(_is_whole(half_of(parts, person)) for person in people)


def caught(said: Iterable[str]) -> tuple[int, int]:
    """How often somebody noticed the loop, and in how many rows they said whether they did; of "yes", "no", ""."""
    answered = [one for one in said if one]
    return sum(one == "yes" for one in answered), len(answered)


def _is_whole(half: Mapping[str, str]) -> bool:
    return bool((half["does"] or half["does_words"]) and (half["feels"] or half["feels_words"]))
