"""“I'd like a private word”: the therapist is told quietly, and a private check waits for whoever asked."""

from uuid import UUID

from django.db import transaction

from ampersand.cases.models import Participation
from ampersand.core.clock import now, today
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions.alerts import raise_alert
from ampersand.safety.actions.checks import ask_one
from ampersand.safety.models import CheckAsk
from ampersand.safety.queries import apart
from ampersand.safety.rules.alerts import Kind


def ask_for_a_word(*, by: Viewer, case_id: UUID) -> bool:
    """Tell the therapist that the viewer would like a word alone; asked twice on a day, they are told once.

    Whether there is a therapist to see it: without one nothing is stored, and the page says that nobody sees it.
    Raises Hidden where the viewer takes no part.
    """
    if by.person_id is None:
        raise Hidden
    with transaction.atomic():
        here = Participation.objects.visible_to(by).filter(case=case_id, left_at__isnull=True)
        mine = here.filter(person=by.person_id, role="member", case__state="open").select_related("case").first()
        if mine is None:
            raise Hidden
        require(by, "write", CheckAsk(case=mine.case, person_id=by.person_id))
        if not here.filter(role="therapist").exists():
            return False
        ask_one(case_id=case_id, person_id=by.person_id)
        raise_alert(
            case_id=case_id, person_id=by.person_id, kind=Kind.PRIVATE_WORD, at=now(),
            source=f"private-word:{today(by.time_zone)}",
        )  # fmt: skip
        audit.record(chain=apart.chain(case_id), actor=by.person_id, verb="word.asked")
    return True
