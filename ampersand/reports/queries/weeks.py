"""The weeks between meetings, as reports tell them: one's own lines, what is shown, everyone's for those who treat."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.checkins import content, pictures, wording
from ampersand.checkins.queries import alliance, mine, theirs, weeks
from ampersand.checkins.queries.mine import Sent
from ampersand.checkins.queries.weeks import as_number
from ampersand.checkins.rules.course import Moved, moved
from ampersand.checkins.rules.lines import MOST, Line
from ampersand.core.clock import now
from ampersand.measures.rules.words import Point
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries import wording as said
from ampersand.reports.queries.parts import Part, PersonRow
from ampersand.reports.rules.phases import phases

UP = (Moved.LITTLE_UP, Moved.MUCH_UP)
DOWN = (Moved.LITTLE_DOWN, Moved.MUCH_DOWN)
type Values = Sequence[tuple[datetime, float]]


def own(viewer: Viewer, case: OneCase, me: Someone, case_id: UUID) -> tuple[list[Part], list[str]]:
    """The viewer's own lines with their pictures, and those that read better. Three queries."""
    history = mine.history(viewer, case_id)
    hand = me.hand if isinstance(me.hand, int) else 1
    parts, better = [], []
    for line, figures in pictures.own(viewer, hand, history):
        values = _numbers(line, history)
        row = _row(viewer, case, me, line, values, ())
        finding = wording.course(line, list(values), viewer.time_zone)
        shown = tuple(figures) if len(values) > 1 else ()
        parts.append(Part(_("Weekly check-in"), line.name, _scale(line), (finding,) if finding else (), figures=shown,
                          rows=(row,), brief=True))  # fmt: skip
        if finding and moved([value for _at, value in values]) in (UP if line.higher_is_better else DOWN):
            better.append(f"{line.name}: {finding[0].lower()}{finding[1:]}")
    return [_without_finding(part) for part in parts], better


def shown(viewer: Viewer, case: OneCase) -> dict[UUID, list[tuple[str, str]]]:
    """What each member shows the others of their weeks, in words: only shown answers are counted, one's own too."""
    found: dict[UUID, list[tuple[str, str]]] = {}
    if not (case.shows_shared and case.is_agreed):
        return found
    me = case.me(viewer)
    if me is not None:
        history = mine.history(viewer, case.id)
        lines = ((line, _numbers(line, history, only_shown=True)) for line in content.weekly().lines)
        found[me.person_id] = _told(viewer, lines)
    for person_id in theirs.showing(viewer, case.id):
        side = theirs.side(viewer, case.id, person_id)
        some = ((one.line, [(at, v) for at, a in one.answers if (v := as_number(a)) is not None]) for one in side.lines)
        found[person_id] = _told(viewer, some)
    return found


def of_team(viewer: Viewer, case: OneCase) -> list[Part]:
    """Everyone's lines and the ratings of meetings, for those who treat. A constant number of queries."""
    people = {person.person_id: person for person in case.people if person.role == "member"}
    parts = []
    for line in content.weekly().of_case(case.kind):
        if not line.has_number:
            continue
        held = weeks.over_time(viewer, case, line)
        given = {who: [(at, v) for at, v in some if v is not None] for who, some in held.items() if who in people}
        rows = [
            _row(viewer, case, people[who], line, some, (wording.course(line, some, viewer.time_zone),))
            for who, some in given.items()
            if some
        ]
        if rows:
            rows.sort(key=lambda row: row.someone.name)
            figures = tuple(pictures.of_members(viewer, case, line, held))
            scale = f"{_scale(line)} {content.weekly().validity}"
            parts.append(Part(line.theirs, "", scale, figures=figures, rows=tuple(rows), brief=True))
    return [*parts, *_meetings(viewer, case)]


def _meetings(viewer: Viewer, case: OneCase) -> list[Part]:
    """How the meetings were rated, with what is worth a look: never for a member."""
    found = alliance.of_case(viewer, case)
    if not found.meetings:
        return []
    names = {person.person_id: person.name for person in case.people}
    finding = tuple(wording.flag(flag, names) for flag in found.flags)
    figure = pictures.strip_of(viewer, found)
    return [Part(_("How the meetings were"), "", _("From 0 to 10, each alone."), finding, figures=(figure,))]


def _told(viewer: Viewer, lines: Iterable[tuple[Line, Values]]) -> list[tuple[str, str]]:
    told = []
    for line, values in lines:
        if line.has_number and values:
            words = wording.course(line, list(values), viewer.time_zone)
            told.append((line.theirs, words or _("The first answer that is shown.")))
    return told


def _numbers(line: Line, history: Sequence[Sent], *, only_shown: bool = False) -> Values:
    found = []
    for one in history:
        if line.key in one.said and (not only_shown or (line.key in one.shown and one.closes_at <= now())):
            value = as_number(one.said[line.key])
            if value is not None:
                found.append((one.closes_at, value))
    return found


def _row(
    viewer: Viewer, case: OneCase, person: Someone, line: Line, values: Values, told: tuple[str, ...]
) -> PersonRow:
    points = [Point(_day(viewer, at), value) for at, value in values]
    at = said.three(phases(points, case.ended_on), None if line.kind == "rows" else MOST)
    return PersonRow(person, at, tuple(words for words in told if words))


def _without_finding(part: Part) -> Part:
    """The finding stands once: in the part's own words and not under its picture, too."""
    return replace(part, figures=tuple(replace(figure, finding="") for figure in part.figures))


def _scale(line: Line) -> str:
    if line.kind == "rows":
        return _("How many in a week.")
    return said.scale(0, MOST, up=line.higher_is_better)


def _day(viewer: Viewer, at: datetime) -> date:
    return at.astimezone(ZoneInfo(viewer.time_zone)).date()
