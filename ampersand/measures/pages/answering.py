"""Answering one instrument: the form, its draft, the result, a correction."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases.rules.audience import Action, Audience
from ampersand.core.clock import now, today
from ampersand.core.pages import see_other, sensitive
from ampersand.measures import content
from ampersand.measures.actions import answering, second_stage
from ampersand.measures.forms import answers
from ampersand.measures.forms.answers import Sheet
from ampersand.measures.pages import lines
from ampersand.measures.queries import mine, said
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.scoring import score
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer, ViewerRequest
from ampersand.safety.queries import alone, screens

MINE = Audience.ME_AND_THERAPIST


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: ViewerRequest, assignment_id: UUID) -> HttpResponse:
    """The questions of one assignment, and taking the answers."""
    if request.method == "POST":
        return _take(request, assignment_id)
    one = mine.occasion(request.viewer, assignment_id)
    if not mine.is_open(request.viewer, one):
        return _closed(request, one)
    try:
        saved = mine.draft(request.viewer, one)
    except Unreadable:
        saved = mine.NO_DRAFT
    return _ask(request, one, one.instrument, Sheet(saved.codes), saved.version, secrets.token_hex(8))


@require_POST
def draft(request: ViewerRequest, assignment_id: UUID) -> JsonResponse:
    """Keep what was answered so far."""
    try:
        return JsonResponse({"version": _keep(request, assignment_id)})
    except answering.ChangedElsewhere as elsewhere:
        return JsonResponse({"version": elsewhere.version}, status=409)
    except answering.Closed:
        return JsonResponse({"closed": True}, status=409)


@require_safe
def result(request: ViewerRequest, administration_id: UUID) -> HttpResponse:
    """What the viewer's own answers say, in words first; with ?answers, what they answered."""
    viewer = request.viewer
    one = mine.given(viewer, administration_id)
    instrument = lines.known(one)
    case = lines.case_of(viewer, one.case_id)
    line = mine.line(viewer, one.case_id, one.slug, instrument)
    is_latest = one.current and one.taken_at == line.last_at
    raised = second_stage.is_about_safety(instrument, one.flags)
    context = {
        "given": one,
        "words": content.words(instrument, viewer.language),
        "safety": raised and alone.is_alone(viewer, one.case_id),
        "is_watched": raised and screens.is_watched(one.case_id),
        "line": line if is_latest else None,
        "figure": lines.own_figure(viewer, case, line) if is_latest else None,
        "scale": lines.scale(instrument, one.total),
        "readers": lines.readers(viewer, case, MINE, Action.READ),
        "others": lines.readers(viewer, case, Audience.ALL_OF_US, Action.SEE_RESULT) if lines.is_shown(one) else (),
        "waiting": mine.waiting(viewer)[:1] if is_latest else [],
        "answered": _answered(viewer, one, instrument) if "answers" in request.GET else None,
        "may_amend": is_latest and not one.source and one.case_state == "open",
    }
    return render(request, "measures/result.html", context)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: ViewerRequest, administration_id: UUID) -> HttpResponse:
    """Correct one's latest answers; the first ones stay for the therapist to see."""
    viewer = request.viewer
    one = mine.given(viewer, administration_id)
    instrument = lines.known(one)
    if not mine.may_amend(viewer, one):
        messages.info(request, _("These answers cannot be changed any more. Nothing was lost."))
        return see_other("measures:result", administration_id)
    if request.method == "POST":
        sheet = answers.read(instrument, request.POST)
        sheet = answers.look_through(instrument, sheet, reminded=request.POST.get("gaps") == "seen")
        if not sheet.problems:
            return _amended(request, one, sheet)
    else:
        sheet = Sheet(mine.codes(viewer, one))
    context = _form(viewer, instrument, one.case_id, sheet) | {"given": one}
    return render(request, "measures/amend.html", context, status=422 if sheet.problems else 200)


def _take(request: ViewerRequest, assignment_id: UUID) -> HttpResponse:
    if "later" in request.POST:
        return _later(request, assignment_id)
    digest = request.POST.get("content", "")
    instrument = content.by_digest(digest) or mine.occasion(request.viewer, assignment_id).instrument
    sheet = answers.read(instrument, request.POST)
    sheet = answers.look_through(instrument, sheet, reminded=request.POST.get("gaps") == "seen")
    if sheet.problems:
        return _again(request, assignment_id, instrument, sheet)
    try:
        given = answering.submit(
            by=request.viewer, assignment_id=assignment_id, answers=sheet.codes, content_digest=digest, now=now()
        )
    except (answering.Closed, Hidden):
        return _late(request, assignment_id, sheet)
    except answering.OtherContent:
        return _again(request, assignment_id, instrument, Sheet({}, heading=_("Please answer once more"), advice=_(
            "The questions were changed while you were answering, so your answers no longer fit. We are sorry."
        )))  # fmt: skip
    return _onwards(instrument, sheet, given)


def _onwards(instrument: Instrument, sheet: Sheet, given: UUID) -> HttpResponse:
    """To the result, or first to help where an answer was about safety."""
    spoke = second_stage.is_about_safety(instrument, " ".join(score(instrument, sheet.codes).flags))
    return see_other("measures:next_step" if spoke else "measures:result", given)


def _later(request: ViewerRequest, assignment_id: UUID) -> HttpResponse:
    try:
        _keep(request, assignment_id)
        messages.success(request, _("Kept. You can go on whenever you like."))
    except answering.ChangedElsewhere:
        messages.info(request, _("You had answered more on another device. That is what we kept."))
    except (answering.Closed, Hidden):
        return _late(request, assignment_id, None)
    return see_other("overview:my_space")


def _keep(request: ViewerRequest, assignment_id: UUID) -> int:
    instrument = mine.occasion(request.viewer, assignment_id).instrument
    version = request.POST.get("version", "")
    return answering.save_draft(
        by=request.viewer,
        assignment_id=assignment_id,
        answers=answers.read(instrument, request.POST).codes,
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        writer=request.POST.get("writer", "")[:32],
        now=now(),
    )


def _again(request: ViewerRequest, assignment_id: UUID, instrument: Instrument, sheet: Sheet) -> HttpResponse:
    """The form once more, with everything that was typed."""
    one = mine.occasion(request.viewer, assignment_id)
    if not mine.is_open(request.viewer, one):
        return _late(request, assignment_id, sheet)
    version = request.POST.get("version", "0")
    return _ask(request, one, one.instrument, sheet, version, request.POST.get("writer", ""), status=422)


def _late(request: ViewerRequest, assignment_id: UUID, sheet: Sheet | None) -> HttpResponse:
    """Answers to something that was answered already or is not asked any more: never lost without a word."""
    one = mine.occasion(request.viewer, assignment_id)
    stored = mine.given_for(request.viewer, assignment_id)
    if stored and sheet and answering.same(mine.codes(request.viewer, mine.given(request.viewer, stored)), sheet.codes):
        return see_other("measures:result", stored)
    return _closed(request, one, sheet, stored)


def _closed(
    request: ViewerRequest, one: mine.Occasion, sheet: Sheet | None = None, stored: UUID | None = None
) -> HttpResponse:
    stored = stored or mine.given_for(request.viewer, one.id)
    if stored and sheet is None:
        return see_other("measures:result", stored)
    words = content.words(one.instrument, request.viewer.language)
    typed = tuple(said.in_words(one.instrument, words, sheet.codes)) if sheet else ()
    later = one.state == "open" and one.opens_on > today(request.viewer.time_zone)
    context = {"occasion": one, "stored": stored, "typed": typed, "words": words, "later": later}
    return render(request, "measures/closed.html", context, status=409 if sheet else 200)


def _ask(
    request: ViewerRequest,
    one: mine.Occasion,
    instrument: Instrument,
    sheet: Sheet,
    version: int | str,
    writer: str,
    status: int = 200,
) -> HttpResponse:
    own = {"occasion": one, "version": version, "writer": writer}
    own["shared"] = mine.shares(request.viewer, one.case_id, one.slug)
    return render(
        request, "measures/check_in.html", _form(request.viewer, instrument, one.case_id, sheet) | own, status=status
    )


def _form(viewer: Viewer, instrument: Instrument, case_id: UUID, sheet: Sheet) -> dict[str, Any]:
    words = content.words(instrument, viewer.language)
    case = lines.case_of(viewer, case_id)
    return {
        "instrument": instrument,
        "words": words,
        "intro": answers.intro(instrument, words),
        "questions": answers.questions(instrument, words, sheet),
        "sheet": sheet,
        "readers": lines.readers(viewer, case, MINE, Action.READ),
        "others": lines.readers(viewer, case, Audience.ALL_OF_US, Action.SEE_RESULT),
    }


def _amended(request: ViewerRequest, one: mine.Given, sheet: Sheet) -> HttpResponse:
    try:
        new = answering.amend(by=request.viewer, administration_id=one.id, answers=sheet.codes, now=now())
    except answering.Closed:
        messages.info(request, _("These answers cannot be changed any more. Nothing was lost."))
        return see_other("measures:result", one.id)
    messages.success(request, _("Your corrected answers stand now."))
    return _onwards(one.instrument, sheet, new)


def _answered(viewer: Viewer, one: mine.Given, instrument: Instrument) -> tuple[tuple[str, str], ...] | None:
    try:
        codes = mine.codes(viewer, one)
    except Unreadable:
        return ()
    return tuple(said.in_words(instrument, content.words(instrument, viewer.language), codes))
