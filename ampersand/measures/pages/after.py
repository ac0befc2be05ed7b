"""After an answer about safety: help at once, the short questions, and the help that follows them."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.pages import see_other, sensitive
from ampersand.measures import content
from ampersand.measures.actions import second_stage
from ampersand.measures.forms import answers
from ampersand.measures.forms.answers import EMPTY, Sheet
from ampersand.measures.pages import lines
from ampersand.measures.queries import mine
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest
from ampersand.safety.actions.answers import leave_screen
from ampersand.safety.queries import alone, screens
from ampersand.safety.queries.panel import panel


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def next_step(request: ViewerRequest, administration_id: UUID) -> HttpResponse:
    """Help that follows one's own answers, until one goes on; nothing but the result where it was not about safety."""
    viewer = request.viewer
    one = mine.given(viewer, administration_id)
    if request.method == "POST":
        leave_screen(by=viewer, source=second_stage.source(one.id))
        return see_other("measures:result", one.id)
    if not _follows(viewer, one):
        return see_other("measures:result", one.id)
    screen = _screen(viewer, one)
    if screen.closed:
        return see_other("measures:result", one.id)
    watched = screens.is_watched(one.case_id)
    facts = {
        "given": one,
        "screen": screen,
        "watched": watched,
        "asks": not screen.answered and _may_be_asked(viewer, one),
        "panel": panel(viewer, request.COOKIES.get("country", "")),
        "readers": _readers(viewer, one.case_id),
    }
    return render(request, "measures/next_step.html", facts)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: ViewerRequest, administration_id: UUID) -> HttpResponse:
    """The short questions that follow an answer about safety; asked once, and not shown again."""
    viewer = request.viewer
    one = mine.given(viewer, administration_id)
    screen = _screen(viewer, one)
    if screen.answered or not _follows(viewer, one) or not _may_be_asked(viewer, one):
        return see_other("measures:next_step", one.id)
    asked = content.instrument(second_stage.SHORT_QUESTIONS)
    sheet = EMPTY
    if request.method == "POST":
        sheet = answers.read(asked, request.POST)
        if not sheet.problems:
            second_stage.answer(by=viewer, administration_id=one.id, answers=sheet.codes)
            return see_other("measures:next_step", one.id)
    facts = _form(viewer, one, sheet)
    return render(request, "measures/short_questions.html", facts, status=422 if sheet.problems else 200)


def _form(viewer: Viewer, one: mine.Given, sheet: Sheet) -> dict[str, Any]:
    asked = content.instrument(second_stage.SHORT_QUESTIONS)
    words = content.words(asked, viewer.language)
    return {
        "given": one,
        "words": words,
        "questions": [
            replace(one, help=one.help if one.when else "") for one in answers.questions(asked, words, sheet)
        ],  # that each may be left out is said once, above
        "sheet": sheet,
        "readers": _readers(viewer, one.case_id),
        "what": _("what you answer here"),
    }


def _follows(viewer: Viewer, one: mine.Given) -> bool:
    """Whether help follows these answers, here and now: never in the room or on a device that others use."""
    try:
        spoke = second_stage.is_about_safety(one.instrument, one.flags)
    except content.UnknownInstrument:
        raise Hidden from None
    return spoke and alone.is_alone(viewer, one.case_id)


def _may_be_asked(viewer: Viewer, one: mine.Given) -> bool:
    return one.current and screens.may_be_asked(viewer, one.case_id, second_stage.source(one.id))


def _screen(viewer: Viewer, one: mine.Given) -> screens.Screen:
    said = screens.of_flags(one.flags)
    return said or screens.after(viewer, second_stage.source(one.id))


def _readers(viewer: Viewer, case_id: UUID) -> list[object]:
    """Who reads what is answered next, beside whoever is called because of it."""
    case = lines.case_of(viewer, case_id)
    readers = case.readers(Kind.SCREENING, Audience.ME_AND_THERAPIST, owner=viewer.person_id) if case else ()
    return [*readers, {"name": _("the safety lead"), "hand": "t"}]
