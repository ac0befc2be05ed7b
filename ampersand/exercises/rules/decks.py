"""Decks of cards: questions in depths, dealt in an order that a number gives, so that only the number is stored."""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd
from pathlib import Path

from ampersand.core.reading import Node, opened, parsed

DEPTHS = ("daily", "people", "hopes")
type Deck = Mapping[str, tuple[str, ...]]


def load_deck(file: Path) -> Deck:
    """A deck from its file, by depth; raises ContentError."""
    document = opened(file)
    node = Node(document, parsed(document))
    deck = {depth: node.texts(depth) for depth in DEPTHS}
    node.done()
    return deck


def card(cards: tuple[str, ...], seed: int, number: int) -> str:
    """The card dealt as that number, from 1: no card comes twice before all have come."""
    size = len(cards)
    stride = next(step for step in range(size // 2 + seed % (size // 2 or 1), 3 * size) if gcd(step, size) == 1)
    return cards[(seed + number * stride) % size]
