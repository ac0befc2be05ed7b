"""What may leave: what is covered, to whom, for what, of which days, until when; and one's own name under it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.reports.actions.releasing import Terms
from ampersand.reports.queries import wording
from ampersand.reports.rules.release import OF_ALL, OF_ONE, Cover

ALL = "all"
LONGEST = timedelta(days=365)
USUAL = timedelta(days=90)
SHORTEST_NAME = 2


class ReleaseForm(forms.Form):
    """One release, in the order in which one thinks of it."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.ChoiceField(widget=forms.RadioSelect)
    covers = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    to = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    purpose = forms.CharField(max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    expires_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}))

    def __init__(self, people: list[Someone], today: date, *args: Any, joint: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        about = [(str(person.person_id), wording.of_one(person.name)) for person in people]
        self._choose("about", _("Whose is it?"), [*about, *([(ALL, wording.of_all())] if joint else [])])
        covers = [*OF_ONE, Cover.JOINT_GOALS] if joint else list(OF_ONE)
        self._choose("covers", _("What may be told?"), [(one.value, wording.cover(one)) for one in covers])
        self._say("to", _("Who may have it?"), _("A name and a place, such as a family doctor."))
        self._say("purpose", _("What is it for?"), "")
        self._say("since", _("From which day"), _("Leave it empty for everything from the beginning."))
        self._say("until", _("Up to which day"), _("Leave it empty for everything up to the day it leaves."))
        self._say("expires_on", _("Until when does it hold?"), _("At most a year. Everyone can take it back sooner."))
        self.fields["expires_on"].initial = today + USUAL
        if len(about) == 1:
            self.fields["about"].initial = about[0][0]

    def clean_expires_on(self) -> date:
        """A day to come, within a year."""
        day: date = self.cleaned_data["expires_on"]
        if not self.today <= day <= self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return day

    def clean(self) -> dict[str, Any]:
        """What is covered must fit whose it is, and the days must be in order."""
        found = super().clean() or {}
        about, covers = found.get("about"), set(found.get("covers", ()))
        fitting = {one.value for one in (OF_ALL if about == ALL else OF_ONE)}
        if about and covers and not covers <= fitting:
            words = wording.wrong_cover(joint=about == ALL)
            self.add_error("covers", words)
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the first one."))
        return found

    def terms(self) -> Terms:
        """What was asked, for the verb."""
        data = self.cleaned_data
        return Terms(
            tuple(data["covers"]), data["to"], data["purpose"], data["expires_on"], data["since"], data["until"]
        )

    def _choose(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.label, field.choices = label, choices  # type: ignore[attr-defined]
        field.error_messages["required"] = _("Choose at least one.")

    def _say(self, name: str, label: str, help_text: str) -> None:
        field = self.fields[name]
        field.label, field.help_text = label, help_text
        field.error_messages["required"] = _("Write a few words.") if name != "expires_on" else _("Choose a day.")


class SignForm(forms.Form):
    """One's own name, typed, and a tick."""

    agree = forms.BooleanField()
    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agree"].label = _("I have read this, and it may leave.")
        self.fields["agree"].error_messages["required"] = _("Tick this if it may.")
        self.fields["name"].label = _("Your name, typed by you")
        self.fields["name"].error_messages["required"] = _("Type your name.")

    def clean_name(self) -> str:
        """More than a letter."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if len(name) < SHORTEST_NAME:
            raise forms.ValidationError(_("Type your name."))
        return name


class NoteForm(forms.Form):
    """The therapist's own words in a letter."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("In your own words")
        self.fields["note"].help_text = _("Left open, the letter holds only what stands above. Write of nobody else.")
