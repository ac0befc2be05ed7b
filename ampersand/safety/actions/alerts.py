"""Raising an alert. It happens in the transaction of whatever gave rise to it, so neither exists without the other."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.safety.actions import calling, plans
from ampersand.safety.models import Alert, AlertStep
from ampersand.safety.queries import apart, people, sealed
from ampersand.safety.rules.alerts import FACTS, Kind, Level, Within, goes_on_in, what_follows
from ampersand.safety.rules.due import due


def raise_alert(
    *,
    case_id: UUID,
    person_id: UUID,
    kind: str,
    at: datetime,
    source: str | None = None,
    told: Iterable[tuple[str, str]] = (),
) -> UUID:
    """Let somebody know that this person may be in danger, in the caller's transaction; the alert's id.

    `kind` is a value of `rules.alerts.Kind`; `at` is when it happened. `source` names what gave rise to it, such as
    "administration:<id>": one source raises one alert of a kind, however often it is told. `told` holds questions and
    answers as they were shown, for the clinician; they are sealed. Raises ValueError for an unknown kind.
    """
    subject = Kind(kind)
    with transaction.atomic(savepoint=False):
        held = _held(case_id, person_id, subject, source)
        if held:
            return held
        practice_id, zone = people.practice_of(case_id)
        treating = people.treating(case_id)
        alert = Alert(
            id=new_id(), case_id=case_id, person_id=person_id, kind=subject.value, level=FACTS[subject].level.value,
            source=source or "", at=at, since=at, due_at=due(FACTS[subject].within, now(), zone),
            owner_id=next(iter(treating), None), made_at=now(),
        )  # fmt: skip
        alert.told = sealed.seal_told(case_id, person_id, alert.pk, told)
        audit.record(chain=apart.chain_of_alert(case_id, alert.source), actor=None, verb="alert.raised", subject=alert)
        _take_over(alert, subject)
        alert.insert()
        AlertStep(alert=alert, case_id=case_id, at=now(), deed="raised").insert()
        _remember_what_follows(alert, subject)
        if FACTS[subject].about_suicide:  # never after a private check: nothing that its writer sees may tell of it
            plans.ask_review(person_id=person_id, at=now())
        if FACTS[subject].level is Level.HIGH:
            calling.call(alert_id=alert.pk)
        elif FACTS[subject].within is not Within.THREE_DAYS:
            calling.tell(people=treating or people.safety_leads(practice_id))
    return alert.pk


def _held(case_id: UUID, person_id: UUID, kind: Kind, source: str | None) -> UUID | None:
    if not source:
        return None
    same: QuerySet[Alert] = QuerySet(Alert).filter(case_id=case_id, person_id=person_id, kind=kind.value, source=source)
    return same.values_list("pk", flat=True).first()


def _take_over(alert: Alert, kind: Kind) -> None:
    """Earlier alerts on the same subject that nobody has taken on go on in this one, with their age and their day."""
    waiting = Q(acknowledged_at__isnull=True, closed_at__isnull=True)
    rows: QuerySet[Alert] = QuerySet(Alert).filter(waiting, case_id=alert.case_id, person_id=alert.person_id)
    for pk, earlier, since, due_at in rows.values_list("pk", "kind", "since", "due_at"):
        if not goes_on_in(Kind(earlier), kind):
            continue
        alert.since, alert.due_at = min(alert.since, since), min(alert.due_at, due_at)
        rows.filter(pk=pk).update(closed_at=now(), closed_for=Alert.Reason.GOES_ON, call_at=None)
        AlertStep(alert_id=pk, case_id=alert.case_id, at=now(), deed="closed", detail=Alert.Reason.GOES_ON).insert()
        audit.record(chain=alert.case_id, actor=None, verb="alert.goes_on", subject=Alert(pk=pk))


def _remember_what_follows(alert: Alert, kind: Kind) -> None:
    """A later talk and a look at the safety plan, one of each at a time; the earlier day counts."""
    for later, within in what_follows(kind):
        open_ones: QuerySet[Alert] = QuerySet(Alert).filter(
            case_id=alert.case_id, person_id=alert.person_id, kind=later.value, closed_at__isnull=True
        )
        if open_ones.exists():
            open_ones.filter(due_at__gt=now() + within).update(due_at=now() + within)
            continue
        Alert(
            id=new_id(), case_id=alert.case_id, person_id=alert.person_id, kind=later.value, parent=alert,
            at=alert.at, since=alert.at, due_at=now() + within, owner_id=alert.owner_id, made_at=now(),
        ).insert()  # fmt: skip
