"""Forms that come out in our own markup."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Fields with label, hint, error and control in the order in which they are read."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/field.html"
