"""What a therapist suggests or switches on, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ampersand.cases import queries as cases
from ampersand.core.pages import see_other
from ampersand.exercises.actions import suggesting
from ampersand.exercises.forms.choosing import SuggestForm
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_POST
def suggest(request: ViewerRequest, case_id: UUID, exercise_id: str) -> HttpResponse:
    """Suggest an exercise to one member or several."""
    case = cases.one(request.viewer, case_id)
    if not case.leads(request.viewer) or not case.takes_new:
        raise Hidden
    form = SuggestForm(case.members, request.POST)
    if form.is_valid():
        suggesting.suggest(by=request.viewer, case_id=case_id, exercise_id=exercise_id, **form.cleaned_data)
        messages.success(request, _("Suggested. Each finds it on their own page."))
    else:
        messages.warning(request, _("Choose at least one person, and a day that there is."))
    return see_other("exercises:about", case_id, exercise_id)


@require_POST
def switch(request: ViewerRequest, case_id: UUID, exercise_id: str) -> HttpResponse:
    """Switch an exercise on or off for a case."""
    on = request.POST.get("on") == "yes"
    suggesting.switch(by=request.viewer, case_id=case_id, exercise_id=exercise_id, on=on)
    messages.success(request, _("Switched on.") if on else _("Switched off. What is under way goes on."))
    return see_other("exercises:about", case_id, exercise_id)


@require_POST
def say(request: ViewerRequest, task_id: UUID) -> HttpResponse:
    """Say what became of a suggestion."""
    outcome = request.POST.get("outcome", "")
    if outcome not in ("done", "part", "not_yet"):
        raise Hidden
    task = suggesting.say(by=request.viewer, task_id=task_id, outcome=outcome)
    messages.success(request, _("Noted.") if outcome != "not_yet" else _("Noted. Nothing is lost."))
    return see_other("exercises:shelf", task.case_id)


@require_POST
def take_back(request: ViewerRequest, task_id: UUID) -> HttpResponse:
    """Take a suggestion back."""
    task = suggesting.take_back(by=request.viewer, task_id=task_id)
    messages.success(request, _("Taken back."))
    return see_other("exercises:about", task.case_id, task.exercise)
