"""Who takes part: begin a case, let a member go, ask a supervisor. Ending and pausing are in `standing`."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.accounts.models import StaffRole
from ampersand.cases.actions import agreement, earlier, standing
from ampersand.cases.actions.common import lock, refuse_if_closed
from ampersand.cases.actions.invitations import TREATED, Invitee, invite
from ampersand.cases.models import Case, Participation, Terms
from ampersand.cases.policy import may_open_cases
from ampersand.cases.rules.confidentiality import SIGNED
from ampersand.core.clock import now, today
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer


def open_case(
    *, by: Viewer, kind: str, invitees: Sequence[Invitee], case_id: UUID | None = None, policy: str = "",
    reviewed: bool = False,
) -> Case:  # fmt: skip
    """Begin a case that the viewer leads, put its agreement before everyone, and invite its members.

    `policy` is A, B or C; empty: what the practice has settled. Asked twice with one id, it is begun once.
    `reviewed`: as in `invite`. Raises Hidden, Refused.
    """
    if not may_open_cases(by) or by.practice_id is None or by.person_id is None:
        raise Hidden
    with transaction.atomic():
        case = Case(
            pk=case_id or new_id(), practice_id=by.practice_id, kind=Case.Kind(kind), opened_on=today(by.time_zone)
        )
        try:
            with transaction.atomic():
                case.insert()
        except IntegrityError:
            return _begun(by, case.pk)
        Participation(case=case, person_id=by.person_id, role="therapist").insert()
        audit.record(chain=case.pk, actor=by.person_id, verb="case.open", subject=case)
        with system_scope("the agreement of a new case is put before everyone"):
            chosen = policy if policy in SIGNED else agreement.house(by.practice_id).confidentiality
            agreement.put(case, by=by.person_id, why=Terms.Why.OPENING, policy=chosen)
        for invitee in invitees:
            invite(by=by, case=case, invitee=invitee, reviewed=reviewed)
    return case


def leave(*, by: Viewer, case: Case, person_id: UUID) -> None:
    """A member leaves: of a couple the unit ends for both alike, a case of one ends, a family goes on and signs anew.

    From that moment nothing of theirs is shown to the others any more, nor the others' to them. Raises Hidden, Refused.
    """
    require(by, "write", case)
    rows = Participation.objects.visible_to(by, "write").filter(case=case, person_id=person_id, role__in=TREATED)
    if not rows.filter(left_at__isnull=True).exists():
        raise Hidden
    if case.kind == Case.Kind.INDIVIDUAL:
        standing.end_case(by=by, case=case)
    elif case.kind == Case.Kind.COUPLE:
        standing.end_unit(by=by, case=case)
    else:
        _leave_family(by, case, person_id)


def _leave_family(by: Viewer, case: Case, person_id: UUID) -> None:
    assert by.person_id is not None
    with transaction.atomic(), system_scope("a family goes on without someone, and signs anew"):
        lock(Case.objects.all(), case.pk)
        rows = Participation.objects.filter(case=case, person_id=person_id, role__in=TREATED, left_at__isnull=True)
        part = rows.first()
        if part is None:
            raise Hidden
        rows.update(left_at=now())
        audit.record(chain=case.pk, actor=by.person_id, verb="case.leave", subject=part)
        earlier.settle(case)
        agreement.begin_anew(case, by=by.person_id)


def ask_supervisor(*, by: Viewer, case: Case, person_id: UUID) -> None:
    """Let a supervisor of the practice look into the case."""
    require(by, "write", case)
    refuse_if_closed(case)
    if not StaffRole.objects.filter(practice=case.practice_id, role="supervisor", person=person_id).exists():
        raise Hidden
    with transaction.atomic():
        lock(Case.objects.visible_to(by), case.pk)
        here = Participation.objects.visible_to(by).filter(case=case, role="supervisor", left_at__isnull=True)
        if here.filter(person_id=person_id).exists():
            return
        part = Participation(case=case, person_id=person_id, role="supervisor").insert()
        audit.record(chain=case.pk, actor=by.person_id, verb="case.supervise", subject=part)


def end_supervision(*, by: Viewer, case: Case, person_id: UUID) -> None:
    """A supervisor looks into the case no longer; raises Hidden when they do not supervise it."""
    require(by, "write", case)
    with transaction.atomic():
        rows = Participation.objects.visible_to(by, "write").filter(
            case=case, person_id=person_id, role="supervisor", left_at__isnull=True
        )
        part = rows.first()
        if part is None:
            raise Hidden
        rows.update(left_at=now())
        audit.record(chain=case.pk, actor=by.person_id, verb="case.end_supervision", subject=part)


def note_look(*, by: Viewer, case_id: UUID) -> None:
    """Record that a supervisor looked at who takes part."""
    audit.record(chain=case_id, actor=by.person_id, verb="people.opened", subject=Case(pk=case_id))


def _begun(by: Viewer, case_id: UUID) -> Case:
    case: Case | None = Case.objects.find(by, case_id, "write")
    if case is None:
        raise Hidden
    return case
