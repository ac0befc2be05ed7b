"""The agreement: read it, sign it alone, take it back, propose another way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases import queries
from ampersand.cases.actions import Refused, note_look
from ampersand.cases.actions import agreement as verbs
from ampersand.cases.forms.agreement import PolicyForm, SignForm
from ampersand.cases.queries import OneCase
from ampersand.cases.queries import agreement as reads
from ampersand.cases.queries.agreement import Agreement, ToSign
from ampersand.cases.rules import confidentiality
from ampersand.cases.rules.agreement import Signs
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.pages import see_other
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """What we agree: a member reads and signs it alone; who treats sees what is signed."""
    case = queries.one(request.viewer, case_id)
    if case.me(request.viewer) is None:
        if request.method == "POST":
            raise Hidden
        return _for_staff(request, case)
    held = reads.agreement(request.viewer, case)
    form = None
    if request.method == "POST":
        form = SignForm(request.POST.dict())
        if form.is_valid() and (answer := _signed(request, case, form)):
            return answer
    return _for_member(request, case, held, form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_signature(request: ViewerRequest, signature_id: UUID) -> HttpResponse:
    """Take back one's own signature, after a word about what then happens."""
    signature, case = reads.one_signature(request.viewer, signature_id, "write")
    if request.method == "POST":
        verbs.withdraw_signature(by=request.viewer, signature_id=signature_id)
        messages.success(request, _("Your signature is taken back."))
        return see_other("cases:agreement", case.id) if case else see_other("overview:my_space")
    return render(request, "cases/withdraw_signature.html", {"case": case, "signature": signature})


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Propose another way of handling what is told alone; it counts when all have signed, and only forward."""
    case = queries.one(request.viewer, case_id)
    row = queries.row(request.viewer, case_id)
    if not case.is_shared or not reads.may_propose(request.viewer, row):
        raise Hidden
    form = PolicyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verbs.propose(by=request.viewer, case=row, policy=form.cleaned_data["policy"])
        except Refused as refused:
            form.add_error("policy", str(refused))
        else:
            messages.success(request, _("It is proposed to everyone. It counts when all have signed."))
            return see_other("cases:agreement", case_id)
    options = zip(form["policy"], confidentiality.choices(), strict=True)
    facts = {"case": case, "form": form, "options": list(options), "safety": confidentiality.SAFETY}
    return render(request, "cases/propose.html", facts, status=422 if form.is_bound else 200)


@require_POST
def set_aside(request: ViewerRequest, terms_id: UUID) -> HttpResponse:
    """Leave everything as it is."""
    terms = reads.one_terms(request.viewer, terms_id)
    verbs.set_aside(by=request.viewer, terms=terms)
    messages.success(request, _("It stays as it is."))
    return see_other("cases:agreement", terms.case_id)


@require_safe
def signed_text(request: ViewerRequest, signature_id: UUID) -> HttpResponse:
    """What somebody signed, word for word, to read again and to print."""
    signature, case = reads.one_signature(request.viewer, signature_id)
    facts: dict[str, Any] = {"case": case, "signature": signature, "text": reads.text(signature.digest)}
    people = {one.person_id: one for one in case.people} if case else {}
    facts |= {"about": people.get(signature.about_id), "signer": people.get(signature.person_id)}
    return render(request, "cases/signed_text.html", facts)


def _signed(request: ViewerRequest, case: OneCase, form: SignForm) -> HttpResponse | None:
    """Go on after signing; None when the text is another by now."""
    given = form.cleaned_data
    if not (given["terms"] and given["about"] and given["says"] in Signs):
        raise Hidden
    try:
        verbs.sign(
            by=request.viewer, terms_id=given["terms"], says=given["says"], about=given["about"], name=given["name"],
            digest=given["digest"],
        )  # fmt: skip
    except verbs.OtherText:
        form.add_error(None, _("The text has changed since you opened it. Please read it again before you sign."))
        return None
    messages.success(request, _("Thank you. Yours is signed."))
    return see_other("cases:agreement", case.id)


def _for_member(request: ViewerRequest, case: OneCase, held: Agreement, form: SignForm | None) -> HttpResponse:
    waits = held.to_sign[0] if held.to_sign else None
    shown = waits.digest if waits else _own_digest(held, request)
    facts: dict[str, Any] = {
        "case": case,
        "held": held,
        "waits": waits,
        "form": _form(waits, form),
        "text": reads.text(shown) if shown else None,
        "readers": case.readers(Kind.CONSENT, Audience.ME_AND_THERAPIST, owner=request.viewer.person_id),
        "kept": [one for one in held.mine if not one.withdrawn_at and one.terms_id],
    }
    return render(request, "cases/agreement.html", facts, status=422 if form else 200)


def _form(waits: ToSign | None, form: SignForm | None) -> SignForm | None:
    """The form for what waits; after a change of the text its hidden fields name the new one."""
    if waits is None:
        return None
    first = {"terms": waits.terms.id, "about": waits.about.person_id, "says": waits.says, "digest": waits.digest}
    if form is None:
        return SignForm(initial=first)
    form.data = {**form.data, **{name: str(value) for name, value in first.items()}}
    return form


def _own_digest(held: Agreement, request: ViewerRequest) -> str:
    """What the viewer has signed of what holds now."""
    for one in held.mine:
        if held.shown and one.terms_id == held.shown.id and one.about_id == request.viewer.person_id:
            return one.digest
    return ""


def _for_staff(request: ViewerRequest, case: OneCase) -> HttpResponse:
    if not any(person.person_id == request.viewer.person_id for person in case.therapists):
        note_look(by=request.viewer, case_id=case.id)
    held = reads.terms(request.viewer, case.id)
    rows = [(one, reads.signings(request.viewer, case, one)) for one in held]
    leads = any(person.person_id == request.viewer.person_id for person in case.therapists)
    facts = {
        "case": case, "rows": rows, "leads": leads, "policies": confidentiality.choices(),
        "readers": case.readers(Kind.CONSENT, Audience.ME_AND_THERAPIST),
    }  # fmt: skip
    return render(request, "cases/agreement_staff.html", facts)
