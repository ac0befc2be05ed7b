"""Room mode belongs to one sign-in: whoever treats people shows them this screen, and everything private is away.

What it hides is in `privacy/policy.py` (every read) and `safety/middleware.py` (every page that is not made for it).
"""

from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from ampersand.privacy.viewer import Viewer

ROOM = "room"  # in the session: the case whose people are in the room, "" for none


def as_seen(session: MutableMapping[str, Any], viewer: Viewer) -> Viewer:
    """The viewer, in room mode if this sign-in is."""
    held = session.get(ROOM)
    if held is None or not viewer.is_staff:
        return viewer
    return replace(viewer, room_mode=True, room_case=case_of(session))


def case_of(session: MutableMapping[str, Any]) -> UUID | None:
    """The case whose people are in the room now; None outside room mode, and in a room for no case."""
    held = session.get(ROOM)
    return UUID(held) if held else None


def enter(session: MutableMapping[str, Any], case_id: UUID | None) -> None:
    """Begin room mode, for the people of a case or for none."""
    session[ROOM] = str(case_id) if case_id else ""


def leave(session: MutableMapping[str, Any]) -> None:
    """End room mode."""
    session.pop(ROOM, None)
