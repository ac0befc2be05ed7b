"""What leaves: everything that was asked for, given, released, sent or held, in one place; and a part of the record."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases.queries import standing
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.notes.actions import giving
from ampersand.notes.actions.common import ChangedElsewhere, Refused
from ampersand.notes.forms.giving import PrepareForm
from ampersand.notes.forms.writing import PartsForm
from ampersand.notes.models import Extract
from ampersand.notes.pages.writing import kept_in
from ampersand.notes.queries import extracts, papers, people, record
from ampersand.notes.queries.extracts import Wanted
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest
from ampersand.reports.queries import releases


@require_safe
def leaves(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Everything that leaves a case or may, in one place."""
    viewer, treated = request.viewer, people.treated(request.viewer, case_id)
    return _leaves(request, treated, record.asked(viewer, case_id))


@require_POST
def decline_request(request: ViewerRequest, request_id: UUID) -> HttpResponse:
    """Say why something is not given."""
    try:
        case_id = giving.decline(by=request.viewer, request_id=request_id, words=request.POST.get("words", ""))
    except Refused as refused:
        row = next((one for one in [record.request_row(request.viewer, request_id)] if one), None)
        if row is None:
            raise Hidden from None
        treated = people.treated(request.viewer, row.case_id)
        return _leaves(request, treated, record.asked(request.viewer, row.case_id), problem=str(refused), status=422)
    messages.success(request, _("Answered. They read why."))
    return see_other("notes:leaves", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Say of which days a part of the record is, and have it drafted."""
    treated = people.led(request.viewer, case_id)
    person = people.everyone(treated.case).get(person_id)
    if person is None or not person.has_account:
        raise Hidden
    joint = request.GET.get("scope") == "joint" and treated.case.is_shared
    form = PrepareForm(request.POST or None, initial={"form_id": new_id()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wanted = Wanted(person_id, joint, data["since"], data["until"])
        try:
            key = giving.prepare(by=request.viewer, case_id=case_id, wanted=wanted, extract_id=data["form_id"])
            return see_other("notes:extract", key)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"treated": treated, "person": person, "form": form, "joint": joint, "tab": "leaves"}
    return render(request, "notes/prepare.html", facts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def extract(request: ViewerRequest, extract_id: UUID) -> HttpResponse:
    """A part of the record: edited by whoever leads until it is given; then as it was given."""
    row = extracts.row(request.viewer, extract_id)
    if row.released_at:
        return render(request, "notes/extract.html", {"one": _given(request, row)})
    treated = people.treated(request.viewer, row.case_id)
    form = _form(request, row)
    if request.method != "POST":
        return _edit(request, treated, row, form)
    if treated.role != "therapist":
        raise Hidden
    if not form.is_valid():
        return _edit(request, treated, row, form, status=422)
    try:
        return _taken(request, row, form)
    except ChangedElsewhere as elsewhere:
        return _edit(request, treated, row, form, status=409, elsewhere=elsewhere)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _edit(request, treated, row, form, status=422)


@require_POST
def keep_extract(request: ViewerRequest, extract_id: UUID) -> JsonResponse:
    """Keep what is edited so far."""
    form = _form(request, extracts.row(request.viewer, extract_id))
    return kept_in(
        lambda: giving.keep(by=request.viewer, extract_id=extract_id, parts=form.typed(), window=form.window())
    )


@require_POST
def drop_extract(request: ViewerRequest, extract_id: UUID) -> HttpResponse:
    """Throw a draft away; it can be drafted again."""
    try:
        case_id = giving.drop(by=request.viewer, extract_id=extract_id)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other("notes:extract", extract_id)
    messages.success(request, _("It is thrown away. It can be drafted again."))
    return see_other("notes:leaves", case_id)


def _leaves(
    request: ViewerRequest, treated: Any, asked: list[record.Asked], *, problem: str = "", status: int = 200
) -> HttpResponse:
    viewer, case = request.viewer, treated.case
    known = people.everyone(case)
    given = record.given(viewer, case.id)
    facts = {
        "treated": treated, "case": case, "tab": "leaves", "problem": problem, "leads": treated.role == "therapist",
        "asked": [(one, known.get(one.person_id)) for one in asked],
        "given": [(one, known.get(one.person_id)) for one in given], "papers": papers.of_case(viewer, case.id),
        "releases": releases.of_case(viewer, case), "left": releases.left_of_case(viewer, case),
        "hold": standing.hold_of(viewer, case.id), "emergencies": record.emergencies(viewer, case.id, with_reason=True),
        "people": [one for one in known.values() if one.has_account], "all_ask": record.all_ask(viewer, case),
    }  # fmt: skip
    return render(request, "notes/leaves.html", facts, status=status)


def _given(request: ViewerRequest, row: Extract) -> extracts.OneExtract:
    case, person = record.place_of(request.viewer, row)
    return extracts.OneExtract(row, case, person, extracts.typed(row), record.readers(case, row.person_id))


def _form(request: ViewerRequest, row: Extract) -> PartsForm:
    data = request.POST if request.method == "POST" else None
    begins = {"revision": row.revision, "writer": secrets.token_hex(8), "on": row.made_at.date()}
    form = PartsForm(extracts.typed(row), {}, today(request.viewer.time_zone), data, initial=begins)
    del form.fields["on"]
    return form


def _taken(request: ViewerRequest, row: Extract, form: PartsForm) -> HttpResponse:
    sent: dict[str, Any] = {"parts": form.typed(), "window": form.window()}
    if request.POST.get("go") != "give":
        giving.keep(by=request.viewer, extract_id=row.pk, **sent)
        messages.success(request, _("Kept. It is not given yet."))
        return see_other("notes:extract", row.pk)
    if not request.POST.get("agree"):
        raise Refused(_("Tick that you have read all of it, and that nothing in it is another’s."))
    giving.give(by=request.viewer, extract_id=row.pk, **sent)
    messages.success(request, _("Given. It is on record, and they were told that something waits."))
    return see_other("notes:leaves", row.case_id)


def _edit(
    request: ViewerRequest, treated: Any, row: Extract, form: PartsForm, *, status: int = 200,
    elsewhere: ChangedElsewhere | None = None,
) -> HttpResponse:  # fmt: skip
    wanted = extracts.wanted_of(row)
    facts = {
        "row": row, "treated": treated, "tab": "leaves", **form.on_page(elsewhere),
        "person": people.everyone(treated.case).get(row.person_id), "leads": treated.role == "therapist",
        "look_at": extracts.to_look_at(request.viewer, treated.case, wanted),
        "readers": record.readers(treated.case, row.person_id),
    }  # fmt: skip
    return render(request, "notes/edit_extract.html", facts, status=status)
