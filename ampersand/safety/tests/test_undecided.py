"""Whose private checks wait for somebody: amber, not sent for a week, or nobody has decided yet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ampersand.accounts.models import Person
from ampersand.core import clock
from ampersand.safety.queries import undecided
from ampersand.safety.queries.undecided import Undecided, Waits
from ampersand.safety.rules.joint import Choice
from ampersand.safety.tests.checking import AMBER, RED, ask, begin, decide, send, talk
from tests.cast import Cast, make_case

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _thursday() -> None:
    clock.fix(THURSDAY)


def seen(cast: Cast, person: Person) -> list[Undecided]:
    return undecided.of_cases(cast.viewer(person))


def waits(cast: Cast) -> list[Waits]:
    return [one.waits for one in seen(cast, cast.dana)]


def later(**passed: float) -> None:
    clock.fix(clock.now() + timedelta(**passed))


def test_from_the_moment_everyone_is_asked_until_dana_decides(cast: Cast) -> None:
    assert waits(cast) == []
    ask(cast)
    assert waits(cast) == [Waits.ANSWERS]
    send(cast, cast.ana)
    send(cast, cast.ben)
    assert waits(cast) == [Waits.DECISION]
    later(minutes=1)
    decide(cast)
    assert waits(cast) == []
    later(days=30)
    ask(cast)
    assert waits(cast) == [Waits.ANSWERS], "an earlier answer is no answer to a new round"


def test_amber_waits_until_each_was_seen_alone_and_it_is_decided(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **AMBER)
    later(hours=2)
    send(cast, cast.ben)
    (one,) = seen(cast, cast.dana)
    assert (one.waits, one.since, one.names) == (Waits.AMBER, THURSDAY, ("Ana", "Ben"))
    assert "amber" in undecided.words(one)
    for person in (cast.ana, cast.ben):
        talk(cast, person)
    assert waits(cast) == [Waits.AMBER], "a talk alone decides nothing"
    later(minutes=1)
    decide(cast, Choice.CONDITIONS, conditions="A talk alone before each meeting.")
    assert waits(cast) == []


def test_a_check_not_sent_for_a_week_counts_from_that_day(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana)
    later(days=6, hours=23)
    assert waits(cast) == [Waits.ANSWERS]
    later(hours=2)
    (one,) = seen(cast, cast.dana)
    assert (one.waits, one.missing, one.since) == (Waits.MISSING, ("Ben",), THURSDAY + timedelta(days=7))
    assert "Ben" in undecided.words(one)
    assert "Ana" not in undecided.words(one)


def test_what_is_told_between_two_rounds_waits_though_it_was_decided_before(cast: Cast) -> None:
    begin(cast)
    later(days=2)
    ask(cast)
    later(minutes=1)
    decide(cast, Choice.NOT_NOW)
    assert waits(cast) == []
    later(days=1)
    send(cast, cast.ana, **RED)
    assert waits(cast) == [Waits.RED]


def test_the_gravest_first_then_the_oldest(cast: Cast) -> None:
    others = [make_case(cast.practice, "couple", [cast.farid, cast.ana], cast.dana) for _ in range(2)]
    ask(cast, others[0])
    later(minutes=5)
    ask(cast, others[1])
    ask(cast)
    send(cast, cast.ana, **AMBER)
    assert [one.case_id for one in seen(cast, cast.dana)] == [cast.couple.pk, others[0].pk, others[1].pk]


def test_nobody_else_finds_any_and_in_the_room_there_are_none(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **AMBER)
    assert [one.case_id for one in seen(cast, cast.emil)] == [cast.couple.pk], "he leads safety"
    for person in (cast.ana, cast.ben, cast.chloe, cast.farid, cast.gita, cast.hugo):
        assert seen(cast, person) == [], person.name
    in_room = replace(cast.viewer(cast.dana), room_mode=True, room_case=cast.couple.pk)
    assert undecided.of_cases(in_room) == []


def test_it_costs_the_same_for_one_case_and_for_ten(cast: Cast) -> None:
    ask(cast)
    send(cast, cast.ana, **AMBER)
    cost, dana = [], cast.viewer(cast.dana)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            undecided.of_cases(dana)
        cost.append(len(queries))
        for _more in range(5):
            case = make_case(cast.practice, "couple", [cast.farid, cast.ana], cast.dana)
            ask(cast, case)
            send(cast, cast.farid, case, **AMBER)
    assert cost[0] == cost[1] <= 8


def test_dana_finds_them_where_she_looks_first_and_ben_finds_nothing(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    ask(cast)
    send(cast, cast.ana, **AMBER)
    page = cast.client(cast.dana).get("/attention/").content.decode()
    assert "Ana &amp; Ben" in page
    assert "The private check is amber." in page
    assert f"/cases/{cast.couple.pk}/checks/" in page
    assert cast.client(cast.ben).get("/attention/").status_code == 404
    dana = cast.client(cast.dana)
    with django_assert_max_num_queries(14):
        dana.get("/attention/")
    decide(cast, Choice.NOT_NOW)
    assert "amber" not in cast.client(cast.dana).get("/attention/").content.decode()
