"""Notes for the writer alone: a list of one's own in a case, writing one, deleting it."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.notes.actions import thinking
from ampersand.notes.actions.common import ChangedElsewhere, Refused
from ampersand.notes.forms.writing import PartsForm
from ampersand.notes.models import ProcessNote
from ampersand.notes.pages.writing import kept_in
from ampersand.notes.queries import people, writing
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import ViewerRequest

AT_ONCE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def thoughts(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """The viewer's own process notes about a case; whether anybody else has any is told nowhere."""
    viewer, treated = request.viewer, people.treated(request.viewer, case_id)
    if request.method == "POST":
        try:
            key = UUID(request.POST.get("form_id", ""))
        except ValueError:
            key = new_id()
        return see_other(
            "notes:thought", thinking.begin(by=viewer, case_id=case_id, on=today(viewer.time_zone), note_id=key)
        )
    pages: Paginator[Any] = Paginator(writing.thoughts(viewer, case_id), AT_ONCE)
    page = pages.get_page(request.GET.get("page"))
    facts = {
        "treated": treated, "tab": "thoughts", "page": page, "form_id": new_id(),
        "lines": writing.begun(viewer, case_id, list(page)), "readers": people.writer_alone(treated.case, viewer),
    }  # fmt: skip
    return render(request, "notes/thoughts.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def thought(request: ViewerRequest, note_id: UUID) -> HttpResponse:
    """Write one."""
    row = writing.thought(request.viewer, note_id)
    form = _form(request, row)
    if request.method != "POST":
        return _page(request, row, form)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        thinking.keep(
            by=request.viewer, note_id=note_id, parts=form.typed(), window=form.window(), on=form.cleaned_data["on"]
        )
    except ChangedElsewhere as elsewhere:
        return _page(request, row, form, status=409, elsewhere=elsewhere)
    messages.success(request, _("Kept. Nobody else reads it."))
    return see_other("notes:thought", note_id)


@require_POST
def keep_thought(request: ViewerRequest, note_id: UUID) -> JsonResponse:
    """Keep what is typed so far."""
    form = _form(request, writing.thought(request.viewer, note_id))
    return kept_in(
        lambda: thinking.keep(
            by=request.viewer, note_id=note_id, parts=form.typed(), window=form.window(), on=form.day()
        )
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def destroy_thought(request: ViewerRequest, note_id: UUID) -> HttpResponse:
    """Delete one for good, once one has said so."""
    row = writing.thought(request.viewer, note_id)
    problem = ""
    if request.method == "POST":
        try:
            case_id = thinking.destroy(by=request.viewer, note_id=note_id)
            messages.success(request, _("It is deleted."))
            return see_other("notes:thoughts", case_id)
        except Refused as refused:
            problem = str(refused)
    facts = {"row": row, "problem": problem}
    return render(request, "notes/destroy_thought.html", facts, status=422 if problem else 200)


def _form(request: ViewerRequest, row: ProcessNote) -> PartsForm:
    try:
        said = writing.thought_typed(row)
    except Unreadable:
        raise Hidden from None
    data = request.POST if request.method == "POST" else None
    begins = {"revision": row.revision, "writer": secrets.token_hex(8), "on": row.on}
    form = PartsForm(said, {}, today(request.viewer.time_zone), data, initial=begins)
    form.parts[0].field.label = _("What I want to remember")
    form.parts[0].field.widget.attrs["rows"] = 12
    return form


def _page(
    request: ViewerRequest, row: ProcessNote, form: PartsForm, *, status: int = 200,
    elsewhere: ChangedElsewhere | None = None,
) -> HttpResponse:  # fmt: skip
    case = people.treated(request.viewer, row.case_id).case
    facts = {
        "row": row, "case": case, "readers": people.writer_alone(case, request.viewer), **form.on_page(elsewhere),
    }  # fmt: skip
    return render(request, "notes/thought.html", facts, status=status)
