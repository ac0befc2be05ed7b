"""When all meet next."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from ampersand.core.clock import now


class MeetingForm(forms.Form):
    """A day and an hour in the writer's own zone, and how long."""

    occasion = forms.UUIDField(required=False, widget=forms.HiddenInput)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"))
    hour = forms.TimeField(widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"))
    minutes = forms.IntegerField(min_value=15, max_value=240, widget=forms.NumberInput(attrs={"class": "short"}))

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["day"].label = _("Day")
        self.fields["hour"].label = _("Begins at, your time")
        self.fields["minutes"].label = _("How long, in minutes")
        self.fields["minutes"].initial = 75

    def clean(self) -> dict[str, Any]:
        """The instant; one that is over cannot be planned."""
        data: dict[str, Any] = super().clean() or {}
        day, hour = data.get("day"), data.get("hour")
        if day and isinstance(hour, time):
            data["meets_at"] = datetime.combine(day, hour, self.zone)
            if data["meets_at"] <= now():
                self.add_error("day", _("Choose a time that is still to come."))
        return data
