"""Drawing the loop: one's own half, its name, a word for it; those who treat fill in every half."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.conflict import content, wording
from ampersand.conflict.rules import loop as rules
from ampersand.conflict.rules.loop import Parts

SHORT = 60


class LoopForm(forms.Form):
    """Its fields are made for the people whose halves the writer may fill in; `own` names the writer's half."""

    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, people: Sequence[Someone], parts: Parts, number: int, data: Any = None, *, own: object = None
    ) -> None:
        super().__init__(data, initial={"number": number})
        self.people, self.own = people, own
        for person in people:
            mine = person.person_id == own
            for part, field in _half(person.name, mine).items():
                self._add(rules.key(person.person_id, part), field, parts)
        name = _line(
            _("What shall we call it?"), _("It is the opponent, not one of you: “the storm”, “Tom and Jerry”.")
        )
        self._add(rules.NAME, name, parts)
        self._add(rules.WORD, _line(_("A word for “it is here”"), _("Either of you may say it, kindly.")), parts)

    @property
    def halves(self) -> list[tuple[Someone, list[BoundField]]]:
        """The fields of each half, for the page."""
        return [(one, [self[rules.key(one.person_id, part)] for part in rules.HALF]) for one in self.people]

    @property
    def shared(self) -> list[BoundField]:
        """The name and the word."""
        return [self[rules.NAME], self[rules.WORD]]

    def parts(self) -> dict[str, str]:
        """What was sent, part by part."""
        return {name: str(value) for name, value in self.cleaned_data.items() if name != "number"}

    def title(self, name: str) -> str:
        """How one part is called, with whose it is."""
        label = str(self.fields[name].label)
        whose = next((one.name for one in self.people if name.startswith(f"{one.person_id}.")), "")
        return f"{whose}: {label}" if whose and len(self.people) > 1 else label

    def _add(self, name: str, field: forms.Field, parts: Parts) -> None:
        field.initial = parts.get(name, "")
        self.fields[name] = field


def _half(name: str, mine: bool) -> dict[str, forms.Field]:
    words = content.vocabulary()
    moves: list[Any] = [("", _("Choose, or write your own below"))]
    for way, title in wording.WAYS.items():
        if way != "softer":
            some = [(move.id, move.mine if mine else move.seen) for move in words.moves.values() if move.way == way]
            moves.append((title, some))
    feels = [("", _("Choose, or write your own below"))]
    feels += [(one.id, one.mine if mine else one.seen) for one in words.feelings.values() if not one.fear]
    who = {"name": name}
    return {
        "does": _choice(
            _("What I do when we get stuck") if mine else _("What %(name)s does when they get stuck") % who, moves
        ),
        "does_words": _line(_("Or in my own words") if mine else _("Or in other words"), ""),
        "feels": _choice(_("What I feel then") if mine else _("What %(name)s feels then") % who, feels),
        "feels_words": _line(_("Or in my own words") if mine else _("Or in other words"), ""),
        "exit": _line(
            _("One thing I can do when it is here") if mine else _("One thing %(name)s can do when it is here") % who,
            "",
        ),
    }


def _choice(label: str, choices: list[Any]) -> forms.Field:
    return forms.ChoiceField(label=label, required=False, choices=choices)


def _line(label: str, help_text: str) -> forms.Field:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=SHORT, widget=widget)
