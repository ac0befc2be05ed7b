"""Time zones as people choose them: places under their part of the world."""

from collections.abc import Iterable

REGIONS = {
    "Africa": "Africa", "America": "America", "Antarctica": "Antarctica", "Arctic": "Arctic", "Asia": "Asia",
    "Atlantic": "Atlantic Ocean", "Australia": "Australia", "Europe": "Europe", "Indian": "Indian Ocean",
    "Pacific": "Pacific Ocean",
}  # fmt: skip

Choices = list[tuple[str, list[tuple[str, str]]]]


def grouped(names: Iterable[str]) -> Choices:
    """IANA names as (part of the world, (name, place) pairs), by place; names without a place are left out."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        region, _, place = name.partition("/")
        if place and region in REGIONS:
            groups.setdefault(REGIONS[region], []).append((name, place_of(name)))
    ordered = [(group, sorted(pairs, key=lambda pair: pair[1])) for group, pairs in sorted(groups.items())]
    return [*ordered, ("Everywhere", [("UTC", "UTC, world time")])]


def place_of(name: str) -> str:
    """The place of an IANA name, the town first so that typing finds it: "Buenos Aires, Argentina"."""
    parts = name.replace("_", " ").split("/")
    return ", ".join([parts[-1], *parts[1:-1]]) if len(parts) > 1 else parts[0]
