"""What a therapist types in answer to a letter."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ampersand.cases.actions import Invitee
from ampersand.cases.models import Participation
from ampersand.core.clock import now
from ampersand.directory import content
from ampersand.directory.actions.answering import Offer

MINUTES = (20, 30, 45, 50, 60, 75, 90)
AT_ONCE = 3
FEWEST = {"individual": 1, "couple": 2, "family": 1}
PLACES = {"individual": 1, "couple": 2, "family": 4}


class AcceptForm(forms.Form):
    """A few words with a yes."""

    text = forms.CharField(
        required=False,
        max_length=2000,
        label=_l("A few words to them"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OfferForm(forms.Form):
    """Up to three times, on the therapist's own clock."""

    minutes = forms.TypedChoiceField(label=_l("How long"), coerce=int, initial=50)
    online = forms.TypedChoiceField(
        label=_l("Where"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _l("Online")), ("no", _l("In person"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    text = forms.CharField(
        required=False,
        max_length=2000,
        label=_l("A few words to them"),
        help_text=_l("Where to come to, or how to join."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, zone: str) -> None:
        super().__init__(data, use_required_attribute=False)
        self.zone = ZoneInfo(zone)
        told = [(minutes, _("%(minutes)s minutes") % {"minutes": minutes}) for minutes in MINUTES]
        self.fields["minutes"].choices = told  # type: ignore[attr-defined]
        words = (_("First time"), _("Second time"), _("Third time"))
        times = {f"time_{number}": _time(words[number], required=number == 0) for number in range(AT_ONCE)}
        self.fields = {**times, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Each time must be to come, and be a time that the clock shows."""
        for name in (f"time_{number}" for number in range(AT_ONCE)):
            if (typed := self.cleaned_data.get(name)) is None:
                continue
            typed = typed.replace(tzinfo=None)  # as it stands on the therapist's clock
            at = typed.replace(tzinfo=self.zone)
            if at.astimezone(ZoneInfo("UTC")).astimezone(self.zone).replace(tzinfo=None) != typed:
                self.add_error(name, _("The clocks change that night: this time does not exist."))
            elif at <= now():
                self.add_error(name, _("This time has passed."))
            else:
                self.cleaned_data[name] = at
        return self.cleaned_data

    def offers(self) -> list[Offer]:
        """The times, for the verb."""
        said = self.cleaned_data
        times = [said[f"time_{number}"] for number in range(AT_ONCE) if said.get(f"time_{number}")]
        return [Offer(at, said["minutes"], said["online"]) for at in times]


class DeclineForm(forms.Form):
    """Kind words, and where else to turn."""

    text = forms.CharField(
        max_length=2000,
        label=_l("Your words"),
        error_messages={"required": _l("Write a word, or choose one of the ready ones.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    turn = forms.MultipleChoiceField(
        required=False,
        label=_l("Show them the way to"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("search", _l("other therapists")),
            ("help", _l("help right now")),
            ("safer", _l("staying safer online")),
        ],
    )

    def __init__(self, data: Any = None, *, reason: str = "") -> None:
        ready = content.declines().get(reason)
        begun = {"text": ready.words, "turn": list(ready.turn)} if ready else {"turn": ["search", "help"]}
        super().__init__(data, initial=begun, use_required_attribute=False)


class PersonForm(forms.Form):
    """One person to invite: the same questions for everyone."""

    name = forms.CharField(max_length=80, label=_l("Name"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_l("E-mail address"),
        help_text=_l("One that only they can open."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    family_role = forms.ChoiceField(
        label=_l("In this family"),
        choices=[(value, label.capitalize()) for value, label in Participation.Family.choices],
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        kwargs["use_required_attribute"] = False
        super().__init__(*args, **kwargs)
        if kind != "family":
            del self.fields["family_role"]

    def clean_email(self) -> str:
        """Addresses are kept in small letters, as accounts keep them."""
        return str(self.cleaned_data["email"]).lower()


class BeginForm:
    """One form for each member of a case that begins; the first is the one who asked."""

    def __init__(self, kind: str, data: Any = None, *, name: str = "", mail: str = "") -> None:
        begun = [{"name": name, "email": mail, "family_role": "parent"}]
        begun += [{"family_role": "parent" if number == 1 else "child"} for number in range(1, PLACES[kind])]
        self.people = [
            PersonForm(
                data, kind=kind, prefix=f"person-{number}", initial=initial,
                empty_permitted=number >= FEWEST[kind],
            )
            for number, initial in enumerate(begun)
        ]  # fmt: skip

    def is_valid(self) -> bool:
        """Whether all that was typed can be used; says by the field what cannot."""
        answers = [form.is_valid() for form in self.people]
        fine = all(answers)
        seen: set[str] = set()
        for form in self._filled():
            email = getattr(form, "cleaned_data", {}).get("email", "")
            if email and email in seen:
                form.add_error("email", _("Each person needs an address of their own."))
                fine = False
            seen.add(email)
        return fine

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Every problem with the field it belongs to."""
        return [
            (form[name].id_for_label, f"{form[name].label}: {problem}")
            for form in self.people
            for name, errors in form.errors.items()
            if name in form.fields
            for problem in errors
        ]

    def invitees(self) -> list[Invitee]:
        """Everyone who was filled in."""
        return [Invitee(**form.cleaned_data) for form in self._filled()]

    def _filled(self) -> list[PersonForm]:
        return [form for form in self.people if not form.empty_permitted or form.has_changed()]


def _time(words: str, *, required: bool) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=words,
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 300}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"required": _("Choose a time."), "invalid": _("Choose a day and a time.")},
    )
