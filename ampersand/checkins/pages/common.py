"""What the pages of check-ins have in common."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Action, Audience, Kind
from ampersand.checkins.actions.drafts import ChangedElsewhere, save_draft
from ampersand.core.pages import see_other
from ampersand.privacy.viewer import ViewerRequest


def keep(request: ViewerRequest, case_id: UUID, window: str, typed: dict[str, str]) -> int:
    """Keep what was typed so far; the draft's new version. Raises ChangedElsewhere, Hidden."""
    version = request.POST.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 10 else 0
    writer = request.POST.get("writer", "")[:32]
    return save_draft(by=request.viewer, case_id=case_id, window=window, typed=typed, version=number, writer=writer)


def kept(request: ViewerRequest, case_id: UUID, window: str, typed: dict[str, str]) -> JsonResponse:
    """The answer to a page that keeps what was typed so far."""
    try:
        return JsonResponse({"version": keep(request, case_id, window, typed)})
    except ChangedElsewhere as elsewhere:
        return JsonResponse({"version": elsewhere.version}, status=409)


def later(request: ViewerRequest, case_id: UUID, window: str, typed: dict[str, str]) -> HttpResponse:
    """Not today: what was typed is kept."""
    try:
        keep(request, case_id, window, typed)
        messages.success(request, _("Kept. You can go on until it closes."))
    except ChangedElsewhere:
        messages.info(request, _("You had written more on another device. That is what we kept."))
    return see_other("overview:my_space")


def line_readers(case: OneCase, owner: UUID | None, *, shown: bool) -> tuple[Someone, ...]:
    """Who reads one line of a check-in, by the one table."""
    return case.readers(Kind.CHECK_IN_LINE, Audience.ALL_OF_US if shown else Audience.ME_AND_THERAPIST, owner=owner)


def rating_readers(case: OneCase, owner: UUID | None) -> tuple[Someone, ...]:
    """Who reads how somebody rated a meeting, line by line."""
    return case.readers(Kind.FEEDBACK, Audience.ME_AND_THERAPIST, owner=owner)


def total_readers(case: OneCase, owner: UUID | None) -> tuple[Someone, ...]:
    """Who reads the total of it and nothing else."""
    whole = {person.person_id for person in rating_readers(case, owner)}
    found = case.readers(Kind.FEEDBACK, Audience.ME_AND_THERAPIST, owner=owner, action=Action.SEE_RESULT)
    return tuple(person for person in found if person.person_id not in whole)
