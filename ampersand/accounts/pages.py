"""One's own account: preferences, and where one is signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ampersand.accounts import actions, queries
from ampersand.accounts.forms import ContactForm, PreferencesForm
from ampersand.accounts.models import Person
from ampersand.accounts.private_pages import private_page
from ampersand.accounts.sessions import key_of
from ampersand.core.pages import fine_in_room, see_other
from ampersand.privacy.viewer import ViewerRequest


def account(request: ViewerRequest) -> HttpResponse:
    """How I am named and spoken to, and the way to my sign-ins and second step."""
    assert isinstance(request.user, Person)
    form = PreferencesForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        actions.change_preferences(by=request.viewer, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return see_other("accounts:account")
    practices = queries.own_practices(request.viewer) if request.viewer.practice_name else []
    shown = {"form": form, "address": request.user.email, "practices": practices}
    return render(request, "accounts/account.html", shown, status=422 if form.is_bound else 200)


def act_for(request: ViewerRequest, practice_id: UUID) -> HttpResponse:
    """From now on and on this device, act for another of my practices."""
    if request.method != "POST":
        return redirect("accounts:account")
    actions.act_for(by=request.viewer, practice_id=practice_id, this=_this(request))
    return see_other("overview:home")


def sign_ins(request: ViewerRequest) -> HttpResponse:
    """Where I am signed in."""
    return render(request, "accounts/sign_ins.html", {"sign_ins": queries.own_sign_ins(request.viewer, _this(request))})


@fine_in_room
@private_page
@require_safe
def still_here(request: ViewerRequest) -> HttpResponse:
    """Somebody types or scrolls on a private page: they stay signed in."""
    return HttpResponse(status=204)


def end_sign_in(request: ViewerRequest, sign_in_id: UUID) -> HttpResponse:
    """End one of my sign-ins."""
    if request.method != "POST":
        return redirect("accounts:sign_ins")
    actions.end_sign_in(by=request.viewer, sign_in_id=sign_in_id)
    messages.success(request, _("That sign-in has ended."))
    return see_other("accounts:sign_ins")


def end_other_sign_ins(request: ViewerRequest) -> HttpResponse:
    """End all my sign-ins but this one."""
    if request.method != "POST":
        return redirect("accounts:sign_ins")
    ended = actions.end_other_sign_ins(by=request.viewer, this=_this(request))
    told = ngettext("One other sign-in has ended.", "%(count)s other sign-ins have ended.", ended) % {"count": ended}
    messages.success(request, told if ended else _("There were no others."))
    return see_other("accounts:sign_ins")


def safe_contact(request: ViewerRequest) -> HttpResponse:
    """How I may be reached: asked at the start and every ninety days; changed whenever I like."""
    held = queries.own_contact(request.viewer)
    if request.method == "POST" and "right" in request.POST:
        actions.contact_is_right(by=request.viewer)
        messages.success(request, _("Thank you. We keep to it."))
        return see_other(_back(request))
    form = ContactForm(request.POST if request.method == "POST" else None, initial=ContactForm.held(held))
    if form.is_valid() and _contact_kept(request, form):
        messages.success(request, _("Saved. We keep to it from now on."))
        return see_other(_back(request))
    due = held is not None and queries.contact_is_due(request.viewer)
    shown = {"form": form, "held": held, "due": due, "next": _back(request)}
    return render(request, "accounts/safe_contact.html", shown, status=422 if form.is_bound else 200)


def _contact_kept(request: ViewerRequest, form: ContactForm) -> bool:
    told = form.cleaned_data
    names = ("version", "channels", "times", "may_leave_message", "shared_device", "language")
    try:
        actions.keep_contact(by=request.viewer, words=form.words, **{name: told[name] for name in names})
    except actions.ChangedElsewhere:
        newest = queries.own_contact(request.viewer)
        data = request.POST.copy()
        data["version"] = str(newest.version if newest else 0)
        form.data = data
        form.add_error(None, _("You changed this on another device meanwhile. Look through it once more, then save."))
        return False
    return True


def _back(request: ViewerRequest) -> str:
    """Where to go on afterwards: to a page of ours that led here, else to the account."""
    to = request.POST.get("next") or request.GET.get("next") or ""
    return to if url_has_allowed_host_and_scheme(to, None) and to.startswith("/") else resolve_url("accounts:account")


def _this(request: ViewerRequest) -> str:
    return key_of(request.session.session_key or "")
