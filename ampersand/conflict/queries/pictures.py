"""Weeks of rows as pictures: one's own, and for those who treat everyone's on one scale."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.conflict.rules.weeks import WEEK, Week, monday
from ampersand.core.charts import Bar, BarSeries, Figure, WeeklyBars, weekly_bars

WEEKS = 12


def span(today: date) -> tuple[date, date]:
    """The first and the last Monday of the picture."""
    last = monday(today)
    return last - (WEEKS - 1) * WEEK, last


def figure(people: Sequence[tuple[str, int | None, Iterable[Week]]], finding: str = "", *, empty: str = "") -> Figure:
    """The picture of some people's weeks, each with a name and a hand."""
    series = tuple(BarSeries(name, hand, tuple(_bar(week) for week in weeks)) for name, hand, weeks in people)
    empty = empty or _("The picture begins with the first row or quiet week that is noted.")
    return weekly_bars(WeeklyBars(_("Rows by week"), series, finding, empty))


def hand_of(someone: Someone | None) -> int:
    """The hand of a member; the first one for somebody who is none."""
    return someone.hand if someone and isinstance(someone.hand, int) else 1


def _bar(week: Week) -> Bar:
    return Bar(week.monday, week.count, week.drawn)
