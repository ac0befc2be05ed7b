"""What is typed about an alert: what was done, to whom it goes, why it is closed, and what was talked about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ampersand.safety.models import Alert
from ampersand.safety.queries import words
from ampersand.safety.queries.colleagues import Colleague
from ampersand.safety.rules.handling import Channel, Done, Partner, Plan

LONGEST = 4000


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "maxlength": LONGEST})


def _free(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=_area(2), help_text=help_text)


class ActForm(forms.Form):
    """What was done."""

    done = forms.ChoiceField(
        label=_("What was done"), choices=[(one.value, words.DONE[one]) for one in Done], widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("In your words"), required=False, max_length=LONGEST, widget=_area())


class HandOverForm(forms.Form):
    """To whom it goes."""

    to = forms.ChoiceField(label=_("To whom"))
    words = forms.CharField(label=_("What they should know"), required=False, max_length=LONGEST, widget=_area(2))

    def __init__(self, colleagues: Sequence[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.person_id), one.name) for one in colleagues]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Why it is closed."""

    reason = forms.ChoiceField(
        label=_("Why it can be closed"),
        choices=[(value, str(text).capitalize()) for value, text in Alert.Reason.choices if value != "goes-on"],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("In your words"), required=False, max_length=LONGEST, widget=_area(2))


class ReopenForm(forms.Form):
    """Why it is opened again."""

    words = forms.CharField(label=_("Why"), required=False, max_length=LONGEST, widget=_area(2))


class ConversationForm(forms.Form):
    """A talk about needs and safety; every field but how one spoke may stay empty."""

    channel = forms.ChoiceField(
        label=_("How you spoke"),
        choices=[(one.value, words.CHANNELS[one]) for one in Channel],
        widget=forms.RadioSelect,
    )
    alone = forms.BooleanField(label=_("They could speak freely; nobody else could hear"), required=False)
    now = _free(_("What is going on for them now"), _("What happened, how they sleep, eat, drink; what is hardest."))
    thoughts = _free(
        _("Thoughts of dying or of hurting themselves, in their words"),
        _("Ask directly: it does not put the thought there."),
    )
    before = _free(_("What happened before, and what helped then"))
    means = _free(
        _("What is within reach, and what is put away"),
        _("Tablets, weapons, places: who keeps what, from when on."),
    )
    living = _free(_("What makes it worth going on"))
    people = _free(_("Who can be with them, and whom they would tell"))
    needs = _free(_("What they need now"), _("Rest, a doctor, safety at home, help with children, money or drink."))
    plan = forms.ChoiceField(
        label=_("The safety plan"), choices=[(one.value, words.PLANS[one]) for one in Plan],
        widget=forms.RadioSelect, initial=Plan.NOT_YET.value,
    )  # fmt: skip
    agreed = _free(_("What you agreed, and when you talk again"), _("Within 72 hours where it was urgent."))
    partner = forms.ChoiceField(
        label=_("May the partner or family be told"), choices=[(one.value, words.PARTNERS[one]) for one in Partner],
        widget=forms.RadioSelect, initial=Partner.NOT_ASKED.value,
        help_text=_("They say so, nobody else. Ask only if the private check is green."),
    )  # fmt: skip
    partner_words = _free(_("What may be said, and to whom"))

    def said(self) -> dict[str, str]:
        """What was filled in, as it is kept."""
        return {name: _kept(value) for name, value in self.cleaned_data.items() if value not in ("", False)}


def in_words(said: Mapping[str, str]) -> list[tuple[str, str]]:
    """A talk as labels and what was written, in the order of the form; nothing for what stayed empty."""
    form = ConversationForm()
    found = []
    for name, field in form.fields.items():
        if name in said:
            choices = dict(getattr(field, "choices", ()))
            found.append((str(field.label), str(choices.get(said[name], said[name]))))
    return found


def _kept(value: object) -> str:
    return "yes" if value is True else str(value)
