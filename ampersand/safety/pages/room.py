"""Room mode: what it does, and the switch."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ampersand.core.pages import fine_in_room, see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.actions import room as verbs
from ampersand.safety.policy.alerts import CLINICAL


@fine_in_room
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: ViewerRequest) -> HttpResponse:
    """Switch room mode on or off; the page says how it is now, and shows nothing else."""
    viewer = request.viewer
    if not viewer.staff_roles & CLINICAL:
        raise Hidden
    if request.method != "POST":
        return render(request, "safety/room.html")
    if request.POST.get("room") == "off":
        verbs.leave(by=viewer, session=request.session)
        return see_other("safety:room")
    case_id = _case(request)
    verbs.enter(by=viewer, session=request.session, case_id=case_id)
    return see_other("overview:case", case_id) if case_id else see_other("safety:room")


def _case(request: ViewerRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("case", ""))
    except ValueError:
        return None
