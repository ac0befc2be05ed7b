"""Pictures of how live exercises were: how heard each felt over time, on one's own page and for those who treat."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.core import charts
from ampersand.core.charts import Figure, Point, Series, Trajectory
from ampersand.exercises.queries.brought import Rated
from ampersand.exercises.queries.log import Entry
from ampersand.privacy.viewer import Viewer

HALF, FULL, MOST_PEOPLE, MOST = 480, 700, 4, 10
HEARD, BEFORE, AFTER = 0, 1, 2  # where they stand among the numbers of a rating


def heard(viewer: Viewer, rated: Sequence[Rated]) -> list[Figure]:
    """How heard everyone felt who ever rated it, four people a picture; nothing before anybody has."""
    people = sorted({one.who.person_id: one.who for one in rated}.values(), key=lambda who: who.name)
    lines = [(who, _points(viewer, [one for one in rated if one.who == who], HEARD)) for who in people]
    series = [Series(who.name, who.hand if isinstance(who.hand, int) else 1, points) for who, points in lines if points]
    return [
        _drawn(_("How heard each felt"), tuple(series[start : start + MOST_PEOPLE]), FULL, "")
        for start in range(0, len(series), MOST_PEOPLE)
    ]


def own(viewer: Viewer, rated: Sequence[Rated]) -> list[Figure]:
    """One's own line of feeling heard; nothing before there are two of them."""
    mine = [one for one in rated if one.who.person_id == viewer.person_id]
    points = _points(viewer, mine, HEARD)
    if len(points) < 2:
        return []
    hand = mine[0].who.hand
    finding = _course(points[0].value or 0, points[-1].value or 0)
    series = Series(viewer.name, hand if isinstance(hand, int) else 1, points)
    return [_drawn(_("How heard I felt"), (series,), HALF, finding)]


def numbers(viewer: Viewer, me: Someone, log: Sequence[Entry]) -> list[Figure]:
    """One's own numbers in a log, a line for each thing that was rated twice or more from 0 to 10."""
    zone, days = ZoneInfo(viewer.time_zone), dict[str, dict[date, float]]()
    for entry in reversed(log):
        for step, words in entry.lines:
            if step.to == MOST and words.isdecimal():
                days.setdefault(step.says, {})[entry.at.astimezone(zone).date()] = float(words)
    hand = me.hand if isinstance(me.hand, int) else 1
    return [
        _drawn(says, (Series(viewer.name, hand, tuple(Point(day, value) for day, value in given.items())),), HALF, "")
        for says, given in days.items()
        if len(given) > 1
    ]


def _course(first: float, last: float) -> str:
    if last >= first + 2:
        return _("You feel more heard than at the beginning.")
    if last <= first - 2:
        return _("You feel less heard than at the beginning.")
    return _("You feel about as heard as at the beginning.")


def _drawn(title: str, series: tuple[Series, ...], width: int, finding: str) -> Figure:
    words = charts.Words(score=_("From 0 to 10"))
    return charts.trajectory(Trajectory(title, series, 0, MOST, finding=finding, width=width, words=words))


def _points(viewer: Viewer, rated: Sequence[Rated], which: int) -> tuple[Point, ...]:
    """One point a day, the latest of that day, oldest first."""
    zone = ZoneInfo(viewer.time_zone)
    days = {one.at.astimezone(zone).date(): one.numbers[which] for one in reversed(rated)}
    return tuple(Point(day, float(value)) for day, value in sorted(days.items()) if value is not None)
