"""What a note is about, its parts, what is added to it, and a practice's own template."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.notes.actions.common import ChangedElsewhere, Window
from ampersand.notes.actions.drafting import Wanted
from ampersand.notes.actions.library import Wording
from ampersand.notes.actions.signing import LONGEST_ADDENDUM
from ampersand.notes.queries.meetings import Met
from ampersand.notes.queries.writing import Typed
from ampersand.notes.rules.drafts import LONGEST
from ampersand.notes.rules.kinds import ABOUT_ONE, MAY_BE_ABOUT_ONE, Kind
from ampersand.notes.rules.templates import MOST_SECTIONS, Template
from ampersand.notes.wording import FACTS, KINDS

DAY = forms.DateInput(attrs={"type": "date", "class": "short"})


class BeginForm(forms.Form):
    """With whom, when, and in which form; only what a note of this kind needs is asked."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.ChoiceField(required=False)
    meeting = forms.ChoiceField(required=False)
    on = forms.DateField(required=False, widget=DAY)
    template = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(
        self, kind: Kind, people: Mapping[UUID, Someone], met: list[Met], templates: list[Template], today: date,
        *args: Any, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.kind, self.met, self.today = kind, {str(one.id): one for one in met}, today
        named = [(str(key), one.name) for key, one in people.items()]
        nobody = [("", _("Nobody in particular"))] if kind in MAY_BE_ABOUT_ONE else []
        self._choose("about", _("With whom?"), [*nobody, *named], kind in ABOUT_ONE | MAY_BE_ABOUT_ONE)
        if kind in ABOUT_ONE:
            self.fields["about"].required = True
        days = [("", _("None of these")), *((key, one.words) for key, one in self.met.items())]
        self._choose("meeting", _("Which meeting?"), days, bool(met) and kind in (Kind.JOINT, Kind.INDIVIDUAL))
        self.fields["on"].label = _("Which day is it about?")
        self.fields["on"].initial = today
        self._choose("template", _("In which form?"), [(one.slug, one.title) for one in templates], True)
        self.fields["template"].initial = templates[0].slug if templates else ""
        self.fields["template"].error_messages["required"] = _("Choose a form.")

    def clean_on(self) -> date:
        """Today or earlier."""
        day: date = self.cleaned_data["on"] or self.today
        if day > self.today:
            raise forms.ValidationError(_("A note is about today or a day before."))
        return day

    def wanted(self) -> Wanted:
        """What is to be written about, for the verb; the day of a chosen meeting wins."""
        data = self.cleaned_data
        met = self.met.get(data.get("meeting") or "")
        about = UUID(data["about"]) if data.get("about") else None
        return Wanted(self.kind, about, met.on if met else data["on"], data["template"], met.id if met else None)

    def _choose(self, name: str, label: str, choices: list[tuple[str, str]], shown: bool) -> None:
        if not shown:
            del self.fields[name]
            return
        field = self.fields[name]
        field.label, field.choices = label, choices  # type: ignore[attr-defined]


class PartsForm(forms.Form):
    """The parts of a note, and which facts stand beside it."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    writer = forms.CharField(max_length=40, widget=forms.HiddenInput)
    on = forms.DateField(widget=DAY)

    def __init__(self, said: Typed, helps: Mapping[str, str], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said, self.today = said, today
        self.fields["on"].label = _("The day it is about")
        for key, title in said.titles.items():
            self.fields[f"part-{key}"] = forms.CharField(
                required=False, label=title, max_length=LONGEST, help_text=helps.get(key, ""), strip=False,
                initial=said.parts.get(key, ""), widget=forms.Textarea(attrs={"rows": 5}),
            )  # fmt: skip

    def clean_on(self) -> date:
        """Today or earlier."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("A note is about today or a day before."))
        return day

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields of the parts, in their order."""
        return [self[f"part-{key}"] for key in self.said.titles]

    def on_page(self, elsewhere: ChangedElsewhere | None = None) -> dict[str, Any]:
        """What a page shows of it: each part with its key and, where two windows changed it, the other's wording.

        What only the other window changed is taken over.
        """
        clashes: dict[str, str] = {}
        if elsewhere:
            merged = elsewhere.merged
            clashes = {clash.part: clash.theirs or "" for clash in merged.clashes}
            self.data = {**self.data.dict(), **{f"part-{key}": merged.parts.get(key, "") for key in merged.taken}}  # type: ignore[attr-defined]
        return {
            "form": self, "clashes": clashes,
            "parts": [(self[f"part-{key}"], key, clashes.get(key)) for key in self.said.titles],
            "revision": elsewhere.revision if elsewhere else self["revision"].value(),
        }  # fmt: skip

    def typed(self) -> dict[str, str]:
        """What was typed, by part, as far as it is allowed."""
        return {key: self.data.get(f"part-{key}", "") for key in self.said.titles if f"part-{key}" in self.data}

    def window(self) -> Window:
        """The page that this came from."""
        decided = {key for key in self.said.titles if self.data.get(f"choice-{key}")}
        return Window(_number(self.data.get("revision")), str(self.data.get("writer", ""))[:40], frozenset(decided))

    def beside(self) -> tuple[str, ...] | None:
        """Which facts are to stand beside; None where the page has no such choice."""
        if "facts" not in self.data:
            return None
        return tuple(key for key in FACTS if self.data.get(f"beside-{key}"))

    def day(self) -> date | None:
        """The day, if it is one that may be."""
        try:
            day = date.fromisoformat(str(self.data.get("on", "")))
        except ValueError:
            return None
        return day if day <= self.today else None


class AddForm(forms.Form):
    """What is added to a signed note."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(max_length=LONGEST_ADDENDUM, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Add to it")
        self.fields["text"].help_text = _(
            "What was signed stays as it is. This stands below it, with your name and today."
        )
        self.fields["text"].error_messages["required"] = _("Write a few words.")


class TemplateForm(forms.Form):
    """A practice's own template: up to eight parts."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    kinds = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, of: Template | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label, self.fields["title"].initial = _("What it is called"), of.title if of else ""
        self.fields["title"].error_messages["required"] = _("Give it a name.")
        kinds = self.fields["kinds"]
        kinds.label, kinds.choices = _("For what it is offered"), list(KINDS.items())  # type: ignore[attr-defined]
        kinds.initial = [kind.value for kind in of.kinds] if of else [Kind.JOINT.value]
        kinds.error_messages["required"] = _("Choose at least one.")
        sections = of.sections if of else ()
        for place in range(1, MOST_SECTIONS + 1):
            held = sections[place - 1] if place <= len(sections) else None
            self.fields[f"title{place}"] = forms.CharField(
                required=False, max_length=80, label=_("Part %(number)s") % {"number": place},
                initial=held.title if held else "", widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"help{place}"] = forms.CharField(
                required=False, max_length=200, label=_("What helps to write it"), initial=held.help if held else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip

    @property
    def places(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The parts, each a title and what helps."""
        return [(self[f"title{place}"], self[f"help{place}"]) for place in range(1, MOST_SECTIONS + 1)]

    def clean(self) -> dict[str, Any]:
        """At least one part."""
        data: dict[str, Any] = self.cleaned_data
        if not any(data.get(f"title{place}") for place in range(1, MOST_SECTIONS + 1)):
            self.add_error("title1", _("Name at least one part."))
        return data

    def wanted(self) -> Wording:
        """What was typed, for the verb."""
        data = self.cleaned_data
        sections = [
            [data[f"title{place}"], data[f"help{place}"]]
            for place in range(1, MOST_SECTIONS + 1)
            if data[f"title{place}"]
        ]
        return Wording(data["title"], tuple(data["kinds"]), sections)


def _number(typed: object) -> int:
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
