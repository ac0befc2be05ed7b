"""The pictures of reports: one's own line, and two bands without names; no line of illness."""

from datetime import date

from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.core import charts
from ampersand.core.charts import Figure, Nearness, Point, Series, Trajectory
from ampersand.measures.rules.change import measure_change
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.words import Course
from ampersand.reports.rules.phases import Ends


def own(me: Someone, one: Instrument, course: Course, title: str) -> Figure:
    """A person's own line; the wash only where the size of a sure change is verified, gaps where nothing was given."""
    change = measure_change(one, one.lowest, one.lowest)
    points = tuple(
        Point(point.on, None if point.total is None else float(point.total))
        for point in course.points
        if point.answered
    )
    hand = me.hand if isinstance(me.hand, int) else 1
    return charts.trajectory(
        Trajectory(
            title=title,
            series=(Series(me.name, hand, points),),
            low=float(one.lowest),
            high=float(one.highest),
            no_change=change.threshold if change and not change.provisional else None,
            expected=tuple(point.on for point in course.points if not point.answered),
            grace_days=0,
            note=_("Higher is better") if one.higher_is_better else _("Lower is better"),
        )
    )


def bands(found: Ends, today: date) -> Figure:
    """How near two see it, then and now, as two bands that nobody can tell apart. Source: the care pathway."""
    return charts.nearness(
        Nearness(_("How near each other you see it"), since=found.since, today=today, then=found.then, now=found.now)
    )
