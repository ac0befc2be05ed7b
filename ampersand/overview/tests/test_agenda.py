"""What the next meeting could begin with: check-ins, goals and ratings joined for those who treat."""

import pytest
from django.urls import reverse

from ampersand.checkins.tests.stories import GOOD, LOW, THURSDAY, WEDNESDAY, meeting, rate, send
from ampersand.core import clock
from ampersand.goals.actions import looking_back
from ampersand.goals.tests import stories as goals
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WEEK = THURSDAY - WEDNESDAY  # one day; weeks are counted below


def page(cast: Cast, name: str = "dana") -> str:
    response = cast.client(getattr(cast, name)).get(reverse("overview:agenda", args=[cast.couple.pk]))
    assert response.status_code == 200
    return str(response.content.decode())


def test_an_empty_agenda_says_what_it_is_for(cast: Cast) -> None:
    clock.fix(WEDNESDAY)
    text = page(cast)
    assert "No check-ins yet" in text
    assert "Set the next meeting" in text


def test_it_joins_check_ins_goals_and_ratings_and_says_what_was_told_alone(cast: Cast) -> None:
    clock.fix(WEDNESDAY - 7 * WEEK)
    last = meeting(cast, WEDNESDAY - 7 * WEEK)
    goal = goals.active(cast)
    clock.fix(last.begins_at + WEEK / 12)
    rate(cast, cast.ana, last, GOOD)
    rate(cast, cast.ben, last, LOW)
    looking_back.rate(by=cast.viewer(cast.ana), goal_id=goal.pk, level=2)
    looking_back.rate(by=cast.viewer(cast.ben), goal_id=goal.pk, level=-1)
    clock.fix(WEDNESDAY)
    meeting(cast)
    home = {"topic": "home", "words": "Who cooks"}
    send(cast, cast.ana, shown=("agenda", "close"), close=9, agenda=home, private={"words": "Alone, please."})
    send(cast, cast.ben, shown=("close",), close=4, agenda=home | {"words": "The bins"})
    text = page(cast)
    for words in (
        "Ana and Ben named it.", "How close I felt", "Ana 9, Ben 4", "all know it", "told to you alone", "Who cooks",
        "The bins", "For you alone", "Alone, please.", "The ratings lie 5.5 apart; Ben is the lower.",
        "We have a calm talk about one real topic every week",
    ):  # fmt: skip
        assert words in text, words
    assert "Who cooks" in page(cast, "emil"), "the supervisor may read check-ins"


@pytest.mark.once  # the chain of a look is locked by one statement more on PostgreSQL
def test_nobody_else_has_it_and_it_costs_the_same(cast: Cast, django_assert_num_queries: object) -> None:
    clock.fix(WEDNESDAY)
    meeting(cast)
    for person in (cast.ana, cast.ben):
        send(cast, person, close=4, agenda={"topic": "home", "words": "Who cooks"})
    address = reverse("overview:agenda", args=[cast.couple.pk])
    for name in ("ana", "ben", "hugo", "gita"):
        assert cast.client(getattr(cast, name)).get(address).status_code == 404
    dana = cast.client(cast.dana)
    dana.get("/caseload/")
    with django_assert_num_queries(16):  # type: ignore[operator]
        assert dana.get(address).status_code == 200
