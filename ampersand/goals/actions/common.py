"""What the verbs have in common."""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase
from ampersand.core.clock import today
from ampersand.core.ids import new_id
from ampersand.goals.models import Agreement, Goal
from ampersand.goals.queries import one as reads
from ampersand.goals.rules.agreement import RESTING, RUNNING, Event, NotPossible, Standing, State, after
from ampersand.goals.rules.steps import too_many
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

REVIEW_EVERY = timedelta(weeks=4)


class Refused(ValueError):
    """A verb that cannot be done as asked; the words are for the person who asked."""


def locked(by: Viewer, goal_id: UUID) -> Goal:
    """The goal for a change, so that two people change it one after the other; raises Hidden."""
    found: Goal | None = Goal.objects.visible_to(by, "write").select_for_update(of=("self",)).filter(pk=goal_id).first()
    if found is None:
        raise Hidden
    return found


def goes_on(by: Viewer, goal: Goal, case: OneCase) -> None:
    """Go on only where nothing rests: a goal of all, or one with help, changes while work together goes on."""
    if goal.type != Goal.Type.MINE and not reads.joint_goes(by, case):
        raise Refused(reads.paused(by, case) or _("Goals together open when everyone has signed the agreement."))


def me(by: Viewer) -> UUID:
    """The viewer's id; raises Hidden for a visitor."""
    if by.person_id is None:
        raise Hidden
    return by.person_id


def move(by: Viewer, goal: Goal, case: OneCase, event: Event) -> State:
    """Let the event happen to the goal and store what it changes, inside the caller's transaction; raises Refused."""
    with system_scope("who has agreed decides what a goal becomes"):
        before = reads.standing(by, goal, case)
    try:
        found = after(before, event, me(by))
    except NotPossible:
        raise Refused(_("This is not possible any more. The page shows how it stands now.")) from None
    if found.state in RUNNING and before.state not in RUNNING:
        _refuse_too_many(by, goal)
    _store(by, goal, before, found)
    audit.record(chain=goal.case_id, actor=by.person_id, verb=f"goals.{event.value}", subject=goal)
    return found.state


def _store(by: Viewer, goal: Goal, before: Standing[UUID], found: Standing[UUID]) -> None:
    for person in found.agreed - before.agreed:
        Agreement(id=new_id(), goal=goal, case_id=goal.case_id, person_id=person, number=goal.version).insert()
    goal.state = found.state.value
    if found.state is State.AGREED and before.state is not State.AGREED:
        goal.agreed_on = today(by.time_zone)
        goal.review_on = goal.agreed_on + REVIEW_EVERY
    goal.closed_on = today(by.time_zone) if found.state in RESTING else None
    goal.save(update_fields=["state", "version", "agreed_on", "review_on", "closed_on"])


def _refuse_too_many(by: Viewer, goal: Goal) -> None:
    running = Goal.objects.visible_to(by).filter(case_id=goal.case_id, state__in=[state.value for state in RUNNING])
    same = running.filter(owner_id=goal.owner_id).exclude(pk=goal.pk).values_list("type", flat=True)
    if not too_many(goal.type, list(same)):
        return
    if goal.owner_id is None:
        raise Refused(_("Three goals together are enough at once. Park one or finish it, then begin this one."))
    raise Refused(_("Two goals of one’s own are enough at once. Park one or finish it, then begin this one."))
