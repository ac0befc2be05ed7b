"""Places where a therapist meets people, as they type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ampersand.directory.queries import places
from ampersand.directory.queries.places import Choice, Whereabouts
from ampersand.directory.rules.card import Place
from ampersand.directory.rules.places import Town

MOST = 3


class PlaceForm(forms.Form):
    """One place: words for visitors, and a town; where several towns have the name, one is chosen."""

    words = forms.CharField(
        required=False,
        max_length=120,
        label=_l("Street or building"),
        help_text=_l("As visitors should read it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    town = forms.CharField(
        required=False, max_length=80, label=_l("Town"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    which = forms.ChoiceField(required=False, label=_l("Which of these towns?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, prefix: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, prefix=prefix, initial=initial, use_required_attribute=False)
        typed = str(data.get(self.add_prefix("town"), "")) if data is not None else ""
        self.found = places.whereabouts(typed)
        choices = _choices(self.found)
        if len(choices) > 1:
            self.fields["which"].choices = [(one.place, one.words) for one in choices]  # type: ignore[attr-defined]
        else:
            del self.fields["which"]

    def clean(self) -> dict[str, Any]:
        """The town must be one of the list."""
        said = self.cleaned_data
        if chosen := said.get("which"):
            self.found = places.whereabouts(chosen)
        if self.found.which:
            self.add_error("which" if "which" in self.fields else "town", _("Choose the town that you mean."))
        elif self.found.unclear:
            self.add_error("town", _("We do not know this town. Try a larger one near it, or add the country."))
        elif said.get("words") and self.found.town is None:
            self.add_error("town", _("Type the town, so that people near it find you."))
        return said

    @property
    def meant(self) -> Town | None:
        """The town that is meant."""
        return self.found.town

    def place(self) -> Place | None:
        """The place; None where nothing was typed."""
        if (town := self.meant) is None:
            return None
        words = self.cleaned_data["words"]
        return Place(words, town.id, town.name, town.country, town.part, town.latitude, town.longitude)


def place_forms(data: Any, held: tuple[Place, ...]) -> list[PlaceForm]:
    """A form for each place that there is, and for those that may be added."""
    begun: list[dict[str, Any]] = [
        {"words": place.words, "town": places.typed(place.town_id, place.town)} for place in held
    ]
    begun += [{}] * (MOST - len(begun))
    return [PlaceForm(data, prefix=f"place-{number}", initial=initial) for number, initial in enumerate(begun)]


def _choices(found: Whereabouts) -> tuple[Choice, ...]:
    if found.which or found.town is None:
        return found.which
    return (Choice(places.place(found.town), found.typed), *found.others)
