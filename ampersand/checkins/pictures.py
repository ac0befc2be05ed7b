"""Pictures of check-ins and ratings: own lines, lines that are shown, everyone's for those who treat, strips."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.checkins import content, wording
from ampersand.checkins.queries.alliance import Alliance
from ampersand.checkins.queries.mine import Rated, Sent
from ampersand.checkins.queries.theirs import Side
from ampersand.checkins.queries.weeks import as_number
from ampersand.checkins.rules.lines import MOST, Line
from ampersand.core import charts
from ampersand.core.charts import Figure, Point, Series, Trajectory
from ampersand.privacy.viewer import Viewer

WEEK = timedelta(days=7)
HALF, FULL, MOST_PEOPLE = 480, 700, 4


def own(viewer: Viewer, hand: int, history: Sequence[Sent]) -> list[tuple[Line, list[Figure]]]:
    """One's own lines, each with its picture and what it says in words; those with a number alone."""
    found = []
    for line in content.weekly().lines:
        if not line.has_number:
            continue
        values = [(one.closes_at, as_number(one.said.get(line.key))) for one in history]
        given = [(at, value) for at, value in values if value is not None]
        if given:
            figures = [_own(viewer, hand, line, given, line.name, wording.course(line, given, viewer.time_zone))]
            figures += _heat(viewer, hand, line, history)
            found.append((line, figures))
    return found


def written(history: Sequence[Sent]) -> list[tuple[datetime, list[tuple[Line, str, bool]]]]:
    """What one wrote in words, the latest check-in first, with whether the others see it."""
    words = [line for line in content.weekly().lines if not line.has_number]
    found = []
    for one in reversed(history):
        said = [
            (line, wording.answer(line, one.said[line.key]), line.key in one.shown)
            for line in words
            if line.key in one.said
        ]
        if said:
            found.append((one.closes_at, said))
    return found


def own_ratings(viewer: Viewer, hand: int, ratings: Sequence[Rated]) -> Figure | None:
    """How one rated the meetings, as a line; nothing before there are two."""
    if len(ratings) < 2:
        return None
    points = tuple(Point(_day(viewer, one.meets_at), one.score) for one in ratings)
    return charts.trajectory(
        Trajectory(_("How our meetings were, for me"), (Series(viewer.name, hand, points),), 0, MOST, width=HALF)
    )


def shown(viewer: Viewer, side: Side) -> list[tuple[Line, Figure]]:
    """Only the shown points of somebody else's lines, joined plainly: no gap tells of what was not shown."""
    hand = side.person.hand if isinstance(side.person.hand, int) else 1
    found = []
    for one in side.lines:
        points = [(at, value) for at, said in one.answers if (value := as_number(said)) is not None]
        if points:
            series = Series(side.person.name, hand, tuple(Point(_day(viewer, at), value) for at, value in points))
            found.append((one.line, charts.trajectory(Trajectory(one.line.theirs, (series,), 0, MOST, width=HALF))))
    return found


def of_members(
    viewer: Viewer, case: OneCase, line: Line, values: Mapping[UUID, Sequence[tuple[datetime, float | None]]]
) -> list[Figure]:
    """One line of everyone who ever answered it, on one scale, for those who treat; four people a picture."""
    people = [person for person in case.people if person.role == "member" and values.get(person.person_id)]
    return [
        _together(viewer, people[start : start + MOST_PEOPLE], line, values)
        for start in range(0, len(people), MOST_PEOPLE)
    ]


def strip_of(viewer: Viewer, found: Alliance) -> Figure:
    """Everyone's ratings of the meetings on one strip, with the gap where it is worth a look."""
    limits = content.feedback().thresholds
    label = _("Dotted line: below it a rating is low")
    return _strip(viewer, found, _("How the meetings were"), limits.low, label, team=False)


def team_strip(viewer: Viewer, found: Alliance) -> Figure | None:
    """The same for us as a team; nothing where nobody is asked for it."""
    if not any(meeting.team for meeting in found.meetings):
        return None
    return _strip(viewer, found, _("In the meeting we were a team"), None, "", team=True)


def _strip(viewer: Viewer, found: Alliance, title: str, low: float | None, label: str, *, team: bool) -> Figure:
    people = found.people
    columns = tuple(
        charts.Column(
            _day(viewer, one.at),
            tuple((one.team if team else one.scores).get(person.person_id) for person in people),
        )
        for one in found.meetings
    )
    hands = tuple((person.name, person.hand if isinstance(person.hand, int) else 1) for person in people)
    return charts.strip(
        charts.Strip(
            title, hands, columns, content.feedback().thresholds.gap, low, label,
            words=charts.Words(when=_("Meeting"), empty=_("No ratings yet. Each is asked after the next meeting.")),
        )
    )  # fmt: skip


def _together(
    viewer: Viewer,
    people: Sequence[Someone],
    line: Line,
    values: Mapping[UUID, Sequence[tuple[datetime, float | None]]],
) -> Figure:
    series = tuple(
        Series(
            person.name,
            person.hand if isinstance(person.hand, int) else 1,
            tuple(Point(_day(viewer, at), value) for at, value in values[person.person_id] if value is not None),
        )
        for person in people
    )
    return charts.trajectory(Trajectory(line.name, series, 0, MOST, width=1000, grace_days=3))


def _own(
    viewer: Viewer, hand: int, line: Line, given: Sequence[tuple[datetime, float]], title: str, finding: str
) -> Figure:
    days = [_day(viewer, at) for at, _value in given]
    points = tuple(Point(day, value) for day, (_at, value) in zip(days, given, strict=True))
    missing = _missing(days) if line.every == 1 else ()
    series = Series(viewer.name, hand, points)
    return charts.trajectory(
        Trajectory(title, (series,), 0, MOST, finding=finding, expected=missing, grace_days=0, width=HALF)
    )


def _heat(viewer: Viewer, hand: int, line: Line, history: Sequence[Sent]) -> list[Figure]:
    if line.kind != "rows":
        return []
    told = [(one.closes_at, one.said[line.key].get("heat")) for one in history if line.key in one.said]
    given = [(at, float(heat)) for at, heat in told if heat is not None]
    return [_own(viewer, hand, line, given, _("The hottest one"), "")] if len(given) > 1 else []


def _missing(days: Sequence[date]) -> tuple[date, ...]:
    """A day in each week between the first and the last answer that has none: a gap, and not a nought."""
    if not days:
        return ()
    monday = days[0] - timedelta(days=days[0].weekday())
    answered = {day - timedelta(days=day.weekday()) for day in days}
    weeks = ((days[-1] - monday).days // 7) + 1
    return tuple(
        monday + number * WEEK + timedelta(days=3) for number in range(weeks) if monday + number * WEEK not in answered
    )


def _day(viewer: Viewer, at: datetime) -> date:
    return at.astimezone(ZoneInfo(viewer.time_zone)).date()
