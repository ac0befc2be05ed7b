"""The words of reports."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.core.charts import Words
from ampersand.measures.rules.instrument import Instrument, Number
from ampersand.measures.rules.words import Point, shown
from ampersand.reports.queries.parts import Moment, Three
from ampersand.reports.rules.phases import Phases
from ampersand.reports.rules.release import Cover, Status

DAYS = Words()


def about(one: Instrument, name: str = "") -> str:
    """What a line is about, in the words of whose it is."""
    if one.about == "relationship":
        return _("How we are, as %(name)s sees it") % {"name": name} if name else _("How we are, as I see it")
    return _("How %(name)s has been") % {"name": name} if name else _("How I have been")


def names(people: tuple[Someone, ...]) -> str:
    """People by name: Ana and Ben."""
    return get_text_list([person.name for person in people], _("and"))


def three(found: Phases, highest: Number | None) -> Three:
    """The three moments as they are printed."""
    return Three(*(moment(point, highest) for point in (found.before, found.now, found.end)))


def moment(point: Point | None, highest: Number | None) -> Moment | None:
    """A result as it is printed: 12 of 27, or 3 where there is no highest."""
    if point is None or point.total is None:
        return None
    if highest is None:
        return Moment(point.on, shown(point.total))
    return Moment(point.on, _("%(total)s of %(highest)s") % {"total": shown(point.total), "highest": shown(highest)})


def scale(low: Number, high: Number, *, up: bool) -> str:
    """Where a scale begins and ends, and which way is better."""
    better = _("Higher is better.") if up else _("Lower is better.")
    return _("From %(low)s to %(high)s. %(better)s") % {"low": shown(low), "high": shown(high), "better": better}


def missing(times: int) -> str:
    """How often nothing was given, said as it is."""
    if not times:
        return ""
    if times == 1:
        return _("One check-in was not answered; the line has a gap there.")
    return _("%(times)s check-ins were not answered; the line has gaps there.") % {"times": times}


def title(case: OneCase) -> str:
    """What a report is called: before, now, and, once there is one, the end."""
    return _("Before, now, at the end") if case.ended else _("Before and now")


def nearer(way: int, when: str) -> str:
    """Whether two see it closer together; never who stands where."""
    words = {
        1: _("You see it closer together than %(when)s."),
        0: _("You are about as close in how you see it as %(when)s."),
        -1: _("You see it further apart than %(when)s. That is something to talk about, and no mistake."),
    }
    return words[way] % {"when": when}


def cover(one: Cover) -> str:
    """Something that a letter can tell, in words."""
    return {
        Cover.PART: _("Coming here, and since when"),
        Cover.RESULTS: _("Results of questionnaires, never a single answer"),
        Cover.OWN_GOALS: _("Goals of one’s own"),
        Cover.JOINT_GOALS: _("Goals that are ours, and where each of us sees them"),
    }[one]


def of_one(name: str) -> str:
    """A release about one person."""
    return _("%(name)s’s own") % {"name": name}


def of_all() -> str:
    """A release about everyone."""
    return _("Ours: every adult signs")


def wrong_cover(*, joint: bool) -> str:
    """Why something cannot be covered."""
    if joint:
        return _("Goals of one’s own are released by that one person.")
    return _("Goals that are ours leave only when every adult signs. Choose “Ours”.")


def status(one: Status) -> str:
    """How a release stands, for everyone but those who treat: in effect, or not."""
    return _("In effect") if one is Status.IN_EFFECT else _("Not in effect")


def status_for_team(one: Status) -> str:
    """How a release stands, for those who treat."""
    return {
        Status.WAITING: _("Waits for a signature"),
        Status.IN_EFFECT: _("In effect"),
        Status.TAKEN_BACK: _("Taken back"),
        Status.OVER: _("Its time is over"),
    }[one]
