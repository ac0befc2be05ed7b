"""The six signs to stop or change, each at its boundary."""

from datetime import UTC, datetime, timedelta

import pytest

from ampersand.pathway.rules.stop import RESTS, Facts, Found, Line, Rated, Sign, attended, signs, unanswered

START = datetime(2026, 9, 7, 18, tzinfo=UTC)


def week(number: float) -> datetime:
    return START + timedelta(weeks=number)


def found(**facts: object) -> list[Sign]:
    return [one.sign for one in signs(Facts(**facts))]  # type: ignore[arg-type]


def line(**other: object) -> Line[str]:
    values = {"person": "Ana", "measure": "phq-9", "times": 5, "first_at": week(0), "last_at": week(5)} | other
    return Line(**values)  # type: ignore[arg-type]


def both(number: float, *low: str, of: str = "Ana Ben") -> Rated[str]:
    return Rated(week(number), frozenset(of.split()), frozenset(low))


def test_nothing_known_gives_no_sign() -> None:
    assert found() == []
    assert found(lines=(line(),), rated=(both(1),), commitment={"Ana": []}, meetings=((week(1), True),)) == []


def test_a_red_or_amber_check() -> None:
    assert found(screen_at=week(2)) == [Sign.SCREEN]


@pytest.mark.parametrize(("points", "said"), [((), False), ((3,), False), ((3, 5), True), ((2, 3, 5), True)])
def test_reliably_worse_at_two_points(points: tuple[int, ...], said: bool) -> None:
    worse = line(worse_at=tuple(map(week, points)), changed=True)
    assert found(lines=(worse,)) == ([Sign.WORSE] if said else [])
    assert found(lines=(line(worse_at=worse.worse_at, changed=True, sure=False),)) == []


def test_worse_counts_for_either_partner_even_if_the_other_is_better() -> None:
    better = line(person="Ben", changed=True)
    one = signs(Facts(lines=(better, line(worse_at=(week(2), week(4)), changed=True))))
    assert [(each.sign, each.person, each.since, each.fresh) for each in one] == [(Sign.WORSE, "Ana", week(4), week(4))]


@pytest.mark.parametrize(("times", "said"), [(5, False), (6, True), (9, True)])
def test_no_change_by_the_sixth_time(times: int, said: bool) -> None:
    assert found(lines=(line(times=times),)) == ([Sign.NO_CHANGE] if said else [])
    assert found(lines=(line(times=times, changed=True),)) == []
    assert found(lines=(line(times=times, well=True),)) == []
    assert found(lines=(line(times=times, sure=False),)) == []


@pytest.mark.parametrize(
    ("rated", "said"),
    [
        ((both(1, "Ana", "Ben"),), False),
        ((both(1, "Ana", "Ben"), both(2, "Ana", "Ben")), True),
        ((both(1, "Ana", "Ben"), both(2), both(3, "Ana", "Ben")), True),
        ((both(1, "Ana", "Ben"), both(2), both(3), both(4, "Ana", "Ben")), False),
        ((both(1, "Ana"), both(2, "Ana")), False),
        ((both(1, "Ana", "Ben"), both(2, "Ana")), False),
        ((both(1, of=""), both(2, of="")), False),
    ],
)
def test_both_ratings_low_twice_of_the_last_three(rated: tuple[Rated[str], ...], said: bool) -> None:
    assert found(rated=rated) == ([Sign.ALLIANCE] if said else [])


@pytest.mark.parametrize(
    ("values", "said"),
    [((8,), False), ((8, 6), False), ((8, 5), True), ((6, 8, 5), True), ((8, 5.5), False), ((5, 8, 8), False)],
)
def test_commitment_falls_by_three_from_its_highest(values: tuple[float, ...], said: bool) -> None:
    given = [(week(number), value) for number, value in enumerate(values)]
    assert found(commitment={"Ben": given}) == ([Sign.COMMITMENT] if said else [])


def test_commitment_that_came_back_is_no_sign_and_since_is_the_fall() -> None:
    assert found(commitment={"Ben": [(week(0), 8), (week(1), 4), (week(2), 7)]}) == []
    one = signs(Facts(commitment={"Ben": [(week(0), 4), (week(1), 8), (week(2), 5), (week(3), 5)]}))[0]
    assert (one.since, one.fresh) == (week(2), week(3))


@pytest.mark.parametrize(
    ("came", "said"), [((False,), False), ((False, False), True), ((False, True), False), ((False, True, False), False)]
)
def test_two_meetings_missed_in_a_row(came: tuple[bool, ...], said: bool) -> None:
    meetings = tuple((week(number), one) for number, one in enumerate(came))
    assert found(meetings=meetings) == ([Sign.MISSED] if said else [])


def test_what_was_looked_at_rests_for_four_weeks_and_comes_back_with_something_new() -> None:
    def at(fresh: datetime) -> Found[str]:
        return Found(Sign.NO_CHANGE, week(6), fresh, "Ana", "phq-9")

    looked = {at(week(6)).key: week(7)}
    assert unanswered([at(week(6))], {}) == [at(week(6))]
    assert unanswered([at(week(6))], looked) == []
    assert unanswered([at(week(7) + RESTS)], looked) == []
    assert unanswered([at(week(7) + RESTS + timedelta(hours=1))], looked) != []
    other = Found(Sign.WORSE, week(6), week(6), "Ana", "phq-9")
    assert unanswered([other], looked) == [other], "another sign does not rest with it"


def test_the_oldest_sign_first() -> None:
    assert found(screen_at=week(3), lines=(line(times=6, first_at=week(1)),)) == [Sign.NO_CHANGE, Sign.SCREEN]


def test_what_was_held_and_what_was_missed_stand_in_order() -> None:
    first, second, third = (week(number) for number in range(3))
    assert attended([third, first], {second}) == ((first, True), (second, False), (third, True))
