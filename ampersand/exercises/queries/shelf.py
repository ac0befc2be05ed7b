"""The shelf of a case: what can be begun, what was suggested, what is under way, what was done. Eight queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ampersand.cases.queries import OneCase
from ampersand.exercises.content import exercises
from ampersand.exercises.models import Kept, Opening, Page, Pair, Sitting, Task
from ampersand.exercises.queries import sealed
from ampersand.exercises.rules.definition import Exercise
from ampersand.exercises.rules.gates import Place, Shut, shut
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import joint

MOST_SHOWN = 20
_WHEN = ("pk", "exercise", "made_at")


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the therapist suggested to somebody, with their note."""

    id: UUID
    exercise: Exercise
    person_id: UUID
    note: str
    due_on: date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Doing:
    """Something under way or done: a page of one's own, a sealed pair, or a table."""

    kind: str
    id: UUID
    exercise: Exercise
    at: datetime
    state: str


@dataclass(frozen=True)
class Shelf:
    """Everything a page about exercises shows."""

    case: OneCase
    place: Place
    pause: str
    suggested: tuple[Suggested, ...]
    open: tuple[Doing, ...]
    done: tuple[Doing, ...]

    def shut(self, exercise: Exercise) -> Shut:
        """Why it cannot be begun; empty when it can."""
        return shut(exercise, self.place)

    @property
    def last_done(self) -> Mapping[str, date]:
        """When the viewer last did each, alone or together."""
        return {one.exercise.id: one.at.date() for one in reversed((*self.open, *self.done))}


def place_of(viewer: Viewer, case: OneCase) -> Place:
    """What the case is now, for the gates. Two queries."""
    goes_on = case.is_shared and case.joint_open and joint.allows_joint(viewer, case.id)
    switched = Opening.objects.visible_to(viewer).filter(case_id=case.id).values_list("exercise", flat=True)
    return Place(
        case.takes_new, len(case.members) > 1, case.joint_open, goes_on, frozenset(switched), case.leads(viewer)
    )


def goes_on(viewer: Viewer, case: OneCase) -> bool:
    """Whether work together goes on here now; one query. What is switched on counts only when something begins."""
    if not (case.takes_new and case.is_shared and case.joint_open and len(case.members) > 1):
        return False
    return joint.allows_joint(viewer, case.id)


def shelf(viewer: Viewer, case: OneCase) -> Shelf:
    """The shelf of one case for this viewer; lists are cut at the latest twenty."""
    open_now, done = _doing(viewer, case)
    pause = joint.joint_pause(viewer, case.id) if case.is_shared else ""
    return Shelf(case, place_of(viewer, case), pause, tuple(_suggested(viewer, case)), open_now, done)


def kept_lines(viewer: Viewer, sitting_id: UUID) -> list[str]:
    """The lines that everyone kept of a sitting."""
    rows = Kept.objects.visible_to(viewer).filter(sitting_id=sitting_id).order_by("made_at", "pk")
    held = list(rows.values_list("pk", "case_id", "words"))
    opener = sealed.Opener((case_id, case_id) for _, case_id, _ in held)
    return [opener.opened(case_id, case_id, sealed.KEPT, row, words) for row, case_id, words in held]


def _suggested(viewer: Viewer, case: OneCase) -> list[Suggested]:
    rows = Task.objects.visible_to(viewer).filter(case_id=case.id, outcome__in=Task.WAITS).order_by("due_on", "pk")
    found = []
    held = list(rows.values_list("pk", "exercise", "person_id", "note", "due_on", "outcome"))
    opener = sealed.Opener((case.id, row[2]) for row in held if row[3])
    for pk, id, person, note, due, outcome in held:
        if id in exercises():
            words = opener.opened(case.id, person, sealed.NOTE, pk, note) if note else ""
            found.append(Suggested(pk, exercises()[id], person, words, due, outcome))
    return found


def _doing(viewer: Viewer, case: OneCase) -> tuple[tuple[Doing, ...], tuple[Doing, ...]]:
    own = Page.objects.visible_to(viewer).filter(case_id=case.id, owner_id=viewer.person_id, pair__isnull=True)
    lists = {
        "page": own.values_list("pk", "exercise", "changed_at", "finished_at"),
        "pair": Pair.objects.visible_to(viewer).filter(case_id=case.id).values_list(*_WHEN, "opened_at"),
        "sitting": Sitting.objects.visible_to(viewer).filter(case_id=case.id).values_list(*_WHEN, "ended_at"),
    }
    rows = [(kind, *row) for kind, found in lists.items() for row in found.order_by("-pk")[:MOST_SHOWN]]
    rows.sort(key=lambda row: row[3], reverse=True)
    known = [(Doing(kind, pk, exercises()[id], at, ""), ended) for kind, pk, id, at, ended in rows if id in exercises()]
    return tuple(one for one, ended in known if not ended), tuple(one for one, ended in known if ended)
