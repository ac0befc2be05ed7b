"""Everything that one wrote of one exercise: a log of triggers, of worth, of sparks, the latest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ampersand.cases.queries import OneCase
from ampersand.exercises.models import Line, Page
from ampersand.exercises.queries import sealed
from ampersand.exercises.queries.writing import asked
from ampersand.exercises.rules.definition import Exercise, Step
from ampersand.privacy.viewer import Viewer

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished page of a log: when, and what stands on it."""

    id: UUID
    at: datetime
    lines: tuple[tuple[Step, str], ...]


def entries(viewer: Viewer, case: OneCase, exercise: Exercise, page: int) -> tuple[list[Entry], bool]:
    """One's own finished pages of an exercise, and whether there are earlier ones. Three queries."""
    rows = Page.objects.visible_to(viewer).filter(case_id=case.id, owner_id=viewer.person_id, exercise=exercise.id)
    rows = rows.filter(finished_at__isnull=False, pair__isnull=True).order_by("-finished_at", "-pk")
    start = (page - 1) * A_PAGE
    pages = list(rows.values_list("pk", "finished_at")[start : start + A_PAGE + 1])
    found = Line.objects.visible_to(viewer).filter(page_id__in=[pk for pk, _ in pages[:A_PAGE]]).order_by("step")
    lines = list(found.values_list("page_id", "pk", "owner_id", "step", "words"))
    opener = sealed.Opener((case.id, line[2]) for line in lines)
    steps, said = asked(exercise), dict[UUID, list[tuple[Step, str]]]()
    for page_id, pk, owner, step, words in lines:
        if step < len(steps):
            text = opener.opened(case.id, owner, sealed.LINE, pk, words)
            said.setdefault(page_id, []).append((steps[step], text))
    return [Entry(pk, at, tuple(said.get(pk, ()))) for pk, at in pages[:A_PAGE]], len(pages) > A_PAGE
