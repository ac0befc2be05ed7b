"""What stands on the pages of clients. A constant number of queries, whatever there is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone, minors
from ampersand.cases.queries import agreement as agreements
from ampersand.cases.queries.agreement import Young
from ampersand.cases.queries.house import Office, offices
from ampersand.cases.rules.audience import Action, Audience, Kind
from ampersand.checkins.queries import mine as check_ins
from ampersand.checkins.queries import planned as plan_of_meetings
from ampersand.checkins.queries import theirs as weeks_of_others
from ampersand.checkins.queries.planned import Planned
from ampersand.core import charts
from ampersand.core.addresses import address
from ampersand.core.charts import Figure, Series, Svg, Trajectory
from ampersand.core.clock import now
from ampersand.exercises.queries import open as practice
from ampersand.exercises.queries.shelf import Doing, Suggested
from ampersand.goals.queries import mine as small_steps
from ampersand.intake.queries import path as way_in
from ampersand.measures import content
from ampersand.measures.queries import mine, outline, theirs
from ampersand.measures.queries.mine import Line, Waiting
from ampersand.measures.queries.theirs import Offered, Shown
from ampersand.meetings.queries import joint as meetings
from ampersand.pathway.queries.course import OneCourse, courses
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries import releases
from ampersand.safety.queries import checks, joint, plans
from ampersand.safety.queries.readers import safety_lead

POINTS = 12


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits to be answered; without a title it is a check-in like any other."""

    url: str
    case_id: UUID
    minutes: int
    begun: bool
    title: str
    since: date
    coming_in: bool = False  # telling what brings one, not a check-in


@dataclass(frozen=True)
class OwnLine:
    """One of my lines: what it says, and its picture, large for the first of a case and small for the others."""

    case_id: UUID
    slug: str
    title: str
    about: str
    words: tuple[str, ...]
    figure: Figure | None
    spark: Svg


@dataclass(frozen=True)
class Room:
    """One of my cases: who is in it, my lines there, what I share, and who reads what I answer there."""

    case: OneCase
    title: str
    lines: tuple[OwnLine, ...]
    shared: tuple[tuple[str, str, str], ...]
    readers: tuple[Someone, ...]
    others: tuple[Someone, ...]
    pause: str
    check_done: bool
    young: Young | None
    therapists: str
    office: Office | None
    told_of_words: tuple[object, ...]
    meets_at: datetime | None
    steps: int
    suggested: tuple[Suggested, ...] = ()
    course: OneCourse | None = None


@dataclass(frozen=True)
class MySpace:
    """Everything on my page."""

    greeting: str
    first: Task | None
    later: tuple[Task, ...]
    rooms: tuple[Room, ...]
    earlier: tuple[OwnLine, ...]
    look_through: bool
    to_sign: tuple[UUID, ...]

    @property
    def first_room(self) -> Room | None:
        """The case that the first thing to do belongs to."""
        return next((room for room in self.rooms if self.first and room.case.id == self.first.case_id), None)


@dataclass(frozen=True)
class Side:
    """One member of a case and what they have chosen to share: lines as (slug, words, title)."""

    person: Someone
    is_me: bool
    lines: tuple[tuple[str, str, str], ...]
    shows_weeks: bool = False


@dataclass(frozen=True)
class OurSpace:
    """Everything on the page of a couple or a family."""

    case: OneCase
    sides: tuple[Side, ...]
    readers: tuple[Someone, ...]
    pause: str
    meets_at: datetime | None
    practising: tuple[Doing, ...] = ()


def my_space(viewer: Viewer) -> MySpace:
    """My page. Sixteen queries, and three more where a check-in is open."""
    own = cases.mine(viewer)
    asked = checks.mine(viewer)
    planned = plan_of_meetings.of_cases(viewer, own)
    waiting = sorted(
        [*_waiting(viewer, mine.waiting(viewer), asked), *_of_the_week(viewer, planned)],
        key=lambda task: (not task.begun, task.since),
    )
    waiting += _coming_in(viewer, own)
    lines = mine.latest_lines(viewer, POINTS)
    sharing = theirs.offered_by(viewer)
    resting = joint.resting(viewer, [case.id for case in own])
    done = {one.case_id for one in asked if not one.is_open}
    steps, there = small_steps.unsaid(viewer), offices(viewer, [case.practice_id for case in own])
    rooms = tuple(_room(viewer, planned[case.id], lines, sharing, resting, done, steps[case.id], there) for case in own)
    agreed = courses(viewer, [case.id for case in own if not case.ended])
    suggested = practice.suggested_to(viewer, [case.id for case in own if not case.ended])
    rooms = tuple(
        replace(room, course=agreed.get(room.case.id), suggested=tuple(suggested.get(room.case.id, ())))
        for room in rooms
    )
    known = {case.id for case in own}
    earlier = tuple(_own_line(viewer, line, hand=1, large=False) for line in lines if line.case_id not in known)
    first, later = (waiting[0] if waiting else None), tuple(waiting[1:])
    return MySpace(
        _greeting(viewer), first, later, rooms, earlier, bool(plans.review_due(viewer)), tuple(releases.waiting(viewer))
    )


def our_space(viewer: Viewer, case_id: UUID) -> OurSpace:
    """The page of a couple or family, for its members; raises Hidden for anybody else and for a case of one."""
    case = cases.one(viewer, case_id)
    if case.me(viewer) is None or not case.is_shared:
        raise Hidden
    shown = [] if case.ended else theirs.shared_with(viewer, case_id)
    sharing = [] if case.ended else theirs.offered_by(viewer)
    weeks: set[UUID] = set() if case.ended else weeks_of_others.showing(viewer, case_id)
    if not case.ended and check_ins.last_shown(viewer, case_id):
        weeks.add(check_ins.me(viewer))
    sides = tuple(_side(viewer, case_id, person, shown, sharing, weeks) for person in cases.swapped(case.members))
    readers = case.readers(Kind.ADMINISTRATION, Audience.ALL_OF_US, action=Action.SEE_RESULT)
    meets_at = meetings.next_of(viewer, [case_id]).get(case_id)
    practising = () if case.ended else tuple(practice.under_way(viewer, case))
    return OurSpace(case, sides, readers, joint.joint_pause(viewer, case_id), meets_at, practising)


def in_my_care(viewer: Viewer, case_id: UUID, person_id: UUID) -> dict[str, object]:
    """What somebody sees of a child whom they care for; raises Hidden when they do not, or not any more."""
    case = cases.one(viewer, case_id)
    child = next((one for one in (*case.members, *case.children) if one.person_id == person_id), None)
    if child is None or person_id not in minors.in_care_of(viewer, case):
        raise Hidden
    promise = agreements.young(viewer, case, child)
    return {
        "case": case, "child": child, "young": promise, "rhythms": outline.rhythms(viewer, case_id, person_id),
        "therapists": get_text_list([one.name for one in case.therapists], _("and")),
    }  # fmt: skip


def _waiting(viewer: Viewer, measures: list[Waiting], asked: list[checks.Own]) -> list[Task]:
    """Questions that were planned, and private checks."""
    zone = ZoneInfo(viewer.time_zone)
    found = [
        Task(
            reverse("measures:check_in", args=[one.assignment_id]), one.case_id, one.minutes, one.begun, one.title,
            one.opens_on,
        )
        for one in measures
    ]  # fmt: skip
    found += [
        Task(
            reverse("safety:check_in", args=[one.id]), one.case_id, one.minutes, begun=False, title="",
            since=one.asked_at.astimezone(zone).date(),
        )
        for one in asked
        if one.is_open
    ]  # fmt: skip
    return found


def _of_the_week(viewer: Viewer, planned: Mapping[UUID, Planned]) -> list[Task]:
    """The check-in before a meeting or at the end of a week, and the lines after a meeting."""
    zone = ZoneInfo(viewer.time_zone)
    return [
        Task(
            address("checkins:after", one.meeting) if one.meeting else address("checkins:week", one.case_id),
            one.case_id, one.minutes, one.begun, _("after the meeting") if one.meeting else "",
            one.since.astimezone(zone).date(),
        )
        for one in check_ins.waiting(viewer, planned.values())
    ]  # fmt: skip


def _coming_in(viewer: Viewer, own: list[OneCase]) -> list[Task]:
    """What to tell when coming in comes after whatever waits to be answered: it is never late."""
    opened = {case.id: case.opened_on for case in own}
    titles = {case.id: f"{_('Coming in')}: {_title(viewer, case)}" for case in own}
    return [
        Task(
            reverse("intake:coming_in", args=[one.case_id]), one.case_id, one.minutes, one.begun, titles[one.case_id],
            opened[one.case_id], coming_in=True,
        )
        for one in way_in.waiting(viewer, own)
    ]  # fmt: skip


def _room(
    viewer: Viewer, planned: Planned, lines: list[Line], sharing: list[Offered],
    resting: frozenset[UUID], done: set[UUID], steps: int, there: dict[UUID, Office],
) -> Room:  # fmt: skip
    case, meeting = planned.case, planned.next_meeting
    me = case.me(viewer)
    hand = me.hand if me and isinstance(me.hand, int) else 1
    own = [line for line in lines if line.case_id == case.id]
    return Room(
        case,
        _title(viewer, case),
        tuple(_own_line(viewer, line, hand=hand, large=place == 0) for place, line in enumerate(own)),
        () if case.ended else _titles(case.id, sharing),
        case.readers(Kind.ADMINISTRATION, Audience.ME_AND_THERAPIST, viewer.person_id),
        case.others(viewer),
        joint.pause_words() if case.id in resting else "",
        case.id in done,
        agreements.young(viewer, case, me),
        get_text_list([one.name for one in case.therapists], _("and")),
        there.get(case.practice_id) if case.practice_id else None,
        (*case.readers(Kind.ALERT, Audience.TEAM), safety_lead()),
        meeting.at if meeting else None,
        0 if case.ended else steps,
    )


def _title(viewer: Viewer, case: OneCase) -> str:
    names = [person.name for person in (case.others(viewer) if case.is_shared else case.therapists)]
    if not names:
        return {"couple": _("The two of you"), "family": _("Your family")}.get(case.kind, _("Your own work"))
    return get_text_list([_("You"), *names], _("and"))


def _own_line(viewer: Viewer, line: Line, *, hand: int, large: bool) -> OwnLine:
    one = line.instrument
    title = content.words(one, viewer.language).title
    about = _about(one.about)
    totals = [None if point.total is None else float(point.total) for point in line.points]
    finding, *rest = line.words
    if not large:
        label = f"{title}: {finding}"
        spark = charts.sparkline(totals, hand, label, low=float(one.lowest), high=float(one.highest))
        return OwnLine(line.case_id, line.slug, title, about, line.words, None, spark)
    points = tuple(charts.Point(point.on, total) for point, total in zip(line.points, totals, strict=True))
    figure = charts.trajectory(
        Trajectory(
            title=title,
            series=(Series(viewer.name, hand, points),),
            low=float(one.lowest),
            high=float(one.highest),
            finding=finding,
            note=_note(line, len(points)),
        )
    )
    return OwnLine(line.case_id, line.slug, title, about, tuple(rest), figure, charts.model.NO_PICTURE)


def _note(line: Line, drawn: int) -> str:
    """Which way is better, and that there are answers before the picture when the words count from one of them."""
    better = _("Higher is better") if line.instrument.higher_is_better else _("Lower is better")
    if line.first is None or line.first in line.points:
        return better
    return _("%(better)s. The picture shows the last %(count)s answers") % {"better": better, "count": drawn}


def _side(
    viewer: Viewer, case_id: UUID, person: Someone, shown: list[Shown], sharing: list[Offered], weeks: set[UUID]
) -> Side:
    shows_weeks = person.person_id in weeks
    if person.person_id == viewer.person_id:
        return Side(person, True, _titles(case_id, sharing), shows_weeks)
    lines = [one for one in shown if one.person_id == person.person_id]
    said = tuple((one.slug, _about(one.about, person.name), one.title) for one in lines)
    return Side(person, False, said, shows_weeks)


def _titles(case_id: UUID, sharing: list[Offered]) -> tuple[tuple[str, str, str], ...]:
    return tuple((one.slug, _about(one.about), one.title) for one in sharing if one.case_id == case_id)


def _about(about: str, name: str = "") -> str:
    """What a line is about, in the words of whose it is."""
    if about == "relationship":
        return _("How we are, as %(name)s sees it") % {"name": name} if name else _("How we are, as I see it")
    return _("How %(name)s has been") % {"name": name} if name else _("How I have been")


def _greeting(viewer: Viewer) -> str:
    hour = now().astimezone(ZoneInfo(viewer.time_zone)).hour
    if 5 <= hour < 12:
        words = _("Good morning, %(name)s")
    elif 12 <= hour < 18:
        words = _("Good afternoon, %(name)s")
    else:
        words = _("Good evening, %(name)s")
    return words % {"name": viewer.name}
