"""Papers of lawyers and courts: taking one in, writing down who was told, two signatures, what was sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.measures.queries.cases import Treated
from ampersand.notes.actions import papers as verbs
from ampersand.notes.actions.common import Refused
from ampersand.notes.forms.giving import PaperForm
from ampersand.notes.models import CourtPaper
from ampersand.notes.queries import papers, people
from ampersand.notes.queries.papers import OnePaper
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Take in a lawyer's letter or a court's order."""
    treated = people.treated(request.viewer, case_id)
    concerned = [who for who, _ in papers.told_by(request.viewer, CourtPaper(case_id=case_id), treated.case)]
    form = PaperForm(concerned, today(request.viewer.time_zone), request.POST or None, initial={"form_id": new_id()})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["form_id"]
        made = verbs.take_in(by=request.viewer, case_id=case_id, facts=form.facts(), paper_id=key)
        messages.success(request, _("Taken in. Below stands what is in the way before anything may leave."))
        return see_other("notes:paper", made)
    facts = {"treated": treated, "form": form, "tab": "leaves"}
    return render(request, "notes/take_in.html", facts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: ViewerRequest, paper_id: UUID) -> HttpResponse:
    """One paper: what is known, what stands in the way, who signed."""
    treated, one = _one(request, paper_id)
    form = _form(request, one, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            verbs.change(by=request.viewer, paper_id=paper_id, version=version, facts=form.facts())
            messages.success(request, _("Written down. Signatures that were there are asked for anew."))
            return see_other("notes:paper", paper_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _shown(request, treated, one, form, status=422 if form.is_bound else 200)


@require_POST
def sign_paper(request: ViewerRequest, paper_id: UUID) -> HttpResponse:
    """Sign, as one of two, that it may leave."""
    _treated, one = _one(request, paper_id)
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else one.row.version
    return _done(request, paper_id, lambda: verbs.sign(by=request.viewer, paper_id=paper_id, version=version),
                 _("Signed by you."))  # fmt: skip


@require_POST
def close_paper(request: ViewerRequest, paper_id: UUID) -> HttpResponse:
    """Say what was sent, or that nothing was."""
    _one(request, paper_id)
    sent, what = request.POST.get("sent") == "yes", request.POST.get("what", "")[:5000]
    return _done(request, paper_id, lambda: verbs.close(by=request.viewer, paper_id=paper_id, sent=sent, what=what),
                 _("Closed, and on record."))  # fmt: skip


def _done(request: ViewerRequest, paper_id: UUID, do: Any, said: str) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        treated, one = _one(request, paper_id)
        form = _form(request, one, None)
        return _shown(request, treated, one, form, status=422, problem=str(refused))
    messages.success(request, said)
    return see_other("notes:paper", paper_id)


def _one(request: ViewerRequest, paper_id: UUID) -> tuple[Treated, OnePaper]:
    row = papers.row(request.viewer, paper_id)
    treated = people.treated(request.viewer, row.case_id)
    return treated, papers.one(request.viewer, row, treated.case)


def _form(request: ViewerRequest, one: OnePaper, data: Any) -> PaperForm:
    people_ = [said.who for said in one.said]
    return PaperForm(people_, today(request.viewer.time_zone), data, of=one, initial={"form_id": one.row.pk})


def _shown(
    request: ViewerRequest, treated: Treated, one: OnePaper, form: PaperForm, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    me = request.viewer.person_id
    facts = {
        "treated": treated, "one": one, "form": form, "tab": "leaves", "problem": problem,
        "may_sign": one.may_sign and not one.may_leave and one.row.first_by_id != me and not one.row.closed_at,
        "signed_by_me": me in (one.row.first_by_id, one.row.second_by_id),
        "what": request.POST.get("what", ""),
    }  # fmt: skip
    return render(request, "notes/paper.html", facts, status=status)
