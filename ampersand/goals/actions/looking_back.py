"""Looking back: each rates alone, all is revealed when everyone has; setbacks."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now, today
from ampersand.core.ids import new_id
from ampersand.goals.actions.common import REVIEW_EVERY, Refused, goes_on, locked, me, move
from ampersand.goals.models import Goal, Rating, Review, Setback
from ampersand.goals.queries import one as reads
from ampersand.goals.queries import sealed
from ampersand.goals.rules.agreement import RUNNING, Event, State
from ampersand.goals.rules.scale import LEVELS
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

RATED = frozenset({State.ACTIVE, State.REVIEWED})


def rate(*, by: Viewer, goal_id: UUID, level: int, note: str = "") -> bool:
    """Say where one sees the goal, -2 to 2; whether with this everyone has, and all is revealed.

    The first to rate opens a look back. Raises Hidden, Refused (rated already, or the goal does not run), ValueError
    for a level that there is not.
    """
    if level not in LEVELS:
        raise ValueError(f"a level must be one of {LEVELS}, got {level!r}")
    with transaction.atomic():
        goal = locked(by, goal_id)
        case = cases.one(by, goal.case_id)
        everyone = reads.concerned(goal, case)
        if by.person_id not in everyone:
            raise Hidden
        goes_on(by, goal, case)
        if State(goal.state) not in RATED:
            raise Refused(_("There is nothing to look back on yet: it begins with a first step."))
        review = reads.open_review(by, goal) or _opened(by, goal)
        _insert(by, goal, review, level, note.strip())
        audit.record(chain=goal.case_id, actor=by.person_id, verb="goals.rate", subject=review)
        with system_scope("who has rated decides whether a look back is revealed"):
            rated = set(Rating.objects.filter(review=review).values_list("person_id", flat=True))
            if not everyone <= rated:
                return False
            Rating.objects.filter(review=review).update(audience=_shown(goal).value)
        Review.objects.visible_to(by, "write").filter(pk=review.pk).update(revealed_at=now())
        goal.review_on = today(by.time_zone) + REVIEW_EVERY
        move(by, goal, case, Event.REVIEW)
    return True


def set_back(*, by: Viewer, goal_id: UUID, happened: str, learned: str, change: str) -> Setback:
    """Record a setback: what happened, what we learned, what we change; raises Hidden, Refused."""
    with transaction.atomic():
        goal = locked(by, goal_id)
        goes_on(by, goal, cases.one(by, goal.case_id))
        if State(goal.state) not in RUNNING:
            raise Refused(_("This goal is resting, so there is nothing to set back."))
        row = Setback(id=new_id(), goal=goal, case_id=goal.case_id, made_by_id=me(by), made_at=now())
        said = {"happened": happened.strip(), "learned": learned.strip(), "change": change.strip()}
        row.words = sealed.seal(goal.case_id, goal.owner_id, sealed.SETBACK, row.pk, said)
        row.insert()
        audit.record(chain=goal.case_id, actor=by.person_id, verb="goals.set_back", subject=row)
    return row


def _opened(by: Viewer, goal: Goal) -> Review:
    rows: QuerySet[Review] = Review.objects.visible_to(by).filter(goal=goal)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return Review(id=new_id(), goal=goal, case_id=goal.case_id, number=last + 1, made_at=now()).insert()


def _insert(by: Viewer, goal: Goal, review: Review, level: int, note: str) -> None:
    row = Rating(id=new_id(), review=review, case_id=goal.case_id, person_id=me(by), level=level, made_at=now())
    if note:
        row.words = sealed.seal(goal.case_id, me(by), sealed.RATING, row.pk, note)
    try:
        with transaction.atomic():
            row.insert()
    except IntegrityError:
        raise Refused(_("You have rated this already. You see both as soon as everyone has.")) from None


def _shown(goal: Goal) -> Audience:
    return Audience.ALL_OF_US if goal.type != Goal.Type.MINE else Audience.ME_AND_THERAPIST
