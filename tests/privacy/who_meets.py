"""Who may reach what of meetings: the part of who_reaches.py about them."""

from tests.privacy.who_reaches import (
    case_of,
    member,
    member_of_open,
    owner,
    owner_in_open,
    therapist_of_open,
    treating,
)


def sees_meeting(who: str, thing: str) -> bool:
    """Somebody's meeting alone: they themselves while they take part, and those who treat."""
    return (owner(who, thing) and member(who, thing)) or treating(who, thing)


def changes_meeting(who: str, thing: str) -> bool:
    """They themselves, in time, or the therapist; while the work goes on."""
    return owner_in_open(who, thing) or therapist_of_open(who, thing)


def offered_times(who: str, thing: str) -> bool:
    """A member of a case that goes on, whose therapist has said when they work."""
    return member_of_open(who, thing) and case_of(thing) != "elsewhere"


def has_appointment(who: str, thing: str) -> bool:
    """Whose it is, also after they have left, and the therapist."""
    return owner(who, thing) or who == "Dana"


def sets_payer(who: str, thing: str) -> bool:
    """Where several take part."""
    return therapist_of_open(who, thing) and case_of(thing) in {"couple", "family", "left", "joined"}
