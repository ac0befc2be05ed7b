"""Writing down a talk about needs and safety. It is kept as it was written; a later talk is a record of its own."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit, vault
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer
from ampersand.safety.actions import handling
from ampersand.safety.models import Alert, RiskRecord
from ampersand.safety.queries import sealed
from ampersand.safety.rules.alerts import Kind
from ampersand.safety.rules.handling import Channel, Done, Plan

LOOKED_AT = (Plan.MADE, Plan.LOOKED_AT)
BY_CHANNEL = {Channel.IN_PERSON: Done.MET, Channel.VIDEO: Done.MET}


def write(*, by: Viewer, alert_id: UUID, said: Mapping[str, str], record_id: UUID | None = None) -> None:
    """Keep a talk about an open alert, which counts as something done about it; sent twice with one id, kept once.

    `said` holds the fields of the form, `channel` among them. Raises Hidden.
    """
    assert by.person_id
    with transaction.atomic():
        alert: Alert | None = Alert.objects.visible_to(by, "write").filter(pk=alert_id, closed_at=None).first()
        if alert is None:
            raise Hidden
        record = RiskRecord(
            id=record_id or new_id(), case_id=alert.case_id, person_id=alert.person_id, alert_id=alert.pk,
            by_id=by.person_id, at=now(),
        )  # fmt: skip
        require(by, "write", record)
        text = json.dumps(dict(said), ensure_ascii=False)
        record.words = vault.seal(alert.case_id, alert.person_id, place=sealed.RECORD, row=record.pk, text=text)
        if not _kept(record):
            return
        audit.record(chain=alert.case_id, actor=by.person_id, verb="risk_record.write", subject=record)
        done = BY_CHANNEL.get(Channel(said["channel"]), Done.SPOKE)
        handling.act(by=by, alert_id=alert_id, done=done, words="")
        if said.get("plan") in LOOKED_AT:
            _plan_was_looked_at(by, alert)


def note_look(*, by: Viewer, case_id: UUID) -> None:
    """Record that somebody read what was written about a person's safety."""
    audit.record(chain=case_id, actor=by.person_id, verb="risk_record.opened")


def _plan_was_looked_at(by: Viewer, about: Alert) -> None:
    """What waited for a look at the safety plan is done."""
    rows = Alert.objects.visible_to(by, "write").filter(
        case_id=about.case_id, person_id=about.person_id, kind=Kind.PLAN_REVIEW, closed_at__isnull=True
    )
    for alert_id in list(rows.values_list("pk", flat=True)):
        handling.close(by=by, alert_id=alert_id, reason=Alert.Reason.DONE, words="")


def _kept(record: RiskRecord) -> bool:
    try:
        with transaction.atomic():
            record.insert()
    except IntegrityError:  # sent twice
        return False
    return True
