"""Kinds of notes, and whose folder a note of a meeting with one person lies in.

Source: docs/explanation/notes.md, "Which folder". Under a promise that keeps what is said alone apart, a note of a
meeting with one person lies in that person's folder; otherwise in the folder of all, marked as told alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ampersand.cases.rules.confidentiality import Folder, Promise


class Kind(StrEnum):
    """What a note is about."""

    JOINT = "joint"
    INDIVIDUAL = "individual"
    CONTACT = "contact"
    PLAN = "plan"
    DISCHARGE = "discharge"


ABOUT_ONE = frozenset({Kind.INDIVIDUAL})  # always about one person
MAY_BE_ABOUT_ONE = frozenset({Kind.CONTACT})  # a contact may be with one of them


@dataclass(frozen=True, slots=True)
class Place:
    """Whose folder a note lies in (of one person, or of all), and whether it is marked as told alone."""

    of_one: bool
    told_alone: bool
    line: str = ""


def place(kind: Kind, *, about_one: bool, several: bool, promise: Promise) -> Place:
    """Where a note lies; with one client there is one folder. Until all have signed, what is told alone is apart."""
    if not about_one or not several:
        return Place(of_one=False, told_alone=False)
    if promise.note.folder is Folder.COUPLE:
        return Place(of_one=False, told_alone=True)
    return Place(of_one=True, told_alone=True, line=promise.note.joint_line if kind is Kind.INDIVIDUAL else "")
