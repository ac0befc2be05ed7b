"""An exercise as a step of a goal: of which one, who, from when, how hard."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.goals.queries.roadmap import Card
from ampersand.goals.rules import steps

TOGETHER = "together"


class PractiseForm(forms.Form):
    """Which goal it is for, and how it is tried."""

    step = forms.UUIDField(widget=forms.HiddenInput)
    goal = forms.TypedChoiceField(coerce=UUID, widget=forms.RadioSelect)
    holder = forms.ChoiceField(widget=forms.RadioSelect)
    first_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    hard = forms.IntegerField(min_value=0, max_value=10, widget=forms.NumberInput(attrs={"class": "short"}))

    def __init__(self, goals: list[Card], members: tuple[Someone, ...], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.goals = today, {card.id: card for card in goals}
        names = [(str(person.person_id), person.name) for person in members]
        who = [(TOGETHER, _("Together")), *names] if len(names) > 1 else names
        self._choices("goal", _("For which goal?"), [(str(card.id), card.words.text) for card in goals])
        self._choices("holder", _("Who does it"), who)
        self.fields["goal"].error_messages["required"] = _("Choose the goal it is for.")
        self.fields["first_on"].label = _("When for the first time")
        self.fields["first_on"].help_text = _("Within the next seven days.")
        self.fields["hard"].label = _("How hard is it, from 0 to 10?")
        self.fields["hard"].help_text = _("Three to five is a good size.")
        only = str(goals[0].id) if len(goals) == 1 else ""
        self.initial.update(first_on=today, hard=4, holder=who[0][0] if who else "", goal=only)

    def clean_first_on(self) -> date:
        """Today or within seven days."""
        day: date = self.cleaned_data["first_on"]
        if steps.first_date_problem(day, self.today):
            raise forms.ValidationError(_("Choose today, or a day within the next seven."))
        return day

    def clean(self) -> dict[str, Any]:
        """What is one's own alone is done by oneself."""
        data: dict[str, Any] = self.cleaned_data
        goal, holder = self.goals.get(data.get("goal", "")), data.get("holder")
        if goal and goal.owner and holder not in (TOGETHER, *(str(one.person_id) for one in goal.concerned)):
            self.add_error("holder", _("This goal is not theirs. Choose somebody whose goal it is."))
        return data

    def for_verb(self) -> dict[str, Any]:
        """What was chosen, for the verb that adds a step."""
        data = self.cleaned_data
        holder = None if data["holder"] == TOGETHER else UUID(data["holder"])
        return {
            "goal_id": data["goal"], "step_id": data["step"], "first_on": data["first_on"], "hard": data["hard"],
            "holder_id": holder,
        }  # fmt: skip

    def _choices(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].label, self.fields[name].choices = label, choices  # type: ignore[attr-defined]
