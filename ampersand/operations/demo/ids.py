"""Identifiers and chance that are the same each time the practice is written."""

from datetime import datetime
from random import Random
from uuid import UUID, uuid5

_SPACE = UUID("5f0c6a2e-1df4-4b1e-9a4c-0d3c5b7e1a90")


def named(*words: object) -> UUID:
    """The id that always belongs to these words."""
    return uuid5(_SPACE, "/".join(str(word) for word in words))


def dice(*words: object) -> Random:
    """Chance that always falls the same for these words."""
    return Random(named("dice", *words).int)  # noqa: S311 - invented lives, not secrets


def at(instant: datetime, chance: Random) -> UUID:
    """An id in the order of time (UUID version 7), as rows made at this instant would have."""
    value = int(instant.timestamp() * 1000) << 80 | chance.getrandbits(80)
    value = value & ~(0xF000 << 64) | 0x7000 << 64
    return UUID(int=value & ~(0xC000 << 48) | 0x8000 << 48)
