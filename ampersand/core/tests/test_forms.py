"""A list to choose from is what Django's own templates say, byte for byte."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from ampersand.core.forms import Renderer

PLAIN = [("", "—"), (1, "one"), ("<2>", 'a "quoted" & <bold> word'), (None, mark_safe("<b>safe</b>"))]
GROUPED: list[Any] = [(gettext_lazy("Europe"), [("Europe/Paris", "Paris"), ("Europe/Rome", "Rome")]), ("UTC", "UTC")]


class Half(forms.Select):
    """One option cannot be chosen."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, with something of its own."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        option["attrs"]["disabled"] = option["value"] == "<2>"
        return option


@pytest.mark.parametrize("choices", [PLAIN, GROUPED, []])
@pytest.mark.parametrize("value", ["", 1, "<2>", None, "Europe/Rome", "elsewhere"])
@pytest.mark.parametrize("kind", [forms.Select, Half])
@pytest.mark.parametrize(
    "attributes", [{}, {"id": 'x"y', "required": True, "hidden": False, "class": "input", "size": 3}]
)
def test_a_list_says_what_the_templates_say(
    choices: list[Any], value: object, kind: type[forms.Select], attributes: dict[str, Any]
) -> None:
    widget = kind(choices=choices)
    ours = widget.render("zone", value, attributes, Renderer())
    assert ours == widget.render("zone", value, attributes, DjangoTemplates())
    assert hasattr(ours, "__html__")
