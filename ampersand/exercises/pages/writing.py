"""Writing alone: one step a page with scripts, all on one without; and what opens when all have shared."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.pages import see_other
from ampersand.exercises import wording
from ampersand.exercises.actions import looks, writing
from ampersand.exercises.actions.common import Refused
from ampersand.exercises.content import lessons
from ampersand.exercises.pages import programme
from ampersand.exercises.pages.programme import AUDIENCES
from ampersand.exercises.queries import writing as reads
from ampersand.exercises.queries.writing import OnePage
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: ViewerRequest, page_id: UUID) -> HttpResponse:
    """One page of one's own: write, finish, share."""
    one = _mine(request, page_id)
    problem, typed = "", None
    if request.method == "POST":
        typed = _words(request, one)
        try:
            return _taken(request, one, typed)
        except Refused as refused:
            problem = str(refused)
    stands_there = _typed(one, typed)
    facts = _facts(request, one) | {"problem": problem, "typed": stands_there}
    template = "exercises/page.html"
    if one.exercise.parts and one.row.finished_at is None:
        template, facts = "exercises/programme.html", facts | programme.facts(request, one, stands_there)
    elif one.exercise.parts:
        facts["tasks"] = [task for task in programme.tasks(request, one, stands_there) if task.is_open]
    return render(request, template, facts, status=422 if problem else 200)


@require_POST
def draft(request: ViewerRequest, page_id: UUID) -> HttpResponse:
    """Keep what is written so far, while it is written."""
    one = _mine(request, page_id)
    try:
        kept = writing.keep(by=request.viewer, page_id=page_id, words=_words(request, one), version=_version(request))
    except Refused:
        return JsonResponse({}, status=409)
    return JsonResponse({"version": kept})


@require_POST
def take_up(request: ViewerRequest, page_id: UUID) -> HttpResponse:
    """Take a finished page up again."""
    try:
        writing.take_up(by=request.viewer, page_id=page_id)
    except Refused as refused:
        messages.warning(request, str(refused))
    return see_other("exercises:page", page_id)


@require_http_methods(["GET", "HEAD", "POST"])
def tear_up(request: ViewerRequest, page_id: UUID) -> HttpResponse:
    """Destroy a page of one's own, after asking once."""
    one = _mine(request, page_id)
    if request.method == "POST":
        try:
            case_id = writing.tear_up(by=request.viewer, page_id=page_id)
        except Refused as refused:
            messages.warning(request, str(refused))
            return see_other("exercises:page", page_id)
        messages.success(request, _("Torn up. Nothing of it is left."))
        return see_other("exercises:shelf", case_id)
    return render(request, "exercises/tear_up.html", {"one": one, "case": one.case})


@require_POST
def show(request: ViewerRequest, page_id: UUID) -> HttpResponse:
    """Say who reads one line."""
    step, audience = request.POST.get("step", ""), AUDIENCES.get(request.POST.get("audience", ""))
    if not step.isdecimal() or audience is None:
        raise Hidden
    try:
        writing.show(by=request.viewer, page_id=page_id, step=int(step), audience=audience)
        messages.success(request, _("Noted. The line below it says who reads it now."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return see_other("exercises:page", page_id)


@require_safe
def pair(request: ViewerRequest, pair_id: UUID) -> HttpResponse:
    """A sealed exercise: one's own way in, and all sides beside each other once it has opened."""
    one = reads.pair(request.viewer, pair_id)
    mine = reads.mine(request.viewer, pair_id)
    looks.opened(by=request.viewer, case=one.case, subject=one.row)
    facts = {
        "next": [step for step in one.exercise.steps if not step.writes],
        "one": one, "case": one.case, "mine": mine, "me": one.case.me(request.viewer),
        "treats": one.case.treats(request.viewer), "readers": one.case.readers(Kind.EXERCISE_JOINT, Audience.ALL_OF_US),
    }  # fmt: skip
    return render(request, "exercises/pair.html", facts)


def _mine(request: ViewerRequest, page_id: UUID) -> OnePage:
    one = reads.one(request.viewer, page_id)
    if one.row.owner_id != request.viewer.person_id:
        raise Hidden
    return one


def _taken(request: ViewerRequest, one: OnePage, words: dict[int, str]) -> HttpResponse:
    if one.row.finished_at is None:
        writing.keep(by=request.viewer, page_id=one.id, words=words, version=_version(request))
    if one.exercise.parts and "finish" not in request.POST:
        return programme.done(request, one)
    if request.POST.get("later"):
        messages.success(request, _("Kept. You can go on whenever you like."))
        return see_other("exercises:shelf", one.case.id)
    wanted = [int(step) for step in request.POST.getlist("wanted") if step.isdecimal()]
    done = writing.finish(by=request.viewer, page_id=one.id, shares=request.POST.get("shares") == "yes", wanted=wanted)
    if request.POST.get("torn") == "yes":
        return see_other("exercises:tear_up", one.id)
    if done.pair_id:
        messages.success(request, _("Finished. It opens when everyone has finished and wants to share."))
        return see_other("exercises:pair", done.pair_id)
    messages.success(request, _("Finished."))
    return see_other("exercises:page", one.id)


type Typed = list[tuple[reads.Written, str]]


def _words(request: ViewerRequest, one: OnePage) -> dict[int, str]:
    return {line.step: request.POST[f"step-{line.step}"] for line in one.lines if f"step-{line.step}" in request.POST}


def _version(request: ViewerRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else 0


def _typed(one: OnePage, typed: dict[int, str] | None) -> Typed:
    return [(line, (typed or {}).get(line.step, line.words)) for line in one.lines]


def _facts(request: ViewerRequest, one: OnePage) -> dict[str, object]:
    case, owner = one.case, request.viewer.person_id
    alone = case.readers(Kind.EXERCISE_LINE, Audience.ONLY_ME, owner=owner)
    return {
        "one": one, "case": case, "alone": alone, "approach": wording.APPROACHES[one.exercise.approach],
        "therapist": case.readers(Kind.EXERCISE_LINE, Audience.ME_AND_THERAPIST, owner=owner),
        "everyone": case.readers(Kind.EXERCISE_LINE, Audience.ALL_OF_US, owner=owner),
        "may_show": one.row.pair_id is None and case.joint_open and len(case.members) > 1,
        "ten": [str(n) for n in range(11)], "feelings": lessons()["feelings"].words,
    }  # fmt: skip
