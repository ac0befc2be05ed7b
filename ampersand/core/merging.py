"""What comes of two changes to the same parts at once: part by part; what both changed differently is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clash[V]:
    """One part that was changed to different things at once."""

    part: str
    theirs: V | None
    mine: V | None


@dataclass(frozen=True, slots=True)
class Merged[V]:
    """Both changes together, in clashing parts as mine; `taken` are the parts that the other changed and I did not."""

    parts: dict[str, V]
    clashes: tuple[Clash[V], ...]
    taken: tuple[str, ...]


def merge[V](base: Mapping[str, V], theirs: Mapping[str, V], mine: Mapping[str, V]) -> Merged[V]:
    """Both changes since `base`, part by part; a part that is missing in one of them counts as not there."""
    result: dict[str, V] = {}
    clashes, taken = [], []
    for part in dict.fromkeys((*base, *theirs, *mine)):
        before, other, own = base.get(part), theirs.get(part), mine.get(part)
        chosen = other if own in (before, other) else own
        if chosen is not None:
            result[part] = chosen
        if other in (before, own):
            continue
        if own == before:
            taken.append(part)
        else:
            clashes.append(Clash(part, other, own))
    return Merged(result, tuple(clashes), tuple(taken))
