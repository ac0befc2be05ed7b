"""What goals and exercises have to do with each other: which goals an exercise can be a step of."""

from uuid import UUID

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.goals.queries import roadmap
from ampersand.goals.queries.roadmap import Card
from ampersand.goals.rules.steps import MOST_STEPS
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


def goals(viewer: Viewer, case_id: UUID) -> tuple[OneCase, list[Card]]:
    """The case, and its goals that are agreed and have room for a step of the viewer's; raises Hidden for others."""
    case = cases.one(viewer, case_id)
    if case.me(viewer) is None or case.ended:
        raise Hidden
    return case, [card for card in roadmap.cards(viewer, case) if _takes(card, viewer)]


def _takes(card: Card, viewer: Viewer) -> bool:
    mine = card.owner is None or card.owner.person_id == viewer.person_id
    return mine and card.agreed_on is not None and card.is_open and len(card.open_steps) < MOST_STEPS
