"""Parsing and wording of what is typed on the pages of cases."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from ampersand.accounts.rules import zones
from ampersand.cases.actions import Invitee
from ampersand.cases.forms.minors import BirthField
from ampersand.cases.models import Case, Participation

KIND_WORDS = {
    Case.Kind.INDIVIDUAL: (_("One person"), _("A space of their own, and you.")),
    Case.Kind.COUPLE: (_("A couple"), _("A space for each of the two, one that they share, and you.")),
    Case.Kind.FAMILY: (_("A family"), _("A space for each, one for all of them, and you.")),
}
ASKED_AT_ONCE = {
    Case.Kind.INDIVIDUAL: (_("Your client"),),
    Case.Kind.COUPLE: (_("One of them"), _("The other")),
    Case.Kind.FAMILY: (_("One of them"), _("Another"), _("A third, if you like"), _("A fourth, if you like")),
}
FEWEST = 2  # in a family


class InviteeForm(forms.Form):
    """One person to invite: the same questions for everyone."""

    name = forms.CharField(
        max_length=80, label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("One that only they can open."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    family_role = forms.ChoiceField(
        choices=[(value, label.capitalize()) for value, label in Participation.Family.choices],
        label=_("In this family"),
    )
    born_in = BirthField(
        label=_("Year of birth, if they are not grown up yet"),
        required=False,
        help_text=_("Then those who may consent sign for them, too, and they have a page in words of their own."),
    )

    def __init__(self, *args: Any, kind: str, title: object = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = title
        if kind != Case.Kind.FAMILY:
            del self.fields["family_role"], self.fields["born_in"]

    def clean_email(self) -> str:
        """Addresses are kept in small letters, as accounts keep them."""
        return str(self.cleaned_data["email"]).lower()

    def invitee(self) -> Invitee:
        """What was typed, for the verb."""
        return Invitee(**self.cleaned_data)


class NewCaseForm:
    """One form for each person of a new case, all alike; the addresses must differ."""

    def __init__(self, kind: str, data: Any = None) -> None:
        self.people = [
            InviteeForm(
                data, kind=kind, title=title, prefix=f"person-{number}", empty_permitted=number > FEWEST,
                initial={"family_role": "parent" if number <= FEWEST else "child"}, use_required_attribute=False,
            )
            for number, title in enumerate(ASKED_AT_ONCE[Case.Kind(kind)], start=1)
        ]  # fmt: skip

    def is_valid(self) -> bool:
        """Whether everything typed can be used; says by the field what cannot."""
        answers = [form.is_valid() for form in self.people]
        fine = all(answers)
        seen: set[str] = set()
        for form in self.people:
            email = getattr(form, "cleaned_data", {}).get("email", "").casefold()
            if email and email in seen:
                form.add_error("email", _("Each person needs an address of their own."))
                fine = False
            seen.add(email)
        return fine

    @property
    def has_errors(self) -> bool:
        """Whether something must be looked at again."""
        return any(form.errors for form in self.people)

    def invitees(self) -> list[Invitee]:
        """Everyone who was filled in."""
        return [form.invitee() for form in self.people if form.has_changed()]


@cache
def time_zones() -> zones.Choices:
    """Every time zone, by part of the world."""
    return zones.grouped(available_timezones())


class JoinForm(forms.Form):
    """What a new person tells about themselves."""

    name = forms.CharField(
        max_length=80,
        label=_("What should we call you?"),
        help_text=_("A first name is enough. Everyone who takes part sees it."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    time_zone = forms.ChoiceField(
        choices=time_zones, label=_("Where are you?"), help_text=_("So that times are shown as on your clock.")
    )
