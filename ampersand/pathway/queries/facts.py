"""What the rule of signs is told about one case. A handful of queries."""

from uuid import UUID

from ampersand.cases.queries import OneCase
from ampersand.checkins import content
from ampersand.checkins.queries import alliance, attention
from ampersand.measures.queries.turned import turned
from ampersand.pathway.queries import missed
from ampersand.pathway.queries.signs import of_lines
from ampersand.pathway.rules.stop import Facts, Rated
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import undecided
from ampersand.safety.queries.undecided import Waits


def of_case(viewer: Viewer, case: OneCase) -> Facts[UUID]:
    """Lines, ratings, commitment and private checks of a case, as far as the viewer may know of them."""
    waiting = undecided.of_cases(viewer, [case.id]) if case.is_shared else []
    screen = next((one.since for one in waiting if one.waits in (Waits.AMBER, Waits.RED)), None)
    low = content.feedback().thresholds.low
    rated = tuple(
        Rated(one.at, frozenset(one.scores), frozenset(who for who, score in one.scores.items() if score < low))
        for one in alliance.of_case(viewer, case).meetings
        if len(one.scores) > 1 or not case.is_shared
    )
    told = attention.commitment(viewer, [case.id]).get(case.id, {})
    meetings = missed.of_cases(viewer, [case.id]).get(case.id, ())
    return Facts(screen, of_lines(turned(viewer, [case.id])), rated, told, meetings)
