"""Somebody on the map of one's family, and a line between two of them."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from ampersand.cases.rules.audience import Audience
from ampersand.exercises import wording
from ampersand.exercises.queries.maps import Between, FamilyMap, Somebody

EARLIEST, LATEST = 1700, 2100
NOBODY = ""  # not on the map


class PieceForm(forms.Form):
    """Who sees it: common to people and lines."""

    audience = forms.TypedChoiceField(coerce=Audience, widget=forms.RadioSelect)

    def __init__(self, *args: Any, several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        layers = {key: words for key, words in wording.LAYERS.items() if several or key != "all_of_us"}
        self._choices("audience", _("Who sees this on the map"), [(key, str(said)) for key, said in layers.items()])
        self.order_fields([name for name in self.fields if name != "audience"])

    def _choices(self, name: str, label: str, choices: list[Any]) -> None:
        self.fields[name].label, self.fields[name].choices = label, choices  # type: ignore[attr-defined]


class SomebodyForm(PieceForm):
    """Who they are to me, how they are drawn, whose children they are, and a note for my eyes alone."""

    role = forms.CharField(max_length=40)
    name = forms.CharField(max_length=40, required=False)
    row = forms.TypedChoiceField(coerce=int)
    shape = forms.ChoiceField(widget=forms.RadioSelect)
    born = forms.IntegerField(required=False, min_value=EARLIEST, max_value=LATEST)
    gone = forms.BooleanField(required=False)
    died = forms.IntegerField(required=False, min_value=EARLIEST, max_value=LATEST)
    first_parent = forms.ChoiceField(required=False)
    second_parent = forms.ChoiceField(required=False)
    is_me = forms.BooleanField(required=False)
    note = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, on_map: FamilyMap, *args: Any, me: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, *hint) in _labels().items():
            self.fields[name].label, self.fields[name].help_text = label, "".join(hint)
        for name in ("born", "died"):
            self.fields[name].widget.attrs["class"] = "short"
        self.fields["role"].error_messages["required"] = _("Say who they are to you.")
        self._choices("row", _("Which generation?"), [(row, str(words)) for row, words in wording.ROWS.items()])
        self._choices("shape", _("In which shape?"), [(key, str(words)) for key, words in wording.SHAPES.items()])
        others = [(str(one.id), one.label) for one in on_map.people if one.id != me]
        for name, label in (("first_parent", _("Child of")), ("second_parent", _("and of"))):
            self._choices(name, label, [(NOBODY, _("not on the map")), *others])

    def clean(self) -> dict[str, Any]:
        """A year of death says that somebody has died; nobody dies before they are born."""
        data: dict[str, Any] = self.cleaned_data
        data["gone"] = bool(data.get("gone") or data.get("died"))
        if data.get("born") and data.get("died") and data["died"] < data["born"]:
            self.add_error("died", _("This lies before the year of birth."))
        return data

    def said(self) -> dict[str, object]:
        """What is sealed."""
        data = self.cleaned_data
        parents = dict.fromkeys(one for one in (data["first_parent"], data["second_parent"]) if one)
        plain = {key: data[key] for key in ("role", "name", "row", "shape", "born", "died", "gone")}
        return {**plain, "me": data["is_me"], "parents": list(parents)}

    @staticmethod
    def of(one: Somebody) -> dict[str, object]:
        """The form's fields for somebody who stands there already."""
        first, second, *_rest = (*map(str, one.parents), NOBODY, NOBODY)
        return {
            "role": one.role, "name": one.name, "row": one.row, "shape": one.shape, "born": one.born, "died": one.died,
            "gone": one.gone, "first_parent": first, "second_parent": second, "is_me": one.is_me, "note": one.note,
            "audience": one.audience,
        }  # fmt: skip


def _labels() -> dict[str, tuple[str, ...]]:
    return {
        "role": (_("Who are they to you?"), _("For example: grandmother, my father, neighbour who raised me.")),
        "name": (_("The name on the map"), _("You may leave it out. On paper the living stand by their role.")),
        "born": (_("Year of birth"),),
        "gone": (_("Has died"),),
        "died": (_("Year of death"),),
        "is_me": (_("This is me"),),
        "note": (
            _("A note for your eyes alone"),
            _("Where they lived, their work, their faith, their moves. Nobody else ever sees it."),
        ),
    }


class LineForm(PieceForm):
    """Between whom, of which kind, since when."""

    one = forms.TypedChoiceField(coerce=UUID)
    other = forms.TypedChoiceField(coerce=UUID)
    kind = forms.ChoiceField()
    since = forms.IntegerField(required=False, min_value=EARLIEST, max_value=LATEST)

    def __init__(self, on_map: FamilyMap, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.id), one.label) for one in on_map.people]
        self._choices("one", _("Between"), people)
        self._choices("other", _("and"), people)
        groups = [(_("Partners"), wording.PARTNERS), (_("What lies between them"), wording.TIES)]
        self._choices("kind", _("The line"), [(title, list(words.items())) for title, words in groups])
        self.fields["since"].label = _("Since which year")
        self.fields["since"].widget.attrs["class"] = "short"

    def clean(self) -> dict[str, Any]:
        """A line has two ends."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", _("Choose two different people."))
        return data

    def said(self) -> dict[str, object]:
        """What is sealed."""
        return {"kind": self.cleaned_data["kind"], "since": self.cleaned_data["since"]}

    @staticmethod
    def of(line: Between) -> dict[str, object]:
        """The form's fields for a line that is drawn already."""
        ends = {"one": str(line.one), "other": str(line.other)}
        return {**ends, "kind": line.kind, "since": line.since, "audience": line.audience}
