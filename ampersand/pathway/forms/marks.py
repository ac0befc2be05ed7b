"""What the list of cases sends when something is marked as seen."""

from datetime import datetime

from django import forms
from django.utils.dateparse import parse_datetime

from ampersand.pathway.actions.seen import LONGEST


class SeenForm(forms.Form):
    """Which reason, and up to which instant, both as the list wrote them."""

    what = forms.CharField(max_length=LONGEST)
    upto = forms.CharField(max_length=40)

    def clean_upto(self) -> datetime:
        """An instant with its zone."""
        try:
            found = parse_datetime(self.cleaned_data["upto"])
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            raise forms.ValidationError("not an instant")
        return found
