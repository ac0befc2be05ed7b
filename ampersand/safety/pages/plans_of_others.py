"""Reading a plan that its owner lets one read; a therapist's words to it; and the blank plan for everyone."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.core.clock import now
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.actions import plans as actions
from ampersand.safety.forms.plans import CommentForm
from ampersand.safety.queries import plans


@login_not_required
@require_safe
def blank_plan(request: ViewerRequest) -> HttpResponse:
    """The six steps on paper, for anyone; nothing is asked and nothing kept."""
    return render(request, "safety/blank_plan.html", {"form": plans.blank()})


@require_safe
def plan_of(request: ViewerRequest, plan_id: UUID) -> HttpResponse:
    """Somebody's plan, as long as they let me; every look of those who supervise is recorded."""
    found = plans.one(request.viewer, plan_id)
    if found.person_id == request.viewer.person_id:
        return see_other("safety:plan")
    actions.note_look(by=request.viewer, plan=found)
    return _shown(request, found)


@require_POST
def comment_plan(request: ViewerRequest, plan_id: UUID) -> HttpResponse:
    """Write to somebody's plan as their therapist."""
    found = plans.one(request.viewer, plan_id)
    if plans.case_to_comment_in(request.viewer, found) is None:
        raise Hidden
    form = CommentForm(request.POST, name=found.owner)
    if not form.is_valid():
        return _shown(request, found, form)
    given = form.cleaned_data
    actions.comment(
        by=request.viewer, plan_id=plan_id, comment_id=given["comment"], text=given["text"], now=now()
    )  # fmt: skip
    messages.success(request, _("%(name)s can read it now.") % {"name": found.owner})
    return see_other("safety:plan_of", plan_id)


def _shown(request: ViewerRequest, found: plans.Plan, form: CommentForm | None = None) -> HttpResponse:
    may = plans.case_to_comment_in(request.viewer, found) is not None
    context = {
        "plan": found,
        "comments": plans.comments(request.viewer, found),
        "comment": (form or CommentForm(name=found.owner)) if may else None,
        "form": plans.blank(),
    }
    return render(request, "safety/plan_of.html", context, status=422 if form else 200)
