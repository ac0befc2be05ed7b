"""The first questions: a member who comes in opens them for themselves, each exactly as everyone of their kind."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from ampersand.accounts.models import Person
from ampersand.cases.models import Case, Participation
from ampersand.core.clock import today
from ampersand.measures import content
from ampersand.measures.actions import opening
from ampersand.measures.models import Administration, Assignment, Plan
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

WHY = "someone who comes in opens their own first questions"


def open_mine(*, by: Viewer, case_id: UUID, instruments: Sequence[str]) -> int:
    """Let these questions wait for the viewer, as their therapist would; how many were opened.

    What they have answered, or what waits or is planned for them, is left as it is. Nothing waits in a case that nobody
    leads. Pressed twice, they are opened once. Raises Hidden.
    """
    if by.person_id is None:
        raise Hidden
    require(by, "write", Assignment(case_id=case_id, person_id=by.person_id))
    with transaction.atomic(), system_scope(WHY):
        Case.objects.select_for_update().filter(pk=case_id).values_list("pk", flat=True).first()
        therapist = _therapist(case_id)
        if therapist is None:
            return 0
        there = _there(case_id, by.person_id)
        return sum(_opened(case_id, by.person_id, slug, therapist) for slug in instruments if slug not in there)


def _opened(case_id: UUID, person_id: UUID, slug: str, therapist: UUID) -> bool:
    practice = Case.objects.filter(pk=case_id).values_list("practice_id", flat=True).get()
    day = today(Person.objects.values_list("time_zone", flat=True).get(pk=person_id))
    try:
        content.instrument(slug, practice)
    except content.UnknownInstrument:
        return False
    one = Plan(
        case_id=case_id, person_id=person_id, instrument=slug, rhythm=Plan.Rhythm.INTAKE,
        starts_on=day, next_on=day, planned_by_id=therapist,
    ).insert()  # fmt: skip
    audit.record(chain=case_id, actor=person_id, verb="measure.planned", subject=one)
    return opening.open_one(Plan.objects.select_related("case", "person").get(pk=one.pk), person_id)


def _there(case_id: UUID, person_id: UUID) -> set[str]:
    same = {"case_id": case_id, "person_id": person_id}
    answered = Administration.objects.filter(**same, current=True).values_list("instrument", flat=True)
    waiting = Assignment.objects.filter(**same, state=Assignment.State.OPEN).values_list("instrument", flat=True)
    planned = Plan.objects.filter(**same, ended_at=None).exclude(rhythm=Plan.Rhythm.ONCE)
    return {*answered, *waiting, *planned.values_list("instrument", flat=True)}


def _therapist(case_id: UUID) -> UUID | None:
    staff = Participation.objects.filter(case_id=case_id, role="therapist", left_at=None).order_by("joined_at")
    found: UUID | None = staff.values_list("person_id", flat=True).first()
    return found
