"""A rule that cannot fail guards nothing: each is shown what it must not let pass, and its permitted twin."""

import pytest

from tests.architecture import rules

WRONG_MODULES = {
    "signals": ["from django.db.models.signals import post_save", "from django.dispatch import receiver",
                "from allauth.account import signals", "import django.core.signals"],
    "reads without a viewer": ["Case._base_manager.all()", "rows = SignIn._default_manager", "QuerySet(Case).all()",
                               "models.QuerySet(model=Case)"],
    "SQL of its own": ["connection.cursor().execute('SELECT 1')", "Case.objects.raw('SELECT 1')",
                       "with connection.cursor() as cursor:\n    pass", "rows.extra(where=['1=1'])", "RawSQL('1', [])"],
    "QuerySet under another name": ["from django.db.models import QuerySet as Rows"],
    "runs text as a program": ["eval(text)"],
}  # fmt: skip
WRONG_TEMPLATES = {
    "inline style": ["<style>p{}</style>", '<p style="color:red">', "<p\n style = 'x'>"],
    "inline script": ["<script>go()</script>", '<p onclick="go()">', '<a href="javascript:go()">', "<p hx-on:click>"],
    "text that is not escaped": ["{{ name|safe }}", "{{ name | safe }}", "{% autoescape off %}"],
    "something from another host": ['<script src="https://cdn.example/x.js"></script>', '<img src="//cdn.example/x">'],
}  # fmt: skip


@pytest.mark.parametrize(("fault", "source"), [(f, one) for f, many in WRONG_MODULES.items() for one in many])
def test_a_wrong_module_is_found(fault: str, source: str) -> None:
    assert any(fault in found for found in rules.in_module(source))


@pytest.mark.parametrize(("fault", "text"), [(f, one) for f, many in WRONG_TEMPLATES.items() for one in many])
def test_a_wrong_template_is_found(fault: str, text: str) -> None:
    assert fault in list(rules.in_template(text))


def test_their_permitted_twins_pass() -> None:
    right = "from django.db.models import QuerySet\n\n\ndef f(v: Viewer) -> QuerySet[Case]:\n    return visible_to(v)\n"
    assert not list(rules.in_module(right))
    assert not list(rules.in_module("QuerySet(Case)", without_viewer=True))
    assert not list(rules.in_module("connection.cursor()", with_sql=True))
    page = '{% load static %}<script type="module" src="{% static \'x.js\' %}"></script><p class="on">{{ name }}</p>'
    assert not list(rules.in_template(page))


def test_a_page_that_reads_as_the_program_is_found() -> None:
    assert list(rules.in_pages("with system_scope('why'):\n    pass"))
    assert not list(rules.in_pages("rows = Case.objects.visible_to(viewer)"))
