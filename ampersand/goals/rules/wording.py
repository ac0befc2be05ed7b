"""The words of a goal, and what happens when two people change them at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from ampersand.core import merging

from .scale import LEVELS, QUESTIONS

PARTS = ("text", "levels", "measured", "by", "answers")


@dataclass(frozen=True, slots=True)
class Words:
    """What a goal says: its text, five levels from -2 to 2, how one would notice, by when, which questions were yes."""

    text: str = ""
    levels: tuple[str, ...] = ("",) * len(LEVELS)
    measured: str = ""
    by: date | None = None
    answers: tuple[str, ...] = ()

    def level(self, number: int) -> str:
        """The words of one level, -2 to 2."""
        return self.levels[LEVELS.index(number)]

    @property
    def is_visible(self) -> bool:
        """Whether it says enough to be agreed to: a text and five levels."""
        return bool(self.text.strip()) and all(level.strip() for level in self.levels)


@dataclass(frozen=True, slots=True)
class Clash:
    """One part that two people changed to different things at once."""

    part: str
    theirs: object
    mine: object


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of two changes: the words, in clashing parts as mine; empty clashes when nothing is lost."""

    words: Words
    clashes: tuple[Clash, ...]
    taken: tuple[str, ...]  # parts that the other changed and I did not


def merge(base: Words, theirs: Words, mine: Words) -> Merged:
    """Both changes together, level by level; what both changed differently is a clash, to be asked about."""
    merged = merging.merge(_flat(base), _flat(theirs), _flat(mine))
    clashes = tuple(Clash(one.part, one.theirs, one.mine) for one in merged.clashes)
    return Merged(_words(dict.fromkeys(_flat(base)) | merged.parts), clashes, merged.taken)


def to_data(words: Words) -> dict[str, object]:
    """Plain data, for sealing."""
    return asdict(words) | {"by": words.by.isoformat() if words.by else None}


def from_data(data: Mapping[str, object]) -> Words:
    """The words that `to_data` wrote."""
    levels, answers, by = data["levels"], data["answers"], data["by"]
    assert isinstance(levels, list)
    assert isinstance(answers, list)
    when = date.fromisoformat(by) if isinstance(by, str) else None
    return Words(str(data["text"]), tuple(levels), str(data["measured"]), when, tuple(answers))


def tidy(words: Words) -> Words:
    """Without stray spaces and without answers to questions that nobody asked."""
    known = {question.key for question in QUESTIONS}
    levels = tuple(" ".join(level.split()) for level in words.levels)
    answers = tuple(key for key in sorted(set(words.answers)) if key in known)
    text, measured = " ".join(words.text.split()), words.measured.strip()
    return replace(words, text=text, levels=levels, measured=measured, answers=answers)


def _flat(words: Words) -> dict[str, object]:
    """Level by level, so that two people can write on two levels at once."""
    levels = {f"level{number:+d}": words.level(number) for number in LEVELS}
    return {"text": words.text, **levels, "measured": words.measured, "by": words.by, "answers": words.answers}


def _words(flat: Mapping[str, object]) -> Words:
    levels = tuple(str(flat[f"level{number:+d}"]) for number in LEVELS)
    by, answers = flat["by"], flat["answers"]
    assert by is None or isinstance(by, date)
    assert isinstance(answers, tuple)
    return Words(str(flat["text"]), levels, str(flat["measured"]), by, answers)
