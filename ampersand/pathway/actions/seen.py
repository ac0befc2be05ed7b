"""Marking a reason for attention as seen, and taking that back. Each of those who treat has marks of their own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ampersand.cases import queries as cases
from ampersand.core.clock import now
from ampersand.pathway.models import SeenMark
from ampersand.pathway.queries import apart
from ampersand.privacy import audit, policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

LONGEST = 120


def mark(*, by: Viewer, case_id: UUID, what: str, upto: datetime) -> UUID:
    """Note that the viewer has seen this reason up to an instant; raises Hidden. Marking it again moves the instant."""
    case = cases.one(by, case_id)
    if by.person_id is None or not case.treats(by) or not 0 < len(what) <= LONGEST:
        raise Hidden
    policy.require(by, "write", SeenMark(case_id=case_id))
    with transaction.atomic():
        own = SeenMark.objects.visible_to(by, "write").filter(person_id=by.person_id, case_id=case_id, what=what)
        found = own.first()
        if found:
            own.update(upto=upto, made_at=now())
        else:
            found = SeenMark(case_id=case_id, person_id=by.person_id, what=what, upto=upto).insert()
        audit.record(chain=apart.chain(case_id), actor=by.person_id, verb="seen.marked", subject=found)
    marked: UUID = found.pk
    return marked


def take_back(*, by: Viewer, mark_id: UUID) -> None:
    """Show the reason again; raises Hidden for anybody else's mark, and for one that is not there any more."""
    with transaction.atomic():
        found = SeenMark.objects.visible_to(by, "write").filter(person_id=by.person_id, pk=mark_id).first()
        if found is None:
            raise Hidden
        audit.record(chain=apart.chain(found.case_id), actor=by.person_id, verb="seen.taken-back", subject=found)
        found.delete()
