"""What is typed before going on with one of them, and what each answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ampersand.cases.forms.states import LONGEST, area


class ReviewForm(forms.Form):
    """With whom, whether it would be fair, and with whom it was talked over."""

    person = forms.ChoiceField(
        label=_("With whom?"), widget=forms.RadioSelect, error_messages={"required": _("Choose one of them.")}
    )
    words = forms.CharField(
        label=_("Would it be fair to each of them?"), max_length=LONGEST, widget=area(6),
        help_text=_("What you know of the other that could stand in the way; what somebody else could do better; what "
                    "you will do if both need you."),
        error_messages={"required": _("Write down what you considered.")},
    )  # fmt: skip
    consulted = forms.CharField(
        label=_("With whom you talked it over, and when"), required=False, max_length=LONGEST, widget=area(2)
    )

    def __init__(self, members: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = members  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """A yes needs one's own name; a no needs nothing."""

    name = forms.CharField(
        max_length=80, label=_("Your name, typed by you, if you say yes"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    digest = forms.CharField(widget=forms.HiddenInput, required=False)
    agrees = forms.ChoiceField(choices=[("yes", ""), ("no", "")], required=False)

    def clean(self) -> dict[str, Any]:
        """More than a letter, for a yes."""
        told: dict[str, Any] = super().clean() or {}
        told["name"] = " ".join(str(told.get("name", "")).split())
        if told.get("agrees") == "yes" and len(told["name"]) < 2:
            self.add_error("name", _("Type your name."))
        return told
