"""Whether joint work goes on in a case. Everyone in it reads the same sentence; nobody reads why.

For other features: ask `joint_pause` before anything joint is shown or begun, and `allows_joint` before a goal is made
one of all. Neither hangs on what anybody answered: joint work rests from the moment everyone is asked until the
clinician decides.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from ampersand.cases.models import Case
from ampersand.privacy import policy, prepared
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import JointDecision, JointWork
from ampersand.safety.queries.members import known


def joint_pause(viewer: Viewer, case_id: UUID) -> str:
    """The one ordinary sentence while joint work rests, or nothing; raises Hidden. One query."""
    kind, state, goes_on, _apart = _standing(viewer, case_id)
    return pause_words() if kind != Case.Kind.INDIVIDUAL and state == Case.State.OPEN and not goes_on else ""


def allows_joint(viewer: Viewer, case_id: UUID) -> bool:
    """Whether goals may be of all and joint work begun; raises Hidden. One query."""
    kind, state, goes_on, apart = _standing(viewer, case_id)
    return kind != Case.Kind.INDIVIDUAL and state == Case.State.OPEN and goes_on and not apart


def may_rest(viewer: Viewer, case_id: UUID) -> bool:
    """Whether the viewer may decide that joint work rests in this case, and there is any. Two queries at most."""
    if not policy.can(viewer, "write", JointDecision(case_id=case_id)):
        return False
    case = known(case_id)
    return case is not None and case.kind != Case.Kind.INDIVIDUAL and case.state == Case.State.OPEN


def resting(viewer: Viewer, case_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these cases in which joint work rests. One query, however many."""
    going = JointWork.objects.visible_to(viewer).filter(case_id=OuterRef("pk"), goes_on=True)
    rows = Case.objects.visible_to(viewer).filter(pk__in=list(case_ids), state=Case.State.OPEN)
    shared = rows.exclude(kind=Case.Kind.INDIVIDUAL).filter(~Exists(going))
    return frozenset(shared.values_list("pk", flat=True))


def pause_words() -> str:
    """The sentence itself: the same for everyone, whatever the reason."""
    return _("Paused until you have met with your therapist")


def _standing(viewer: Viewer, case_id: UUID) -> tuple[str, str, bool, bool]:
    rows = _row(viewer, case_id)
    if not rows:
        raise Hidden
    return rows[0]


@prepared.read
def _row(viewer: Viewer, case_id: UUID) -> "QuerySet[Case, tuple[str, str, bool, bool]]":
    work = JointWork.objects.visible_to(viewer).filter(case_id=OuterRef("pk"), goes_on=True)
    rows: QuerySet[Case] = Case.objects.visible_to(viewer).filter(pk=case_id)
    found = rows.annotate(goes_on=Exists(work), apart=Exists(work.filter(goals_apart=True)))
    return found.values_list("kind", "state", "goes_on", "apart")
