"""Whom an alert concerns among those who work for a practice. Asked by the program itself, for no viewer."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ampersand.accounts.models import StaffRole
from ampersand.cases.models import Case, Participation
from ampersand.safety.models import Alert, OnCall
from ampersand.safety.policy.alerts import CLINICAL
from ampersand.safety.rules.calls import Turn


def practice_of(case_id: UUID) -> tuple[UUID, str]:
    """The practice of a case and its time zone; raises Case.DoesNotExist."""
    rows: QuerySet[Case] = QuerySet(Case).filter(pk=case_id)
    return rows.values_list("practice_id", "practice__time_zone").get()


def treating(case_id: UUID) -> list[UUID]:
    """Those who lead the case now and still hold the role, the longest first."""
    return list(_in_role(case_id, "therapist"))


def supervising(case_id: UUID) -> list[UUID]:
    """Those who supervise the case now and still hold the role, the longest first."""
    return list(_in_role(case_id, "supervisor"))


def was_member(case_id: UUID, person_id: UUID) -> bool:
    """Whether the person takes or took part in the case as a member."""
    rows: QuerySet[Participation] = QuerySet(Participation)
    return rows.filter(case_id=case_id, person_id=person_id, role="member").exists()


def were_told(case_id: UUID, person_id: UUID, source: str) -> bool:
    """Whether somebody was told of these answers, so that they may be asked about further."""
    rows: QuerySet[Alert] = QuerySet(Alert)
    return rows.filter(case_id=case_id, person_id=person_id, source=source).exists()


def safety_leads(practice_id: UUID) -> list[UUID]:
    """The safety leads of a practice, by id."""
    rows = StaffRole.objects.filter(practice_id=practice_id, role="safety_lead", person__is_active=True)
    return list(rows.order_by("person_id").values_list("person_id", flat=True))


def rota(practice_id: UUID) -> list[Turn]:
    """Everyone on the practice's rota who still works there, in its order."""
    held = StaffRole.objects.filter(person=OuterRef("person"), practice=OuterRef("practice"), role__in=CLINICAL)
    rows: QuerySet[OnCall] = QuerySet(OnCall).filter(Exists(held), practice_id=practice_id, person__is_active=True)
    found = rows.order_by("place", "made_at", "pk").values_list("person_id", "days", "begins", "ends")
    return [Turn(person, frozenset(map(int, days)), begins, ends) for person, days, begins, ends in found]


def _in_role(case_id: UUID, role: str) -> "QuerySet[Participation, UUID]":
    held = StaffRole.objects.filter(person=OuterRef("person"), practice=OuterRef("case__practice"), role=role)
    rows: QuerySet[Participation] = QuerySet(Participation).filter(
        Exists(held), case_id=case_id, role=role, left_at__isnull=True
    )
    return rows.filter(person__is_active=True).order_by("joined_at", "pk").values_list("person_id", flat=True)
