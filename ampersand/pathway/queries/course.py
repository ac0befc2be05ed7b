"""Reads of the course: how long the work was agreed to be, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.measures import content
from ampersand.pathway.models import Course
from ampersand.pathway.rules.course import Length
from ampersand.privacy import prepared
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OneCourse:
    """The course of one case; `version` is 0 while nobody has agreed on anything but what is usual."""

    length: Length
    version: int = 0

    @property
    def is_agreed(self) -> bool:
        """Whether somebody wrote down what was agreed."""
        return self.version > 0


def usual(kind: str, opened_on: date) -> OneCourse:
    """What is usual for work of this kind (individual, couple or family), counted from the day the case began."""
    facts = content.pathway(kind)
    return OneCourse(Length(facts.meetings, opened_on, facts.every_weeks))


def course(viewer: Viewer, case_id: UUID, kind: str, opened_on: date) -> OneCourse:
    """The course of a case. One query."""
    return courses(viewer, [case_id]).get(case_id) or usual(kind, opened_on)


def courses(viewer: Viewer, case_ids: Iterable[UUID] | None = None) -> dict[UUID, OneCourse]:
    """What was agreed in these cases, or in all that the viewer may read; not what is usual. One query."""
    rows = _all(viewer) if case_ids is None else _rows(viewer).filter(pk__in=list(case_ids))
    return {pk: OneCourse(Length(meetings, begun, weeks), version) for pk, meetings, begun, weeks, version in rows}


@prepared.read
def _all(viewer: Viewer) -> "QuerySet[Course, tuple[Any, ...]]":
    return _rows(viewer)


def _rows(viewer: Viewer) -> "QuerySet[Course, tuple[Any, ...]]":
    rows: QuerySet[Course] = Course.objects.visible_to(viewer)
    return rows.values_list("case_id", "meetings", "begun_on", "every_weeks", "version")
