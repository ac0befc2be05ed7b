"""The page of the one who asked: how it stands, times to choose, a word, taking it back; for nobody but the holder."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.directory.actions import answering
from ampersand.directory.actions.answering import Offer
from ampersand.directory.models import OfferedTime
from ampersand.directory.policy import letters_held
from ampersand.directory.queries import inbox
from ampersand.directory.tests.stories import WORDS, letter_to, listed, wrote
from ampersand.privacy.models import DataKey
from tests.cast import Cast, make_person


@pytest.fixture(autouse=True)
def _shown(cast: Cast) -> None:
    listed(cast, cast.dana)
    listed(cast, cast.hugo)


def text_of(client: Client, token: str) -> str:
    """The page's own words, without the frame."""
    page = client.get(f"/yours/{token}/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main")[0]))


def offered(cast: Cast, token: str, *hours: int) -> list[OfferedTime]:
    """Dana proposes times, so many hours from now."""
    letter, dana = letter_to(token, cast.dana), cast.viewer(cast.dana)
    offers = [Offer(clock.now() + timedelta(hours=hour), 50, online=True) for hour in hours]
    answering.offer_times(by=dana, letter_id=letter.pk, offers=offers, text="These are free.")
    return list(OfferedTime.objects.visible_to(dana).filter(letter=letter).order_by("starts_at"))


def test_it_says_how_it_stands_and_shows_none_of_what_was_written(client: Client) -> None:
    text = text_of(client, wrote("dana", "hugo"))
    assert "Dana" in text
    assert "Hugo" in text
    assert WORDS not in text
    assert "If there is no answer by" in text


def test_whoever_has_no_link_is_told_the_same_whatever_they_try(client: Client) -> None:
    token = wrote("dana")
    letter = letters_held(token).get()
    tries = [
        client.get("/yours/nothing/"), client.post("/yours/nothing/confirm/"), client.post("/yours/nothing/time/"),
        client.post(f"/yours/nothing/{letter.pk}/back/", {"sure": "yes"}),
        client.post(f"/yours/nothing/{letter.pk}/word/", {"text": "hello"}),
        client.post(f"/yours/{token}/{new_id()}/word/", {"text": "hello"}),
        client.post(f"/yours/{token}/{new_id()}/address/", {"mail": "a@example.org"}),
    ]  # fmt: skip
    assert {answer.status_code for answer in tries} == {404}
    assert len({answer.content for answer in tries}) == 1


def test_times_stand_on_the_readers_clock_and_on_the_other_one(cast: Cast, client: Client) -> None:
    clock.fix(datetime.fromisoformat("2026-11-25T08:00:00+00:00"))
    token = wrote("dana")
    offered(cast, token, 24)
    text = text_of(client, token)
    assert "Thursday 26 November, 08:00" in text, "in Lisbon"
    assert "for Dana Thursday 26 November, 09:00" in text, "in Amsterdam"


def test_a_time_is_chosen_and_another_may_take_its_place(cast: Cast, client: Client) -> None:
    token = wrote("dana", mail="wren@example.org")
    first, second = offered(cast, token, 30, 60)
    client.post(f"/yours/{token}/time/", {"time": first.pk})
    client.post(f"/yours/{token}/time/", {"time": second.pk})
    one = inbox.one(cast.viewer(cast.dana), first.letter_id)
    assert one.line.state == "chosen"
    assert one.chosen is not None
    assert one.chosen.id == second.pk


def test_a_time_that_was_taken_back_meanwhile_is_not_chosen(cast: Cast, client: Client) -> None:
    token = wrote("dana")
    (old,) = offered(cast, token, 30)
    offered(cast, token, 40)
    page = client.post(f"/yours/{token}/time/", {"time": old.pk}, follow=True)
    assert "not free any more" in page.content.decode()
    assert letter_to(token, cast.dana).state == "offered"


def test_another_enquirys_time_cannot_be_chosen(cast: Cast, client: Client) -> None:
    mine, theirs = wrote("dana"), wrote("dana")
    (time,) = offered(cast, theirs, 30)
    client.post(f"/yours/{mine}/time/", {"time": time.pk})
    assert letter_to(theirs, cast.dana).state == "offered"


def test_a_word_reaches_the_therapist_once_and_is_not_shown_again(cast: Cast, client: Client) -> None:
    token = wrote("dana")
    letter = letter_to(token, cast.dana)
    form = {"text": "We could also come on Fridays.", "word": new_id()}
    client.post(f"/yours/{token}/{letter.pk}/word/", form)
    client.post(f"/yours/{token}/{letter.pk}/word/", form)
    words = [word.text for word in inbox.one(cast.viewer(cast.dana), letter.pk).words]
    assert words == ["We could also come on Fridays."]
    assert "Fridays" not in text_of(client, token)
    empty = client.post(f"/yours/{token}/{letter.pk}/word/", {"text": ""})
    assert empty.status_code == 422


def test_taking_a_letter_back_destroys_it_at_once_and_leaves_the_others(cast: Cast, client: Client) -> None:
    token = wrote("dana", "hugo")
    letter, other = letter_to(token, cast.dana), letter_to(token, cast.hugo)
    asked = client.post(f"/yours/{token}/{letter.pk}/back/")
    assert "is destroyed at once" in asked.content.decode()
    assert letter_to(token, cast.dana).state == "sent", "asked first"
    client.post(f"/yours/{token}/{letter.pk}/back/", {"sure": "yes"})
    dana = cast.client(cast.dana).get(f"/enquiries/{letter.pk}/").content.decode()
    assert WORDS not in dana
    assert "It was taken back" in dana
    assert not DataKey.objects.filter(owner_id=cast.dana.pk, wrapped__isnull=False).exists()
    assert WORDS in cast.client(cast.hugo).get(f"/enquiries/{other.pk}/").content.decode()


def test_an_address_can_be_given_later(cast: Cast, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    token = wrote("dana")
    letter = letter_to(token, cast.dana)
    offered(cast, token, 30)
    assert client.post(f"/yours/{token}/{letter.pk}/address/", {"mail": "nothing"}).status_code == 422
    client.post(f"/yours/{token}/{letter.pk}/address/", {"mail": "Wren@example.org"})
    sent = inbox.one(cast.viewer(cast.dana), letter.pk).line.sent
    assert (sent.mail, sent.words) == ("wren@example.org", WORDS)
    with django_capture_on_commit_callbacks(execute=True):
        offered(cast, token, 50)
    assert mail.outbox[-1].to == ["wren@example.org"]


def test_whoever_waits_longer_than_was_said_is_told_plainly(client: Client) -> None:
    token = wrote("dana")
    clock.fix(clock.now() + timedelta(days=6))
    text = text_of(client, token)
    assert "There is no answer yet" in text
    assert "nothing about you" in text
    assert "Find someone else" in text


def test_a_kind_no_is_read_with_where_else_to_turn(cast: Cast, client: Client) -> None:
    token = wrote("dana")
    answering.decline(
        by=cast.viewer(cast.dana),
        letter_id=letter_to(token, cast.dana).pk,
        text="I have no room.",
        turn=["search", "help"],
    )
    text = text_of(client, token)
    assert "I have no room." in text
    assert "Find someone else" in text
    assert "Get help now" in text
    assert "This goes on" in text


def test_the_number_of_questions_does_not_grow_with_those_asked(cast: Cast, client: Client) -> None:
    few = wrote("dana")
    many = wrote("dana", "hugo", *(listed(cast, make_person(f"Nell{number}")).slug for number in range(3)))
    counts = []
    for token in (few, many):
        client.get(f"/yours/{token}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/yours/{token}/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6
