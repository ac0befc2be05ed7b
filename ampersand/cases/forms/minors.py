"""What is typed about children and young people, and those who may consent for them."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ampersand.cases.actions.minors import Consenting
from ampersand.cases.forms.states import LONGEST, area
from ampersand.core.clock import now

OLDEST = 25  # a year of birth is noted of nobody older


class BirthField(forms.IntegerField):
    """A year of birth of somebody who may be a minor."""

    def __init__(self, **more: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"})
        super().__init__(widget=widget, error_messages={"invalid": _("Type the year in four digits.")}, **more)

    def clean(self, value: Any) -> Any:
        """A year in which a child or young person can have been born."""
        year = super().clean(value)
        if year is not None and not now().year - OLDEST <= year <= now().year:
            raise forms.ValidationError(_now("Type the year in four digits, of somebody who is not grown up yet."))
        return year


class ChildForm(forms.Form):
    """A child too young for an account."""

    name = forms.CharField(
        max_length=80, label=_("First name"), widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type a name.")},
    )  # fmt: skip
    born_in = BirthField(label=_("Year of birth"))


class BirthForm(forms.Form):
    """A year of birth alone; empty: grown up."""

    born_in = BirthField(
        label=_("Year of birth"), required=False, help_text=_("Only of somebody who is not grown up yet.")
    )


class AccountForm(forms.Form):
    """The address to which a child's own link goes."""

    email = forms.EmailField(
        label=_("Their own e-mail address"), help_text=_("One that only they can open, and no parent."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_email(self) -> str:
        """Addresses are kept in small letters."""
        return str(self.cleaned_data["email"]).lower()


class PaperForm(forms.Form):
    """The day of a signature on paper."""

    on = forms.DateField(
        label=_("Signed on paper on"), widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        error_messages={"required": _("Choose the day.")},
    )  # fmt: skip


class GuardianForm(forms.Form):
    """Someone who cares for a child: a member of the case, or a name; what they may do; how they are reached."""

    person = forms.ChoiceField(label=_("Who"), required=False)
    name = forms.CharField(
        max_length=80, label=_("Name, if they do not take part here"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    relation = forms.CharField(
        max_length=40, label=_("How they stand to the child"), required=False,
        help_text=_("Mother, father, foster parent, the youth office."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    may_consent = forms.BooleanField(
        label=_("They hold parental authority: their consent is needed"), required=False, initial=True
    )
    reads_plan = forms.BooleanField(
        label=_("They may see that questions come, how often, and the dates of meetings"), required=False, initial=True
    )
    reach = forms.CharField(
        label=_("How you reach them"), required=False, max_length=LONGEST, widget=area(2),
        help_text=_("For somebody outside: a telephone number, an address. Sealed; only you and a supervisor read it."),
    )  # fmt: skip
    court = forms.CharField(
        label=_("What a court has said"), required=False, max_length=LONGEST, widget=area(3),
        help_text=_("Who decides, contact, what may be seen; the court, the day and the number. Sealed."),
    )  # fmt: skip

    def __init__(self, members: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = dict(members)
        choices = [("", _now("Somebody who does not take part here")), *members]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A member, or a name."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("person") and not str(told.get("name", "")).strip() and "name" not in self.errors:
            self.add_error("name", _now("Choose somebody above, or type a name."))
        return told

    def consenting(self) -> Consenting:
        """What was typed, for the verb."""
        told = self.cleaned_data
        person = told["person"]
        return Consenting(
            name=self.members[person] if person else told["name"].strip(), person_id=UUID(person) if person else None,
            relation=told["relation"].strip(), may_consent=told["may_consent"], reads_plan=told["reads_plan"],
            reach=told["reach"], court=told["court"],
        )  # fmt: skip
