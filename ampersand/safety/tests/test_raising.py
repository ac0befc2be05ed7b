"""Something Ana says may mean danger: an alert is raised, once, and says to nobody in plain words what it was."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from ampersand.core import clock
from ampersand.privacy.models import AuditEvent
from ampersand.safety.actions.alerts import raise_alert
from ampersand.safety.models import Alert, AlertStep
from ampersand.safety.queries import sealed
from ampersand.safety.tests.stories import MONDAY, SAID, by_ana, stored
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("mails_leave_at_once")


@pytest.fixture(autouse=True)
def _monday(db: None) -> None:
    clock.fix(MONDAY)


def open_ones(cast: Cast) -> list[str]:
    rows = Alert.objects.visible_to(cast.viewer(cast.dana)).filter(closed_at=None)
    return sorted(rows.values_list("kind", flat=True))


def test_her_therapist_has_it_until_the_evening(cast: Cast) -> None:
    alert = stored(cast, by_ana(cast))
    assert alert.owner == cast.dana
    assert alert.due_at == MONDAY + timedelta(hours=8)
    assert alert.call_at is None
    assert [message.to for message in mail.outbox] == [[cast.dana.email]]
    assert open_ones(cast) == ["item-9", "plan-review"]


def test_what_she_said_is_sealed_and_nothing_of_it_stands_on_the_chain(cast: Cast) -> None:
    alert = stored(cast, by_ana(cast))
    assert b"every day" not in bytes(alert.told)
    assert sealed.open_told(alert.case_id, alert.person_id, alert.pk, alert.told) == tuple(SAID)
    event = AuditEvent.objects.get(verb="alert.raised")
    assert (event.chain, event.subject_id, event.note, event.actor_id) == (alert.case_id, alert.pk, "", None)


def test_the_same_answers_raise_one_alert(cast: Cast) -> None:
    assert by_ana(cast) == by_ana(cast)
    assert AuditEvent.objects.filter(verb="alert.raised").count() == 1


def test_high_calls_people_at_once_and_asks_for_a_talk_within_72_hours(cast: Cast) -> None:
    alert = stored(cast, by_ana(cast, "asq-acute"))
    assert alert.due_at == MONDAY
    assert alert.call_at == MONDAY + timedelta(minutes=15)
    later = Alert.objects.visible_to(cast.viewer(cast.dana)).get(kind="follow-up")
    assert (later.due_at, later.parent_id) == (MONDAY + timedelta(hours=72), alert.pk)


def test_the_short_questions_take_over_what_nobody_has_taken_on(cast: Cast) -> None:
    first = stored(cast, by_ana(cast))
    clock.fix(MONDAY + timedelta(minutes=2))
    second = stored(cast, by_ana(cast, "asq-positive"))
    assert open_ones(cast) == ["asq-positive", "follow-up", "plan-review"]
    assert (second.since, second.due_at) == (first.since, first.due_at)


def test_a_weekly_answer_hides_nothing_that_is_faster(cast: Cast) -> None:
    by_ana(cast, "asq-acute")
    by_ana(cast, "item-9", "answers:2")
    assert open_ones(cast) == ["asq-acute", "follow-up", "item-9", "plan-review"]


def test_a_word_asked_for_again_stands_once_since_the_first_day(cast: Cast) -> None:
    first = stored(cast, by_ana(cast, "private-word", "private-word:monday"))
    clock.fix(MONDAY + timedelta(days=1))
    second = stored(cast, by_ana(cast, "private-word", "private-word:tuesday"))
    assert open_ones(cast) == ["private-word"]
    assert (second.since, second.due_at) == (first.since, first.due_at)


def test_two_people_and_two_cases_stay_apart(cast: Cast) -> None:
    by_ana(cast)
    raise_alert(case_id=cast.couple.pk, person_id=cast.ben.pk, kind="item-9", at=MONDAY, source="answers:2")
    raise_alert(case_id=cast.anas_own.pk, person_id=cast.ana.pk, kind="item-9", at=MONDAY, source="answers:3")
    assert open_ones(cast) == ["item-9", "item-9", "plan-review", "plan-review"]
    assert Alert.objects.visible_to(cast.viewer(cast.hugo)).count() == 2


def test_what_is_undone_raises_nothing(cast: Cast) -> None:
    with transaction.atomic():
        by_ana(cast)
        transaction.set_rollback(True)
    assert open_ones(cast) == []


def test_a_word_that_is_no_kind_is_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="mood"):
        by_ana(cast, "mood")


def test_the_database_refuses_to_write_a_step_anew(cast: Cast) -> None:
    by_ana(cast)
    rows = AlertStep.objects.visible_to(cast.viewer(cast.dana))
    expected = IntegrityError if connection.vendor == "sqlite" else Exception
    with pytest.raises(expected, match="never changed"), transaction.atomic():
        rows.update(detail="other")
