"""The words that pages use for check-ins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ampersand.checkins import content
from ampersand.checkins.rules.alliance import Flag, Kind
from ampersand.checkins.rules.course import Moved, moved
from ampersand.checkins.rules.lines import Line
from ampersand.core.charts.model import plain_number

MENDED = {
    "same_day": gettext_lazy("mended the same day"),
    "within_days": gettext_lazy("mended some days later"),
    "not_yet": gettext_lazy("not mended yet"),
}


def answer(line: Line, said: Any) -> str:
    """One answer in words: "7 of 10", "2 rows, the hottest 6 of 10, mended the same day"."""
    if line.kind == "scale":
        return _("%(number)s of 10") % {"number": said}
    if line.kind == "rows":
        return _rows(said)
    topic = content.weekly().topics.get(said.get("topic", ""), "")
    return _(": ").join(part for part in (topic, said["words"]) if part)


def _rows(said: Mapping[str, Any]) -> str:
    count = said["count"]
    if not count:
        return _("no rows")
    parts = [ngettext("one row", "%(count)s rows", count) % {"count": count}]
    if count >= 10:
        parts = [_("ten rows or more")]
    if said["heat"] is not None:
        parts.append(_("the hottest %(heat)s of 10") % {"heat": said["heat"]})
    if said["mended"]:
        parts.append(str(MENDED[said["mended"]]))
    return ", ".join(parts)


def course(line: Line, values: list[tuple[datetime, float]], zone: str) -> str:
    """How a line went, in plain words: "A little closer than in March."; empty for fewer than two answers."""
    went = moved([value for _at, value in values])
    if went is Moved.TOO_FEW:
        return ""
    since = _month(values[0][0], values[-1][0], zone)
    if went is Moved.SAME:
        return _("About the same as %(since)s.") % {"since": since}
    up = went in (Moved.LITTLE_UP, Moved.MUCH_UP)
    how = {"how": line.up if up else line.down, "since": since}
    much = went in (Moved.MUCH_UP, Moved.MUCH_DOWN)
    if line.kind == "rows":
        return _("Far %(how)s than %(since)s.") % how if much else _("Somewhat %(how)s than %(since)s.") % how
    return _("Much %(how)s than %(since)s.") % how if much else _("A little %(how)s than %(since)s.") % how


def _month(first: datetime, last: datetime, zone: str) -> str:
    one, other = first.astimezone(ZoneInfo(zone)), last.astimezone(ZoneInfo(zone))
    if (one.year, one.month) == (other.year, other.month):
        return _("at the start")
    shape = "F" if one.year == other.year else "F Y"
    return _("in %(month)s") % {"month": date_format(one.date(), shape)}


def flag(one: Flag[Any], names: Mapping[Any, str]) -> str:
    """What is worth a look, in a sentence for the therapist; nobody is to blame in it."""
    who = get_text_list([names.get(person, "") for person in one.who], _("and"))
    size = {"who": who, "size": plain_number(one.size)}
    words = {
        Kind.LOW: _("%(who)s rated the meeting low: %(size)s of 10."),
        Kind.LOW_LOW: _("Everyone rated the meeting low, the highest %(size)s of 10."),
        Kind.DROP: _("%(who)s rated it %(size)s lower than the time before."),
        Kind.SPLIT: _("The ratings lie %(size)s apart; %(who)s is the lower."),
    }[one.kind] % size
    return f"{words} {_('So in two of the last three meetings.')}" if one.persisting else words


def next_step(one: Flag[Any]) -> str:
    """What to do about it, in a few words."""
    return {
        Kind.LOW: _("Ask alone what would have helped."),
        Kind.LOW_LOW: _("Begin the next meeting with what was missing, for all."),
        Kind.DROP: _("Ask alone what was different this time."),
        Kind.SPLIT: _("Look after the bond with each, without naming a number."),
    }[one.kind]
