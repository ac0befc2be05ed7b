"""Looking for words in one conversation, and one's own copy of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.conversations.models import Thread
from ampersand.conversations.queries import finding, messages
from ampersand.conversations.rules import finding as rules
from tests.cast import Cast

from .stories import alone, joint, said


def look(client: Client, thread: Thread, text: str, **more: object) -> str:
    there = reverse("conversations:search", args=[thread.pk])
    return client.post(there, {"text": text, **more}).content.decode()


def test_every_word_must_stand_there_whatever_capitals_and_accents() -> None:
    words = rules.wanted("Café  thursday")
    assert rules.fits("On THURSDAY, at the cafe.", words)
    assert not rules.fits("On Thursday.", words)
    assert not rules.fits("Anything", rules.wanted("  "))
    assert rules.snippet("x " * 90 + "the Café by the lake" + " y" * 90, words).count("Café") == 1


@pytest.mark.django_db
def test_one_finds_what_one_may_read_in_this_conversation_and_nothing_else(cast: Cast) -> None:
    thread, hers = joint(cast), alone(cast, cast.ana)
    said(cast, cast.ben, thread, "The lake on Sunday was good.")
    said(cast, cast.ana, hers, "The lake frightened me.")
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    assert "The lake on Sunday was good." in look(ben, thread, "lake SUNDAY")
    assert "One message found" in look(ben, thread, "lake")
    assert "frightened" not in look(ana, thread, "lake"), "another conversation of hers stays apart"
    assert "The lake frightened me." in look(ana, hers, "lake")
    assert "0 messages found" in look(ben, thread, "frightened")
    there = reverse("conversations:search", args=[hers.pk])
    assert ben.post(there, {"text": "lake"}).status_code == 404


@pytest.mark.django_db
def test_it_looks_back_stretch_by_stretch_with_the_same_questions(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    for number in range(9):
        said(cast, cast.ben, thread, f"The lake, number {number}.")
    monkeypatch.setattr(finding, "AT_ONCE", 4)
    with CaptureQueriesContext(connection) as first:
        shown = look(ana, thread, "lake")
    assert "Looked through 4 messages" in shown
    assert "number 8" in shown
    assert "number 4" not in shown
    before = shown.split('name="before" value="')[1].split('"')[0]
    with CaptureQueriesContext(connection) as second:
        further = look(ana, thread, "lake", before=before)
    assert "number 4" in further
    assert len(second) <= len(first) + 1
    assert f"?from={before}#m-{before}" in shown
    assert "number 5." in ana.get(reverse("conversations:thread", args=[thread.pk]), {"from": before}).content.decode()


@pytest.mark.django_db
def test_ones_own_copy_holds_what_one_may_read_from_the_beginning(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "COPIED_AT_ONCE", 2)
    thread, ana = joint(cast), cast.client(cast.ana)
    for number in range(3):
        said(cast, cast.ben, thread, f"Line {number}.")
    there = reverse("conversations:copy", args=[thread.pk])
    first = ana.get(there).content.decode()
    assert "Line 0." in first
    assert "Line 2." not in first
    after = first.split("?after=")[1].split('"')[0]
    assert "Line 2." in ana.get(there, {"after": after}).content.decode()
    assert cast.client(cast.dana).get(there).status_code == 404, "a copy is for whoever it concerns"
