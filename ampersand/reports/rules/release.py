"""Releases: what may leave, who must sign, and when a release is in effect.

Source: docs/explanation/leaving-the-house.md. One signature of each adult concerned, from their own account; one may
refuse or take theirs back at any time, and nothing more leaves. The others learn only that it is not in effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Cover(StrEnum):
    """Something that a letter can tell."""

    PART = "part"
    RESULTS = "results"
    OWN_GOALS = "own_goals"
    JOINT_GOALS = "joint_goals"


OF_ONE = (Cover.PART, Cover.RESULTS, Cover.OWN_GOALS)
OF_ALL = (Cover.PART, Cover.RESULTS, Cover.JOINT_GOALS)


class Status(StrEnum):
    """How a release stands."""

    WAITING = "waiting"
    IN_EFFECT = "in_effect"
    TAKEN_BACK = "taken_back"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Signing:
    """One adult's signature: asked for, given, or taken back."""

    person: UUID
    signed: bool = False
    withdrawn: bool = False


type Signings = Iterable[Signing]


def coverable(*, joint: bool) -> tuple[Cover, ...]:
    """What may be covered: what belongs to all needs everyone, so one person's release never has it."""
    return OF_ALL if joint else OF_ONE


def complete(signings: Signings, needed: Set[UUID]) -> bool:
    """Whether every signature that is needed was given and none was taken back, in whatever order."""
    given = list(signings)
    stands = {one.person for one in given if one.signed and not one.withdrawn}
    return bool(needed) and needed <= stands and not any(one.withdrawn for one in given)


def status(*, complete: bool, taken_back: bool, newcomer: bool, expires_on: date, today: date) -> Status:
    """How a release stands; a `newcomer` is an adult who joined after it was put and was never asked.

    In effect only while every signature is there, none is taken back, and its last day has not passed.
    """
    if taken_back:
        return Status.TAKEN_BACK
    if today > expires_on:
        return Status.OVER
    return Status.IN_EFFECT if complete and not newcomer else Status.WAITING


def in_period(on: date, since: date | None, until: date | None) -> bool:
    """Whether a day lies in the days that a release covers."""
    return (since is None or on >= since) and (until is None or on <= until)
