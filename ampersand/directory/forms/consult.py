"""Asking for a consultation: what one says, and what keeps machines out without keeping anybody else out."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ampersand.accounts.forms import zone_choices
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.directory import content
from ampersand.directory.rules.letter import Sent

PREFIX = "my"
SALT = "directory.consult"


class ConsultForm(forms.Form):
    """What somebody tells a therapist; a name of any kind, and as little as they like."""

    prefix = PREFIX
    name = forms.CharField(
        max_length=80,
        label=_l("A name"),
        help_text=_l("Any name by which we may call you. It need not be your own."),
        error_messages={"required": _l("Type a name, any name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=_l("For whom"),
        widget=forms.RadioSelect,
        choices=[("individual", _l("Me")), ("couple", _l("The two of us")), ("family", _l("Our family"))],
        error_messages={"required": _l("Choose for whom.")},
    )
    country = forms.ChoiceField(
        label=_l("The country where you are"), help_text=_l("A licence holds only in some countries.")
    )
    zone = forms.ChoiceField(
        label=_l("The nearest place on this list"), help_text=_l("So that times are shown as on your clock.")
    )
    times = forms.MultipleChoiceField(
        label=_l("Times that suit you"), required=False, widget=forms.CheckboxSelectMultiple
    )
    when = forms.CharField(
        max_length=200,
        required=False,
        label=_l("Anything else about times"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    words = forms.CharField(
        max_length=3000,
        required=False,
        label=_l("A few words"),
        help_text=_l("What brings you, as much or as little as you like."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    mail = forms.EmailField(
        required=False,
        label=_l("An e-mail address that only you can open"),
        help_text=_l(
            "We send neutral words there when there is news. Without one you only have the link on the next page."
        ),
        error_messages={"invalid": _l("Type it in full, such as name@example.org, or leave it empty.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        held = str((initial or {}).get("zone") or "UTC")
        self.fields["zone"].choices = zone_choices(held)  # type: ignore[attr-defined]
        self.fields["country"].choices = list(content.countries().items())  # type: ignore[attr-defined]
        self.fields["times"].choices = list(content.choices().times.items())  # type: ignore[attr-defined]

    def clean_mail(self) -> str:
        """The address in small letters."""
        return str(self.cleaned_data["mail"]).lower()

    def sent(self, handed: tuple[str, ...]) -> Sent:
        """What is handed over."""
        said = self.cleaned_data
        return Sent(
            name=said["name"], kind=said["kind"], country=said["country"], times=tuple(said["times"]),
            when=said["when"], words=said["words"].strip(), handed=handed, mail=said["mail"],
        )  # fmt: skip


class Stamp:
    """The mark of one showing of the form: its id, and when it was first shown."""

    def __init__(self, signed: str = "") -> None:
        try:
            data = signing.loads(signed, salt=SALT)
            self.form, self.shown = UUID(data["form"]), float(data["at"])
        except (signing.BadSignature, KeyError, TypeError, ValueError):
            self.form, self.shown = new_id(), now().timestamp()

    @property
    def signed(self) -> str:
        """The mark as the form carries it."""
        return signing.dumps({"form": str(self.form), "at": self.shown}, salt=SALT)

    @property
    def too_quick(self) -> bool:
        """Whether the form came back faster than anyone can fill it in."""
        return now().timestamp() - self.shown < settings.ENQUIRY_AT_LEAST.total_seconds()


def trapped(post: Any, stamp: Stamp) -> str:
    """What to say to a machine, or to a person whose browser behaves like one; "" to everyone else."""
    if post.get("website"):
        return _(
            "Something filled in a field that people do not see. If that was your browser, nothing is lost: "
            "the field is empty again. Please press the button once more."
        )
    if stamp.too_quick:
        return _("That was very quick. Please look once more at what you send, then press the button again.")
    return ""


class WordForm(forms.Form):
    """A word to add to a letter."""

    text = forms.CharField(
        max_length=2000,
        label=_l("A word to them"),
        error_messages={"required": _l("Type a word first.")},
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class AddressForm(forms.Form):
    """An address to which an invitation may go."""

    mail = forms.EmailField(
        label=_l("An e-mail address that only you can open"),
        error_messages={"required": _l("Type an address first."), "invalid": _l("Type it in full.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
