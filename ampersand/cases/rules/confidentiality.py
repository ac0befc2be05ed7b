"""What the signed policy means: the promise, the words at each private box, who reads by default, where notes go.

Source: docs/explanation/coming-in.md, "Three policies". Safety is outside every policy: the check-in about safety, how
to be reached, the safety plan and the record of risk follow their own rows of the table, whatever was signed.
"""

from dataclasses import dataclass
from enum import StrEnum

from ampersand.cases.rules.audience import Audience


class Policy(StrEnum):
    """Which promise about what one tells the therapist alone; none: not everyone has signed yet."""

    NONE = "none"
    A = "A"
    B = "B"
    C = "C"


SIGNED = (Policy.A, Policy.B, Policy.C)
DEFAULT = Policy.B
SAFETY = "Matters of safety are handled one to one."


class Folder(StrEnum):
    """Where a note of a meeting with one person lies."""

    NOWHERE = "nowhere"
    COUPLE = "couple"
    PERSON = "person"


@dataclass(frozen=True)
class NotePlace:
    """Where a note of an individual meeting goes, its mark there, and the line that the joint folder gets."""

    folder: Folder
    mark: str = ""
    joint_line: str = ""


@dataclass(frozen=True)
class Promise:
    """One policy, in words that everyone who signs reads, and what the program does with it."""

    policy: Policy
    name: str
    promise: str
    suits: str
    banner: str
    default_audience: Audience
    note: NotePlace
    released_by_all: bool  # what one wrote alone leaves the practice only with everyone's signature

    @property
    def opens_private_boxes(self) -> bool:
        """Whether anyone may write to the therapist alone, or meet alone."""
        return self.policy is not Policy.NONE


_MINE = Audience.ME_AND_THERAPIST
_PROMISES = {
    Policy.NONE: Promise(
        Policy.NONE,
        "Not agreed yet",
        "Nothing is promised yet. This opens when the agreement is complete.",
        "",
        "Not open yet. It opens when the agreement is complete.",
        _MINE,
        NotePlace(Folder.NOWHERE),
        released_by_all=True,
    ),
    Policy.A: Promise(
        Policy.A,
        "No secrets",
        "What one of you tells the therapist alone may be brought into the work together, when the therapist judges "
        "that it helps.",
        "Short work as a couple, when both want everything in the open.",
        "May be shared at your therapist’s discretion",
        _MINE,
        NotePlace(Folder.COUPLE, mark="told alone"),
        released_by_all=True,
    ),
    Policy.B: Promise(
        Policy.B,
        "Limited secrets",
        "What lies in the past and is private stays private. What bears on the work together must be brought in, by "
        "the person themselves, with the therapist’s help and within an agreed time. If not, the therapist may end "
        "the work together without saying why.",
        "Most couples and families.",
        "Private. If it affects your work together, your therapist will ask you to bring it in",
        _MINE,
        NotePlace(Folder.PERSON, joint_line="individual meeting held"),
        released_by_all=False,
    ),
    Policy.C: Promise(
        Policy.C,
        "Separate confidences",
        "What is said alone stays alone, unless the law asks otherwise.",
        "Getting to know each other at the start, or work with two therapists.",
        "Private to you and your therapist",
        _MINE,
        NotePlace(Folder.PERSON),
        released_by_all=False,
    ),
}


def promise(policy: str) -> Promise:
    """What this policy promises and does; raises ValueError for an unknown one."""
    return _PROMISES[Policy(policy)]


def choices() -> tuple[Promise, ...]:
    """The three that can be signed, in their order."""
    return tuple(_PROMISES[policy] for policy in SIGNED)
