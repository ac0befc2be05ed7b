"""Ana, Ben and Dana write to each other, all together and alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.conversations.actions import writing
from ampersand.conversations.actions.common import Refused
from ampersand.conversations.models import Message, Thread, Version
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.privacy.models import AuditEvent
from tests.cast import Cast, make_case

from .stories import alone, joint, page, said, thread_of

pytestmark = pytest.mark.django_db


def send(client: Client, thread: Thread, text: str, **more: Any) -> Any:
    return client.post(reverse("conversations:thread", args=[thread.pk]), {"form_id": new_id(), "text": text, **more})


def test_what_ben_writes_to_all_is_read_by_ana_and_dana_and_by_nobody_else(cast: Cast) -> None:
    thread = joint(cast)
    ben = cast.client(cast.ben)
    assert "Ana and Dana will read this." in page(ben, "thread", thread.pk)
    assert send(ben, thread, "Thank you for Sunday.").status_code == 303
    for person in (cast.ana, cast.ben, cast.dana):
        assert "Thank you for Sunday." in page(cast.client(person), "thread", thread.pk), person.name
    for person in (cast.chloe, cast.farid, cast.gita, cast.hugo):
        there = reverse("conversations:thread", args=[thread.pk])
        assert cast.client(person).get(there).status_code == 404, person.name


def test_what_ana_writes_alone_is_hers_and_danas(cast: Cast) -> None:
    thread = alone(cast, cast.ana)
    ana = cast.client(cast.ana)
    text = page(ana, "thread", thread.pk)
    assert "Dana will read this." in text
    assert "Emil may look when there is a reason; every look is recorded." in text
    assert "Private. If it affects your work together" in text, "the banner of what they signed"
    send(ana, thread, "I would like to come alone first.")
    assert "I would like to come alone first." in page(cast.client(cast.dana), "thread", thread.pk)
    there = reverse("conversations:thread", args=[thread.pk])
    assert cast.client(cast.ben).get(there).status_code == 404
    bens = page(cast.client(cast.ben), "of_case", cast.couple.pk)
    assert "Ana alone" not in bens
    assert "All of us" in bens


def test_a_look_of_the_supervisor_is_recorded_and_nobody_elses(cast: Cast) -> None:
    thread = alone(cast, cast.ana)
    said(cast, cast.ana, thread, "A line.")
    for person in (cast.dana, cast.ana):
        cast.client(person).get(reverse("conversations:thread", args=[thread.pk]))
    assert not AuditEvent.objects.filter(verb="conversations.opened").exists()
    assert "You read here; you do not write." in page(cast.client(cast.emil), "thread", thread.pk)
    assert AuditEvent.objects.get(verb="conversations.opened").actor_id == cast.emil.pk
    assert send(cast.client(cast.emil), thread, "Mine").status_code == 422


def test_pressing_twice_sends_it_once(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    key = new_id()
    for _ in range(2):
        assert send(ana, thread, "Once.", form_id=key).status_code == 303
    assert Message.objects.visible_to(cast.viewer(cast.ana)).count() == 1
    assert send(cast.client(cast.ben), thread, "Mine under her id.", form_id=key).status_code == 404


def test_an_empty_message_is_not_sent_and_a_long_one_stays_as_typed(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    assert "Nothing is written yet." in send(ana, thread, "  ").content.decode()
    back = send(ana, thread, "x" * 9000)
    assert back.status_code == 422
    assert "x" * 9000 in back.content.decode()


def test_what_is_written_is_shown_as_it_was_and_never_as_markup(cast: Cast) -> None:
    thread = joint(cast)
    send(cast.client(cast.ana), thread, "<script>alert(1)</script>\n\nAnd a second part.")
    text = cast.client(cast.ben).get(reverse("conversations:thread", args=[thread.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<p>And a second part.</p>" in text


def test_a_message_can_be_changed_for_ten_minutes_and_what_it_said_stays_readable(cast: Cast) -> None:
    thread = joint(cast)
    row = said(cast, cast.ana, thread, "You never ask.")
    ana, ben = cast.client(cast.ana), cast.client(cast.ben)
    there = reverse("conversations:change", args=[row.pk])
    assert ben.get(there).status_code == 404
    old = {"form_id": row.pk, "text": "I would like you to ask.", "version": 1}
    assert ana.post(there, old).status_code == 303
    assert "I would like you to ask." in page(ben, "thread", thread.pk)
    assert "You never ask." not in page(ben, "thread", thread.pk)
    assert "You never ask." in page(ben, "message", row.pk)
    again = ana.post(there, old | {"text": "From another tab."})
    assert again.status_code == 422
    assert "on another page meanwhile" in again.content.decode()
    assert Version.objects.visible_to(cast.viewer(cast.ana)).count() == 2
    clock.fix(clock.now() + timedelta(minutes=11))
    with pytest.raises(Refused, match="ten minutes"):
        writing.change(by=cast.viewer(cast.ana), message_id=row.pk, version=2, text="Too late.")


def test_what_was_begun_waits_on_every_device_for_its_writer_alone(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    draft = reverse("conversations:draft", args=[thread.pk])
    assert ana.post(draft, {"text": "I wanted to s", "version": 0}).json()["version"] == 1
    assert ana.post(draft, {"text": "I wanted to say", "version": 1}).json()["version"] == 2
    assert ana.post(draft, {"text": "Older", "version": 1}).status_code == 409
    assert "I wanted to say" in page(cast.client(cast.ana), "thread", thread.pk), "another phone of hers"
    for person in (cast.ben, cast.dana, cast.emil):
        assert "I wanted to say" not in page(cast.client(person), "thread", thread.pk)
    send(ana, thread, "I wanted to say thank you.")
    assert "I wanted to say</textarea>" not in cast.client(cast.ana).get(
        reverse("conversations:thread", args=[thread.pk])
    ).content.decode()  # fmt: skip


def test_nothing_is_written_where_the_work_rests_or_is_over_and_what_was_written_stays(cast: Cast) -> None:
    thread, hers = joint(cast), alone(cast, cast.ana)
    said(cast, cast.ana, thread, "Before.")
    dana = cast.viewer(cast.dana)
    type(cast.couple).objects.visible_to(dana, "write").filter(pk=cast.couple.pk).update(state="unit_ended")
    for one in (thread, hers):
        for person in (cast.ana, cast.dana):
            assert send(cast.client(person), one, "After.").status_code in (404, 422)
    assert "Before." in page(cast.client(cast.ben), "thread", thread.pk), "it can be read for thirty days"
    type(cast.couple).objects.visible_to(dana, "write").filter(pk=cast.couple.pk).update(state="closed")
    there = reverse("conversations:thread", args=[thread.pk])
    assert cast.client(cast.ben).get(there).status_code == 404
    assert cast.client(cast.dana).get(there).status_code == 200
    assert "Before." not in page(cast.client(cast.ana), "thread", hers.pk), "hers stays hers to read"


def test_while_work_together_rests_the_joint_one_rests_and_the_one_alone_goes_on(cast: Cast) -> None:
    thread, hers = thread_of(cast, None), alone(cast, cast.ana)
    ana = cast.client(cast.ana)
    assert "Paused until you have met with your therapist" in page(ana, "thread", thread.pk)
    assert send(ana, thread, "Mine").status_code == 422
    assert send(ana, hers, "Mine").status_code == 303
    assert send(cast.client(cast.dana), thread, "We talk on Thursday.").status_code == 303


def test_before_everyone_has_signed_nothing_is_open(cast: Cast) -> None:
    case = make_case(cast.practice, "couple", [cast.ana, cast.ben], cast.dana, signed=False)
    for person in (None, cast.ana):
        thread = thread_of(cast, person, case)
        text = page(cast.client(cast.ana), "thread", thread.pk)
        assert "This opens when everyone has signed the agreement." in text
        assert send(cast.client(cast.ana), thread, "Hello").status_code == 422


def test_a_person_in_two_cases_sees_them_apart(cast: Cast) -> None:
    said(cast, cast.ana, alone(cast, cast.ana), "To Dana.")
    ana = cast.client(cast.ana)
    other = ana.get(reverse("conversations:of_case", args=[cast.anas_own.pk]))
    assert other.status_code == 303, "with one conversation, it opens"
    text = ana.get(other["Location"]).content.decode()
    assert "Hugo and you" in text
    assert "To Dana." not in text


def test_years_of_messages_open_with_the_same_questions_by_an_index_and_can_be_paged_back(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    ana.get(there := reverse("conversations:thread", args=[thread.pk]))
    said(cast, cast.ana, thread, "One.")
    said(cast, cast.ben, thread, "Two.")
    with CaptureQueriesContext(connection) as few:
        ana.get(there)
    for number in range(70):
        said(cast, cast.ben, thread, f"Line {number}.")
    with CaptureQueriesContext(connection) as many:
        first = ana.get(there).content.decode()
    assert len(many) == len(few) <= 17
    sql = next(one["sql"] for one in many if "conversations_version" in one["sql"] and "ORDER BY" in one["sql"])
    found = set()
    while earlier := re.search(r'href="(\?before=[^"]+)"', first):
        found |= set(re.findall(r"Line \d+\.|Two\.|One\.", first))
        first = ana.get(there + earlier[1]).content.decode()
    found |= set(re.findall(r"Line \d+\.|Two\.|One\.", first))
    assert len(found) == 72
    later = re.search(r'href="(\?after=[^"]+)"', first)
    assert later
    assert "Line 30." in ana.get(there + later[1]).content.decode()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " / ".join(row[3] for row in cursor.fetchall())
        assert "USE TEMP B-TREE" not in plan, plan
        assert re.search(r"SEARCH conversations_message USING INDEX \S+ \(thread_id=\?\)", plan), plan


def test_an_open_page_asks_for_its_end_alone(cast: Cast) -> None:
    thread, ana = joint(cast), cast.client(cast.ana)
    said(cast, cast.ben, thread, "One.")
    there = reverse("conversations:thread", args=[thread.pk])
    part = ana.get(there, headers={"Part": "yes", "Asks-By-Itself": "yes"}).content.decode()
    assert "One." in part
    assert "<form" not in part
    assert "<html" not in part


def test_a_neutral_mail_goes_once_to_those_who_have_not_read(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    thread = joint(cast)
    with django_capture_on_commit_callbacks(execute=True):
        said(cast, cast.ben, thread, "I was unfair to you.")
        said(cast, cast.ben, thread, "Sorry.")
    assert sorted(one.to[0] for one in mail.outbox) == ["ana@example.org", "dana@example.org"]
    assert not re.search("Ben|unfair|Sorry|message", mail.outbox[0].subject + mail.outbox[0].body)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        said(cast, cast.ana, alone(cast, cast.ana), "Alone.")
    assert [one.to for one in mail.outbox] == [], "Dana was written to a moment ago; Ben never is"
    clock.fix(clock.now() + timedelta(hours=7))
    with django_capture_on_commit_callbacks(execute=True):
        said(cast, cast.ana, alone(cast, cast.ana), "Again.")
    assert [one.to for one in mail.outbox] == [["dana@example.org"]]
