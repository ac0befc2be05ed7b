"""The notes of a case, one signed note, and what waits for a signature."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.measures.queries.cases import Treated
from ampersand.notes.actions import looks, signing
from ampersand.notes.actions.common import Refused
from ampersand.notes.forms.writing import AddForm
from ampersand.notes.queries import lists, people, reading
from ampersand.notes.queries.reading import OneNote
from ampersand.notes.rules.kinds import Kind
from ampersand.notes.wording import kinds_for
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

AT_ONCE = 20


@require_safe
def notes(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """The signed notes of a case, and the viewer's own that are not signed; that it was opened is recorded."""
    treated = people.treated(request.viewer, case_id)
    kind, about = _wanted(request, treated)
    pages: Paginator[Any] = Paginator(reading.rows(request.viewer, case_id, kind, about), AT_ONCE)
    page = pages.get_page(request.GET.get("page"))
    looks.opened_notes(by=request.viewer, case_id=case_id)
    facts = {
        "treated": treated, "tab": "notes", "page": page, "lines": lists.lines(treated.case, list(page)),
        "unsigned": lists.unsigned(request.viewer, treated.case), "leads": treated.role == "therapist",
        "kinds": kinds_for(several=treated.case.is_shared), "kind": kind, "about": about,
        "people": list(people.everyone(treated.case).values()) if treated.case.is_shared else [],
        "readers": people.readers(treated.case, None), "query": urlencode({"kind": kind, "about": str(about or "")}),
    }  # fmt: skip
    return render(request, "notes/notes.html", facts)


@require_safe
def note(request: ViewerRequest, note_id: UUID) -> HttpResponse:
    """One signed note; that it was opened is recorded."""
    one = reading.one(request.viewer, note_id)
    looks.opened_note(by=request.viewer, note=one.row)
    return _shown(request, one, AddForm(initial={"form_id": new_id()}))


@require_POST
def add(request: ViewerRequest, note_id: UUID) -> HttpResponse:
    """Add words to a signed note."""
    one = reading.one(request.viewer, note_id)
    if not one.case.leads(request.viewer):
        raise Hidden
    form = AddForm(request.POST)
    if not form.is_valid():
        return _shown(request, one, form, status=422)
    data = form.cleaned_data
    try:
        signing.add(by=request.viewer, note_id=note_id, text=data["text"], addendum_id=data["form_id"])
    except Refused as refused:
        form.add_error("text", str(refused))
        return _shown(request, one, form, status=422)
    messages.success(request, _("Added. The note itself stays as it was signed."))
    return see_other("notes:note", note_id)


@require_POST
def ask_cosign(request: ViewerRequest, note_id: UUID) -> HttpResponse:
    """Ask a supervisor to sign, too."""
    try:
        asked = UUID(request.POST.get("person", ""))
    except ValueError:
        raise Hidden from None
    signing.ask_cosign(by=request.viewer, note_id=note_id, person_id=asked)
    messages.success(request, _("Asked. It stands in their list of notes."))
    return see_other("notes:note", note_id)


@require_POST
def cosign(request: ViewerRequest, note_id: UUID) -> HttpResponse:
    """Sign as supervisor."""
    signing.cosign(by=request.viewer, note_id=note_id)
    messages.success(request, _("Signed by you, too."))
    return see_other("notes:note", note_id)


@require_safe
def unsigned(request: ViewerRequest) -> HttpResponse:
    """What waits for the viewer's signature, in all cases: own notes, others' to sign too, meetings without a note."""
    if not request.viewer.staff_roles & {"therapist", "supervisor"}:
        raise Hidden
    return render(request, "notes/unsigned.html", {"waiting": lists.waiting(request.viewer)})


def _wanted(request: ViewerRequest, treated: Treated) -> tuple[str, UUID | None]:
    """Which notes are asked for: of which kind, about whom."""
    kind = request.GET.get("kind", "")
    known = {str(key): key for key in people.everyone(treated.case)}
    return kind if kind in set(Kind) else "", known.get(request.GET.get("about", ""))


def _shown(request: ViewerRequest, one: OneNote, form: AddForm, status: int = 200) -> HttpResponse:
    asked = {cosign.person_id for cosign in one.cosigns}
    facts = {
        "one": one, "case": one.case, "tab": "notes", "form": form, "leads": one.case.leads(request.viewer),
        "kind": lists.kind_of(one), "to_ask": [who for who in one.case.supervisors if who.person_id not in asked],
        "mine_to_sign": any(
            who.person_id == request.viewer.person_id and not who.signed_at for who in one.cosigns
        ),
    }  # fmt: skip
    return render(request, "notes/note.html", facts, status=status)
