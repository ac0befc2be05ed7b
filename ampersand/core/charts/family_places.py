"""Who stands where on the map of a family: partners beside each other, children under parents, nobody on another."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Protocol

STEP = 104.0  # from one person to the next
ROUNDS = 4


class Somebody(Protocol):
    """What places are found by."""

    @property
    def key(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def parents(self) -> tuple[str, ...]: ...


class Two(Protocol):
    """Two who stand beside each other."""

    @property
    def one(self) -> str: ...
    @property
    def other(self) -> str: ...


type Cluster = list[str]


def placed(kin: Sequence[Somebody], couples: Sequence[Two]) -> dict[str, float]:
    """How far from the left each stands; the left-most at half a step."""
    rows: dict[int, list[Somebody]] = {}
    for one in kin:
        rows.setdefault(one.row, []).append(one)
    clusters = {row: _clusters(people, couples) for row, people in rows.items()}
    parents = {one.key: one.parents for one in kin}
    children: dict[str, list[str]] = {}
    for one in kin:
        for parent in one.parents:
            children.setdefault(parent, []).append(one.key)
    across = {key: place * STEP for some in clusters.values() for place, key in enumerate(chain.from_iterable(some))}
    for _ in range(ROUNDS):
        for row in sorted(clusters):
            _settle(clusters[row], across, parents)
        for row in sorted(clusters, reverse=True):
            _settle(clusters[row], across, children)
    left = min(across.values())
    return {key: x - left + STEP / 2 for key, x in across.items()}


def _clusters(people: Sequence[Somebody], couples: Sequence[Two]) -> list[Cluster]:
    """People of one row, those who are or were partners beside each other, otherwise in the order of coming."""
    here = [one.key for one in people]
    beside: dict[str, list[str]] = {key: [] for key in here}
    for two in couples:
        if two.one in beside and two.other in beside:
            beside[two.one].append(two.other)
            beside[two.other].append(two.one)
    found: list[Cluster] = []
    seen: set[str] = set()
    for key in sorted(here, key=lambda key: (len(beside[key]) != 1, here.index(key))):
        together, waiting = [], [key]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                together.append(one)
                waiting += reversed(beside[one])
        if together:
            found.append(together)
    return sorted(found, key=lambda together: min(map(here.index, together)))


def _settle(clusters: list[Cluster], across: dict[str, float], near: Mapping[str, Sequence[str]]) -> None:
    """Move every cluster of a row as near as can be to those it hangs on, in their order, a step apart at least."""

    def wanted(cluster: Cluster) -> float:
        pulls = [
            sum(across[one] for one in held) / len(held) - place * STEP
            for place, key in enumerate(cluster)
            if (held := [one for one in near.get(key, ()) if one in across])
        ]
        return sum(pulls) / len(pulls) if pulls else across[cluster[0]]

    order = sorted(clusters, key=wanted)
    starts = [wanted(cluster) for cluster in order]
    for _ in range(2):  # once to the right, once back, so that nobody is pushed to one side only
        end = float("-inf")
        for place, cluster in enumerate(order):
            starts[place] = max(starts[place], end)
            end = starts[place] + len(cluster) * STEP
        shift = sum(starts[place] - wanted(cluster) for place, cluster in enumerate(order)) / len(order)
        starts = [start - shift for start in starts]
    for start, cluster in zip(starts, order, strict=True):
        for place, key in enumerate(cluster):
            across[key] = start + place * STEP
    clusters[:] = order
