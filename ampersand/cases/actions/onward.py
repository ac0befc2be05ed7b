"""Where somebody could go on when work ends here: an offer to one person, for them alone."""

from uuid import UUID

from django.db import transaction

from ampersand.cases.models import Participation, Referral
from ampersand.cases.queries.sealed import seal_referral
from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def offer(*, by: Viewer, case_id: UUID, person_id: UUID, words: str, listing: str = "") -> Referral:
    """Tell one member, who may have left, where they could go on; it takes the place of what was said before.

    `listing` is the slug of a page in the directory. Raises Hidden.
    """
    if by.person_id is None:
        raise Hidden
    with transaction.atomic():
        referral = Referral(case_id=case_id, person_id=person_id, by_id=by.person_id, listing=listing)
        require(by, "write", referral)
        if not Participation.objects.visible_to(by).filter(case=case_id, person=person_id, role="member").exists():
            raise Hidden
        _close(by, case_id, person_id)
        referral.words = seal_referral(case_id, person_id, referral.pk, words.strip())
        referral.insert()
        audit.record(chain=case_id, actor=by.person_id, verb="onward.offered", subject=referral)
    return referral


def withdraw(*, by: Viewer, case_id: UUID, person_id: UUID) -> None:
    """Take back what was offered to one person. Raises Hidden."""
    require(by, "write", Referral(case_id=case_id, person_id=person_id))
    with transaction.atomic():
        if _close(by, case_id, person_id):
            audit.record(chain=case_id, actor=by.person_id, verb="onward.withdrawn", note=str(person_id))


def _close(by: Viewer, case_id: UUID, person_id: UUID) -> int:
    rows = Referral.objects.visible_to(by, "write").filter(case=case_id, person=person_id, withdrawn_at__isnull=True)
    return rows.update(withdrawn_at=now())
