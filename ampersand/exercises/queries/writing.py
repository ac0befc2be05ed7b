"""One page of an exercise, for its owner; and an opened pair, for everyone it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.exercises.content import exercises
from ampersand.exercises.models import Line, Page, Pair
from ampersand.exercises.queries import sealed
from ampersand.exercises.rules.definition import Exercise, Step
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Written:
    """What stands under one step: the words, who reads them now, and whether it opens with the pair."""

    step: int
    asks: Step
    words: str = ""
    audience: str = "only_me"
    wanted: bool = True
    opens: bool = True


@dataclass(frozen=True)
class OnePage:
    """A page with its exercise and everything written on it."""

    row: Page
    case: OneCase
    exercise: Exercise
    lines: tuple[Written, ...]

    @property
    def id(self) -> UUID:
        """The page's id."""
        return self.row.pk


MOST_OF_OTHERS = 100


def asked(exercise: Exercise) -> tuple[Step, ...]:
    """What the steps of a page ask, one after the other; of a programme, every task of every part."""
    if exercise.week:
        return (*exercise.steps, exercise.week)
    return exercise.steps or tuple(task for part in exercise.parts for task in part.tasks)


def one(viewer: Viewer, page_id: UUID, action: str = "read") -> OnePage:
    """One page; raises Hidden when it is not there for this viewer. Five queries."""
    row: Page | None = Page.objects.find(viewer, page_id, action)
    if row is None or row.exercise not in exercises():
        raise Hidden
    exercise = exercises()[row.exercise]
    return OnePage(row, _case(viewer, row), exercise, _lines(viewer, row, exercise))


def _case(viewer: Viewer, row: Page) -> OneCase:
    """The case with its people; without anybody for someone who has left it and still reads a page of their own."""
    try:
        return cases.one(viewer, row.case_id)
    except Hidden:
        if row.owner_id != viewer.person_id:
            raise
        return OneCase(row.case_id, "individual", "ended", row.made_at.date(), None)


def mine(viewer: Viewer, pair_id: UUID) -> Page | None:
    """The viewer's own side of a pair, if they began one."""
    found: Page | None = Page.objects.visible_to(viewer).filter(pair_id=pair_id, owner_id=viewer.person_id).first()
    return found


def _lines(viewer: Viewer, row: Page, exercise: Exercise) -> tuple[Written, ...]:
    held = {}
    rows = Line.objects.visible_to(viewer).filter(page_id=row.pk)
    lines = list(rows.values_list("pk", "step", "words", "audience", "wanted"))
    opener = sealed.Opener([(row.case_id, row.owner_id)] if lines else [])
    for pk, step, words, audience, wanted in lines:
        text = opener.opened(row.case_id, row.owner_id, sealed.LINE, pk, words)
        held[step] = (text, audience, wanted)
    return tuple(
        Written(step, asks, *held.get(step, ("", "only_me", True)), opens=exercise.brings and step in exercise.opens)
        for step, asks in enumerate(asked(exercise))
        if exercise.week is None or (step == len(exercise.steps)) == (len(exercise.steps) in held)
    )


@dataclass(frozen=True)
class OnePair:
    """A sealed exercise of all; `sides` has each member's opened lines, and is empty until it opens."""

    row: Pair
    case: OneCase
    exercise: Exercise
    sides: tuple[tuple[Someone, tuple[Written, ...]], ...]


def pair(viewer: Viewer, pair_id: UUID) -> OnePair:
    """One pair; raises Hidden. Five queries at most."""
    row: Pair | None = Pair.objects.find(viewer, pair_id)
    if row is None or row.exercise not in exercises():
        raise Hidden
    case, exercise = cases.one(viewer, row.case_id), exercises()[row.exercise]
    sides = tuple(_sides(viewer, row, case, exercise)) if row.opened_at else ()
    return OnePair(row, case, exercise, sides)


def of_others(viewer: Viewer, one: OnePage) -> dict[int, list[tuple[Someone, str]]]:
    """What the others opened under the same steps of the same programme, by step. Two queries."""
    people = {person.person_id: person for person in one.case.everyone}
    rows = Line.objects.visible_to(viewer).filter(case_id=one.case.id, page__exercise=one.exercise.id)
    rows = rows.filter(audience="all_of_us").exclude(owner_id=viewer.person_id).order_by("-made_at", "pk")
    held = list(rows.values_list("pk", "owner_id", "step", "words")[:MOST_OF_OTHERS])
    opener = sealed.Opener((one.case.id, row[1]) for row in held)
    found: dict[int, list[tuple[Someone, str]]] = {}
    for pk, owner, step, words in held:
        if owner in people:
            text = opener.opened(one.case.id, owner, sealed.LINE, pk, words)
            found.setdefault(step, []).append((people[owner], text))
    return found


def _sides(
    viewer: Viewer, row: Pair, case: OneCase, exercise: Exercise
) -> Sequence[tuple[Someone, tuple[Written, ...]]]:
    asks = asked(exercise)
    held: dict[UUID, list[Written]] = {}
    rows = Line.objects.visible_to(viewer).filter(page__pair_id=row.pk, audience="all_of_us").order_by("step")
    lines = list(rows.values_list("pk", "owner_id", "step", "words"))
    opener = sealed.Opener((row.case_id, one[1]) for one in lines)
    for pk, owner, step, words in lines:
        text = opener.opened(row.case_id, owner, sealed.LINE, pk, words)
        if step < len(asks):
            held.setdefault(owner, []).append(Written(step, asks[step], text, "all_of_us"))
    return [(person, tuple(held.get(person.person_id, ()))) for person in case.members]
