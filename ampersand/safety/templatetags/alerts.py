"""Words of alerts for templates: why, what next, what happened."""

from django import template

from ampersand.safety.queries import words
from ampersand.safety.queries.alerts import Entry, Step

register = template.Library()


@register.filter
def why(one: Entry) -> str:
    """Why it needs somebody."""
    return words.why(one)


@register.filter
def next_step(one: Entry) -> str:
    """What to do next."""
    return words.next_step(one)


@register.filter
def happened(step: Step) -> str:
    """One step as a sentence."""
    return words.happened(step)
