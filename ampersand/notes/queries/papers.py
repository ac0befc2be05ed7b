"""Papers of lawyers and courts as those who treat read them, and everything that left or may leave a case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ampersand.cases.queries import OneCase, Someone
from ampersand.core.clock import today
from ampersand.notes.models import CourtPaper
from ampersand.notes.queries import sealed
from ampersand.notes.rules import court
from ampersand.notes.rules.court import Blocks, Kind, Paper, Says
from ampersand.notes.wording import ASKERS, BLOCKS, SAYS
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries import releases

WORDS = ("asker", "asks", "notes", "what_left")


@dataclass(frozen=True, slots=True)
class Said:
    """What one of those concerned says."""

    who: Someone
    says: Says

    @property
    def words(self) -> str:
        """In words."""
        return str(SAYS[self.says])


@dataclass(frozen=True)
class OnePaper:
    """A lawyer's letter or a court's order, with what still stands in the way."""

    row: CourtPaper
    case: OneCase
    words: dict[str, str]
    said: tuple[Said, ...]
    blocks: tuple[Blocks, ...]
    signed: tuple[tuple[str, datetime], ...]

    @property
    def title(self) -> str:
        """What it is, in words."""
        return str(ASKERS[Kind(self.row.kind)])

    @property
    def in_the_way(self) -> tuple[str, ...]:
        """What stands in the way, in words."""
        return tuple(str(BLOCKS[one]) for one in self.blocks)

    @property
    def may_leave(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.blocks

    @property
    def may_sign(self) -> bool:
        """Whether only signatures are missing."""
        return set(self.blocks) <= {Blocks.SIGNATURES}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper in a list."""

    id: UUID
    title: str
    received_on: date
    closed_at: datetime | None
    sent: bool


def row(viewer: Viewer, paper_id: UUID, action: str = "read") -> CourtPaper:
    """One paper; raises Hidden."""
    found: CourtPaper | None = CourtPaper.objects.find(viewer, paper_id, action)
    if found is None:
        raise Hidden
    return found


def one(viewer: Viewer, found: CourtPaper, case: OneCase) -> OnePaper:
    """A paper with everything about it; raises Hidden when its key was destroyed."""
    names = {person.person_id: person.name for person in case.people}
    signed = [(found.first_by_id, found.first_at), (found.second_by_id, found.second_at)]
    told = told_by(viewer, found, case)
    return OnePaper(
        found, case, words(found), tuple(Said(who, says) for who, says in told),
        court.in_the_way(as_rule(found, tuple(says for _who, says in told)), today(viewer.time_zone)),
        tuple((names.get(who, "–"), at) for who, at in signed if who and at),
    )  # fmt: skip


def words(found: CourtPaper) -> dict[str, str]:
    """Its words by name; raises Hidden when their key was destroyed."""
    try:
        said: dict[str, str] = sealed.opened(found.case_id, found.case_id, sealed.PAPER, found.pk, found.words)
    except Unreadable:
        raise Hidden from None
    return {key: said.get(key, "") for key in WORDS}


def told_by(viewer: Viewer, found: CourtPaper, case: OneCase) -> list[tuple[Someone, Says]]:
    """Every adult concerned, also those who have left, and what they say."""
    grown = {one.person_id for one in releases.adults(viewer, case)}
    people = [one for one in case.everyone if one.person_id in grown or not one.here]
    return [(one, Says(found.told.get(str(one.person_id), ""))) for one in people]


def as_rule(found: CourtPaper, says: tuple[Says, ...]) -> Paper:
    """A stored paper for the rule."""
    signatures = sum(1 for who in (found.first_by_id, found.second_by_id) if who)
    return Paper(Kind(found.kind), says, found.object_until, found.protective_order, found.lawyer_asked, signatures)


def of_case(viewer: Viewer, case_id: UUID) -> list[PaperLine]:
    """The papers of a case, the newest first. One query."""
    rows: Any = CourtPaper.objects.visible_to(viewer).filter(case_id=case_id).order_by("-received_on", "-made_at")
    found = rows.values_list("pk", "kind", "received_on", "closed_at", "sent")[:100]
    return [PaperLine(pk, str(ASKERS[Kind(kind)]), on, closed, sent) for pk, kind, on, closed, sent in found]
