"""Showing one's own results to the others in the case: from now on, until one stops."""

from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.measures.models import Administration, Sharing
from ampersand.measures.queries import mine
from ampersand.measures.rules.instrument import Instrument
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def shareable(instrument: Instrument) -> bool:
    """Whether it has a total that others may ever see."""
    return instrument.partner is not None or not instrument.safety


def share(*, by: Viewer, case_id: UUID, instrument: Instrument) -> None:
    """Let the others in a couple or family see the results of what the viewer answers from now on; raises Hidden.

    A joint feature: it is open only while the agreement of all is complete.
    """
    case = cases.one(by, case_id)
    if case.me(by) is None or not case.is_shared or not case.joint_open or not shareable(instrument):
        raise Hidden
    mine.practice_of_line(by, case_id, instrument.slug)
    choice = Sharing(id=new_id(), case_id=case_id, person_id=mine.me(by), instrument=instrument.slug, since=now())
    require(by, "write", choice)
    if mine.shares(by, case_id, instrument.slug):
        return
    try:
        with transaction.atomic():
            audit.record(chain=case_id, actor=by.person_id, verb="measures.share", subject=choice)
            choice.insert()
    except IntegrityError:  # pressed twice
        return


def stop_sharing(*, by: Viewer, case_id: UUID, slug: str) -> None:
    """Take back every result of this line that was shown; works at any time, even after leaving; raises Hidden."""
    with transaction.atomic():
        rows = Sharing.objects.visible_to(by, "write").filter(person_id=by.person_id, case_id=case_id, instrument=slug)
        choice = rows.filter(withdrawn_at__isnull=True).first()
        if choice is None:
            mine.practice_of_line(by, case_id, slug)
            return
        audit.record(chain=case_id, actor=by.person_id, verb="measures.stop_sharing", subject=choice)
        rows.filter(withdrawn_at__isnull=True).update(withdrawn_at=now())
        shown = Administration.objects.visible_to(by, "share").filter(
            person_id=by.person_id, case_id=case_id, instrument=slug, audience=Audience.ALL_OF_US.value
        )
        shown.update(audience=Audience.ME_AND_THERAPIST.value)
