"""The check-in before a meeting or at the end of a week: the form, its draft, what was sent."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.checkins import content, wording
from ampersand.checkins.actions import sending
from ampersand.checkins.forms import weekly
from ampersand.checkins.forms.weekly import Read
from ampersand.checkins.pages import common
from ampersand.checkins.queries import mine
from ampersand.checkins.queries.mine import Sent
from ampersand.checkins.queries.planned import Planned
from ampersand.checkins.rules.windows import Window
from ampersand.core.pages import see_other, sensitive
from ampersand.privacy.viewer import ViewerRequest


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def week(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """The check-in that is open now; once sent, what was sent; else when the next one opens."""
    plan = mine.own_case(request.viewer, cases.one(request.viewer, case_id))
    window = plan.window
    if request.method == "POST":
        return _taken(request, plan, window)
    if window is None:
        return _closed(request, plan)
    sent = mine.sent(request.viewer, case_id, window.key)
    if sent and "change" not in request.GET:
        return _as_sent(request, plan, window, sent)
    saved = mine.draft(request.viewer, case_id, window.key)
    typed = saved.typed or (weekly.typed_of(sent.said, sent.shown) if sent else _ticks(request, plan))
    return _ask(request, plan, window, Read(typed), str(saved.version), secrets.token_hex(8))


@require_POST
def draft(request: ViewerRequest, case_id: UUID) -> JsonResponse:
    """Keep what was typed so far."""
    plan = mine.own_case(request.viewer, cases.one(request.viewer, case_id))
    window = plan.window
    if window is None or request.POST.get("window", window.key) != window.key:
        return JsonResponse({"closed": True}, status=409)
    return common.kept(request, case_id, window.key, _typed(request, plan, window))


def _taken(request: ViewerRequest, plan: Planned, window: Window | None) -> HttpResponse:
    case_id = plan.case.id
    if window is None or request.POST.get("window", "") not in ("", window.key):
        return _too_late(request, plan)
    lines = plan.asked(window)
    if "later" in request.POST:
        return common.later(request, case_id, window.key, _typed(request, plan, window))
    one = weekly.read(lines, request.POST)
    if one.problems or not one.answers:
        return _ask(request, plan, window, one, request.POST.get("version", "0"), request.POST.get("writer", ""), 422)
    try:
        sending.send(by=request.viewer, case_id=case_id, window=window.key, answers=one.answers, shown=one.shown)
    except sending.Closed:
        return _too_late(request, plan)
    messages.success(request, _("Thank you. Your check-in is sent."))
    return see_other("checkins:week", case_id)


def _ask(
    request: ViewerRequest, plan: Planned, window: Window, one: Read, version: str, writer: str, status: int = 200
) -> HttpResponse:
    me, case = request.viewer.person_id, plan.case
    asks = weekly.asks(plan.asked(window), one, may_show=case.is_shared and bool(case.others(request.viewer)))
    facts = {
        "case": case, "window": window, "asks": asks, "version": version, "writer": writer,
        "weekly": content.weekly(),
        "readers": common.line_readers(case, me, shown=False),
        "everyone": common.line_readers(case, me, shown=True),
        "show_label": _show_label(request, case),
        "problems": [ask for ask in asks if ask.problem],
        "nothing": status == 422 and not one.answers and not one.problems,
    }  # fmt: skip
    return render(request, "checkins/week.html", facts, status=status)


def _show_label(request: ViewerRequest, case: OneCase) -> str:
    names = get_text_list([person.name for person in case.others(request.viewer)], _("and"))
    return _("Let %(names)s see it, too") % {"names": names}


def _as_sent(request: ViewerRequest, plan: Planned, window: Window, sent: Sent) -> HttpResponse:
    facts = {"case": plan.case, "window": window, "sent": sent, "answers": _told(request, plan, sent)}
    return render(request, "checkins/sent.html", facts)


def _told(request: ViewerRequest, plan: Planned, sent: Sent) -> list[dict[str, Any]]:
    """What was sent, line by line, with who reads each."""
    readers = {shown: common.line_readers(plan.case, request.viewer.person_id, shown=shown) for shown in (False, True)}
    return [
        {
            "name": line.name, "said": wording.answer(line, sent.said[line.key]),
            "readers": readers[line.key in sent.shown], "is_shown": line.key in sent.shown,
        }
        for line in content.weekly().lines
        if line.key in sent.said
    ]  # fmt: skip


def _closed(request: ViewerRequest, plan: Planned, typed: tuple[tuple[str, str], ...] = ()) -> HttpResponse:
    facts = {"case": plan.case, "planned": plan, "typed": typed}
    return render(request, "checkins/closed.html", facts, status=409 if typed else 200)


def _too_late(request: ViewerRequest, plan: Planned) -> HttpResponse:
    """What was sent after it closed is not kept, and not lost without a word: the page shows it once more."""
    lines = content.weekly().of_case(plan.case.kind)
    said = weekly.read(lines, request.POST).answers
    return _closed(
        request, plan, tuple((line.name, wording.answer(line, said[line.key])) for line in lines if line.key in said)
    )


def _ticks(request: ViewerRequest, plan: Planned) -> dict[str, str]:
    """What one let the others see last time is suggested again; to begin with what the signed policy says."""
    return {f"show-{key}": "yes" for key in mine.suggested(request.viewer, plan.case)}


def _typed(request: ViewerRequest, plan: Planned, window: Window) -> dict[str, str]:
    return dict(weekly.read(plan.asked(window), request.POST).typed)
