"""The second step: an authenticator app, passkeys, recovery codes. allauth does the work, in our pages and limits."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ampersand.accounts import actions, devices, limits, queries
from ampersand.accounts.forms import (
    AddAppForm,
    AddPasskeyForm,
    AgainForm,
    AgainPasskeyForm,
    PasskeySignInForm,
    SecondStepForm,
    SecondStepPasskeyForm,
)
from ampersand.accounts.sessions import key_of
from ampersand.core.pages import see_other
from ampersand.privacy.viewer import ViewerRequest


def second_step(request: ViewerRequest) -> HttpResponse:
    """What I have beside the code by mail, and what I may add."""
    required = request.viewer.is_staff and not settings.DEMO
    shown = {"steps": queries.own_second_steps(request.viewer), "required": required}
    return render(request, "accounts/second_step.html", shown)


class Fresh:
    """Asks for the second step once more before it is changed; what was posted is not kept meanwhile."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Lead to the question, or go on."""
        if is_reauthentication_required(request, app="allauth.mfa"):
            by_code = queries.own_second_steps(request.viewer).app_since
            again = reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")
            return see_other(f"{again}?{urlencode({'next': request.path})}")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Changed:
    """Remembers a change of the second step with the house, in the same transaction."""

    verb = ""
    done: Any = ""
    request: Any

    @transaction.atomic
    def form_valid(self, form: Any) -> Any:
        """Do it, note it, say it."""
        response = super().form_valid(form)  # type: ignore[misc]
        if self.verb == "added":
            # Just shown to work: no need to ask again for seeing the recovery codes.
            record_authentication(self.request, self.request.user, method="mfa", reauthenticated=True)
            self.request.session["second_factor"] = True
        elif self.verb == "removed" and not queries.has_second_step(self.request.user.pk):
            self.request.session.pop("second_factor", None)
        actions.note_second_step(by=self.request.viewer, verb=self.verb)
        messages.success(self.request, self.done)
        return response


class MayGo:
    """Staff keep at least one second step."""

    request: Any

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Remove it, unless it is the last one of someone who needs one."""
        steps = queries.own_second_steps(request.viewer)
        if request.viewer.is_staff and not settings.DEMO and steps.count == 1:
            messages.info(request, _("You work for a practice, so you need a second step. Add another one first."))
            return see_other("mfa_index")
        return super().post(request, *args, **kwargs)  # type: ignore[misc]


class AddApp(Fresh, Changed, ActivateTOTPView):  # type: ignore[misc]
    """Show the secret, take the first code."""

    template_name, form_class = "accounts/add_app.html", AddAppForm
    verb, done = "added", _l("Your authenticator app is set up.")

    def get_context_data(self, **kwargs: Any) -> Any:
        """With the secret in groups of four, for those who type it."""
        shown = super().get_context_data(**kwargs)
        secret = shown["form"].secret
        return shown | {"secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}


class RemoveApp(Fresh, MayGo, Changed, DeactivateTOTPView):  # type: ignore[misc]
    """Ask, then forget the app's secret."""

    template_name, success_url = "accounts/remove_app.html", reverse_lazy("mfa_index")
    verb, done = "removed", _l("Your authenticator app is not asked for any more.")


class AddPasskey(Fresh, Changed, AddWebAuthnView):  # type: ignore[misc]
    """Make a passkey on this device."""

    template_name, form_class = "accounts/add_passkey.html", AddPasskeyForm
    verb, done = "added", _l("Your passkey is set up.")

    def get_form_kwargs(self) -> Any:
        """Named by its owner, not by its number."""
        return super().get_form_kwargs() | {"initial": {"name": "", "passwordless": True}}

    def get_context_data(self, **kwargs: Any) -> Any:
        """With what the browser needs to make one that can sign in by itself."""
        shown = super().get_context_data(**kwargs)
        return shown | {"options": webauthn.begin_registration(self.request.user, True)}


class RemovePasskey(Fresh, MayGo, Changed, RemoveWebAuthnView):  # type: ignore[misc]
    """Ask, then forget a passkey."""

    template_name, success_url = "accounts/remove_passkey.html", reverse_lazy("mfa_index")
    verb, done = "removed", _l("That passkey opens nothing here any more.")


class RecoveryCodes(Fresh, ViewRecoveryCodesView):  # type: ignore[misc]
    """The codes for when the phone is gone."""

    template_name = "accounts/recovery_codes.html"


class NewRecoveryCodes(Fresh, Changed, GenerateRecoveryCodesView):  # type: ignore[misc]
    """Ask, then make new ones; the old ones stop working."""

    template_name = "accounts/new_recovery_codes.html"
    verb, done = "codes_renewed", _l("These are your new recovery codes. The old ones work no more.")


class Again(ReauthenticateView):  # type: ignore[misc]
    """The second step once more, with a code."""

    template_name, form_class = "accounts/again.html", AgainForm

    def _check_ratelimit(self, request: HttpRequest) -> HttpResponse | None:
        mark = key_of(request.session.session_key or "")
        if request.method == "POST" and not limits.may(limits.SECOND_STEP_KNOWN, "again", mark):
            messages.info(request, _("That were many codes. Wait an hour, or sign out and in again."))
            return see_other("mfa_index")
        return None


class AgainPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """The second step once more, with a passkey."""

    template_name, form_class = "accounts/again_passkey.html", AgainPasskeyForm

    def _check_ratelimit(self, request: HttpRequest) -> None:
        """Not counted: there is nothing in a passkey to guess."""

    def form_invalid(self, form: Any) -> Any:
        """Say so and ask again."""
        messages.info(self.request, _("That passkey did not fit. Try again."))
        return see_other(self.passthrough_next_url(self.request.path))


@method_decorator(login_not_required, name="dispatch")
class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    """Sign in with a passkey alone. Never limited, so that it always remains."""

    form_class = PasskeySignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Without allauth's limit for each network: a partner at home could use it up."""
        return super(LoginWebAuthnView, self).dispatch(request, *args, **kwargs)

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """A passkey may be used while a code is on its way."""

    def form_invalid(self, form: Any) -> Any:
        """Say so, and lead back."""
        messages.info(self.request, _("That passkey opens no account here. Try another, or let us send you a code."))
        to = get_next_redirect_url(self.request)
        return see_other(reverse("account_login") + (f"?{urlencode({'next': to})}" if to else ""))


@method_decorator(login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login"), name="dispatch")
class SecondStep(AuthenticateView):  # type: ignore[misc]
    """The second step while signing in: three tries in this attempt, nobody else's are touched."""

    template_name = "accounts/second_step_check.html"
    form_class, webauthn_form_class = SecondStepForm, SecondStepPasskeyForm

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Check a code, within the limits, or a passkey."""
        if "code" in request.POST and not self._may_try(request):
            clear_login(request)
            messages.info(request, _("Too many codes did not fit. Begin again a little later, or use a passkey."))
            return see_other("account_login")
        return super().post(request, *args, **kwargs)

    def _may_try(self, request: Any) -> bool:
        person = self.stage.login.user
        return limits.may_try_second_step(
            attempt=f"{key_of(request.session.session_key or '')} {self.stage.login.initiated_at}",
            person_id=person.pk,
            known_device=devices.known_for(request, person.pk),
        )

    def get_context_data(self, **kwargs: Any) -> Any:
        """With what this person has."""
        shown = super().get_context_data(**kwargs)
        kinds = set(self.stage.login.user.authenticator_set.values_list("type", flat=True))
        if "totp" not in kinds:
            shown["form"].fields["code"].label = _("A recovery code")
        return shown | {"has_passkey": "webauthn" in kinds, "has_app": "totp" in kinds}
