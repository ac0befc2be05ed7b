"""One's own log of an exercise that is done again and again: what was written, and its numbers over time."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.exercises import pictures
from ampersand.exercises.actions.common import known
from ampersand.exercises.queries import log as reads
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def log(request: ViewerRequest, case_id: UUID, exercise_id: str) -> HttpResponse:
    """Everything I finished of one exercise, the latest first."""
    exercise, case = known(exercise_id), cases.one(request.viewer, case_id)
    me = case.me(request.viewer)
    if me is None:
        raise Hidden
    asked = request.GET.get("page", "")
    number = max(1, min(int(asked), 1000)) if asked.isdecimal() else 1
    found, more = reads.entries(request.viewer, case, exercise, number)
    facts = {
        "case": case, "exercise": exercise, "entries": found, "number": number, "more": more,
        "figures": pictures.numbers(request.viewer, me, found),
        "alone": case.readers(Kind.EXERCISE_LINE, Audience.ONLY_ME, owner=request.viewer.person_id),
    }  # fmt: skip
    return render(request, "exercises/log.html", facts)
