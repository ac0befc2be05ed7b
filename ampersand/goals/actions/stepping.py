"""Steps: adding, saying how a week went, making one smaller, moving it, swapping it, finishing it."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.core.clock import now, today
from ampersand.core.ids import new_id
from ampersand.goals.actions.common import Refused, goes_on, locked, me, move
from ampersand.goals.models import Goal, Step, StepWeek
from ampersand.goals.queries import sealed
from ampersand.goals.rules.agreement import RESTING, Event, State
from ampersand.goals.rules.steps import MOST_STEPS, Done
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


def add_step(
    *, by: Viewer, goal_id: UUID, what: str, known: str, first_on: date, hard: int, holder_id: UUID | None,
    instead_of: UUID | None = None, step_id: UUID | None = None, exercise: str = "",
) -> Step:  # fmt: skip
    """Add something small to do, or put it in the place of another step; raises Hidden, Refused.

    `exercise` is the slug of the exercise that the step is, if it is one. An agreed goal starts with its first step.
    Asked twice with one id, it is added once.
    """
    with transaction.atomic():
        goal = locked(by, goal_id)
        case = cases.one(by, goal.case_id)
        goes_on(by, goal, case)
        if State(goal.state) in RESTING:
            raise Refused(_("This goal is resting. Take it up again to go on with it."))
        if holder_id is not None and holder_id not in {person.person_id for person in case.members}:
            raise Hidden
        old = _steps(by, goal).filter(pk=step_id).first() if step_id else None
        if old:
            return old
        if instead_of and not _steps(by, goal).filter(pk=instead_of, state="open").update(state="set_aside"):
            raise Refused(_("That step was changed a moment ago. The page shows how it stands now."))
        if _steps(by, goal).filter(state="open").count() >= MOST_STEPS:
            raise Refused(_("Three steps at once are enough. Finish one or set one aside first."))
        step = Step(
            id=step_id or new_id(), goal=goal, case_id=goal.case_id, holder_id=holder_id, first_on=first_on, hard=hard,
            instead_of_id=instead_of, made_by_id=me(by), made_at=now(),
        )  # fmt: skip
        said = {"what": what.strip(), "known": known.strip()} | ({"exercise": exercise} if exercise else {})
        step.words = sealed.seal(goal.case_id, goal.owner_id, sealed.STEP, step.pk, said)
        step.insert()
        audit.record(chain=goal.case_id, actor=by.person_id, verb="goals.add_step", subject=step)
        if State(goal.state) is State.AGREED:
            move(by, goal, case, Event.START)
    return step


def say_week(*, by: Viewer, step_id: UUID, outcome: str) -> Step:
    """Say what became of a step this week; a later word takes the place of an earlier one. Raises Hidden."""
    week = monday(today(by.time_zone))
    with transaction.atomic():
        step = _step(by, step_id)
        if step.state != Step.State.OPEN:
            return step  # finished a moment ago on another device
        rows: QuerySet[StepWeek] = StepWeek.objects.visible_to(by, "write").filter(step=step, person_id=by.person_id)
        if not rows.filter(week=week).update(outcome=Done(outcome).value, made_at=now()):
            StepWeek(
                id=new_id(), step=step, goal_id=step.goal_id, case_id=step.case_id, person_id=me(by), week=week,
                outcome=Done(outcome).value, made_at=now(),
            ).insert()  # fmt: skip
        audit.record(chain=step.case_id, actor=by.person_id, verb="goals.say_week", subject=step)
    return step


def finish_step(*, by: Viewer, step_id: UUID, state: str) -> Step:
    """A step is done for good, or set aside; finished twice, it was finished once. Raises Hidden."""
    with transaction.atomic():
        step = _step(by, step_id)
        rows = Step.objects.visible_to(by, "write").filter(pk=step.pk, state="open")
        if rows.update(state=Step.State(state).value):
            audit.record(chain=step.case_id, actor=by.person_id, verb=f"goals.step_{state}", subject=step)
    return step


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _steps(by: Viewer, goal: Goal) -> "QuerySet[Step]":
    rows: QuerySet[Step] = Step.objects.visible_to(by, "write")
    return rows.filter(goal=goal)


def _step(by: Viewer, step_id: UUID) -> Step:
    step: Step | None = Step.objects.find(by, step_id, "write")
    if step is None:
        raise Hidden
    locked(by, step.goal_id)  # whoever changes a goal or its steps stands in line
    step.refresh_from_db(from_queryset=Step.objects.visible_to(by, "write"))
    return step
