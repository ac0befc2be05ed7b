"""Forms that come out in our own markup."""

from collections.abc import Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    """Fields with label, hint, error and control in the order in which they are read."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """As Django's own; a list to choose from without a template for each of five hundred time zones."""
        if template_name == SELECT:
            return select(context["widget"])
        return super().render(template_name, context, request)


def select(widget: Mapping[str, Any]) -> str:
    """What Django's templates say of a list to choose from; test_forms.py compares the two."""
    parts = [f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        if name:
            parts.append(f'\n  <optgroup label="{_text(name)}">')
        parts += [f"\n  {_option(option)}" for option in options]
        if name:
            parts.append("\n  </optgroup>")
    return SafeString("".join([*parts, "\n</select>"]))


def _option(option: Mapping[str, Any]) -> str:
    attributes = _attributes(option["attrs"])
    return f'<option value="{escape(str(option["value"]))}"{attributes}>{_text(option["label"])}</option>\n'


def _attributes(given: Mapping[str, Any]) -> str:
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{escape(str(value))}"'
        for name, value in given.items()
        if value is not False
    )


def _text(value: Any) -> str:
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))
