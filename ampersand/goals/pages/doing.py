"""Steps, weeks, looking back and setbacks."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.goals.actions import looking_back, stepping
from ampersand.goals.actions.common import Refused
from ampersand.goals.forms.doing import RateForm, SetbackForm, StepForm
from ampersand.goals.models import Step
from ampersand.goals.queries import one as reads
from ampersand.goals.rules.steps import Done, hardness_advice
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

ADVICE = {
    "": "Chosen. Small steps are the ones that last.",
    "hard": "A step of that size is hard to keep. Could half of it do?",
    "easy": "That is an easy one. If it is enough, it is a good start.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ViewerRequest, goal_id: UUID) -> HttpResponse:
    """Choose the next small step, or put one in another's place."""
    one = reads.one(request.viewer, goal_id, "write")
    members = tuple(person for person in one.case.members if person.person_id in reads.concerned(one.row, one.case))
    initial = {"step": new_id(), "instead_of": _id(request.GET.get("instead"))}
    form = StepForm(members, today(request.viewer.time_zone), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            added = stepping.add_step(by=request.viewer, goal_id=goal_id, **form.for_verb())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _(ADVICE[hardness_advice(added.hard)]))
            return see_other("goals:goal", goal_id)
    facts = {"one": one, "form": form, "case": one.case, "readers": reads.readers(one)}
    return render(request, "goals/step.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def week(request: ViewerRequest, step_id: UUID) -> HttpResponse:
    """Say what became of a step this week."""
    outcome = request.POST.get("outcome", "")
    if outcome not in set(Done):
        raise Hidden
    said = stepping.say_week(by=request.viewer, step_id=step_id, outcome=outcome)
    if outcome in ("not", "no_chance"):
        messages.info(request, _("It did not happen yet. That is worth knowing, and nothing is lost."))
    else:
        messages.success(request, _("Noted."))
    return see_other("goals:goal", said.goal_id)


@require_POST
def finish_step(request: ViewerRequest, step_id: UUID) -> HttpResponse:
    """A step is done for good, or set aside."""
    state = request.POST.get("state", "")
    if state not in (Step.State.DONE, Step.State.SET_ASIDE):
        raise Hidden
    finished = stepping.finish_step(by=request.viewer, step_id=step_id, state=state)
    said = _("Done.") if state == Step.State.DONE else _("Set aside. It stays in the story of this goal.")
    messages.success(request, said)
    return see_other("goals:goal", finished.goal_id)


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: ViewerRequest, goal_id: UUID) -> HttpResponse:
    """Say alone where one sees the goal; all is shown when everyone has."""
    one = reads.one(request.viewer, goal_id, "write")
    if request.viewer.person_id not in reads.concerned(one.row, one.case):
        raise Hidden
    form = RateForm(one.words, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revealed = looking_back.rate(by=request.viewer, goal_id=goal_id, **form.cleaned_data)
        except Refused as refused:
            messages.warning(request, str(refused))
            return see_other("goals:goal", goal_id)
        alone = len(reads.concerned(one.row, one.case)) == 1
        said = _("Noted.") if alone else _("Everyone has looked back. Here is where each of you sees it.")
        messages.success(request, said if revealed else _("Noted. You see all of it when everyone has looked back."))
        return see_other("goals:goal", goal_id)
    facts = {"one": one, "form": form, "case": one.case} | _rating_readers(request, one)
    return render(request, "goals/rate.html", facts, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def set_back(request: ViewerRequest, goal_id: UUID) -> HttpResponse:
    """It did not happen yet: what got in the way, what was learned, what changes."""
    one = reads.one(request.viewer, goal_id, "write")
    form = SetbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            looking_back.set_back(by=request.viewer, goal_id=goal_id, **form.cleaned_data)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Kept. A setback that is looked at is half of the way."))
        return see_other("goals:goal", goal_id)
    facts = {"one": one, "form": form, "case": one.case, "readers": reads.readers(one)}
    return render(request, "goals/set_back.html", facts, status=422 if request.method == "POST" else 200)


def _rating_readers(request: ViewerRequest, one: reads.OneGoal) -> dict[str, object]:
    """Who reads a look back before and after everyone has looked back."""
    me = request.viewer.person_id
    alone = len(reads.concerned(one.row, one.case)) == 1
    now = one.case.readers(Kind.GOAL_RATING, Audience.ME_AND_THERAPIST, owner=me)
    return {"readers": now, "others": () if alone else one.case.readers(Kind.GOAL_RATING, Audience.ALL_OF_US, owner=me)}


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
