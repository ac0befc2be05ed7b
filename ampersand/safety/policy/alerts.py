"""Who may see and do what with alerts. The table of `cases` says it; one condition more is known only here:

*on call*: whoever works for the practice of the case and was called to this alert, or was handed it.

One prevention beats it all: an alert that says something of a private check is seen only by those who may read that
check, the therapist of the case and the safety lead.
"""

from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Action, Audience, Kind, Relation, row_for
from ampersand.privacy import policy
from ampersand.privacy.policy import NONE, Decision, OfPractice
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import Alert, AlertStep, OnCall, RiskRecord, Screening
from ampersand.safety.rules.alerts import APART, is_apart

MINE, TEAM = Audience.ME_AND_THERAPIST, Audience.TEAM
CLINICAL = frozenset({"therapist", "supervisor", "safety_lead"})
CALLING = ("called", "handed-over")
READERS_OF_CHECKS = InCase(Kind.PRIVATE_CHECK, audience=MINE)
APART_FROM_OTHERS = Decision(False, "What somebody told in a private check is for its readers alone.")


def calls_to(viewer: Viewer) -> "QuerySet[AlertStep]":
    """The steps by which the viewer was called to an alert."""
    return QuerySet(AlertStep).filter(to_id=viewer.person_id, deed__in=CALLING)


@dataclass(frozen=True)
class OfAlert(InCase):
    """The policy of an alert and of what hangs on it: that of its case, and for whoever was called to it.

    `alert` names the column that says which alert it is.
    """

    alert: str = "alert_id"

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the rows on which the viewer may do the action."""
        found = super().where(viewer, action) | self._called(viewer, action)
        return found & (~self._apart() | READERS_OF_CHECKS.where(viewer, "read"))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row, with the sentence of the table's row that allows it."""
        if self._is_apart(thing) and not READERS_OF_CHECKS.decide(viewer, "read", thing):
            return APART_FROM_OTHERS
        found = super().decide(viewer, action, thing)
        row = row_for(Relation.ON_CALL, self.kind, Audience(self.audience), Action(action))
        if found or row is None or viewer.practice_id is None or not _works_here(viewer):
            return found
        called = calls_to(viewer).filter(alert_id=getattr(thing, self.alert), case__practice_id=viewer.practice_id)
        if called.exists():
            return Decision(True, row.sentence)
        return found

    def _apart(self) -> Q:
        source = "source" if self.alert == "pk" else "alert__source"
        return Q(*(Q(**{f"{source}__startswith": start}) for start in APART), _connector=Q.OR)

    def _is_apart(self, thing: Model) -> bool:
        if isinstance(thing, Alert):
            return is_apart(thing.source)
        rows: QuerySet[Alert] = QuerySet(Alert).filter(pk=getattr(thing, self.alert))
        return is_apart(rows.values_list("source", flat=True).first() or "")

    def _called(self, viewer: Viewer, action: str) -> Q:
        if not _works_here(viewer) or not row_for(Relation.ON_CALL, self.kind, Audience(self.audience), Action(action)):
            return NONE
        called = calls_to(viewer).filter(alert_id=OuterRef(self.alert))
        return Q(Exists(called), case__practice_id=viewer.practice_id)


def _works_here(viewer: Viewer) -> bool:
    return viewer.practice_id is not None and bool(viewer.staff_roles & CLINICAL)


policy.register(Alert, OfAlert(Kind.ALERT, audience=TEAM, alert="pk"))
policy.register(AlertStep, OfAlert(Kind.ALERT, audience=TEAM))
policy.register(RiskRecord, OfAlert(Kind.RISK_RECORD, audience=TEAM))
policy.register(Screening, OfAlert(Kind.SCREENING, owner="person_id", audience=MINE))
policy.register(
    OnCall,
    OfPractice(
        CLINICAL | {"administrator"},
        frozenset({"administrator", "safety_lead"}),
        "The practice's staff see who is on call.",
    ),
)
