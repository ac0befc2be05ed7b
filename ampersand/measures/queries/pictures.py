"""The picture of a case on one instrument: everyone's line on one scale."""

from django.utils.translation import gettext as _

from ampersand.cases.queries import Someone
from ampersand.core import charts
from ampersand.core.charts import Cut, Figure, Series, Trajectory
from ampersand.measures import content
from ampersand.measures.queries.cases import Lines, Treated
from ampersand.measures.rules.change import is_provisional, measure_change
from ampersand.measures.rules.instrument import Cutoff, Instrument
from ampersand.measures.rules.words import Course
from ampersand.privacy.viewer import Viewer

MOST = 4
GRACE_DAYS = 3


def pictures(viewer: Viewer, treated: Treated, lines: Lines, finding: str, width: int = 1000) -> list[Figure]:
    """One trajectory for up to four people; a larger family gets as many as it needs."""
    people = list(zip(treated.members, lines.courses, strict=True))
    return [
        _picture(viewer, people[start : start + MOST], lines.instrument, finding if not start else "", width)
        for start in range(0, len(people), MOST)
    ]


def title(viewer: Viewer, instrument: Instrument) -> str:
    """What an instrument is called."""
    return content.words(instrument, viewer.language).title


def _picture(
    viewer: Viewer, people: list[tuple[Someone, Course]], instrument: Instrument, finding: str, width: int
) -> Figure:
    series = tuple(
        Series(
            name=member.name,
            hand=member.hand if isinstance(member.hand, int) else 1,
            points=tuple(charts.Point(point.on, _value(point.total)) for point in course.points),
        )
        for member, course in people
    )
    line = instrument.change_cutoff
    change = measure_change(instrument, instrument.lowest, instrument.lowest)
    return charts.trajectory(
        Trajectory(
            title=title(viewer, instrument),
            series=series,
            low=float(instrument.lowest),
            high=float(instrument.highest),
            finding=finding,
            cut=Cut(float(line.value), _cut_label(instrument, line), line.source.provisional) if line else None,
            no_change=change.threshold if change else None,
            no_change_provisional=is_provisional(instrument),
            grace_days=GRACE_DAYS,
            width=width,
        )
    )


def _value(total: int | float | None) -> float | None:
    return None if total is None else float(total)


def _cut_label(instrument: Instrument, line: Cutoff) -> str:
    """The meaning of the line in words: what lies on its clinical side."""
    clinical = _("in the clinical range")
    if len(instrument.bands) == 2:
        clinical = instrument.bands[0 if instrument.higher_is_better else 1].name
    where = {
        "below": _("Below this line"),
        "at_or_below": _("On or below this line"),
        "above": _("Above this line"),
        "at_or_above": _("On or above this line"),
    }[line.clinical]
    return f"{where}: {clinical}"
