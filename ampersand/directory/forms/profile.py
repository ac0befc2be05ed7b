"""What a therapist writes on their page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ampersand.directory import content
from ampersand.directory.forms.places import place_forms
from ampersand.directory.rules.card import Card, Fees, Licence
from ampersand.directory.rules.openings import Room
from ampersand.directory.rules.places import fold

MOST_APPROACHES, MOST_CONCERNS, MOST_LANGUAGES = 5, 10, 8
AMOUNTS = ("first", "individual", "couple", "family")


def _text(label: Any, length: int, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, help_text=help_text, required=required, widget=widget)


def _ticks(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


def _amount(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=999_999, widget=widget)


class ProfileForm(forms.Form):
    """Everything of a card; a page may be kept half written, so nearly nothing is required before it is handed in."""

    name = _text(_l("Name"), 80, _l("As it should stand above your page."), required=True)
    line = _text(_l("One sentence"), 140, _l("What stands under your name in the list."))
    about = forms.CharField(
        label=_l("In your own words"),
        required=False,
        max_length=3000,
        help_text=_l("What a first meeting with you is like. Promise no results."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    works_with = _ticks(_l("Whom you see"))
    formats = _ticks(_l("In person or online"))
    approaches = _ticks(_l("How you work"), _l("Up to five that you are trained in."))
    concerns = _ticks(_l("What you know about"), _l("Up to ten that you work with often."))
    languages = _ticks(_l("Languages"), _l("In which you can hold a meeting."))
    times = _ticks(_l("When"))
    currency = forms.ChoiceField(label=_l("Currency"))
    fee_first = _amount(_l("First meeting (0: free of charge)"))
    fee_individual = _amount(_l("A meeting for one"))
    fee_couple = _amount(_l("A meeting for two"))
    fee_family = _amount(_l("A meeting for a family"))
    sliding = forms.BooleanField(label=_l("People with less money pay less"), required=False)
    fee_words = _text(_l("More about fees"), 200, _l("Such as insurance, or what happens when someone cannot come."))
    access = _ticks(_l("Getting in and taking part"))
    access_words = _text(_l("More about getting in"), 200)
    licence_kind = _text(_l("Kind of licence"), 80, _l("Such as “Clinical psychologist”."))
    licence_number = _text(_l("Its number"), 40)
    licence_authority = _text(_l("Who gave it"), 120)
    valid_in = forms.CharField(
        label=_l("Where it is valid"),
        required=False,
        max_length=1000,
        help_text=_l(
            "One country or state on each line: “The Netherlands”, “Massachusetts”. You are found online only there."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, card: Card, currency: str = "EUR") -> None:
        super().__init__(data, initial=_begun(card, currency), use_required_attribute=False)
        lists, fields = content.choices(), self.fields
        choices: dict[str, Iterable[tuple[str, Any]]] = {
            "works_with": [("individual", _("One person")), ("couple", _("Couples")), ("family", _("Families"))],
            "formats": [("in-person", _("In person")), ("online", _("Online"))],
            "approaches": [(one.slug, one.label) for one in content.approaches().values()],
            "concerns": [(one.slug, one.title) for one in content.concerns().values()],
            "languages": lists.languages.items(), "times": lists.times.items(), "access": lists.access.items(),
            "currency": [(one, one) for one in lists.prices],
        }  # fmt: skip
        for name, pairs in choices.items():
            fields[name].choices = list(pairs)  # type: ignore[attr-defined]
        self.places = place_forms(data, card.places)

    def is_valid(self) -> bool:
        """Whether everything typed can be kept, the places too; the licence must hold where one meets people."""
        answers = [super().is_valid(), *(place.is_valid() for place in self.places)]
        fine = all(answers)
        if not fine:
            return False
        valid = set(self.cleaned_data["valid_in"])
        for form in self.places:
            place = form.place()
            if place and valid and not valid & set(place.regions):
                form.add_error("town", _("Your licence is not valid here, by what you typed above."))
                fine = False
        return fine

    def clean_approaches(self) -> list[str]:
        """A few."""
        return _few(self.cleaned_data["approaches"], MOST_APPROACHES)

    def clean_concerns(self) -> list[str]:
        """A few."""
        return _few(self.cleaned_data["concerns"], MOST_CONCERNS)

    def clean_languages(self) -> list[str]:
        """A few."""
        return _few(self.cleaned_data["languages"], MOST_LANGUAGES)

    def clean_valid_in(self) -> list[str]:
        """The codes of the countries and states that were typed."""
        lines = [part.strip() for line in self.cleaned_data["valid_in"].splitlines() for part in line.split(";")]
        codes: list[str] = []
        unknown: list[str] = []
        for line in filter(None, lines):
            code = _region(line)
            (codes if code else unknown).append(code or line)
        if unknown:
            told = _("We do not know “%(name)s”. Type a country, or a state such as “Georgia, United States”.")
            raise forms.ValidationError(told % {"name": unknown[0]})
        return list(dict.fromkeys(codes))

    def card(self) -> Card:
        """What was typed, as a card."""
        said = self.cleaned_data
        amounts = {kind: said[f"fee_{kind}"] for kind in AMOUNTS if said.get(f"fee_{kind}") is not None}
        plain = ("works_with", "formats", "approaches", "concerns", "languages", "times", "access")
        return Card(
            name=said["name"], line=said["line"], about=said["about"].strip(), access_words=said["access_words"],
            fees=Fees(said["currency"], amounts, said["sliding"], said["fee_words"]),
            licence=Licence(
                said["licence_kind"], said["licence_number"], said["licence_authority"], tuple(said["valid_in"])
            ),
            places=tuple(place for form in self.places if (place := form.place())),
            **{name: tuple(said[name]) for name in plain},
        )  # fmt: skip

    @property
    def place_problems(self) -> list[tuple[str, str]]:
        """Problems of the places, with the field each belongs to."""
        return [
            (form[name].id_for_label or f"{form[name].auto_id}_0", f"{form[name].label}: {problem}")
            for form in self.places
            for name, errors in form.errors.items()
            if name in form.fields
            for problem in errors
        ]


class OpeningsForm(forms.Form):
    """Whether there is room, and from which day."""

    room = forms.ChoiceField(
        label=_l("Room"),
        widget=forms.RadioSelect,
        choices=[
            (Room.OPEN.value, _l("I have room for someone new")),
            (Room.WAITING.value, _l("I keep a waiting list")),
            (Room.FULL.value, _l("I have no room")),
        ],
    )
    free_on = forms.DateField(
        label=_l("From which day"),
        required=False,
        help_text=_l("Empty: from today."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )


class RemarkForm(forms.Form):
    """What should be changed before a page shows."""

    remark = forms.CharField(
        max_length=1000,
        label=_l("What should be different"),
        error_messages={"required": _l("Say what should be different.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _begun(card: Card, currency: str) -> dict[str, Any]:
    fees, licence = card.fees, card.licence
    plain = ("name", "line", "about", "access_words", "works_with", "formats", "approaches", "concerns", "languages")
    begun: dict[str, Any] = {name: getattr(card, name) for name in (*plain, "times", "access")}
    begun |= {f"fee_{kind}": fees.amounts.get(kind) for kind in AMOUNTS}
    begun |= {"currency": fees.currency or currency, "sliding": fees.sliding, "fee_words": fees.words}
    begun |= {"licence_kind": licence.kind, "licence_number": licence.number, "licence_authority": licence.authority}
    return begun | {"valid_in": "\n".join(content.regions().get(code, code) for code in licence.valid_in)}


def _few(values: list[str], most: int) -> list[str]:
    if len(values) > most:
        raise forms.ValidationError(_("Choose up to %(most)s.") % {"most": most})
    return values


def _region(text: str) -> str:
    """The code of a country or of a part of one; a country goes before a part of the same name."""
    said = fold(text)
    by_name = {fold(name).removeprefix("the "): code for code, name in reversed(list(content.regions().items()))}
    parts = {fold(name.rpartition(", ")[0]): code for code, name in content.regions().items() if "-" in code}
    called = content.choices().called
    return by_name.get(said.removeprefix("the "), "") or called.get(said, "") or parts.get(said, "") or (
        text.upper() if text.upper() in content.regions() else ""
    )  # fmt: skip
