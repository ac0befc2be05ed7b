"""Forms for a therapist's own times, and for rooms."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ampersand.accounts.forms import zone_choices
from ampersand.core.ids import new_id
from ampersand.meetings.models import Away
from ampersand.meetings.rules.times import instant

TIME = {"type": "time", "class": "short"}
NUMBER = {"class": "short"}


class HoursForm(forms.Form):
    """Working hours on one weekday, by the clocks of a zone, in a room or online."""

    weekday = forms.TypedChoiceField(coerce=int, choices=list(WEEKDAYS.items()), label=_l("Weekday"))
    begins = forms.TimeField(widget=forms.TimeInput(attrs=TIME, format="%H:%M"), label=_l("From"))
    ends = forms.TimeField(widget=forms.TimeInput(attrs=TIME, format="%H:%M"), label=_l("Until"))
    zone = forms.ChoiceField(label=_l("By the clocks of"))
    room = forms.ChoiceField(required=False, label=_l("Where"))

    def __init__(self, zone: str, rooms: list[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zone_choices(zone)  # type: ignore[attr-defined]
        self.fields["zone"].initial = zone
        self.fields["room"].choices = [("", _("Online")), *((str(key), name) for key, name in rooms)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hours end on the day on which they begin."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("Choose an end after the beginning."))
        return data

    @property
    def room_id(self) -> UUID | None:
        """The room that was chosen; None: online."""
        chosen = self.cleaned_data.get("room")
        return UUID(chosen) if chosen else None


class RulesForm(forms.Form):
    """By which rules times are offered."""

    offers_joint = forms.BooleanField(required=False, label=_l("All of a case together may take a free time"))
    offers_alone = forms.BooleanField(required=False, label=_l("Each may take a free time alone"))
    joint_minutes = forms.IntegerField(min_value=15, max_value=240, label=_l("Together: how many minutes"))
    alone_minutes = forms.IntegerField(min_value=15, max_value=240, label=_l("Alone: how many minutes"))
    rest = forms.IntegerField(min_value=0, max_value=120, label=_l("Minutes kept free after each meeting"))
    notice = forms.IntegerField(min_value=0, max_value=336, label=_l("Hours before which nobody takes a time"))
    change_notice = forms.IntegerField(
        min_value=0, max_value=336, label=_l("Hours until which clients move or call off by themselves")
    )
    days = forms.IntegerField(min_value=1, max_value=120, label=_l("How many days ahead times are offered"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("joint_minutes", "alone_minutes", "rest", "notice", "change_notice", "days"):
            self.fields[name].widget.attrs |= NUMBER


class AwayForm(forms.Form):
    """From when until when one sees nobody, on one's own clock; without hours it is whole days."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    first = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}), label=_l("From"))
    begins = forms.TimeField(required=False, widget=forms.TimeInput(attrs=TIME, format="%H:%M"), label=_l("At"))
    last = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}), label=_l("Until"))
    ends = forms.TimeField(required=False, widget=forms.TimeInput(attrs=TIME, format="%H:%M"), label=_l("At"))
    why = forms.ChoiceField(choices=Away.Why.choices, label=_l("What for, for you alone"), widget=forms.RadioSelect)

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """The two instants; a last day without an hour is away until its end."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last:
            whole = instant(last + timedelta(days=1), time(), self.zone)
            data["begins_at"] = instant(first, data.get("begins") or time(), self.zone)
            data["ends_at"] = instant(last, data["ends"], self.zone) if data.get("ends") else whole
            if data["ends_at"] <= data["begins_at"]:
                self.add_error("last", _("Choose an end after the beginning."))
        return data


class RoomForm(forms.Form):
    """A room by its name."""

    name = forms.CharField(max_length=60, label=_l("Name of the room"))
