"""Choosing: looking through the shelf, being given two with the reason; and how heard one felt, over time."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ampersand.core import clock
from ampersand.exercises.models import Seat, Sitting, SittingRating
from ampersand.exercises.rules.choosing import Look, Wish, found, reasons
from ampersand.exercises.tests import stories
from ampersand.exercises.tests.shelf import EXERCISES
from tests.cast import Cast


@pytest.fixture
def ana(cast: Cast) -> Client:
    stories.going_on(cast)
    return cast.client(cast.ana)


def shelf(cast: Cast) -> str:
    return reverse("exercises:shelf", args=[cast.couple.pk])


def test_a_look_narrows_by_approach_need_way_and_time() -> None:
    short = found(EXERCISES.values(), Look("mindfulness", "individual", "solo", 5))
    assert [one.id for one in short] == ["X16", "X17", "X18"]
    assert len(found(EXERCISES.values(), Look())) == 50


def test_the_reason_says_what_was_asked_for() -> None:
    wish = Wish("hot", "conflict", 60)
    assert reasons(EXERCISES["X29"], wish, {}) == ["heat", "need", "minutes", "new"]
    assert reasons(EXERCISES["X29"], Wish(), {"X29": date(2026, 1, 1)}) == ["again"]


def test_ana_looks_for_what_she_can_do_alone_in_five_minutes(ana: Client, cast: Cast) -> None:
    page = ana.get(shelf(cast), {"approach": "", "about": "", "mode": "solo", "time": "5"}).content.decode()
    assert "Breath anchor" in page
    assert "Thought check" not in page
    none = ana.get(shelf(cast), {"approach": "imago", "about": "", "mode": "solo", "time": ""}).content.decode()
    assert "None is just like that" in none


def test_two_are_picked_with_the_reason(ana: Client, cast: Cast) -> None:
    page = ana.get(shelf(cast), {"topic": "cool", "need": "communication", "minutes": "20"}).content.decode()
    assert "Because it is made for a topic that is calm enough, it is about what you asked for" in page


def rated(cast: Cast, heard: dict[str, tuple[int, int]]) -> None:
    """Two sittings a week apart, with how heard each felt."""
    people = {"Ana": cast.ana, "Ben": cast.ben}
    for week in (0, 1):
        sitting = Sitting(case=cast.couple, exercise="X05", table=b"", ended="finished").insert()
        for number, (name, values) in enumerate(heard.items()):
            Seat(sitting=sitting, case=cast.couple, person=people[name], number=number).insert()
            rating = SittingRating(sitting=sitting, case=cast.couple, person=people[name], heard=values[week])
            rating.made_at = clock.now() - timedelta(weeks=2 - week)
            rating.insert()


def test_each_sees_their_own_line_of_feeling_heard_and_dana_both(ana: Client, cast: Cast) -> None:
    rated(cast, {"Ana": (3, 8), "Ben": (7, 7)})
    hers = ana.get(shelf(cast)).content.decode()
    assert "You feel more heard than at the beginning." in hers
    assert "How heard each felt" not in hers
    assert "You feel about as heard" in cast.client(cast.ben).get(shelf(cast)).content.decode()
    brought = cast.client(cast.dana).get(reverse("exercises:brought", args=[cast.couple.pk])).content.decode()
    assert "How heard each felt" in brought
    assert "Ana from 3 to 8" in brought


def test_the_screen_leads_and_without_it_the_words_stand_there(ana: Client, cast: Cast) -> None:
    page = ana.get(reverse("exercises:guide", args=[cast.couple.pk, "X16"])).content.decode()
    assert "Stay for one breath. Then for the next." in page
    assert "Not with the breath" in page
    assert ana.get(reverse("exercises:guide", args=[cast.couple.pk, "X05"])).status_code == 404
