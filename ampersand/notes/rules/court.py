"""Papers of lawyers and courts: what still stands in the way before anything leaves.

Source: docs/explanation/notes.md, "When a lawyer or a court asks". A lawyer's letter is not a court's order: everyone
concerned is told and may object; where one objects, a court has to decide. An order is obeyed as narrowly as it can be.
Nothing leaves before two of the staff have signed. Not legal advice; the law where the practice is comes first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """Who asks."""

    LAWYER = "lawyer"
    COURT = "court"


class Says(StrEnum):
    """What somebody concerned says, once told."""

    NOT_TOLD = ""
    TOLD = "told"
    CONSENTS = "consents"
    OBJECTS = "objects"


class Blocks(StrEnum):
    """What stands in the way."""

    NOT_TOLD = "not_told"
    OBJECTS = "objects"
    TIME = "time"
    LAWYER = "lawyer"
    SIGNATURES = "signatures"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as the rule is told of it; `says` is what each adult concerned says."""

    kind: Kind
    says: tuple[Says, ...]
    object_until: date | None
    protective_order: bool
    lawyer_asked: bool
    signatures: int


def in_the_way(paper: Paper, today: date) -> tuple[Blocks, ...]:
    """What still stands in the way of sending anything; empty: nothing does."""
    found = [*_of_people(paper, today)] if paper.kind is Kind.LAWYER else []
    if paper.kind is Kind.COURT and Says.NOT_TOLD in paper.says:
        found.append(Blocks.NOT_TOLD)
    if not paper.lawyer_asked:
        found.append(Blocks.LAWYER)
    if paper.signatures < 2:
        found.append(Blocks.SIGNATURES)
    return tuple(found)


def may_sign(paper: Paper, today: date) -> bool:
    """Whether everything but the signatures is there."""
    return not set(in_the_way(paper, today)) - {Blocks.SIGNATURES}


def _of_people(paper: Paper, today: date) -> Iterable[Blocks]:
    if Says.NOT_TOLD in paper.says or not paper.says:
        yield Blocks.NOT_TOLD
    if Says.OBJECTS in paper.says:
        yield Blocks.OBJECTS
    waits = any(says is not Says.CONSENTS for says in paper.says)
    if waits and not paper.protective_order and (paper.object_until is None or today <= paper.object_until):
        yield Blocks.TIME
