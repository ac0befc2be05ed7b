"""A few lines after a meeting, each alone, within a day."""

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.checkins import content
from ampersand.checkins.actions import rating
from ampersand.checkins.actions.sending import Closed
from ampersand.checkins.forms import after as forms
from ampersand.checkins.forms.after import Read
from ampersand.checkins.pages import common
from ampersand.checkins.queries import mine, planned
from ampersand.checkins.rules import windows
from ampersand.checkins.rules.windows import Window
from ampersand.core.pages import see_other, sensitive
from ampersand.meetings.models import Meeting
from ampersand.meetings.queries import joint
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: ViewerRequest, meeting_id: UUID) -> HttpResponse:
    """How the meeting was, for me; once sent, what I said, for as long as it can be changed."""
    meeting, case, window = _meeting(request, meeting_id)
    is_open = planned.takes(case) and mine.is_open(window)
    if request.method == "POST":
        return _taken(request, meeting, case, window) if is_open else _closed(request, meeting, case, window)
    said = mine.rating(request.viewer, meeting_id)
    if not is_open or (said and "change" not in request.GET):
        return _closed(request, meeting, case, window, may_change=is_open)
    saved = mine.draft(request.viewer, case.id, window.key)
    typed = saved.typed or (forms.typed_of(said.said["lines"], said.said["note"]) if said else {})
    return _ask(request, meeting, case, window, Read(typed), str(saved.version), secrets.token_hex(8))


@require_POST
def after_draft(request: ViewerRequest, meeting_id: UUID) -> JsonResponse:
    """Keep what was chosen so far."""
    _meeting_row, case, window = _meeting(request, meeting_id)
    if not (planned.takes(case) and mine.is_open(window)):
        return JsonResponse({"closed": True}, status=409)
    return common.kept(request, case.id, window.key, dict(forms.read(case.kind, request.POST).typed))


def _meeting(request: ViewerRequest, meeting_id: UUID) -> tuple[Meeting, OneCase, Window]:
    """The meeting for somebody who takes part in the case as a member; raises Hidden for anybody else."""
    meeting = joint.one(request.viewer, meeting_id)
    case = cases.one(request.viewer, meeting.case_id)
    if case.me(request.viewer) is None:
        raise Hidden
    return meeting, case, windows.after(planned.as_meeting(meeting))


def _taken(request: ViewerRequest, meeting: Meeting, case: OneCase, window: Window) -> HttpResponse:
    one = forms.read(case.kind, request.POST)
    if "later" in request.POST:
        return common.later(request, case.id, window.key, dict(one.typed))
    if one.problems:
        version, writer = request.POST.get("version", "0"), request.POST.get("writer", "")
        return _ask(request, meeting, case, window, one, version, writer, status=422)
    try:
        rating.rate(by=request.viewer, meeting_id=meeting.pk, lines=one.lines, note=one.note)
    except Closed:
        return _closed(request, meeting, case, window)
    messages.success(request, _("Thank you. It helps to know."))
    return see_other("checkins:after", meeting.pk)


def _ask(
    request: ViewerRequest, meeting: Meeting, case: OneCase, window: Window, one: Read, version: str, writer: str,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    asks = forms.asks(case.kind, one)
    facts = {
        "case": case, "meeting": meeting, "window": window, "asks": asks, "version": version, "writer": writer,
        "feedback": content.feedback(), "problems": [ask for ask in asks if ask.problem],
    } | _readers(request, case)  # fmt: skip
    return render(request, "checkins/after.html", facts, status=status)


def _closed(
    request: ViewerRequest, meeting: Meeting, case: OneCase, window: Window, *, may_change: bool = False
) -> HttpResponse:
    said = mine.rating(request.viewer, meeting.pk)
    lines = content.feedback().asked(case.kind)
    told = (
        [(line.text, said.said["lines"][line.key]) for line in lines if line.key in said.said["lines"]] if said else []
    )
    facts = {
        "case": case, "meeting": meeting, "window": window, "said": said, "told": told, "may_change": may_change,
        "early": window.opens > planned.of_case(request.viewer, case).at,
    } | _readers(request, case)  # fmt: skip
    late = request.method == "POST"
    return render(request, "checkins/rated.html", facts, status=409 if late else 200)


def _readers(request: ViewerRequest, case: OneCase) -> dict[str, object]:
    me = request.viewer.person_id
    return {"readers": common.rating_readers(case, me), "totals": common.total_readers(case, me)}
