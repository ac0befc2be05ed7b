"""Words of the design system for templates: hands, icons, who sees this, times in the reader's zone."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ampersand.core import clock, who
from ampersand.core.templating import pure

register = template.Library()

HANDS = 6
_PLAIN = {"radio", "checkbox", "hidden", "file", "range"}


@register.simple_tag
@pure
def page_language() -> str:
    """The language of the page, as its `lang` says it."""
    return get_language() or ""


@register.simple_tag
@pure
def hand(n: int | str) -> SafeString:
    """The mark of a person: 1, 2, ... by order of joining, "t" for a therapist."""
    return SafeString(f'<span class="hand" data-hand="{escape(str(hand_number(n)))}" aria-hidden="true"></span>')


@register.filter
def hand_number(n: int | str) -> int | str:
    """The hand that the style knows: 1 to 6, then round again; "t" stays."""
    return (n - 1) % HANDS + 1 if isinstance(n, int) else n


@register.simple_tag
def person(someone: object) -> SafeString:
    """A person's mark and name; someone has .hand and .name."""
    return SafeString(f'<span class="name">{hand(_hand(someone))} {escape(str(_get(someone, "name")))}</span>')


@register.simple_tag(takes_context=True)
def who_sees(context: Context, people: Sequence[object], what: str = "this") -> SafeString:
    """The sentence of who sees this, led by their marks; each has .hand, .name and .person_id or .is_you."""
    reader = _get(context.get("viewer"), "person_id")
    you = next((str(_get(p, "name")) for p in people if _is_reader(p, reader)), None)
    in_order = sorted(people, key=lambda p: not _is_reader(p, reader))  # as the sentence says them
    marks = "".join([hand(_hand(p)) for p in in_order])
    words = who.sentence([str(_get(p, "name")) for p in people], you, what)
    return SafeString(f'<span class="who"><span class="who-marks">{marks}</span>{escape(words)}</span>')


@register.simple_tag
@pure
def icon(name: str) -> SafeString:
    """One of our drawings, beside the words that say the same."""
    box, shape = icons()[name]
    drawing = mark_safe(shape)  # noqa: S308 - from our own file
    return format_html('<svg class="icon" viewBox="{}" aria-hidden="true">{}</svg>', box, drawing)


@cache
def icons() -> Mapping[str, tuple[str, str]]:
    """Every drawing of core/icons.html by name: its view box and its shape."""
    source = (Path(__file__).parent.parent / "templates/core/icons.html").read_text()
    found = re.findall(r'<symbol id="(\w+)" viewBox="([^"]+)">(.*?)</symbol>', source)
    return {name: (box, shape) for name, box, shape in found}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A field's input, dressed as ours; its own classes stay."""
    widget = field.field.widget
    own = str(widget.attrs.get("class", ""))
    dressed = own if getattr(widget, "input_type", "") in _PLAIN else f"input {own}".strip()
    return field.as_widget(attrs={"class": dressed})


@register.filter
def first_id(field: BoundField) -> str:
    """Where a link to this field leads: its control, or the first of its choices."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def between(options: Sequence[object], place: int) -> str:
    """A step between two words, for those who hear the page: "3 of 6, between bad and good"."""
    first, last = str(_get(options[0], "label")), str(_get(options[-1], "label"))
    where = {"place": place, "count": len(options), "first": first, "last": last}
    if place == 1:
        return _("%(place)s of %(count)s, %(first)s") % where
    if place == len(options):
        return _("%(place)s of %(count)s, %(last)s") % where
    return _("%(place)s of %(count)s, between %(first)s and %(last)s") % where


@register.filter
def moment(at: datetime | None, viewer: object = None) -> SafeString | str:
    """A day and time where the reader is: "Thursday 26 November, 18:30"; the year when it is another."""
    if at is None:
        return ""
    local = _local(at, viewer)
    words = _written(local.date(), "l j F" if _this_year(local) else "l j F Y", get_language())
    return _time(local.isoformat(timespec="minutes"), f"{words}, {local:%H:%M}")


@register.filter
def day(at: date | None, viewer: object = None) -> SafeString | str:
    """A day where the reader is: "26 November"; the year when it is another."""
    if at is None:
        return ""
    local = _local(at, viewer) if isinstance(at, datetime) else at
    on = local.date() if isinstance(local, datetime) else local
    return _time(on.isoformat(), _written(on, "j F" if _this_year(on) else "j F Y", get_language()))


@register.filter
def hour(at: datetime | None, viewer: object = None) -> SafeString | str:
    """A time of day where the reader is: "18:30"."""
    if at is None:
        return ""
    local = _local(at, viewer)
    return _time(local.isoformat(timespec="minutes"), f"{local:%H:%M}")


@lru_cache(maxsize=4096)
def _written(on: date, shape: str, language: str | None) -> str:
    return date_format(on, shape)


def _time(iso: str, words: str) -> SafeString:
    return SafeString(f'<time datetime="{iso}">{escape(words)}</time>')


def _local(at: datetime, viewer: object) -> datetime:
    zone = viewer if isinstance(viewer, str) else _get(viewer, "time_zone")
    return at.astimezone(ZoneInfo(str(zone)) if zone else UTC)


def _this_year(at: date) -> bool:
    return at.year == clock.now().year


def _is_reader(someone: object, reader: object) -> bool:
    return bool(_get(someone, "is_you")) or (reader is not None and _get(someone, "person_id") == reader)


def _hand(someone: object) -> int | str:
    number = _get(someone, "hand")
    return number if isinstance(number, int) else "t"


def _get(thing: object, name: str) -> object:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
