"""Emergency access: a supervisor with no part in a case looks into it, for some hours and a reason; all are told."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.accounts.announcing import something_waits
from ampersand.accounts.models import Person
from ampersand.cases.models import Case, Participation
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.notes.actions.common import Refused
from ampersand.notes.models import EmergencyAccess
from ampersand.notes.queries import sealed
from ampersand.notes.queries.writing import me
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

WHY = "a supervisor looks into a case in an emergency"
HOURS = (4, 12, 24)
LEAST_REASON = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A case of somebody in the practice, by kind and by who leads it."""

    case_id: UUID
    kind: str
    therapists: str


def find(*, by: Viewer, email: str) -> list[Found]:
    """The cases here of whoever has this address, in which the viewer has no part. Raises Hidden."""
    practice = _practice(by)
    with transaction.atomic(), system_scope("a supervisor looks for a case in an emergency"):
        mine = Participation.objects.filter(person_id=by.person_id, left_at__isnull=True).values("case_id")
        client = Participation.objects.filter(person__email=email.strip().lower(), role="member").values("case_id")
        rows = Case.objects.filter(practice_id=practice, pk__in=client).exclude(pk__in=mine).order_by("opened_on")
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb="emergency.searched")
        return [Found(case.pk, str(case.get_kind_display()), _therapists(case.pk)) for case in rows[:20]]


def may(*, by: Viewer, case_id: UUID) -> Found:
    """The case, if the viewer may look into it in an emergency; raises Hidden."""
    practice = _practice(by)
    with system_scope("whether a case may be looked into in an emergency"):
        mine = Participation.objects.filter(person_id=by.person_id, case_id=case_id, left_at__isnull=True)
        case = Case.objects.filter(pk=case_id, practice_id=practice).first()
        if case is None or mine.exists():
            raise Hidden
        return Found(case.pk, str(case.get_kind_display()), _therapists(case.pk))


def begin(*, by: Viewer, case_id: UUID, reason: str, hours: int, access_id: UUID) -> None:
    """Look into a case from now, for so many hours; twice with one id is once. Raises Hidden, Refused.

    Whoever leads the case gets the mail that something waits; everyone in the case reads that it happened.
    """
    may(by=by, case_id=case_id)
    reason = " ".join(reason.split())
    if len(reason) < LEAST_REASON or hours not in HOURS:
        raise Refused(_("Say why in a sentence. Whoever leads the case reads it."))
    at = now()
    row = EmergencyAccess(
        id=access_id, case_id=case_id, person_id=me(by), begun_at=at, ends_at=at + timedelta(hours=hours)
    )  # fmt: skip
    row.words = sealed.seal(case_id, case_id, sealed.EMERGENCY, row.pk, {"text": reason})
    try:
        with transaction.atomic(), system_scope(WHY):
            part = Participation(id=new_id(), case_id=case_id, person_id=me(by), role="supervisor", joined_at=at)
            row.part = part.insert()
            row.insert()
            audit.record(chain=case_id, actor=by.person_id, verb="emergency.begun", subject=row)
            leads = Participation.objects.filter(case_id=case_id, role="therapist", left_at__isnull=True)
            something_waits(Person.objects.filter(pk__in=leads.values("person_id")))
    except IntegrityError:  # pressed twice
        return


def end(*, by: Viewer, access_id: UUID) -> None:
    """End it sooner; twice is once. Raises Hidden."""
    row: EmergencyAccess | None = EmergencyAccess.objects.find(by, access_id, "write")
    if row is None or row.person_id != by.person_id:
        raise Hidden
    with transaction.atomic(), system_scope("an emergency is over"):
        _end(row, by.person_id)


def end_due() -> int:
    """End what has lasted as long as was said; how many. Inside a system scope."""
    with transaction.atomic():
        due = list(EmergencyAccess.objects.filter(ended_at__isnull=True, ends_at__lte=now()))
        for row in due:
            _end(row, None)
    return len(due)


def _end(row: EmergencyAccess, actor: UUID | None) -> None:
    if EmergencyAccess.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=now()):
        Participation.objects.filter(pk=row.part_id, left_at__isnull=True).update(left_at=now())
        audit.record(chain=row.case_id, actor=actor, verb="emergency.ended", subject=row)


def _practice(by: Viewer) -> UUID:
    if by.practice_id is None or "supervisor" not in by.staff_roles or by.room_mode:
        raise Hidden
    return by.practice_id


def _therapists(case_id: UUID) -> str:
    rows = Participation.objects.filter(case_id=case_id, role="therapist", left_at__isnull=True)
    return ", ".join(rows.order_by("person__name").values_list("person__name", flat=True))
