"""Calling people to what cannot wait: by mail, on their open pages, again every 15 minutes until somebody takes it on.

The keeper drives it (`call_again`); all that it needs lies in the database, so it goes on where it was after a restart.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ampersand.accounts import actions as accounts
from ampersand.accounts.models import Person
from ampersand.core import mail
from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.safety.models import Alert, AlertStep, Heartbeat
from ampersand.safety.queries import people as staff
from ampersand.safety.queries.apart import chain
from ampersand.safety.rules.alerts import FACTS, Kind, Level, Within, is_apart
from ampersand.safety.rules.calls import EVERY, next_call, on_call, whom

NOW, TODAY = "safety/mail/now.txt", "safety/mail/today.txt"


def call(*, alert_id: UUID, due: datetime | None = None) -> tuple[UUID, ...]:
    """Call everyone whose turn it is to an alert that nobody has taken on, in the caller's transaction; who they are.

    `due` is when this call was due; None for the first, at once. A call that another keeper was a moment earlier with,
    or that somebody has answered meanwhile, reaches nobody.
    """
    rows: QuerySet[Alert] = QuerySet(Alert).filter(pk=alert_id, acknowledged_at__isnull=True, closed_at__isnull=True)
    rows = rows.filter(call_at=due)
    held = rows.values_list("case_id", "calls", "owner_id").first()
    if held is None:
        return ()
    case_id, calls, owner_id = held
    again_at = next_call(due, now()) if due else now() + EVERY
    if not rows.filter(calls=calls).update(calls=calls + 1, call_at=again_at):
        return ()
    called = _whom(case_id, calls + 1, owner_id)
    for person_id in called:
        AlertStep(
            alert_id=alert_id, case_id=case_id, at=now(), deed="called", to_id=person_id, number=calls + 1
        ).insert()
    audit.record(chain=case_id, actor=None, verb="alert.called", subject=Alert(pk=alert_id))
    accounts.call(people=called)
    tell(people=called, template=NOW)
    return called


def call_again() -> int:
    """Call again where it is time, for the keeper; how many alerts. One short look when there is nothing to do."""
    done = 0
    for alert_id, due in _waiting():
        with transaction.atomic():
            done += bool(call(alert_id=alert_id, due=due))
    for alert_id, case_id, kind, source in _late():
        with transaction.atomic():
            _say_late(alert_id, case_id, Kind(kind), apart=is_apart(source))
            done += 1
    return done


def beat() -> None:
    """Leave a sign that the keeper is at work."""
    if not Heartbeat.objects.filter(pk=1).update(at=now()):
        Heartbeat.objects.get_or_create(pk=1, defaults={"at": now()})


def call_off(*, alert_id: UUID) -> None:
    """Nobody need come to this alert any more: pages that nothing else calls to fall quiet."""
    calls: QuerySet[AlertStep] = QuerySet(AlertStep)
    called = calls.filter(alert_id=alert_id, to__isnull=False).values("to_id")
    elsewhere = calls.filter(to=OuterRef("pk"), alert__call_at__isnull=False).exclude(alert_id=alert_id)
    free = Person.objects.filter(~Exists(elsewhere), pk__in=called, called_at__isnull=False)
    accounts.call_off(people=free.values_list("pk", flat=True))


def tell(*, people: Iterable[UUID], template: str = TODAY) -> None:
    """Write to people that they are needed, in words that tell an onlooker nothing."""
    link = settings.ADDRESS + reverse("overview:home")
    for person in Person.objects.filter(pk__in=list(people)).order_by("pk"):
        with translation.override(person.language):
            words = {"name": person.name, "sender_name": person.sender_name, "link": link}
            body = render_to_string(template, words)
            subject = _("Please sign in now") if template == NOW else _("Please sign in today")
        mail.send(to=person.email, subject=subject, body=body, sender_name=person.sender_name)


def _whom(case_id: UUID, number: int, owner_id: UUID | None) -> tuple[UUID, ...]:
    practice_id, zone = staff.practice_of(case_id)
    treating = staff.treating(case_id)
    owners = [owner_id] if owner_id and owner_id not in treating else []
    return whom(
        number,
        treating=[*owners, *treating],
        leads=staff.safety_leads(practice_id),
        rota=on_call(staff.rota(practice_id), now(), zone),
        others=staff.supervising(case_id),
    )


def _waiting() -> list[tuple[UUID, datetime]]:
    rows: QuerySet[Alert] = QuerySet(Alert).filter(call_at__lte=now())
    return [(pk, at) for pk, at in rows.order_by("call_at", "pk").values_list("pk", "call_at") if at]


def _late() -> list[tuple[UUID, UUID, str, str]]:
    """Alerts that nobody has taken on by their time, and of which nobody was told so; not those that call anyway."""
    told: QuerySet[AlertStep] = QuerySet(AlertStep).filter(alert=OuterRef("pk"), deed="overdue")
    rows: QuerySet[Alert] = QuerySet(Alert).filter(~Exists(told), closed_at__isnull=True, acknowledged_at__isnull=True)
    rows = rows.filter(due_at__lte=now()).exclude(level=Level.HIGH)
    return list(rows.order_by("due_at", "pk").values_list("pk", "case_id", "kind", "source"))


def _say_late(alert_id: UUID, case_id: UUID, kind: Kind, *, apart: bool) -> None:
    """Tell once whoever treats, for a talk that was due the safety leads too, and otherwise also who is on call.

    Nobody is called who may not see it: what a private check says stays with its readers.
    """
    practice_id, zone = staff.practice_of(case_id)
    rota = () if apart or FACTS[kind].within is Within.GIVEN else on_call(staff.rota(practice_id), now(), zone)[:1]
    leads = [] if kind is Kind.PLAN_REVIEW else staff.safety_leads(practice_id)
    told = whom(1, treating=staff.treating(case_id), leads=leads, rota=rota)
    AlertStep(alert_id=alert_id, case_id=case_id, at=now(), deed="overdue").insert()
    for person_id in rota:
        AlertStep(alert_id=alert_id, case_id=case_id, at=now(), deed="called", to_id=person_id).insert()
    told_on = chain(case_id) if apart else case_id
    audit.record(chain=told_on, actor=None, verb="alert.overdue", subject=Alert(pk=alert_id))
    tell(people=told)
