"""What somebody says to a meeting that is offered after the end."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ampersand.pathway.actions.offers import LONGEST
from ampersand.pathway.queries.words import ANSWERS


class OfferForm(forms.Form):
    """Yes, not now, or not again; and a word, if one likes."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    words = forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer, words = self.fields["answer"], self.fields["words"]
        answer.label = _("What would you like?")
        answer.choices = [(one.value, said) for one, (said, _means) in ANSWERS.items()]  # type: ignore[attr-defined]
        answer.error_messages["required"] = _("Choose one, or leave it for today.")
        words.label = _("Anything you would like to say with it")
        words.help_text = _("You need not.")
