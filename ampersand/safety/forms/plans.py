"""The fields of a plan, made from its content, and what we say when something does not fit."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from ampersand.core.ids import new_id
from ampersand.safety.queries import lines, plans
from ampersand.safety.rules.plans import KEYS, MOST, Step, Words, is_empty, tidy, too_long


class PlanForm(forms.Form):
    """One field a step. Nothing is cut off unseen: what is too long comes back with by how much."""

    country = forms.ChoiceField(label=_l("Whose lines shall stand in it?"), required=False)

    def __init__(self, data: QueryDict | None = None, *, words: Words | None = None, country: str = "") -> None:
        super().__init__(data, initial=dict(words or {}) | {"country": country})
        named = [(one.code, one.name) for one in lines.countries() if one.lines]
        self.fields["country"].choices = [("", _("No country yet")), *named]  # type: ignore[attr-defined]
        for step in plans.blank().steps:
            area = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
            self.fields[step.key] = forms.CharField(label=step.title, help_text=step.help, required=False, widget=area)

    @property
    def steps(self) -> Iterator[tuple[Step, BoundField]]:
        """Each step with its field."""
        return ((step, self[step.key]) for step in plans.blank().steps)

    def clean(self) -> dict[str, Any]:
        """Every step fits, and something is written."""
        given = super().clean() or {}
        words = tidy(given)
        for key, over in too_long(words).items():
            told = ngettext("This is one letter too long.", "This is %(over)s letters too long.", over)
            self.add_error(key, told % {"over": over})
        if is_empty(words):
            raise forms.ValidationError(_("Write at least one line; the rest can come later."))
        return {"words": words, "country": given.get("country", "")}


class CommentForm(forms.Form):
    """A therapist's words to somebody's plan; the id is made by the form, so that pressing twice writes once."""

    comment = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(max_length=MOST, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}))

    def __init__(self, data: QueryDict | None = None, *, name: str) -> None:
        super().__init__(data, initial={"comment": new_id()})
        self.fields["text"].label = _("Write to %(name)s about it") % {"name": name}
        self.fields["text"].error_messages["required"] = _("Write a line first.")


def typed(data: QueryDict) -> dict[str, str]:
    """What stood in the fields, as it was sent."""
    return tidy({key: data.get(key, "") for key in KEYS})


def number(data: QueryDict, name: str) -> int:
    """A whole number that the form carries; 0 for anything else."""
    value = data.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0
