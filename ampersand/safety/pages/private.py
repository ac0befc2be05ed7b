"""Private pages of a case, for its therapist and the safety lead: accounts and colours, talks, decisions, looks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ampersand.accounts.private_pages import private_page, takes_late
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest
from ampersand.safety.actions import checks as asking
from ampersand.safety.actions import joint as verbs
from ampersand.safety.forms.joint import DecisionForm, TalkForm
from ampersand.safety.queries import looks, private, private_words
from ampersand.safety.queries.check_form import form as check_form
from ampersand.safety.rules.joint import Choice


@private_page
@require_safe
def checks(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Everyone's accounts and colours, where they differ, what to do next, what was decided; the look is recorded."""
    page = private.page(request.viewer, case_id)
    verbs.note_look(by=request.viewer, case_id=case_id)
    facts = {
        "told": private_words.page(request.viewer, page),
        "form": check_form(),
        "reads_log": "safety_lead" in request.viewer.staff_roles,
        "may_ask": asking.may_ask(by=request.viewer, case_id=case_id),
    }
    return _page(request, page, "safety/checks.html", facts)


@private_page
@takes_late
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Ask everyone at once, after saying what that means for them."""
    page = private.page(request.viewer, case_id)
    if not asking.may_ask(by=request.viewer, case_id=case_id):
        raise Hidden
    if request.method == "POST":
        middle = request.POST.get("middle") == "yes"
        asking.ask_everyone(by=request.viewer, case_id=case_id, round_id=_id_from(request), middle=middle)
        messages.success(request, _("Everyone is asked, all at the same moment."))
        return see_other("safety:checks", case_id)
    return _page(request, page, "safety/ask.html", {"form_id": new_id()})


@private_page
@takes_late
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down a talk with one person alone: the second way of asking."""
    page = private.page(request.viewer, case_id)
    side = private.side_of(page, person_id)
    before = side.talk
    form = TalkForm(before.told if before else {}, before.topics if before else (), request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        verbs.note_talk(
            by=request.viewer, case_id=case_id, person_id=person_id, talk_id=_id_from(request), heard=form.heard(),
            topics=told["topics"], note=told["note"],
        )  # fmt: skip
        if set(told["topics"]) & {topic.id for topic in check_form().topics if topic.urgent}:
            messages.warning(request, _("Written down. Speak with the safety lead today: an urgent topic came up."))
        else:
            messages.success(request, _("Written down."))
        return see_other("safety:checks", case_id)
    facts = {"side": side, "form": form, "form_id": _id_from(request)}
    facts["urgent"] = sum(topic.urgent for topic in check_form().topics)
    return _page(request, page, "safety/talk.html", facts, status=422 if request.method == "POST" else 200)


@private_page
@takes_late
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Decide whether joint work goes on."""
    page = private.shared_page(request.viewer, case_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            verbs.decide(
                by=request.viewer, case_id=case_id, decision_id=_id_from(request), choice=Choice(told["choice"]),
                reason=told["reason"], conditions=told["conditions"], consulted=told["consulted"],
            )  # fmt: skip
        except verbs.NotYet as not_yet:
            form.say_lacks(not_yet.lacks)
        else:
            messages.success(request, _("Decided, and written down with your reason."))
            return see_other("safety:checks", case_id)
    facts = {"told": private_words.page(request.viewer, page), "form": form, "form_id": _id_from(request)}
    facts["words"] = check_form().words
    return _page(request, page, "safety/decide.html", facts, status=422 if request.method == "POST" else 200)


@private_page
@require_safe
def who_looked(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Who looked at the private checks of a case and did what, for the safety lead alone."""
    page = private.page(request.viewer, case_id)
    found = looks.of_case(request.viewer, case_id)
    verbs.note_look(by=request.viewer, case_id=case_id)
    return _page(request, page, "safety/who_looked.html", {"looks": found})


def _page(
    request: ViewerRequest, page: private.Page, template: str, facts: dict[str, Any], status: int = 200
) -> HttpResponse:
    readers = private_words.readers(request.viewer, page)
    return render(request, template, {"page": page, "readers": readers} | facts, status=status)


def _id_from(request: ViewerRequest) -> UUID:
    """The id that the form was given, so that pressing twice does one thing."""
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return new_id()
