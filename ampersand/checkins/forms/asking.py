"""One question as `checkins/part/ask.html` draws it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ampersand.checkins.rules.lines import MOST

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """One question; `show` is the name of its tick "let the others see it", where there is one."""

    id: str
    name: str
    kind: str
    text: str
    options: tuple[Option, ...] = ()
    low: str = ""
    high: str = ""
    help: str = ""
    when: str = ""
    problem: str = ""
    optional: bool = True
    show: str = ""
    is_shown: bool = False
    words: str = ""


def scale(chosen: str) -> tuple[Option, ...]:
    """Nought to ten."""
    return tuple(Option(str(number), str(number), str(number) == chosen) for number in range(MOST + 1))


def from_0_to_10(text: str) -> int | None:
    """What was chosen on a scale; None for nothing, raises ValueError for anything else."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 3 and int(text) <= MOST):
        raise ValueError(f"not on the scale: {text!r}")
    return int(text)


def shortened(posted: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """The named fields as they were sent, each cut to a length that a draft can hold."""
    return {name: posted[name][: 2 * LONGEST] for name in names if posted.get(name)}
