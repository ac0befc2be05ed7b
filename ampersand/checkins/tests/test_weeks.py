"""The check-ins of a case side by side, what a meeting could begin with, and setting the next one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ampersand.core import clock
from tests.cast import Cast

from .stories import THURSDAY, WEDNESDAY, close, meeting, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wednesday() -> None:
    clock.fix(WEDNESDAY)


def test_dana_sees_both_side_by_side_and_what_both_named(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    assert "Nothing has come in yet" in page(dana, "weeks", cast.couple.pk)
    meeting(cast)
    home = {"topic": "home", "words": "Who cooks"}
    send(cast, cast.ana, shown=("agenda",), week=8, close=7, agenda=home)
    text = page(dana, "weeks", cast.couple.pk)
    assert "Not sent:" in text, "the therapist may know"
    send(cast, cast.ben, week=4, close=6, agenda={"topic": "home", "words": "The bins"})
    text = page(dana, "weeks", cast.couple.pk)
    for words in ("Home and chores", "4 apart", "told to you alone", "Who cooks", "The bins", "8 of 10"):
        assert words in text, words
    assert "Not sent:" not in text


def test_an_earlier_check_in_and_another_line_are_one_link_away(cast: Cast) -> None:
    meeting(cast)
    send(cast, cast.ana, week=8, close=2)
    close(THURSDAY)
    meeting(cast, THURSDAY + timedelta(days=7))
    clock.fix(WEDNESDAY + timedelta(days=7))
    send(cast, cast.ana, week=3, close=9)
    dana = cast.client(cast.dana)
    keys = page(dana, "weeks", cast.couple.pk).split('href="?week=')[1:]
    assert len(keys) == 2
    earlier = keys[1].split('"')[0]
    assert "8 of 10" in page(dana, "weeks", cast.couple.pk, week=earlier)
    assert dana.get(reverse("checkins:weeks", args=[cast.couple.pk]), {"week": "m:nothing"}).status_code == 404
    assert "How close I felt" in page(dana, "weeks", cast.couple.pk, line="close")


@pytest.mark.once  # the chain of a look is locked by one statement more on PostgreSQL
def test_the_page_costs_the_same_however_many_weeks(cast: Cast, django_assert_num_queries: object) -> None:
    dana = cast.client(cast.dana)
    dana.get("/caseload/")
    for weeks in (3, 2, 1):
        meeting(cast, THURSDAY - timedelta(weeks=weeks))
        clock.fix(WEDNESDAY - timedelta(weeks=weeks))
        send(cast, cast.ana, week=5, close=3)
        send(cast, cast.ben, week=6, close=3)
    clock.fix(WEDNESDAY)
    with django_assert_num_queries(14):  # type: ignore[operator]
        page(dana, "weeks", cast.couple.pk)
