"""What is typed about the rota."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ampersand.safety.queries.colleagues import Colleague

DAYS = (
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")),
    ("5", _("Saturday")), ("6", _("Sunday")),
)  # fmt: skip


class TurnForm(forms.Form):
    """Who is on call, on which days, from when to when."""

    person = forms.ChoiceField(label=_("Who"))
    days = forms.MultipleChoiceField(
        label=_("On which days"),
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        initial=[day for day, _name in DAYS],
    )
    begins = forms.TimeField(
        label=_("From"), initial=time(0), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Until"), initial=time(0), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, colleagues: Sequence[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(one.person_id), one.name) for one in colleagues]  # type: ignore[attr-defined]
