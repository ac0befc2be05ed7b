"""How a case stands: pause, go on, stand still, a death, closing, holds, where each could go on, what stays whose."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases import queries
from ampersand.cases.actions import Refused, note_look, onward
from ampersand.cases.actions import holds as hold_verbs
from ampersand.cases.actions import standing as verbs
from ampersand.cases.forms.states import OnwardForm, WhyForm
from ampersand.cases.queries import OneCase
from ampersand.cases.queries import standing as reads
from ampersand.cases.rules import states
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.cases.rules.dividing import PORTIONS, PROMISES
from ampersand.core.clock import now
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def standing(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """How a case stands and what can happen to it, for those who treat; a supervisor's look is recorded."""
    case = queries.one(request.viewer, case_id)
    if not case.treats(request.viewer):
        raise Hidden
    leads = case.leads(request.viewer)
    if not leads:
        note_look(by=request.viewer, case_id=case_id)
    ways = states.possible(case.standing, now(), couple=case.kind == "couple")
    going = [one for one in case.everyone if not one.died_at and (case.ended or not one.here)]
    offered = {one.person_id: one for one in reads.offers(request.viewer, case_id)} if going else {}
    facts = {
        "case": case, "leads": leads, "ways": {way.value for way in ways},
        "can_change": bool(ways - {states.Event.TAKE_BACK, states.Event.RESUME}) and case.state != "unit_ended",
        "died": [one for one in case.members if one.died_at],
        "onward": [(one, offered.get(one.person_id)) for one in going],
        "reasons": reads.reasons(request.viewer, case_id), "hold": reads.hold_of(request.viewer, case_id),
        "may_hold": reads.may_hold(request.viewer, case_id),
    }  # fmt: skip
    return render(request, "cases/standing.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Let the work rest, after saying what everyone reads."""
    case, form = _for_lead(request, case_id)
    if form.is_valid() and _done(request, case_id, verbs.pause, words=form.cleaned_data["words"]):
        messages.success(request, _("It rests. Everyone reads the same sentence."))
        return see_other("cases:standing", case_id)
    return _asked(request, "cases/pause.html", case, form)


@require_POST
def resume(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Go on after a pause."""
    if _done(request, case_id, verbs.resume):
        messages.success(request, _("It goes on."))
    return see_other("cases:standing", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Let everything stand still in a dispute, with a wish for a hold unless it is unticked."""
    case, form = _for_lead(request, case_id)
    if form.is_valid() and _done(request, case_id, verbs.freeze, words=form.cleaned_data["words"]):
        if request.POST.get("hold") == "yes":
            _wish(request, case_id, puts=True)
        messages.success(request, _("Everything stands still."))
        return see_other("cases:standing", case_id)
    return _asked(request, "cases/freeze.html", case, form)


@require_http_methods(["GET", "HEAD", "POST"])
def note_death(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Note that a member has died, after saying what that does."""
    case, form = _for_lead(request, case_id)
    person = next((one for one in case.members if one.person_id == person_id and not one.died_at), None)
    if person is None:
        raise Hidden
    told = {"person_id": person_id, "words": form.cleaned_data["words"]} if form.is_valid() else {}
    if told and _done(request, case_id, verbs.note_death, **told):
        messages.success(request, _("Noted. Everything stands still."))
        return see_other("cases:standing", case_id)
    return _asked(request, "cases/note_death.html", case, form, person=person)


@require_POST
def take_back_death(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """It was a mistake."""
    if _done(request, case_id, verbs.take_back_death, person_id=person_id):
        messages.success(request, _("Taken back. The account opens again."))
    return see_other("cases:standing", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Close what stood still, for good."""
    case = queries.one(request.viewer, case_id, "write")
    if request.method == "POST":
        if _done(request, case_id, verbs.close):
            messages.success(request, _("It is closed. Each sees what is their own."))
        return see_other("cases:standing", case_id)
    if case.state != "frozen":
        return see_other("cases:standing", case_id)
    return render(request, "cases/close.html", {"case": case})


@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Offer one member somewhere to go on, or take that back."""
    case = queries.one(request.viewer, case_id, "write")
    person = next((one for one in case.everyone if one.person_id == person_id), None)
    if person is None:
        raise Hidden
    offer = next((one for one in reads.offers(request.viewer, case_id) if one.person_id == person_id), None)
    if request.method == "POST" and request.POST.get("withdraw"):
        onward.withdraw(by=request.viewer, case_id=case_id, person_id=person_id)
        messages.success(request, _("Taken back."))
        return see_other("cases:standing", case_id)
    first = {"words": offer.words, "page": f"/find/{offer.listing}/" if offer.listing else ""} if offer else {}
    form = OnwardForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        onward.offer(
            by=request.viewer, case_id=case_id, person_id=person_id, words=form.cleaned_data["words"],
            listing=form.cleaned_data["page"],
        )  # fmt: skip
        messages.success(request, _("%(name)s finds it on their own page.") % {"name": person.name})
        return see_other("cases:standing", case_id)
    readers = case.readers(Kind.REFERRAL, Audience.ME_AND_THERAPIST, owner=person_id)
    return _asked(request, "cases/refer.html", case, form, person=person, offer=offer, readers=readers)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_hold(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Wish for a legal hold, or that it is taken off; the office may, without seeing the case."""
    if request.viewer.room_mode or not reads.may_hold(request.viewer, case_id):
        raise Hidden
    hold = reads.hold_of(request.viewer, case_id)
    treats = _treats(request, case_id)
    back = reverse("cases:standing", args=[case_id]) if treats else reverse("cases:holds")
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _wish(request, case_id, puts=request.POST.get("puts") != "no", words=form.cleaned_data["words"])
        return see_other(back)
    return render(request, "cases/ask_hold.html", {"hold": hold, "form": form, "back": back, "treats": treats})


@require_safe
def holds(request: ViewerRequest) -> HttpResponse:
    """Every legal hold, and those that wait for a second to agree; for staff."""
    return render(request, "cases/holds.html", {"holds": reads.holds(request.viewer)})


@require_POST
def answer_hold(request: ViewerRequest, step_id: UUID) -> HttpResponse:
    """Agree to a wish about a hold, or set it aside."""
    agrees = request.POST.get("agrees") == "yes"
    try:
        step = hold_verbs.answer(by=request.viewer, step_id=step_id, agrees=agrees)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other("cases:holds")
    messages.success(request, _("It counts now.") if agrees else _("Set aside."))
    return see_other("cases:standing", step.case_id) if _treats(request, step.case_id) else see_other("cases:holds")


@require_safe
def divides(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What stays whose, and what each can have a copy of: one page for everyone."""
    case = queries.one(request.viewer, case_id)
    names = get_text_list([one.name for one in case.therapists], _("or"))
    facts = {"case": case, "portions": PORTIONS, "promises": PROMISES, "names": names}
    facts["treats"] = case.treats(request.viewer)
    return render(request, "cases/divides.html", facts)


def _for_lead(request: ViewerRequest, case_id: UUID) -> tuple[OneCase, WhyForm]:
    case = queries.one(request.viewer, case_id, "write")
    return case, WhyForm(request.POST if request.method == "POST" else None)


def _done(request: ViewerRequest, case_id: UUID, verb: Callable[..., None], **more: Any) -> bool:
    """Whether the verb could be done; otherwise it is said why not."""
    row = queries.row(request.viewer, case_id, "write")
    try:
        verb(by=request.viewer, case=row, **more)
    except Refused as refused:
        messages.warning(request, str(refused))
        return False
    return True


def _wish(request: ViewerRequest, case_id: UUID, *, puts: bool, words: str = "") -> None:
    try:
        hold_verbs.ask(by=request.viewer, case_id=case_id, puts=puts, words=words)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Asked. A second of the staff finds it under Legal holds."))


def _treats(request: ViewerRequest, case_id: UUID) -> bool:
    try:
        return queries.one(request.viewer, case_id).treats(request.viewer)
    except Hidden:
        return False


def _asked(request: ViewerRequest, template: str, case: OneCase, form: Form, **more: Any) -> HttpResponse:
    return render(request, template, {"case": case, "form": form} | more, status=422 if form.is_bound else 200)
