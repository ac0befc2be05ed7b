"""Nobody has taken on what cannot wait: people are called, again and one more each time, until somebody does."""

from datetime import time, timedelta

import pytest
from django.core import mail

from ampersand.core import clock
from ampersand.operations import chores, health
from ampersand.safety.actions import calling, handling, on_call
from ampersand.safety.models import Heartbeat
from ampersand.safety.tests.stories import MONDAY, by_ana, called, deeds, read, stored
from tests.cast import Cast

ALWAYS = range(7)
CLINICAL = ("suicid", "risk", "ana", "danger", "die", "death", "therap", "alert", "safety", "crisis", "phq")


pytestmark = pytest.mark.usefixtures("mails_leave_at_once")


@pytest.fixture(autouse=True)
def _monday(db: None) -> None:
    clock.fix(MONDAY)


@pytest.fixture
def rota(cast: Cast) -> Cast:
    """Hugo is called first at any hour, then Dana."""
    for person in (cast.hugo, cast.dana):
        on_call.add(
            by=cast.viewer(cast.gita), person_id=person.pk, days=ALWAYS, begins=time(0), ends=time(0)
        )  # fmt: skip
    return cast


def after(minutes: int) -> int:
    """Let the clock go on and the keeper do its chore."""
    clock.fix(MONDAY + timedelta(minutes=minutes))
    return calling.call_again()


def test_the_first_is_called_at_once_and_one_more_every_quarter_of_an_hour(rota: Cast) -> None:
    alert = by_ana(rota, "asq-acute")
    assert called(rota, alert, 1) == ["Dana", "Emil", "Hugo"]
    assert after(14) == 0
    assert after(15) == 1
    assert called(rota, alert, 2) == ["Dana", "Emil", "Hugo"]
    assert after(29) == 0
    assert after(30) == after(45) == 1
    assert stored(rota, alert).calls == 4
    assert len(mail.outbox) == 4 * 3


def test_it_stops_when_somebody_takes_it_on(rota: Cast) -> None:
    alert = by_ana(rota, "asq-acute")
    after(15)
    handling.acknowledge(by=rota.viewer(rota.hugo), alert_id=alert)
    sent = len(mail.outbox)
    assert after(30) == after(600) == 0
    assert len(mail.outbox) == sent
    assert stored(rota, alert).call_at is None


def test_after_a_long_silence_one_call_leaves_and_the_beat_goes_on(rota: Cast) -> None:
    alert = by_ana(rota, "asq-acute")
    assert after(100) == 1
    assert stored(rota, alert).call_at == MONDAY + timedelta(minutes=105)
    assert after(104) == 0


def test_two_keepers_at_once_call_once(rota: Cast) -> None:
    alert = by_ana(rota, "asq-acute")
    due = stored(rota, alert).call_at
    clock.fix(MONDAY + timedelta(minutes=15))
    assert calling.call(alert_id=alert, due=due)
    assert calling.call(alert_id=alert, due=due) == ()


def test_without_a_rota_whoever_treats_and_the_safety_lead_are_called(cast: Cast) -> None:
    assert called(cast, by_ana(cast, "danger-now"), 1) == ["Dana", "Emil"]


def test_the_mail_tells_an_onlooker_nothing(rota: Cast) -> None:
    by_ana(rota, "asq-acute")
    by_ana(rota, "private-check-red", "check:1")
    assert {message.subject for message in mail.outbox} == {"Please sign in now", "Please sign in today"}
    for message in mail.outbox:
        text = f"{message.subject} {message.body}".lower().replace("dana", "")
        assert not [word for word in CLINICAL if word in text], text


def test_what_nobody_takes_on_in_its_day_is_told_once(rota: Cast) -> None:
    alert = by_ana(rota)
    sent = len(mail.outbox)
    assert after(8 * 60 - 1) == 0
    assert after(8 * 60) == 1
    assert sorted(message.to[0] for message in mail.outbox[sent:]) == [
        rota.dana.email, rota.emil.email, rota.hugo.email,
    ]  # fmt: skip
    assert after(24 * 60) == 0
    assert "overdue" in deeds(rota, alert)
    assert rota.client(rota.hugo).get(f"/attention/{alert}/").status_code == 200, "whoever is told may see it"


def test_a_look_at_the_plan_that_is_late_calls_nobody_else(rota: Cast) -> None:
    handling.acknowledge(by=rota.viewer(rota.dana), alert_id=by_ana(rota))
    sent = len(mail.outbox)
    assert after(8 * 24 * 60) == 1
    assert [message.to for message in mail.outbox[sent:]] == [[rota.dana.email]]


def test_the_open_pages_of_whoever_is_called_say_so_until_somebody_answers(rota: Cast) -> None:
    hugo, dana = rota.client(rota.hugo), rota.client(rota.dana)
    assert hugo.get("/attention/waiting/").status_code == 204
    alert = by_ana(rota, "asq-acute")
    for client in (hugo, dana):
        assert "You are needed now. Nobody has answered since" in read(client, "/instruments/")
        said = read(client, "/attention/waiting/")
        assert f"/attention/{alert}/" in said
        assert "Ana" not in said
    handling.acknowledge(by=rota.viewer(rota.dana), alert_id=alert)
    for client in (hugo, dana):
        assert "You are needed now" not in read(client, "/instruments/")
        assert client.get("/attention/waiting/").status_code == 204


def test_whoever_is_called_to_two_things_is_called_until_both_are_taken(rota: Cast) -> None:
    first, second = by_ana(rota, "asq-acute"), by_ana(rota, "danger-now", "page:1")
    handling.acknowledge(by=rota.viewer(rota.dana), alert_id=first)
    assert "You are needed now" in read(rota.client(rota.emil), "/instruments/")
    handling.acknowledge(by=rota.viewer(rota.dana), alert_id=second)
    assert "You are needed now" not in read(rota.client(rota.emil), "/instruments/")


def test_a_page_of_someone_whom_nobody_calls_asks_the_database_nothing_more(
    rota: Cast, django_assert_num_queries
) -> None:
    by_ana(rota, "item-9")
    hugo = rota.client(rota.hugo)
    with django_assert_num_queries(1):  # who is signed in
        assert hugo.get("/attention/waiting/", headers={"Asks-By-Itself": "yes"}).status_code == 204


def test_asking_by_itself_keeps_nobody_signed_in(rota: Cast) -> None:
    dana = rota.client(rota.dana)
    dana.get("/instruments/")
    for minutes in range(5, 31, 5):
        clock.fix(MONDAY + timedelta(minutes=minutes))
        assert dana.get("/attention/waiting/", headers={"Asks-By-Itself": "yes"}).status_code == 204
    clock.fix(MONDAY + timedelta(minutes=31))
    assert dana.get("/attention/waiting/", headers={"Asks-By-Itself": "yes"}).status_code == 302


def test_without_a_keeper_the_doctor_and_the_pages_say_so(rota: Cast) -> None:
    by_ana(rota, "asq-acute")
    dana = rota.client(rota.dana)
    assert "Nobody is being called." in read(dana, "/attention/")
    assert "the keeper of this installation is not running" in read(dana, "/instruments/")
    assert [level for level, _ in health.calls()] == [health.Level.WRONG]
    chores.call_people()
    assert Heartbeat.objects.get().at == MONDAY
    assert "Nobody is being called." not in read(dana, "/attention/")
    assert [level for level, _ in health.calls()] == [health.Level.WELL]
    clock.fix(MONDAY + timedelta(minutes=4))
    assert "Nobody is being called." in read(dana, "/attention/")


def test_the_keeper_asks_three_times_when_there_is_nothing_to_do(rota: Cast, django_assert_num_queries) -> None:
    chores.call_people()
    with django_assert_num_queries(3):
        chores.call_people()
