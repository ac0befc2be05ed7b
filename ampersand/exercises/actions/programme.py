"""Going through a programme: on to the next part, more time, letting those who treat see where one is; and what all of

them write alone and open together.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.exercises.actions.common import Refused, known, shut_words
from ampersand.exercises.models import Line, Page
from ampersand.exercises.queries.shelf import place_of
from ampersand.exercises.queries.writing import asked
from ampersand.exercises.rules.programme import MORE_TIME
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer


def go_on(*, by: Viewer, page_id: UUID, part: int) -> Page:
    """Go on to a part, counted from 0, before its day or after it. Asked twice, it is done once. Raises Hidden."""
    with transaction.atomic():
        page = _own(by, page_id)
        if not 0 < part < len(known(page.exercise).parts):
            raise Hidden
        if page.part < part:
            page.part = part
            page.save(update_fields=["part"])
            audit.record(chain=page.case_id, actor=by.person_id, verb="exercises.go_on", subject=page)
    return page


def take_time(*, by: Viewer, page_id: UUID, added: int) -> Page:
    """Let what is still to come open a week later. `added` is how many days there were before: asked twice, done once.

    Raises Hidden.
    """
    with transaction.atomic():
        page = _own(by, page_id)
        if page.added == added:
            page.added = added + MORE_TIME
            page.save(update_fields=["added"])
            audit.record(chain=page.case_id, actor=by.person_id, verb="exercises.take_time", subject=page)
    return page


def show_place(*, by: Viewer, page_id: UUID, shows: bool) -> Page:
    """Let those who treat see in which part one is, or no longer. Raises Hidden."""
    with transaction.atomic():
        page = _own(by, page_id)
        brought = Line.objects.visible_to(by).filter(page=page).exclude(audience=Audience.ONLY_ME).exists()
        page.shows_place = shows
        page.audience = (Audience.ME_AND_THERAPIST if shows or brought else Audience.ONLY_ME).value
        page.save(update_fields=["shows_place", "audience"])
        audit.record(chain=page.case_id, actor=by.person_id, verb="exercises.show_place", subject=page)
    return page


def offer(*, by: Viewer, page_id: UUID, step: int, offers: bool) -> bool:
    """Want one's answer to a step opened as soon as everyone wants theirs to be, or no longer; whether it opened.

    Nobody sees who has offered. Raises Hidden, Refused.
    """
    with transaction.atomic():
        page = _own(by, page_id)
        steps, case = asked(known(page.exercise)), cases.one(by, page.case_id)
        if not 0 <= step < len(steps) or not steps[step].together:
            raise Hidden
        if offers and not place_of(by, case).goes_on:
            raise Refused(shut_words("resting"))
        _stand_in_line(page, step)
        own = Line.objects.visible_to(by, "write").filter(page=page, step=step, audience=Audience.ONLY_ME)
        if not own.update(wanted=offers):
            raise Refused(_("Write something first, and it can be opened."))
        audit.record(chain=page.case_id, actor=by.person_id, verb="exercises.offer", subject=page)
        members = {person.person_id for person in case.members}
        with system_scope("what everyone wants opened opens for everyone at one moment"):
            lines = Line.objects.filter(case_id=page.case_id, page__exercise=page.exercise, step=step, wanted=True)
            lines = lines.filter(audience=Audience.ONLY_ME, owner_id__in=members)
            owners = set(lines.values_list("owner_id", flat=True))
            if len(members) < 2 or owners != members:
                return False
            lines.update(audience=Audience.ALL_OF_US.value, made_at=now())
    return True


def _stand_in_line(page: Page, step: int) -> None:
    """Two who offer at one moment do so one after the other, so that the second finds the first."""
    with system_scope("whoever changes an answer that opens together waits for the others"):
        rows = Line.objects.filter(case_id=page.case_id, page__exercise=page.exercise, step=step)
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _own(by: Viewer, page_id: UUID) -> Page:
    rows = Page.objects.visible_to(by, "write").select_for_update(of=("self",))
    page: Page | None = rows.filter(pk=page_id, owner_id=by.person_id, finished_at__isnull=True).first()
    if page is None or not known(page.exercise).parts:
        raise Hidden
    return page
