"""The log of an exercise that is done again and again: what was written, its numbers, and a look back at the week."""

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.exercises import pictures
from ampersand.exercises.actions import writing
from ampersand.exercises.actions.common import Refused, known
from ampersand.exercises.queries import log as reads
from ampersand.exercises.queries.log import A_PAGE, Entry
from ampersand.exercises.rules.week import Week, week_of
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: ViewerRequest, case_id: UUID, exercise_id: str) -> HttpResponse:
    """Everything I finished of one exercise, the latest first; and my week in my own words."""
    exercise, case = known(exercise_id), cases.one(request.viewer, case_id)
    me = case.me(request.viewer)
    if me is None:
        raise Hidden
    problem = ""
    if request.method == "POST" and exercise.week:
        try:
            return _summed_up(request, case_id, exercise_id)
        except Refused as refused:
            problem = str(refused)
    asked = request.GET.get("page", "")
    number = max(1, min(int(asked), 1000)) if asked.isdecimal() else 1
    found, more = reads.entries(request.viewer, case, exercise, number)
    facts = {
        "case": case, "exercise": exercise, "entries": found, "number": number, "more": more,
        "figures": pictures.numbers(request.viewer, me, found), "problem": problem,
        "form_id": _id(request) or new_id(), "week": exercise.week if number == 1 and (found or problem) else None,
        "words": request.POST.get("words", "") if problem else _in_words(week(request.viewer, found)),
        "alone": case.readers(Kind.EXERCISE_LINE, Audience.ONLY_ME, owner=request.viewer.person_id),
    }  # fmt: skip
    return render(request, "exercises/log.html", facts, status=422 if problem else 200)


def week(viewer: Viewer, entries: Sequence[Entry]) -> Week:
    """The last seven days of a log as far as its first page goes, without the looks back that stand in it."""
    zone, days = ZoneInfo(viewer.time_zone), []
    for entry in entries:
        rated = [int(words) for step, words in entry.lines if step.to and words.isdecimal()]
        if rated or len(entry.lines) > 1:
            days.append((entry.at.astimezone(zone).date(), rated[0] if rated else None))
    return week_of(days, today(viewer.time_zone))


def _in_words(week: Week) -> str:
    """What its owner may begin with, and change to the last letter."""
    if not week.times:
        return ""
    if week.times >= A_PAGE:
        said = _("I wrote something down many times this week.")
    else:
        said = ngettext(
            "I wrote something down once this week.", "I wrote something down %(n)d times this week.", week.times
        )
        said = said % {"n": week.times} if week.times > 1 else said
    if week.most is None:
        return said
    if week.times == 1:
        return f"{said} " + _("It got as hot as %(most)d of 10.") % {"most": week.most}
    return f"{said} " + _("At its hottest it was %(most)d of 10, and %(mean)g on average.") % {
        "most": week.most, "mean": week.mean,
    }  # fmt: skip


def _summed_up(request: ViewerRequest, case_id: UUID, exercise_id: str) -> HttpResponse:
    page = writing.sum_up(
        by=request.viewer, case_id=case_id, exercise_id=exercise_id, page_id=_id(request) or new_id(),
        words=request.POST.get("words", ""),
    )  # fmt: skip
    return see_other("exercises:page", page.pk)


def _id(request: ViewerRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return None
