"""The form in which a therapist says when they are there."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


def _day() -> forms.DateField:
    return forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
    )


class HoursForm(forms.Form):
    """Hours, answers, whom to turn to otherwise, and days away; everything may stay empty."""

    hours = forms.CharField(max_length=120, required=False)
    answers_within = forms.CharField(max_length=120, required=False)
    otherwise = forms.CharField(max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    away_from = _day()
    away_until = _day()
    away_words = forms.CharField(max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, hint in (
            ("hours", _("When are you there?"), _("For instance: Monday to Thursday, 9 to 17")),
            ("answers_within", _("How soon do you answer?"), _("For instance: within two working days")),
            ("otherwise", _("Whom to turn to at other times"), _("The page for help now always stands below it.")),
            ("away_from", _("Away from"), ""),
            ("away_until", _("until, that day included"), ""),
            ("away_words", _("Who is there meanwhile"), _("For instance: Emil reads urgent messages on weekdays.")),
        ):
            self.fields[name].label, self.fields[name].help_text = label, hint

    def clean(self) -> dict[str, Any]:
        """Either both days or none, the second not before the first."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("away_from"), data.get("away_until")
        if bool(first) != bool(last) and not self.errors:
            self.add_error("away_until" if first else "away_from", _("Give both days, or neither."))
        elif first and last and last < first:
            self.add_error("away_until", _("This is before the first day."))
        return data
