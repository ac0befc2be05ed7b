"""When a release is in effect: only with every signature, in whatever order, and never after one was taken back."""

from datetime import date
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.reports.rules.release import (
    OF_ALL,
    OF_ONE,
    Cover,
    Signing,
    Status,
    complete,
    coverable,
    in_period,
    status,
)

ANA, BEN, CHLOE = (UUID(int=n) for n in (1, 2, 3))
DAY = date(2026, 11, 25)


def standing(**other: object) -> Status:
    facts = {"complete": True, "taken_back": False, "newcomer": False, "expires_on": DAY, "today": DAY} | other
    return status(**facts)  # type: ignore[arg-type]


def test_one_persons_release_never_covers_what_belongs_to_all() -> None:
    assert Cover.JOINT_GOALS not in coverable(joint=False)
    assert Cover.OWN_GOALS not in coverable(joint=True)
    assert (coverable(joint=False), coverable(joint=True)) == (OF_ONE, OF_ALL)


@pytest.mark.parametrize("order", list(permutations([ANA, BEN, CHLOE])))
def test_every_signature_is_needed_in_whatever_order(order: tuple[UUID, ...]) -> None:
    needed = {ANA, BEN, CHLOE}
    for number in range(3):
        assert not complete([Signing(person, signed=True) for person in order[:number]], needed)
    assert complete([Signing(person, signed=True) for person in order], needed)


def test_nobody_signs_for_nobody() -> None:
    assert not complete([], set())


@given(st.lists(st.builds(Signing, st.sampled_from([ANA, BEN]), st.booleans(), st.booleans()), max_size=4))
def test_one_that_was_taken_back_undoes_all(signings: list[Signing]) -> None:
    if complete(signings, {ANA, BEN}):
        assert not any(one.withdrawn for one in signings)
        assert {one.person for one in signings if one.signed} == {ANA, BEN}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Status.IN_EFFECT),
        ({"complete": False}, Status.WAITING),
        ({"newcomer": True}, Status.WAITING),
        ({"today": date(2026, 11, 26)}, Status.OVER),
        ({"taken_back": True}, Status.TAKEN_BACK),
        ({"taken_back": True, "today": date(2026, 11, 26)}, Status.TAKEN_BACK),
    ],
)
def test_how_a_release_stands(facts: dict[str, object], expected: Status) -> None:
    assert standing(**facts) is expected


def test_a_period_holds_both_its_ends() -> None:
    assert in_period(DAY, DAY, DAY)
    assert in_period(DAY, None, None)
    assert not in_period(DAY, date(2026, 11, 26), None)
    assert not in_period(DAY, None, date(2026, 11, 24))
