"""Who may read a plan for hard moments. The table of `cases` says it, for those whom its owner chose:

*chosen*: the owner let the viewer read, they take part in one open case together now, and staff still hold their role;
*behind the chosen*: the viewer supervises that case, or is safety lead of its practice, and its therapist is chosen.
"""

from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ampersand.cases import policy as cases
from ampersand.cases.models import Participation
from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Action, Audience, Kind, Relation, row_for
from ampersand.privacy import policy
from ampersand.privacy.policy import NONE, REFUSED, Decision, OwnRows
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import PlanComment, PlanDraft, PlanReader, PlanVersion, SafetyPlan

OF_PRACTICE = (Relation.SAFETY_LEAD, Relation.ADMINISTRATOR)
RELATIONS = (Relation.MEMBER, Relation.THERAPIST, Relation.SUPERVISOR, *OF_PRACTICE)
OWN = frozenset({"read", "write"})


@dataclass(frozen=True)
class Chosen(InCase):
    """The policy of what belongs to a person, and to whomever they chose among those in their cases."""

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows on which the viewer may do the action."""
        if viewer.is_nobody:
            return NONE
        found = NONE
        if row_for(Relation.OWNER, self.kind, Audience.CHOSEN, Action(action)):
            found |= Q(person_id=viewer.person_id)
        for relation in RELATIONS:
            if row_for(relation, self.kind, Audience.CHOSEN, Action(action)):
                found |= Q(Exists(_readers(viewer, relation)))
        return found

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row, with the sentence of the table's row that allows it."""
        assert isinstance(thing, SafetyPlan)
        if viewer.is_nobody:
            return REFUSED
        own = row_for(Relation.OWNER, self.kind, Audience.CHOSEN, Action(action))
        if own and thing.person_id == viewer.person_id:
            return Decision(True, own.sentence)
        for relation in RELATIONS:
            row = row_for(relation, self.kind, Audience.CHOSEN, Action(action))
            if row and QuerySet(SafetyPlan).filter(Exists(_readers(viewer, relation)), pk=thing.pk).exists():
                return Decision(True, row.sentence)
        return REFUSED


def _readers(viewer: Viewer, relation: Relation) -> "QuerySet[PlanReader]":
    """The choices by which a viewer who stands like this to the owner reads the plan of the outer query."""
    rows: QuerySet[PlanReader] = QuerySet(PlanReader)
    chosen = rows.filter(plan_id=OuterRef("pk"), withdrawn_at__isnull=True)
    if relation in (Relation.MEMBER, Relation.THERAPIST):
        role = relation.value
        here = cases.current_parts(viewer).filter(role=role).values("case_id")
        shared = cases.sharing_parts().filter(person_id=OuterRef("person_id"), case_id__in=here)
        return chosen.filter(Exists(shared), reader_id=viewer.person_id, role=role)
    led = _parts_led().filter(person_id=OuterRef("person_id"))
    if relation in OF_PRACTICE:
        held = viewer.practice_id is not None and relation.value in viewer.staff_roles
        led = led.filter(case__practice=viewer.practice_id) if held else led.none()
    else:
        led = led.filter(case_id__in=cases.current_parts(viewer).filter(role="supervisor").values("case_id"))
    return chosen.filter(Exists(led), role="therapist")


def _parts_led() -> "QuerySet[Participation]":
    """The owner's present parts in open cases that the chosen therapist of the outer query leads now."""
    parts: QuerySet[Participation] = QuerySet(Participation)
    leads = parts.filter(
        case_id=OuterRef("case_id"), person_id=OuterRef(OuterRef("reader_id")), role="therapist", left_at__isnull=True,
        person__staff_roles__role="therapist",
    )  # fmt: skip
    return cases.sharing_parts().filter(Exists(leads))


def chosen_as_therapist(viewer: Viewer) -> Q:
    """The filter for the plans to which the viewer may write, as a therapist whom the owner let in."""
    return Q(Exists(_readers(viewer, Relation.THERAPIST)))


policy.register(SafetyPlan, Chosen(Kind.SAFETY_PLAN, owner="person_id", audience=Audience.CHOSEN))
policy.register(PlanComment, InCase(Kind.PLAN_COMMENT, owner="person_id", audience=Audience.ME_AND_THERAPIST))
policy.register(PlanVersion, OwnRows("person_id", OWN, "Earlier versions of your plan are yours alone."))
policy.register(PlanDraft, OwnRows("person_id", OWN, "Words of your plan that you have not saved are yours alone."))
policy.register(PlanReader, OwnRows("person_id", OWN, "Only you choose who reads your plan, and only you see whom."))
