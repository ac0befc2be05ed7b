"""Who may see and do what with goals. The table of `cases` says it, in three kinds:

- *joint goals* belong to nobody: every member reads, changes and agrees;
- *own goals* belong to one person, who chooses whether the others read them;
- *ratings and agreements* are each person's own, until a look back is revealed.

What hangs on a goal (its words, steps, weeks, setbacks, looks back) follows the goal.
"""

from django.db.models import Model, Q

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.goals.models import Agreement, Goal, HouseTemplate, Rating, Review, Setback, Step, StepWeek, Wording
from ampersand.privacy import policy
from ampersand.privacy.policy import Decision, OfPractice
from ampersand.privacy.viewer import Viewer

JOINT = InCase(Kind.JOINT_GOAL, since="made_at")
OWN = InCase(Kind.OWN_GOAL, owner="owner_id", audience="audience", since="made_at")


class OfGoals:
    """A goal without an owner is a joint goal, one with an owner their own. Room mode shows joint ones alone."""

    parts = (JOINT, OWN)
    room_column = JOINT.room_column

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the goals on which the viewer may do the action."""
        joint = Q(owner__isnull=True) & JOINT.where(viewer, action)
        if viewer.room_mode:
            return joint
        return joint | (Q(owner__isnull=False) & OWN.where(viewer, action))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one goal."""
        assert isinstance(thing, Goal)
        return (JOINT if thing.owner_id is None else OWN).decide(viewer, action, thing)


class WithGoal:
    """What hangs on a goal follows it."""

    parts: tuple[InCase, ...] = ()  # no rows of its own
    room_column = JOINT.room_column

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows whose goal allows the action."""
        return Q(goal__in=Goal.objects.visible_to(viewer, action).values("pk"))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision of the goal."""
        return policy.decide(viewer, action, thing.goal)  # type: ignore[attr-defined]


policy.register(Goal, OfGoals())
for model in (Wording, Review, Step, StepWeek, Setback):
    policy.register(model, WithGoal())
policy.register(Agreement, InCase(Kind.GOAL_AGREEMENT, owner="person_id", audience=Audience.ME_AND_THERAPIST))
policy.register(Rating, InCase(Kind.GOAL_RATING, owner="person_id", audience="audience", since="made_at"))
_STAFF, _WRITERS = frozenset({"therapist", "supervisor", "administrator"}), frozenset({"therapist", "administrator"})
policy.register(HouseTemplate, OfPractice(_STAFF, _WRITERS, "The practice's staff see what it offers to start from."))
