"""Setting the pictures of somebody's lines aside in a hard time, and bringing them back."""

from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases import queries as cases
from ampersand.core.clock import now
from ampersand.privacy import audit, policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import PicturesRest
from ampersand.safety.queries import apart


def set_aside(*, by: Viewer, case_id: UUID, person_id: UUID) -> None:
    """Show a member no pictures of their lines until they are brought back; raises Hidden. Twice is once."""
    row = _of_member(by, case_id, person_id)
    try:
        with transaction.atomic():
            audit.record(
                chain=apart.chain(case_id), actor=by.person_id, verb="pictures.set-aside", subject=row.insert()
            )
    except IntegrityError:
        return  # they rest already


def bring_back(*, by: Viewer, case_id: UUID, person_id: UUID) -> None:
    """Show them again; raises Hidden."""
    row = _of_member(by, case_id, person_id)
    with transaction.atomic():
        rows = PicturesRest.objects.visible_to(by, "write").filter(case_id=case_id, person_id=person_id, ended_at=None)
        if rows.update(ended_at=now()):
            audit.record(chain=apart.chain(case_id), actor=by.person_id, verb="pictures.brought-back", subject=row)


def _of_member(by: Viewer, case_id: UUID, person_id: UUID) -> PicturesRest:
    case = cases.one(by, case_id)
    if by.person_id is None or person_id not in {one.person_id for one in case.everyone}:
        raise Hidden
    row = PicturesRest(case_id=case_id, person_id=person_id, by_id=by.person_id, since=now())
    policy.require(by, "write", row)
    return row
