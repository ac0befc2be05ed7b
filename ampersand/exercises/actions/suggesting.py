"""What a therapist does with exercises: suggest one to one person or each, take it back, switch one on or off."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.core.ids import new_id
from ampersand.exercises.actions.common import known, me
from ampersand.exercises.models import Opening, Task
from ampersand.exercises.queries import sealed
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


def suggest(
    *, by: Viewer, case_id: UUID, exercise_id: str, people: Iterable[UUID], note: str = "", due_on: date | None = None
) -> list[Task]:
    """Suggest an exercise to these members, each for themselves. One that waits for somebody already is renewed.

    Raises Hidden for people who are no members.
    """
    known(exercise_id)
    case = _led(by, case_id)
    chosen = list(people)
    if not chosen or not set(chosen) <= {person.person_id for person in case.members}:
        raise Hidden
    with transaction.atomic():
        return [_suggested(by, case, exercise_id, person, note.strip(), due_on) for person in chosen]


def take_back(*, by: Viewer, task_id: UUID) -> Task:
    """Take a suggestion back; raises Hidden."""
    return _settled(by, task_id, Task.Outcome.TAKEN_BACK, own=False)


def say(*, by: Viewer, task_id: UUID, outcome: str) -> Task:
    """Say what became of a suggestion: done, part, or not yet. Nobody is blamed. Raises Hidden, ValueError."""
    if outcome not in (Task.Outcome.DONE, Task.Outcome.PART, Task.Outcome.NOT_YET):
        raise ValueError(f"an outcome is done, part or not_yet, got {outcome!r}")
    return _settled(by, task_id, Task.Outcome(outcome), own=True)


def switch(*, by: Viewer, case_id: UUID, exercise_id: str, on: bool) -> None:
    """Switch an exercise on for a case, or off; what is under way goes on. Raises Hidden."""
    known(exercise_id)
    _led(by, case_id)
    with transaction.atomic():
        rows = Opening.objects.visible_to(by, "write").filter(case_id=case_id, exercise=exercise_id)
        if on and not rows.exists():
            Opening(id=new_id(), case_id=case_id, exercise=exercise_id, made_by_id=me(by)).insert()
        elif not on:
            rows.delete()
        audit.record(chain=case_id, actor=by.person_id, verb="exercises.switch", subject=cases.row(by, case_id))


def _led(by: Viewer, case_id: UUID) -> OneCase:
    case = cases.one(by, case_id)
    if not case.leads(by) or not case.takes_new:
        raise Hidden
    return case


def _suggested(by: Viewer, case: OneCase, exercise: str, person: UUID, note: str, due_on: date | None) -> Task:
    rows = Task.objects.visible_to(by, "write").select_for_update(of=("self",))
    rows = rows.filter(case_id=case.id, person_id=person, exercise=exercise, outcome__in=Task.WAITS)
    held: Task | None = rows.first()
    task = held or Task(id=new_id(), case_id=case.id, exercise=exercise, person_id=person, made_by_id=me(by))
    task.note = sealed.seal(case.id, person, sealed.NOTE, task.pk, note) if note else None
    task.due_on, task.outcome = due_on, Task.Outcome.OPEN
    if held:
        task.save(update_fields=["note", "due_on", "outcome"])
    else:
        task.insert()
    audit.record(chain=case.id, actor=by.person_id, verb="exercises.suggest", subject=task)
    return task


def _settled(by: Viewer, task_id: UUID, outcome: Task.Outcome, *, own: bool) -> Task:
    with transaction.atomic():
        rows = Task.objects.visible_to(by, "write").select_for_update(of=("self",))
        task: Task | None = rows.filter(pk=task_id).first()
        if task is None or (task.person_id == by.person_id) is not own:
            raise Hidden
        task.outcome = outcome
        task.save(update_fields=["outcome"])
        audit.record(chain=task.case_id, actor=by.person_id, verb=f"exercises.{outcome.value}", subject=task)
    return task
