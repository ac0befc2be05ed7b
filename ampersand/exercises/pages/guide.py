"""An exercise that the screen leads: what to do, one moment after the other. Nothing of it is stored."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.cases import queries as cases
from ampersand.core.pages import fine_in_room
from ampersand.exercises import wording
from ampersand.exercises.actions.common import known
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@fine_in_room
@require_safe
def guide(request: ViewerRequest, case_id: UUID, exercise_id: str) -> HttpResponse:
    """Led by the screen; without scripts the same moments stand below each other, with their times."""
    exercise, case = known(exercise_id), cases.one(request.viewer, case_id)
    if not exercise.guide:
        raise Hidden
    facts = {
        "moments": [(moment, wording.lasts(moment.seconds)) for moment in exercise.guide],
        "case": case, "exercise": exercise, "breath": any(moment.breath for moment in exercise.guide),
        "minutes": max(1, round(sum(moment.seconds for moment in exercise.guide) / 60)),
    }  # fmt: skip
    return render(request, "exercises/guide.html", facts)
