"""Reads: whether somebody who joined may read what was before, as each member who is asked sees it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from ampersand.cases import content
from ampersand.cases.models import EarlierAnswer, Participation
from ampersand.cases.policy import current_parts
from ampersand.cases.queries.case import OneCase, Someone
from ampersand.cases.rules.documents import Text
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

LATER = timedelta(days=1)  # who joins on the first day comes with the others


@dataclass(frozen=True)
class Question:
    """What one member is asked about another who joined later, and what they have answered."""

    joiner: Someone
    text: Text
    digest: str
    agrees: bool | None


def question(viewer: Viewer, case: OneCase, person_id: UUID, ready: content.Ready) -> Question:
    """The question for this viewer alone; raises Hidden for whoever is not asked. One query."""
    joiner = next((one for one in case.members if one.person_id == person_id), None)
    if joiner is None or person_id not in asked_about(viewer, case):
        raise Hidden
    mine = EarlierAnswer.objects.visible_to(viewer).filter(part=joiner.part_id, replaced_at__isnull=True)
    agrees = mine.filter(person=viewer.person_id).values_list("agrees", flat=True).first()
    return Question(joiner, content.parsed(ready.text), ready.digest, agrees)


def asked_about(viewer: Viewer, case: OneCase) -> frozenset[UUID]:
    """The members about whom the viewer is asked: they came later, and the question was put."""
    me = case.me(viewer)
    if me is None or case.kind != "family" or case.state not in ("open", "paused"):
        return frozenset()
    return frozenset(one.person_id for one in case.members if one.earlier_asked_at and me.joined_at < one.joined_at)


def later(case: OneCase) -> frozenset[UUID]:
    """The members who joined after others, so that those could be asked; for whoever leads the case."""
    if case.kind != "family" or not case.takes_new or not case.members:
        return frozenset()
    first = min(one.joined_at for one in case.members)
    return frozenset(one.person_id for one in case.members if one.joined_at >= first + LATER)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for the viewer alone."""

    case_id: UUID
    person_id: UUID
    name: str


def waiting(viewer: Viewer) -> list[Waiting]:
    """The questions that wait for the viewer, in any case. One query."""
    if viewer.is_nobody:
        return []
    mine = current_parts(viewer).filter(role="member", case=OuterRef("case"), joined_at__lt=OuterRef("joined_at"))
    given = EarlierAnswer.objects.visible_to(viewer).filter(
        part=OuterRef("pk"), person=viewer.person_id, replaced_at__isnull=True
    )
    rows = Participation.objects.visible_to(viewer).filter(
        Exists(mine), ~Exists(given), earlier_asked_at__isnull=False, role="member", left_at__isnull=True,
        case__state__in=("open", "paused"),
    )  # fmt: skip
    columns = ("case_id", "person_id", "person__name")
    return [Waiting(*row) for row in rows.order_by("earlier_asked_at", "pk").values_list(*columns)]
