"""The form of a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

LONGEST = 8000


class SayForm(forms.Form):
    """One message; its id is made with the page, so that a double click sends it once."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        max_length=LONGEST, strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "maxlength": LONGEST}),
    )  # fmt: skip

    def __init__(self, *args: Any, with_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.with_files = with_files
        self.fields["text"].required = not with_files
        self.fields["text"].label = _("Your message")
        self.fields["text"].error_messages["required"] = _("Nothing is written yet.")

    def clean_text(self) -> str:
        """Something is written, or files go alone."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()
        if not text and not self.with_files:
            raise forms.ValidationError(_("Nothing is written yet."))
        return text
