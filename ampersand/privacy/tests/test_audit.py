"""The audit chain: nothing is changed or deleted, and `verify` names the first row that does not hold."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.models import AuditEvent

pytestmark = pytest.mark.django_db
CHAIN = uuid4()


@pytest.fixture
def chain(settings: object, tmp_path: object) -> None:
    settings.ANCHOR_FOLDER = tmp_path
    for verb in ("case.opened", "measure.answered", "measure.shared"):
        audit.record(chain=CHAIN, actor=uuid4(), verb=verb)


def tamper(sql: str, *values: object) -> None:
    """Change the table as somebody with the database in their hands would: without its guard."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE privacy_auditevent DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")
        cursor.execute(sql, values)


def test_an_untouched_chain_holds(chain: None) -> None:
    assert list(audit.verify()) == []
    assert AuditEvent.objects.filter(chain=CHAIN).count() == 3


@pytest.mark.parametrize("sql", ["UPDATE privacy_auditevent SET verb = 'x'", "DELETE FROM privacy_auditevent"])
def test_the_database_refuses_change_and_deletion(chain: None, sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_changed_event_is_named(chain: None) -> None:
    tamper("UPDATE privacy_auditevent SET verb = 'nothing' WHERE number = 2")
    assert [(fault.number, fault.what) for fault in audit.verify(CHAIN)] == [(2, "an event was changed")]


def test_a_missing_event_is_named(chain: None) -> None:
    tamper("DELETE FROM privacy_auditevent WHERE number = 2")
    assert [(fault.number, fault.what) for fault in audit.verify(CHAIN)] == [(2, "an event is missing")]


def test_a_cut_end_shows_against_the_anchor(chain: None) -> None:
    assert audit.anchor() == 1
    assert audit.anchor() == 0
    tamper("DELETE FROM privacy_auditevent WHERE number = 3")
    assert [(fault.number, fault.what) for fault in audit.verify()] == [(3, "the end of the chain was cut off")]


def test_a_vanished_chain_shows_against_the_anchor(chain: None) -> None:
    audit.anchor()
    tamper("DELETE FROM privacy_auditevent")
    assert [fault.what for fault in audit.verify()] == ["the whole chain is gone, though it was anchored"]


def test_many_events_are_chained_like_one_after_another(chain: None) -> None:
    deeds = [audit.Deed(now(), uuid4(), "measure.answered", "measures.administration", uuid4()) for _ in range(3)]
    assert audit.record_many(chain=CHAIN, deeds=deeds) == 3
    audit.record(chain=CHAIN, actor=None, verb="case.ended")
    assert audit.record_many(chain=CHAIN, deeds=[]) == 0
    assert list(audit.verify()) == []
    events = AuditEvent.objects.filter(chain=CHAIN).order_by("number")
    assert [event.number for event in events] == [1, 2, 3, 4, 5, 6, 7]
    kept = [(e.at, e.actor_id, e.verb, e.subject_kind, e.subject_id, e.note) for e in events[3:6]]
    assert kept == [(d.at, d.actor, d.verb, d.kind, d.subject_id, d.note) for d in deeds]
