"""How far someone has come with coming in, stop by stop."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far one stop is."""

    OPEN = "open"
    BEGUN = "begun"
    AGAIN = "again"
    DONE = "done"
    COMES = "comes"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing on the way, with about how many minutes it takes; `written`: answered in words on our own pages."""

    key: str
    state: State
    minutes: int
    written: bool = False

    @property
    def is_left(self) -> bool:
        """Whether there is something to do."""
        return self.state in (State.OPEN, State.BEGUN, State.AGAIN)


def left(stops: Iterable[Stop]) -> tuple[int, int]:
    """How many things are left, and about how many minutes they take together."""
    todo = [stop for stop in stops if stop.is_left]
    return len(todo), sum(stop.minutes for stop in todo)
