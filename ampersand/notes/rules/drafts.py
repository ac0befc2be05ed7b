"""What is being written: its parts, and what comes of two windows in which the same note is written at once."""

from __future__ import annotations

from collections.abc import Mapping

from ampersand.core.merging import Merged, merge

LONGEST = 50_000  # characters in one part

type Parts = Mapping[str, str]


def tidy(parts: Parts) -> dict[str, str]:
    """The parts with one kind of line end and nothing trailing."""
    return {key: text.replace("\r\n", "\n").replace("\r", "\n").rstrip() for key, text in parts.items()}


def too_long(parts: Parts) -> list[str]:
    """The parts that hold more than they may."""
    return [key for key, text in parts.items() if len(text) > LONGEST]


def is_empty(parts: Parts) -> bool:
    """Whether nothing is written."""
    return not any(text.strip() for text in parts.values())


def together(base: Parts | None, theirs: Parts, mine: Parts) -> Merged[str]:
    """Both windows' words; without a common beginning every part in which they differ is asked about."""
    return merge(base if base is not None else {}, theirs, mine)
