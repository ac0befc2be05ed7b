"""The page of the one who asked: how it stands, opened by its link alone. Looking changes nothing.

Nobody without the link can forge a form to it, so no token is needed, and no cookie says that someone was here.
"""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from ampersand.core.ids import new_id
from ampersand.core.pages import see_other
from ampersand.directory.actions import asking
from ampersand.directory.forms.consult import AddressForm, WordForm
from ampersand.directory.queries import yours as queries
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest


@login_not_required
@require_safe
def yours(request: ViewerRequest, token: str) -> HttpResponse:
    """How it stands with each therapist who was asked."""
    return _show(request, token)


@login_not_required
@csrf_exempt
@require_POST
def confirm(request: ViewerRequest, token: str) -> HttpResponse:
    """Send what was held back until its link came back from the mail."""
    try:
        asking.confirm(token=token)
    except Hidden:
        return _closed(request)
    messages.success(request, _("Sent."))
    return see_other("directory:yours", token)


@login_not_required
@csrf_exempt
@require_POST
def choose_time(request: ViewerRequest, token: str) -> HttpResponse:
    """Choose one of the times that were offered."""
    try:
        asking.choose_time(token=token, time_id=_id(request.POST.get("time", "")))
    except Hidden:
        return _closed(request)
    except asking.Changed:
        messages.warning(request, _("Choose one of the times. If you chose one: it is not free any more."))
    else:
        messages.success(request, _("That time is yours now."))
    return see_other("directory:yours", token)


@login_not_required
@csrf_exempt
@require_POST
def add_word(request: ViewerRequest, token: str, letter_id: UUID) -> HttpResponse:
    """Add a word to one letter."""
    form = WordForm(request.POST)
    if not form.is_valid():
        return _show(request, token, letter_id, form, status=422)
    try:
        asking.add_word(
            token=token, letter_id=letter_id, word_id=_id(request.POST.get("word", "")), text=form.cleaned_data["text"]
        )
    except Hidden:
        return _closed(request)
    except asking.Changed:
        messages.warning(request, _("This takes no more words."))
    else:
        messages.success(request, _("Your word is with them. It is not shown here again."))
    return see_other("directory:yours", token)


@login_not_required
@csrf_exempt
@require_POST
def give_address(request: ViewerRequest, token: str, letter_id: UUID) -> HttpResponse:
    """Give an address to which an invitation may go."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _show(request, token, letter_id, form, status=422)
    try:
        asking.give_address(token=token, letter_id=letter_id, mail=form.cleaned_data["mail"].lower())
    except Hidden:
        return _closed(request)
    except asking.Changed:
        messages.warning(request, _("This is over, so no address is needed."))
    else:
        messages.success(request, _("They have your address now."))
    return see_other("directory:yours", token)


@login_not_required
@csrf_exempt
@require_POST
def take_back(request: ViewerRequest, token: str, letter_id: UUID) -> HttpResponse:
    """Take one letter back, after asking once."""
    found = queries.yours(token)
    answer = next((one for one in found.answers if one.id == letter_id), None) if found else None
    if found is None or answer is None:
        return _closed(request)
    if "sure" not in request.POST:
        return render(request, "directory/take_back.html", {"yours": found, "answer": answer})
    asking.withdraw(token=token, letter_id=letter_id)
    messages.success(request, _("Taken back. What you wrote there is destroyed."))
    return see_other("directory:yours", token)


def _show(
    request: ViewerRequest, token: str, letter_id: UUID | None = None, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    found = queries.yours(token)
    if found is None or (letter_id and letter_id not in {one.id for one in found.answers}):
        return _closed(request)
    facts = {
        "yours": found, "failed": letter_id, "word_form": form if isinstance(form, WordForm) else WordForm(),
        "address_form": form if isinstance(form, AddressForm) else AddressForm(), "form": form,
        "word_id": new_id(), "keep_days": settings.ENQUIRY_DAYS[-1],
    }  # fmt: skip
    return render(request, "directory/yours.html", facts, status=status)


def _closed(request: ViewerRequest) -> HttpResponse:
    return render(request, "directory/yours_closed.html", status=404)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return new_id()
