"""Whom an alert concerns among those who work for a practice. Asked by the program itself, for no viewer."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ampersand.accounts.models import StaffRole
from ampersand.cases.models import Case, Participation


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


def safety_leads(practice_id: UUID) -> list[UUID]:
    """The safety leads of a practice, by id."""
    rows = StaffRole.objects.filter(practice_id=practice_id, role="safety_lead", person__is_active=True)
    return list(rows.order_by("person_id").values_list("person_id", flat=True))


def _in_role(case_id: UUID, role: str) -> "QuerySet[Participation, UUID]":
    held = StaffRole.objects.filter(person=OuterRef("person"), practice=OuterRef("case__practice"), role=role)
    rows: QuerySet[Participation] = QuerySet(Participation).filter(
        Exists(held), case_id=case_id, role=role, left_at__isnull=True
    )
    return rows.filter(person__is_active=True).order_by("joined_at", "pk").values_list("person_id", flat=True)
