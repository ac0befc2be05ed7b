"""Who may see and do what with plans, answers and results. Everything of a case asks the table of `cases`."""

from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q

from ampersand.cases.policy import InCase, current_parts
from ampersand.cases.policy.people import cared_for
from ampersand.cases.rules import states
from ampersand.cases.rules.audience import Action, Audience, Kind, Relation, Row, row_for
from ampersand.cases.rules.states import Right
from ampersand.measures.models import (
    Administration,
    Assignment,
    Attestation,
    Draft,
    ImportedInstrument,
    Plan,
    Sharing,
    Standing,
)
from ampersand.privacy import policy
from ampersand.privacy.policy import NONE, Decision, OfPractice
from ampersand.privacy.viewer import Viewer

MINE, ONLY, TEAM = Audience.ME_AND_THERAPIST, Audience.ONLY_ME, Audience.TEAM
STAFF = frozenset({"therapist", "supervisor", "administrator"})


@dataclass(frozen=True)
class OfChild(InCase):
    """The policy of what is planned for somebody: that of its case, and in outline for whoever cares for a child."""

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows on which the viewer may do the action."""
        found = super().where(viewer, action)
        if viewer.is_nobody or not self._row(action):
            return found
        cared = cared_for(viewer).filter(case_id=OuterRef(self.case), child_id=OuterRef(self.owner))
        return found | Q(Exists(cared))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row, with the sentence of the table's row that allows it."""
        found, row = super().decide(viewer, action, thing), self._row(action)
        if found or row is None or viewer.is_nobody or viewer.room_mode:
            return found
        which = {"case_id": getattr(thing, self.case), "child_id": getattr(thing, self.owner)}
        return Decision(True, row.sentence) if cared_for(viewer).filter(**which).exists() else found

    def _row(self, action: str) -> Row | None:
        return row_for(Relation.CARER, self.kind, Audience(self.audience), Action(action))


policy.register(Plan, OfChild(Kind.PLAN, owner="person_id", audience=MINE))
policy.register(Assignment, InCase(Kind.ASSIGNMENT, owner="person_id", audience=MINE, needs=Right.ANSWERS))
policy.register(Draft, InCase(Kind.DRAFT, owner="person_id", audience=ONLY, needs=Right.ANSWERS))
policy.register(Administration, InCase(Kind.ADMINISTRATION, owner="person_id", audience="audience", since="taken_at"))
policy.register(Standing, InCase(Kind.STANDING, audience=TEAM))
policy.register(Sharing, InCase(Kind.SHARING, owner="person_id", audience=ONLY))
policy.register(Attestation, OfPractice(STAFF, frozenset({"administrator"}), "The practice's staff see its licences."))
policy.register(
    ImportedInstrument, OfPractice(STAFF, frozenset({"administrator"}), "The practice's staff see its instruments.")
)


def brings_in(viewer: Viewer) -> Q:
    """The filter for the parts in cases to which the viewer may bring results from another system.

    The therapist of an open case may, and so may the administrator of its practice, who still reads none of them.
    """
    if viewer.is_nobody or viewer.practice_id is None:
        return NONE
    reach = Q(case__practice_id=viewer.practice_id, case__state__in=states.states_with(Right.NEW))
    if "administrator" in viewer.staff_roles:
        return reach
    return reach & Q(case_id__in=current_parts(viewer).filter(role="therapist").values("case_id"))
