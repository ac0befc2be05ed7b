"""One's own log: writing about a row, one's weeks, one entry, who reads it, taking it back."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases.queries import OneCase
from ampersand.cases.rules.audience import Audience
from ampersand.conflict import wording
from ampersand.conflict.actions import looks, writing
from ampersand.conflict.actions.common import ChangedElsewhere
from ampersand.conflict.forms import entry as forms
from ampersand.conflict.forms.entry import EntryForm
from ampersand.conflict.models import Entry
from ampersand.conflict.pages import showing
from ampersand.conflict.queries import entries, loops, own, pairs
from ampersand.core.clock import now, today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other, sensitive
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer, ViewerRequest

AT_ONCE = 10


@sensitive
@require_safe
def log(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """One's own weeks in words and as a picture, and everything one has written here, the latest first."""
    viewer = request.viewer
    case = own.place(viewer, case_id)
    pages: Paginator[Entry] = Paginator(entries.of(viewer, case_id, own.me(viewer)), AT_ONCE)
    page = pages.get_page(request.GET.get("page"))
    told = entries.told(viewer, case_id, [entry.pk for entry in page])
    facts = own.weeks(viewer, case) | {
        "case": case,
        "page": page,
        "entries": [showing.row(viewer, case, one) for one in told],
        "may_write": own.may_write(viewer, case),
        "begun": entries.begun(viewer, case_id).saved_at,
        "readers": case.readers(showing.KIND, Audience.ONLY_ME, own.me(viewer)),
        "offers": pairs.waiting(viewer, case) if case.is_shared and case.people else (),
    }
    return render(request, "conflict/log.html", facts)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Write about a row: one question a step, or all on one page."""
    viewer = request.viewer
    case = own.place(viewer, case_id)
    if not own.may_write(viewer, case):
        raise Hidden
    if request.method == "POST" and "later" in request.POST:
        return _later(request, case)
    name = loops.name(viewer, case)
    offered = entries.offered_audiences(case)
    begun = entries.begun(viewer, case_id)
    start: dict[str, Any] = {"form_id": new_id(), "happened_on": today(viewer.time_zone)}
    start["audience"] = entries.default_audience(case).value
    form = EntryForm(
        today(viewer.time_zone), offered, request.POST or None, loop_name=name, initial=start | begun.typed
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        kept = writing.write(
            by=viewer, case_id=case_id, entry_id=form.cleaned_data["form_id"], audience=form.chosen_audience,
            happened_on=form.cleaned_data["happened_on"], said=form.said, afraid=form.is_afraid, told=form.told(),
        )  # fmt: skip
        messages.success(request, _("Kept. Thank you for writing it down."))
        return see_other("conflict:entry", kept.pk)
    facts = _asked(viewer, case, form, name) | {
        "version": request.POST.get("version", begun.version),
        "writer": request.POST.get("writer", secrets.token_hex(8)),
        "begun": begun.saved_at,
    }
    return render(request, "conflict/write.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def draft(request: ViewerRequest, case_id: UUID) -> JsonResponse:
    """Keep what was typed so far."""
    try:
        return JsonResponse({"version": _keep(request, case_id)})
    except ChangedElsewhere as elsewhere:
        return JsonResponse({"version": elsewhere.version}, status=409)


@require_POST
def drop_draft(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Forget what was begun and not kept."""
    writing.drop_unsent(by=request.viewer, case_id=case_id)
    messages.info(request, _("Gone. Nothing of it was kept."))
    return see_other("conflict:log", case_id)


@require_POST
def quiet_week(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """There was no row this week."""
    writing.say_quiet(by=request.viewer, case_id=case_id)
    messages.success(request, _("Noted: a quiet week so far."))
    return see_other("conflict:log", case_id)


@sensitive
@require_safe
def entry(request: ViewerRequest, entry_id: UUID) -> HttpResponse:
    """One row as its writer saw it; for those who treat, where the writer lets them."""
    viewer = request.viewer
    one = entries.one(viewer, entry_id)
    case = entries.case_of(viewer, one)
    mine = one.person_id == viewer.person_id
    if not mine:
        looks.opened(by=viewer, case_id=one.case_id, entry_id=entry_id)
    facts = showing.entry(viewer, case, one) | {
        "case": case,
        "mine": mine,
        "may_write": mine and own.may_write(viewer, case),
        "others": case.others(viewer) if mine and pairs.goes(viewer, case) else (),
        "choices": showing.audiences(case, one.person_id, one.audience) if mine and case.people else (),
        "loop_name": loops.name(viewer, case) if mine else None,
    }
    return render(request, "conflict/entry.html", facts)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: ViewerRequest, entry_id: UUID) -> HttpResponse:
    """Write an entry anew; the earlier words stay in the record."""
    viewer = request.viewer
    one = entries.one(viewer, entry_id, "write")
    case = own.place(viewer, one.case_id)
    name = loops.name(viewer, case)
    start = {"form_id": one.id, **forms.initial_of(one.account, one.happened_on)}
    form = EntryForm(today(viewer.time_zone), (one.audience,), request.POST or None, loop_name=name, initial=start)
    version = request.POST.get("version", str(one.version))
    if request.method == "POST" and form.is_valid():
        try:
            writing.amend(
                by=viewer, entry_id=entry_id, version=int(version) if version.isdecimal() else 0,
                happened_on=form.cleaned_data["happened_on"], said=form.said, afraid=form.is_afraid, told=form.told(),
            )  # fmt: skip
        except ChangedElsewhere as elsewhere:
            form.add_error(None, _("You changed this on another page meanwhile. Look at both, then keep the one here."))
            version = str(elsewhere.version)
        else:
            messages.success(request, _("Changed."))
            return see_other("conflict:entry", entry_id)
    facts = _asked(viewer, case, form, name) | {"one": one, "version": version}
    return render(request, "conflict/amend.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def readers(request: ViewerRequest, entry_id: UUID) -> HttpResponse:
    """Choose who reads an entry."""
    wanted = request.POST.get("audience", "")
    if wanted not in (Audience.ONLY_ME, Audience.ME_AND_THERAPIST):
        raise Hidden
    writing.choose_readers(by=request.viewer, entry_id=entry_id, audience=Audience(wanted))
    messages.success(request, _("Chosen. You can change it at any time."))
    return see_other("conflict:entry", entry_id)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: ViewerRequest, entry_id: UUID) -> HttpResponse:
    """Take an entry back, after asking once."""
    one = entries.one(request.viewer, entry_id, "share")
    if request.method == "POST":
        writing.take_back(by=request.viewer, entry_id=entry_id)
        messages.success(request, _("Taken back. Nobody reads it any more."))
        return see_other("conflict:log", one.case_id)
    return render(request, "conflict/take_back.html", {"one": one})


def _asked(viewer: Viewer, case: OneCase, form: EntryForm, loop_name: str | None) -> dict[str, Any]:
    """What the form of a row needs beside its fields."""
    chosen = form["audience"].value() or entries.default_audience(case).value
    return {
        "case": case,
        "form": form,
        "loop_name": loop_name,
        "afraid": wording.AFRAID,
        "choices": showing.audiences(case, own.me(viewer), Audience(chosen) if chosen in set(Audience) else None),
        "told": showing.told_of_fear(viewer, case),
        "banner": case.promise.banner if case.is_shared else "",
    }


def _later(request: ViewerRequest, case: OneCase) -> HttpResponse:
    try:
        _keep(request, case.id)
        messages.success(request, _("Kept as it is. You can go on whenever you like."))
    except ChangedElsewhere:
        messages.info(request, _("You had written more on another device. That is what we kept."))
    return see_other("conflict:log", case.id)


def _keep(request: ViewerRequest, case_id: UUID) -> int:
    version = request.POST.get("version", "")
    return writing.save_unsent(
        by=request.viewer,
        case_id=case_id,
        typed=forms.typed(request.POST),
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        writer=request.POST.get("writer", "")[:32],
        now=now(),
    )
