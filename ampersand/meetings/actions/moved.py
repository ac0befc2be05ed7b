"""What hangs on the hour of a meeting is told when it moves, within the same transaction."""

from collections.abc import Callable

from ampersand.meetings.models import Meeting

_followers: list[Callable[[Meeting], None]] = []


def follow(do: Callable[[Meeting], None]) -> None:
    """Let a feature above be told of each meeting that has another hour now."""
    if do not in _followers:
        _followers.append(do)


def tell(row: Meeting) -> None:
    """A meeting has another hour."""
    for do in _followers:
        do(row)
