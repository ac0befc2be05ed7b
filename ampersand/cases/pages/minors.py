"""Children and young people, for those who treat: who may consent, papers, the year of birth, an account, the day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases import actions, queries
from ampersand.cases.actions import Invitee, Refused, note_look
from ampersand.cases.actions import minors as verbs
from ampersand.cases.forms.minors import AccountForm, BirthForm, ChildForm, GuardianForm, PaperForm
from ampersand.cases.queries import OneCase
from ampersand.cases.queries import minors as reads
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_safe
def child(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """A child of a family: age, own yes, who may consent, papers; a supervisor's look is recorded."""
    case = queries.one(request.viewer, case_id)
    found = reads.child(request.viewer, case, person_id)
    if not case.leads(request.viewer):
        note_look(by=request.viewer, case_id=case_id)
    return _child(request, case, found)


@require_http_methods(["GET", "HEAD", "POST"])
def add_child(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """A child too young for an account takes part."""
    case = _family(request, case_id)
    form = ChildForm(request.POST if request.method == "POST" else None)
    key = _id_from(request)
    if form.is_valid():
        row = queries.row(request.viewer, case_id, "write")
        try:
            verbs.add_child(by=request.viewer, case=row, person_id=key, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Noted. Now say who may consent."))
            return see_other("cases:child", case_id, key)
    facts = {"case": case, "form": form, "key": key}
    return render(request, "cases/add_child.html", facts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Note who cares for a child; `guardian` in the address: change what stands there."""
    case = _family(request, case_id)
    found = reads.child(request.viewer, case, person_id)
    if found.someone.born_in is None:
        return see_other("cases:child", case_id, person_id)
    before = _before(request, case)
    form = _guardian_form(request, case, found, before)
    if form.is_valid():
        row = queries.row(request.viewer, case_id, "write")
        instead_of = before.id if before else None
        try:
            verbs.note_guardian(
                by=request.viewer, case=row, child_id=person_id, who=form.consenting(), instead_of=instead_of
            )
        except Refused as refused:
            form.add_error("person", str(refused))
        else:
            messages.success(request, _("Noted."))
            return see_other("cases:child", case_id, person_id)
    facts = {
        "case": case, "child": found, "form": form, "before": before,
        "readers": case.readers(Kind.GUARDIAN, Audience.TEAM),
    }  # fmt: skip
    return render(request, "cases/guardian.html", facts, status=422 if form.is_bound else 200)


@require_POST
def on_paper(request: ViewerRequest, guardian_id: UUID) -> HttpResponse:
    """Note the day of a signature on paper."""
    form = PaperForm(request.POST)
    row = verbs.find(by=request.viewer, guardian_id=guardian_id)
    if form.is_valid():
        try:
            verbs.signed_on_paper(by=request.viewer, guardian_id=guardian_id, on=form.cleaned_data["on"])
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, _("Noted. Keep the paper with the record."))
            return see_other("cases:child", row.case_id, row.child_id)
    messages.warning(request, str(next(iter(form.errors.values()))[0]))
    return see_other("cases:child", row.case_id, row.child_id)


@require_POST
def end_guardian(request: ViewerRequest, guardian_id: UUID) -> HttpResponse:
    """Somebody may no longer consent for a child."""
    row = verbs.end_guardian(by=request.viewer, guardian_id=guardian_id)
    messages.success(request, _("Taken off the list. What stood there is kept in the record."))
    return see_other("cases:child", row.case_id, row.child_id)


@require_POST
def birth(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Note a year of birth, or that somebody is grown up."""
    case = _family(request, case_id)
    form = BirthForm(request.POST)
    if form.is_valid():
        row = queries.row(request.viewer, case_id, "write")
        verbs.note_birth(by=request.viewer, case=row, person_id=person_id, born_in=form.cleaned_data["born_in"])
        messages.success(request, _("Noted."))
        return see_other("cases:child", case_id, person_id)
    return _child(request, case, reads.child(request.viewer, case, person_id), birth=form)


@require_POST
def of_age(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """The day has come on which a young person decides alone."""
    row = queries.row(request.viewer, case_id, "write")
    verbs.pass_rights(by=request.viewer, case=row, person_id=person_id)
    messages.success(request, _("From now on they decide alone. Their own signature is asked for on their own page."))
    return see_other("cases:child", case_id, person_id)


@require_POST
def give_account(request: ViewerRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Send a child who takes part without an account a link of their own."""
    case = _family(request, case_id)
    found = reads.child(request.viewer, case, person_id)
    form = AccountForm(request.POST)
    if found.someone.has_account:
        raise Hidden
    if form.is_valid():
        row = queries.row(request.viewer, case_id, "write")
        invitee = Invitee(found.someone.name, form.cleaned_data["email"], "child", found.someone.born_in)
        try:
            actions.invite(by=request.viewer, case=row, invitee=invitee, child_id=person_id)
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("%(name)s is invited.") % {"name": found.someone.name})
            return see_other("cases:people", case_id)
    return _child(request, case, found, account=form)


def _family(request: ViewerRequest, case_id: UUID) -> OneCase:
    case = queries.one(request.viewer, case_id, "write")
    if case.kind != "family":
        raise Hidden
    return case


def _child(request: ViewerRequest, case: OneCase, found: reads.Child, **forms: Form) -> HttpResponse:
    facts: dict[str, Any] = {
        "case": case, "child": found, "leads": case.leads(request.viewer), "paper": PaperForm(),
        "birth": forms.get("birth") or BirthForm(initial={"born_in": found.someone.born_in}),
        "account": forms.get("account") or AccountForm(), "readers": case.readers(Kind.GUARDIAN, Audience.TEAM),
    }  # fmt: skip
    return render(request, "cases/child.html", facts, status=422 if forms else 200)


def _before(request: ViewerRequest, case: OneCase) -> reads.Carer | None:
    told = request.POST.get("guardian") or request.GET.get("guardian")
    if not told:
        return None
    try:
        return reads.carer(request.viewer, case, UUID(told))
    except ValueError:
        raise Hidden from None


def _guardian_form(
    request: ViewerRequest, case: OneCase, found: reads.Child, before: reads.Carer | None
) -> GuardianForm:
    members = [(str(one.person_id), one.name) for one in case.members if one.person_id != found.someone.person_id]
    first: dict[str, Any] = {}
    if before:
        first = {name: getattr(before, name) for name in ("relation", "may_consent", "reads_plan", "reach", "court")}
        first |= {"person": str(before.person.person_id)} if before.person else {"name": before.name}
    return GuardianForm(members, request.POST if request.method == "POST" else None, initial=first)


def _id_from(request: ViewerRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return new_id()
