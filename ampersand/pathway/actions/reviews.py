"""Looking at the work as a whole, and writing down what was chosen and why."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from ampersand.cases import queries as cases
from ampersand.core.clock import now
from ampersand.pathway.actions import offers
from ampersand.pathway.models import Review
from ampersand.pathway.queries import apart
from ampersand.pathway.rules.choices import Choice, choices
from ampersand.privacy import audit, policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


def decide(
    *, by: Viewer, case_id: UUID, review_id: UUID, occasion: str, choice: Choice, reason: str, signs: Collection[str]
) -> None:
    """Write down one look at the whole; raises Hidden. The same id sent twice is written once.

    What is offered after the end is offered to everyone in the same transaction.
    """
    case = cases.one(by, case_id)
    policy.require(by, "write", Review(case_id=case_id))
    if by.person_id is None or choice not in choices(occasion, case.kind):
        raise Hidden
    with transaction.atomic():
        if Review.objects.visible_to(by).filter(pk=review_id).exists():
            return
        row = Review(
            pk=review_id, case_id=case_id, occasion=occasion, signs=sorted(signs), choice=choice.value,
            by_id=by.person_id, made_at=now(), words=apart.seal(case_id, review_id, reason),
        ).insert()  # fmt: skip
        audit.record(chain=apart.chain(case_id), actor=by.person_id, verb="review.decided", subject=row)
        if choice is Choice.OFFERED:
            offers.make(by=by, case=case, occasion=occasion)
