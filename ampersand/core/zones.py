"""Time zones to choose from, by part of the world."""

from functools import cache
from zoneinfo import available_timezones

_PARTS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def choices() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Every zone named after a place, grouped for a select; UTC last."""
    names = sorted(available_timezones())
    parts = [(part, tuple((name, _words(name)) for name in names if name.startswith(f"{part}/"))) for part in _PARTS]
    return (*((part, zones) for part, zones in parts if zones), ("Other", (("UTC", "UTC"),)))


def _words(name: str) -> str:
    place = name.split("/", 1)[1].replace("_", " ")
    return ", ".join(reversed(place.split("/")))
