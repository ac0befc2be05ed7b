"""Offering to look at a row together, and choosing what of one's own side is sealed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.conflict import wording
from ampersand.conflict.rules.account import LINES

FIRST = ("felt", "needed", "feared", "did", "mended")  # what happened is where two people differ most: one may add it


class OfferForm(forms.Form):
    """The few words that the other reads."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(widget=forms.RadioSelect)
    about = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date", "class": "short"}))

    def __init__(self, others: Sequence[Someone], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        to = self.fields["to"]
        to.choices = [(str(person.person_id), person.name) for person in others]  # type: ignore[attr-defined]
        to.label = _("Whom do you offer it to?")
        to.initial = str(others[0].person_id)
        if len(others) == 1:
            to.widget = forms.HiddenInput()
        self.fields["about"].label = _("A few words by which it can be recognised")
        self.fields["about"].help_text = _("As neutral as a heading: “the talk about the holidays”.")
        self.fields["about"].error_messages["required"] = _("Write a few words.")
        self.fields["day"].label = _("The day it was")

    def clean_day(self) -> date | None:
        """Today at the latest."""
        day: date | None = self.cleaned_data["day"]
        if day and day > self.today:
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day


class SideForm(forms.Form):
    """Which of one's own entries, and which lines of it."""

    entry = forms.TypedChoiceField(widget=forms.RadioSelect)
    lines = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, initial=FIRST)

    def __init__(self, written: Sequence[tuple[str, str]], data: Any = None, *, wanted: str = "") -> None:
        super().__init__(data)
        entry, lines = self.fields["entry"], self.fields["lines"]
        entry.choices = list(written)  # type: ignore[attr-defined]
        entry.label = _("Which of your own notes?")
        entry.error_messages["required"] = _("Choose one, or write it first.")
        latest = written[0][0] if written else None
        entry.initial = wanted if wanted in dict(written) else latest
        lines.choices = [(name, title) for name, title in wording.LINES.items() if name in LINES]  # type: ignore[attr-defined]
        lines.label = _("Which lines of it?")
        lines.help_text = _("How hot it was is never part of it: nobody is to be the hotter one.")
        lines.error_messages["required"] = _("Choose at least one line.")
