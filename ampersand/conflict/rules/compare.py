"""Two sides of one row beside each other: what both chose, and what only one of them did. Nothing is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .account import LINES, Account


@dataclass(frozen=True, slots=True)
class Alike:
    """What both chose, and what each chose alone; ids of content."""

    both: tuple[str, ...]
    one: tuple[str, ...]
    other: tuple[str, ...]


def alike(one: Sequence[str], other: Sequence[str]) -> Alike:
    """What two lists of choices have in common, in the order of the first."""
    both = tuple(id for id in one if id in other)
    return Alike(both, tuple(id for id in one if id not in other), tuple(id for id in other if id not in one))


def lines(one: Account, other: Account) -> tuple[str, ...]:
    """The lines in which either of them said something, in their order."""
    return tuple(line for line in LINES if one.has(line) or other.has(line))
