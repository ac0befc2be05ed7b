"""Forms for a therapist: a meeting or a series, another hour, who came."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.models import Attendance
from ampersand.meetings.rules.times import LONGEST_SERIES, instant


class WhenForm(forms.Form):
    """A day and an hour in the writer's own zone, how long, and where."""

    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"))
    hour = forms.TimeField(widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"))
    minutes = forms.IntegerField(min_value=15, max_value=240, widget=forms.NumberInput(attrs={"class": "short"}))
    room = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(self, zone: str, rooms: list[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["day"].label = _("Day")
        self.fields["hour"].label = _("Begins at, your time")
        self.fields["minutes"].label = _("How long, in minutes")
        self.fields["minutes"].initial = 75
        self.fields["room"].label = _("Where")
        self.fields["room"].choices = [("", _("By video")), *((str(key), name) for key, name in rooms)]  # type: ignore[attr-defined]
        self.fields["room"].initial = ""
        if not rooms:
            self.fields["room"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The instant; one that is over cannot be planned."""
        data: dict[str, Any] = super().clean() or {}
        day, hour = data.get("day"), data.get("hour")
        if day and isinstance(hour, time):
            data["at"] = instant(day, hour, self.zone)
            if data["at"] <= now():
                self.add_error("day", _("Choose a time that is still to come."))
        return data

    @property
    def room_id(self) -> UUID | None:
        """The room that was chosen; None: by video."""
        chosen = self.cleaned_data.get("room")
        return UUID(chosen) if chosen else None


class SetForm(WhenForm):
    """A meeting of everyone or of one person alone, once or as a series."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    whom = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    every = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    number = forms.IntegerField(
        required=False, min_value=2, max_value=LONGEST_SERIES, widget=forms.NumberInput(attrs={"class": "short"})
    )
    field_order = ("form_id", "whom", "day", "hour", "minutes", "room", "every", "number")

    def __init__(self, case: OneCase, zone: str, rooms: list[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(zone, rooms, *args, **kwargs)
        people = [(str(one.person_id), _("%(name)s alone") % {"name": one.name}) for one in case.members]
        self.fields["whom"].label = _("Who meets")
        self.fields["whom"].choices = [("", _("All of them")), *people]  # type: ignore[attr-defined]
        self.fields["whom"].initial = ""
        if not case.is_shared:
            self.fields["whom"].widget = forms.HiddenInput()
        self.fields["every"].label = _("How often")
        self.fields["every"].choices = [("", _("Once")), ("1", _("Every week")), ("2", _("Every two weeks"))]  # type: ignore[attr-defined]
        self.fields["every"].initial = ""
        self.fields["number"].label = _("How many in all")
        self.fields["number"].help_text = _("For a series, up to 30. Days away are left out, and you are told which.")

    @property
    def person_id(self) -> UUID | None:
        """With whom alone; None: with all of them."""
        chosen = self.cleaned_data.get("whom")
        return UUID(chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        """A series says how many."""
        data = super().clean()
        if data.get("every") and not data.get("number") and "number" not in self.errors:
            self.add_error("number", _("Say how many meetings there should be."))
        return data


class MoveForm(WhenForm):
    """Another hour for a meeting; `revision` is what the page was drawn from."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def started(at: datetime) -> dict[str, object]:
    """A form's day and hour for an instant on the clock of its zone."""
    return {"day": at.date(), "hour": at.time()}


class CameForm(forms.Form):
    """How it was with one person at a meeting."""

    how = forms.ChoiceField(choices=Attendance.How.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        required=False, min_value=1, max_value=120, widget=forms.NumberInput(attrs={"class": "short"})
    )

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].label = name
        self.fields["how"].initial = Attendance.How.CAME
        self.fields["minutes"].label = _("How many minutes later")
