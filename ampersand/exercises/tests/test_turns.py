"""The machine of live exercises: whatever anyone does in whatever order, nobody sees or writes what is not theirs."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ampersand.exercises.rules.definition import LIVE, Exercise
from ampersand.exercises.rules.turns import stored
from ampersand.exercises.rules.turns.machine import after
from ampersand.exercises.rules.turns.table import (
    BOXES,
    RATINGS,
    THERAPIST,
    Ended,
    Event,
    Given,
    Kind,
    NotPossible,
    Table,
    begun,
    holders,
    state_of,
)
from ampersand.exercises.rules.turns.times import due
from ampersand.exercises.rules.turns.view import Seen, hand_to, seen_by
from ampersand.exercises.tests.shelf import EXERCISES

ROOMS = [one for one in EXERCISES.values() if one.mode in LIVE]
KINDS = st.sampled_from(list(Kind))
WORDS = st.sampled_from(["yes", "no", "a line of mine", "2", ""])
VALUES = st.one_of(
    st.integers(-1, 12), st.sampled_from(["yes", "no", "not today", "up", "down"]), st.just((0, 1, 2)), st.just((0,))
)


def event_for(exercise: Exercise, table: Table, draw: st.DrawFn) -> Event:
    """Mostly something that fits, sometimes anything at all."""
    state = state_of(exercise, table)
    ways = [way.event for way in state.ways] if state else ["done"]
    kind = draw(st.one_of(st.sampled_from([Kind.PRESS, Kind.GIVE, Kind.SAY, Kind.READY, Kind.ARRIVE]), KINDS))
    return Event(
        kind=kind,
        seat=draw(st.integers(THERAPIST, table.seats)),
        way=draw(st.sampled_from([*ways, *RATINGS, "nothing"])),
        value=draw(VALUES),
        text=draw(WORDS),
        step=draw(st.sampled_from([None, table.step, table.step - 1])),
    )


@st.composite
def evenings(draw: st.DrawFn) -> tuple[Exercise, list[tuple[Table, Event, Table | None, float]]]:
    """One exercise, and everything that happened: the table before, the event, the table after (None: refused)."""
    exercise = draw(st.sampled_from(ROOMS))
    seats = draw(st.integers(2, 4)) if exercise.mode == "live_group" else 2
    now = 1_000.0
    table = begun(seats, now, led=draw(st.booleans()))
    for seat in range(seats):
        table = after(exercise, table, Event(Kind.ARRIVE, seat), now)
    happened = []
    for _ in range(draw(st.integers(1, 40))):
        event = event_for(exercise, table, draw)
        now += draw(st.sampled_from([0.0, 1.0, 95.0, 400.0]))
        try:
            then: Table | None = after(exercise, table, event, now)
        except NotPossible:
            then = None
        happened.append((table, event, then, now))
        table = then or table
    return exercise, happened


@given(evenings())
@settings(max_examples=120, deadline=None)
def test_only_the_holder_of_the_floor_writes_to_it(
    evening: tuple[Exercise, list[tuple[Table, Event, Table | None, float]]],
) -> None:
    exercise, happened = evening
    for before, event, then, _ in happened:
        if then and len(then.lines) > len(before.lines) and before.lines == then.lines[: len(before.lines)]:
            assert then.lines[-1].seat == event.seat
            assert event.seat in holders(exercise, before)


@given(evenings())
@settings(max_examples=120, deadline=None)
def test_nobody_sees_what_another_gave_alone(
    evening: tuple[Exercise, list[tuple[Table, Event, Table | None, float]]],
) -> None:
    """Take away all that the others gave, pressed, rated, wished or wrote unopened: no view changes by a letter."""
    exercise, happened = evening
    for _, _, then, _ in happened:
        if then is None:
            continue
        for seat in (*then.everyone, THERAPIST):
            assert seen_by(exercise, then, seat) == seen_by(exercise, without_others(then, seat), seat)


def without_others(table: Table, seat: int) -> Table:
    mine = {seat}
    return replace(
        table,
        pressed={one: way for one, way in table.pressed.items() if one in mine},
        given={one: value for one, value in table.given.items() if one in mine},
        ratings={one: value for one, value in table.ratings.items() if one in mine},
        word=table.word & mine,
        going_on=table.going_on & mine,
        boxes={
            one: (
                value if one in mine else {box: text for box, text in value.items() if box in table.opened.get(one, ())}
            )
            for one, value in table.boxes.items()
        },
        lines=tuple(
            line if line.open or line.seat in mine else replace(line, text="something else") for line in table.lines
        ),
    )


@given(evenings(), st.data())
@settings(max_examples=60, deadline=None)
def test_stop_always_wins_and_says_nothing_of_who(
    evening: tuple[Exercise, list[tuple[Table, Event, Table | None, float]]], data: st.DataObject
) -> None:
    exercise, happened = evening
    table, _, _, now = happened[-1]
    ends = {
        seat: after(exercise, table, Event(Kind.STOP, seat, step=data.draw(st.integers(0, 99))), now)
        for seat in table.everyone
    }
    assert all(end.is_over for end in ends.values())
    assert len(set(map(stored.written, ends.values()))) == 1


@given(evenings())
@settings(max_examples=60, deadline=None)
def test_what_is_stored_goes_on_identically(
    evening: tuple[Exercise, list[tuple[Table, Event, Table | None, float]]],
) -> None:
    exercise, happened = evening
    for before, event, then, now in happened:
        again = stored.read(stored.written(before))
        assert again == before
        if then:
            assert after(exercise, again, event, now) == then
            assert due(exercise, stored.read(stored.written(then))) == due(exercise, then)


@given(evenings())
@settings(max_examples=60, deadline=None)
def test_two_taps_at_once_do_one_thing(
    evening: tuple[Exercise, list[tuple[Table, Event, Table | None, float]]],
) -> None:
    exercise, happened = evening
    for before, event, then, now in happened:
        if then and event.kind is Kind.PRESS and event.step == before.step and then.step != before.step:
            assert after(exercise, then, event, now) == then


@given(evenings())
@settings(max_examples=60, deadline=None)
def test_the_one_device_goes_to_someone_who_has_something_to_do(
    evening: tuple[Exercise, list[tuple[Table, Event, Table | None, float]]],
) -> None:
    exercise, happened = evening
    for _, _, then, _ in happened:
        if then and (seat := hand_to(exercise, then)) is not None:
            seen = seen_by(exercise, then, seat)
            assert not seen.waits
            assert seat in holders(exercise, then)


@pytest.mark.parametrize("id", [one.id for one in ROOMS])
def test_every_live_exercise_can_be_done_to_the_end(id: str) -> None:
    """Everyone says yes to everything and takes the first way that is offered, and time passes where it must."""
    exercise = EXERCISES[id]
    seats = 3 if exercise.mode == "live_group" else 2
    now = 0.0
    table = begun(seats, now, led=exercise.gate == "session")
    for seat in range(seats):
        table = after(exercise, table, Event(Kind.ARRIVE, seat), now)
    for seat in range(seats):
        table = after(exercise, table, Event(Kind.READY, seat, value="yes"), now)
    for _ in range(400):
        if table.is_over:
            break
        now += 1
        table = onwards(exercise, table, now)
    assert table.ended is Ended.FINISHED


def onwards(exercise: Exercise, table: Table, now: float) -> Table:
    state = state_of(exercise, table)
    waiting = holders(exercise, table)
    if state is None:
        for seat in sorted(waiting - set(table.pressed)):
            if table.at == BOXES:
                for box in range(len(exercise.boxes)):
                    table = after(exercise, table, Event(Kind.BOX, seat, value=box, text="mine"), now)
            return after(exercise, table, Event(Kind.PRESS, seat, way="done"), now)
    for seat in sorted(waiting - set(table.pressed) - set(table.given)):
        seen = seen_by(exercise, table, seat)
        if seen.asks:
            return after(exercise, table, Event(Kind.GIVE, seat, value=answer(seen)), now)
        if seen.writes:
            for _ in range(6):
                table = after(exercise, table, Event(Kind.SAY, seat, text="a line"), now)
        if buttons := seen_by(exercise, table, seat).buttons:
            return after(exercise, table, Event(Kind.PRESS, seat, way=buttons[0].event, step=table.step), now)
    instant = due(exercise, table)
    assert instant is not None, f"nothing leads on from {table.at}"
    return after(exercise, table, Event(Kind.TICK), instant)


def answer(seen: Seen) -> Given:
    high = {"number": 8 if "near" in seen.says or "close" in seen.says or "well" in seen.says else 3}
    return {"choice": seen.options[0] if seen.options else "", "marks": (0, 1, 2), **high}[seen.asks]


def seated(id: str = "X05", **more: object) -> tuple[Exercise, Table]:
    """Two at a table who are ready, in the first state."""
    exercise = EXERCISES[id]
    table = begun(2, 0.0, **more)  # type: ignore[arg-type]
    for kind, value in ((Kind.ARRIVE, ""), (Kind.READY, "yes")):
        for seat in (0, 1):
            table = after(exercise, table, Event(kind, seat, value=value), 0.0)
    return exercise, table


def test_one_no_at_the_door_says_not_now_and_only_when_both_have_answered() -> None:
    exercise = EXERCISES["X05"]
    table = begun(2, 0.0)
    for seat in (0, 1):
        table = after(exercise, table, Event(Kind.ARRIVE, seat), 0.0)
    one = after(exercise, table, Event(Kind.READY, 0, value="no"), 1.0)
    assert not one.is_over
    both = after(exercise, one, Event(Kind.READY, 1, value="yes"), 2.0)
    assert both.ended is Ended.NOT_NOW
    other = after(exercise, table, Event(Kind.READY, 0, value="yes"), 1.0)
    assert after(exercise, other, Event(Kind.READY, 1, value="no"), 2.0) == both


def test_the_floor_passes_and_each_has_two_turns() -> None:
    exercise, table = seated()
    table = press(exercise, table, 0, "agreed")
    table = press(exercise, table, 1, "agreed")
    table = press(exercise, table, 1, "set")
    spoke = []
    for _ in range(4):
        assert table.at == "speak"
        spoke.append(table.a)
        for way in ("stop_here", "done", "yes", "pass"):
            seat = table.b if table.at == "reflect" else table.a
            table = press(exercise, table, seat, way)
    assert spoke == [0, 1, 0, 1]
    assert table.at == "wrap"


def test_a_loop_that_reaches_its_limit_is_near_enough_for_today() -> None:
    exercise, table = seated()
    for seat, way in ((0, "agreed"), (1, "agreed"), (0, "set"), (0, "stop_here")):
        table = press(exercise, table, seat, way)
    for _ in range(3):
        table = press(exercise, table, 1, "done")
        table = press(exercise, table, 0, "partly")
        table = press(exercise, table, 0, "done")
    table = press(exercise, table, 1, "done")
    table = press(exercise, table, 0, "partly")
    assert table.at == "more"
    assert seen_by(exercise, table, 0).near_enough


def press(exercise: Exercise, table: Table, seat: int, way: str, now: float = 1.0) -> Table:
    return after(exercise, table, Event(Kind.PRESS, seat, way=way, step=table.step), now)


def test_a_pause_takes_two_to_end_and_its_time_is_not_counted() -> None:
    exercise, table = seated()
    for seat, way in ((0, "agreed"), (1, "agreed"), (0, "set")):
        table = press(exercise, table, seat, way, 10.0)
    first = due(exercise, table)
    table = after(exercise, table, Event(Kind.PAUSE, 1), 20.0)
    assert due(exercise, table) is None
    with pytest.raises(NotPossible):
        press(exercise, table, 0, "stop_here", 21.0)
    table = after(exercise, table, Event(Kind.RESUME, 0), 30.0)
    assert seen_by(exercise, table, 1).paused
    table = after(exercise, table, Event(Kind.RESUME, 1), 50.0)
    assert first is not None
    assert due(exercise, table) == first + 30.0


def test_heat_of_seven_offers_a_break_and_of_six_does_not() -> None:
    exercise, table = seated()
    assert not after(exercise, table, Event(Kind.HEAT, 0, value=6), 1.0).flooded
    hot = after(exercise, table, Event(Kind.HEAT, 0, value=7), 1.0)
    assert Kind.BREAK in seen_by(exercise, hot, 1).may
    assert hot == after(exercise, table, Event(Kind.FLOOD, 1), 1.0)
    assert after(exercise, hot, Event(Kind.BREAK, 1), 2.0).ended is Ended.BREAK


def test_a_lost_device_pauses_after_ninety_seconds_and_ends_after_a_quarter_of_an_hour() -> None:
    exercise, table = seated()
    table = after(exercise, table, Event(Kind.LOSE, 1), 100.0)
    assert not after(exercise, table, Event(Kind.TICK), 189.0).paused
    paused = after(exercise, table, Event(Kind.TICK), 190.0)
    assert seen_by(exercise, paused, 0).paused
    assert after(exercise, paused, Event(Kind.TICK), 1_000.0).ended is Ended.EARLY
    back = after(exercise, paused, Event(Kind.ARRIVE, 1), 300.0)
    assert not after(exercise, back, Event(Kind.TICK), 2_000.0).is_over


def test_a_wish_for_a_word_changes_nothing_that_anyone_sees() -> None:
    exercise, table = seated()
    asked = after(exercise, table, Event(Kind.WORD, 0), 1.0)
    for seat in (0, 1, THERAPIST):
        assert seen_by(exercise, asked, seat) == seen_by(exercise, table, seat)


def test_only_whoever_leads_moves_on() -> None:
    exercise, table = seated(led=True)
    with pytest.raises(NotPossible):
        after(exercise, table, Event(Kind.MOVE_ON, 0), 1.0)
    assert after(exercise, table, Event(Kind.MOVE_ON), 1.0).at == "who_first"
    alone, unled = seated()
    with pytest.raises(NotPossible):
        after(alone, unled, Event(Kind.MOVE_ON), 1.0)


def test_a_kept_line_stays_only_where_both_keep_it() -> None:
    exercise, table = seated()
    table = after(exercise, table, Event(Kind.SAY, 0, text="Saturday mornings"), 1.0)
    one = after(exercise, table, Event(Kind.KEEP, 0, value=0), 1.0)
    assert stored.kept(one) == ()
    both = after(exercise, one, Event(Kind.KEEP, 1, value=0), 1.0)
    assert [line.text for line in stored.kept(both)] == ["Saturday mornings"]
