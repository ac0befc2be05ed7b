"""Whole courses: everything that was answered in one case, by instrument and person, for what looks back on it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience
from ampersand.measures import content
from ampersand.measures.models import Administration, Assignment
from ampersand.measures.queries.cases import Treated
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.words import Course, Point
from ampersand.privacy.viewer import Viewer

_ANSWER = ("instrument", "person_id", "taken_at", "total", "case__practice_id")


@dataclass(frozen=True)
class Courses:
    """One instrument and what each person gave on it, in the order asked for; a person without answers has none."""

    instrument: Instrument
    by_person: tuple[tuple[Someone, Course], ...]

    def of(self, person_id: UUID) -> Course | None:
        """One person's course."""
        return next((course for person, course in self.by_person if person.person_id == person_id), None)


def own(viewer: Viewer, case_id: UUID, me: Someone) -> list[Courses]:
    """The viewer's own answers and misses in a case. Two queries, however much it is."""
    same = {"case_id": case_id, "person_id": viewer.person_id}
    rows = Administration.objects.visible_to(viewer).filter(**same, current=True).values_list(*_ANSWER)
    missed = Assignment.objects.visible_to(viewer).filter(**same, state=Assignment.State.PASSED)
    return _gathered(viewer, rows, missed.values_list("instrument", "person_id", "opens_on"), [me])


def of_case(viewer: Viewer, treated: Treated) -> list[Courses]:
    """Everyone's answers and misses in a case, for those who treat it. Two queries, however much it is."""
    rows = Administration.objects.visible_to(viewer).filter(case_id=treated.id, current=True).values_list(*_ANSWER)
    missed = Assignment.objects.visible_to(viewer).filter(case_id=treated.id, state=Assignment.State.PASSED)
    return _gathered(viewer, rows, missed.values_list("instrument", "person_id", "opens_on"), treated.members)


def shown(viewer: Viewer, case: OneCase, since: datetime | None = None) -> list[Courses]:
    """What the members of a case show each other, with totals that hold no safety item; nothing of misses. One query.

    `since` leaves out what was given before an instant: that of the latest to join, when all are to read it.
    """
    if not (case.is_agreed and case.shows_shared):
        return []
    rows = Administration.objects.visible_to(viewer, "see_result").filter(
        case_id=case.id, current=True, audience=Audience.ALL_OF_US.value, partner_total__isnull=False
    )
    if since is not None:
        rows = rows.filter(taken_at__gte=since)
    columns = ("instrument", "person_id", "taken_at", "partner_total", "case__practice_id")
    return _gathered(viewer, rows.values_list(*columns), (), case.members)


def letter(viewer: Viewer, case: OneCase, people: Sequence[Someone]) -> list[Courses]:
    """What some people gave, for those who treat and a letter: totals that hold no safety item. Two queries."""
    keys = [person.person_id for person in people]
    rows = Administration.objects.visible_to(viewer).filter(
        case_id=case.id, current=True, person_id__in=keys, partner_total__isnull=False
    )
    missed = Assignment.objects.visible_to(viewer).filter(
        case_id=case.id, person_id__in=keys, state=Assignment.State.PASSED
    )
    columns = ("instrument", "person_id", "taken_at", "partner_total", "case__practice_id")
    return _gathered(
        viewer, rows.values_list(*columns), missed.values_list("instrument", "person_id", "opens_on"), people
    )


def _gathered(
    viewer: Viewer, rows: Iterable[Any], missed: Iterable[tuple[str, UUID, date]], people: Sequence[Someone]
) -> list[Courses]:
    zone = ZoneInfo(viewer.time_zone)
    points: dict[tuple[str, UUID], list[Point]] = defaultdict(list)
    practices: dict[str, UUID] = {}
    for slug, person, at, total, practice in sorted(rows, key=lambda row: row[2]):
        points[slug, person].append(Point(at.astimezone(zone).date(), total))
        practices[slug] = practice
    for slug, person, on in missed:
        begun = points.get((slug, person))
        if begun and on >= begun[0].on:
            begun.append(Point(on, None, answered=False))
    found = []
    for slug, practice in practices.items():
        try:
            one = content.instrument(slug, practice)
        except content.UnknownInstrument:  # the practice took it away
            continue
        by_person = tuple((person, _course(person, points[slug, person.person_id])) for person in people)
        if any(course.points for _person, course in by_person) and not one.second_stage:
            found.append(Courses(one, by_person))
    return sorted(found, key=lambda one: (one.instrument.about != "relationship", one.instrument.slug))


def _course(person: Someone, points: list[Point]) -> Course:
    return Course(person.name, tuple(sorted(points, key=lambda point: point.on)))
