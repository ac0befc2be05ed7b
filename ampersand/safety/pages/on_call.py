"""The page of the rota."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.privacy import policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.actions import on_call as verbs
from ampersand.safety.forms.on_call import TurnForm
from ampersand.safety.models import OnCall
from ampersand.safety.queries import colleagues
from ampersand.safety.queries import on_call as queries


@require_http_methods(["GET", "HEAD", "POST"])
def on_call(request: ViewerRequest) -> HttpResponse:
    """Who is called when something cannot wait, in which order; the administrator and the safety lead change it."""
    viewer = request.viewer
    if viewer.practice_id is None:
        raise Hidden
    empty = OnCall(practice_id=viewer.practice_id)
    policy.require(viewer, "read", empty)
    may_change = policy.can(viewer, "write", empty)
    if request.method == "POST" and not may_change:
        raise Hidden
    people = colleagues.clinical(viewer)
    form = TurnForm(people, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        verbs.add(
            by=viewer, person_id=UUID(told["person"]), days=[int(day) for day in told["days"]],
            begins=told["begins"], ends=told["ends"], turn_id=_id_from(request),
        )  # fmt: skip
        messages.success(request, _("On the rota."))
        return see_other("safety:on_call")
    facts = {
        "rota": queries.rota(viewer), "duty": queries.on_duty(viewer), "zone": queries.zone(viewer), "form": form,
        "may_change": may_change, "kept": queries.is_kept(), "form_id": request.POST.get("form_id") or new_id(),
        "leads": colleagues.safety_leads(viewer),
    }  # fmt: skip
    return render(request, "safety/on_call.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def call_earlier(request: ViewerRequest, turn_id: UUID) -> HttpResponse:
    """One place earlier."""
    verbs.earlier(by=request.viewer, turn_id=turn_id)
    return see_other("safety:on_call")


@require_POST
def remove_turn(request: ViewerRequest, turn_id: UUID) -> HttpResponse:
    """Off the rota."""
    verbs.remove(by=request.viewer, turn_id=turn_id)
    messages.success(request, _("Taken off the rota."))
    return see_other("safety:on_call")


def _id_from(request: ViewerRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return None
