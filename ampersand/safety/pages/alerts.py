"""Pages of alerts, for those who act on them: what needs attention, one alert, and each deed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases.queries.reaching import may_reach, wishes
from ampersand.core.ids import new_id
from ampersand.core.pages import fine_in_room, see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest
from ampersand.safety.actions import handling
from ampersand.safety.actions import records as writing
from ampersand.safety.forms.alerts import ActForm, CloseForm, ConversationForm, HandOverForm, ReopenForm, in_words
from ampersand.safety.policy.alerts import CLINICAL
from ampersand.safety.queries import alerts, calls, colleagues, joint, on_call, plans, records, undecided
from ampersand.safety.rules.alerts import Within

EACH_PAGE, MOST_UNDECIDED = 20, 50
FOR_A_LEAD = undecided.Waits.MISSING  # the safety lead is shown what asks for care, not every decision of the house


@require_safe
def attention(request: ViewerRequest) -> HttpResponse:
    """Who needs attention, in the order of the day, and what waits for its day."""
    if not request.viewer.staff_roles & CLINICAL:
        raise Hidden
    found = alerts.attention(request.viewer)
    pages: Paginator[alerts.Entry] = Paginator([one for one in found if one.is_pressing], EACH_PAGE)
    facts = {
        "page": pages.get_page(request.GET.get("page")),
        "later": [one for one in found if not one.is_pressing],
        "kept": on_call.is_kept(),
        "others": plans.of_others(request.viewer),
        "undecided": _undecided(request.viewer),
    }
    return render(request, "safety/attention.html", facts)


def _undecided(viewer: Viewer) -> list[tuple[undecided.Undecided, str]]:
    """Cases whose private checks wait for the viewer, with what to do."""
    least = undecided.Waits.ANSWERS if "therapist" in viewer.staff_roles else FOR_A_LEAD
    return [(one, undecided.words(one)) for one in undecided.of_cases(viewer) if one.waits >= least][:MOST_UNDECIDED]


@fine_in_room
@require_safe
def waiting(request: ViewerRequest) -> HttpResponse:
    """What stands on the open pages of whoever is called; nothing when nobody calls them."""
    found = calls.waiting(request.viewer, getattr(request.user, "called_at", None))
    if found is None:
        return HttpResponse(status=204)
    return render(request, "safety/part/calling.html", {"calling": found})


@require_safe
def alert(request: ViewerRequest, alert_id: UUID) -> HttpResponse:
    """One alert: what was said, what was done, and what to do next."""
    return _alert(request, alert_id)


@require_POST
def acknowledge(request: ViewerRequest, alert_id: UUID) -> HttpResponse:
    """Take an alert on."""
    try:
        handling.acknowledge(by=request.viewer, alert_id=alert_id)
    except handling.TakenOn as earlier:
        messages.info(request, _("%(name)s was a moment earlier and has taken it on.") % {"name": earlier.name})
    else:
        messages.success(request, _("You have taken it on. Nobody else is called."))
    return see_other("safety:alert", alert_id)


@require_POST
def act(request: ViewerRequest, alert_id: UUID) -> HttpResponse:
    """Write down what was done."""
    form = ActForm(request.POST, auto_id="act_%s")
    if not form.is_valid():
        return _alert(request, alert_id, act=form)
    told = form.cleaned_data
    handling.act(
        by=request.viewer, alert_id=alert_id, done=told["done"], words=told["words"], step_id=_id_from(request)
    )
    messages.success(request, _("Written down."))
    return see_other("safety:alert", alert_id)


@require_POST
def hand_over(request: ViewerRequest, alert_id: UUID) -> HttpResponse:
    """Ask a colleague to take it on."""
    one = alerts.entry(request.viewer, alert_id)
    takers = colleagues.to_take_on(request.viewer, one.case_id, apart=one.apart)
    form = HandOverForm(takers, request.POST, auto_id="hand_over_%s")
    if not form.is_valid():
        return _alert(request, alert_id, hand_over=form)
    told = form.cleaned_data
    handling.hand_over(by=request.viewer, alert_id=alert_id, to=UUID(told["to"]), words=told["words"])
    messages.success(request, _("Handed over. It waits until your colleague takes it on."))
    return see_other("safety:attention")


@require_POST
def close(request: ViewerRequest, alert_id: UUID) -> HttpResponse:
    """Close an alert."""
    form = CloseForm(request.POST, auto_id="close_%s")
    if not form.is_valid():
        return _alert(request, alert_id, close=form)
    told = form.cleaned_data
    try:
        handling.close(by=request.viewer, alert_id=alert_id, reason=told["reason"], words=told["words"])
    except handling.NotYet:
        messages.warning(request, _("Write down first what was done. Then it can be closed."))
        return see_other("safety:alert", alert_id)
    messages.success(request, _("Closed. It can be opened again."))
    return see_other("safety:alert", alert_id)


@require_POST
def reopen(request: ViewerRequest, alert_id: UUID) -> HttpResponse:
    """Open a closed alert again."""
    form = ReopenForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    handling.reopen(by=request.viewer, alert_id=alert_id, words=words)
    messages.success(request, _("Open again, and yours."))
    return see_other("safety:alert", alert_id)


@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: ViewerRequest, alert_id: UUID) -> HttpResponse:
    """Write down a talk about needs and safety."""
    one = alerts.entry(request.viewer, alert_id)
    if one.closed_at:
        return see_other("safety:alert", alert_id)
    form = ConversationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writing.write(by=request.viewer, alert_id=alert_id, said=form.said(), record_id=_id_from(request))
        messages.success(request, _("The talk is written down."))
        return see_other("safety:alert", alert_id)
    facts = {"one": one, "form": form, "form_id": request.POST.get("form_id") or new_id()}
    return render(request, "safety/conversation.html", facts, status=422 if request.method == "POST" else 200)


@require_safe
def record(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """What was written about one person's safety in a case, and the alerts that are closed."""
    viewer = request.viewer
    if not records.may_read(viewer, case_id, person_id):
        raise Hidden
    talks: Paginator[Any] = Paginator(records.of_person(viewer, case_id, person_id), EACH_PAGE)
    past: Paginator[Any] = Paginator(alerts.closed(viewer, case_id, person_id), EACH_PAGE)
    page, closed_page = talks.get_page(request.GET.get("page")), past.get_page(request.GET.get("closed"))
    writing.note_look(by=viewer, case_id=case_id)
    facts = {
        "name": records.name_of(person_id),
        "page": page,
        "talks": [(one, in_words(one.said)) for one in records.read(page.object_list)],
        "closed_page": closed_page,
        "closed": alerts.entries(closed_page.object_list),
        "case_id": case_id,
    }
    return render(request, "safety/record.html", facts)


def _alert(request: ViewerRequest, alert_id: UUID, **wrong: Form) -> HttpResponse:
    """The page of one alert, perhaps with a form that has to be looked at again."""
    viewer = request.viewer
    found = alerts.opened(viewer, alert_id)
    handling.note_look(by=viewer, alert_id=alert_id, case_id=found.entry.case_id, apart=found.entry.apart)
    facts: dict[str, Any] = {
        "opened": found,
        "one": found.entry,
        "talks": [(one, in_words(one.said)) for one in records.of_alert(viewer, alert_id)],
        "kept": on_call.is_kept(),
        "may_rest": found.entry.within is Within.AT_ONCE and joint.may_rest(viewer, found.entry.case_id),
        "wish": wishes(viewer, [found.entry.person_id]).get(found.entry.person_id),
        "may_reach": may_reach(viewer, found.entry.person_id),
        "plan_id": plans.of_person(viewer, found.entry.person_id),
        "may_read_record": records.may_read(viewer, found.entry.case_id, found.entry.person_id),
        "form_id": request.POST.get("form_id") or new_id(),
        "act": ActForm(auto_id="act_%s"), "close": CloseForm(auto_id="close_%s"),
        "reopen": ReopenForm(auto_id="reopen_%s"),
        "hand_over": HandOverForm(
            colleagues.to_take_on(viewer, found.entry.case_id, apart=found.entry.apart), auto_id="hand_over_%s"
        ),
    }  # fmt: skip
    form = next(iter(wrong.values()), None)
    return render(request, "safety/alert.html", facts | wrong | {"form": form}, status=422 if wrong else 200)


def _id_from(request: ViewerRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return None
