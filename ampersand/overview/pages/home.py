"""The first page: a welcome for visitors; whoever has signed in is led to their own."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.core.pages import fine_in_room, see_other
from ampersand.privacy.viewer import Viewer, ViewerRequest


@fine_in_room
@login_not_required
@require_safe
def home(request: ViewerRequest) -> HttpResponse:
    """Welcome a visitor, or lead on."""
    if request.viewer.is_nobody:
        return render(request, "overview/home.html")
    return see_other(first_place(request.viewer))


def first_place(viewer: Viewer) -> str:
    """The page on which someone's work begins."""
    if viewer.staff_roles & {"therapist", "supervisor"}:
        own_day = "therapist" in viewer.staff_roles and not viewer.room_mode
        return "overview:today" if own_day else "overview:caseload"
    if "administrator" in viewer.staff_roles:
        return "cases:clients"
    return "measures:instruments" if viewer.is_staff else "overview:my_space"
