"""A standing says the same as the whole line, however it was reached."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ampersand.measures.rules import standing
from ampersand.measures.rules.instrument import (
    ChangeParameters,
    Cutoff,
    Fact,
    Frequency,
    Instrument,
    Item,
    MissingRule,
    Rights,
    Scale,
    Source,
)
from ampersand.measures.rules.track import measure_track

SURE = Source("a paper", "2")
SCALE = Scale("often", (0, 1, 2, 3))
MOOD = Instrument(
    slug="mood", version="1", direction="lower", about="self", recall="two weeks", minutes=1,
    frequency=Frequency("weekly"), citation="", items=tuple(Item(str(n), SCALE) for n in range(1, 10)),
    method="sum", scored_by=SURE, missing=MissingRule(0, "none", None, SURE), rights=Rights("green", SURE),
    cutoffs=(Cutoff("c", 10, "at_or_above", SURE),), change=ChangeParameters(points=Fact(6, SURE)),
)  # fmt: skip
START = datetime(2026, 1, 5, 9, tzinfo=UTC)

totals = st.one_of(st.none(), st.integers(0, 27))


@given(st.lists(st.tuples(st.booleans(), totals), max_size=30))
def test_steps_give_the_same_status_as_the_whole_line(sessions: list[tuple[bool, int | None]]) -> None:
    weeks = [(START + timedelta(weeks=n), answered, total) for n, (answered, total) in enumerate(sessions)]
    course = standing.replay(MOOD, weeks)
    line = [total if answered else None for _, answered, total in weeks]
    assert standing.judge(MOOD, course).track == measure_track(MOOD, line)


def test_since_when_is_the_first_worse_answer() -> None:
    weeks = [(START + timedelta(weeks=n), True, total) for n, total in enumerate((10, 12, 17, 18))]
    judged = standing.judge(MOOD, standing.replay(MOOD, weeks))
    assert judged.track.reason == "worse"
    assert judged.since == START + timedelta(weeks=2)
    assert judged.change
    assert judged.change.verdict == "deteriorated"


def test_silent_since_the_last_answer() -> None:
    weeks = [(START, True, 10), (START + timedelta(weeks=1), False, None), (START + timedelta(weeks=2), False, None)]
    judged = standing.judge(MOOD, standing.replay(MOOD, weeks))
    assert (judged.track.status, judged.track.reason, judged.since) == ("unknown", "silent", START)
