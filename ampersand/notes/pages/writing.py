"""Writing a note: beginning it, keeping it while it is typed, bringing two windows together, signing it."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.notes import content
from ampersand.notes.actions import drafting, signing
from ampersand.notes.actions.common import ChangedElsewhere, Kept, Refused
from ampersand.notes.forms.writing import BeginForm, PartsForm
from ampersand.notes.models import Note, NoteDraft
from ampersand.notes.queries import facts, meetings, people, reading, writing
from ampersand.notes.rules.kinds import Kind
from ampersand.notes.wording import FACTS, kind_words, kinds_for
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import ViewerRequest

LOCKED = "Signed. From now on it can only be added to."


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Say what a note is about, and in which form."""
    treated = people.led(request.viewer, case_id)
    kinds = kinds_for(several=treated.case.is_shared)
    asked = request.GET.get("kind", "")
    kind = Kind(asked) if asked in kinds else Kind.JOINT
    templates = [one for one in content.available(request.viewer).values() if kind in one.kinds]
    met = [one for one in meetings.of_case(request.viewer, case_id) if one.kind == kind]
    form = BeginForm(
        kind, people.everyone(treated.case), met, templates,
        today(request.viewer.time_zone), request.POST or None,
        initial={"form_id": new_id(), "meeting": request.GET.get("meeting", ""), "about": request.GET.get("about", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            key = drafting.begin(
                by=request.viewer, case_id=case_id, wanted=form.wanted(), draft_id=form.cleaned_data["form_id"]
            )
            return see_other("notes:write", key)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown = {
        "treated": treated, "tab": "notes", "form": form, "kinds": kinds, "kind": kind,
        "readers": people.writer_alone(treated.case, request.viewer),
    }  # fmt: skip
    return render(request, "notes/begin.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: ViewerRequest, draft_id: UUID) -> HttpResponse:
    """Write a note, and sign it."""
    if signed := Note.objects.find(request.viewer, draft_id):
        return see_other("notes:note", signed.pk)
    row = writing.draft(request.viewer, draft_id)
    form = _form(request, row)
    if request.method != "POST":
        return _page(request, row, form)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        return _taken(request, row, form)
    except ChangedElsewhere as elsewhere:
        return _page(request, row, form, status=409, elsewhere=elsewhere)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, row, form, status=422)


@require_POST
def keep(request: ViewerRequest, draft_id: UUID) -> JsonResponse:
    """Keep what is typed so far."""
    row = writing.draft(request.viewer, draft_id)
    form = _form(request, row)
    return kept_in(
        lambda: drafting.keep(
            by=request.viewer, draft_id=draft_id, parts=form.typed(), window=form.window(), on=form.day(),
            beside=form.beside(),
        )
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: ViewerRequest, draft_id: UUID) -> HttpResponse:
    """Throw a note away that is not signed, once one has said so."""
    row = writing.draft(request.viewer, draft_id)
    problem = ""
    if request.method == "POST":
        try:
            case_id = drafting.drop(by=request.viewer, draft_id=draft_id)
            messages.success(request, _("It is thrown away."))
            return see_other("notes:notes", case_id)
        except Refused as refused:
            problem = str(refused)
    return render(request, "notes/drop.html", {"row": row, "problem": problem}, status=422 if problem else 200)


def kept_in(do: Any) -> JsonResponse:
    """What a window hears when it keeps what is typed: the new revision, and parts that another window wrote."""
    try:
        kept: Kept = do()
    except ChangedElsewhere as elsewhere:
        return JsonResponse({"revision": elsewhere.revision}, status=409)
    except (ValueError, Unreadable):
        return JsonResponse({"long": True}, status=422)
    return JsonResponse({"revision": kept.revision, "taken": {key: kept.parts[key] for key in kept.taken}})


def _form(request: ViewerRequest, row: NoteDraft) -> PartsForm:
    try:
        said = writing.typed(row)
    except Unreadable:
        raise Hidden from None
    template = writing.template(request.viewer, row.template)
    helps = {one.key: one.help for one in template.sections} if template else {}
    data = request.POST if request.method == "POST" else None
    begins = {"revision": row.revision, "writer": secrets.token_hex(8), "on": row.on}
    return PartsForm(said, helps, today(request.viewer.time_zone), data, initial=begins)


def _taken(request: ViewerRequest, row: NoteDraft, form: PartsForm) -> HttpResponse:
    typed, window, beside = form.typed(), form.window(), form.beside()
    on = form.cleaned_data["on"]
    if request.POST.get("go") == "sign":
        if not request.POST.get("agree"):
            raise Refused(_("Tick that it is finished: once signed it cannot be changed."))
        note = signing.sign(by=request.viewer, draft_id=row.pk, parts=typed, window=window, on=on, beside=beside)
        messages.success(request, _(LOCKED))
        return see_other("notes:note", note.pk)
    kept = drafting.keep(by=request.viewer, draft_id=row.pk, parts=typed, window=window, on=on, beside=beside)
    told = _("Kept. Only you see it so far.")
    if kept.taken:
        titles = ", ".join(form.said.titles[key] for key in kept.taken)
        told = _("Kept, together with what another window wrote: %(what)s.") % {"what": titles}
    messages.success(request, told)
    return see_other("notes:write", row.pk)


def _page(
    request: ViewerRequest, row: NoteDraft, form: PartsForm, *, status: int = 200,
    elsewhere: ChangedElsewhere | None = None,
) -> HttpResponse:  # fmt: skip
    viewer, treated = request.viewer, people.treated(request.viewer, row.case_id)
    beside = form.beside() if form.is_bound else None
    known = people.everyone(treated.case)
    about = facts.About(treated.case, row.about_id, row.on, row.meeting_id)
    shown = {
        "row": row, "treated": treated, "case": treated.case, "tab": "notes", **form.on_page(elsewhere),
        "kind": kind_words(row.kind, several=treated.case.is_shared), "leads": treated.role == "therapist",
        "about": known.get(row.about_id) if row.about_id else None,
        "facts": facts.beside(viewer, about), "fact_keys": FACTS,
        "beside": form.said.beside if beside is None else beside,
        "people": [one.name for one in known.values()] if treated.case.is_shared else [],
        "before": reading.before(viewer, treated.case, row.about_id, row.on, row.pk),
        "readers": people.writer_alone(treated.case, viewer),
        "later_readers": people.readers(treated.case, _folder(treated.case, row)),
    }  # fmt: skip
    return render(request, "notes/write.html", shown, status=status)


def _folder(case: Any, row: NoteDraft) -> UUID | None:
    from ampersand.notes.rules.kinds import place

    where = place(Kind(row.kind), about_one=row.about_id is not None, several=case.is_shared, promise=case.promise)
    return row.about_id if where.of_one else None
