"""What we see together: written by whoever leads, shown to all at once, marked by each alone."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.cases import queries as cases
from ampersand.core.clock import today
from ampersand.core.pages import see_other, sensitive
from ampersand.notes.actions import formulating
from ampersand.notes.actions.common import ChangedElsewhere, Refused
from ampersand.notes.forms.giving import MarkForm
from ampersand.notes.forms.writing import PartsForm
from ampersand.notes.models import Formulation
from ampersand.notes.pages.writing import kept_in
from ampersand.notes.queries import formulation as reads
from ampersand.notes.queries import people
from ampersand.notes.wording import BOXES
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """For those who treat: what is shown, how each marked it, and a new version to write."""
    treated = people.treated(request.viewer, case_id)
    if request.method == "POST":
        return see_other("notes:write_picture", formulating.begin(by=request.viewer, case_id=case_id).pk)
    facts = {
        "treated": treated, "tab": "picture", "one": reads.shown(request.viewer, treated.case),
        "written": reads.written(request.viewer, case_id), "earlier": reads.earlier(request.viewer, case_id),
        "leads": treated.role == "therapist",
    }  # fmt: skip
    return render(request, "notes/picture.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def write_picture(request: ViewerRequest, formulation_id: UUID) -> HttpResponse:
    """Write the four boxes, and show them to everyone."""
    row = reads.row(request.viewer, formulation_id, "write")
    treated = people.led(request.viewer, row.case_id)
    if row.audience != "treating_team":
        return see_other("notes:picture", row.case_id)
    form = _form(request, row)
    if request.method != "POST":
        return _page(request, treated, row, form)
    if not form.is_valid():
        return _page(request, treated, row, form, status=422)
    try:
        return _taken(request, row, form)
    except ChangedElsewhere as elsewhere:
        return _page(request, treated, row, form, status=409, elsewhere=elsewhere)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, treated, row, form, status=422)


@require_POST
def keep_picture(request: ViewerRequest, formulation_id: UUID) -> JsonResponse:
    """Keep what is typed so far."""
    form = _form(request, reads.row(request.viewer, formulation_id, "write"))
    return kept_in(
        lambda: formulating.keep(
            by=request.viewer, formulation_id=formulation_id, parts=form.typed(), window=form.window()
        )
    )


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """For members: the four boxes, and one's own marks, which nobody else in the case sees."""
    viewer = request.viewer
    case = cases.one(viewer, case_id)
    if case.me(viewer) is None:
        raise Hidden
    one = reads.shown(viewer, case)
    held = {seen.box: (seen.mine.mark, seen.mine.note) for seen in one.boxes if seen.mine} if one else {}
    form = MarkForm(request.POST if request.method == "POST" else None, held=held)
    if request.method == "POST":
        if one is None or not case.takes_new:
            raise Hidden
        if form.is_valid():
            marks, words = form.marks()
            formulating.mark(by=viewer, formulation_id=one.row.pk, marks=marks, words=words)
            messages.success(request, _("Kept. Only you and those who treat you see it; say it aloud if you like."))
            return see_other("notes:together", case_id)
    facts = {
        "case": case, "one": one, "form": form,
        "boxes": [(seen, *form.fields_of(seen.box)) for seen in one.boxes] if one else [],
    }  # fmt: skip
    return render(request, "notes/together.html", facts, status=422 if form.is_bound else 200)


def _form(request: ViewerRequest, row: Formulation) -> PartsForm:
    helps = {box.value: str(words[1]) for box, words in BOXES.items()}
    data = request.POST if request.method == "POST" else None
    begins = {"revision": row.revision, "writer": secrets.token_hex(8)}
    form = PartsForm(reads.typed(row), helps, today(request.viewer.time_zone), data, initial=begins)
    del form.fields["on"]
    return form


def _taken(request: ViewerRequest, row: Formulation, form: PartsForm) -> HttpResponse:
    sent: dict[str, Any] = {"parts": form.typed(), "window": form.window()}
    if request.POST.get("go") != "show":
        formulating.keep(by=request.viewer, formulation_id=row.pk, **sent)
        messages.success(request, _("Kept. Only those who treat see it so far."))
        return see_other("notes:write_picture", row.pk)
    if not request.POST.get("agree"):
        raise Refused(_("Tick that nothing in it was told to you alone: everyone reads all of it."))
    formulating.show(by=request.viewer, formulation_id=row.pk, **sent)
    messages.success(request, _("Shown to all of them at once. Each can mark what fits."))
    return see_other("notes:picture", row.case_id)


def _page(
    request: ViewerRequest, treated: Any, row: Formulation, form: PartsForm, *, status: int = 200,
    elsewhere: ChangedElsewhere | None = None,
) -> HttpResponse:  # fmt: skip
    facts = {
        "row": row, "treated": treated, "tab": "picture", "readers": treated.case.members, **form.on_page(elsewhere),
    }  # fmt: skip
    return render(request, "notes/write_picture.html", facts, status=status)
