"""What belongs to a person and not to a case, whom the office knows, and for whom somebody cares."""

from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ampersand.accounts.models import SafeContact
from ampersand.cases.models import Guardian, Participation
from ampersand.cases.policy import OF_PRACTICE, ROLES, InCase, current_parts
from ampersand.cases.rules import states
from ampersand.cases.rules.audience import Action, Audience, Kind, Relation, row_for
from ampersand.cases.rules.states import Right
from ampersand.privacy import policy
from ampersand.privacy.policy import REFUSED, Decision
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class AboutPerson(InCase):
    """The policy of what belongs to a person and to no case: seen by those who treat them in any, never by members."""

    def _related(self, viewer: Viewer, relation: Relation, action: str) -> Q:
        if relation is Relation.OWNER:
            return Q(**{self.owner: viewer.person_id})
        return Q(**{f"{self.owner}__in": _people_of(viewer, relation).values("person_id")})

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""
        if viewer.is_nobody:
            return REFUSED
        owner, audience = getattr(thing, self.owner), Audience(self.audience)
        for relation in self._possible(viewer):
            row = row_for(relation, self.kind, audience, Action(action))
            mine = owner == viewer.person_id
            if row and (mine if relation is Relation.OWNER else _people_of(viewer, relation).filter(person=owner)):
                return Decision(True, row.sentence)
        return REFUSED


def _people_of(viewer: Viewer, relation: Relation) -> "QuerySet[Participation]":
    """The parts of the members to whom the viewer stands in this relation, in whatever case."""
    here: QuerySet[Participation] = QuerySet(Participation).filter(role="member", left_at__isnull=True)
    if relation in OF_PRACTICE:
        return here.filter(case__practice=viewer.practice_id)
    cases = current_parts(viewer).filter(role=ROLES[relation]).values("case_id")
    return here.filter(~Q(person=viewer.person_id), case_id__in=cases)


def at_the_desk(viewer: Viewer) -> "QuerySet[Participation]":
    """The members whose names the office and the safety lead know: those of the practice; nobody for others."""
    if viewer.practice_id is None or not viewer.staff_roles & set(OF_PRACTICE):
        return QuerySet(Participation).none()
    return _people_of(viewer, Relation.ADMINISTRATOR)


def may_keep_house(viewer: Viewer) -> bool:
    """Whether the viewer settles things for the practice they act for: its administrator does."""
    return viewer.practice_id is not None and "administrator" in viewer.staff_roles and not viewer.room_mode


def cared_for(viewer: Viewer) -> "QuerySet[Guardian]":
    """The notes that the viewer cares for a child of a family in which both take part, and may see the plan.

    They count until the child decides alone: from the day that its therapist notes, or that the keeper sets at the end
    of the year in which it reaches the practice's age.
    """
    here: QuerySet[Participation] = QuerySet(Participation).filter(case=OuterRef("case"), person=OuterRef("child"))
    young = here.filter(left_at__isnull=True, of_age_at__isnull=True, born_in__isnull=False)
    rows: QuerySet[Guardian] = QuerySet(Guardian).filter(person_id=viewer.person_id, reads_plan=True)
    parts = current_parts(viewer).filter(role="member", case__state__in=states.states_with(Right.SHARED))
    open_ = rows.filter(~Q(child_id=viewer.person_id), ended_at__isnull=True, case_id__in=parts.values("case_id"))
    return open_.filter(Exists(young))


policy.register(SafeContact, AboutPerson(Kind.SAFE_CONTACT, owner="person_id", audience=Audience.ME_AND_THERAPIST))
