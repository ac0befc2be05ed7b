"""What people do with an alert: take it on, act, hand it over, close it, open it again. Each step stays."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit, vault
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions import calling
from ampersand.safety.models import Alert, AlertStep
from ampersand.safety.queries import colleagues, sealed
from ampersand.safety.queries.apart import chain, chain_of_alert
from ampersand.safety.rules.alerts import Kind, Level, is_apart
from ampersand.safety.rules.handling import Done, may_close


class TakenOn(Exception):
    """Somebody else was a moment earlier; `name` says who."""

    def __init__(self, name: str) -> None:
        super().__init__("somebody else has taken it on")
        self.name = name


class NotYet(ValueError):
    """It cannot be closed before somebody has written down what was done."""


def acknowledge(*, by: Viewer, alert_id: UUID) -> None:
    """Take an alert on: nobody is called to it any more. Raises Hidden, TakenOn when another was a moment earlier."""
    with transaction.atomic():
        alert = _open(by, alert_id)
        if not _take_on(by, alert_id):
            raise TakenOn(_holder(by, alert_id))
        _step(by, alert, "acknowledged")


def act(*, by: Viewer, alert_id: UUID, done: str, words: str, step_id: UUID | None = None) -> None:
    """Write down what was done; whoever acts has taken it on. Sent twice with one id, kept once; raises Hidden."""
    deed = Done(done)
    with transaction.atomic():
        alert = _open(by, alert_id)
        if _take_on(by, alert_id):
            _step(by, alert, "acknowledged")
        if not _step(by, alert, "acted", detail=deed.value, words=words, step_id=step_id):
            transaction.set_rollback(True)
            return
        _rows(by, alert_id).filter(acted_at__isnull=True).update(acted_at=now())


def hand_over(*, by: Viewer, alert_id: UUID, to: UUID, words: str) -> None:
    """Ask a colleague of the practice to take an alert on; it waits until they do, and what cannot wait calls them.

    Raises Hidden for whoever is no such colleague.
    """
    with transaction.atomic():
        alert = _open(by, alert_id)
        takers = colleagues.to_take_on(by, alert.case_id, apart=is_apart(alert.source))
        if to not in {one.person_id for one in takers}:
            raise Hidden
        _rows(by, alert_id).update(owner_id=to, acknowledged_at=None, acknowledged_by=None, call_at=None)
        _step(by, alert, "handed-over", to=to, words=words)
        if alert.level == Level.HIGH:
            calling.call(alert_id=alert_id)
        else:
            calling.tell(people=[to])


def close(*, by: Viewer, alert_id: UUID, reason: str, words: str) -> None:
    """Close an alert for a reason; raises Hidden, NotYet while nothing was done about it, ValueError for no reason."""
    why = Alert.Reason(reason)
    if why is Alert.Reason.GOES_ON:
        raise ValueError(reason)
    with transaction.atomic():
        alert = _open(by, alert_id)
        if not may_close(Kind(alert.kind), acted=alert.acted_at is not None):
            raise NotYet
        if _take_on(by, alert_id):
            _step(by, alert, "acknowledged")
        _rows(by, alert_id).update(closed_at=now(), closed_by=by.person_id, closed_for=why.value, call_at=None)
        _step(by, alert, "closed", detail=why.value, words=words)


def reopen(*, by: Viewer, alert_id: UUID, words: str) -> None:
    """Open an alert again, in the hands of whoever does so; raises Hidden when it is open or not there."""
    with transaction.atomic():
        rows: QuerySet[Alert] = Alert.objects.visible_to(by, "write").filter(pk=alert_id, closed_at__isnull=False)
        alert = rows.select_for_update().first()
        if alert is None:
            raise Hidden
        rows.update(
            closed_at=None, closed_by=None, closed_for="", owner_id=by.person_id, acknowledged_by=by.person_id,
            acknowledged_at=now(),
        )  # fmt: skip
        _step(by, alert, "reopened", words=words)


def note_look(*, by: Viewer, alert_id: UUID, case_id: UUID, apart: bool) -> None:
    """Record that somebody opened an alert; with `apart`, among what is told of private checks."""
    audit.record(
        chain=chain(case_id) if apart else case_id, actor=by.person_id, verb="alert.opened", subject=Alert(pk=alert_id)
    )


def _rows(by: Viewer, alert_id: UUID) -> "QuerySet[Alert]":
    rows: QuerySet[Alert] = Alert.objects.visible_to(by, "write")
    return rows.filter(pk=alert_id, closed_at__isnull=True)


def _open(by: Viewer, alert_id: UUID) -> Alert:
    """The alert while it is open, locked until the transaction ends; raises Hidden."""
    alert = _rows(by, alert_id).select_for_update(of=("self",)).first()
    if alert is None:
        raise Hidden
    return alert


def _take_on(by: Viewer, alert_id: UUID) -> bool:
    """Whether the viewer has just taken it on: one of two at once does, and the calls stop."""
    free = _rows(by, alert_id).filter(acknowledged_at__isnull=True)
    if not free.update(acknowledged_at=now(), acknowledged_by=by.person_id, owner_id=by.person_id, call_at=None):
        return False
    calling.call_off(alert_id=alert_id)
    return True


def _holder(by: Viewer, alert_id: UUID) -> str:
    return _rows(by, alert_id).values_list("acknowledged_by__name", flat=True).first() or ""


def _step(
    by: Viewer, alert: Alert, deed: str, *, detail: str = "", to: UUID | None = None, words: str = "",
    step_id: UUID | None = None,
) -> bool:  # fmt: skip
    """One step and its event; False when it was kept before."""
    step = AlertStep(
        id=step_id or new_id(), alert_id=alert.pk, case_id=alert.case_id, at=now(), by_id=by.person_id, deed=deed,
        detail=detail, to_id=to,
    )  # fmt: skip
    if words.strip():
        step.words = vault.seal(alert.case_id, alert.person_id, place=sealed.STEP, row=step.pk, text=words.strip())
    told_on = chain_of_alert(alert.case_id, alert.source)
    audit.record(chain=told_on, actor=by.person_id, verb=f"alert.{deed.replace('-', '_')}", subject=alert)
    try:
        with transaction.atomic():
            step.insert()
    except IntegrityError:
        return False
    return True
