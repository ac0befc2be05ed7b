"""Releases: proposing, reading, signing alone, taking back; the letter, and letting it leave."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.privacy import policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest
from ampersand.reports import printing
from ampersand.reports.actions import leaving, making, releasing
from ampersand.reports.actions.common import Refused
from ampersand.reports.forms.release import ALL, NoteForm, ReleaseForm, SignForm
from ampersand.reports.models import Release, Report
from ampersand.reports.pages.reports import pdf
from ampersand.reports.queries import letters, releases, wording
from ampersand.reports.queries.releases import OneRelease


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Say what may leave, to whom, for what and until when."""
    viewer = request.viewer
    case = cases.one(viewer, case_id)
    me, joint = case.me(viewer), case.is_shared and case.is_agreed
    owned = Release(case_id=case_id, owner_id=me.person_id if me else None)
    if (case.ended and not case.treats(viewer)) or not policy.can(viewer, "write", owned):
        raise Hidden
    grown = releases.adults(viewer, case)
    about = [one for one in grown if me is None or one.person_id == me.person_id]
    form = ReleaseForm(about, today(viewer.time_zone), request.POST or None, joint=joint, initial={"form_id": new_id()})
    if request.method == "POST" and form.is_valid() and (answer := _proposed(request, case_id, form)):
        return answer
    owner = me.person_id if me else None
    facts = {
        "case": case,
        "form": form,
        "treats": case.treats(viewer),
        "own_readers": case.readers(Kind.OWN_RELEASE, Audience.ME_AND_THERAPIST, owner) if owner else (),
        "joint_readers": case.readers(Kind.JOINT_RELEASE, Audience.ALL_OF_US) if joint else (),
    }
    return render(request, "reports/propose.html", facts, status=422 if form.is_bound else 200)


@require_safe
def release(request: ViewerRequest, release_id: UUID) -> HttpResponse:
    """One release: what it says, whether it is in effect, one's own signature, and what left."""
    return _shown(request, releases.one(request.viewer, release_id), SignForm())


@require_POST
def sign(request: ViewerRequest, release_id: UUID) -> HttpResponse:
    """Sign for oneself, alone."""
    one = releases.one(request.viewer, release_id)
    if one.mine is None:
        raise Hidden
    form = SignForm(request.POST)
    if not form.is_valid():
        return _shown(request, one, form, status=422)
    try:
        releasing.sign(by=request.viewer, release_id=release_id, name=form.cleaned_data["name"])
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Thank you. Yours is signed."))
    return see_other("reports:release", release_id)


@require_POST
def take_back(request: ViewerRequest, release_id: UUID) -> HttpResponse:
    """Take back one's own signature, or say no."""
    releasing.take_back(by=request.viewer, release_id=release_id)
    messages.success(request, _("Taken back. Nothing more leaves under it."))
    return see_other("reports:release", release_id)


@require_POST
def withdraw(request: ViewerRequest, release_id: UUID) -> HttpResponse:
    """Take back what was put before others."""
    releasing.withdraw(by=request.viewer, release_id=release_id)
    messages.success(request, _("Taken back. Nothing more leaves under it."))
    return see_other("reports:release", release_id)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: ViewerRequest, release_id: UUID) -> HttpResponse:
    """The letter that a release in effect allows: read it, add to it, have it made."""
    one = releases.one(request.viewer, release_id)
    row = Report(case_id=one.case.id, form="letter")
    if not policy.can(request.viewer, "write", row) or not one.in_effect:
        raise Hidden
    form = NoteForm(request.POST or None, initial={"form_id": new_id()})
    if request.method == "POST" and form.is_valid():
        page = printing.page(letters.letter(request.viewer, one, form.cleaned_data["note"]))
        try:
            made = making.make(
                by=request.viewer, case_id=one.case.id, form="letter", page=page, release_id=release_id,
                report_id=form.cleaned_data["form_id"],
            )  # fmt: skip
        except Refused:
            return see_other("reports:release", release_id)
        return see_other("reports:report", made.pk)
    facts = {"one": one, "case": one.case, "sheet": letters.letter(request.viewer, one), "form": form}
    return render(request, "reports/letter.html", facts, status=422 if form.is_bound else 200)


@require_POST
def hand_out(request: ViewerRequest, report_id: UUID) -> HttpResponse:
    """Let a letter leave; it is put on record with the signatures under which it did."""
    try:
        departure = UUID(request.POST.get("form_id", ""))
    except ValueError:
        departure = new_id()
    try:
        left = leaving.hand_out(by=request.viewer, report_id=report_id, departure_id=departure)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other("reports:report", report_id)
    return pdf(left.file)


def _proposed(request: ViewerRequest, case_id: UUID, form: ReleaseForm) -> HttpResponse | None:
    about = form.cleaned_data["about"]
    try:
        row = releasing.propose(
            by=request.viewer, case_id=case_id, owner_id=None if about == ALL else UUID(about), terms=form.terms(),
            release_id=form.cleaned_data["form_id"],
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, _("It stands here until it is signed, and holds nothing before."))
    return see_other("reports:release", row.pk)


def _shown(request: ViewerRequest, one: OneRelease, form: SignForm, status: int = 200) -> HttpResponse:
    treats = one.case.treats(request.viewer)
    facts: dict[str, Any] = {
        "one": one,
        "case": one.case,
        "treats": treats,
        "leads": any(person.person_id == request.viewer.person_id for person in one.case.therapists),
        "form": form,
        "covers": [wording.cover(cover) for cover in one.covers],
        "stands": wording.status_for_team(one.status) if treats else wording.status(one.status),
    }
    return render(request, "reports/release.html", facts, status=status)
