"""The form by which a therapist plans a measure."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from ampersand.measures.models import Plan
from ampersand.measures.queries.cases import Treated
from ampersand.measures.queries.planning import Choice

MOST_WEEKS = 52
A_YEAR = timedelta(days=366)


class PlanForm(forms.Form):
    """Who, what, how often, from when; everyone of a couple or family is chosen unless changed."""

    people = forms.TypedMultipleChoiceField(coerce=UUID, widget=forms.CheckboxSelectMultiple)
    instrument = forms.ChoiceField(widget=forms.RadioSelect)
    rhythm = forms.ChoiceField(widget=forms.RadioSelect)
    every_weeks = forms.IntegerField(min_value=1, max_value=MOST_WEEKS, required=False)
    starts_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}))

    def __init__(self, treated: Treated, choices: list[Choice], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        members = treated.case.members
        people, instrument, rhythm = self.fields["people"], self.fields["instrument"], self.fields["rhythm"]
        people.label = _("Who is asked")
        people.choices = [(str(member.person_id), member.name) for member in members]  # type: ignore[attr-defined]
        people.initial = [str(member.person_id) for member in members]
        people.error_messages["required"] = _("Choose who is asked.")
        if len(members) > 1:
            people.help_text = _("The same questions for each is fair; change it when there is a reason.")
        instrument.label = _("Which measure")
        instrument.choices = [(choice.slug, choice.title) for choice in choices]  # type: ignore[attr-defined]
        instrument.error_messages["required"] = _("Choose a measure.")
        rhythm.label = _("How often")
        rhythm.choices = [  # type: ignore[attr-defined]
            (Plan.Rhythm.ONCE, _("Once")),
            (Plan.Rhythm.WEEKS, _("Again and again, by the week")),
            (Plan.Rhythm.MEETING, _("Before every meeting, when you ask for it")),
            (Plan.Rhythm.INTAKE, _("At the start")),
            (Plan.Rhythm.END, _("At the end, when you ask for it")),
        ]
        rhythm.initial = Plan.Rhythm.WEEKS
        self.fields["every_weeks"].label = _("Every how many weeks")
        self.fields["every_weeks"].initial = 1
        self.fields["every_weeks"].widget.attrs["class"] = "short"
        self.fields["starts_on"].label = _("From which day")
        self.fields["starts_on"].initial = today

    def clean_starts_on(self) -> date:
        """Today or later, within a year."""
        day: date = self.cleaned_data["starts_on"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        if day > self.today + A_YEAR:
            raise forms.ValidationError(_("Choose a day within the next year."))
        return day

    def clean(self) -> dict[str, Any]:
        """By the week needs a number of weeks; every other rhythm has none."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("rhythm") != Plan.Rhythm.WEEKS:
            data["every_weeks"] = None
            self.errors.pop("every_weeks", None)
        elif data.get("every_weeks") is None and "every_weeks" not in self.errors:
            self.add_error("every_weeks", _("Say after how many weeks, 1 for every week."))
        return data
