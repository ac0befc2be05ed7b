"""Steps, ratings and setbacks."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.goals.rules import steps
from ampersand.goals.rules.scale import LEVELS
from ampersand.goals.rules.wording import Words

TOGETHER = "together"


class StepForm(forms.Form):
    """Who, what, when, how we will know, how hard."""

    step = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.CharField(max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    holder = forms.ChoiceField(widget=forms.RadioSelect)
    first_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    known = forms.CharField(max_length=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    hard = forms.IntegerField(min_value=0, max_value=10, widget=forms.NumberInput(attrs={"class": "short"}))
    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, members: tuple[Someone, ...], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        who = self.fields["holder"]
        names = [(str(person.person_id), person.name) for person in members]
        who.choices = [(TOGETHER, _("Together")), *names] if len(names) > 1 else names  # type: ignore[attr-defined]
        who.label = _("Who does it")
        who.initial = TOGETHER if len(names) > 1 else names[0][0] if names else ""
        if len(names) < 2:
            who.widget = forms.HiddenInput()
        self.fields["what"].label = _("What is the next small step?")
        self.fields["what"].error_messages["required"] = _("Write one small thing.")
        self.fields["first_on"].label = _("When for the first time")
        self.fields["first_on"].help_text = _("Within the next seven days.")
        self.fields["first_on"].initial = today
        self.fields["known"].label = _("How will you know that it happened?")
        self.fields["hard"].label = _("How hard is it, from 0 to 10?")
        self.fields["hard"].help_text = _("Three to five is a good size.")
        self.fields["hard"].initial = 4

    def clean_first_on(self) -> date:
        """Today or within seven days."""
        day: date = self.cleaned_data["first_on"]
        problem = steps.first_date_problem(day, self.today)
        if problem == "past":
            raise forms.ValidationError(_("Choose today or a later day."))
        if problem == "late":
            raise forms.ValidationError(_("Begin within seven days. If that is too soon, make the step smaller."))
        return day

    def for_verb(self) -> dict[str, Any]:
        """What was typed, for the verb."""
        data = self.cleaned_data
        holder = None if data["holder"] == TOGETHER else UUID(data["holder"])
        return {
            "what": data["what"], "known": data["known"], "first_on": data["first_on"], "hard": data["hard"],
            "holder_id": holder, "instead_of": data["instead_of"], "step_id": data["step"],
        }  # fmt: skip


class RateForm(forms.Form):
    """One of five stones, and a few words."""

    level = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)
    note = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, words: Words, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        level.label = _("Where do you see it today?")
        level.choices = [(number, words.level(number)) for number in reversed(LEVELS)]  # type: ignore[attr-defined]
        level.error_messages["required"] = _("Choose the line that fits best.")
        self.fields["note"].label = _("A few words")


class SetbackForm(forms.Form):
    """What happened, what we learned, what we change."""

    happened = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    learned = forms.CharField(max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    change = forms.CharField(max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened"].label = _("What got in the way?")
        self.fields["happened"].error_messages["required"] = _("A few words are enough.")
        self.fields["learned"].label = _("What did you learn from it?")
        self.fields["change"].label = _("What will you change?")
