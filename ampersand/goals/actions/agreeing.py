"""Agreeing to a goal, letting it rest, taking it up again. Each from their own account."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.goals.actions.common import Refused, goes_on, locked, move
from ampersand.goals.queries import one as reads
from ampersand.goals.rules.agreement import Event, State
from ampersand.privacy.viewer import Viewer

NEEDS_WORDS = frozenset({Event.PROPOSE, Event.AGREE})


def do(*, by: Viewer, goal_id: UUID, event: Event, version: int | None = None) -> State:
    """Propose, discuss, agree, start, reach, reshape, withdraw, let go or take up a goal; where it then stands.

    `version` names the words that the person saw: nobody agrees to words that were changed meanwhile. Raises Hidden,
    Refused.
    """
    with transaction.atomic():
        goal = locked(by, goal_id)
        if event is Event.AGREE and version is not None and version != goal.version:
            raise Refused(_("The words were changed a moment ago. Read them once more; nothing was agreed."))
        if event in NEEDS_WORDS and not reads.words(by, goal, goal.version).is_visible:
            raise Refused(_("It needs its words and all five levels first."))
        case = cases.one(by, goal.case_id)
        if event is not Event.WITHDRAW:
            goes_on(by, goal, case)
        return move(by, goal, case, event)
