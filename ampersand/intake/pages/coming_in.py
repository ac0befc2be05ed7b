"""Coming in, for the person themselves: the way, one step a page, the first questions, what was told."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.queries.case import baseline_chosen
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import now
from ampersand.core.pages import see_other, sensitive
from ampersand.intake import content
from ampersand.intake.actions import telling
from ampersand.intake.forms.telling import StepForm, number, typed_in
from ampersand.intake.queries import own, path, reading
from ampersand.intake.queries.sealed import Typed
from ampersand.intake.rules.questions import Step
from ampersand.measures.actions.first import open_mine
from ampersand.measures.queries import first
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def begin(request: ViewerRequest) -> HttpResponse:
    """Where somebody who has just joined lands: the way in of the newest case that waits for them, else their space."""
    waits = path.waiting(request.viewer, cases.mine(request.viewer))
    return see_other("intake:coming_in", waits[0].case_id) if waits else see_other("overview:my_space")


@sensitive
@require_safe
def coming_in(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """The way in: what there is to do, what is done, what comes next."""
    case, me = _mine(request, case_id)
    if not case.takes_new:
        return see_other("intake:told", case_id)
    facts = {"way": path.way(request.viewer, case, me), "case": case, "readers": _readers(request, case)}
    return render(request, "intake/coming_in.html", facts)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ViewerRequest, case_id: UUID, place: int) -> HttpResponse:
    """One step: written alone, kept while writing, handed over when one likes."""
    case, one = _step(request, case_id, place)
    if request.method == "POST":
        return _taken(request, case, one, place)
    draft = own.draft(request.viewer, case_id, one.key)
    handed = own.versions(request.viewer, case_id, own.me(request.viewer)).get(one.key)
    base = handed[0] if handed else 0
    standing = own.standing(request.viewer, case_id, one) if handed else Typed({}, frozenset())
    typed = draft.typed if draft and draft.base == base else standing
    facts: dict[str, Any] = {"base": base, "draft": draft, "handed": handed[1] if handed else None}
    if draft and draft.base != base:
        facts["beside"] = draft.typed
    return _form(request, case, one, place, StepForm(one, typed=typed, others=_others(request, case)), **facts)


@require_POST
def draft(request: ViewerRequest, case_id: UUID, place: int) -> JsonResponse:
    """Keep what is written so far."""
    _case, one = _step(request, case_id, place)
    try:
        version = _kept(request, case_id, one)
    except telling.ChangedElsewhere as elsewhere:
        return JsonResponse({"version": elsewhere.version}, status=409)
    except ValueError:
        return JsonResponse({"long": True}, status=422)
    return JsonResponse({"version": version})


@require_POST
def drop_draft(request: ViewerRequest, case_id: UUID, place: int) -> HttpResponse:
    """Throw away what was written and not handed over."""
    _case, one = _step(request, case_id, place)
    telling.drop_draft(by=request.viewer, case_id=case_id, step=one)
    messages.success(request, _("It is gone. What you handed over before is as it was."))
    return see_other("intake:coming_in", case_id)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def first_questions(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """The first questions: which, how long they take, and a press that lets them wait for me."""
    case, me = _mine(request, case_id, to_write=True)
    slugs = content.baseline(case, me, baseline_chosen(request.viewer, case_id))
    if request.method == "POST":
        open_mine(by=request.viewer, case_id=case_id, instruments=slugs)
    sets = first.own(request.viewer, case_id, case.practice_id, slugs)
    waits = next((one for one in sets if one.waits and not one.answered), None)
    if request.method == "POST":
        return see_other("measures:check_in", waits.waits) if waits else see_other("intake:coming_in", case_id)
    readers = case.readers(Kind.ADMINISTRATION, Audience.ME_AND_THERAPIST, owner=request.viewer.person_id)
    minutes = sum(one.minutes for one in sets if not one.answered)
    facts = {"case": case, "sets": sets, "waits": waits, "readers": readers, "minutes": minutes}
    return render(request, "intake/first_questions.html", facts)


@sensitive
@require_safe
def told(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What I have told, as my therapist reads it, with what it said before."""
    case, me = _mine(request, case_id)
    viewer = request.viewer
    handed = own.versions(viewer, case_id, me.person_id)
    form = content.form_for(case, me)
    parts = reading.own_parts(own.told(viewer, case_id, me.person_id), form, handed)
    facts = {"case": case, "parts": parts, "form": form, "readers": _readers(request, case)}
    facts["others"] = _others(request, case)
    return render(request, "intake/told.html", facts)


@sensitive
@require_safe
def shown(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What each of us let the others read."""
    case, _me = _mine(request, case_id)
    if not case.is_shared:
        raise Hidden
    people = cases.swapped(case.members) if case.shows_shared else tuple(one for one in case.members if one == _me)
    facts = {"case": case, "sides": reading.shown(request.viewer, case_id, people)}
    facts["readers"] = case.readers(Kind.INTAKE, Audience.ALL_OF_US)
    return render(request, "intake/shown.html", facts)


def _taken(request: ViewerRequest, case: OneCase, one: Step, place: int) -> HttpResponse:
    form, base = StepForm(one, request.POST, others=_others(request, case)), number(request.POST, "base")
    if not form.is_valid():
        return _form(request, case, one, place, form, base=base, status=422)
    later = request.POST.get("go") == "later" or not case.joint_open
    try:
        if later:
            _kept(request, case.id, one)
        else:
            typed = typed_in(one, request.POST)
            version = number(request.POST, "version")
            telling.tell(
                by=request.viewer, case_id=case.id, step=one, typed=typed, base=base, draft=version, now=now()
            )  # fmt: skip
    except telling.ChangedElsewhere as elsewhere:
        return _elsewhere(request, case, one, place, form, elsewhere.version, draft=later)
    messages.success(request, _("Kept. Only you see it so far.") if later else _("Thank you. It is handed over."))
    return see_other("intake:coming_in", case.id)


def _kept(request: ViewerRequest, case_id: UUID, one: Step) -> int:
    base, version = number(request.POST, "base"), number(request.POST, "version")
    typed = typed_in(one, request.POST)
    return telling.save_draft(
        by=request.viewer, case_id=case_id, step=one, typed=typed, base=base, version=version, now=now()
    )


def _elsewhere(
    request: ViewerRequest, case: OneCase, one: Step, place: int, form: StepForm, version: int, *, draft: bool
) -> HttpResponse:
    """Both stand side by side: what was just written in the fields, what another window kept below them."""
    held = own.draft(request.viewer, case.id, one.key)
    facts: dict[str, Any] = {"base": number(request.POST, "base"), "newest": True}
    if draft and held:
        facts |= {"beside": held.typed, "version": held.version}
    else:
        facts |= {"beside": own.standing(request.viewer, case.id, one), "base": version}
    return _form(request, case, one, place, form, status=409, **facts)


def _form(
    request: ViewerRequest, case: OneCase, one: Step, place: int, form: StepForm, *, status: int = 200, **facts: Any
) -> HttpResponse:
    viewer, held = request.viewer, facts.get("draft")
    found = content.form_for(case, _me(request, case))
    handed = own.versions(viewer, case.id, own.me(viewer))
    again = own.asked_again(own.asks(viewer, case.id, own.me(viewer)), handed).get(one.key)
    context = {
        "case": case, "step": one, "place": place, "steps": len(found.steps), "about": found, "form": form,
        "boxes": list(form.boxes(facts.get("beside"))), "again": again, "readers": _readers(request, case),
        "version": held.version if held else number(request.POST, "version"),
        "writer": request.POST.get("writer") or secrets.token_hex(8),
    } | facts  # fmt: skip
    return render(request, "intake/step.html", context, status=status)


def _mine(request: ViewerRequest, case_id: UUID, *, to_write: bool = False) -> tuple[OneCase, Someone]:
    """The case and the viewer's own part as a member; raises Hidden for everyone else."""
    case = cases.one(request.viewer, case_id)
    if to_write and not case.takes_new:
        raise Hidden
    return case, _me(request, case)


def _me(request: ViewerRequest, case: OneCase) -> Someone:
    me = case.me(request.viewer)
    if me is None:
        raise Hidden
    return me


def _step(request: ViewerRequest, case_id: UUID, place: int) -> tuple[OneCase, Step]:
    case, me = _mine(request, case_id, to_write=True)
    steps = content.form_for(case, me).steps
    if not 1 <= place <= len(steps):
        raise Hidden
    return case, steps[place - 1]


def _readers(request: ViewerRequest, case: OneCase) -> tuple[Someone, ...]:
    return case.readers(Kind.INTAKE, Audience.ME_AND_THERAPIST, owner=request.viewer.person_id)


def _others(request: ViewerRequest, case: OneCase) -> str:
    """The names of the others, who may read an answer if one says so; empty where nobody else takes part."""
    names = [person.name for person in case.others(request.viewer)] if case.is_shared else []
    return get_text_list(names, _("and"))
