"""One goal, for a page or a verb."""

from dataclasses import dataclass
from uuid import UUID

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.goals.models import Agreement, Goal, Rating, Review, Wording
from ampersand.goals.queries import sealed
from ampersand.goals.rules.agreement import Standing, State
from ampersand.goals.rules.wording import Words
from ampersand.privacy import policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import joint


@dataclass(frozen=True)
class OneGoal:
    """A goal with its case and the words that stand now."""

    row: Goal
    case: OneCase
    words: Words

    @property
    def id(self) -> UUID:
        """The goal's id."""
        return self.row.pk

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.row.state)


def row(viewer: Viewer, goal_id: UUID, action: str = "read") -> Goal:
    """The goal itself, for a verb; raises Hidden when it is not there for this viewer."""
    found: Goal | None = Goal.objects.find(viewer, goal_id, action)
    if found is None:
        raise Hidden
    return found


def one(viewer: Viewer, goal_id: UUID, action: str = "read") -> OneGoal:
    """One goal with its words and its case; raises Hidden. Four queries."""
    found = row(viewer, goal_id, action)
    return OneGoal(found, cases.one(viewer, found.case_id), words(viewer, found, found.version))


def case_of(viewer: Viewer, goal: Goal) -> OneCase:
    """The case with its people; without anybody for someone who has left it and still reads a goal of their own."""
    try:
        return cases.one(viewer, goal.case_id)
    except Hidden:
        if goal.owner_id is None or goal.owner_id != viewer.person_id:
            raise
        return OneCase(goal.case_id, "individual", "ended", goal.made_at.date(), None)


def readers(one: OneGoal) -> tuple[Someone, ...]:
    """Who reads this goal, by the one table."""
    kind = Kind.OWN_GOAL if one.row.owner_id else Kind.JOINT_GOAL
    return one.case.readers(kind, Audience(one.row.audience), owner=one.row.owner_id)


def words(viewer: Viewer, goal: Goal, number: int) -> Words:
    """The words of one version; raises Hidden when there is no such version for this viewer."""
    rows = Wording.objects.visible_to(viewer).filter(goal_id=goal.pk, number=number).values_list("pk", "words")
    held = rows.first()
    if held is None:
        raise Hidden
    return sealed.open_words(goal.case_id, goal.owner_id, held[0], held[1])


def concerned(goal: Goal, case: OneCase) -> frozenset[UUID]:
    """Who agrees to a goal: its owner alone, or everyone who takes part now; with help, the owner and the others."""
    if goal.type == Goal.Type.MINE and goal.owner_id:
        return frozenset({goal.owner_id})
    return frozenset(person.person_id for person in case.members)


def standing(viewer: Viewer, goal: Goal, case: OneCase) -> Standing[UUID]:
    """How far agreeing has come, for verbs only: nobody reads from a page who has agreed."""
    everyone = concerned(goal, case)
    rows = Agreement.objects.all().filter(goal_id=goal.pk, number=goal.version)
    agreed = frozenset(rows.values_list("person_id", flat=True)) & everyone
    return Standing(everyone, State(goal.state), agreed)


def i_agreed(viewer: Viewer, goal: Goal) -> bool:
    """Whether the viewer has agreed to the words as they are."""
    rows = Agreement.objects.visible_to(viewer).filter(goal_id=goal.pk, number=goal.version)
    return rows.filter(person_id=viewer.person_id).exists()


def open_review(viewer: Viewer, goal: Goal) -> Review | None:
    """The look back that is not revealed yet, if there is one."""
    found: Review | None = Review.objects.visible_to(viewer).filter(goal_id=goal.pk, revealed_at__isnull=True).first()
    return found


def my_rating(viewer: Viewer, review: Review) -> int | None:
    """The viewer's own rating in a look back."""
    rows = Rating.objects.visible_to(viewer).filter(review_id=review.pk, person_id=viewer.person_id)
    return rows.values_list("level", flat=True).first()


TYPES = {"individual": ("mine",), "couple": ("shared", "mine", "supporting"), "family": ("family", "mine")}
TOGETHER = ("shared", "family")


def paused(viewer: Viewer, case: OneCase) -> str:
    """The one ordinary sentence while work together rests, the same for everyone; empty while it goes on."""
    return joint.joint_pause(viewer, case.id) if case.is_shared and case.people else ""


def joint_goes(viewer: Viewer, case: OneCase) -> bool:
    """Whether goals of all can be written now: everyone has signed, and nothing rests."""
    return case.is_shared and case.joint_open and joint.allows_joint(viewer, case.id)


def may_begin(viewer: Viewer, case: OneCase) -> list[str]:
    """The types of goal that the viewer may begin in a case now: a therapist only what is of all."""
    if not case.takes_new:
        return []
    together = joint_goes(viewer, case)
    kinds = [kind for kind in TYPES[case.kind] if kind == "mine" or together]
    if case.me(viewer) is not None:
        return kinds
    leads = any(person.person_id == viewer.person_id for person in case.therapists)
    return [kind for kind in kinds if kind in TOGETHER] if leads else []


def may_write(viewer: Viewer, goal: Goal) -> bool:
    """Whether the viewer may change this goal now."""
    return policy.can(viewer, "write", goal)
