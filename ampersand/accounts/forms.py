"""What people type here, and what we say when it does not fit."""

import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from allauth.core.internal.cryptokit import compare_user_code, normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ampersand.accounts import limits
from ampersand.accounts.models import Person
from ampersand.accounts.rules import zones

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code", "spellcheck": "false"}


class SignInForm(forms.Form):
    """Where to send the code."""

    email = forms.EmailField(
        label=_l("Your e-mail address"),
        error_messages={
            "required": _l("Type your e-mail address."),
            "invalid": _l("Type it in full, such as name@example.org."),
        },
        widget=forms.EmailInput(
            attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_l("The code from the mail"),
        max_length=40,
        error_messages={"required": _l("Type the eight digits from the mail.")},
        widget=forms.TextInput(attrs=CODE),
    )

    def __init__(self, *args: Any, expected: str, tries_left: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected, self.tries_left = expected, tries_left

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not compare_user_code(actual=code, expected=self.expected):
            more = _("You can try once more.") if self.tries_left == 1 else _("You can try twice more.")
            raise forms.ValidationError(_("That is not the code from our newest mail.") + " " + more)
        return code


class SecondStepCode:
    """Checks a code of an authenticator app, or a recovery code; who may try how often is the page's to say."""

    user: Person
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """The code, if it is right; an app's code works once."""
        code = normalize_user_code(self.cleaned_data["code"])
        for one in Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN):
            if one.wrap().validate_code(code) and self._first_use(one.type, code):
                one.user = self.user
                self.authenticator = one
                return str(code)
        raise forms.ValidationError(_("That code does not fit. Type what your app shows now, or a recovery code."))

    def _first_use(self, kind: str, code: str) -> bool:
        step = int(time.time()) // totp.app_settings.TOTP_PERIOD
        return kind != Authenticator.Type.TOTP or limits.may(limits.APP_CODE_ONCE, self.user.pk, code, step)


def _dress_code(form: forms.Form, label: str) -> None:
    form.fields["code"].label = label
    form.fields["code"].error_messages["required"] = _("Type the code.")
    form.fields["code"].widget = forms.TextInput(attrs=CODE)


class SecondStepForm(SecondStepCode, AuthenticateForm):  # type: ignore[misc]
    """The second step while signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code from your app, or a recovery code"))


class AgainForm(SecondStepCode, ReauthenticateForm):  # type: ignore[misc]
    """The second step once more, before it is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code from your app, or a recovery code"))


@contextmanager
def _made_by_a_browser() -> Iterator[None]:
    # What no browser sends makes the libraries below raise whatever they stumble over.
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, InvalidSignature) as error:
        raise forms.ValidationError(_("That passkey did not fit.")) from error


class SecondStepPasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step. It is not counted: there is nothing in it to guess."""

    def clean_credential(self) -> Any:
        """The passkey that signed our challenge."""
        credential = self.cleaned_data["credential"]
        with _made_by_a_browser():
            webauthn.parse_authentication_response(credential)
            return webauthn.complete_authentication(self.user, credential)


class AgainPasskeyForm(SecondStepPasskeyForm):
    """A passkey once more, before the second step is changed."""

    reauthenticated = True


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey that says by itself whose it is."""

    def clean_credential(self) -> Any:
        """The passkey that signed our challenge."""
        with _made_by_a_browser():
            return super().clean_credential()


class AddAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("The six digits that the app shows"))

    def clean_code(self) -> str:
        """The code, if the app has our secret and the right time."""
        code: str = self.cleaned_data["code"]
        if not totp.validate_totp_code(self.secret, code):
            raise forms.ValidationError(
                _("That is not what the app should show. Wait for its next code. Is your phone's clock right?")
            )
        return code


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: always one that can sign in by itself, opened by finger, face or PIN."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("A name for it, such as the device it is on"),
            required=False,
            max_length=40,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self.fields["passwordless"].widget = forms.HiddenInput()

    def clean_name(self) -> str:
        """The name, or a plain one."""
        return self.cleaned_data["name"].strip() or _("Passkey")

    def clean_passwordless(self) -> bool:
        """Always."""
        return True

    def clean(self) -> Any:
        """With what the browser made."""
        with _made_by_a_browser():
            return super().clean()


@lru_cache(maxsize=1)
def _zones() -> zones.Choices:
    return zones.grouped(available_timezones())


def zone_choices(held: str) -> list[Any]:
    """Every time zone by part of the world; one that is held under an old name stays possible."""
    known = {name for _group, pairs in _zones() for name, _place in pairs}
    return list(_zones()) if held in known else [(held, zones.place_of(held)), *_zones()]


class PreferencesForm(forms.Form):
    """How one is named and spoken to."""

    name = forms.CharField(
        label=_l("Your name"),
        max_length=80,
        help_text=_l("The people in your cases see it."),
        error_messages={"required": _l("Type the name that others should see.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    sender_name = forms.CharField(
        label=_l("Name that our mails come from"),
        max_length=60,
        required=False,
        help_text=_l("Only you see it. Choose something that tells nobody anything. Empty: “Messages”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    time_zone = forms.ChoiceField(label=_l("Time zone"))
    language = forms.ChoiceField(label=_l("Language"))
    theme = forms.ChoiceField(
        label=_l("Light or dark"),
        required=False,
        choices=[("", _l("As my device has it")), ("light", _l("Light")), ("dark", _l("Dark"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        held = {field: getattr(person, field) for field in ("name", "sender_name", "time_zone", "language", "theme")}
        kwargs["initial"] = held
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices(person.time_zone)  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """The name on one line, without invisible signs."""
        if name := _one_line(self.cleaned_data["name"]):
            return name
        raise forms.ValidationError(_("Type the name that others should see."))

    def clean_sender_name(self) -> str:
        """The name on one line, without what could pass for an address."""
        name = _one_line(self.cleaned_data["sender_name"])
        if any(sign in name for sign in '@<>"'):
            raise forms.ValidationError(_("Leave out @, < and >: mail programs take them for an address."))
        return name


def _one_line(text: str) -> str:
    plain = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf" or sign in "\u200c\u200d")
    return " ".join(seen.split()).strip("\u200c\u200d")
