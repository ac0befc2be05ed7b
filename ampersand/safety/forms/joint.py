"""What is typed after a talk alone, and when joint work is decided about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ampersand.safety.queries.check_form import form
from ampersand.safety.rules.joint import Choice, Lacks
from ampersand.safety.rules.private_check import HELD, OFTEN, Asked, Told

LONGEST = 4000
CHOICES = {
    Choice.BEGIN: gettext_lazy("Joint work may go on"),
    Choice.CONDITIONS: gettext_lazy("It may go on, under conditions"),
    Choice.NOT_NOW: gettext_lazy("Not now"),
}


def _area(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "maxlength": LONGEST} | attrs)


class TalkForm(forms.Form):
    """What was heard about each thing, topics, and notes in one's own words."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Came up in the talk"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=gettext_lazy("Notes"), required=False, max_length=LONGEST, widget=_area(5),
        help_text=gettext_lazy("In their words where you can. Only you and the safety lead read this."),
    )  # fmt: skip

    def __init__(self, told: Mapping[str, str], topics: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["topics"] = list(topics)
        for thing in form().things():
            words = form().held if thing.asked is Asked.NOW else form().often
            choices = [("", _("Not spoken of"))]
            choices += [(one.value, words[one]) for one in (HELD if thing.asked is Asked.NOW else OFTEN)]
            self.fields[thing.id] = forms.ChoiceField(
                label=thing.short, choices=choices, required=False, initial=told.get(_last(thing.id, thing.asked), "")
            )
        self.fields["topics"].choices = [(one.id, one.words) for one in form().topics]  # type: ignore[attr-defined]

    def things(self) -> list[Any]:
        """The fields about what happened, in the order of the questions."""
        return [self[thing.id] for thing in form().things()]

    def heard(self) -> dict[str, str]:
        """How often each thing happened, for those that were spoken of."""
        found = {thing.id: self.cleaned_data[thing.id] for thing in form().things()}
        return {thing: Told(value).value for thing, value in found.items() if value}


class DecisionForm(forms.Form):
    """Whether joint work goes on, and why."""

    choice = forms.ChoiceField(
        label=gettext_lazy("What you decide"), widget=forms.RadioSelect,
        choices=[(one.value, words) for one, words in CHOICES.items()],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=LONGEST, widget=_area(4),
        help_text=gettext_lazy("Sealed. Only you and the safety lead read this, now and later."),
    )  # fmt: skip
    conditions = forms.CharField(
        label=gettext_lazy("Conditions"), required=False, max_length=LONGEST, widget=_area(3),
        help_text=gettext_lazy("Such as separate arrivals, a short talk alone before and after, no hot topics."),
    )  # fmt: skip
    consulted = forms.CharField(
        label=gettext_lazy("Talked over with the safety lead"), required=False, max_length=200,
        help_text=gettext_lazy("With whom and when. Needed the same day when an urgent topic came up."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Conditions are named where there are any."""
        told = super().clean() or self.cleaned_data
        if told.get("choice") == Choice.CONDITIONS and not told.get("conditions", "").strip():
            self.add_error("conditions", _("Name the conditions."))
        return told

    def say_lacks(self, found: Sequence[tuple[Lacks, str]]) -> None:
        """Put what is to be done first where it is read."""
        for what, name in found:
            self.add_error("consulted" if what is Lacks.CONSULTATION else "choice", in_words(what, name))


def in_words(what: Lacks, name: str) -> str:
    """What stands in the way, as something to do."""
    return {
        Lacks.ACCOUNT: _("%(name)s has not sent the check yet. You can also talk with them alone and write it down."),
        Lacks.TALK: _("Talk with %(name)s alone, and write it down."),
        Lacks.CONSULTATION: _("An urgent topic came up: talk it over with the safety lead today, and say with whom."),
        Lacks.RED: _("With red, joint work goes on under conditions or not at all."),
    }[what] % {"name": name}


def _last(thing: str, asked: Asked) -> str:
    return f"{thing}.now" if asked is Asked.NOW else f"{thing}.ever"
