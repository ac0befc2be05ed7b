"""Words of lines for templates: how old a check is, and the heading of each need."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ampersand.core.clock import today
from ampersand.safety.rules.lines import Line

register = template.Library()

NEED_WORDS = {
    "now": lambda: _("Someone is hurt or in danger now"),
    "self": lambda: _("I am thinking of ending my life"),
    "home": lambda: _("I am frightened of someone at home"),
    "child": lambda: _("I am a child, or worried about one"),
    "harm": lambda: _("I am afraid I might hurt someone"),
    "habit": lambda: _("Drink, drugs or gambling have taken over"),
}


@register.simple_tag
def checked(line: Line) -> str:
    """When a line was checked; once that is more than 180 days ago, that it may have changed."""
    on = {"day": date_format(line.checked_on, "j F Y")}
    if line.is_old(today("UTC")):
        return _("May have changed; checked on %(day)s") % on
    return _("Checked on %(day)s") % on


@register.filter
def need_words(key: str) -> str:
    """What someone would say who needs this."""
    return NEED_WORDS[key]()
