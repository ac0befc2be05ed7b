"""Writing about a row: a few questions, all but the day left open if one likes."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from ampersand.cases.rules.audience import Audience
from ampersand.conflict import content, wording
from ampersand.conflict.rules.account import CAUGHT, HOTTEST, Account
from ampersand.conflict.rules.fear import HOT

LONGEST = 4000
OLDEST = timedelta(days=366)
MANY = ("felt", "did")
KEPT = (
    "form_id",
    "happened_on",
    "happened",
    "heat",
    "felt",
    "felt_words",
    "needed",
    "feared",
    "did",
    "did_words",
    "mended",
    "mended_how",
    "caught",
    "audience",
)  # fmt: skip - what is kept of an unsent entry; never the answer about fear
HEADINGS = {
    "happened": "q-happened",
    "felt_words": "q-felt",
    "needed": "q-needed",
    "feared": "q-feared",
    "did_words": "q-did",
    "mended_how": "q-mended",
    "happened_on": "q-day",
}  # fmt: skip - which question names which field


def _text(rows: int, heading: str) -> forms.CharField:
    attrs = {"rows": rows, "autocomplete": "off", "aria-labelledby": heading}
    return forms.CharField(max_length=LONGEST, required=False, widget=forms.Textarea(attrs=attrs))


class EntryForm(forms.Form):
    """One row, as one person saw it."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    happened_on = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date", "class": "short", "aria-labelledby": "q-day"}, format="%Y-%m-%d")
    )
    happened = _text(5, "q-happened")
    heat = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
        choices=[(number, str(number)) for number in range(HOTTEST + 1)],
    )  # fmt: skip
    felt = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    felt_words = _text(2, "q-felt")
    needed = _text(3, "q-needed")
    feared = _text(3, "q-feared")
    did = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    did_words = _text(2, "q-did")
    mended = forms.ChoiceField(required=False, widget=forms.RadioSelect, choices=list(wording.MENDINGS.items()))
    mended_how = _text(2, "q-mended")
    caught = forms.ChoiceField(required=False, widget=forms.RadioSelect, choices=list(wording.CAUGHT.items()))
    afraid = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    audience = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(
        self, today: date, audiences: Sequence[Audience], *args: Any, loop_name: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.audiences = today, audiences
        words = content.vocabulary()
        self._choices("felt", [(one.id, one.mine) for one in words.feelings.values()])
        self._choices("did", [(one.id, one.mine) for one in words.moves.values()])
        self._choices("afraid", [("no", _("No")), ("yes", _("Yes"))])
        self._choices("audience", [(one.value, one.value) for one in audiences])
        self.fields["happened_on"].label = _("When was it?")
        self.fields["happened_on"].error_messages |= {"required": _("Say on which day it was.")}
        if loop_name is None:
            del self.fields["caught"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def ways(self) -> list[tuple[str, list[forms.boundfield.BoundWidget]]]:
        """The moves to choose from, under the ways they go."""
        by_id = {str(choice.data["value"]): choice for choice in self["did"]}
        moves = content.vocabulary().moves.values()
        return [
            (str(title), [by_id[move.id] for move in moves if move.way == way]) for way, title in wording.WAYS.items()
        ]

    def clean_happened_on(self) -> date:
        """A day of the last year, today at the latest."""
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("Choose today or an earlier day."))
        if day < self.today - OLDEST:
            raise forms.ValidationError(_("Choose a day within the last year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Something was said."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and self.said.is_empty:
            raise forms.ValidationError(_("Nothing is written yet. One line is enough."))
        return data

    @property
    def said(self) -> Account:
        """What was written, for the verb; without anything about fear."""
        data = self.cleaned_data
        caught = data.get("caught", "")
        return Account(
            data["happened"], data["heat"], tuple(data["felt"]), data["felt_words"], data["needed"], data["feared"],
            tuple(data["did"]), data["did_words"], data["mended"], data["mended_how"],
            caught if caught in CAUGHT else "",
        )  # fmt: skip

    @property
    def chosen_audience(self) -> Audience:
        """Who reads it; the narrowest where nothing was chosen."""
        return Audience(self.cleaned_data["audience"] or self.audiences[0])

    @property
    def is_afraid(self) -> bool:
        """Whether they said that they were afraid; this goes to `safety` and is kept nowhere else."""
        return bool(self.cleaned_data["afraid"] == "yes")

    def told(self) -> tuple[tuple[str, str], ...]:
        """The questions and answers that the therapist is told, as shown, where there is fear; nothing else."""
        data, words = self.cleaned_data, content.vocabulary()
        found = [(str(wording.AFRAID), _("Yes"))] if self.is_afraid else []
        if data["heat"] is not None:
            found.append((_("How hot did it get, from 0 to 10?"), str(data["heat"])))
        fears = [one.mine for one in words.known_feelings(data["felt"]) if one.fear]
        if fears and (data["heat"] or 0) >= HOT:
            found.append((_("What did you feel?"), wording.listed(fears)))
        return tuple(found)


def typed(data: "MultiValueDict[str, str]") -> dict[str, Any]:
    """What was typed so far, to be kept until it is sent; cut where it is too long."""
    found: dict[str, Any] = {}
    for name in KEPT:
        values = [text[:LONGEST] for text in data.getlist(name) if text][:40]
        if values:
            found[name] = values if name in MANY else values[0]
    return found


def initial_of(one: Account, happened_on: date) -> Mapping[str, Any]:
    """An entry as the form begins with it when it is changed."""
    return {
        "happened_on": happened_on, "happened": one.happened, "heat": one.heat, "felt": list(one.felt),
        "felt_words": one.felt_words, "needed": one.needed, "feared": one.feared, "did": list(one.did),
        "did_words": one.did_words, "mended": one.mended, "mended_how": one.mended_how, "caught": one.caught,
    }  # fmt: skip
