"""What changed, for the one it concerns: one's own lines, what one shares, goals, and what got better."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.core.charts import Figure
from ampersand.goals import pictures, wording
from ampersand.goals.queries.roadmap import Card
from ampersand.goals.rules.agreement import RUNNING, State
from ampersand.measures import content
from ampersand.measures.queries.courses import Courses
from ampersand.measures.queries.theirs import scale_for_others, title_for_others
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.words import Course, client_words, compared, direction, since
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries import figures
from ampersand.reports.queries import wording as said
from ampersand.reports.queries.parts import GoalPart, Part, PersonRow
from ampersand.reports.rules.phases import ends, nearness, phases

SHOWN_STATES = RUNNING | {State.REACHED}


def own_part(viewer: Viewer, me: Someone, courses: Courses, ended_on: date | None) -> Part:
    """One instrument of the viewer's own: words first, then the picture, then the three moments."""
    one, course = courses.instrument, courses.by_person[0][1]
    at = said.three(phases(course.points, ended_on), one.highest)
    about = said.about(one)
    return Part(
        content.words(one, viewer.language).title, about,
        said.scale(one.lowest, one.highest, up=one.higher_is_better),
        client_words(one, course.points), figures=(figures.own(me, one, course, about),),
        rows=(PersonRow(me, at, ()),),
    )  # fmt: skip


def shared_part(viewer: Viewer, courses: Courses, ended_on: date | None, today: date) -> Part:
    """One instrument as its members show it each other: only what is shown, and never who is better off."""
    one = courses.instrument
    low, high = scale_for_others(one)
    rows, shares = [], [(person, course) for person, course in courses.by_person if course.scored]
    for person, course in shares:
        at = said.three(phases(course.points, ended_on), high)
        rows.append(PersonRow(person, at, (shared_words(one, course),)))
    shown = [course for _person, course in shares]
    finding, closer = _nearness(one, shown)
    scale = said.scale(low, high, up=one.higher_is_better)
    about = _("How we are, as each of us sees it") if one.about == "relationship" else _("How each of us has been")
    return Part(
        title_for_others(one, viewer.language),
        about,
        scale,
        finding,
        rows=tuple(rows),
        bands=_bands(one, shown, today),
        came_closer=closer,
    )


def shared_words(one: Instrument, course: Course) -> str:
    """What a shown course says, from the first to the latest that was shown."""
    first, last = course.scored[0], course.scored[-1]
    if first is last or first.total is None or last.total is None:
        return _("The first result that is shared.")
    low, high = scale_for_others(one)
    return compared(low, high, first.total, last.total, since(first.on, last.on), up=one.higher_is_better)


def _nearness(one: Instrument, courses: Sequence[Course]) -> tuple[tuple[str, ...], bool]:
    """For two who both show how they see the two of them: closer or further apart, and whether it is closer."""
    if one.about != "relationship" or len(courses) != 2:
        return (), False
    low, high = scale_for_others(one)
    for pair in combinations(courses, 2):
        found = nearness(*pair, float(low), float(high))
        if found:
            latest = max(course.scored[-1].on for course in pair)
            return (said.nearer(found[0], since(found[1], latest)),), found[0] > 0
    return (), False


def _bands(one: Instrument, courses: Sequence[Course], today: date) -> Figure | None:
    """The same as a picture: two bands without names."""
    if one.about != "relationship" or len(courses) != 2:
        return None
    low, high = scale_for_others(one)
    first, second = courses
    found = ends(first, second, float(low), float(high), up=one.higher_is_better)
    return figures.bands(found, today) if found else None


def goal_parts(cards: Iterable[Card], *, scores: bool = False, to_them: bool = True) -> tuple[GoalPart, ...]:
    """Goals that are under way or reached; scores for those who treat alone, the finding where it speaks to them."""
    return tuple(
        GoalPart(
            card.words.text, str(wording.STATES[card.state]), card.owner, wording.finding(card) if to_them else "",
            tuple((stand.who, stand.words) for stand in card.last.stands) if card.last else (),
            tuple(wording.scores(card)) if scores else (),
        )
        for card in cards
        if card.state in SHOWN_STATES
    )  # fmt: skip


def road(viewer: Viewer, cards: Iterable[Card]) -> Figure | None:
    """The way of these goals as a picture; None before the first is agreed."""
    found = pictures.figure(viewer, [card for card in cards if card.state in SHOWN_STATES or card.closed_on])
    return None if found.empty else found


def better_lines(courses: Iterable[Courses]) -> list[str]:
    """Own lines that read better than at the start."""
    found = []
    for one in courses:
        course = one.by_person[0][1]
        totals = [point.total for point in course.scored if point.total is not None]
        if len(totals) > 1 and direction(one.instrument, totals[0], totals[-1]) > 0:
            first = client_words(one.instrument, course.points)[0]
            found.append(f"{said.about(one.instrument)}: {first[0].lower()}{first[1:]}")
    return list(dict.fromkeys(found))  # two measures of one thing may say the same


def better_goals(cards: Iterable[Card], case: OneCase) -> list[str]:
    """Goals that were reached, or that everyone sees where they hoped to be; small steps that were done."""
    found = []
    for card in cards:
        if card.state is State.REACHED:
            found.append(_("Reached: %(goal)s") % {"goal": card.words.text})
        elif card.last and card.last.stands and min(stand.level for stand in card.last.stands) >= 0:
            found.append(_("Where you hoped to be: %(goal)s") % {"goal": card.words.text})
        found += [_("Done: %(step)s") % {"step": step.what} for step in card.old_steps if step.state == "done"]
    return found
