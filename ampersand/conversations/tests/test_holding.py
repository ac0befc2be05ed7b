"""A pause before sending: an hour's wait that can be undone, and reading it as the other would."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ampersand.cases.models import Case
from ampersand.conversations.actions import holding
from ampersand.conversations.models import HeldMessage, Message, Thread
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.operations.chores import send_held_messages
from tests.cast import Cast

from .stories import alone, joint, page

pytestmark = pytest.mark.django_db
WORDS = "You forgot again."


def press(client: Client, thread: Thread, go: str, text: str = WORDS, key: object = None) -> Any:
    form = {"form_id": key or new_id(), "text": text, "go": go}
    return client.post(reverse("conversations:thread", args=[thread.pk]), form)


def held(cast: Cast) -> HeldMessage:
    found: HeldMessage = HeldMessage.objects.visible_to(cast.viewer(cast.ana)).get()
    return found


def test_it_goes_after_an_hour_once_and_nobody_knew_that_it_waited(cast: Cast) -> None:
    thread, ana, ben = joint(cast), cast.client(cast.ana), cast.client(cast.ben)
    before, key = page(ben, "thread", thread.pk), new_id()
    for _ in range(2):
        assert press(ana, thread, "hour", key=key).status_code == 303
    assert "This waits until" in page(ana, "thread", thread.pk)
    assert page(ben, "thread", thread.pk) == before
    assert holding.send_due(clock.now()) == 0
    clock.fix(clock.now() + timedelta(minutes=61))
    send_held_messages()
    send_held_messages()
    assert Message.objects.visible_to(cast.viewer(cast.ben)).filter(thread=thread).count() == 1
    assert WORDS in page(cast.client(cast.ben), "thread", thread.pk)
    assert not HeldMessage.objects.visible_to(cast.viewer(cast.ana))


def test_it_can_be_taken_back_and_its_words_are_there_to_go_on_with(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    press(ana, thread, "hour")
    ana.post(reverse("conversations:draft", args=[thread.pk]), {"text": "And another.", "version": 0})
    there = reverse("conversations:take_back", args=[held(cast).pk])
    assert cast.client(cast.ben).post(there).status_code == 404
    assert cast.client(cast.dana).post(there).status_code == 404
    assert ana.post(there).status_code == 303
    shown = ana.get(reverse("conversations:thread", args=[thread.pk])).content.decode()
    assert "You forgot again.\n\nAnd another.</textarea>" in shown
    clock.fix(clock.now() + timedelta(hours=2))
    assert holding.send_due(clock.now()) == 0


def test_it_can_be_sent_at_once_after_all(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    press(ana, thread, "hour")
    ana.post(reverse("conversations:send_now", args=[held(cast).pk]))
    assert WORDS in page(cast.client(cast.ben), "thread", thread.pk)


def test_what_cannot_be_sent_any_more_stays_with_its_writer(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    press(ana, thread, "hour")
    Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=cast.couple.pk).update(state="paused")
    clock.fix(clock.now() + timedelta(hours=2))
    send_held_messages()
    assert WORDS not in page(cast.client(cast.ben), "thread", thread.pk)
    assert held(cast).send_at is None
    Case.objects.visible_to(cast.viewer(cast.dana), "write").filter(pk=cast.couple.pk).update(state="open")
    assert "This was not sent" in page(cast.client(cast.ana), "thread", thread.pk)


def test_reading_it_as_ben_would_sends_nothing_and_loses_nothing(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    shown = press(ana, thread, "read").content.decode()
    assert "Read it as Ben would" in shown
    assert WORDS in shown
    assert "Nothing is sent yet." in shown
    assert not Message.objects.visible_to(cast.viewer(cast.ana))
    assert f"{WORDS}</textarea>" in press(ana, thread, "back").content.decode()
    assert press(ana, thread, "send").status_code == 303


def test_there_is_no_pause_in_a_conversation_alone(cast: Cast) -> None:
    thread, ana = alone(cast, cast.ana), cast.client(cast.ana)
    assert "Send it in an hour" not in page(ana, "thread", thread.pk)
    assert press(ana, thread, "hour").status_code == 404
    assert press(ana, thread, "read").status_code == 404
    assert press(cast.client(cast.dana), joint(cast), "hour").status_code == 404
