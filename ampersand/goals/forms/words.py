"""The goal in words, its levels, and the choice between two people's words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ampersand.goals.rules import scale
from ampersand.goals.rules.scale import LEVELS, QUESTIONS
from ampersand.goals.rules.wording import Words
from ampersand.goals.rules.words import about_changing_another
from ampersand.goals.wording import PARTS

LONGEST = timedelta(days=366)
PROBLEMS = {
    "missing": "Write what it would look like.",
    "long": "Make it shorter: up to 160 letters.",
    "same": "Another level says the same. Each needs to be different.",
}


class WordsForm(forms.Form):
    """One sentence, how one would notice, by when, and five plain questions."""

    text = forms.CharField(max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    asked = forms.CharField(required=False, widget=forms.HiddenInput)
    measured = forms.CharField(max_length=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    by = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    answers = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, base: Words, names: Iterable[str], today: date, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base, self.names, self.today, self.asked_about = base, tuple(names), today, ""
        for name in ("text", "measured", "by"):
            self.fields[name].label = PARTS[name]
        self.fields["text"].help_text = _("About you, or about all of you. Never about changing someone else.")
        self.fields["text"].error_messages["required"] = _("Write the goal in one sentence.")
        self.fields["measured"].help_text = _("What would you count, or see?")
        answers = self.fields["answers"]
        answers.label = _("Five questions to make it workable. Tick what you can say yes to.")
        answers.choices = [  # type: ignore[attr-defined]
            (question.key, _("Do I care about it?") if alone and question.key == "wanted" else _(question.words))
            for question in QUESTIONS
        ]
        if not self.is_bound:
            self.initial.update(text=base.text, measured=base.measured, by=base.by, answers=list(base.answers))

    def clean_by(self) -> date | None:
        """Later than today, within a year."""
        day: date | None = self.cleaned_data["by"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Choose a later day."))
        if day and day > self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day within the next year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask once more, kindly, when the sentence seems to be about changing another person."""
        data: dict[str, Any] = self.cleaned_data
        text = data.get("text", "")
        whom = about_changing_another(text, self.names)
        if whom and data.get("asked") != text:
            said = _("This seems to be about what “%(whom)s” should do. What would you do, or what would we do?")
            again = _("If you did not mean it so, send it again as it is.")
            self.add_error("text", f"{said % {'whom': whom}} {again}")
            self.asked_about = text
        return data

    def words(self) -> Words:
        """What was typed, beside the parts that this page does not show."""
        data = self.cleaned_data
        return replace(
            self.base, text=data["text"], measured=data["measured"], by=data["by"], answers=tuple(data["answers"])
        )


class LevelsForm(forms.Form):
    """Five levels, each in a few words."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, base: Words, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = base
        for level in reversed(LEVELS):
            self.fields[name_of(level)] = forms.CharField(
                required=False, label=PARTS[f"level{level:+d}"],
                widget=forms.TextInput(attrs={"autocomplete": "off"}), initial=base.level(level),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Five different levels, none empty."""
        data: dict[str, Any] = self.cleaned_data
        said = {level: data.get(name_of(level), "") for level in LEVELS}
        for level, problem in scale.problems(said).items():
            self.add_error(name_of(level), _(PROBLEMS[problem]))
        return data

    def words(self) -> Words:
        """What was typed, beside the parts that this page does not show."""
        return replace(self.base, levels=tuple(self.cleaned_data[name_of(level)] for level in LEVELS))


def name_of(level: int) -> str:
    """The name of a level's field."""
    return f"level{level + 2}"
