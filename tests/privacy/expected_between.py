"""What is between people or leaves the house: rows and pairs, releases and reports. A part of expected.py."""

from django.db.models import Model

from ampersand.conflict.models import Side
from ampersand.reports.models import ReleaseSignature, Report

NOTHING: frozenset[str] = frozenset()


def leaving(actor: str, owner: str, role: str, whose: str, thing: Model) -> frozenset[str]:
    """What may leave and what left, which the office sees too; a signature and an own report are one person's."""
    if isinstance(thing, Report):
        if whose == "own":
            return frozenset({"read", "write", "export"}) if actor == owner else NOTHING
        return frozenset({"therapist": {"read", "write"}, "supervisor": {"read"}}.get(role, set()))
    looks = {"read"} if role == "supervisor" or actor == "Gita" else set()
    if isinstance(thing, ReleaseSignature):
        return frozenset({"read", "write"} if actor == owner else {"read"} if role == "therapist" else looks)
    writes = role == "therapist" or (actor == owner if whose == "own" else role == "member")
    return frozenset({"read", "write"} if writes else looks)


def row(actor: str, owner: str, role: str, audience: str, ended: bool) -> frozenset[str]:
    """What someone wrote about a row: theirs, and their therapist's where they let them; a supervisor's never."""
    if audience not in {"only_me", "me_and_therapist"}:
        return NOTHING
    if actor == owner:
        return frozenset({"read", "share", "export"} | ({"write"} if role == "member" and not ended else set()))
    return frozenset({"read"}) if role == "therapist" and audience == "me_and_therapist" else NOTHING


def week(actor: str, owner: str, role: str, audience: str, shown: bool) -> frozenset[str]:
    """A week that someone shows: only the mean of both is for the other, and the number for their therapist."""
    if audience != "all_of_us":
        return NOTHING
    if actor == owner:
        return frozenset({"read", "see_result", "share"} | ({"write"} if role == "member" and shown else set()))
    if role == "therapist":
        return frozenset({"read"})
    return frozenset({"see_result"}) if role == "member" and shown else NOTHING


OFFERED = {"Ana": "Ben", "Ben": "Ana", "Chloé": "Ana"}  # to whom each offers to look at a row together


def of_two(actor: str, owner: str, role: str, thing: Model, how: str, shown: bool) -> frozenset[str]:
    """An offer, or a side that lies open (chosen, or apart where the therapist may not read) or is sealed."""
    if isinstance(thing, Side) and how not in {"chosen", "sealed", "apart"}:
        return NOTHING
    if actor == owner:
        write = {"write"} if role == "member" and shown else set()
        return frozenset({"read"} | write | ({"share"} if isinstance(thing, Side) else set()))
    if how == "sealed":
        return NOTHING
    if role == "therapist":
        return NOTHING if how == "apart" else frozenset({"read"})
    return frozenset({"read"}) if role == "member" and actor == OFFERED[owner] and shown else NOTHING


def messages(actor: str, owner: str, role: str, *, ended: bool, closed: bool, late: bool) -> frozenset[str]:
    """A conversation of all, or of one person alone with those who treat; the supervisor reads and never writes."""
    writes = set() if ended else {"write"}
    if role in {"therapist", "supervisor"}:
        return frozenset({"read"} | (writes if role == "therapist" else set()))
    if owner == "all":
        return frozenset({"read"} | writes) if role == "member" and not (closed or late) else NOTHING
    if actor != owner:
        return NOTHING
    return frozenset({"read", "export"} | (writes if role == "member" else set()))
