"""Emergency access for a supervisor with no part in a case: finding it, saying why, ending it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.notes.actions import emergency as verbs
from ampersand.notes.actions.common import Refused
from ampersand.notes.forms.giving import EmergencyForm
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: ViewerRequest) -> HttpResponse:
    """Find the case of somebody, by their address."""
    viewer = request.viewer
    if "supervisor" not in viewer.staff_roles or viewer.practice_id is None or viewer.room_mode:
        raise Hidden
    email = request.POST.get("email", "").strip()[:254]
    found = verbs.find(by=viewer, email=email) if request.method == "POST" and email else None
    return render(request, "notes/emergency.html", {"email": email, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
def look_in(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Say why and for how long, and look in."""
    found = verbs.may(by=request.viewer, case_id=case_id)
    form = EmergencyForm(request.POST or None, initial={"form_id": new_id()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            verbs.begin(
                by=request.viewer, case_id=case_id, reason=data["reason"], hours=data["hours"],
                access_id=data["form_id"],
            )  # fmt: skip
            messages.success(request, _("Open. Everyone in the case is told that you look, and until when."))
            return see_other("overview:case", case_id)
        except Refused as refused:
            form.add_error("reason", str(refused))
    status = 422 if request.method == "POST" else 200
    return render(request, "notes/look_in.html", {"found": found, "form": form}, status=status)


@require_POST
def end_emergency(request: ViewerRequest, access_id: UUID) -> HttpResponse:
    """End it sooner."""
    verbs.end(by=request.viewer, access_id=access_id)
    messages.success(request, _("Ended. You have no part in the case any more."))
    return see_other("overview:caseload")
