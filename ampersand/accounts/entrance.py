"""The pages before one is in: sign in, the code, sign out."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.stages import LoginByCodeStage
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ampersand.accounts import devices, limits, queries
from ampersand.accounts.adapter import HOME
from ampersand.accounts.codes import CodeByMail
from ampersand.accounts.forms import CodeForm, SignInForm
from ampersand.accounts.models import Person
from ampersand.core.pages import see_other
from ampersand.privacy.viewer import ViewerRequest


@login_not_required
def sign_in(request: ViewerRequest) -> HttpResponse:
    """Type an address, get a code; or use a passkey."""
    to, wait = get_next_redirect_url(request), 0
    if not request.viewer.is_nobody:
        return see_other(to or HOME)
    stage = get_pending_stage(request)
    if request.method != "POST" and stage:
        return redirect(_with_next(stage.urlname, to))

    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        address = form.cleaned_data["email"].lower()
        person = queries.person_with_address(address)
        wait = _minutes_until_code(request, address, person)
        if not wait:
            CodeByMail.begin(request, person=person, address=address)
            return see_other(_with_next("account_confirm_login_code", to))

    ended = bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME)) and request.session.is_empty() and not form.is_bound
    shown = {"form": form, "next": to, "wait": wait, "ended": ended}
    return render(request, "accounts/sign_in.html", shown, status=429 if wait else 200)


@login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def code(request: Any) -> HttpResponse:
    """Type the code from the mail, ask for another, or begin again with another address."""
    process, to = CodeByMail(request._login_stage), get_next_redirect_url(request)
    if not process.is_valid():
        return _begin_again(request, process, _("That code was too old. Ask for a new one."))
    if request.method == "POST" and "another" in request.POST:
        return _send_another(request, process, to)
    if request.method == "POST" and not process.may_try():
        return _begin_again(request, process, _("That was the third code that did not fit. Ask for a new one."))

    posted = request.POST if request.method == "POST" else None
    form = CodeForm(posted, expected=process.code, tries_left=process.tries_left)
    if form.is_valid():
        return process.finish(to)
    if form.is_bound and not process.tries_left:
        return _begin_again(request, process, _("That was the third code that did not fit. Ask for a new one."))
    if form.is_bound:
        process.persist()
    return render(request, "accounts/code.html", {"form": form, "next": to, "address": process.address})


@login_not_required
def sign_out(request: ViewerRequest) -> HttpResponse:
    """End this sign-in, or an attempt to sign in."""
    if request.method != "POST":
        return see_other(HOME) if request.viewer.is_nobody else render(request, "accounts/sign_out.html")
    was_in = not request.viewer.is_nobody
    logout(request, show_message=False)
    if was_in:
        messages.success(request, _("You are signed out."))
    return see_other("account_login")


def _send_another(request: Any, process: CodeByMail, to: str | None) -> HttpResponse:
    wait = _minutes_until_code(request, process.address, process.user)
    if wait:
        form = CodeForm(expected="", tries_left=process.tries_left)
        shown = {"form": form, "next": to, "address": process.address, "wait": wait}
        return render(request, "accounts/code.html", shown, status=429)
    process.send_another()
    messages.success(request, _("We sent another code. Only the newest one works."))
    return see_other(_with_next("account_confirm_login_code", to))


def _minutes_until_code(request: Any, address: str, person: Person | None) -> int:
    known = devices.known_for(request, person.pk) if person else ""
    return limits.minutes_until_code(address=address, network=devices.network_of(request), known_device=known)


def _begin_again(request: Any, process: CodeByMail, why: str) -> HttpResponse:
    to = get_next_redirect_url(request)
    process.abort()
    messages.info(request, why)
    return see_other(_with_next("account_login", to))


def _with_next(name: str, to: str | None) -> str:
    return reverse(name) + (f"?{urlencode({'next': to})}" if to else "")
