"""How a goal becomes ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.goals.rules.agreement import OPEN, RUNNING, Event, NotPossible, Standing, State, after, possible

COUPLE = frozenset({"Ana", "Ben"})
PEOPLE = ("Ana", "Ben", "Dana")
deeds = st.lists(st.tuples(st.sampled_from(Event), st.sampled_from(PEOPLE)), max_size=30)


def walked(steps: list[tuple[Event, str]]) -> list[Standing[str]]:
    """Every standing on the way; what is not possible changes nothing."""
    found = [Standing(COUPLE)]
    for event, by in steps:
        try:
            found.append(after(found[-1], event, by))
        except NotPossible:
            continue
    return found


@pytest.mark.parametrize("order", [("Ana", "Ben"), ("Ben", "Ana")])
def test_it_is_agreed_when_both_have_pressed_in_any_order(order: tuple[str, str]) -> None:
    proposed = after(Standing(COUPLE), Event.PROPOSE, "Dana")
    one = after(proposed, Event.AGREE, order[0])
    assert one.state is State.PROPOSED
    assert after(one, Event.AGREE, order[0]) == one, "pressed twice is pressed once"
    assert after(one, Event.AGREE, order[1]).state is State.AGREED


def test_whoever_proposes_agrees_to_their_own_words() -> None:
    proposed = after(Standing(COUPLE), Event.PROPOSE, "Ana")
    assert proposed.state is State.PROPOSED
    assert after(proposed, Event.AGREE, "Ben").state is State.AGREED


def test_a_goal_of_ones_own_needs_only_oneself() -> None:
    assert after(Standing(frozenset({"Ana"})), Event.PROPOSE, "Ana").state is State.AGREED


@given(deeds)
def test_nothing_runs_without_everyone(steps: list[tuple[Event, str]]) -> None:
    for standing in walked(steps):
        if standing.state in RUNNING:
            assert standing.agreed == COUPLE
        assert standing.agreed <= COUPLE


@given(deeds, st.sampled_from(["Ana", "Ben"]))
def test_anyone_concerned_can_withdraw_whatever_was_agreed(steps: list[tuple[Event, str]], who: str) -> None:
    standing = walked(steps)[-1]
    if standing.state in OPEN - {State.DRAFT}:
        assert after(standing, Event.WITHDRAW, who).state is State.PARKED
        with pytest.raises(NotPossible):
            after(standing, Event.WITHDRAW, "Dana")


@given(deeds)
def test_other_words_are_agreed_to_anew(steps: list[tuple[Event, str]]) -> None:
    standing = walked(steps)[-1]
    if Event.CHANGE in possible(standing):
        changed = after(standing, Event.CHANGE, "Ana")
        assert "Ben" not in changed.agreed
        assert changed.state not in RUNNING


@pytest.mark.parametrize("state", State)
def test_there_is_always_a_way_on(state: State) -> None:
    assert possible(Standing(COUPLE, state))


def test_every_state_can_be_reached() -> None:
    seen, waiting = {Standing(COUPLE)}, [Standing(COUPLE)]
    while waiting:
        standing = waiting.pop()
        for event in possible(standing):
            for by in PEOPLE:
                try:
                    found = after(standing, event, by)
                except NotPossible:
                    continue
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
    assert {standing.state for standing in seen} == set(State)
