"""Small lessons in talking and listening. Nothing that is tried there is stored."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ampersand.cases import queries as cases
from ampersand.core.pages import fine_in_room
from ampersand.exercises.content import exercises, lessons
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@fine_in_room
@require_safe
def lesson(request: ViewerRequest, case_id: UUID, lesson_slug: str) -> HttpResponse:
    """One lesson: a few sentences, words to choose from, examples to practise on, and where it goes on."""
    case, every = cases.one(request.viewer, case_id), list(lessons().values())
    one = lessons().get(lesson_slug)
    if one is None:
        raise Hidden
    place = every.index(one)
    facts = {
        "case": case, "lesson": one, "exercise": exercises().get(one.then), "number": place + 1, "all": len(every),
        "next": every[place + 1] if place + 1 < len(every) else None,
    }  # fmt: skip
    return render(request, "exercises/lesson.html", facts)
