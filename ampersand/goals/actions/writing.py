"""Writing a goal: beginning, changing its words without losing anybody's, sharing one's own."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.goals.actions.common import Refused, goes_on, locked, me, move
from ampersand.goals.models import Goal, Wording
from ampersand.goals.queries import one as reads
from ampersand.goals.queries import sealed
from ampersand.goals.rules.agreement import RESTING, Event, State
from ampersand.goals.rules.wording import Merged, Words, merge, tidy
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


class Clashed(Exception):
    """Somebody else changed the same part meanwhile; nothing was stored."""

    def __init__(self, merged: Merged, version: int) -> None:
        super().__init__("changed elsewhere")
        self.merged, self.version = merged, version


def begin(*, by: Viewer, case_id: UUID, type: str, domain: str, words: Words, goal_id: UUID | None = None) -> Goal:
    """Write the first draft of a goal; asked twice with one id, it is written once. Raises Hidden, Refused.

    What is ours can be read by all of us from the first word; one's own by oneself and the therapist until shared.
    """
    case = cases.one(by, case_id)
    owner = None if type in reads.TOGETHER else me(by)
    if (owner and case.me(by) is None) or (type in reads.TOGETHER and not case.is_shared):
        raise Hidden
    goal = Goal(
        id=goal_id or new_id(), case_id=case_id, type=Goal.Type(type), domain=domain, owner_id=owner, made_by_id=me(by),
        audience=(Audience.ME_AND_THERAPIST if owner else Audience.ALL_OF_US).value, made_at=now(),
    )  # fmt: skip
    require(by, "write", goal)
    goes_on(by, goal, case)
    try:
        with transaction.atomic():
            goal.insert()
            _word(by, goal, tidy(words))
            audit.record(chain=case_id, actor=by.person_id, verb="goals.begin", subject=goal)
    except IntegrityError:  # pressed twice
        return reads.row(by, goal.pk, "write")
    return goal


def rewrite(*, by: Viewer, goal_id: UUID, version: int, words: Words, decided: frozenset[str] = frozenset()) -> Merged:
    """Change the words of a goal from the version the page began with; what both changed is never lost.

    Another's change to another part is taken over. Raises Clashed where both changed one part, unless the part is among
    `decided`: parts in which the writer has seen the other's words and chosen. Raises Hidden, Refused.
    """
    with transaction.atomic():
        goal = locked(by, goal_id)
        if State(goal.state) in RESTING - {State.RESHAPED}:
            raise Refused(_("This goal is resting. Take it up again to change its words."))
        case = cases.one(by, goal.case_id)
        goes_on(by, goal, case)
        theirs = reads.words(by, goal, goal.version)
        base = theirs if version == goal.version else reads.words(by, goal, version)
        merged = merge(base, theirs, tidy(words))
        if {clash.part for clash in merged.clashes} - decided:
            raise Clashed(merged, goal.version)
        if merged.words == theirs:
            return merged
        goal.version += 1
        _word(by, goal, merged.words)
        move(by, goal, case, Event.CHANGE)
    return merged


def share(*, by: Viewer, goal_id: UUID) -> None:
    """Let the others in the case read one's own goal; raises Hidden."""
    _show(by, goal_id, Audience.ALL_OF_US, "goals.share")


def stop_sharing(*, by: Viewer, goal_id: UUID) -> None:
    """Keep one's own goal between oneself and the therapist again; raises Hidden."""
    _show(by, goal_id, Audience.ME_AND_THERAPIST, "goals.stop_sharing")


def _show(by: Viewer, goal_id: UUID, audience: Audience, verb: str) -> None:
    with transaction.atomic():
        goal = reads.row(by, goal_id, "share")
        if goal.owner_id != by.person_id or goal.type == Goal.Type.SUPPORTING:
            raise Hidden
        if goal.audience != audience:
            Goal.objects.visible_to(by, "share").filter(pk=goal_id).update(audience=audience.value)
            audit.record(chain=goal.case_id, actor=by.person_id, verb=verb, subject=goal)


def _word(by: Viewer, goal: Goal, words: Words) -> None:
    row = Wording(id=new_id(), goal=goal, case_id=goal.case_id, number=goal.version, made_by_id=me(by), made_at=now())
    row.words = sealed.seal_words(goal.case_id, goal.owner_id, row.pk, words)
    row.insert()
