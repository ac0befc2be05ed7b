"""Who may do what with meetings, by people: the part of tests/privacy/expected.py about them."""

from django.db.models import Model

from ampersand.meetings.models import Answer, Attendance, Wish

OFFICE = {"Gita"}


def meeting(actor: str, alone: str, parts: list[str], role: str, thing: Model, goes_on: bool) -> frozenset[str]:
    """A meeting of all, or `alone` of one person; what somebody said to a time; whether they came."""
    staff = {"therapist": {"read", "write"}, "supervisor": {"read"}}.get(role, set())
    if isinstance(thing, Answer | Wish):
        mine = {"read", "write"} if role == "member" else {"read"}
        found = mine if actor == parts[2] else {"read"} if staff else set()
    elif isinstance(thing, Attendance):
        found = {"read"} if actor == parts[2] else staff
        return frozenset(found)
    elif alone:
        found = ({"read", "write"} if role == "member" else {"read"}) if actor == alone else staff
    else:
        found = {"read", "write"} if role == "member" else staff
    if not isinstance(thing, Answer | Wish) and actor in OFFICE and not found:
        found = {"read"}
    return frozenset(found - (set() if goes_on else {"write"}))
