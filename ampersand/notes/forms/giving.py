"""Which days a part of the record is of, a paper of a lawyer or a court, a reason; and marks of four boxes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.notes.actions.emergency import HOURS, LEAST_REASON
from ampersand.notes.actions.formulating import LONGEST_WORD
from ampersand.notes.actions.papers import Facts
from ampersand.notes.queries.papers import OnePaper
from ampersand.notes.rules.court import Says
from ampersand.notes.rules.formulation import Box, Mark
from ampersand.notes.wording import ASKERS, BOXES, MARKS, SAYS

DAY = forms.DateInput(attrs={"type": "date", "class": "short"})
SHORT = forms.TextInput(attrs={"autocomplete": "off"})


class PrepareForm(forms.Form):
    """Of which days, and whether it is the file of all."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    since = forms.DateField(required=False, widget=DAY)
    until = forms.DateField(required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].label, self.fields["until"].label = _("From which day"), _("Up to which day")
        self.fields["since"].help_text = _("Left empty: from the beginning.")
        self.fields["until"].help_text = _("Left empty: up to now.")

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        data: dict[str, Any] = self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the first one."))
        return data


class PaperForm(forms.Form):
    """What is known about a paper, in the order in which one finds out."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    asker = forms.CharField(max_length=200, widget=SHORT)
    received_on = forms.DateField(widget=DAY)
    asks = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    object_until = forms.DateField(required=False, widget=DAY)
    protective_order = forms.BooleanField(required=False)
    lawyer_asked = forms.BooleanField(required=False)
    notes = forms.CharField(max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, people: Sequence[Someone], today: date, *args: Any, of: OnePaper | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.today = people, today
        said = {
            "kind": (_("What came?"), ""),
            "asker": (_("From whom?"), _("A name and a place, as it stands on the paper.")),
            "received_on": (_("When did it come?"), ""),
            "asks": (_("What is asked for?"), ""),
            "object_until": (_("Until when may those concerned object?"), _("As it stands on the paper, if it does.")),
            "protective_order": (_("A protective order was asked for"), ""),
            "lawyer_asked": (_("Our own lawyer was asked"), ""),
            "notes": (_("What else matters"), ""),
        }
        for name, (label, hint) in said.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
            self.fields[name].error_messages["required"] = _("This is needed.")
        self.fields["kind"].choices = [(one.value, words) for one, words in ASKERS.items()]  # type: ignore[attr-defined]
        held = of.row if of else None
        for who in people:
            says = held.told.get(str(who.person_id), "") if held else ""
            self.fields[f"says-{who.person_id}"] = forms.ChoiceField(
                required=False, label=who.name, choices=[(one.value, words) for one, words in SAYS.items()],
                initial=says, widget=forms.Select(attrs={"class": "short"}),
            )  # fmt: skip
        if of and held:
            self.initial.update({
                "kind": held.kind, "received_on": held.received_on, "object_until": held.object_until,
                "protective_order": held.protective_order, "lawyer_asked": held.lawyer_asked,
                "version": held.version, **{key: of.words[key] for key in ("asker", "asks", "notes")},
            })  # fmt: skip
        else:
            self.initial.update({"received_on": today, "version": 0})

    @property
    def says(self) -> list[forms.BoundField]:
        """What each of those concerned says."""
        return [self[f"says-{who.person_id}"] for who in self.people]

    def clean_received_on(self) -> date:
        """Today or earlier."""
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError(_("Choose today or a day before."))
        return day

    def facts(self) -> Facts:
        """What was typed, for the verb."""
        data = self.cleaned_data
        told = {who.person_id: Says(data[f"says-{who.person_id}"]) for who in self.people}
        return Facts(
            data["kind"], data["received_on"], data["object_until"], data["asker"], data["asks"], data["notes"], told,
            data["protective_order"], data["lawyer_asked"],
        )  # fmt: skip


class EmergencyForm(forms.Form):
    """Why, and for how long."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(min_length=LEAST_REASON, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    hours = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why now, and why you?")
        self.fields["reason"].help_text = _("Whoever leads the case reads it. It stays on record.")
        for problem in ("required", "min_length"):
            self.fields["reason"].error_messages[problem] = _("Say why in a sentence.")
        hours = self.fields["hours"]
        hours.label, hours.initial = _("For how long?"), HOURS[0]
        hours.choices = [(one, _("%(hours)s hours") % {"hours": one}) for one in HOURS]  # type: ignore[attr-defined]


class MarkForm(forms.Form):
    """How one sees each of the four boxes, with a word if one likes."""

    def __init__(self, *args: Any, held: Mapping[Box, tuple[Mark, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box, (title, _help) in BOXES.items():
            mark, note = (held or {}).get(box, (None, ""))
            self.fields[f"mark-{box}"] = forms.ChoiceField(
                required=False, label=title, choices=[(one.value, words) for one, words in MARKS.items()],
                initial=mark, widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"word-{box}"] = forms.CharField(
                required=False, max_length=LONGEST_WORD, label=_("A word about it"), initial=note, widget=SHORT,
            )  # fmt: skip

    def fields_of(self, box: Box) -> tuple[forms.BoundField, forms.BoundField]:
        """The mark and the word of one box."""
        return self[f"mark-{box}"], self[f"word-{box}"]

    def clean(self) -> dict[str, Any]:
        """At least one box."""
        data: dict[str, Any] = self.cleaned_data
        if not any(data.get(f"mark-{box}") for box in Box) and not self.errors:
            self.add_error(None, _("Choose for at least one of them."))
        return data

    def marks(self) -> tuple[dict[Box, Mark], dict[Box, str]]:
        """What was chosen, for the verb."""
        data = self.cleaned_data
        marks = {box: Mark(data[f"mark-{box}"]) for box in Box if data.get(f"mark-{box}")}
        return marks, {box: data.get(f"word-{box}", "") for box in marks}


def key_of(typed: object, other: UUID) -> UUID:
    """The id that a form carries, or another."""
    try:
        return UUID(str(typed or ""))
    except ValueError:
        return other
