"""Forms about fees: what the practice asks, and who pays in a case."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ampersand.cases.queries import OneCase
from ampersand.meetings.models import Fee, Paying

CURRENCIES = [(code, code) for code in ("EUR", "GBP", "USD", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN")]


class FeesForm(forms.Form):
    """An amount and a code for each kind of meeting."""

    currency = forms.ChoiceField(choices=CURRENCIES, label=_l("Currency"))

    def __init__(self, held: dict[str, tuple[int, str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for of, label in Fee.For.choices:
            cents, currency, code = held.get(of, (0, "EUR", ""))
            self.fields["currency"].initial = currency
            self.fields[f"{of}_amount"] = forms.DecimalField(
                min_value=0, max_value=100000, decimal_places=2, required=False, initial=f"{cents / 100:.2f}",
                label=_("A meeting with %(whom)s") % {"whom": label},
                widget=forms.NumberInput(attrs={"class": "short", "step": "0.01"}),
            )  # fmt: skip
            self.fields[f"{of}_code"] = forms.CharField(
                max_length=20, required=False, initial=code, label=_("Code for insurers"),
                widget=forms.TextInput(attrs={"class": "short"}),
            )  # fmt: skip

    @property
    def fees(self) -> dict[str, tuple[int, str]]:
        """Cents and code by kind."""
        data = self.cleaned_data
        return {of: (round((data[f"{of}_amount"] or 0) * 100), data[f"{of}_code"]) for of in Fee.For.values}


class PayingForm(forms.Form):
    """Who pays for what all have together."""

    who = forms.ChoiceField(label=_l("Meetings of all of them are paid by"), widget=forms.RadioSelect)

    def __init__(self, case: OneCase, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.person_id), _("%(name)s, the whole") % {"name": one.name}) for one in case.members]
        shared = [(key, label) for key, label in Paying.Who.choices if key != Paying.Who.ONE]
        self.fields["who"].choices = [*shared, *people]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, UUID | None]:
        """How, and who if it is one of them."""
        who = self.cleaned_data["who"]
        if who in Paying.Who.values:
            return who, None
        return Paying.Who.ONE, UUID(who)
