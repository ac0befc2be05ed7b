"""A goal to start from: whose it is, what it says, five levels, up to three steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ampersand.goals import wording
from ampersand.goals.actions.library import Wanted
from ampersand.goals.forms.words import PROBLEMS, name_of
from ampersand.goals.models import Goal
from ampersand.goals.rules import scale
from ampersand.goals.rules.scale import LEVELS
from ampersand.goals.rules.steps import MOST_STEPS
from ampersand.goals.rules.templates import Template

BESIDE, INSTEAD = "beside", "instead"


class TemplateForm(forms.Form):
    """Every part of a goal to start from."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    type = forms.ChoiceField(choices=Goal.Type.choices, widget=forms.RadioSelect)
    domain = forms.ChoiceField(widget=forms.Select)
    text = forms.CharField(max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    measured = forms.CharField(max_length=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    steps = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    suggest = forms.BooleanField(required=False)

    def __init__(self, *args: Any, of: Template | None = None, choose_place: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choose_place:
            places = [(INSTEAD, _("In the place of ours")), (BESIDE, _("Beside ours, as another one"))]
            place = forms.ChoiceField(choices=places, widget=forms.RadioSelect, initial=INSTEAD, label=_("Where?"))
            self.fields = {"place": place} | self.fields
        self._say("type", _("Whose goal is it?"), "shared", of and of.type)
        self.fields["domain"].choices = list(wording.DOMAINS.items())  # type: ignore[attr-defined]
        self._say("domain", _("What is it about?"), "communication", of and of.domain)
        self._say("text", _("The goal in one sentence, about us or me"), "", of and of.text)
        self._say("measured", _("How one would notice"), "", of and of.measured)
        self._say("steps", _("First small steps, one a line, at most three"), "", of and "\n".join(of.steps))
        self._say("suggest", _("Offer it to clients, too, and not only to those who treat"), True, of and of.suggest)
        for level in reversed(LEVELS):
            self.fields[name_of(level)] = forms.CharField(
                max_length=160, label=wording.PARTS[f"level{level:+d}"], initial=of.levels[level] if of else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
                error_messages={"required": _(PROBLEMS["missing"])},
            )  # fmt: skip

    def clean_steps(self) -> tuple[str, ...]:
        """At most three, none empty."""
        found = tuple(" ".join(line.split()) for line in self.cleaned_data["steps"].splitlines() if line.strip())
        if len(found) > MOST_STEPS or any(len(step) > 160 for step in found):
            raise forms.ValidationError(_("At most three steps, each in a few words."))
        return found

    def clean(self) -> dict[str, Any]:
        """Five different levels, none empty."""
        data: dict[str, Any] = self.cleaned_data
        said = {level: data.get(name_of(level), "") for level in LEVELS}
        for level, problem in scale.problems(said).items():
            if problem == "missing":
                continue  # said by the field itself
            self.add_error(name_of(level), _(PROBLEMS[problem]))
        return data

    def wanted(self) -> Wanted:
        """What was typed, for the verb."""
        data = self.cleaned_data
        levels = tuple(" ".join(data[name_of(level)].split()) for level in LEVELS)
        text, measured = " ".join(data["text"].split()), " ".join(data["measured"].split())
        return Wanted(data["domain"], data["type"], text, levels, data["steps"], measured, data["suggest"])

    def _say(self, name: str, label: str, initial: object, held: object) -> None:
        field = self.fields[name]
        field.label, field.initial = label, initial if held is None else held
        field.error_messages["required"] = _("Write a few words.")
