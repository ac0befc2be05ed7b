"""Whatever becomes of a case, nothing that closes shows more than before, and every state has a way on."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.cases.models import Case
from ampersand.cases.rules import states
from ampersand.cases.rules.states import FINAL, READ_ON, RIGHTS, TAKEN_BACK_WITHIN, Event, NotPossible, Right, Standing
from ampersand.cases.rules.states import State as S

START = datetime(2026, 9, 1, tzinfo=UTC)
OPEN = Standing(S.OPEN, START)
steps = st.lists(st.tuples(st.sampled_from(Event), st.integers(0, 40 * 24)), max_size=12)


def walk(events: list[tuple[Event, int]], couple: bool) -> list[tuple[Event, Standing, Standing]]:
    """Each event that happened, with how the case stood before and after it."""
    now, at, walked = OPEN, START, []
    for event, hours in events:
        at += timedelta(hours=hours)
        try:
            then = states.after(now, event, at, couple=couple)
        except NotPossible:
            continue
        walked.append((event, now, then))
        now = then
    return walked


@given(steps, st.booleans())
def test_no_path_shows_more_than_before(events: list[tuple[Event, int]], couple: bool) -> None:
    shown = {state: rights - {states.Right.ANSWERS} for state, rights in RIGHTS.items()}  # to answer shows nothing
    seen = [shown[S.OPEN]]
    for event, before, then in walk(events, couple):
        if event in (Event.RESUME, Event.TAKE_BACK):
            assert any(shown[then.state] <= one for one in seen), "only what was shown before comes back"
        else:
            assert shown[then.state] <= shown[before.state], event
        seen.append(shown[then.state])


@given(steps, st.booleans())
def test_no_state_is_without_a_way_out(events: list[tuple[Event, int]], couple: bool) -> None:
    walked = walk(events, couple)
    now = walked[-1][2] if walked else OPEN
    if now.state not in FINAL:
        ways = states.possible(now, now.since + READ_ON, couple=couple) - {Event.TAKE_BACK}
        assert ways, now.state


@given(steps)
def test_a_closed_unit_stays_closed(events: list[tuple[Event, int]]) -> None:
    closed = False
    for _event, before, then in walk(events, couple=True):
        closed = closed or before.state is S.CLOSED
        assert not closed or then.state is S.CLOSED


@given(steps)
def test_a_mistake_is_taken_back_to_exactly_what_was(events: list[tuple[Event, int]]) -> None:
    walked = walk(events, couple=True)
    for (_event, before, _then), (event, _closed, back) in pairwise(walked):
        if event is Event.TAKE_BACK:
            assert back.state is before.state


@pytest.mark.parametrize(("hours", "allowed"), [(0, True), (24, True), (25, False)])
def test_an_ending_is_taken_back_within_a_day(hours: int, allowed: bool) -> None:
    for event in (Event.END, Event.PART):
        ended = states.after(OPEN, event, START, couple=True)
        assert states.may_take_back(ended, START + timedelta(hours=hours)) is allowed


def test_a_death_noted_by_mistake_is_taken_back_at_any_time() -> None:
    frozen = states.after(OPEN, Event.DIE, START, couple=True)
    assert states.after(frozen, Event.TAKE_BACK, START + timedelta(days=400), couple=True).state is S.OPEN


def test_what_they_made_together_can_be_read_for_thirty_days_and_not_longer() -> None:
    ended = states.after(OPEN, Event.PART, START, couple=True)
    assert states.allows(ended.state, Right.JOINT)
    assert not states.allows(ended.state, Right.SHARED)
    with pytest.raises(NotPossible):
        states.after(ended, Event.CLOSE, START + READ_ON - timedelta(minutes=1), couple=True)
    closed = states.after(ended, Event.CLOSE, START + READ_ON, couple=True)
    assert RIGHTS[closed.state] == frozenset()


def test_a_death_after_parting_keeps_nothing_open_longer() -> None:
    ended = states.after(OPEN, Event.PART, START, couple=True)
    assert states.after(ended, Event.DIE, START + timedelta(days=2), couple=True).state is S.CLOSED


def test_only_a_couples_unit_ends_with_one_of_two() -> None:
    with pytest.raises(NotPossible):
        states.after(OPEN, Event.PART, START, couple=False)


def test_nothing_is_deleted_under_a_hold() -> None:
    assert states.may_delete(on_hold=False)
    assert not states.may_delete(on_hold=True)


def test_the_table_knows_the_same_states() -> None:
    assert set(Case.State.values) == {state.value for state in S} == {state.value for state in RIGHTS}
    assert TAKEN_BACK_WITHIN < READ_ON
