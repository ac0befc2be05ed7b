"""Who may do what with meetings, by people: the part of tests/privacy/expected.py about them."""

from django.db.models import Model

from ampersand.meetings.models import Answer, Attendance, Charge, Paying, Wish

OFFICE = {"Gita"}


def meeting(actor: str, alone: str, parts: list[str], role: str, thing: Model, goes_on: bool) -> frozenset[str]:
    """A meeting of all, or `alone` of one person; what somebody said to a time; whether they came."""
    if isinstance(thing, Charge | Paying):
        return _money(actor, parts, role, thing)
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


def _money(actor: str, parts: list[str], role: str, thing: Model) -> frozenset[str]:
    """Each payer sees their own, all what either may pay; the office settles; a supervisor sees nothing of it."""
    office = {"read"} if isinstance(thing, Paying) else {"read", "write"}
    if isinstance(thing, Paying):
        mine = {"read", "write"} if role == "therapist" else set()
    elif parts[0] == "own-charge":
        mine = {"read"} if actor == parts[2] or role == "therapist" else set()
    else:
        mine = {"read"} if role in {"member", "therapist"} else set()
    return frozenset(mine or (office if actor in OFFICE else set()))
