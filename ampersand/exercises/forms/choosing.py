"""What people ask for on the shelf, and what a therapist suggests."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.exercises import wording
from ampersand.exercises.rules.choosing import Look, Wish

MINUTES = (5, 10, 20, 30, 60)


class WishForm(forms.Form):
    """How hot the topic is, what it is about, how long there is."""

    topic = forms.ChoiceField(required=False)
    need = forms.ChoiceField(required=False)
    minutes = forms.TypedChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = wording.TOPICS if several else {"": wording.TOPICS[""]}
        needs = wording.NEEDS if several else {"individual": wording.NEEDS["individual"]}
        self._choose("topic", _("The topic"), [(key, str(words)) for key, words in topics.items()])
        self._choose(
            "need", _("What it is about"), [("", _("Anything")), *((key, str(words)) for key, words in needs.items())]
        )
        times = [(str(n), _("Up to %(n)d minutes") % {"n": n}) for n in MINUTES]
        self._choose("minutes", _("Time we have"), [("", _("Any")), *times])

    def wish(self) -> Wish:
        """What was asked for."""
        data = self.cleaned_data
        return Wish(data["topic"], data["need"], data["minutes"] or 0)

    def _choose(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].label = label
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """Looking through all of them: by approach, need, way and time."""

    approach = forms.ChoiceField(required=False)
    about = forms.ChoiceField(required=False)
    mode = forms.ChoiceField(required=False)
    time = forms.TypedChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = ("solo", "program")
        modes = {key: words for key, words in wording.MODES.items() if several or key in alone}
        needs = {key: words for key, words in wording.NEEDS.items() if several or key == "individual"}
        times = {str(n): _("Up to %(n)d minutes") % {"n": n} for n in MINUTES}
        for name, label, words in (
            ("approach", _("The approach"), wording.APPROACHES),
            ("about", _("What it is for"), needs),
            ("mode", _("How it is done"), modes),
            ("time", _("Time there is"), times),
        ):
            choices = [("", _("Any")), *((key, str(said)) for key, said in words.items())]
            self.fields[name].label, self.fields[name].choices = label, choices  # type: ignore[attr-defined]

    def look(self) -> Look:
        """What is looked for."""
        data = self.cleaned_data
        return Look(data["approach"], data["about"], data["mode"], data["time"] or 0)


class SuggestForm(forms.Form):
    """To whom, with which note, by when."""

    people = forms.TypedMultipleChoiceField(coerce=UUID, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    due_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date", "class": "short"}))

    def __init__(self, members: tuple[Someone, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        people.choices = [(str(person.person_id), person.name) for person in members]  # type: ignore[attr-defined]
        people.label = _("To whom")
        people.help_text = _("Each sees only that it was suggested to them.")
        people.initial = [str(person.person_id) for person in members]
        people.error_messages["required"] = _("Choose at least one of them.")
        self.fields["note"].label = _("A note to them")
        self.fields["due_on"].label = _("By when")
