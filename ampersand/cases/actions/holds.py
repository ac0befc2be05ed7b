"""A legal hold: put on and taken off by two of the staff. From the first wish on nothing is deleted."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.cases.actions import reasons
from ampersand.cases.actions.common import Refused, lock
from ampersand.cases.models import Case, HoldStep
from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

WHY = "a hold is weighed by staff who may not look into the case"


def ask(*, by: Viewer, case_id: UUID, puts: bool, words: str = "") -> HoldStep:
    """Wish for a hold, or that it is taken off; a second of the staff agrees or not. Asked twice, it is asked once.

    Raises Hidden, and Refused when it stands as wished already.
    """
    if by.person_id is None:
        raise Hidden
    step = HoldStep(case_id=case_id, puts=puts, asked_by_id=by.person_id)
    require(by, "write", step)
    with transaction.atomic(), system_scope(WHY):
        lock(Case.objects.all(), case_id)
        waiting: HoldStep | None = HoldStep.objects.filter(case=case_id, answered_at__isnull=True).first()
        if waiting:
            return waiting
        if Case.objects.filter(pk=case_id, hold_since__isnull=False).exists() is puts:
            raise Refused(_("It stands so already."))
        try:
            with transaction.atomic():
                step.insert()
        except IntegrityError:
            raise Hidden from None
        if puts:
            Case.objects.filter(pk=case_id, hold_since__isnull=True).update(hold_since=now())
        audit.record(chain=case_id, actor=by.person_id, verb="hold.asked", subject=step, note=_note(step))
        reasons.keep(by=by, case_id=case_id, event="hold" if puts else "release", words=words)
    return step


def answer(*, by: Viewer, step_id: UUID, agrees: bool) -> HoldStep:
    """Agree to a wish about a hold, or set it aside. Nobody agrees to their own. Raises Hidden, Refused."""
    with transaction.atomic(), system_scope(WHY):
        found: HoldStep | None = HoldStep.objects.find(by, step_id, "write")
        if found is None:
            raise Hidden
        lock(Case.objects.all(), found.case_id)
        if agrees and found.asked_by_id == by.person_id:
            raise Refused(_("Somebody else has to agree: it takes two."))
        open_ = HoldStep.objects.filter(pk=step_id, answered_at__isnull=True)
        if not open_.update(answered_at=now(), answered_by_id=by.person_id, agreed=agrees):
            return found
        if found.puts is not agrees:  # a wish to put it on that was set aside, or to take it off that was agreed to
            Case.objects.filter(pk=found.case_id).update(hold_since=None)
        verb = "hold.agreed" if agrees else "hold.set_aside"
        audit.record(chain=found.case_id, actor=by.person_id, verb=verb, subject=found, note=_note(found))
    return found


def _note(step: HoldStep) -> str:
    return "on" if step.puts else "off"
