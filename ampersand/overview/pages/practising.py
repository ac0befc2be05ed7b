"""An exercise becomes a step of a goal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.exercises.content import exercises
from ampersand.goals.actions import stepping
from ampersand.goals.actions.common import Refused
from ampersand.overview.forms import PractiseForm
from ampersand.overview.queries import practising
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def exercise_step(request: ViewerRequest, case_id: UUID, exercise_id: str) -> HttpResponse:
    """Choose the goal that an exercise is a step of, who does it, and from when."""
    case, goals = practising.goals(request.viewer, case_id)
    if exercise_id not in exercises():
        raise Hidden
    exercise = exercises()[exercise_id]
    day = today(request.viewer.time_zone)
    form = PractiseForm(goals, case.members, day, request.POST or None, initial={"step": new_id()})
    if request.method == "POST" and form.is_valid():
        try:
            step = stepping.add_step(
                by=request.viewer, what=exercise.label, known="", exercise=exercise_id, **form.for_verb()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is a step now. The goal leads to the exercise."))
            return see_other("goals:goal", step.goal_id)
    facts = {"case": case, "exercise": exercise, "form": form, "goals": goals}
    return render(request, "overview/exercise_step.html", facts, status=422 if request.method == "POST" else 200)
