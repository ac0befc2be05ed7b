"""The forms of the length of the work, and of one look at the whole."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ampersand.pathway.queries.words import CHOICES
from ampersand.pathway.rules.choices import Choice

LONGEST_REASON = 2000


class LengthForm(forms.Form):
    """How many meetings, from which day, every how many weeks; the version that was shown."""

    meetings = forms.IntegerField(min_value=1, max_value=100, widget=forms.NumberInput(attrs={"class": "short"}))
    begun_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    every_weeks = forms.IntegerField(min_value=1, max_value=12, widget=forms.NumberInput(attrs={"class": "short"}))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["meetings"].label = _("How many meetings you agreed on")
        self.fields["begun_on"].label = _("The day of the first one")
        self.fields["every_weeks"].label = _("Weeks from one to the next")

    def clean_begun_on(self) -> date:
        """Within ten years back and one ahead."""
        day: date = self.cleaned_data["begun_on"]
        if not -3660 <= (day - self.today).days <= 366:
            raise forms.ValidationError(_("Choose a day within the last ten years or the next one."))
        return day


class ReviewForm(forms.Form):
    """What was chosen, and why."""

    choice = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}))
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, choices: tuple[Choice, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice, reason = self.fields["choice"], self.fields["reason"]
        choice.label = _("What you choose, with them")
        choice.choices = [(one.value, CHOICES[one][0]) for one in choices]  # type: ignore[attr-defined]
        choice.error_messages["required"] = _("Choose one.")
        reason.label = _("Why, in a sentence or two")
        reason.help_text = _("What you saw, what they said, what you agreed.")
        reason.error_messages["required"] = _("Write a few words, so that it can be understood later.")
