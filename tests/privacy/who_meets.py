"""Who may reach what of meetings: the part of who_reaches.py about them."""

from tests.privacy.who_reaches import member, owner, treating


def sees_meeting(who: str, thing: str) -> bool:
    """Somebody's meeting alone: they themselves while they take part, and those who treat."""
    return (owner(who, thing) and member(who, thing)) or treating(who, thing)
