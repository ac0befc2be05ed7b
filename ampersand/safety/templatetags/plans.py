"""Words of a plan for templates: numbers in what was written can be called by one touch."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ampersand.safety.rules.lines import digits

register = template.Library()
_NUMBER = re.compile(r"(?<![\w.+])\+?\(?\d[\d ()/-]{4,}\d(?!\w|[.]\d)")
_DATE = re.compile(r"\d{1,4}-\d{1,2}-\d{1,4}|\d{1,2}/\d{1,2}/\d{2,4}")


@register.filter
def written(text: str) -> SafeString:
    """What someone wrote, line by line, with every telephone number as a link that calls it."""
    return format_html_join(
        "", '<p class="written">{}</p>', ((_called(line),) for line in text.splitlines() if line.strip())
    )


def _called(line: str) -> SafeString:
    parts, at = [], 0
    for found in _NUMBER.finditer(line):
        if _DATE.fullmatch(found[0]) or len(digits(found[0])) < 6:
            continue
        parts += [(line[at : found.start()],), (format_html('<a href="tel:{}">{}</a>', digits(found[0]), found[0]),)]
        at = found.end()
    return format_html_join("", "{}", [*parts, (line[at:],)])
