"""Reads: going on with one member of work that closed, for those who treat; what somebody is asked, for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ampersand.cases import content
from ampersand.cases.models import GoingOn, GoingOnAnswer
from ampersand.cases.queries import sealed
from ampersand.cases.rules.documents import Text
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Said:
    """What one of them said, as those who treat see it."""

    person_id: UUID
    name: str
    goes_on: bool
    agrees: bool | None
    answered_at: datetime | None


@dataclass(frozen=True)
class Review:
    """A review with what each has said to it."""

    id: UUID
    person_id: UUID
    name: str
    made_at: datetime
    words: str
    consulted: str
    new_case: UUID | None
    closed_at: datetime | None
    said: tuple[Said, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still being weighed."""
        return self.closed_at is None

    @property
    def own(self) -> bool | None:
        """What the one who would go on says."""
        return next((one.agrees for one in self.said if one.goes_on), None)


def reviews(viewer: Viewer, case_id: UUID) -> list[Review]:
    """The reviews of a case, the open one first, then the newest. Two queries, and one for the key."""
    given: dict[UUID, list[Said]] = {}
    answers = GoingOnAnswer.objects.visible_to(viewer).filter(case=case_id).order_by("-goes_on", "person__name")
    columns = ("going_on_id", "person_id", "person__name", "goes_on", "agrees", "answered_at")
    for going_on, *rest in answers.values_list(*columns):
        given.setdefault(going_on, []).append(Said(*rest))
    rows = GoingOn.objects.visible_to(viewer).filter(case=case_id).order_by("-made_at", "-pk")
    wanted = ("pk", "person_id", "person__name", "made_at", "words", "new_case_id", "closed_at")
    found = []
    for pk, person_id, name, made_at, words, new_case, closed_at in rows.values_list(*wanted):
        told = sealed.open_words(case_id, sealed.GOING_ON, pk, words)
        said = tuple(given.get(pk, ()))
        consulted = told.get("consulted", "")
        found.append(Review(pk, person_id, name, made_at, told.get("review", ""), consulted, new_case, closed_at, said))
    return sorted(found, key=lambda one: not one.is_open)


@dataclass(frozen=True)
class Asked:
    """What somebody is asked, alone."""

    id: UUID
    case_id: UUID
    goes_on: bool
    agrees: bool | None
    answered_at: datetime | None
    digest: str
    therapist: str


def asked_of(viewer: Viewer) -> list[Asked]:
    """What the viewer is asked, or was and may still change: the ones without an answer first. One query."""
    if viewer.is_nobody:
        return []
    rows = GoingOnAnswer.objects.visible_to(viewer).filter(person=viewer.person_id, going_on__closed_at__isnull=True)
    columns = ("pk", "case_id", "goes_on", "agrees", "answered_at", "document_id", "going_on__by__name")
    found = [Asked(*row) for row in rows.order_by("asked_at", "pk").values_list(*columns)]
    return sorted(found, key=lambda one: one.agrees is not None)


def question(viewer: Viewer, answer_id: UUID) -> tuple[Asked, Text]:
    """One question with its text, for whom it is; raises Hidden."""
    found = next((one for one in asked_of(viewer) if one.id == answer_id), None)
    text = content.stored(found.digest) if found else None
    if found is None or text is None:
        raise Hidden
    return found, content.parsed(text)
