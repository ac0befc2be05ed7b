"""A programme goes on by its days or by one's own word, takes more time, and opens together what was meant to."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from ampersand.core import clock
from ampersand.exercises.models import Line, Page
from ampersand.exercises.rules.programme import mean_of, now_at, stands
from ampersand.exercises.tests import stories
from ampersand.exercises.tests.shelf import EXERCISES
from tests.cast import Cast

MONDAY = date(2026, 3, 2)
PARTS = EXERCISES["X02"].parts  # they open after 0, 3 and 7 days


@pytest.fixture
def ana(cast: Cast) -> Client:
    stories.going_on(cast)
    return cast.client(cast.ana)


@pytest.fixture
def ben(cast: Cast) -> Client:
    return cast.client(cast.ben)


def begin(client: Client, cast: Cast, id: str) -> str:
    """The address of a programme that was begun."""
    return str(client.post(reverse("exercises:begin", args=[cast.couple.pk, id]))["Location"])


def days_ago(days: int) -> None:
    """Every programme was begun and touched so many days ago."""
    then = clock.now() - timedelta(days=days)
    rows: QuerySet[Page] = QuerySet(Page)
    rows.update(made_at=then, changed_at=then)


@pytest.mark.parametrize(
    ("days", "reached", "added", "at"), [(0, 0, 0, 0), (3, 0, 0, 1), (3, 0, 7, 0), (0, 2, 0, 2), (30, 0, 7, 2)]
)
def test_a_part_opens_on_its_day_or_earlier_by_ones_own_word(days: int, reached: int, added: int, at: int) -> None:
    found = stands(PARTS, began=MONDAY, reached=reached, added=added, today=MONDAY + timedelta(days=days))
    assert now_at(found).number == at
    assert [one.first for one in found] == [0, 4, 6]
    assert found[1].opens_on == MONDAY + timedelta(days=3 + added)


def test_ana_sees_what_is_next_and_goes_on_when_she_likes(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X02")
    page = ana.get(address).content.decode()
    assert "Part 1 of 3" in page
    assert "Choose two small things" not in page
    assert "opens on" in page
    ana.post(address, {"version": "1", "part": "0", "step-0": "I got up.", "go_on": "yes"})
    for _ in range(2):  # pressed twice
        ana.post(address, {"version": "2", "part": "0", "go_on": "yes"})
    page = ana.get(address).content.decode()
    assert "Part 2 of 3" in page
    assert "Choose two small things" in page
    assert "I got up." in ana.get(f"{address}?part=0").content.decode()
    assert "Part 2 of 3" in ana.get(f"{address}?part=2").content.decode(), "what is not open yet is not shown"


def test_the_next_part_opens_by_itself_and_missed_weeks_are_nobodys_fault(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X02")
    days_ago(4)
    assert "Part 2 of 3" in ana.get(address).content.decode()
    days_ago(30)
    page = ana.get(address).content.decode()
    assert "It has been a while, and nothing is lost." in page
    assert "Part 3 of 3" in page


def test_a_week_more_is_a_week_more_however_often_it_is_pressed(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X02")
    for version in ("1", "1"):
        ana.post(address, {"version": version, "part": "0", "take_time": "0"})
    rows: QuerySet[Page] = QuerySet(Page)
    assert rows.get().added == 7


def test_it_ends_well(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X02")
    days_ago(10)
    ana.post(address, {"version": "1", "part": "2", "step-8": "Walks on Sundays stay.", "finish": "yes"})
    page = ana.get(address).content.decode()
    assert "You have come through it." in page
    assert "Walks on Sundays stay." in page


def test_dana_sees_where_ana_is_only_when_ana_lets_her(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X02")
    brought = reverse("exercises:brought", args=[cast.couple.pk])
    dana = cast.client(cast.dana)
    assert "Do-more plan" not in dana.get(brought).content.decode()
    ana.post(address, {"version": "1", "part": "0", "step-0": "I got up.", "place": "show"})
    seen = dana.get(brought).content.decode()
    assert "Do-more plan" in seen
    assert "Part 1 of 3" in seen
    assert "I got up." not in seen
    ana.post(address, {"version": "2", "part": "0", "place": "hide"})
    assert "Do-more plan" not in dana.get(brought).content.decode()


def test_lists_open_together_and_until_then_nobody_sees_who_wants_what(ana: Client, ben: Client, cast: Cast) -> None:
    hers, his = begin(ana, cast, "X34"), begin(ben, cast, "X34")
    before = stories.plain(ben.get(his))
    ana.post(hers, {"version": "1", "part": "0", "step-0": "Swim in the lake.", "offer": "0"})
    assert stories.plain(ben.get(his)) == before
    ben.post(his, {"version": "1", "part": "0", "step-0": "Cook for friends.", "offer": "0"})
    assert "Swim in the lake." in ben.get(his).content.decode()
    assert "Cook for friends." in ana.get(hers).content.decode()


def test_an_offer_can_be_kept_back_and_nothing_opens_while_work_together_rests(
    ana: Client, ben: Client, cast: Cast
) -> None:
    hers, his = begin(ana, cast, "X34"), begin(ben, cast, "X34")
    ana.post(hers, {"version": "1", "part": "0", "step-0": "Swim in the lake.", "offer": "0"})
    ana.post(hers, {"version": "2", "part": "0", "keep_back": "0"})
    ben.post(his, {"version": "1", "part": "0", "step-0": "Cook for friends.", "offer": "0"})
    stories.rest(cast)
    ana.post(hers, {"version": "3", "part": "0", "offer": "0"})
    rows: QuerySet[Line] = QuerySet(Line)
    assert set(rows.values_list("audience", flat=True)) == {"only_me"}


def test_what_opens_together_cannot_be_shown_by_one_alone(ana: Client, cast: Cast) -> None:
    hers = begin(ana, cast, "X34")
    ana.post(hers, {"version": "1", "part": "0", "step-0": "Swim in the lake."})
    ana.post(f"{hers}show/", {"step": "0", "audience": "all"})
    rows: QuerySet[Line] = QuerySet(Line)
    assert rows.get().audience == "only_me"


def test_an_answer_can_be_brought_on_the_way(ana: Client, cast: Cast) -> None:
    address = begin(ana, cast, "X02")
    ana.post(address, {"version": "1", "part": "0", "step-0": "I got up.", "show": "therapist:0"})
    brought = reverse("exercises:brought", args=[cast.couple.pk])
    assert "I got up." in cast.client(cast.dana).get(brought).content.decode()
    ana.post(address, {"version": "2", "part": "0", "show": "only_me:0"})
    assert "I got up." not in cast.client(cast.dana).get(brought).content.decode()


@pytest.mark.parametrize(("given", "mean"), [(["7", "8"], 7.5), (["0", "10", "10"], 6.7), (["7"], None), ([], None)])
def test_a_mean_takes_two_numbers(given: list[str], mean: float | None) -> None:
    assert mean_of(given) == mean


def test_fun_opens_side_by_side_with_its_mean_and_not_before(ana: Client, ben: Client, cast: Cast) -> None:
    hers, his = begin(ana, cast, "X34"), begin(ben, cast, "X34")
    days_ago(20)
    ana.post(hers, {"version": "1", "part": "2", "step-4": "9", "offer": "4"})
    assert "Taken together" not in ana.get(hers).content.decode()
    assert "Taken together" not in ben.get(his).content.decode()
    ben.post(his, {"version": "1", "part": "2", "step-4": "6", "offer": "4"})
    for client, address in ((ana, hers), (ben, his)):
        assert "Taken together: 7.5 of 10" in client.get(address).content.decode()


def test_who_finished_first_still_sees_what_opened_afterwards(ana: Client, ben: Client, cast: Cast) -> None:
    hers, his = begin(ana, cast, "X34"), begin(ben, cast, "X34")
    days_ago(20)
    ana.post(hers, {"version": "1", "part": "2", "step-5": "4", "offer": "5"})
    ana.post(hers, {"version": "2", "part": "2", "finish": "yes"})
    ben.post(his, {"version": "1", "part": "2", "step-5": "7", "offer": "5"})
    page = ana.get(hers).content.decode()
    assert "You have come through it." in page
    assert "Taken together: 5.5 of 10" in page
