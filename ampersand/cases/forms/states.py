"""What is typed when work pauses, ends, is held, or goes on elsewhere."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4000
_PAGE = re.compile(r"(?:^|/)find/([a-z0-9-]+)/?$")


def area(rows: int = 4, **attrs: Any) -> forms.Textarea:
    """A field for some sentences."""
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "maxlength": LONGEST} | attrs)


class WhyForm(forms.Form):
    """Why, for those who treat."""

    words = forms.CharField(
        label=_("Why, for your own record"), required=False, max_length=LONGEST, widget=area(),
        help_text=_("Only you and a supervisor read this. Everyone in the case reads the same plain sentence."),
    )  # fmt: skip


class OnwardForm(forms.Form):
    """Where somebody could go on."""

    words = forms.CharField(
        label=_("What you would like to tell them"), max_length=LONGEST, widget=area(5),
        help_text=_("A name, a place, why you think of it. They read it on their own page, and nobody else does."),
        error_messages={"required": _("Write a sentence or two.")},
    )  # fmt: skip
    page = forms.CharField(
        label=_("A page of our directory"), required=False, max_length=300,
        help_text=_("Open somebody’s page under “Find a therapist” and copy its address here."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_page(self) -> str:
        """The slug at the end of the address."""
        typed = str(self.cleaned_data["page"]).strip().split("?")[0].split("#")[0]
        found = _PAGE.search(typed)
        if typed and not found:
            raise forms.ValidationError(_("This is not the address of somebody’s page in our directory."))
        return found[1] if found else ""
