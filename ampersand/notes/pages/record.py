"""One's own part of the record, for clients: asking, reading what was given, and who looked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.core.ids import new_id
from ampersand.core.pages import see_other, sensitive
from ampersand.notes.actions import giving
from ampersand.notes.forms.giving import key_of
from ampersand.notes.queries import record
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@sensitive
@require_safe
def record_of_mine(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What one may ask for, what was given, who looked."""
    viewer = request.viewer
    case, me = record.mine(viewer, case_id)
    asked = record.asked(viewer, case_id, me)
    facts = {
        "case": case, "asked": asked, "waits": {one.scope for one in asked if not one.answered_at},
        "given": record.given(viewer, case_id, me), "weeks": record.looked(viewer, case),
        "emergencies": record.emergencies(viewer, case_id), "readers": record.readers(case, me), "form_id": new_id(),
    }  # fmt: skip
    return render(request, "notes/record.html", facts)


@require_POST
def ask_for_record(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Ask for one's own part, or for the file of all."""
    scope = request.POST.get("scope", "")
    record.mine(request.viewer, case_id)
    if scope not in ("own", "joint"):
        raise Hidden
    key = key_of(request.POST.get("form_id"), new_id())
    giving.ask(by=request.viewer, case_id=case_id, scope=scope, request_id=key)
    messages.success(request, _("Asked. Only you and those who treat you know."))
    return see_other("notes:record_of_mine", case_id)
