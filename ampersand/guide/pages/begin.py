"""Where to begin: opening, questions, result and handing over, all at one address.

The forms change nothing on the server and say nothing about who sends them, so they carry no token against forged
requests: it would need a cookie, and looking around must leave none. Whoever forged one would only see an answer.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ampersand.core.clock import now
from ampersand.guide import carrying, content, forms, showing
from ampersand.guide.rules import path
from ampersand.guide.rules.path import OPENING, RESULT
from ampersand.guide.rules.questions import Given
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.queries import lines, preferences


@login_not_required
@csrf_exempt  # changes nothing
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: ViewerRequest) -> HttpResponse:
    """The opening; by POST the page that follows the one that was sent."""
    if request.method != "POST":
        return render(request, "guide/begin.html")
    guide = content.guide()
    try:
        sent = forms.sent(request.POST, guide.book.questionnaire, now())
    except carrying.Stale:
        return render(request, "guide/begin.html", {"stale": True})
    if sent.go == "result":
        return _result(request, sent.given, sent.country)
    if sent.go in ("hand", "hand_all"):
        return _hand_over(request, sent)
    step = path.step(guide.book, sent.given, sent.at, sent.go, sent.codes)
    if step.place == OPENING:
        return render(request, "guide/begin.html")
    if step.place == RESULT:
        return _result(request, step.given, sent.country)
    return _question(request, step)


def _question(request: ViewerRequest, step: path.Step) -> HttpResponse:
    asked = showing.question(content.guide(), content.words(), step.given, step.place)
    facts = {"ask": asked, "so_far": _sealed(step.given), "unanswered": step.unanswered}
    return render(request, "guide/question.html", facts, status=422 if step.unanswered else 200)


def _result(request: ViewerRequest, given: Given, country: str) -> HttpResponse:
    guide = content.guide()
    country = country or preferences.remembered_country(request.viewer, request.COOKIES)
    shown = showing.result(guide, content.words(), given, country)
    facts = {
        "shown": shown,
        "sources": showing.sources(guide, shown.found),
        "so_far": _sealed(given),
        "countries": lines.countries() if shown.needs_country else (),
        "directories": lines.directories(),
        "find": showing.address("directory:find"),
    }
    return render(request, "guide/result.html", facts)


def _hand_over(request: ViewerRequest, sent: forms.Sent) -> HttpResponse:
    """Choose what a therapist may read; what is sensitive only on a page of its own, when asked for."""
    guide, words = content.guide(), content.words()
    found = guide.decide(sent.given, words.language)
    find = showing.address("directory:find")
    if not (find and found.find):
        return _result(request, sent.given, sent.country)
    sensitive = showing.can_hand_over(guide, sent.given, sensitive=True)
    facts: dict[str, Any] = {
        "told": showing.told(words, sent.given, showing.can_hand_over(guide, sent.given, sensitive=False)),
        "sensitive": showing.told(words, sent.given, sensitive) if sent.go == "hand_all" else (),
        "more": bool(sensitive) and sent.go != "hand_all",
        "found": found,
        "so_far": _sealed(sent.given),
        "find": find,
    }
    return render(request, "guide/hand_over.html", facts)


def _sealed(given: Given) -> str:
    return carrying.sealed(content.guide().book.questionnaire, given, now())
