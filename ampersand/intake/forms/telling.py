"""The fields of one step, made from its content; which answers the others may read; a therapist's note."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from ampersand.core.ids import new_id
from ampersand.intake.queries.sealed import Typed
from ampersand.intake.rules.questions import MOST, ZERO_TEN, Question, Step, tidy, too_long

SHOWN = "-shown"


@dataclass(frozen=True)
class Box:
    """One question with its field, the tick that lets the others read, and what stands elsewhere, if it differs."""

    question: Question
    field: BoundField
    shown: BoundField | None
    beside: str | None


class StepForm(forms.Form):
    """One field a question, every one of them optional. What is too long comes back with by how much."""

    def __init__(
        self, step: Step, data: QueryDict | None = None, *, typed: Typed | None = None, others: str = ""
    ) -> None:
        super().__init__(data, initial=_initial(typed) if typed else None)
        self._step, self._others = step, others
        for one in step.questions:
            self.fields[one.key] = _field(one)
            if others and one.shareable:
                label = _("%(others)s may read this, too") % {"others": others}
                self.fields[one.key + SHOWN] = forms.BooleanField(label=label, required=False)

    def boxes(self, beside: Typed | None = None) -> Iterator[Box]:
        """Each question with its field; `beside`: what was saved elsewhere."""
        for one in self._step.questions:
            shown = self[one.key + SHOWN] if one.key + SHOWN in self.fields else None
            field = self[one.key]
            other = beside.said[one.key] if beside else None
            differs = other is not None and other != str(field.value() or "").replace("\r\n", "\n").strip()
            yield Box(one, field, shown, other if differs else None)

    def clean(self) -> dict[str, Any]:
        """Every answer fits."""
        given = super().clean() or {}
        for key, over in too_long(tidy(self._step, given)).items():
            told = ngettext("This is one letter too long.", "This is %(over)s letters too long.", over)
            self.add_error(key, told % {"over": over})
        return given


def typed_in(step: Step, data: QueryDict) -> Typed:
    """What stood in the fields, as it was sent."""
    said = tidy(step, {one.key: data.get(one.key, "") for one in step.questions})
    shown = frozenset(one.key for one in step.questions if one.key + SHOWN in data)
    return Typed(said, shown, data.get("writer", "")[:32])


def number(data: QueryDict, name: str) -> int:
    """A whole number that the form carries; 0 for anything else."""
    value = data.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


class AskForm(forms.Form):
    """A therapist's word to whom they ask; the id is made by the form, so that pressing twice asks once."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_l("A word with it"),
        help_text=_l(
            "What you would like to hear more about. It stands above the questions; the mail says nothing of it."
        ),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"form_id": new_id()})
        self.fields["note"].error_messages["required"] = _("Write a line, so that they know what is missing.")


class FirstForm(forms.Form):
    """Which first questions everyone in a case is asked."""

    instruments = forms.MultipleChoiceField(
        label=_l("What everyone is asked at the start"),
        help_text=_l("Questions about a relationship are asked of partners alone, and none of them of the young."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, known: Sequence[tuple[str, str]], chosen: Sequence[str], data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"instruments": list(chosen)})
        self.fields["instruments"].choices = list(known)  # type: ignore[attr-defined]
        self.fields["instruments"].error_messages["required"] = _("Choose at least one.")


def _field(one: Question) -> forms.Field:
    if one.is_number:
        choices = [*((value, value) for value in ZERO_TEN), ("", _l("Leave it open"))]
        return forms.ChoiceField(
            label=one.text, help_text=one.help, required=False, choices=choices, widget=forms.RadioSelect
        )
    area = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    return forms.CharField(label=one.text, help_text=one.help, required=False, widget=area)


def _initial(typed: Typed) -> dict[str, Any]:
    return dict(typed.said) | {key + SHOWN: True for key in typed.shown}
