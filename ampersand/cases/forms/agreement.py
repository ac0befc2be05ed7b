"""Signing, and choosing a policy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ampersand.cases.rules import confidentiality

SHORTEST = 2


class SignForm(forms.Form):
    """One's own name, typed, and a tick; the hidden fields say which text was read."""

    agree = forms.BooleanField(
        label=_("I have read this, and I agree."), error_messages={"required": _("Tick this if you agree.")}
    )
    name = forms.CharField(
        max_length=80,
        label=_("Your name, typed by you"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type your name.")},
    )
    terms = forms.UUIDField(widget=forms.HiddenInput, required=False)
    about = forms.UUIDField(widget=forms.HiddenInput, required=False)
    says = forms.CharField(widget=forms.HiddenInput, required=False)
    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agree: object = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agree:
            self.fields["agree"].label = agree  # type: ignore[assignment]

    def clean_name(self) -> str:
        """More than a letter."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if len(name) < SHORTEST:
            raise forms.ValidationError(_("Type your name."))
        return name


class PolicyForm(forms.Form):
    """Which of the three ways of handling what is told alone."""

    policy = forms.ChoiceField(
        label=_("What someone tells the therapist alone"),
        choices=[(one.policy.value, one.name) for one in confidentiality.choices()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
