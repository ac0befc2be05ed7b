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
from ampersand.accounts.queries import Reaching
from ampersand.accounts.rules import zones
from ampersand.accounts.rules.reaching import Channel, Shared, When
from ampersand.accounts.safe_contact import Words

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
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
        label=_l("Name on our mails and on your pages"),
        max_length=60,
        required=False,
        help_text=_l(
            "Only you see it. Choose something that tells nobody anything. Empty: “Messages” and “Ampersand”."
        ),
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


class ContactForm(forms.Form):
    """How one may be reached; everything but the ways may stay empty, and silence is the default."""

    channels = forms.MultipleChoiceField(
        label=_l("How may we reach you?"),
        required=False,
        choices=[
            (Channel.EMAIL.value, _l("By e-mail")),
            (Channel.CALL.value, _l("By a phone call")),
            (Channel.TEXT.value, _l("By text message")),
            (Channel.POST.value, _l("By post")),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_l("Choose only what nobody else reads or hears. Our mails say that something waits, and no more."),
    )
    only_here = forms.BooleanField(
        label=_l("Only in here. Send me nothing anywhere else."),
        required=False,
        help_text=_l("Then the only mail you ever get is the code you ask for when you sign in."),
    )
    numbers = forms.CharField(
        label=_l("Numbers that are safe"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    address = forms.CharField(
        label=_l("Where letters are safe"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 3}),
    )
    may_leave_message = forms.TypedChoiceField(
        label=_l("If you do not answer, may we leave a message?"),
        coerce=lambda value: value == "yes",
        choices=[("no", _l("No")), ("yes", _l("Yes"))],
        widget=forms.RadioSelect,
    )
    times = forms.MultipleChoiceField(
        label=_l("When is a good time?"),
        required=False,
        choices=[
            (When.WEEKDAY_MORNING.value, _l("Weekdays, 8 to 12")),
            (When.WEEKDAY_AFTERNOON.value, _l("Weekdays, 12 to 17")),
            (When.WEEKDAY_EVENING.value, _l("Weekdays, 17 to 21")),
            (When.WEEKEND_MORNING.value, _l("Weekends, 8 to 12")),
            (When.WEEKEND_AFTERNOON.value, _l("Weekends, 12 to 17")),
            (When.WEEKEND_EVENING.value, _l("Weekends, 17 to 21")),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_l("Our mails wait for these times too. Choose none, and any time is fine."),
    )
    times_note = forms.CharField(
        label=_l("Anything else about times"), required=False, max_length=200, widget=forms.TextInput(attrs=_PLAIN)
    )
    we_say = forms.CharField(
        label=_l("If someone else answers, what may we say?"),
        required=False,
        max_length=120,
        help_text=_l(
            "Such as “the clinic, about your appointment”. If you leave it empty, we say nothing and ring off."
        ),
        widget=forms.TextInput(attrs=_PLAIN),
    )
    code_phrase = forms.CharField(
        label=_l("A word by which you know that it is really us"),
        required=False,
        max_length=80,
        help_text=_l("Whoever calls says it first."),
        widget=forms.TextInput(attrs=_PLAIN),
    )
    shared_device = forms.ChoiceField(
        label=_l("Can anyone else pick up the device you use for this?"),
        choices=[
            (Shared.NO.value, _l("No")),
            (Shared.YES.value, _l("Yes")),
            (Shared.UNSURE.value, _l("I am not sure")),
        ],
        widget=forms.RadioSelect,
    )
    language = forms.CharField(
        label=_l("Which language should we speak?"), required=False, max_length=40, widget=forms.TextInput(attrs=_PLAIN)
    )
    emergency_person = forms.CharField(
        label=_l("Whom may we call if we are very worried about you?"),
        required=False,
        max_length=200,
        help_text=_l(
            "A name and a number. We call nobody else, and never take it for granted that it is your partner."
        ),
        widget=forms.TextInput(attrs=_PLAIN),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        """A way, or only in here; not both. What a way needs is there."""
        data: dict[str, Any] = self.cleaned_data
        ways = set(data.get("channels") or ())
        if data.get("only_here") and ways:
            self.add_error("only_here", _("Choose either the ways above, or only in here."))
        elif not data.get("only_here") and not ways and "channels" not in self.errors:
            self.add_error("channels", _("Choose at least one way, or “Only in here” below."))
        if ways & {Channel.CALL, Channel.TEXT} and not data.get("numbers"):
            self.add_error("numbers", _("Which number is safe?"))
        if Channel.POST in ways and not data.get("address"):
            self.add_error("address", _("Where is a letter safe?"))
        return data

    @property
    def words(self) -> Words:
        """What is sealed."""
        return Words(**{name: self.cleaned_data[name] for name in Words.__dataclass_fields__})

    @staticmethod
    def held(one: Reaching | None) -> dict[str, Any]:
        """What the form begins with."""
        if one is None:
            return {"version": 0, "may_leave_message": "no"}
        words = {name: getattr(one.words, name) for name in Words.__dataclass_fields__}
        return words | {
            "channels": list(one.channels), "only_here": not one.channels, "times": list(one.times),
            "may_leave_message": "yes" if one.may_leave_message else "no", "shared_device": one.shared_device,
            "language": one.language, "version": one.version,
        }  # fmt: skip


def _one_line(text: str) -> str:
    plain = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf" or sign in "\u200c\u200d")
    return " ".join(seen.split()).strip("\u200c\u200d")
