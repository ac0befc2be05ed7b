"""Choosing one of the times that are free."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ampersand.core.ids import new_id
from ampersand.meetings.rules.free import Slot


class TimesForm(forms.Form):
    """One of the offered times; `form_id` is the id of what becomes of it."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    at = forms.CharField(max_length=40)

    def __init__(self, slots: tuple[Slot, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = {key_of(slot.at): slot.at for slot in slots}
        self.fields["at"].label = _("Time")
        self.fields["at"].error_messages["required"] = _("Choose a time.")

    def clean_at(self) -> datetime:
        """The instant that was chosen; one that is not offered any more is told."""
        found = self.slots.get(self.cleaned_data["at"])
        if found is None:
            raise forms.ValidationError(_("This time is not free any more. Choose another."))
        return found


def key_of(at: datetime) -> str:
    """How a form names an instant."""
    return at.strftime("%Y%m%dT%H%MZ")
