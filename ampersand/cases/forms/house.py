"""What a practice settles for all its cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ampersand.cases import content
from ampersand.cases.actions.house import Settled
from ampersand.cases.forms.people import time_zones
from ampersand.cases.rules import confidentiality
from ampersand.cases.rules.agreement import OLDEST, YOUNGEST


def _short(**more: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off"} | more)


class HouseForm(forms.Form):
    """Name and clock, the agreement, young people, when somebody is there."""

    name = forms.CharField(
        max_length=120, label=_("Name of the practice"), widget=_short(),
        help_text=_("Stands on the page of an invitation and in agreements."),
        error_messages={"required": _("Type a name.")},
    )  # fmt: skip
    time_zone = forms.ChoiceField(
        choices=time_zones, label=_("Where the practice is"), help_text=_("Days begin and end by this clock.")
    )
    confidentiality = forms.ChoiceField(
        label=_("What is told the therapist alone, unless a case settles otherwise"), widget=forms.RadioSelect
    )
    country = forms.ChoiceField(label=_("Whose law the age of consent follows"))
    consents_at = forms.IntegerField(
        label=_("From this age a young person consents alone"), min_value=YOUNGEST, max_value=OLDEST,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    keeps_years = forms.IntegerField(
        label=_("Years for which a record is kept after the last contact"), min_value=1, max_value=30,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    hours = forms.CharField(
        max_length=120, required=False, label=_("When somebody is there"), widget=_short(),
        help_text=_("In words: Monday to Friday, 9 to 17."),
    )  # fmt: skip
    answers_within = forms.CharField(
        max_length=120, required=False, label=_("How soon a therapist answers"), widget=_short(),
        help_text=_("In words: within two working days. Promise only what you keep."),
    )  # fmt: skip
    complaints = forms.CharField(
        max_length=1000, required=False, label=_("Whom to turn to with a complaint"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A person, or the body outside the practice. Stands in every agreement."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policies = [(one.policy.value, f"{_now(one.name)}. {_now(one.suits)}") for one in confidentiality.choices()]
        self.fields["confidentiality"].choices = policies  # type: ignore[attr-defined]
        countries = [("", _now("Not chosen yet")), *((one.code, one.name) for one in content.ages().values())]
        self.fields["country"].choices = countries  # type: ignore[attr-defined]
        self.fields["country"].required = False

    def settled(self) -> Settled:
        """What was typed, for the verb."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Settled(**told | {"complaints": told["complaints"].strip()})
