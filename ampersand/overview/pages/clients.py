"""The two pages that clients live in."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.accounts.queries import contact_is_due
from ampersand.cases.queries import earlier, going_on
from ampersand.cases.queries.invitations import waiting
from ampersand.cases.queries.standing import offers_to
from ampersand.conflict.queries.ours import ours
from ampersand.core.clock import today
from ampersand.goals.queries.roadmap import running
from ampersand.overview.queries import clients as queries
from ampersand.pathway.queries import offers
from ampersand.pathway.queries.course import courses
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def my_space(request: ViewerRequest) -> HttpResponse:
    """One thing to do now, my lines in words, what I share, each case under its own heading."""
    space = queries.my_space(request.viewer)
    facts = {"space": space, "invitations": waiting(request.viewer), "offers": offers_to(request.viewer)}
    facts["today"] = today(request.viewer.time_zone)
    facts["questions"] = earlier.waiting(request.viewer)
    facts["asked"] = going_on.asked_of(request.viewer)
    facts["meetings"] = offers.mine(request.viewer, [room.case for room in space.rooms])
    facts["ask_contact"] = bool(space.rooms) and contact_is_due(request.viewer)
    return render(request, "overview/my_space.html", facts)


@require_safe
def in_my_care(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """What whoever cares for a child sees of them, and what not."""
    return render(request, "overview/in_my_care.html", queries.in_my_care(request.viewer, case_id, person_id))


@require_safe
def our_space(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Who we are and what each of us has chosen to share."""
    space = queries.our_space(request.viewer, case_id)
    facts = {"space": space, "ours": ours(request.viewer, space.case, space.pause)}
    facts["today"] = today(request.viewer.time_zone)
    facts["goals"] = running(request.viewer, space.case)
    facts["course"] = courses(request.viewer, [case_id]).get(case_id)
    return render(request, "overview/our_space.html", facts)
